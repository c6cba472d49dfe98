"""Tells what is tried around Bram, and which work moved to his father and what came back."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from carenet.demo import past
from carenet.demo.telling import Teller
from networks import outbox
from networks.actions.experiment import answer_experiment, propose_experiment, tell_week
from networks.actions.moved import note_swap
from networks.actions.pledge import pledge
from networks.actions.swap import answer_swap, propose_swap
from networks.actions.task import add_task
from networks.choices import TaskWhen
from networks.choices.experiment import HowWasIt
from networks.choices.moved import Checked
from networks.models import Activity, Task

DAYS_AGO = 16
COOKING = "On Thursdays Joris cooks with Bram in the house, and Fatima eats along"
HOW = (
    ("bram", 1, HowWasIt.BETTER, "Pancakes. Joris can flip them.", None),
    ("joris", 1, HowWasIt.SAME, "I did not know where anything was.", None),
    ("fatima", 1, HowWasIt.SAME, "", 35),
    ("bram", 2, HowWasIt.BETTER, "I cut the onions.", None),
    ("fatima", 2, HowWasIt.BETTER, "The others came to look, and stayed.", 20),
)
"""Who told, of which week, how it was, in which words, and the minutes of staff."""


def tell_of_trying(teller: Teller) -> None:
    """A small experiment in its third week, and a swap that runs with what was checked."""
    _cook_together(teller)
    _move_work(teller)


def _cook_together(teller: Teller) -> None:
    row = propose_experiment(
        actor=teller.seat("joris"),
        words=COOKING,
        hope="That the kitchen is Bram’s, too",
        people=[teller.members[key].pk for key in ("joris", "fatima")],
        stop_rule="When Bram does not want to eat with so many",
        budget=240,
    )
    for key in ("bram", "fatima"):
        answer_experiment(actor=teller.seat(key), experiment=row.pk, yes=True)
    outbox.drop([row.pk])
    past.tried(row, past.ago(DAYS_AGO))
    voices = {one.member_id: one.pk for one in row.voices.all()}
    for key, week, how, words, minutes in HOW:
        voice = voices[teller.members[key].pk if key != "bram" else None]
        tell_week(
            actor=teller.seat(key),
            experiment=row.pk,
            voice=voice,
            week=week,
            how=how,
            words=words,
            minutes=minutes,
        )


def _move_work(teller: Teller) -> None:
    kinds = {kind.code: kind.pk for kind in Activity.objects.for_network(teller.network)}
    box = _task(teller, "anouk", kinds["administration"], "Fill the box for the tablets", "MO")
    walk = _task(teller, "bram", kinds["company"], "A walk along the river", "MO")
    today = teller.network.today(timezone.now())
    pledge(actor=teller.seat("anouk"), task=box.pk, first=today, last=today + timedelta(weeks=8))
    swap = propose_swap(
        actor=teller.seat("henk"),
        taker=teller.members["henk"].pk,
        takes=box.pk,
        freed=teller.members["anouk"].pk,
        frees_for=walk.pk,
        words="I can count to seven. Then you have time to walk with him.",
    )
    answer_swap(actor=teller.seat("anouk"), swap=swap.pk, yes=True)
    note_swap(
        actor=teller.seat("anouk"),
        swap=swap.pk,
        reason="Henk is there on Mondays anyway, and Bram likes to walk and talk.",
        competence=Checked.YES,
        competence_by="Anouk, who watched him do it twice",
        check_with="the insurer: who is liable when a box is wrong",
    )


def _task(teller: Teller, by: str, activity: UUID, title: str, day: str) -> Task:
    today = teller.network.today(timezone.now())
    return add_task(
        actor=teller.seat(by),
        activity=activity,
        title=title,
        when=TaskWhen.RHYTHM,
        starts=datetime.combine(today + timedelta(days=1), time(10)),
        rule=f"FREQ=WEEKLY;BYDAY={day}",
        minutes=30,
    )
