"""What matching has to know of one network, for one seat, in a fixed number of queries.

Reasons come only from what this seat may know of. What keeps somebody from being asked (a no, a pause, a
promise for something this seat knows nothing of) counts as well, and is told to nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q

from networks.access import people_then, roles_then
from networks.choices import (
    HOLDS,
    STANDS,
    Answer,
    PromiseStatus,
    Rotation,
    Side,
    SwapStatus,
    TalentKind,
    TaskStatus,
    TaskWhen,
)
from networks.doors import visible_tasks
from networks.freeing import Held
from networks.matching import Job, Offer, Person, Span
from networks.models import (
    Asked,
    Challenge,
    Member,
    Need,
    Occurrence,
    Pledge,
    Promise,
    Swap,
    Talent,
    Task,
    TurnTaker,
)
from networks.standing import Seat

AHEAD = timedelta(weeks=4)
"""How far ahead matching looks when nothing names a date."""
LATELY = timedelta(days=30)
"""Asks in this time count as "in a month"."""
A_WEEK = timedelta(weeks=1)
MOST_DATES = 12
"""As many dates of one task are looked at."""
STANDING = frozenset({*STANDS, *HOLDS})


@dataclass(frozen=True, slots=True)
class Around:
    """A network at one moment: who takes part, what is to be done, and who holds what of it."""

    at: datetime
    members: dict[UUID, Member]
    people: tuple[Person, ...]
    tasks: dict[UUID, Task]
    open_dates: dict[UUID, tuple[Span, ...]]
    held: tuple[Held, ...]
    proposed: frozenset[tuple[UUID, UUID, UUID]]

    def job(self, task: Task) -> Job:
        """This task, on the dates on which somebody is still wanted."""
        return _job(task, self.open_dates.get(task.pk, ()))

    def with_roles(self, seat: Seat, need: Need | None) -> tuple[Person, ...]:
        """The people, with the roles they hold for this need or for a part of life it touches."""
        if need is None:
            return self.people
        roles: dict[UUID, set[str]] = defaultdict(set)
        mine = Q(need=need) | Q(domain__in=need.domains.order_by().values("pk"))
        for member, kind in roles_then(seat, seat.at).filter(mine).values_list("member_id", "kind"):
            roles[member].add(kind)
        return tuple(
            replace(person, roles=frozenset(roles[person.id])) if person.id in roles else person
            for person in self.people
        )


def around(seat: Seat, wanted: Sequence[Task] = (), occurrence: Occurrence | None = None) -> Around:
    """Everything about the network, with the open dates of the tasks that are ``wanted`` (or one date)."""
    zone = ZoneInfo(seat.network.time_zone)
    at = seat.at.astimezone(zone)
    rows = visible_tasks(seat).filter(status=TaskStatus.OPEN)
    rows = rows.select_related(None).select_related("activity", "need").prefetch_related("need__named")
    tasks: dict[UUID, Task] = {task.pk: task for task in (*wanted, *rows)}
    dates = _open_dates(wanted, occurrence, at, zone)
    last = max((span.ends for spans in dates.values() for span in spans), default=at)
    promises = list(_promises(seat, at, max(at + AHEAD, last + A_WEEK), zone))
    held = _held(seat, tasks, promises, at, zone)
    members = {
        member.pk: member
        for member in people_then(seat, seat.at)
        .filter(joined_at__lte=seat.at)
        .select_related("organisation", "availability")
    }
    return Around(
        at=at,
        members=members,
        people=tuple(_people(seat, members.values(), promises, held)),
        tasks=tasks,
        open_dates=dates,
        held=tuple(Held(_job(tasks[task], spans), member) for (task, member), spans in held.items()),
        proposed=frozenset(
            Swap.objects.filter(network=seat.network)
            .exclude(status=SwapStatus.ENDED)
            .values_list("taker_id", "takes_id", "freed_id")
        ),
    )


def _job(task: Task, spans: tuple[Span, ...]) -> Job:
    return Job(
        id=task.pk,
        activity=task.activity_id,
        title=task.title,
        spans=spans,
        places=len(task.places),
        only_side=task.only_side,
        rule=task.rule_words,
    )


class _Row(NamedTuple):
    """What matching reads of a date of a task."""

    pk: UUID
    task: UUID
    starts: datetime
    ends: datetime
    when: str
    minutes: int
    usual: int

    def span(self, zone: ZoneInfo) -> Span:
        """The date on the clock of the network. What may be done any time in a week takes as long as such
        things usually do.
        """
        loose = self.when == TaskWhen.WEEK
        length = int((self.ends - self.starts).total_seconds()) // 60
        minutes = min(self.minutes, self.usual) if loose else length
        return Span(self.starts.astimezone(zone), self.ends.astimezone(zone), minutes, loose, self.pk)


DATE = ("pk", "task_id", "starts_at", "ends_at", "task__when", "task__minutes", "task__activity__minutes")


def _open_dates(
    wanted: Sequence[Task], occurrence: Occurrence | None, at: datetime, zone: ZoneInfo
) -> dict[UUID, tuple[Span, ...]]:
    """The first dates to come of these tasks that have a free place, in their order."""
    rows: Any = Occurrence.objects.to_come(at).filter(task__in=[task.pk for task in wanted])
    if occurrence is not None:
        rows = rows.filter(pk=occurrence.pk)
    rows = rows.with_free_places().filter(taken__lt=F("wanted"))
    found: dict[UUID, list[Span]] = defaultdict(list)
    for date_ in map(_Row._make, rows.order_by("starts_at", "pk").values_list(*DATE)):
        if len(found[date_.task]) < MOST_DATES:
            found[date_.task].append(date_.span(zone))
    return {task: tuple(spans) for task, spans in found.items()}


@dataclass(frozen=True, slots=True)
class _Promised:
    """What matching reads of a promise."""

    member: UUID
    status: str
    stands_in: bool
    task: UUID
    date: UUID
    span: Span


def _promises(seat: Seat, at: datetime, until: datetime, zone: ZoneInfo) -> Iterator[_Promised]:
    """Promises of this month and until then, those taken back for a date to come too."""
    month = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = Promise.objects.filter(
        network=seat.network,
        occurrence__starts_at__lt=until,
        occurrence__ends_at__gt=month,
        status__in=[*STANDING, PromiseStatus.WITHDRAWN],
    )
    date_ = ("occurrence_id", *(f"occurrence__{name}" for name in DATE[1:]))
    for member, status, stands_in, *facts in rows.values_list("member_id", "status", "stands_in", *date_):
        row = _Row._make(facts)
        yield _Promised(member, status, stands_in, row.task, row.pk, row.span(zone))


def _held(
    seat: Seat, tasks: dict[UUID, Task], promises: Iterable[_Promised], at: datetime, zone: ZoneInfo
) -> dict[tuple[UUID, UUID], tuple[Span, ...]]:
    """What people hold of the tasks this seat may know of, on dates to come: by task and member."""
    found: dict[tuple[UUID, UUID], dict[UUID, Span]] = defaultdict(dict)
    for one in promises:
        stands = one.status == PromiseStatus.PROMISED and not one.stands_in
        if stands and one.span.ends > at and one.task in tasks:
            found[one.task, one.member][one.date] = one.span
    claims = list(_claims(seat, tasks, at))
    rows = Occurrence.objects.to_come(at).filter(
        task__in={claim.task for claim in claims}, starts_at__lt=at + AHEAD
    )
    for date_ in map(_Row._make, rows.values_list(*DATE)):
        span = date_.span(zone)
        for claim in claims:
            if claim.task == date_.task and claim.covers(span.starts.date()):
                found[claim.task, claim.member].setdefault(date_.pk, span)
    return {key: tuple(sorted(spans.values(), key=_first)) for key, spans in found.items()}


def _first(span: Span) -> tuple[datetime, str]:
    return span.starts, str(span.date)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A yes for a while, or always having the turn."""

    task: UUID
    member: UUID
    first: date = date.min
    last: date | None = None
    weekdays: tuple[int, ...] = ()

    def covers(self, day: date) -> bool:
        late = self.last is not None and day > self.last
        return self.first <= day and not late and (not self.weekdays or day.weekday() in self.weekdays)


