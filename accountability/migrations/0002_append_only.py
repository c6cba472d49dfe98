"""The ledger chains itself and takes inserts only, whoever writes.

accountability_chain() runs as the owner, so the application's role needs no right on the heads. It locks
the head of the chain, so entries of one network follow each other without a gap; the lock is held until the
transaction ends and is taken last. The array that is hashed is what accountability/ledger.py hashes again.
"""

from django.db import migrations

CHAIN = """
CREATE FUNCTION accountability_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    head accountability_ledgerhead%ROWTYPE;
BEGIN
    INSERT INTO accountability_ledgerhead (chain, seq, hash) VALUES (NEW.chain, 0, ''::bytea)
        ON CONFLICT (chain) DO NOTHING;
    SELECT * INTO head FROM accountability_ledgerhead WHERE chain = NEW.chain FOR UPDATE;
    NEW.seq := head.seq + 1;
    NEW.at := clock_timestamp();
    NEW.previous := head.hash;
    NEW.salt := gen_random_uuid();
    NEW.label_digest := sha256(convert_to(jsonb_build_array(
        NEW.salt, NEW.actor_label, NEW.on_behalf_of, NEW.subject_label)::text, 'UTF8'));
    NEW.hash := sha256(head.hash || convert_to(jsonb_build_array(
        NEW.chain, NEW.seq, to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        NEW.verb, NEW.actor_id, NEW.standing, NEW.subject_kind, NEW.subject_id, NEW.detail::text,
        NEW.request_id, encode(NEW.label_digest, 'hex'))::text, 'UTF8'));
    UPDATE accountability_ledgerhead SET seq = NEW.seq, hash = NEW.hash WHERE chain = NEW.chain;
    RETURN NEW;
END $$;
ALTER FUNCTION accountability_chain() SET search_path FROM CURRENT;
CREATE TRIGGER ledger_chain BEFORE INSERT ON accountability_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION accountability_chain();

CREATE FUNCTION accountability_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger takes inserts only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON accountability_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION accountability_append_only();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON accountability_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION accountability_append_only();
"""

UNCHAIN = """
DROP TRIGGER ledger_no_truncate ON accountability_ledgerentry;
DROP TRIGGER ledger_no_change ON accountability_ledgerentry;
DROP TRIGGER ledger_chain ON accountability_ledgerentry;
DROP FUNCTION accountability_append_only();
DROP FUNCTION accountability_chain();
"""


class Migration(migrations.Migration):
    dependencies = [("accountability", "0001_initial")]

    operations = [migrations.RunSQL(CHAIN, UNCHAIN)]
