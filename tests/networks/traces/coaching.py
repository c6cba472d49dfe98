"""Coaching leaves a line for each yes, each end, each question and each line of the log: codes, no words."""

from typing import Any

from django.utils import timezone

from networks.actions import coach, coaching
from networks.choices.coaching import Opens
from tests import coaching as rows
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _bram(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)} | more


def _carla(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": cast.carla} | more


@case(coaching.give_consent, "coaching_allowed")
def _(cast: Cast) -> dict[str, Any]:
    rows.make_counted(cast.linde, cast.network)
    return _bram(cast, organisation=cast.linde.pk, opens=[Opens.PATTERNS], sure=True)


@case(coaching.end_consent, "coaching_ended")
def _(cast: Cast) -> dict[str, Any]:
    counted = rows.make_counted(cast.linde, cast.network)
    return _bram(cast, consent=rows.make_consent(counted, cast.bram).pk)


@case(coaching.decline_question, "coaching_declined")
def _(cast: Cast) -> dict[str, Any]:
    counted = rows.make_counted(cast.linde, cast.network)
    return _bram(cast, question=rows.make_question(counted, cast.carla).pk)


@case(coach.ask_consent, "coaching_asked")
def _(cast: Cast) -> dict[str, Any]:
    counted = rows.make_counted(cast.linde, cast.network)
    return _carla(cast, organisation=cast.linde.pk, number=counted.number, words="To learn")


@case(coach.write_note, "coaching_note_written")
def _(cast: Cast) -> dict[str, Any]:
    return _carla(cast, organisation=cast.linde.pk, kind="learned", day=timezone.localdate(), words="A habit")


@case(coach.revise_note, "coaching_note_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _carla(cast, note=rows.make_line(cast.linde, cast.carla).pk, words="A habit, no rule")


@case(coach.take_back_note, "coaching_note_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _carla(cast, note=rows.make_line(cast.linde, cast.carla).pk)
