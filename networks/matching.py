"""Who could do something, why, and who must be left in peace. Pure: values and a moment in, reasons out.

Two questions stay apart: whether somebody may be asked at all (a no, a pause or a limit settles that,
whatever else speaks for them), and how well it fits (reasons with points). Among equals whoever was asked
longest ago comes first, then the name, then the id: the same people give the same order, however they come
in. Moments are in the network's own time zone.
Nothing here depends on what somebody answered to another ask, so the order tells nobody who said no.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from networks.choices import Circle, DayPart, RoleKind, Side, TalentKind

EVERY_DAY = frozenset(range(7))
"""Monday to Sunday, as datetime.weekday() counts."""
LONG = timedelta(weeks=6)
"""Whoever was not asked for this long gets that as a reason."""
NEVER_YET = datetime.min.replace(tzinfo=UTC)


class Why(StrEnum):
    """A reason that speaks for somebody, in the order in which reasons are told."""

    WOULD_LOVE = "would_love"
    LIKES = "likes"
    GOOD_AT = "good_at"
    DID_BEFORE = "did_before"
    SUPPORTS = "supports"
    BEHIND = "behind"
    BY_FUNCTION = "by_function"
    FREE_DAY = "free_day"
    FREE_PART = "free_part"
    CLOSE = "close"
    NOT_ASKED = "not_asked"
    NEVER_ASKED = "never_asked"
    HAS_ROOM = "has_room"


POINTS: Mapping[Why, int] = {
    Why.WOULD_LOVE: 8,
    Why.LIKES: 7,
    Why.GOOD_AT: 6,
    Why.DID_BEFORE: 3,
    Why.SUPPORTS: 3,
    Why.BEHIND: 1,
    Why.FREE_DAY: 1,
    Why.FREE_PART: 1,
    Why.CLOSE: 1,
    Why.NOT_ASKED: 1,
    Why.NEVER_ASKED: 1,
}
"""How much a reason weighs; one that is not here only explains."""
STRONG = frozenset({Why.WOULD_LOVE, Why.LIKES, Why.GOOD_AT, Why.DID_BEFORE, Why.SUPPORTS})
"""Reasons that have to do with the thing itself; the others speak for anybody."""
OFFERED = {
    TalentKind.WOULD_LOVE: Why.WOULD_LOVE,
    TalentKind.LIKES: Why.LIKES,
    TalentKind.GOOD_AT: Why.GOOD_AT,
}
ORDER = {why: rank for rank, why in enumerate(Why)}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the value it speaks of: own words, a weekday, a part of the day, weeks or a moment."""

    why: Why
    value: str | int | datetime = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time. ``minutes`` is the time it asks of somebody; ``loose`` means any moment between its
    ends will do. ``date`` is the date of a task that it is; nobody does the same one twice.
    """

    starts: datetime
    ends: datetime
    minutes: int
    loose: bool = False
    date: UUID | None = None

    @property
    def month(self) -> tuple[int, int]:
        return self.starts.year, self.starts.month

    def overlaps(self, other: "Span") -> bool:
        """Whether nobody can do both: the same date, or two at one time; a loose span leaves room."""
        if not (self.loose or other.loose) and self.starts < other.ends and other.starts < self.ends:
            return True
        return self.starts == other.starts and self.date is not None and self.date == other.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A talent, or with TalentKind.NEVER what somebody does not want to be asked for."""

    id: UUID
    kind: TalentKind
    activity: UUID | None
    words: str = ""
    weekdays: frozenset[int] = frozenset()
    with_someone: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part, as far as matching has to know.

    ``weekdays`` and ``parts`` are when they can be asked (empty: any), ``limit`` their own limit in minutes a
    month, ``most_asks`` the asks they want in thirty days and ``asks`` what they got. ``rests_until`` is a
    "not until"; ``refused`` are kinds of things they said no to as such; ``asked_for`` the jobs and the dates
    they were asked for already, whatever they answered. ``did`` is when they last did which kind; ``roles``
    are those for the need. ``nevers`` and ``by_kind`` follow from the rest: kinds of things they do not want,
    and what they offer of each kind.
    """

    id: UUID
    name: str
    side: Side = Side.INFORMAL
    circle: str = ""
    offers: tuple[Offer, ...] = ()
    refused: frozenset[UUID] = frozenset()
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    ended: bool = False
    paused_until: datetime | None = None
    rests_until: date | None = None
    limit: int | None = None
    most_asks: int | None = None
    asks: int = 0
    last_asked: datetime | None = None
    asked_for: frozenset[UUID] = frozenset()
    promised: tuple[Span, ...] = ()
    did: Mapping[UUID, datetime] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    nevers: frozenset[UUID | None] = field(init=False, repr=False, compare=False)
    by_kind: Mapping[UUID | None, tuple[Offer, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[UUID | None, tuple[Offer, ...]] = {}
        for offer in self.offers:
            if offer.kind != TalentKind.NEVER:
                found[offer.activity] = (*found.get(offer.activity, ()), offer)
        nevers = (offer.activity for offer in self.offers if offer.kind == TalentKind.NEVER)
        object.__setattr__(self, "by_kind", found)
        object.__setattr__(self, "nevers", self.refused.union(nevers))

    def never(self, activity: UUID) -> bool:
        """Whether they said not to be asked for this kind of thing."""
        return activity in self.nevers


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be done: a task, one date of it, or what a need seems to speak of.

    ``spans`` are the dates on which somebody is wanted, one of which is enough; ``days`` narrows a loose span
    to some weekdays. ``only_side`` and ``rule`` are a rule about who may do it, and ``rule`` its words.
    """

    id: UUID
    activity: UUID
    title: str = ""
    spans: tuple[Span, ...] = ()
    days: frozenset[int] = frozenset()
    places: int = 1
    only_side: str = ""
    rule: str = ""

    def allows(self, person: Person) -> bool:
        """Whether the rule about who may do it lets this person."""
        return not self.only_side or self.only_side == person.side


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who could do it, and why. Not ``strong``: nothing but their being there speaks for them."""

    person: Person
    reasons: tuple[Reason, ...]
    score: int
    strong: bool


def fits(job: Job, people: Iterable[Person], at: datetime) -> list[Fit]:
    """Whoever can be asked for this job, what fits best first, each with at least one reason."""
    found = (_fit(job, person, at) for person in people if job.allows(person))
    return sorted((fit for fit in found if fit is not None), key=in_order)


def but_for_rule(job: Job, people: Iterable[Person], at: datetime) -> list[Fit]:
    """Whoever would fit well if the rule about who may do it were not there."""
    found = (_fit(job, person, at) for person in people if not job.allows(person))
    return sorted((fit for fit in found if fit is not None and fit.strong), key=in_order)


def in_order(fit: Fit) -> tuple[object, ...]:
    """What fits best first; among equals who was asked longest ago, then the least often, then by name."""
    return (-fit.score, *least_bothered(fit.person))


def least_bothered(person: Person) -> tuple[object, ...]:
    """The order among equals: asked longest ago, asked least often, then name and id."""
    return (person.last_asked or NEVER_YET, person.asks, person.name.casefold(), person.id)


def _fit(job: Job, person: Person, at: datetime) -> Fit | None:
    if in_peace(person, at) or refuses(person, job):
        return None
    span = next(possible(job, person), None)
    if span is None:
        return None
    reasons = sorted(reasons_for(job, person, span, at), key=told_first)
    strong = any(reason.why in STRONG for reason in reasons)
    if not reasons or not (strong or person.side == Side.INFORMAL):
        return None
    return Fit(person, tuple(reasons), score(reasons), strong)


def told_first(reason: Reason) -> int:
    """The order in which reasons are told."""
    return ORDER[reason.why]


def score(reasons: Iterable[Reason]) -> int:
    """The points of these reasons together."""
    return sum(POINTS.get(reason.why, 0) for reason in reasons)


def in_peace(person: Person, at: datetime) -> bool:
    """Whether somebody must not be asked for anything now: gone, at rest, or asked as often as they want."""
    if person.ended or (person.paused_until is not None and person.paused_until > at):
        return True
    if person.rests_until is not None and person.rests_until > at.date():
        return True
    return person.most_asks is not None and person.asks >= person.most_asks


def refuses(person: Person, job: Job) -> bool:
    """Whether somebody does not want this kind of thing, or was asked this already, whatever came of it."""
    return job.id in person.asked_for or person.never(job.activity)


def possible(job: Job, person: Person, *, without: tuple[Span, ...] = ()) -> Iterator[Span]:
    """The spans of a job that fit somebody's days, parts of the day, promises and own limit, in their order.

    ``without`` are promises that would be taken off their hands.
    """
    suiting = suits(job, person)
    return free(suiting, person, without) if suiting else iter(())


def suits(job: Job, person: Person) -> list[Span]:
    """The spans of a job on the days and parts of the day on which somebody can be asked for it."""
    days = _days_for(job, person)
    loosely = days & job.days if job.days else days
    return [
        span
        for span in job.spans
        if (loosely if span.loose else span.starts.weekday() in days and _part_suits(span, person))
        and span.date not in person.asked_for
    ]


def _part_suits(span: Span, person: Person) -> bool:
    return not person.parts or part_of(span) in person.parts


def free(spans: Iterable[Span], person: Person, without: tuple[Span, ...] = ()) -> Iterator[Span]:
    """Those of these spans for which somebody has the time, beside what they promised and their own limit."""
    kept: Sequence[Span] = person.promised
    if without:
        off = {(span.date, span.starts) for span in without}
        kept = [one for one in kept if (one.date, one.starts) not in off or one not in without]
    for span in spans:
        if not any(map(span.overlaps, kept)) and _has_room(person, span, kept):
            yield span


def days_of(job: Job, span: Span) -> frozenset[int]:
    """The weekdays on which this span can be done."""
    return (job.days or EVERY_DAY) if span.loose else frozenset({span.starts.weekday()})


def part_of(span: Span) -> str:
    """The part of the day in which a span begins."""
    hour = span.starts.hour
    return DayPart.MORNING if hour < 12 else DayPart.AFTERNOON if hour < 18 else DayPart.EVENING


def _days_for(job: Job, person: Person) -> frozenset[int]:
    """The weekdays on which they can be asked for this: their own, narrowed by the limits of the talent."""
    days = person.weekdays or EVERY_DAY
    limits = person.by_kind.get(job.activity)
    if limits is None:
        return days
    usable = [one for one in limits if job.places > 1 or not one.with_someone]
    return days & frozenset().union(*(one.weekdays or EVERY_DAY for one in usable))


def _has_room(person: Person, span: Span, kept: Sequence[Span]) -> bool:
    if person.limit is None:
        return True
    return span.minutes + sum(one.minutes for one in kept if one.month == span.month) <= person.limit


def reasons_for(job: Job, person: Person, span: Span, at: datetime) -> Iterator[Reason]:
    """Everything that speaks for somebody; ``span`` is the first on which they can."""
    yield from able(job, person)
    if RoleKind.INDIRECT in person.roles:
        yield Reason(Why.BEHIND)
    yield from _free(job, person, span)
    if person.circle == Circle.CLOSE:
        yield Reason(Why.CLOSE)
    if person.last_asked is None:
        yield Reason(Why.NEVER_ASKED)
    elif at - person.last_asked >= LONG:
        yield Reason(Why.NOT_ASKED, (at - person.last_asked).days // 7)
    if person.limit is not None:
        yield Reason(Why.HAS_ROOM)


def able(job: Job, person: Person) -> Iterator[Reason]:
    """What speaks for their doing this kind of thing: a talent, having done it, a role for the need."""
    best = min(person.by_kind.get(job.activity, ()), key=_kind_first, default=None)
    if best is not None:
        yield Reason(OFFERED[best.kind], best.words)
    if job.activity in person.did:
        yield Reason(Why.DID_BEFORE, person.did[job.activity])
    if RoleKind.DIRECT in person.roles:
        yield Reason(Why.SUPPORTS)


def _kind_first(offer: Offer) -> tuple[object, ...]:
    return ORDER[OFFERED[offer.kind]], offer.words.casefold(), str(offer.id)


def _free(job: Job, person: Person, span: Span) -> Iterator[Reason]:
    """That they named this day, or this part of the day, themselves."""
    named = person.weekdays or frozenset().union(
        *(offer.weekdays for offer in person.by_kind.get(job.activity, ()))
    )
    if (job.days or not span.loose) and (days := named & days_of(job, span)):
        yield Reason(Why.FREE_DAY, min(days))
    if not span.loose and part_of(span) in person.parts:
        yield Reason(Why.FREE_PART, part_of(span))
