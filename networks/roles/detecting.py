"""What people seem to do, from what they really did: one rule, the same for everybody, told on the page.

It asks, and grants nothing: a question is for that person alone, and only a yes makes a role. Whoever says no
is left in peace about it. When in doubt it stays silent.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from networks.choices import RoleKind
from networks.choices.emerging import RoleQuestion

WINDOW = timedelta(weeks=13)
"""Only what was done in these weeks counts."""
LATELY = timedelta(weeks=4)
"""Something of it was done in these last weeks."""
PAUSE = timedelta(weeks=6)
"""A longer time without it, and it began anew: "since" is the day after that."""
BACK = timedelta(weeks=52)
"""As far back "since" looks."""
CALM = timedelta(weeks=4)
"""Nobody is asked about another role so soon after an answer."""
HELD_LONG = timedelta(weeks=26)
"""Only a role that was held for so long is asked about again."""
QUIET_AFTER_NO = timedelta(weeks=26)
QUIET_AFTER_NOT_ANY_MORE = WINDOW
"""After "not any more" what was done before has left the window: only what comes later counts."""
ALIVE = 10
"""With less than so many things done in the window, that somebody did nothing says nothing."""
MOSTLY = 4, 3
"""Four times what lies in one part of life is at least three times the whole: three quarters."""


class Did(StrEnum):
    """What somebody can be seen doing. Nothing is read: that it was done counts, not what was written."""

    PLANNED = "planned"
    ASKED = "asked"
    ANSWERED = "answered"
    INVITED = "invited"
    NOTED = "noted"
    ARRANGED_SWAP = "arranged_swap"
    CARRIED_OUT = "carried_out"
    MADE_POSSIBLE = "made_possible"


SHOWS: Mapping[Did, RoleKind] = {
    Did.PLANNED: RoleKind.ORGANIZER,
    Did.ASKED: RoleKind.ORGANIZER,
    Did.ANSWERED: RoleKind.ORGANIZER,
    Did.INVITED: RoleKind.ORGANIZER,
    Did.NOTED: RoleKind.ORGANIZER,
    Did.ARRANGED_SWAP: RoleKind.ORGANIZER,
    Did.CARRIED_OUT: RoleKind.DIRECT,
    Did.MADE_POSSIBLE: RoleKind.INDIRECT,
}
"""Of which role each of these is a sign."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How much has to be seen: so many times, in so many weeks, in so many ways, and so much of the whole."""

    times: int
    weeks: int
    ways: int = 1
    one_in: int = 0


