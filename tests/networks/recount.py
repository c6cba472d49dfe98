"""Counts a network by hand: every row is fetched and looked at in Python, one rule after another.

The slow twin of networks/health/count.sql. Whatever the statement counts for a hundred networks at once must
be what comes out here for each.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from networks.choices import Visibility
from networks.models import (
    Ask,
    Asked,
    Barrier,
    Challenge,
    Member,
    Need,
    Network,
    Note,
    Occurrence,
    Pledge,
    Promise,
    Role,
    Story,
    Talent,
    Task,
    TurnTaker,
)

DAY = timedelta(days=1)
PRIVATE = (Visibility.ONLY_ME, Visibility.NAMED)
LEVELS = ["everyone", "close", "professionals", "family"]


def recount(network: Network, at: datetime) -> dict[str, Any]:
    """The fields of Facts, by name, as one counts them by hand."""
    return {
        **_people(network, at),
        **_overview(network, at),
        **_needs(network, at),
        **_dates(network, at),
        **_work(network, at),
        "fewest": _fewest(network, at),
        **_talents(network, at),
        **_barriers(network, at),
        "last": _last(network, at),
        "ahead": any(one.occurrence.ends_at > at for one in _carried(network, at))
        or any(one.occurrence.starts_at >= at + 28 * DAY for one in _standing(network, at)),
        **_say(network, at),
    }


def going(row: Any, at: datetime) -> bool:
    """Whether a period holds at this moment."""
    return bool(row.since <= at and (row.until is None or row.until > at))


def _here(member: Member, at: datetime) -> bool:
    return member.joined_at is not None and member.joined_at <= at and going(member, at)


def _can(member: Member, at: datetime) -> bool:
    return _here(member, at) and not (member.paused_until and member.paused_until > at)


def _level(need: Need | None) -> int:
    return LEVELS.index(need.visibility) if need else 0


def _count(rows: Iterable[Any], of: Callable[[Any], Any]) -> int:
    return sum(1 for row in rows if of(row))


def _people(network: Network, at: datetime) -> dict[str, Any]:
    members = [one for one in Member.objects.filter(network=network) if one.joined_at and one.joined_at <= at]
    before = at - 84 * DAY
    left = [one.until for one in members if not _here(one, at) and one.side != "formal" and one.until]
    return {
        "people": _count(members, lambda one: _here(one, at)),
        "informal": _count(members, lambda one: _here(one, at) and one.side == "informal"),
        "formal": _count(members, lambda one: _here(one, at) and one.side == "formal"),
        "communities": _count(members, lambda one: _here(one, at) and one.side == "community"),
        "joined": _count(members, lambda one: _here(one, at) and not _here(one, before)),
        "gone": _count(members, lambda one: _here(one, before) and not _here(one, at)),
        "informal_left": max(left, default=None),
    }


def _overview(network: Network, at: datetime) -> dict[str, Any]:
    roles = [
        one
        for one in Role.objects.filter(network=network, kind="organizer", domain=None, need=None)
        if one.since <= at and one.member.joined_at and one.member.joined_at <= at
    ]
    now = [one for one in roles if going(one, at) and _can(one.member, at)]
    keep = {one.member_id for one in now if not one.stands_in}
    ended = [one.until for one in roles if one.until and one.until <= at]
    return {
        "organizers": len(keep),
        "stand_ins": len({one.member_id for one in now if one.stands_in} - keep),
        "overview_left": max(ended, default=None),
    }


def _known(network: Network, at: datetime) -> list[Need]:
    needs = Need.objects.filter(network=network, since__lte=at).exclude(visibility__in=PRIVATE)
    return list(needs.prefetch_related("domains"))


def _tasks(network: Network, at: datetime) -> list[Task]:
    return [
        one
        for one in Task.objects.filter(network=network).exclude(status="shown")
        if (one.ended_at is None or one.ended_at > at - 84 * DAY)
        and (one.need is None or one.need.visibility not in PRIVATE)
    ]


def _carried(network: Network, at: datetime) -> list[Promise]:
    """Promises that hold a place, from twelve weeks ago until in four weeks."""
    known = {one.pk for one in _tasks(network, at)}
    return [
        one
        for one in Promise.objects.filter(network=network, stands_in=False)
        if one.status in ("promised", "kept", "did_not_happen")
        and one.occurrence.task_id in known
        and at - 84 * DAY < one.occurrence.starts_at < at + 28 * DAY
    ]


def _standing(network: Network, at: datetime) -> list[Promise]:
    """Promises that stand, for whatever day."""
    known = {one.pk for one in _tasks(network, at)}
    rows = Promise.objects.filter(network=network, stands_in=False, status="promised")
    return [one for one in rows if one.occurrence.task_id in known]


def _cared_for(network: Network, at: datetime) -> set[Any]:
    found = {
        one.occurrence.task.need_id
        for one in _carried(network, at)
        if one.status != "did_not_happen" and one.occurrence.starts_at > at - 28 * DAY
    }
    roles = Role.objects.filter(network=network, need__isnull=False)
    found |= {one.need_id for one in roles if going(one, at) and _can(one.member, at)}
    known = {one.pk for one in _tasks(network, at) if one.status == "open"}
    for pledge in Pledge.objects.filter(network=network, ended_at=None, task__in=known):
        if (pledge.last is None or pledge.last >= at.date()) and _can(pledge.member, at):
            found.add(pledge.task.need_id)
    return found


def _needs(network: Network, at: datetime) -> dict[str, Any]:
    needs = [one for one in _known(network, at) if one.status == "open"]
    cared_for = _cared_for(network, at)
    alone = [one for one in needs if one.pk not in cared_for]
    alone.sort(key=lambda one: (["high", "medium", "low"].index(one.importance), one.since, one.pk))
    some = [
        (_level(one), int(one.since.timestamp()), str(one.pk))
        for place, one in enumerate(alone)
        if _count(alone[:place], lambda other, one=one: _level(other) == _level(one)) < 3
    ]
    return {
        "needs": _by_level(needs, _level),
        "alone": _by_level(alone, _level),
        "needs_alone": some,
        "domains": sorted(parts(needs)),
        "orphans": sorted(
            parts(needs) - parts(one for one in needs if one.pk in cared_for) - _kept_parts(network, at)
        ),
    }


def _kept_parts(network: Network, at: datetime) -> set[str]:
    roles = Role.objects.filter(network=network, domain__isnull=False)
    return {str(one.domain_id) for one in roles if going(one, at) and _can(one.member, at)}


def parts(needs: Iterable[Need]) -> set[str]:
    """The parts of life of these needs."""
    return {str(part.pk) for one in needs for part in one.domains.all()}


def _by_level(rows: Iterable[Any], level: Callable[[Any], int]) -> list[int]:
    found = [0, 0, 0, 0, 0]
    for row in rows:
        found[level(row)] += 1
    return found


def _dates(network: Network, at: datetime) -> dict[str, Any]:
    wanted = free = 0
    gaps: dict[Any, list[Any]] = {}
    for task in _tasks(network, at):
        if task.status != "open":
            continue
        for one in Occurrence.objects.filter(task=task, status="planned"):
            if not (one.ends_at > at and at - 8 * DAY < one.starts_at < at + 7 * DAY):
                continue
            held = Promise.objects.filter(
                occurrence=one, stands_in=False, status__in=["promised", "kept", "did_not_happen"]
            ).count()
            wanted += len(task.places)
            free += len(task.places) - held
            gap = gaps.setdefault(task.pk, [_level(task.need), 0, 0, None, str(task.pk)])
            gap[1] += len(task.places)
            gap[2] += len(task.places) - held
            if held < len(task.places):
                first = int(one.starts_at.timestamp())
                gap[3] = first if gap[3] is None else min(gap[3], first)
    found = sorted((tuple(gap) for gap in gaps.values() if gap[2]), key=lambda gap: (gap[3], gap[4]))
    return {"places": wanted, "places_free": free, "gaps": found}


def _minutes(promise: Promise) -> int:
    date = promise.occurrence
    if date.task.when == "week":
        return date.task.minutes
    return round((date.ends_at - date.starts_at).total_seconds() / 60)


def _work(network: Network, at: datetime) -> dict[str, Any]:
    past = [one for one in _carried(network, at) if one.occurrence.ends_at <= at]
    past = [one for one in past if one.member.joined_at and one.member.joined_at <= at]
    lately = [one for one in past if one.occurrence.starts_at > at - 28 * DAY]
    kept = [one for one in lately if one.status == "kept"]
    found: dict[str, Any] = {
        "kept": _by_level(kept, lambda one: _level(one.occurrence.task.need)),
        "missed": _count(lately, lambda one: one.status == "did_not_happen"),
    }
    for prefix, some in (
        ("", past),
        ("open_", [one for one in past if _level(one.occurrence.task.need) == 0]),
    ):
        carried: dict[Any, int] = {}
        before, after = set(), set()
        for one in some:
            if one.status == "did_not_happen":
                continue
            if one.occurrence.starts_at > at - 28 * DAY:
                carried[one.member_id] = carried.get(one.member_id, 0) + _minutes(one)
            if one.member.side != "formal":
                (after if one.occurrence.starts_at > at - 42 * DAY else before).add(one.member_id)
        found |= {
            f"{prefix}doers": len(carried),
            f"{prefix}minutes": sum(carried.values()),
            f"{prefix}most": max(carried.values(), default=0),
            f"{prefix}active": len(after),
            f"{prefix}active_before": len(before),
        }
    return found


def _fewest(network: Network, at: datetime) -> int | None:
    carried = [one for one in _carried(network, at) if one.status != "did_not_happen"]
    talents = [one for one in Talent.objects.filter(network=network, member__isnull=False) if going(one, at)]
    numbers = []
    for task in _tasks(network, at):
        matters = task.need is None or task.need.importance == "high"
        if task.status != "open" or task.when != "rhythm" or not matters:
            continue
        able = {one.member for one in carried if one.occurrence.task_id == task.pk}
        able |= {one.member for one in TurnTaker.objects.filter(task=task)}
        same = [one for one in talents if one.activity_id == task.activity_id]
        able |= {one.member for one in same if one.kind != "never"}
        able -= {one.member for one in same if one.kind == "never"}
        numbers.append(sum(_can(one, at) and task.only_side in ("", one.side) for one in able))
    return min(numbers, default=None)


def _talents(network: Network, at: datetime) -> dict[str, Any]:
    told: dict[Any, datetime] = {}
    for one in Talent.objects.filter(network=network, member__isnull=False).exclude(kind="never"):
        if going(one, at) and one.since <= at - 28 * DAY and _can(one.member, at):
            told[one.member_id] = min(one.since, told.get(one.member_id, one.since))
    asked = set(Asked.objects.filter(network=network, asked_at__lte=at).values_list("member_id", flat=True))
    asked |= set(
        Challenge.objects.filter(network=network, asked_at__lte=at).values_list("member_id", flat=True)
    )
    asked |= set(Promise.objects.filter(network=network).values_list("member_id", flat=True))
    unasked = {pk: since for pk, since in told.items() if pk not in asked}
    return {
        "told": len(told),
        "unasked": len(unasked),
        "told_since": min(unasked.values(), default=None),
    }


def _barriers(network: Network, at: datetime) -> dict[str, Any]:
    rows = [
        (_level(one.task.need if one.task else None), int(one.since.timestamp()), str(one.pk))
        for one in Barrier.objects.filter(network=network).order_by("since", "id")
        if going(one, at) and not (one.task and one.task.need and one.task.need.visibility in PRIVATE)
    ]
    return {"barriers": len(rows), "rules": rows}


def _asks(network: Network, at: datetime) -> list[Ask]:
    return [
        one
        for one in Ask.objects.filter(network=network, created_at__lte=at)
        if one.created_at > at - 168 * DAY and not (one.task.need and one.task.need.visibility in PRIVATE)
    ]


def _last(network: Network, at: datetime) -> datetime | None:
    moments = [one.joined_at for one in Member.objects.filter(network=network, joined_at__lte=at)]
    moments += [one.since for one in _known(network, at)]
    moments += [one.moved_at for one in _carried(network, at)]
    moments += [one.created_at for one in _asks(network, at)]
    moments += [one.since for one in Story.objects.filter(network=network)]
    moments += [one.since for one in Note.objects.filter(network=network)]
    moments += [one.created_at for one in _tasks(network, at)]
    moments += [one.asked_at for one in Challenge.objects.filter(network=network)]
    return max((one for one in moments if one), default=None)


def _say(network: Network, at: datetime) -> dict[str, Any]:
    said = [(one.since, one.for_client, _level(one)) for one in _known(network, at)]
    said += [(one.created_at, one.for_client, _level(one.task.need)) for one in _asks(network, at)]
    said = [one for one in said if one[0] > at - 168 * DAY]
    recent = [one for one in said if one[0] > at - 84 * DAY]
    before = [one for one in said if one[0] <= at - 84 * DAY]
    return {
        "own": _count(recent, lambda one: one[1]),
        "written": len(recent),
        "own_before": _count(before, lambda one: one[1]),
        "written_before": len(before),
        "written_closed": any(one[2] for one in said),
    }
