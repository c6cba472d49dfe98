"""What matching has to know of one network, for one seat, in a fixed number of queries.

Reasons come only from what this seat may know of. What keeps somebody from being asked (a no, a pause, a
promise for something this seat knows nothing of) counts as well, and is told to nobody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Max, Model, Q, QuerySet

from accounts.models import Organisation
from carenet.lib.built import Row, built_once
from carenet.lib.models import holds
from networks.access import roles_then
from networks.choices import (
    Answer,
    PromiseStatus,
    Side,
    SwapStatus,
    TalentKind,
    TaskStatus,
    Visibility,
)
from networks.doors import visible_tasks
from networks.freeing import Held
from networks.holding import AHEAD, STANDING, Promised, held_by, open_dates, promises_of
from networks.matching import Job, Offer, Person, Span
from networks.models import (
    Activity,
    Asked,
    Challenge,
    Member,
    Need,
    Occurrence,
    Promise,
    Role,
    Swap,
    Talent,
    Task,
)
from networks.standing import Seat

LATELY = timedelta(days=30)
"""Asks in this time count as "in a month"."""
A_WEEK = timedelta(weeks=1)


def _columns(model: type[Model], names: str = "") -> tuple[str, ...]:
    """These columns of a model, or all, in its own order: that in which from_db() takes their values."""
    every = (field.attname for field in model._meta.concrete_fields)
    return tuple(name for name in every if not names or name in names.split())


MEMBER = _columns(Member)
TASK = _columns(
    Task,
    "id network_id activity_id need_id title places only_side rule_words rotation status starts when",
)
ACTIVITY = _columns(Activity, "id network_id code name minutes")
NEED = _columns(Need, "id network_id author_id for_client visibility")
"""What is read of a task, its kind and its need; nothing that only its own page shows."""
AVAILABLE = ("weekdays", "parts", "hours_a_month", "asks_a_month")


@dataclass(frozen=True, slots=True)
class Around:
    """A network at one moment: who takes part, what is to be done, and who holds what of it."""

    at: datetime
    members: dict[UUID, Member]
    people: tuple[Person, ...]
    tasks: dict[UUID, Task]
    wanted: tuple[Task, ...]
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
        if need.visibility == Visibility.EVERYONE:
            # Nobody has to be asked who may read it.
            rows: Iterable[Row] = _roles(seat.network.pk, seat.at, need.pk)
        else:
            rows = _roles_about(roles_then(seat, seat.at), need.pk)
        for member, kind in rows:
            roles[member].add(kind)
        return tuple(
            replace(person, roles=frozenset(roles[person.id])) if person.id in roles else person
            for person in self.people
        )


def around(
    seat: Seat,
    wanted: Sequence[Task] = (),
    occurrence: Occurrence | None = None,
    *,
    also: Callable[[Task], bool] | None = None,
) -> Around:
    """Everything about the network, with the open dates of the tasks that are ``wanted`` (or one date).

    ``also`` chooses more of them from the open tasks this seat may know of.
    """
    zone = ZoneInfo(seat.network.time_zone)
    at = seat.at.astimezone(zone)
    knows, going = _tasks(seat)
    tasks: dict[UUID, Task] = {task.pk: task for task in (*wanted, *going)}
    if also is not None:
        wanted = [*wanted, *(task for task in tasks.values() if task.pk in knows and also(task))]
    dates = open_dates(wanted, occurrence, at, zone)
    last = max((span.ends for spans in dates.values() for span in spans), default=at)
    promises = list(promises_of(seat, at, max(at + AHEAD, last + A_WEEK), zone))
    held = held_by(seat, tasks, promises, at, zone)
    rows = _members(seat.network.pk, seat.at)
    members = {member.pk: member for member in map(_member, rows)}
    did = _did(seat, knows)
    return Around(
        at=at,
        members=members,
        people=tuple(_people(seat, members, rows, promises, held, did)),
        tasks=tasks,
        wanted=tuple(wanted),
        open_dates=dates,
        held=tuple(Held(_job(tasks[task], spans), member) for (task, member), spans in held.items()),
        proposed=frozenset((taker, takes, freed) for taker, takes, freed in _proposed(seat.network.pk)),
    )


@built_once
def _members(network: UUID, at: datetime) -> QuerySet[Member, Row]:
    """Whoever takes part, with the circle they are in and when they can be asked."""
    rows = Member.objects.taking_part(at).filter(network=network).with_circle(at).order_by("name", "pk")
    can = (f"availability__{name}" for name in AVAILABLE)
    return rows.values_list(*MEMBER, "circle", "organisation__name", *can)


def _member(row: Row) -> Member:
    member: Any = Member.from_db(DEFAULT_DB_ALIAS, MEMBER, row[: len(MEMBER)])
    member.circle, organisation = row[len(MEMBER) : -len(AVAILABLE)]
    if organisation is not None:
        works_for = (member.organisation_id, organisation)
        member.organisation = Organisation.from_db(DEFAULT_DB_ALIAS, ("id", "name"), works_for)
    return cast(Member, member)


def _tasks(seat: Seat) -> tuple[frozenset[UUID], list[Task]]:
    """All tasks this seat may know of, and those of them that are open. One query."""
    rows = visible_tasks(seat).select_related(None).order_by("starts", "pk")
    columns = (*TASK, *(f"activity__{name}" for name in ACTIVITY), *(f"need__{name}" for name in NEED))
    status, kinds = TASK.index("status"), len(TASK) + len(ACTIVITY)
    knows, going = set(), []
    for row in rows.values_list(*columns):
        knows.add(row[TASK.index("id")])
        if row[status] == TaskStatus.OPEN:
            task = Task.from_db(DEFAULT_DB_ALIAS, TASK, row[: len(TASK)])
            task.activity = Activity.from_db(DEFAULT_DB_ALIAS, ACTIVITY, row[len(TASK) : kinds])
            if task.need_id is not None:
                task.need = Need.from_db(DEFAULT_DB_ALIAS, NEED, row[kinds:])
            going.append(task)
    return frozenset(knows), going


@built_once
def _roles(network: UUID, at: datetime, need: UUID) -> QuerySet[Role, Row]:
    held = Role.objects.at(at).filter(holds(at, "member__"), network=network)
    return _roles_about(held, need)


def _roles_about(roles: QuerySet[Role], need: UUID) -> QuerySet[Role, Row]:
    """Who of these has which role for this need, or for a part of life it touches."""
    touched = Need.domains.through.objects.filter(need=need).values("lifedomain")
    return roles.filter(Q(need=need) | Q(domain__in=touched)).order_by().values_list("member_id", "kind")


@built_once
def _proposed(network: UUID) -> QuerySet[Swap, Row]:
    """Who was proposed to take what from whom, and did not have a no to it."""
    rows = Swap.objects.filter(network=network).exclude(status=SwapStatus.ENDED)
    return rows.values_list("taker_id", "takes_id", "freed_id")


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


def _people(
    seat: Seat,
    members: dict[UUID, Member],
    rows: Iterable[Row],
    promises: Sequence[Promised],
    held: dict[tuple[UUID, UUID], tuple[Span, ...]],
    did: dict[UUID, dict[UUID, datetime]],
) -> Iterator[Person]:
    offers, asked = _offers(seat), _asked(seat)
    busy, known = _busy(promises, held), _known(seat, promises, offers)
    for member, row in zip(members.values(), rows, strict=True):
        weekdays, parts, hours, most = row[-len(AVAILABLE) :]
        facts = asked.get(member.pk, {})
        yield Person(
            id=member.pk,
            name=member.name,
            side=Side(member.side),
            circle=getattr(member, "circle", "") or "",
            offers=tuple(offers.get(member.pk, ())),
            refused=frozenset(known.refused.get(member.pk, ())),
            weekdays=frozenset(weekdays or ()),
            parts=frozenset(parts or ()),
            ended=not member.holds_at(seat.at),
            paused_until=member.paused_until,
            rests_until=facts.get("rests"),
            limit=hours * 60 if hours is not None else None,
            most_asks=most,
            asks=facts.get("lately", 0),
            last_asked=facts.get("last"),
            asked_for=frozenset(known.asked_for.get(member.pk, ())),
            promised=tuple(busy.get(member.pk, {}).values()),
            did=did.get(member.pk, {}),
        )


@built_once
def _talents(network: UUID, at: datetime) -> QuerySet[Talent, Row]:
    rows = Talent.objects.at(at).filter(network=network, member__isnull=False).order_by("pk")
    says = ("member_id", "pk", "kind", "activity_id", "words", "weekdays", "with_someone", "since")
    return rows.values_list(*says)


def _offers(seat: Seat) -> dict[UUID, list[Offer]]:
    found: dict[UUID, list[Offer]] = defaultdict(list)
    for member, pk, kind, activity, words, weekdays, with_someone, since in _talents(
        seat.network.pk, seat.at
    ):
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


@built_once
def _asks(network: UUID, since: datetime) -> QuerySet[Asked, Row]:
    """By member: when they were last asked, how often since that moment, and until when they rest."""
    asks = Asked.objects.filter(network=network, asked_at__isnull=False).order_by()
    return asks.values_list("member_id").annotate(
        last=Max("asked_at"),
        lately=Count("pk", filter=Q(asked_at__gt=since)),
        rests=Max("not_until", filter=Q(answer=Answer.NOT_UNTIL)),
    )


@built_once
def _challenges(network: UUID, since: datetime) -> QuerySet[Challenge, Row]:
    """By member: when they were last asked, and how often since that moment."""
    questions = Challenge.objects.filter(network=network).order_by().values_list("member_id")
    return questions.annotate(last=Max("asked_at"), lately=Count("pk", filter=Q(asked_at__gt=since)))


def _asked(seat: Seat) -> dict[UUID, dict[str, Any]]:
    """By member: when they were last asked for anything, how often lately, and until when they rest."""
    since = seat.at - LATELY
    found: dict[UUID, dict[str, Any]] = {
        member: {"last": last, "lately": lately, "rests": rests}
        for member, last, lately, rests in _asks(seat.network.pk, since)
    }
    for member, last, lately in _challenges(seat.network.pk, since):
        facts = found.setdefault(member, {"last": last, "lately": 0})
        facts["last"] = max(facts["last"], last)
        facts["lately"] += lately
    return found


@built_once
def _done(network: UUID, at: datetime) -> QuerySet[Promise, Row]:
    """When each member did each task last."""
    done = Q(status=PromiseStatus.KEPT) | Q(status=PromiseStatus.PROMISED, stands_in=False)
    rows = Promise.objects.filter(done, network=network, occurrence__ends_at__lte=at).order_by()
    each = rows.values_list("member_id", "occurrence__task_id", "occurrence__task__activity_id")
    return each.annotate(last=Max("occurrence__ends_at"))


def _did(seat: Seat, known: frozenset[UUID]) -> dict[UUID, dict[UUID, datetime]]:
    """By member and kind of thing: when they did it last, of what this seat may know of (``known``)."""
    found: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    for member, task, activity, last in _done(seat.network.pk, seat.at):
        if task in known:
            found[member][activity] = max(last, found[member].get(activity, last))
    return found


def _busy(
    promises: Iterable[Promised], held: dict[tuple[UUID, UUID], tuple[Span, ...]]
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


@built_once
def _still_asked(network: UUID, at: datetime) -> QuerySet[Asked, Row]:
    """Who was asked for what is still to come, and who said no to a kind of thing as such."""
    going_on = ~Q(ask__task__status=TaskStatus.ENDED)
    to_come = Q(ask__occurrence__isnull=True) | Q(ask__occurrence__ends_at__gt=at)
    this_kind = Q(answer=Answer.NOT_THIS_KIND)
    rows = Asked.objects.filter(this_kind | going_on & to_come, network=network, asked_at__isnull=False)
    asked = ("ask__task_id", "ask__occurrence_id", "ask__task__activity_id")
    return rows.values_list("member_id", *asked, "answer", "answered_at")


def _known(seat: Seat, promises: Iterable[Promised], offers: dict[UUID, list[Offer]]) -> _Known:
    known = _Known(defaultdict(set), defaultdict(set))
    for one in promises:
        if one.stands_in or one.status in (PromiseStatus.SEEKING, PromiseStatus.WITHDRAWN):
            known.asked_for[one.member].add(one.date)
    for member, task, date_, activity, answer, when in _still_asked(seat.network.pk, seat.at):
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