RULES: Mapping[RoleKind, Rule] = {
    RoleKind.ORGANIZER: Rule(times=6, weeks=4, ways=2, one_in=4),
    RoleKind.DIRECT: Rule(times=4, weeks=4),
    RoleKind.INDIRECT: Rule(times=3, weeks=3),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done on a day, for needs in these parts of life. ``member`` None: by the client, or
    by somebody who has no place here any more.
    """

    member: UUID | None
    did: Did
    day: date
    domains: frozenset[UUID] = frozenset()

    @property
    def kind(self) -> RoleKind:
        return SHOWS[self.did]


@dataclass(frozen=True, slots=True)
class Held:
    """A role that runs. ``whole``: for the network as a whole; else ``domains`` are those of what it is for.
    ``about_need``: it is for one need.
    """

    id: UUID
    member: UUID
    kind: RoleKind
    since: date
    whole: bool = True
    domains: frozenset[UUID] = frozenset()
    stands_in: bool = False
    about_need: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier answer, and until when the same kind of role is not asked about again."""

    member: UUID
    kind: RoleKind
    on: date
    quiet_until: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask whom: about which role, for which part of life (None: the whole), seen since when, and
    how often each thing was done in the window.
    """

    member: UUID
    question: RoleQuestion
    kind: RoleKind
    domain: UUID | None
    since: date
    figures: Mapping[str, int] = field(default_factory=dict)
    role: UUID | None = None


def questions(
    deeds: Collection[Deed],
    held: Collection[Held],
    people: Iterable[UUID],
    answers: Collection[Answered],
    today: date,
) -> list[Question]:
    """At most one question for each of these people, who can be asked and have no question that waits.

    The order of ``deeds`` does not matter; the same input gives the same questions.
    """
    found = (_for_one(member, deeds, held, answers, today) for member in sorted(people))
    return [one for one in found if one is not None]


def _for_one(
    member: UUID,
    deeds: Collection[Deed],
    held: Collection[Held],
    answers: Iterable[Answered],
    today: date,
) -> Question | None:
    own = [one for one in answers if one.member == member]
    if any(one.on > today - CALM for one in own):
        return None
    quiet = {one.kind for one in own if one.quiet_until is not None and one.quiet_until > today}
    roles = [one for one in held if one.member == member]
    kinds = [kind for kind in RoleKind if kind not in quiet]
    asked: Iterator[Question | None] = (_seen(member, kind, deeds, roles, today) for kind in kinds)
    new = next((one for one in asked if one is not None), None)
    return new or next(_faded(member, kinds, deeds, roles, today), None)


def _seen(
    member: UUID, kind: RoleKind, deeds: Iterable[Deed], roles: Iterable[Held], today: date
) -> Question | None:
    """The question about a role that shows and that nobody noted yet."""
    every = [one for one in deeds if one.kind == kind and today - BACK < one.day <= today]
    mine = [one for one in every if one.member == member]
    lately = [one for one in mine if one.day > today - WINDOW]
    domain = None if kind == RoleKind.ORGANIZER else _part_of_life(lately)
    if domain is not None:
        mine, lately = ([one for one in rows if domain in one.domains] for rows in (mine, lately))
    all_of_it = sum(one.day > today - WINDOW for one in every)
    if not _enough(RULES[kind], lately, all_of_it, today) or _has(roles, kind, domain):
        return None
    return Question(member, RoleQuestion.NEW, kind, domain, _began(mine), _figures(lately))


def _enough(rule: Rule, lately: Sequence[Deed], all_of_it: int, today: date) -> bool:
    weeks = {one.day.isocalendar()[:2] for one in lately}
    return (
        len(lately) >= rule.times
        and len(weeks) >= rule.weeks
        and len({one.did for one in lately}) >= rule.ways
        and len(lately) * rule.one_in >= (all_of_it if rule.one_in else 0)
        and max(one.day for one in lately) > today - LATELY
    )


def _part_of_life(lately: Sequence[Deed]) -> UUID | None:
    """The one part of life in which at least three quarters lie; None when no one stands out."""
    times, parts = MOSTLY
    counts = Counter(domain for one in lately for domain in one.domains)
    most = [domain for domain, count in counts.items() if count * times >= len(lately) * parts]
    return most[0] if len(most) == 1 else None


def _has(roles: Iterable[Held], kind: RoleKind, domain: UUID | None) -> bool:
    """Whether they said already that they do this: the same role for the whole, or for what it is about."""
    for one in roles:
        if one.kind != kind or one.stands_in:
            continue
        if one.whole or (kind != RoleKind.ORGANIZER and (domain is None or domain in one.domains)):
            return True
    return False


def _began(mine: Iterable[Deed]) -> date:
    """The first day of the last run without a long pause."""
    days = sorted((one.day for one in mine), reverse=True)
    first = days[0]
    for day in days:
        if first - day > PAUSE:
            break
        first = day
    return first


def _figures(lately: Iterable[Deed]) -> dict[str, int]:
    counts = Counter(one.did for one in lately)
    return {did.value: counts[did] for did in Did if counts[did]}


def _faded(
    member: UUID, kinds: Collection[RoleKind], deeds: Iterable[Deed], roles: Iterable[Held], today: date
) -> Iterator[Question]:
    """Roles held for long of which nothing is seen any more, while others are seen doing things."""
    lately = [one for one in deeds if today - WINDOW < one.day <= today]
    if len(lately) < ALIVE:
        return
    signs = [(one.kind, one.domains) for one in lately if one.member == member]
    for one in sorted(roles, key=lambda role: (role.since, role.id)):
        if one.stands_in or one.about_need or one.kind not in kinds or one.since > today - HELD_LONG:
            continue
        if not any(kind == one.kind and (one.whole or domains & one.domains) for kind, domains in signs):
            domain = None if one.whole else next(iter(one.domains), None)
            yield Question(member, RoleQuestion.STILL, one.kind, domain, one.since, {}, one.id)
