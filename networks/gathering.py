"""What matching has to know of one network, for one seat, in a fixed number of queries.

Reasons come only from what this seat may know of. What keeps somebody from being asked (a no, a pause, a
promise for something this seat knows nothing of) counts as well, and is told to nobody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet

from carenet.lib.models import holds
from networks.access import people_then, roles_then
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
TASK = (
    *("network_id", "title", "places", "only_side", "rule_words", "rotation", "status", "starts", "when"),
    *("activity__network_id", "activity__code", "activity__name", "activity__minutes"),
    *("need__network_id", "need__author_id", "need__for_client", "need__visibility"),
)
"""What is read of a task that is going on; nothing that only its own page shows."""


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
        mine = Q(need=need) | Q(domain__in=need.domains.order_by().values("pk"))
        if need.visibility == Visibility.EVERYONE:
            # Nobody has to be asked who may read it.
            every: QuerySet[Role] = Role.objects.at(seat.at).filter(
                holds(seat.at, "member__"), network=seat.network
            )
        else:
            every = roles_then(seat, seat.at)
        for member, kind in every.filter(mine).order_by().values_list("member_id", "kind"):
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
    knows = dict(visible_tasks(seat).order_by().values_list("pk", "status"))
    going = [pk for pk, status in knows.items() if status == TaskStatus.OPEN]
    rows = Task.objects.filter(pk__in=going).select_related("activity", "need").only(*TASK)
    tasks: dict[UUID, Task] = {task.pk: task for task in (*wanted, *rows.order_by("starts", "pk"))}
    if also is not None:
        wanted = [*wanted, *(task for task in tasks.values() if task.pk in knows and also(task))]
    dates = open_dates(wanted, occurrence, at, zone)
    last = max((span.ends for spans in dates.values() for span in spans), default=at)
    promises = list(promises_of(seat, at, max(at + AHEAD, last + A_WEEK), zone))
    held = held_by(seat, tasks, promises, at, zone)
    members = {
        member.pk: member
        for member in people_then(seat, seat.at).filter(joined_at__lte=seat.at).select_related("availability")
    }
    did = _did(seat, frozenset(knows))
    return Around(
        at=at,
        members=members,
        people=tuple(_people(seat, members.values(), promises, held, did)),
        tasks=tasks,
        wanted=tuple(wanted),
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


def _people(
    seat: Seat,
    members: Iterable[Member],
    promises: Sequence[Promised],
    held: dict[tuple[UUID, UUID], tuple[Span, ...]],
    did: dict[UUID, dict[UUID, datetime]],
) -> Iterator[Person]:
    offers, asked = _offers(seat), _asked(seat)
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


def _did(seat: Seat, known: frozenset[UUID]) -> dict[UUID, dict[UUID, datetime]]:
    """By member and kind of thing: when they did it last, of what this seat may know of (``known``)."""
    found: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    done = Q(status=PromiseStatus.KEPT) | Q(status=PromiseStatus.PROMISED, stands_in=False)
    rows = (
        Promise.objects.filter(done, network=seat.network, occurrence__ends_at__lte=seat.at)
        .order_by()
        .values_list("member_id", "occurrence__task_id", "occurrence__task__activity_id")
        .annotate(last=Max("occurrence__ends_at"))
    )
    for member, task, activity, last in rows:
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


def _known(seat: Seat, promises: Iterable[Promised], offers: dict[UUID, list[Offer]]) -> _Known:
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
