"""A series of dates: one, from here on, or all; what moves along, what is told, and what stays as it was."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from carenet.lib.errors import Conflict, DomainError
from networks.actions.occurrence import cancel_date, change_date, due_for_planning, plan_ahead, restore_date
from networks.actions.task import end_task
from networks.choices import (
    Channel,
    MessageKind,
    NetworkStatus,
    OccurrenceStatus,
    PromiseStatus,
    SeriesPart,
    TaskStatus,
)
from networks.models import Delivery, Network, Occurrence, Pledge, Promise, Task
from networks.planning import HORIZON
from networks.rhythm import to_utc, to_wall
from networks.rrule import RhythmRefused
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.series import make_series

ONLY, FROM_HERE, ALL = SeriesPart.ONLY, SeriesPart.FROM_HERE, SeriesPart.ALL
PARTS = list(SeriesPart)


def dates(task: Task) -> list[Occurrence]:
    return list(task.occurrences.order_by("slot").select_related("task"))


def change(
    cast: Cast, row: Occurrence, part: SeriesPart, *, hours: int = 1, days: int = 0, **more: Any
) -> Any:
    wall = to_wall(row.starts_at, row.task.zone) + timedelta(hours=hours, days=days)
    fields = {"minutes": row.task.minutes, "actor": make.seat(cast.bram, cast.network)} | more
    return change_date(occurrence=row.pk, part=part, starts=wall, **fields)


def cancel(cast: Cast, row: Occurrence, part: SeriesPart, **more: Any) -> Occurrence:
    return cancel_date(**{"actor": make.seat(cast.bram, cast.network)} | more, occurrence=row.pk, part=part)


def hours(ids: list[UUID]) -> list[int]:
    rows = Occurrence.objects.filter(pk__in=ids).order_by("slot").select_related("task")
    return [to_wall(one.starts_at, one.task.zone).hour for one in rows]


def told(cast: Cast, name: str, kind: MessageKind = MessageKind.CHANGED) -> int:
    rows = Delivery.objects.filter(kind=kind, channel=Channel.NOTICE, user=getattr(cast, name))
    return rows.count()


@pytest.mark.parametrize(
    ("part", "expected"),
    [(ONLY, [10, 10, 11, 10, 10, 10]), (FROM_HERE, [10, 10, 11, 11, 11, 11]), (ALL, [11] * 6)],
)
def test_a_change_moves_what_was_chosen_and_tells_who_promised_once(
    cast: Cast, part: SeriesPart, expected: list[int]
) -> None:
    task = make_series(cast, promised_by="henk")
    rows = dates(task)
    ids = [one.pk for one in rows]
    change(cast, rows[2], part, where="The park")
    assert hours(ids) == expected
    assert Occurrence.objects.count() == 6 + Occurrence.objects.exclude(task__title="Walk").count()
    assert told(cast, "henk") == 1
    assert Promise.objects.filter(member=cast.members["henk"], status=PromiseStatus.PROMISED).count() == 6
    task.refresh_from_db()
    later = Task.objects.filter(continues=task).first()
    assert (later is not None) == (part == FROM_HERE)
    place = {ONLY: ("", "The park"), ALL: ("The park", "")}.get(part, ("", ""))
    assert (task.where, Occurrence.objects.get(pk=ids[2]).where) == place
    if later:
        assert later.where == "The park"
        assert [one.pk for one in dates(task)] == ids[:2]
        assert [one.pk for one in dates(later)] == ids[2:]
        assert "UNTIL" in task.rule
        assert "UNTIL" not in later.rule


def test_another_day_moves_all_dates_with_their_promises(cast: Cast) -> None:
    task = make_series(cast, promised_by="henk")
    rows = dates(task)
    wall = to_wall(rows[1].starts_at, task.zone)
    days = 1 if wall.weekday() < 6 else -1
    change(cast, rows[1], ALL, hours=0, days=days)
    task.refresh_from_db()
    moved = [one.starts_at for one in dates(task)]
    before = [to_utc(to_wall(one.starts_at, task.zone) + timedelta(days=days), task.zone) for one in rows]
    assert moved == before
    assert all(one.slot == one.starts_at for one in dates(task))
    plan_ahead(task=task.pk)
    assert [one.starts_at for one in dates(task)][:6] == before


def test_a_date_does_not_leave_its_week_for_all_but_does_alone(cast: Cast) -> None:
    task = make_series(cast)
    row = dates(task)[1]
    for part in (FROM_HERE, ALL):
        with pytest.raises(RhythmRefused):
            change(cast, row, part, days=9)
    assert change(cast, row, ONLY, days=9).moved


def test_what_was_moved_by_hand_stays_when_all_move(cast: Cast) -> None:
    task = make_series(cast)
    rows = dates(task)
    change(cast, rows[2], ONLY, hours=5)
    change(cast, dates(task)[0], ALL)
    assert hours([one.pk for one in rows]) == [11, 11, 15, 11, 11, 11]
    plan_ahead(task=task.pk)
    assert len({one.slot for one in dates(task)}) == len(dates(task))
    assert hours([one.pk for one in dates(task)])[2] == 15


@pytest.mark.parametrize("part", [FROM_HERE, ALL])
def test_the_date_at_which_a_change_begins_follows_it_though_it_was_moved(
    cast: Cast, part: SeriesPart
) -> None:
    task = make_series(cast)
    rows = dates(task)
    change(cast, rows[1], ONLY, hours=5, where="The park")
    change(cast, Occurrence.objects.get(pk=rows[1].pk), part, hours=-3, where="The market")
    assert hours([one.pk for one in rows])[1:] == [12] * 5
    row = Occurrence.objects.get(pk=rows[1].pk)
    assert not row.moved
    assert row.own("where") == "The market"


def test_ending_and_planning_again_does_not_pass_by_the_client(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    task = daily.make_task(cast.network, cast.henk, status=TaskStatus.SHOWN)
    henk, row = make.seat(cast.henk, cast.network), task.occurrences.get()
    cancel_date(actor=henk, occurrence=row.pk, part=ONLY)
    restore_date(actor=henk, occurrence=row.pk)
    task.refresh_from_db()
    assert task.status == TaskStatus.SHOWN


@pytest.mark.parametrize("part", PARTS)
def test_a_series_is_never_planned_twice_after_a_change(cast: Cast, part: SeriesPart) -> None:
    task = make_series(cast)
    change(cast, dates(task)[2], part)
    for one in Task.objects.filter(title="Walk"):
        plan_ahead(task=one.pk)
        plan_ahead(task=one.pk)
    days = [
        to_wall(one.starts_at, one.task.zone).date()
        for one in Occurrence.objects.filter(task__title="Walk").select_related("task")
    ]
    assert len(days) == len(set(days))
    assert len(days) >= 11


def test_another_rhythm_from_here_on_keeps_the_dates_that_still_come(cast: Cast) -> None:
    task = make_series(cast, promised_by="henk")
    rows = dates(task)
    change(cast, rows[2], FROM_HERE, rule="FREQ=WEEKLY;INTERVAL=2")
    later = Task.objects.get(continues=task)
    assert [one.pk for one in dates(later) if one.status == OccurrenceStatus.PLANNED][:2] == [
        rows[2].pk,
        rows[4].pk,
    ]
    gone = Occurrence.objects.filter(pk__in=[rows[3].pk, rows[5].pk])
    assert set(gone.values_list("status", flat=True)) == {OccurrenceStatus.NOT_NEEDED}
    off = Promise.objects.filter(occurrence__in=gone)
    assert set(off.values_list("status", flat=True)) == {PromiseStatus.CALLED_OFF}
    with pytest.raises(DomainError):
        change(cast, dates(later)[0], ALL, rule="FREQ=DAILY")


def test_yeses_for_a_while_and_asks_go_on_with_the_later_dates(cast: Cast) -> None:
    task = make_series(cast)
    rows = dates(task)
    day = to_wall(rows[0].starts_at, task.zone).date()
    pledge = Pledge.objects.create(network=cast.network, task=task, member=cast.members["henk"], first=day)
    promise = daily.make_promise(rows[3], cast.members["henk"], pledge=pledge)
    open_ask = daily.make_ask(task, cast.members["joris"])
    one_ask = daily.make_ask(task, cast.members["joris"], occurrence=rows[3])
    change(cast, rows[2], FROM_HERE)
    later = Task.objects.get(continues=task)
    for row in (pledge, promise, open_ask, one_ask):
        row.refresh_from_db()
    assert pledge.ended_at is not None
    assert promise.pledge == later.pledges.get(ended_at=None)
    assert promise.pledge.first == to_wall(rows[2].starts_at, task.zone).date()
    assert {open_ask.task_id, one_ask.task_id} == {later.pk}


def test_a_series_that_was_split_is_split_again_before_the_cut(cast: Cast) -> None:
    task = make_series(cast)
    rows = dates(task)
    change(cast, rows[4], FROM_HERE)
    last = Task.objects.get(continues=task)
    change(cast, dates(task)[2], FROM_HERE, hours=3)
    middle = Task.objects.get(continues=task)
    assert Task.objects.get(continues=middle) == last
    assert hours([one.pk for one in rows]) == [10, 10, 13, 13, 11, 11]


def test_from_the_first_date_on_is_all_of_them(cast: Cast) -> None:
    task = make_series(cast)
    change(cast, dates(task)[0], FROM_HERE)
    assert not Task.objects.filter(continues=task).exists()
    assert set(hours([one.pk for one in dates(task)])) == {11}


def test_what_is_over_is_not_touched(cast: Cast) -> None:
    task = make_series(cast, promised_by="henk")
    rows = dates(task)
    week = timedelta(days=7)
    Occurrence.objects.filter(pk=rows[0].pk).update(
        slot=rows[0].slot - week, starts_at=rows[0].starts_at - week, ends_at=rows[0].ends_at - week
    )
    for part in (ALL, FROM_HERE):
        change(cast, dates(task)[1], part)
    assert hours([rows[0].pk]) == [10]
    assert Task.objects.get(pk=task.pk).status == TaskStatus.ENDED
    later = Task.objects.get(continues=task)
    end_task(actor=make.seat(cast.bram, cast.network), task=later.pk)
    assert Occurrence.objects.get(pk=rows[0].pk).status == OccurrenceStatus.PLANNED
    with pytest.raises(DomainError):
        change(cast, Occurrence.objects.get(pk=rows[0].pk), ONLY)


@pytest.mark.parametrize(("part", "left"), [(ONLY, 5), (FROM_HERE, 2), (ALL, 0)])
def test_calling_off_frees_who_promised_tells_once_and_can_be_undone(
    cast: Cast, part: SeriesPart, left: int
) -> None:
    task = make_series(cast, promised_by="henk")
    rows = dates(task)
    seat = make.seat(cast.bram, cast.network)
    cancel(cast, rows[2], part, reason="Bram is away")
    planned = Occurrence.objects.filter(task=task, status=OccurrenceStatus.PLANNED)
    assert planned.count() == left
    states = Promise.objects.filter(occurrence__task=task)
    assert states.filter(status=PromiseStatus.CALLED_OFF).count() == 6 - left
    assert told(cast, "henk") == 1
    task.refresh_from_db()
    assert task.status == (TaskStatus.ENDED if part == ALL else TaskStatus.OPEN)
    plan_ahead(task=task.pk)
    if part != ONLY:
        assert planned.count() == left
    restore_date(actor=seat, occurrence=rows[2].pk, part=part)
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN
    assert planned.filter(pk__in=[one.pk for one in rows]).count() == 6
    assert states.filter(status=PromiseStatus.PROMISED).count() == 6
    assert "UNTIL" not in task.rule
    with pytest.raises(DomainError):
        restore_date(actor=seat, occurrence=rows[2].pk, part=part)


def test_what_was_called_off_alone_stays_off_when_the_rest_comes_back(cast: Cast) -> None:
    task = make_series(cast)
    rows = dates(task)
    cancel(cast, rows[4], ONLY)
    cancel(cast, rows[2], FROM_HERE)
    restore_date(actor=make.seat(cast.bram, cast.network), occurrence=rows[2].pk, part=FROM_HERE)
    off = Occurrence.objects.filter(task=task, status=OccurrenceStatus.NOT_NEEDED)
    assert off.get().pk == rows[4].pk
    restore_date(actor=make.seat(cast.bram, cast.network), occurrence=rows[4].pk)
    assert not off.exists()


def test_a_date_that_does_not_repeat_moves_with_its_task(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, for_client=True)
    row = task.occurrences.get()
    for part in PARTS:
        row = change(cast, row, part)
        task.refresh_from_db()
        assert row.starts_at == row.slot == task.starts
    cancel(cast, row, ONLY)
    task.refresh_from_db()
    assert task.status == TaskStatus.ENDED
    restore_date(actor=make.seat(cast.bram, cast.network), occurrence=row.pk)
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN


@pytest.mark.parametrize("part", PARTS)
def test_who_does_not_arrange_it_changes_nothing(cast: Cast, part: SeriesPart) -> None:
    row = dates(make_series(cast))[1]
    for name in ("henk", "fatima", "choir"):
        with pytest.raises(PermissionDenied):
            change(cast, row, part, actor=make.seat(getattr(cast, name), cast.network))
        with pytest.raises(PermissionDenied):
            cancel(cast, row, part, actor=make.seat(getattr(cast, name), cast.network))
    with pytest.raises(Http404):
        change(cast, row, part, actor=make.seat(cast.eve, cast.other))


@pytest.mark.parametrize("part", PARTS)
def test_the_second_of_two_people_at_the_same_series_is_told(cast: Cast, part: SeriesPart) -> None:
    row = dates(make_series(cast))[3]
    change(cast, row, part, version=row.version)
    with pytest.raises(Conflict):
        change(cast, row, part, version=row.version)
    with pytest.raises(Conflict):
        cancel(cast, row, part, version=row.version)


def test_moments_that_cannot_be_are_refused_and_change_nothing(cast: Cast) -> None:
    row = dates(make_series(cast))[1]
    for more in ({"days": -30}, {"days": 4000}, {"minutes": 0}, {"minutes": 10**9}):
        for part in PARTS:
            with pytest.raises(DomainError):
                change(cast, row, part, **more)
    row.refresh_from_db()
    assert row.version == 1


def test_the_house_plans_twelve_weeks_ahead_once(cast: Cast) -> None:
    task = make_series(cast, dates=2)
    assert due_for_planning(timezone.now()) == [task.pk]
    made = plan_ahead(task=task.pk)
    assert made >= 9
    assert plan_ahead(task=task.pk) == 0
    assert due_for_planning(timezone.now()) == []
    last = dates(task)[-1].starts_at
    assert timezone.now() + HORIZON - timedelta(days=8) < last < timezone.now() + HORIZON
    Task.objects.filter(pk=task.pk).update(planned_until=timezone.now())
    assert plan_ahead(task=task.pk) == 0


def test_who_said_yes_for_a_while_has_the_new_dates(cast: Cast) -> None:
    task = make_series(cast, dates=2)
    day = timezone.now().date()
    Pledge.objects.create(network=cast.network, task=task, member=cast.members["henk"], first=day)
    made = plan_ahead(task=task.pk)
    assert Promise.objects.filter(occurrence__task=task, member=cast.members["henk"]).count() == made


@pytest.mark.parametrize("status", [NetworkStatus.RESTING, NetworkStatus.ENDED])
def test_a_network_at_rest_or_ended_gets_no_new_dates(cast: Cast, status: NetworkStatus) -> None:
    task = make_series(cast, dates=2)
    ended = {"ended_at": timezone.now(), "end_reason": "moved"} if status == NetworkStatus.ENDED else {}
    Network.objects.filter(pk=cast.network.pk).update(status=status, **ended)
    assert due_for_planning(timezone.now()) == []
    if status == NetworkStatus.ENDED:
        assert plan_ahead(task=task.pk) == 0
