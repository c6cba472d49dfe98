"""When a date changes, whoever could not is asked once more: for another time, and for another place."""

from typing import Any

import pytest

from networks.actions.occurrence import change_date
from networks.choices import Answer, SeriesPart
from networks.models import Asked, Occurrence
from networks.rhythm import to_wall
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.series import make_series


def change(cast: Cast, row: Occurrence, part: SeriesPart, **texts: Any) -> None:
    fields = {"minutes": row.task.minutes, "starts": to_wall(row.starts_at, row.task.zone)} | texts
    change_date(actor=make.seat(cast.bram, cast.network), occurrence=row.pk, part=part, **fields)


def answered(cast: Cast, answer: Answer = Answer.NO, **ask: Any) -> Occurrence:
    """A walk every week, for the first of which Henk was asked and answered."""
    row = make_series(cast, where="At home").occurrences.order_by("slot").select_related("task")[0]
    put = daily.make_ask(row.task, cast.members["henk"], **{"occurrence": row} | ask)
    put.asked.update(answer=answer, answered_at=make.ago(1))
    return row


@pytest.mark.parametrize("part", SeriesPart)
def test_another_place_asks_who_could_not_once_more(cast: Cast, part: SeriesPart) -> None:
    row = answered(cast)
    change(cast, row, part, where="In the park")
    asked = Asked.objects.get()
    assert (asked.answer, asked.answered_at) == ("", None)


@pytest.mark.parametrize("part", SeriesPart)
def test_the_same_place_and_other_words_ask_nobody_again(cast: Cast, part: SeriesPart) -> None:
    row = answered(cast)
    change(cast, row, part, where="At home", bring="A coat")
    assert Asked.objects.get().answer == Answer.NO


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_THIS_KIND])
def test_a_yes_and_a_no_to_the_kind_of_thing_stay_for_another_place_too(cast: Cast, answer: Answer) -> None:
    change(cast, answered(cast, answer), SeriesPart.ONLY, where="In the park")
    assert Asked.objects.get().answer == answer


def test_an_ask_about_the_whole_series_is_not_asked_again_for_one_date(cast: Cast) -> None:
    change(cast, answered(cast, occurrence=None), SeriesPart.ONLY, where="In the park")
    assert Asked.objects.get().answer == Answer.NO
