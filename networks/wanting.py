"""For who organises: talents that nobody asks for, people of whom nothing is heard, each with one small ask.

A small ask starts from what somebody likes, can be done once and is easy to refuse. It says nothing of what
they answered before: whoever was asked lately is simply not asked again now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carenet.lib.words import bare
from networks.choices import Side, TalentKind, Visibility
from networks.doors import visible_talents
from networks.gathering import Around, around
from networks.matching import LONG, OFFERED, ORDER, Person, fits, in_peace, least_bothered
from networks.models import (
    Activity,
    Ask,
    Asked,
    Challenge,
    Member,
    Need,
    NeedView,
    Note,
    Promise,
    Reply,
    Role,
    Story,
    Talent,
    Task,
    Thanks,
)
from networks.standing import Seat
from networks.suggesting import heard, vocabulary

QUIET = LONG
"""Whoever did, said and was asked nothing for this long drifts away."""
UNUSED = timedelta(days=90)
"""A talent is not used when nobody asked for it and nothing was promised with it for this long."""
EASY: dict[str, LazyText] = {
    "call": gettext_lazy("Would you call %(client)s once this week, for a quarter of an hour? A no is fine."),
    "visit": gettext_lazy("Would you drop in on %(client)s once, for a cup of coffee? A no is fine."),
    "walk": gettext_lazy("Would you take a short walk with %(client)s once? A no is fine."),
    "talk": gettext_lazy("Would you have a talk with %(client)s once? A no is fine."),
}
"""What is easy to ask anybody, the easiest first."""
HELLO = gettext_lazy("How are you? Is there something you would like to do with %(client)s one day?")


@dataclass(frozen=True, slots=True)
class SmallAsk:
    """One small ask: of whom, in words that can be changed, and what it starts from, if anything."""

    member: Member
    words: str
    talent: Talent | None = None
    task: Task | None = None
    need: Need | None = None


@dataclass(frozen=True, slots=True)
class Unused:
    """Somebody's talents that nobody asks for, with one small ask each; the first is the best."""

    member: Member
    asks: tuple[SmallAsk, ...]

    @property
    def more(self) -> int:
        """How many there are besides the best."""
        return len(self.asks) - 1


@dataclass(frozen=True, slots=True)
class Drifting:
    """Somebody of whom nothing was heard since ``last``, and one small ask."""

    member: Member
    last: datetime
    ask: SmallAsk


@dataclass(frozen=True, slots=True)
class Wanted:
    """What who organises can do to keep people near."""

    unused: tuple[Unused, ...]
    drifting: tuple[Drifting, ...]


def wanted(seat: Seat) -> Wanted:
    """Unused talents and drifting members, read together."""
    view = _look(seat)
    return Wanted(tuple(_unused(view)), tuple(_drifting(view)))


def unused_talents(seat: Seat) -> list[Unused]:
    """Everybody with talents that are not used, who was asked longest ago first."""
    return list(_unused(_look(seat)))


def drifting(seat: Seat) -> list[Drifting]:
    """Family, friends, neighbours and communities of whom nothing was heard for long, the longest first.

    Nobody who rests, and no professional: they come and go with their work.
    """
    return list(_drifting(_look(seat)))


@dataclass(frozen=True, slots=True)
class _View:
    """Everything both lists are made of."""

    seat: Seat
    found: Around
    known: dict[UUID, Activity]
    tasks: dict[UUID, list[Task]]
    needs: dict[UUID, Need]
    talents: dict[UUID, list[Talent]]
    used: set[tuple[UUID, UUID]]
    asked: set[UUID]
    client: str

    def people(self) -> Iterator[tuple[Member, Person]]:
        """Whoever can be asked something now, oneself left out; who was asked longest ago first."""
        for person in sorted(self.found.people, key=least_bothered):
            if person.id not in self.seat.member_ids and not in_peace(person, self.found.at):
                yield self.found.members[person.id], person


def _look(seat: Seat) -> _View:
    # An ask must be one that this person may hear of, whoever they are.
    found = around(seat, also=lambda task: task.need is None or task.need.visibility == Visibility.EVERYONE)
    tasks: dict[UUID, list[Task]] = {}
    for task in found.wanted:
        tasks.setdefault(task.activity_id, []).append(task)
    talents: dict[UUID, list[Talent]] = {}
    for talent in visible_talents(seat).offered().filter(member__isnull=False):
        talents.setdefault(talent.member_id, []).append(talent)
    since, known = seat.at - UNUSED, vocabulary(seat)
    asked = Challenge.objects.filter(network=seat.network, asked_at__gt=since, talent__isnull=False)
    return _View(
        seat=seat,
        found=found,
        known=known,
        tasks=tasks,
        needs=_needs(seat, known),
        talents=talents,
        used=_used(seat, since),
        asked=set(asked.values_list("talent_id", flat=True)),
        client=seat.network.client.short_name,
    )


def _needs(seat: Seat, known: dict[UUID, Activity]) -> dict[UUID, Need]:
    """By kind of thing: the most important open need that speaks of it and that everybody may read."""
    found: dict[UUID, Need] = {}
    rows = Need.objects.visible_to(seat).open().filter(visibility=Visibility.EVERYONE)
    for need in rows.most_important_first():
        for one in heard(need.words, known):
            found.setdefault(one.activity, need)
    return found


