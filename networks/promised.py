"""What pages read about promises: one date with everybody's yes, what the reader can do there, and the rest.

``board`` is what templates/networks/_promise.html draws; other pages of a date ask for it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from networks import asking
from networks.actions.dateswap import swappable
from networks.actions.place import COUNTS, asked_by, movers, organises
from networks.choices import HOLDS, AskStatus, OccurrenceStatus, PromiseStatus, RoleKind, TaskStatus, Verb
from networks.doors import visible_asks, visible_tasks
from networks.models import Ask, Asked, DateSwap, Member, Occurrence, Pledge, Promise, Role, Task
from networks.promising import Rung, rung, verbs_for
from networks.standing import Permission, Seat

FEW_DATES = 12
MANY_DATES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One promise as its page shows it: whose, for which place, and what the reader can do with it."""

    row: Promise
    place: str
    mine: bool
    verbs: frozenset[str]

    @property
    def seeking(self) -> bool:
        return self.row.status == PromiseStatus.SEEKING


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a date. ``line`` is who holds it, or who looks for somebody; None when nobody said yes."""

    number: int
    name: str
    line: Line | None

    @property
    def free(self) -> bool:
        return self.line is None or self.line.seeking


@dataclass(frozen=True, slots=True)
class Asking:
    """An ask about a date as its page shows it; ``numbers`` only for who arranges it."""

    ask: Ask
    mine: Asked | None
    numbers: asking.Numbers | None


@dataclass(frozen=True, slots=True)
class Board:
    """A date with everybody's yes. ``open``: it can be promised. ``rule`` stands in the way of a yes."""

    occurrence: Occurrence
    spots: tuple[Spot, ...]
    stand_ins: tuple[Line, ...]
    mine: Line | None
    open: bool
    over: bool
    may_promise: bool
    may_stand_in: bool
    rule: str
    arranges: bool
    rung: Rung
    asks: tuple[Asking, ...]

    @property
    def free(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.free]

    @property
    def several(self) -> bool:
        return len(self.spots) > 1

    @property
    def seeking(self) -> bool:
        return any(spot.line is not None and spot.line.seeking for spot in self.spots)


def when(date: Occurrence) -> str:
    """A date in words on the clock of its task: "Tuesday 3 March, 10:00"."""
    local = timezone.localtime(date.starts_at, date.task.zone)
    day = date_format(local, "l j F")
    return gettext("%(day)s, %(time)s") % {"day": day, "time": date_format(local, "H:i")}


def board(seat: Seat, occurrence: Occurrence) -> Board:
    """One date with its promises and asks, and what this seat can do there. At most eight queries."""
    rows = Promise.objects.filter(occurrence=occurrence, status__in=[*COUNTS, PromiseStatus.CALLED_OFF])
    found = list(rows.select_related("member", "said_by").order_by("place", "promised_at"))
    arranges = organises(seat, occurrence.task)
    asked = frozenset[UUID]() if arranges else asked_by(seat, occurrence.task)
    lines = [_line(seat, row, occurrence, arranges or row.member_id in asked) for row in found]
    live = [line for line in lines if line.row.status != PromiseStatus.CALLED_OFF]
    mine = next((line for line in live if line.mine), None)
    places = list(Member.objects.taking_part(seat.at).filter(pk__in=seat.member_ids))
    rule = _rule(occurrence.task, places)
    over = occurrence.ends_at <= seat.at
    is_open = (
        not over
        and occurrence.status == OccurrenceStatus.PLANNED
        and occurrence.task.status == TaskStatus.OPEN
    )
    can = is_open and bool(places) and not rule and seat.may(Permission.PROMISE)
    can = can and not any(one.is_paused(seat.at) for one in places)
    return Board(
        occurrence=occurrence,
        spots=_spots(occurrence.task, live),
        stand_ins=tuple(line for line in live if line.row.stands_in),
        mine=mine,
        open=is_open,
        over=over,
        may_promise=can and (mine is None or mine.seeking or mine.row.stands_in),
        may_stand_in=can and mine is None,
        rule=rule if is_open and places else "",
        arranges=arranges or bool(asked),
        rung=rung(occurrence.starts_at, seat.at),
        asks=_asks(seat, occurrence, arranges),
    )


def _asks(seat: Seat, occurrence: Occurrence, arranges: bool) -> tuple[Asking, ...]:
    """Asks about a date that are not closed, as far as this seat may know of them."""
    about = Q(occurrence=occurrence) | Q(occurrence=None)
    rows = visible_asks(seat).filter(about, task=occurrence.task_id).exclude(status=AskStatus.CLOSED)
    found = list(rows.order_by("-created_at"))
    mine = asking.put_to_me(seat, [row.pk for row in found]) if found else {}
    told = [row for row in found if arranges or seat.wrote(row.author_id, row.for_client)]
    numbers = asking.numbers(told) if told else {}
    return tuple(
        Asking(row, mine.get(row.pk), None if row.status == AskStatus.SHOWN else numbers.get(row.pk))
        for row in found
    )


def _line(seat: Seat, row: Promise, occurrence: Occurrence, arranges: bool) -> Line:
    row.occurrence = occurrence
    mine = row.member_id in seat.member_ids
    verbs = verbs_for(PromiseStatus(row.status), movers(seat, row, arranges=arranges))
    return Line(row, _place(occurrence.task, row.place), mine, frozenset(now(row, verbs, seat.at)))


