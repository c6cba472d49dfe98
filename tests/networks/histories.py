"""Histories of one network, made straight in the tables: of each signal one in which nothing else is so.

Every history begins with a network that goes well; what is changed in it is what the signal is about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from networks.choices import NeedStatus, PromiseStatus, Side
from networks.choices.health import SignalKind
from networks.health.rounds import begin_new, mark_stale, read_batch
from networks.models import Barrier, Health, Member, Need, Network, Signal, Task
from tests import daily, factories

DAY = timedelta(days=1)
Figures = dict[str, int]


@dataclass(frozen=True, slots=True)
class Circle:
    """Ann keeps the overview, Bob stands in for her, Cas is a friend, Dee a professional."""

    network: Network
    ann: Member
    bob: Member
    cas: Member
    dee: Member


@dataclass(frozen=True, slots=True)
class Said:
    """What is expected to be said of a network: about which row, with which figures, and since when."""

    network: Network
    figures: Figures
    since: datetime
    subject: Any = None


def well(at: datetime, *, days: float = 200, stands_in: bool = True) -> Circle:
    """A network of so many days that goes well: nothing is said of it, unless nobody ever stood in."""
    began = at - days * DAY
    network = factories.make_network(since=began)
    side = {"dee": Side.FORMAL}
    people = {
        name: factories.make_member(
            network, name=name.title(), side=side.get(name, Side.INFORMAL), since=began
        )
        for name in ("ann", "bob", "cas", "dee")
    }
    factories.make_role(people["ann"])
    if stands_in:
        factories.make_role(people["bob"], stands_in=True)
    factories.make_note(network, since=at - DAY)
    return Circle(network, **people)


def read(network: Network, at: datetime) -> list[Signal]:
    """What stands in the table after this network was read at that moment, in the order of the page."""
    begin_new()
    mark_stale(network.pk, at)
    assert read_batch(at=at) >= 1
    found = list(Signal.objects.filter(network=network).open())
    codes = {one.kind for one in found}
    assert set(Health.objects.get(network=network).signals) == codes
    return sorted(found, key=lambda one: list(SignalKind).index(SignalKind(one.kind)))


def said(network: Network, at: datetime) -> list[str]:
    """The kinds of what is said of a network, in the order of the page."""
    return [one.kind for one in read(network, at)]


def only(network: Network, at: datetime) -> Signal:
    """The one thing that is said of a network."""
    (found,) = read(network, at)
    return found


def is_said(told: Said, kind: SignalKind, at: datetime) -> Signal:
    """That a history says this, with its figures and since when, and nothing else."""
    found = only(told.network, at)
    assert (found.kind, found.subject) == (kind, told.subject and told.subject.pk)
    assert (found.figures, found.since) == (told.figures, told.since)
    return found


def a_task(circle: Circle, at: datetime, **fields: Any) -> Task:
    """Something to do, written down long ago, with one date that is too far away to be looked at."""
    task = daily.make_task(circle.network, **{"starts": at + 60 * DAY} | fields)
    Task.objects.filter(pk=task.pk).update(created_at=at - 100 * DAY)
    return task


def did(
    task: Task,
    member: Member,
    at: datetime,
    ago: Iterable[float],
    status: PromiseStatus = PromiseStatus.KEPT,
) -> None:
    """Somebody promised these dates, each so many days ago, and it went like this."""
    for days in ago:
        # two people never do the same thing at the same moment
        start = at - days * DAY - timedelta(minutes=task.occurrences.count())
        daily.make_promise(daily.make_date(task, start), member, status=status, moved_at=start)


def written(circle: Circle, at: datetime, days: float, times: int, *, own: int, **fields: Any) -> list[Need]:
    """So many needs that were written down so many days ago and are met; ``own`` of them are the client's."""
    fields = {"status": NeedStatus.CLOSED} | fields
    return [
        factories.make_need(circle.network, since=at - days * DAY, for_client=turn < own, **fields)
        for turn in range(times)
    ]


def need_alone(at: datetime, days: float = 14) -> Said:
    """A need that nobody does anything for."""
    circle = well(at)
    need = factories.make_need(circle.network, since=at - days * DAY)
    return Said(circle.network, {}, need.since, need)


def promise_gap(at: datetime, days: float = 6.9) -> Said:
    """A date to come for three people, one of whom promised."""
    circle = well(at)
    task = a_task(circle, at, places=["", "", ""])
    daily.make_promise(daily.make_date(task, at + days * DAY), circle.cas, moved_at=at - DAY)
    return Said(circle.network, {"wanted": 3, "free": 2}, at, task)


