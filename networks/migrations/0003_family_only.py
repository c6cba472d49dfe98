"""What is for family and friends only is not written by who takes part as a professional: looked at by the database."""

from django.db import migrations

RAISES = """
CREATE FUNCTION networks_family_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM networks_member
        WHERE network_id = NEW.network_id AND user_id = NEW.author_id AND side = 'formal'
        AND joined_at <= clock_timestamp() AND (until IS NULL OR until > clock_timestamp())
    ) THEN
        RAISE EXCEPTION 'only family and friends write here'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'family_only_not_by_formal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER family_word_not_by_formal BEFORE INSERT OR UPDATE OF author_id, text ON networks_familyword
    FOR EACH ROW EXECUTE FUNCTION networks_family_only();
CREATE TRIGGER decision_family_not_by_formal BEFORE INSERT OR UPDATE OF author_id, visibility
    ON networks_decision FOR EACH ROW WHEN (NEW.visibility = 'family')
    EXECUTE FUNCTION networks_family_only();
CREATE TRIGGER meeting_point_family_not_by_formal BEFORE INSERT OR UPDATE OF author_id, visibility
    ON networks_meetingpoint FOR EACH ROW WHEN (NEW.visibility = 'family')
    EXECUTE FUNCTION networks_family_only();
"""
FALLS = """
DROP TRIGGER meeting_point_family_not_by_formal ON networks_meetingpoint;
DROP TRIGGER decision_family_not_by_formal ON networks_decision;
DROP TRIGGER family_word_not_by_formal ON networks_familyword;
DROP FUNCTION networks_family_only();
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0002_same_network")]
    operations = [migrations.RunSQL(RAISES, FALLS)]