def _claims(seat: Seat, tasks: dict[UUID, Task], at: datetime) -> Iterator[_Claim]:
    rows = Pledge.objects.filter(network=seat.network, task__in=list(tasks), ended_at__isnull=True)
    for pledge in rows.exclude(last__lt=at.date()):
        yield _Claim(pledge.task_id, pledge.member_id, pledge.first, pledge.last, tuple(pledge.weekdays))
    fixed = [task.pk for task in tasks.values() if task.rotation == Rotation.FIXED]
    for task, member in TurnTaker.objects.filter(task__in=fixed).values_list("task_id", "member_id"):
        yield _Claim(task, member)


def _people(
    seat: Seat,
    members: Iterable[Member],
    promises: Sequence[_Promised],
    held: dict[tuple[UUID, UUID], tuple[Span, ...]],
) -> Iterator[Person]:
    offers, asked, did = _offers(seat), _asked(seat), _did(seat)
    busy, known = _busy(promises, held), _known(seat, promises, offers)
    for member in members:
        mine = getattr(member, "availability", None)
        facts = asked.get(member.pk, {})
        yield Person(
            id=member.pk,
            name=member.name,
            side=Side(member.side),
            circle=getattr(member, "circle", "") or "",
            offers=tuple(offers.get(member.pk, ())),
            refused=frozenset(known.refused.get(member.pk, ())),
            weekdays=frozenset(mine.weekdays if mine else ()),
            parts=frozenset(mine.parts if mine else ()),
            ended=not member.holds_at(seat.at),
            paused_until=member.paused_until,
            rests_until=facts.get("rests"),
            limit=mine.hours_a_month * 60 if mine and mine.hours_a_month is not None else None,
            most_asks=mine.asks_a_month if mine else None,
            asks=facts.get("lately", 0),
            last_asked=facts.get("last"),
            asked_for=frozenset(known.asked_for.get(member.pk, ())),
            promised=tuple(busy.get(member.pk, {}).values()),
            did=did.get(member.pk, {}),
        )