def now(row: Promise, verbs: Iterable[Verb], at: datetime) -> list[Verb]:
    """Those verbs that make sense at this moment."""
    begun, over = row.occurrence.starts_at <= at, row.occurrence.ends_at <= at
    late = {Verb.DONE, Verb.DID_NOT_HAPPEN, Verb.CORRECT}
    early = {Verb.CANNOT, Verb.CAN_AFTER_ALL, Verb.TAKE_OVER, Verb.SWAP, Verb.NOT_RIGHT, Verb.RELEASE}
    fitting = [verb for verb in verbs if not (verb in late and not begun) and not (verb in early and over)]
    if row.stands_in:
        fitting = [verb for verb in fitting if verb == Verb.RELEASE]
    if row.said_by_id is None:
        fitting = [verb for verb in fitting if verb != Verb.NOT_RIGHT]
    return fitting


def _spots(task: Task, lines: list[Line]) -> tuple[Spot, ...]:
    held = {line.row.place: line for line in lines if not line.row.stands_in and line.seeking}
    held |= {line.row.place: line for line in lines if not line.row.stands_in and line.row.status in HOLDS}
    return tuple(Spot(number, name, held.get(number)) for number, name in enumerate(task.places))


def _place(task: Task, number: int) -> str:
    return task.places[number] if number < len(task.places) else ""


def _rule(task: Task, places: list[Member]) -> str:
    """The rule that leaves this seat out, in its own words; "" when none does."""
    if not task.only_side or any(one.side == task.only_side for one in places):
        return ""
    return task.rule_words


def open_dates(task: Task, at: datetime, *, many: bool = False) -> list[Occurrence]:
    """Dates of a task that can still be promised, the first one first."""
    rows = Occurrence.objects.filter(task=task).open(at).select_related("task").order_by("starts_at")
    return list(rows[: MANY_DATES if many else FEW_DATES])


def askable_dates(task: Task, at: datetime) -> list[Occurrence]:
    """Dates about which people can be asked; of a task that the client still has to see, all to come."""
    if task.status != TaskStatus.SHOWN:
        return open_dates(task, at)
    rows = Occurrence.objects.filter(task=task).to_come(at).select_related("task").order_by("starts_at")
    return list(rows[:FEW_DATES])


def date_of(task: Task, pk: UUID | None) -> Occurrence | None:
    """One date of a task; None for none."""
    return Occurrence.objects.filter(task=task, pk=pk).select_related("task").first() if pk else None


def promises_at(seat: Seat, date: Occurrence) -> QuerySet[Promise]:
    """Everybody's yes to a date; what was taken back only for its holder and for who arranges it."""
    rows = Promise.objects.filter(occurrence=date)
    if organises(seat, date.task):
        return rows
    return rows.filter(~Q(status=PromiseStatus.WITHDRAWN) | Q(member__in=seat.member_ids))


def pledges_of(seat: Seat, task: Task) -> list[Pledge]:
    """Who said yes for a while to a task; everybody who may know of it may see that."""
    rows = Pledge.objects.filter(task=task, ended_at=None).select_related("member")
    return list(rows.order_by("first", "id"))


def to_phone(seat: Seat, occurrence: Occurrence) -> list[Member]:
    """Whom to phone when there is hardly time left: who keeps the overview and who stands in, with a number.
    One query.
    """
    keeps = Role.objects.at(seat.at).filter(kind=RoleKind.ORGANIZER, network=seat.network, need=None)
    ready = Promise.objects.filter(occurrence=occurrence, stands_in=True, status=PromiseStatus.PROMISED)
    who = Q(pk__in=keeps.values("member_id")) | Q(pk__in=ready.values("member_id"))
    who |= Q(user=occurrence.task.author_id)
    rows = Member.objects.taking_part(seat.at).filter(who, network=seat.network).exclude(phone="")
    return list(rows.exclude(pk__in=seat.member_ids).order_by("name"))


def to_promise_for(seat: Seat, occurrence: Occurrence) -> list[Member]:
    """Members for whom a yes by telephone can be noted: here, not paused, on the right side, not promised."""
    rows = Member.objects.taking_part(seat.at).filter(network=seat.network)
    rows = rows.filter(Q(paused_until=None) | Q(paused_until__lte=seat.at)).exclude(pk__in=seat.member_ids)
    if occurrence.task.only_side:
        rows = rows.filter(side=occurrence.task.only_side)
    if not organises(seat, occurrence.task):
        rows = rows.filter(pk__in=asked_by(seat, occurrence.task))
    standing = Promise.objects.filter(occurrence=occurrence, status__in=HOLDS)
    return list(rows.exclude(pk__in=standing.values("member_id")).order_by("name"))


def swappable_dates(seat: Seat, mine: Promise) -> list[Promise]:
    """Others' dates for which one's own can be swapped, the first one first."""
    return list(swappable(mine, seat)[:MANY_DATES])


def swap_of(promise: Promise) -> DateSwap | None:
    """The question to swap that waits about a promise."""
    return DateSwap.objects.waiting().filter(promise=promise).first()


def wanted_of(seat: Seat, swap: DateSwap) -> list[Promise]:
    """The dates a question to swap is about."""
    rows = swap.wanted.select_related("member", "occurrence__task").order_by("occurrence__starts_at")
    return list(rows)


def own_wanted(seat: Seat, swap: DateSwap, pk: str) -> UUID | None:
    """The date of this seat, among those a question to swap is about, that goes by this id."""
    mine = swap.wanted.filter(member__in=seat.member_ids).values_list("pk", flat=True)
    return next((one for one in mine if str(one) == pk), None)


def promises_of(seat: Seat, member_ids: Iterable[UUID]) -> QuerySet[Promise]:
    """Promises of these members for tasks that this seat may know of."""
    tasks = visible_tasks(seat).order_by().values("pk")
    rows = Promise.objects.filter(member__in=list(member_ids), occurrence__task__in=tasks)
    return rows.select_related("occurrence__task__activity", "member", "said_by")
