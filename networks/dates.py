"""What stands in the calendar: the dates of one network, or one's own in all of them, in words.

Times are those of the network's clock. Whoever may know of a task knows of its dates and of who promised
them; nothing else of a task or its need is here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from networks.access import networks_of, seats_of
from networks.choices import HOLDS, OccurrenceStatus, PromiseStatus, TaskStatus, TaskWhen
from networks.doors import visible_tasks
from networks.glance import addresses
from networks.models import Activity, Network, Occurrence, Promise
from networks.standing import Seat
from networks.weeks import Span

OFF = (OccurrenceStatus.NOT_NEEDED, OccurrenceStatus.DID_NOT_HAPPEN)
LIVING = (*HOLDS, PromiseStatus.SEEKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """One date. ``starts_at`` and ``ends_at`` are moments on the clock of its network.

    ``free`` places nobody stands for (0 for what is over or fell away), ``seeking`` holders who look for
    somebody else, ``who`` the names of who does it, ``mine`` what I am to it in words ("" for nothing).
    """

    id: UUID
    href: str
    network: Network
    title: str
    activity: str
    starts_at: datetime
    ends_at: datetime
    whole_week: bool
    status: str
    wanted: int
    taken: int
    free: int
    seeking: bool
    off: bool
    done: bool
    who: tuple[str, ...]
    mine: str

    @property
    def time(self) -> str:
        """From when till when, the day added where it ends on another one."""
        if self.whole_week:
            return gettext("any time this week")
        start, end = date_format(self.starts_at, "H:i"), date_format(self.ends_at, "H:i")
        if self.ends_at.date() != self.starts_at.date() and end != "00:00":
            end = gettext("%(day)s %(time)s") % {"day": date_format(self.ends_at, "D"), "time": end}
        return f"{start}–{end}"

    @property
    def state(self) -> str:
        """How it stands, in words: what asks for attention first."""
        if self.off:
            return str(OccurrenceStatus(self.status).label)
        if self.free and self.wanted == 1:
            return gettext("looking for someone") if self.seeking else gettext("open")
        if self.free:
            return ngettext("%(free)s place open", "%(free)s places open", self.free) % {"free": self.free}
        return str(OccurrenceStatus.DONE.label) if self.done else ""


def dates(seat: Seat, shown: Span, *, mine: bool = False, activity: UUID | None = None) -> list[Date]:
    """The dates this seat may know of in the days that are shown, by time. Two queries."""
    rows = Occurrence.objects.filter(task__in=visible_tasks(seat).order_by().values("pk"))
    if mine:
        rows = rows.promised_by(seat.member_ids)
    if activity:
        rows = rows.filter(task__activity=activity)
    return _dates(seat.at, rows.between(shown.start, shown.stop), {seat.network.pk: seat})


def rows_between(seat: Seat, start: datetime, end: datetime) -> QuerySet[Occurrence]:
    """The dates this seat may know of between two moments, as rows that dress() puts into words."""
    rows = Occurrence.objects.filter(task__in=visible_tasks(seat).order_by().values("pk"))
    return rows.between(start, end).select_related("task__activity")


def dress(seat: Seat, rows: list[Any]) -> None:
    """Give each of these rows its words, as ``shown``. One query."""
    for row, words in zip(rows, _worded(seat.at, rows, {seat.network.pk: seat}), strict=True):
        row.shown = words


def own_dates(seats: Iterable[Seat], at: datetime, start: datetime, end: datetime) -> list[Date]:
    """What whoever has these seats promised. Two queries.

    What somebody promised they know already: reading it is no look at anybody.
    """
    by_network = {seat.network.pk: seat for seat in seats}
    mine = {pk for seat in by_network.values() for pk in seat.member_ids}
    return _dates(at, Occurrence.objects.promised_by(mine).between(start, end), by_network)


def my_seats(user: Any, at: datetime) -> list[Seat]:
    """The seats of this user in all their networks."""
    return seats_of(user, at, list(networks_of(user, at).values_list("pk", flat=True)))


def _dates(at: datetime, rows: QuerySet[Occurrence], seats: dict[UUID, Seat]) -> list[Date]:
    found = list(rows.select_related("task__activity").order_by("starts_at", "ends_at", "pk"))
    return _worded(at, found, seats)


def _worded(at: datetime, found: list[Occurrence], seats: dict[UUID, Seat]) -> list[Date]:
    promises: dict[UUID, list[Promise]] = {}
    living = Promise.objects.filter(occurrence__in=[row.pk for row in found], status__in=LIVING)
    for promise in living.select_related("member").order_by("place", "promised_at"):
        promises.setdefault(promise.occurrence_id, []).append(promise)
    href = addresses("networks:occurrence")
    return [_date(at, row, promises.get(row.pk, []), seats[row.network_id], href(row.pk)) for row in found]


def _date(at: datetime, row: Occurrence, promises: list[Promise], seat: Seat, href: str) -> Date:
    zone, wanted = ZoneInfo(seat.network.time_zone), len(row.task.places)
    holding = [one for one in promises if one.status in HOLDS and not one.stands_in]
    asks = row.status == OccurrenceStatus.PLANNED and row.ends_at > at and row.task.status == TaskStatus.OPEN
    return Date(
        id=row.pk,
        href=href,
        network=seat.network,
        title=row.own("title"),
        activity=str(row.task.activity.label),
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        whole_week=row.task.when == TaskWhen.WEEK,
        status=row.status,
        wanted=wanted,
        taken=len(holding),
        free=max(wanted - len(holding), 0) if asks else 0,
        seeking=any(one.status == PromiseStatus.SEEKING for one in promises),
        off=row.status in OFF,
        done=row.status == OccurrenceStatus.DONE,
        who=tuple(one.member.name for one in holding if one.member_id not in seat.member_ids),
        mine=_mine(one for one in promises if one.member_id in seat.member_ids),
    )


def _mine(promises: Iterable[Promise]) -> str:
    for one in promises:
        if one.status == PromiseStatus.SEEKING:
            return gettext("you look for someone")
        return gettext("you stand in") if one.stands_in else gettext("you")
    return ""


def activities(seat: Seat) -> list[Activity]:
    """The kinds of things to do of which this seat may know a task, in their order."""
    used = visible_tasks(seat).order_by().values("activity")
    return list(Activity.objects.filter(pk__in=used))