def _offers(seat: Seat) -> dict[UUID, list[Offer]]:
    found: dict[UUID, list[Offer]] = defaultdict(list)
    rows = Talent.objects.at(seat.at).filter(network=seat.network, member__isnull=False).order_by("pk")
    says = ("member_id", "pk", "kind", "activity_id", "words", "weekdays", "with_someone", "since")
    for member, pk, kind, activity, words, weekdays, with_someone, since in rows.values_list(*says):
        found[member].append(
            Offer(
                id=pk,
                kind=TalentKind(kind),
                activity=activity,
                words=words,
                weekdays=frozenset(weekdays),
                with_someone=with_someone,
                since=since,
            )
        )
    return found


def _asked(seat: Seat) -> dict[UUID, dict[str, Any]]:
    """By member: when they were last asked for anything, how often lately, and until when they rest."""
    lately = Q(asked_at__gt=seat.at - LATELY)
    asks = Asked.objects.filter(network=seat.network, asked_at__isnull=False).order_by()
    found = {
        row.pop("member"): row
        for row in asks.values("member").annotate(
            last=Max("asked_at"),
            lately=Count("pk", filter=lately),
            rests=Max("not_until", filter=Q(answer=Answer.NOT_UNTIL)),
        )
    }
    questions = Challenge.objects.filter(network=seat.network).order_by()
    for row in questions.values("member").annotate(last=Max("asked_at"), lately=Count("pk", filter=lately)):
        facts = found.setdefault(row["member"], {"last": row["last"], "lately": 0})
        facts["last"] = max(facts["last"], row["last"])
        facts["lately"] += row["lately"]
    return found


def _did(seat: Seat) -> dict[UUID, dict[UUID, datetime]]:
    """By member and kind of thing: when they did it last, of what this seat may know of."""
    found: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    done = Q(status=PromiseStatus.KEPT) | Q(status=PromiseStatus.PROMISED, stands_in=False)
    rows = (
        Promise.objects.filter(done, network=seat.network, occurrence__ends_at__lte=seat.at)
        .filter(occurrence__task__in=visible_tasks(seat).order_by().values("pk"))
        .order_by()
        .values_list("member_id", "occurrence__task__activity_id")
        .annotate(last=Max("occurrence__ends_at"))
    )
    for member, activity, last in rows:
        found[member][activity] = last
    return found


def _busy(
    promises: Iterable[_Promised], held: dict[tuple[UUID, UUID], tuple[Span, ...]]
) -> dict[UUID, dict[UUID | None, Span]]:
    """By member: the dates they stand for, whether this seat knows of them or not."""
    found: dict[UUID, dict[UUID | None, Span]] = defaultdict(dict)
    for one in promises:
        if one.status in STANDING and not one.stands_in:
            found[one.member][one.date] = one.span
    for (_task, member), spans in held.items():
        found[member].update((span.date, span) for span in spans)
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """By member: what they were asked for already, and which kinds of things they refused as such."""

    asked_for: dict[UUID, set[UUID]]
    refused: dict[UUID, set[UUID]]


def _known(seat: Seat, promises: Iterable[_Promised], offers: dict[UUID, list[Offer]]) -> _Known:
    known = _Known(defaultdict(set), defaultdict(set))
    for one in promises:
        if one.stands_in or one.status in (PromiseStatus.SEEKING, PromiseStatus.WITHDRAWN):
            known.asked_for[one.member].add(one.date)
    going_on = ~Q(ask__task__status=TaskStatus.ENDED)
    to_come = Q(ask__occurrence__isnull=True) | Q(ask__occurrence__ends_at__gt=seat.at)
    this_kind = Q(answer=Answer.NOT_THIS_KIND)
    rows = Asked.objects.filter(this_kind | going_on & to_come, network=seat.network, asked_at__isnull=False)
    for member, task, date_, activity, answer, when in rows.values_list(
        "member_id",
        "ask__task_id",
        "ask__occurrence_id",
        "ask__task__activity_id",
        "answer",
        "answered_at",
    ):
        known.asked_for[member].add(date_ or task)
        # Whoever offers it afterwards thinks otherwise by now.
        if (
            answer == Answer.NOT_THIS_KIND
            and when
            and not any(
                offer.activity == activity and offer.since is not None and offer.since > when
                for offer in offers.get(member, ())
            )
        ):
            known.refused[member].add(activity)
    return known