def no_organizer(at: datetime) -> Said:
    """Who kept the overview gave that back nine days ago, and nobody stands in."""
    circle = well(at, stands_in=False)
    circle.ann.roles.update(until=at - 9 * DAY)
    return Said(circle.network, {"people": 4}, at - 9 * DAY)


def no_stand_in(at: datetime) -> Said:
    """One person keeps the overview, and nobody was ever ready to take it over."""
    circle = well(at, stands_in=False)
    return Said(circle.network, {"people": 4}, circle.network.since)


def leans_on_one(at: datetime, minutes: int = 61, **fields: Any) -> Said:
    """Of ten dates of the last four weeks Ann did seven, of about an hour each."""
    circle = well(at)
    task, other = a_task(circle, at, minutes=minutes, **fields), a_task(circle, at, minutes=60)
    did(task, circle.ann, at, range(1, 8))
    did(other, circle.bob, at, range(1, 4))
    most, all_of_it = 7 * minutes, 7 * minutes + 3 * 60
    return Said(circle.network, {"hours": all_of_it // 60, "most": most // 60, "people": 4}, at)


def family_drifts(at: datetime, **fields: Any) -> Said:
    """Three of family and friends did something before, and one of them does now."""
    circle = well(at)
    task = a_task(circle, at, **fields)
    for member in (circle.ann, circle.bob, circle.cas):
        did(task, member, at, [43])
    did(task, circle.ann, at, [20])
    did(task, circle.dee, at, [20])
    return Said(circle.network, {"now": 1, "before": 3}, at)


def talents_unasked(at: datetime, days: float = 28) -> Said:
    """Three said what they like; one of them was asked."""
    circle = well(at)
    for member, ago in ((circle.ann, days), (circle.bob, days + 30), (circle.cas, days + 60)):
        daily.make_talent(member, since=at - ago * DAY)
    daily.make_challenge(circle.cas, factories.make_user(), asked_at=at - 5 * DAY)
    return Said(circle.network, {"unasked": 2, "told": 3}, at - (days + 30) * DAY)


def only_paid(at: datetime) -> Said:
    """Family and friends have left, the last of them three days ago; two professionals keep the overview."""
    circle = well(at)
    for member, ago in ((circle.ann, 9), (circle.bob, 3), (circle.cas, 8)):
        member.until = at - ago * DAY
        member.store("until")
    other = factories.make_member(circle.network, side=Side.FORMAL, since=circle.network.since)
    factories.make_role(circle.dee)
    factories.make_role(other, stands_in=True)
    return Said(circle.network, {"formal": 2}, at - 3 * DAY)


def rule_in_the_way(at: datetime, days: float = 14) -> Said:
    """Something that is said to be impossible, and nothing came of it yet."""
    circle = well(at)
    barrier: Barrier = daily.make_barrier(circle.network, factories.make_user(), since=at - days * DAY)
    return Said(circle.network, {}, barrier.since, barrier)


def quiet(at: datetime, days: float = 42) -> Said:
    """The last thing that anybody wrote is a note of some weeks ago."""
    circle = well(at)
    circle.network.notes.update(since=at - days * DAY)
    return Said(circle.network, {}, at - days * DAY)


def own_say(at: datetime, now: int = 7, before: int = 10, **fields: Any) -> Said:
    """Of ten needs of the twelve weeks before all were the client's own, of the last ten only seven."""
    circle = well(at)
    written(circle, at, 83, 10, own=now, **fields)
    written(circle, at, 85, 10, own=before)
    figures = {"own": now, "all": 10, "own_before": before, "all_before": 10}
    return Said(circle.network, figures, at)


HISTORIES: dict[SignalKind, Callable[[datetime], Said]] = {
    SignalKind.NEED_ALONE: need_alone,
    SignalKind.PROMISE_GAP: promise_gap,
    SignalKind.NO_ORGANIZER: no_organizer,
    SignalKind.NO_STAND_IN: no_stand_in,
    SignalKind.LEANS_ON_ONE: leans_on_one,
    SignalKind.FAMILY_DRIFTS: family_drifts,
    SignalKind.TALENTS_UNASKED: talents_unasked,
    SignalKind.ONLY_PAID: only_paid,
    SignalKind.RULE_IN_THE_WAY: rule_in_the_way,
    SignalKind.QUIET: quiet,
    SignalKind.OWN_SAY: own_say,
}
"""Of each signal a history that is just over its threshold."""
