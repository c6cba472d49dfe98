"""What one could take over so that another can: swaps, and help behind the scenes. Pure, as matching is.

Somebody who must be left in peace, or who does not want the kind of thing, appears nowhere in it. A rule
about who may do something hides nothing: the idea comes together with the rule.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from networks.choices import Side
from networks.matching import (
    ORDER,
    Fit,
    Job,
    Person,
    Reason,
    Span,
    Why,
    able,
    fits,
    in_peace,
    least_bothered,
    possible,
    reasons_for,
    refuses,
    score,
)

TALENTS = frozenset({Why.WOULD_LOVE, Why.LIKES, Why.GOOD_AT})


class Keeps(StrEnum):
    """How one thing keeps somebody from another, strongest first."""

    OVERLAPS = "overlaps"
    USES_ROOM = "uses_room"
    SAME_WEEK = "same_week"


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
    by_id = {person.id: person for person in people}
    takers = _by_talent(people, at)
    direct = {fit.person.id for fit in fits(job, people, at) if fit.strong}
    found = [
        idea
        for one in held
        if one.job.id != job.id and (holder := by_id.get(one.holder)) is not None
        for idea in _ideas(job, one, holder, takers.get(one.job.activity, ()), at)
    ]
    return sorted(found, key=lambda idea: _in_order(idea, direct))


def indirect(job: Job, people: Sequence[Person], held: Iterable[Held], at: datetime) -> list[Fit]:
    """Whoever can help behind the scenes, because what they like keeps somebody else from the job."""
    found: dict[UUID, Fit] = {}
    for idea in swaps(job, people, held, at):
        reasons = idea.taker_reasons
        found.setdefault(idea.taker.id, Fit(idea.taker, reasons, score(reasons), strong=True))
    return list(found.values())


def _by_talent(people: Iterable[Person], at: datetime) -> dict[UUID, list[Person]]:
    """Whoever can be asked now, by every kind of thing they offer or did before."""
    found: dict[UUID, list[Person]] = {}
    for person in people:
        if not in_peace(person, at):
            kinds = {one.activity for one in person.offers if one.activity is not None} | set(person.did)
            for activity in kinds:
                found.setdefault(activity, []).append(person)
    return found


def _ideas(job: Job, held: Held, holder: Person, people: Iterable[Person], at: datetime) -> Iterator[Idea]:
    freed = _freed(job, held.job, holder, at)
    if freed is None:
        return
    keeps, why_freed = freed
    for taker in people:
        why_taker = _takes(held.job, taker, at) if taker.id != holder.id else ()
        if why_taker:
            rules = tuple(_rules((held.job, taker), (job, holder)))
            yield Idea(taker, held.job, holder, job, keeps, why_taker, why_freed, rules)


def _rules(*pairs: tuple[Job, Person]) -> Iterator[Rule]:
    return (Rule(job, job.only_side, job.rule, person) for job, person in pairs if not job.allows(person))


def _freed(job: Job, other: Job, holder: Person, at: datetime) -> tuple[Keeps, tuple[Reason, ...]] | None:
    """How the other thing keeps its holder from the job, and why they could do it; None when it does not."""
    if in_peace(holder, at) or refuses(holder, job):
        return None
    reasons = list(able(job, holder))
    if holder.side == Side.FORMAL:
        reasons.append(Reason(Why.BY_FUNCTION))
    if not reasons:
        return None
    keeps = _keeps(job, other, holder, possible(job, holder, without=other.spans))
    return None if keeps is None else (keeps, tuple(reasons))


def _keeps(job: Job, other: Job, holder: Person, spans: list[Span]) -> Keeps | None:
    pairs = [(mine, span) for mine in other.spans for span in spans]
    if not pairs:
        return None
    if any(mine.overlaps(span) for mine, span in pairs):
        return Keeps.OVERLAPS
    if spans and not set(spans) & set(possible(job, holder)):
        return Keeps.USES_ROOM
    return Keeps.SAME_WEEK if any(_same_week(mine, span) for mine, span in pairs) else None


def _same_week(one: Span, other: Span) -> bool:
    if one.loose or other.loose:
        return one.starts < other.ends and other.starts < one.ends
    return one.starts.isocalendar()[:2] == other.starts.isocalendar()[:2]


def _takes(job: Job, taker: Person, at: datetime) -> tuple[Reason, ...]:
    """Why somebody could take this over; nothing when they cannot or it is no talent of theirs."""
    if not any(reason.why in TALENTS or reason.why == Why.DID_BEFORE for reason in able(job, taker)):
        return ()
    if in_peace(taker, at) or refuses(taker, job) or not (spans := possible(job, taker)):
        return ()
    # A role is for the need of the job that waits; it says nothing about what is taken over.
    reasons = [one for one in reasons_for(job, taker, spans, at) if one.why not in (Why.SUPPORTS, Why.BEHIND)]
    return tuple(sorted(reasons, key=lambda one: ORDER[one.why]))


def _in_order(idea: Idea, direct: set[UUID]) -> tuple[object, ...]:
    return (
        idea.taker.id in direct,
        STRENGTH[idea.keeps],
        -score(idea.freed_reasons) - score(idea.taker_reasons),
        len(idea.rules),
        *least_bothered(idea.taker),
        idea.takes.title.casefold(),
        *least_bothered(idea.freed),
        *map(str, idea.key),
    )
