"""What one could take over so that another can: swaps, and help behind the scenes. Pure, as matching is.

Somebody who must be left in peace, or who does not want the kind of thing, appears nowhere in it. A rule
about who may do something hides nothing: the idea comes together with the rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from networks.choices import Side
from networks.matching import (
    Fit,
    Job,
    Person,
    Reason,
    Span,
    Why,
    able,
    fits,
    free,
    in_peace,
    least_bothered,
    possible,
    reasons_for,
    refuses,
    score,
    suits,
    told_first,
)


class Keeps(StrEnum):
    """How one thing keeps somebody from another, strongest first."""

    OVERLAPS = "overlaps"
    USES_ROOM = "uses_room"
    SAME_WEEK = "same_week"


FOR_THE_NEED = frozenset({Why.SUPPORTS, Why.BEHIND})
"""A role is for the need of the job that waits; it says nothing about what is taken over."""
STRENGTH = {keeps: rank for rank, keeps in enumerate(Keeps)}


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody promised to do: the spans of ``job`` are the dates they hold."""

    job: Job
    holder: UUID


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that stands in the way: about which job, for whom it is meant, and its words."""

    job: Job
    only_side: str
    words: str
    person: Person


@dataclass(frozen=True, slots=True)
class Idea:
    """ "``taker`` does ``takes``, so that ``freed`` can do ``frees_for``", why each of them, and the rules
    that are said to forbid it.
    """

    taker: Person
    takes: Job
    freed: Person
    frees_for: Job
    keeps: Keeps
    taker_reasons: tuple[Reason, ...]
    freed_reasons: tuple[Reason, ...]
    rules: tuple[Rule, ...]

    @property
    def key(self) -> tuple[UUID, UUID, UUID, UUID]:
        return self.taker.id, self.takes.id, self.freed.id, self.frees_for.id


def swaps(job: Job, people: Sequence[Person], held: Iterable[Held], at: datetime) -> list[Idea]:
    """Everything somebody could take over so that whoever holds it can do the job; the best idea first.

    The holder must be able to do the job and kept from it by what they hold; the taker must have a talent for
    what they take over, or have done it before. An idea whose taker could do the job just as well comes last.
    """
    theirs: dict[UUID, list[Job]] = {}
    for one in held:
        if one.job.id != job.id:
            theirs.setdefault(one.holder, []).append(one.job)
    takers = _takers(people, at)
    direct = {fit.person.id for fit in fits(job, people, at) if fit.strong}
    found = [
        idea
        for holder in people
        if holder.id in theirs
        for idea in _ideas(job, holder, theirs[holder.id], takers, at)
    ]
    return sorted(found, key=lambda idea: _in_order(idea, direct))


def indirect(job: Job, people: Sequence[Person], held: Iterable[Held], at: datetime) -> list[Fit]:
    """Whoever can help behind the scenes, because what they like keeps somebody else from the job."""
    found: dict[UUID, Fit] = {}
    for idea in swaps(job, people, held, at):
        reasons = idea.taker_reasons
        found.setdefault(idea.taker.id, Fit(idea.taker, reasons, score(reasons), strong=True))
    return list(found.values())


def _takers(people: Iterable[Person], at: datetime) -> dict[UUID, list[Person]]:
    """Whoever can be asked now, by every kind of thing they offer or did before, and do not refuse."""
    found: dict[UUID, list[Person]] = {}
    for person in people:
        if not in_peace(person, at):
            for activity in {*person.by_kind, *person.did}:
                if activity is not None and not person.never(activity):
                    found.setdefault(activity, []).append(person)
    return found


def _ideas(
    job: Job, holder: Person, held: Iterable[Job], takers: Mapping[UUID, list[Person]], at: datetime
) -> Iterator[Idea]:
    why_freed = _why_freed(job, holder, at)
    if not why_freed:
        return
    suiting = suits(job, holder)
    now = frozenset(free(suiting, holder))
    for other in held:
        keeps = _keeps(suiting, other, holder, now)
        for taker in takers.get(other.activity, ()) if keeps is not None else ():
            why_taker = _takes(other, taker, at) if taker.id != holder.id else ()
            if keeps is not None and why_taker:
                rules = tuple(_rules((other, taker), (job, holder)))
                yield Idea(taker, other, holder, job, keeps, why_taker, why_freed, rules)


def _rules(*pairs: tuple[Job, Person]) -> Iterator[Rule]:
    return (Rule(job, job.only_side, job.rule, person) for job, person in pairs if not job.allows(person))


def _why_freed(job: Job, holder: Person, at: datetime) -> tuple[Reason, ...]:
    """Why a holder could do the job, were they free of something; nothing when they could not."""
    if in_peace(holder, at) or refuses(holder, job):
        return ()
    reasons = list(able(job, holder))
    if holder.side == Side.FORMAL:
        reasons.append(Reason(Why.BY_FUNCTION))
    return tuple(reasons)


def _keeps(suiting: list[Span], other: Job, holder: Person, now: frozenset[Span]) -> Keeps | None:
    """How the other thing keeps its holder from a job with these spans that suit them; None when it does not.
    ``now`` are the spans they can do although they hold it.
    """
    spans = list(free(suiting, holder, other.spans))
    if not spans:
        return None
    if any(mine.overlaps(span) for mine in other.spans for span in spans):
        return Keeps.OVERLAPS
    if other.spans and now.isdisjoint(spans):
        return Keeps.USES_ROOM
    near = any(_same_week(mine, span) for mine in other.spans for span in spans)
    return Keeps.SAME_WEEK if near else None


def _same_week(one: Span, other: Span) -> bool:
    if one.loose or other.loose:
        return one.starts < other.ends and other.starts < one.ends
    return one.starts.isocalendar()[:2] == other.starts.isocalendar()[:2]


def _takes(job: Job, taker: Person, at: datetime) -> tuple[Reason, ...]:
    """Why one of those who could take this over can do so now; nothing when they cannot."""
    if job.id in taker.asked_for or (span := next(possible(job, taker), None)) is None:
        return ()
    reasons = [one for one in reasons_for(job, taker, span, at) if one.why not in FOR_THE_NEED]
    return tuple(sorted(reasons, key=told_first))


def _in_order(idea: Idea, direct: set[UUID]) -> tuple[object, ...]:
    return (
        idea.taker.id in direct,
        STRENGTH[idea.keeps],
        -score(idea.freed_reasons) - score(idea.taker_reasons),
        len(idea.rules),
        *least_bothered(idea.taker),
        idea.takes.title.casefold(),
        *least_bothered(idea.freed),
        *idea.key,
    )