def _used(seat: Seat, since: datetime) -> set[tuple[UUID, UUID]]:
    """Which member was asked for, or promised, which kind of thing since then."""
    asked = Asked.objects.filter(network=seat.network, asked_at__gt=since)
    promised = Promise.objects.filter(network=seat.network, promised_at__gt=since)
    return {
        *asked.values_list("member_id", "ask__task__activity_id"),
        *promised.values_list("member_id", "occurrence__task__activity_id"),
    }


def _unused(view: _View) -> Iterator[Unused]:
    for member, person in view.people():
        asks = tuple(
            _from_talent(view, member, person, talent)
            for talent in _best_first(view, person)
            if (member.pk, talent.activity_id) not in view.used
        )
        if asks:
            yield Unused(member, asks)


def _best_first(view: _View, person: Person) -> list[Talent]:
    """What somebody offers, what they would love most first, without what they were asked from lately."""
    mine = [
        talent
        for talent in view.talents.get(person.id, ())
        if talent.pk not in view.asked
        and not (talent.activity_id is not None and person.never(talent.activity_id))
    ]
    return sorted(
        mine, key=lambda one: (ORDER[OFFERED[TalentKind(one.kind)]], str(one).casefold(), str(one.pk))
    )


def _from_talent(view: _View, member: Member, person: Person, talent: Talent) -> SmallAsk:
    """The smallest ask that starts from a talent: a task that waits for it, a need that speaks of it, or only
    the talent itself.
    """
    names = {"what": bare(str(talent)), "client": view.client}
    if talent.activity_id is not None:
        for task in view.tasks.get(talent.activity_id, ()):
            if fits(view.found.job(task), [person], view.found.at):
                words = _("You said: “%(what)s”. Would you do this once: “%(task)s”? A no is fine.")
                return SmallAsk(member, words % (names | {"task": task.title}), talent, task=task)
    return _about(view, member, talent, names)


def _about(view: _View, member: Member, talent: Talent, names: dict[str, str]) -> SmallAsk:
    need = view.needs.get(talent.activity_id) if talent.activity_id else None
    if need is not None:
        words = _(
            "You said: “%(what)s”. %(client)s says: “%(need)s”. Would you like to do something about that "
            "once? A no is fine."
        )
        return SmallAsk(member, words % (names | {"need": bare(need.words)}), talent, need=need)
    words = _("You said: “%(what)s”. Would you do that once for %(client)s, when it suits you? A no is fine.")
    return SmallAsk(member, words % names, talent)


def _drifting(view: _View) -> Iterator[Drifting]:
    last = _last_heard(view.seat)
    found = []
    for member, person in view.people():
        seen = max(
            moment
            for moment in (member.joined_at, last.get(member.pk), last.get(member.user_id))
            if moment is not None
        )
        if person.side != Side.FORMAL and not member.guest and view.seat.at - seen >= QUIET:
            found.append(Drifting(member, seen, _hello(view, member, person)))
    yield from sorted(found, key=lambda one: (one.last, one.member.name.casefold(), str(one.member.pk)))


def _hello(view: _View, member: Member, person: Person) -> SmallAsk:
    """One small ask of somebody from whom nothing is heard: from a talent, else an easy one."""
    mine = _best_first(view, person)
    if mine:
        return _from_talent(view, member, person, mine[0])
    ids = {one.code: one.pk for one in view.known.values() if one.network_id is None}
    easy = (words for code, words in EASY.items() if code in ids and not person.never(ids[code]))
    return SmallAsk(member, next(easy, HELLO) % {"client": view.client})


def _last_heard(seat: Seat) -> dict[Any, datetime]:
    """By member, or by user for what somebody wrote: when they last did, said or were asked anything."""
    network = seat.network
    written = (Need.objects.all(), Note.objects.all(), Story.objects.all(), Reply.objects.all())
    made = (Ask.objects.all(), Task.objects.all(), Thanks.objects.all())
    rows = [
        *(_last(Asked.objects.filter(network=network), "member", f) for f in ("asked_at", "answered_at")),
        *(_last(Challenge.objects.filter(network=network), "member", f) for f in ("asked_at", "answered_at")),
        _last(Promise.objects.filter(network=network), "member", "moved_at"),
        _last(Talent.objects.filter(network=network), "member", "since"),
        _last(Role.objects.filter(network=network), "member", "since"),
        *(_last(rows.filter(network=network), "author", "since") for rows in written),
        _last(NeedView.objects.filter(need__network=network), "said_by", "said_at"),
        *(_last(rows.filter(network=network), "author", "created_at") for rows in made),
    ]
    found: dict[Any, datetime] = {}
    for who, moment in reduce(lambda one, other: one.union(other, all=True), rows):
        if who is not None and moment is not None:
            found[who] = max(moment, found.get(who, moment))
    return found


def _last(rows: QuerySet[Any], who: str, field: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().values_list(f"{who}_id").annotate(last=Max(field))
    return found
