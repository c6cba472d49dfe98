"""Tells of two meetings around Bram: one some weeks ago, with its plan, and one to come."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from carenet.demo import past
from carenet.demo.telling import Teller
from networks.actions.decision import accept_decision, decide
from networks.actions.meeting import answer_meeting, call_meeting, go_on
from networks.actions.meeting_close import close_meeting, say_how_far
from networks.actions.meeting_family import say_in_family
from networks.actions.meeting_point import add_point, add_points, inform
from networks.choices.meeting import Coming, HowFar, MeetingPhase
from networks.models import Meeting

WEEKS_AGO = 25
PLAN = (
    ("Henk and Joris take turns for the choir", "Then Joris asks two singers", "henk"),
    (
        "Fatima tries the market with Bram on Saturdays",
        "Then Sanne goes, and Fatima does the books",
        "fatima",
    ),
)
"""What was decided, what if it goes otherwise, and who sees to it. How far it is was said of the first."""


def tell_of_meetings(teller: Teller) -> None:
    """One meeting with its plan, some weeks ago; one in nine days with an agenda and answers."""
    past.met(_with_plan(teller), past.ago(WEEKS_AGO).replace(hour=18, minute=30, second=0, microsecond=0))
    _to_come(teller)


def _call(teller: Teller, title: str, days: int, words: str = "") -> Meeting:
    evening = datetime.combine(teller.network.today(timezone.now()) + timedelta(days=days), time(19, 30))
    where = "At the long table in the house"
    return call_meeting(actor=teller.seat("bram"), title=title, starts=evening, where=where, words=words)


def _with_plan(teller: Teller) -> Meeting:
    bram = teller.seat("bram")
    row = _call(teller, "How does the autumn go?", 1)
    add_point(actor=teller.seat("joris"), meeting=row.pk, words="Who drives when it is icy?")
    inform(
        actor=teller.seat("fatima"),
        meeting=row.pk,
        text="On Tuesday evening there are two of us for ten people. On Saturday morning there is more room.",
    )
    for phase in (MeetingPhase.INFORMATION, MeetingPhase.FAMILY):
        go_on(actor=bram, meeting=row.pk, phase=phase)
    say_in_family(
        actor=teller.seat("marja"), meeting=row.pk, text="We would like one weekend a month for ourselves."
    )
    go_on(actor=bram, meeting=row.pk, phase=MeetingPhase.DECISIONS)
    due = teller.network.today(timezone.now()) + timedelta(days=14)
    made = []
    for words, otherwise, key in PLAN:
        owner = teller.members[key].pk
        made.append(
            decide(actor=bram, meeting=row.pk, words=words, otherwise=otherwise, due_on=due, owner=owner)
        )
        accept_decision(actor=teller.seat(key), decision=made[-1].pk)
    came = [teller.members[key].pk for key in ("henk", "marja", "joris", "fatima")]
    close_meeting(actor=bram, meeting=row.pk, came=came)
    say_how_far(actor=teller.seat("henk"), decision=made[0].pk, how_far=HowFar.DONE)
    return row


def _to_come(teller: Teller) -> None:
    row = _call(teller, "The winter, and who is where", 9, "There is apple pie.")
    needs = [teller.needs[key].pk for key in ("singing", "shopping")]
    add_points(actor=teller.seat("bram"), meeting=row.pk, needs=needs)
    add_point(
        actor=teller.seat("henk"), meeting=row.pk, words="How long we can keep this up", visibility="family"
    )
    for key, answer in (("marja", Coming.YES), ("henk", Coming.YES), ("joris", Coming.MAYBE)):
        answer_meeting(actor=teller.seat(key), meeting=row.pk, answer=answer)
