"""What belongs to one network cannot point into another: composite foreign keys. And the words of the house.

A plain foreign key only proves that the row exists somewhere; these prove that it exists in this network.
"""

from django.db import migrations

from carenet.lib.models import uuid7

PAIRS = [
    ("networks_role", "member_id", "networks_member"),
    ("networks_role", "need_id", "networks_need"),
    ("networks_needlink", "source_id", "networks_need"),
    ("networks_needlink", "target_id", "networks_need"),
    ("networks_invitation", "member_id", "networks_member"),
    ("networks_note", "need_id", "networks_need"),
    ("networks_note", "about_id", "networks_member"),
    ("networks_talent", "member_id", "networks_member"),
    ("networks_challenge", "member_id", "networks_member"),
    ("networks_challenge", "need_id", "networks_need"),
    ("networks_task", "need_id", "networks_need"),
    ("networks_occurrence", "task_id", "networks_task"),
    ("networks_ask", "task_id", "networks_task"),
    ("networks_ask", "occurrence_id", "networks_occurrence"),
    ("networks_asked", "ask_id", "networks_ask"),
    ("networks_asked", "member_id", "networks_member"),
    ("networks_helperlink", "member_id", "networks_member"),
    ("networks_helperlink", "ask_id", "networks_ask"),
    ("networks_pledge", "task_id", "networks_task"),
    ("networks_pledge", "member_id", "networks_member"),
    ("networks_promise", "occurrence_id", "networks_occurrence"),
    ("networks_promise", "member_id", "networks_member"),
    ("networks_barrier", "task_id", "networks_task"),
    ("networks_swap", "taker_id", "networks_member"),
    ("networks_swap", "freed_id", "networks_member"),
    ("networks_swap", "takes_id", "networks_task"),
    ("networks_swap", "frees_for_id", "networks_task"),
    ("networks_swap", "barrier_id", "networks_barrier"),
    ("networks_promise", "pledge_id", "networks_pledge"),
    ("networks_dateswap", "promise_id", "networks_promise"),
    ("networks_dateswap", "solved_with_id", "networks_promise"),
    ("networks_challenge", "talent_id", "networks_talent"),
    ("networks_task", "continues_id", "networks_task"),
    ("networks_reply", "story_id", "networks_story"),
    ("networks_thanks", "story_id", "networks_story"),
    ("networks_thanks", "promise_id", "networks_promise"),
    ("networks_roleproposal", "member_id", "networks_member"),
    ("networks_roleproposal", "role_id", "networks_role"),
    ("networks_lifeevent", "about_id", "networks_member"),
    ("networks_eventstep", "event_id", "networks_lifeevent"),
    ("networks_keepsakefor", "member_id", "networks_member"),
    ("networks_friendlyquestion", "member_id", "networks_member"),
    ("networks_attendance", "meeting_id", "networks_meeting"),
    ("networks_attendance", "member_id", "networks_member"),
    ("networks_meetingpoint", "meeting_id", "networks_meeting"),
    ("networks_meetingpoint", "need_id", "networks_need"),
    ("networks_meetingpoint", "barrier_id", "networks_barrier"),
    ("networks_meetingpoint", "signal_id", "networks_signal"),
    ("networks_contribution", "meeting_id", "networks_meeting"),
    ("networks_contribution", "member_id", "networks_member"),
    ("networks_familyword", "meeting_id", "networks_meeting"),
    ("networks_decision", "meeting_id", "networks_meeting"),
    ("networks_decision", "point_id", "networks_meetingpoint"),
    ("networks_decision", "owner_id", "networks_member"),
    ("networks_decision", "task_id", "networks_task"),
    ("networks_placing", "barrier_id", "networks_barrier"),
    ("networks_raisedbarrier", "barrier_id", "networks_barrier"),
    ("networks_pulse", "member_id", "networks_member"),
    ("networks_pulserhythm", "member_id", "networks_member"),
    ("networks_relief", "member_id", "networks_member"),
    ("networks_relieftold", "relief_id", "networks_relief"),
    ("networks_relieftold", "member_id", "networks_member"),
    ("networks_swapnote", "swap_id", "networks_swap"),
    ("networks_experiment", "swap_id", "networks_swap"),
    ("networks_experiment", "barrier_id", "networks_barrier"),
    ("networks_experimentvoice", "experiment_id", "networks_experiment"),
    ("networks_experimentvoice", "member_id", "networks_member"),
    ("networks_experimentweek", "voice_id", "networks_experimentvoice"),
    ("networks_goal", "need_id", "networks_need"),
    ("networks_goalsaid", "goal_id", "networks_goal"),
]
DOMAINS = [
    ("participation", "Taking part"),
    ("physical", "Body"),
    ("meaning", "Meaning"),
    ("psychosocial", "Feeling well"),
]
ACTIVITIES = [
    (
        "ride",
        "Rides",
        60,
        ["driver"],
        "ride drive car bus doctor hospital rijden auto rit vervoer ziekenhuis dokter",
    ),
    ("meal", "Meals", 60, [""], "meal cook dinner eat lunch soup koken eten maaltijd soep"),
    ("company", "Company", 120, [""], "company alone lonely together gezelschap alleen eenzaam samen"),
    ("visit", "Visits", 60, [""], "visit coffee tea bezoek koffie thee langskomen"),
    ("call", "Phone calls", 15, [""], "call phone telephone bellen telefoon"),
    ("walk", "Walks", 60, [""], "walk outside stroll wandelen buiten lopen"),
    (
        "shopping",
        "Shopping",
        90,
        ["companion"],
        "shop shopping shops market groceries boodschappen winkel winkelen markt",
    ),
    (
        "outing",
        "Outings",
        180,
        ["companion"],
        "outing trip museum cinema zoo uitje uitstapje museum bioscoop",
    ),
    ("music", "Music", 90, [""], "music sing singing choir piano concert muziek zingen koor zang"),
    (
        "household",
        "Household",
        90,
        [""],
        "clean cleaning laundry wash household poetsen schoonmaken was huishouden strijken",
    ),
    ("garden", "Garden", 90, [""], "garden plants lawn tuin planten gras"),
    ("repairs", "Odd jobs", 60, [""], "repair fix lamp paint klus klussen repareren lamp verven"),
    (
        "administration",
        "Administration",
        120,
        [""],
        "administration books bookkeeping tax money letters bills "
        "administratie boekhouding belasting geld brieven rekeningen",
    ),
    ("digital", "Computer and telephone", 60, [""], "computer internet tablet wifi laptop"),
    (
        "respite",
        "Time off for a carer",
        180,
        ["companion"],
        "respite rest away weekend vrij adempauze weg weekend",
    ),
    ("animals", "Animals", 60, [""], "dog cat horse animal hond kat paard dier"),
    (
        "crafts",
        "Making things",
        120,
        [""],
        "make wood craft paint hands maken hout knutselen handen schilderen",
    ),
    (
        "sport",
        "Sport and moving",
        60,
        ["companion"],
        "swim swimming sport football cycle bike zwemmen sporten voetbal fietsen",
    ),
    (
        "care",
        "Personal care",
        30,
        [""],
        "wash dress shower pills care wassen douchen aankleden pillen verzorging",
    ),
    ("talk", "A good talk", 60, [""], "talk listen worry later praten luisteren zorgen"),
]


def _name(table, column):
    return f"{table}_{column}_same_network"


def put_in_domains(apps, schema_editor):
    domain = apps.get_model("networks", "LifeDomain")
    for order, (code, name) in enumerate(DOMAINS, start=1):
        domain.objects.create(id=uuid7(), code=code, name=name, order=order)


def put_in_activities(apps, schema_editor):
    activity = apps.get_model("networks", "Activity")
    for order, (code, name, minutes, places, keywords) in enumerate(ACTIVITIES, start=1):
        activity.objects.create(
            id=uuid7(),
            code=code,
            name=name,
            minutes=minutes,
            places=places,
            keywords=sorted(set(keywords.split())),
            order=order,
        )


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial")]

    operations = [
        migrations.RunPython(put_in_domains, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(put_in_activities, migrations.RunPython.noop, elidable=False),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {_name(table, column)} "
                f"FOREIGN KEY (network_id, {column}) REFERENCES {target} (network_id, id) "
                "DEFERRABLE INITIALLY DEFERRED",
                f"ALTER TABLE {table} DROP CONSTRAINT {_name(table, column)}",
            )
            for table, column, target in PAIRS
        ),
    ]
