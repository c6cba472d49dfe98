"""Several people at one series at once, over real connections: one change wins, and nothing comes double."""

from datetime import timedelta
from typing import Any

import pytest

from accountability.ledger import verify_chain
from networks.actions.occurrence import cancel_date, change_date, plan_ahead
from networks.choices import SeriesPart
from networks.models import Occurrence, Task
from networks.rhythm import to_wall
from tests import factories as make
from tests.cast import Cast
from tests.networks.crowd import at_once
from tests.networks.series import make_series

pytestmark = pytest.mark.django_db(transaction=True)


def _days(title: str = "Walk") -> list[Any]:
    rows = Occurrence.objects.filter(task__title=title).select_related("task")
    return [to_wall(one.starts_at, one.task.zone).date() for one in rows]


@pytest.mark.parametrize("part", list(SeriesPart))
def test_of_two_changes_of_the_same_series_one_wins_and_the_other_is_told(
    cast: Cast, part: SeriesPart
) -> None:
    task = make_series(cast, promised_by="henk")
    row = task.occurrences.order_by("slot")[2]
    wall, seats = to_wall(row.starts_at, task.zone), [make.seat(cast.bram, cast.network)] * 6

    def change(turn: int) -> None:
        given = {"starts": wall + timedelta(minutes=5 * (turn + 1)), "minutes": 60, "version": row.version}
        if turn % 2:
            change_date(actor=seats[turn], occurrence=row.pk, part=part, **given)
        else:
            cancel_date(actor=seats[turn], occurrence=row.pk, part=part, version=row.version)

    came = at_once(change, range(6))
    assert came["done"] == 1, came
    assert came["conflict"] == 5, came
    days = _days()
    assert len(days) == len(set(days)) == 6
    assert list(verify_chain(cast.network.pk)) == []


def test_planning_at_the_same_time_makes_nothing_double(cast: Cast) -> None:
    task = make_series(cast, dates=2)
    row = task.occurrences.order_by("slot")[1]
    wall, seat = to_wall(row.starts_at, task.zone), make.seat(cast.bram, cast.network)

    def act(turn: int) -> None:
        if turn == 5:
            given = {"starts": wall + timedelta(hours=1), "minutes": 60}
            change_date(actor=seat, occurrence=row.pk, part=SeriesPart.FROM_HERE, **given)
        for one in Task.objects.filter(title="Walk").values_list("pk", flat=True):
            plan_ahead(task=one)

    assert at_once(act, range(12)) == {"done": 12}
    days = _days()
    assert len(days) == len(set(days)) >= 11
