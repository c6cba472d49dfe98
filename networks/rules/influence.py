"""What pages read about the circle of influence and about what was put to organisations, for one seat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import Organisation
from carenet.lib.models import holds
from networks.choices import BarrierSource, Side
from networks.choices.rule import ANSWER_WITHIN, DECIDED, Sphere
from networks.doors import visible_barriers
from networks.models import Barrier, Member, Placing, RaisedBarrier, Representation, Rule, Stewardship
from networks.models.barrier import BarrierQuerySet
from networks.readers import seats_in
from networks.rules.access import visible_placings, visible_raised
from networks.rules.circles import Mark
from networks.standing import Seat


@dataclass(frozen=True, slots=True)
class Asked:
    """What was put to one organisation, with its answer as the network may read it.

    ``rule`` is the rule that counts (the one it was joined to); ``waits`` is the whole weeks without an
    answer, ``open_loop`` whether that is too long.
    """

    row: RaisedBarrier
    rule: Rule
    waits: int
    open_loop: bool

    @property
    def decided(self) -> bool:
        """Whether the organisation has answered."""
        return self.rule.status in DECIDED

    @property
    def answered(self) -> bool:
        """Whether the network has said something since that answer."""
        return bool(self.row.answer)


def barriers_to_place(seat: Seat) -> BarrierQuerySet:
    """What stands in the way, the latest first, with how many people placed it (``placed``)."""
    count = Count("placings", filter=Q(placings__until=None), distinct=True)
    rows: BarrierQuerySet = visible_barriers(seat).standing().annotate(placed=count)
    return rows.order_by("-since", "-pk")


def mine(seat: Seat, barrier: Barrier) -> Placing | None:
    """Where this seat's user placed it, or None."""
    return visible_placings(seat).filter(barrier=barrier, author=seat.user.pk).first()


def placed_by(seat: Seat, barrier: Barrier) -> int:
    """How many people placed it."""
    return visible_placings(seat).filter(barrier=barrier).count()


def dress(seat: Seat, rows: Iterable[Placing]) -> list[Placing]:
    """The same rows, without what somebody thinks and does not show. The rows are only to read."""
    shown = list(rows)
    for row in shown:
        if row.author_id != seat.user.pk and not row.shows_thinks:
            row.thinks = ""
    return shown


def side_by_side(seat: Seat, barrier: Barrier) -> list[Placing]:
    """Where everybody placed it who is in the network now, oneself first, then by name. Never a mean of
    them.
    """
    here = [one.user.pk for one in seats_in(seat.network, seat.at)]
    rows = visible_placings(seat).filter(barrier=barrier, author__in=here)
    return sorted(
        dress(seat, rows), key=lambda row: (row.author_id != seat.user.pk, row.author.name.casefold())
    )


def spheres(rows: Iterable[Placing]) -> list[tuple[Sphere, list[Placing]]]:
    """The three circles from the inside out, each with who placed it there."""
    placed = list(rows)
    return [(sphere, [row for row in placed if row.sphere == sphere]) for sphere in Sphere]


def marks(rows: Iterable[Placing], initials: Any) -> list[Mark]:
    """What the picture shows; ``initials`` makes letters of a name."""
    return [Mark(Sphere(row.sphere), initials(row.author.name)) for row in rows]


@dataclass(frozen=True, slots=True)
class Differences:
    """What people do not see alike: something to talk about, not to settle by counting."""

    sources: list[tuple[str, list[str]]]
    spheres: list[tuple[str, list[str]]]

    def __bool__(self) -> bool:
        return bool(self.sources or self.spheres)


def differences(rows: list[Placing]) -> Differences:
    """Who says what, where they differ: empty lists where everybody says the same."""
    sources = [
        (str(source.label), [row.author.name for row in rows if row.source == source])
        for source in BarrierSource
    ]
    circles = [(str(sphere.label), [row.author.name for row in found]) for sphere, found in spheres(rows)]
    return Differences(*(_if_two([one for one in said if one[1]]) for said in (sources, circles)))


def _if_two(said: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return said if len(said) > 1 else []


def organisations_here(seat: Seat) -> list[Organisation]:
    """The organisations of the professionals who take part now: to these a barrier can be put. None from a
    network that is made up to practise with.
    """
    if seat.network.fictional:
        return []
    places = Member.objects.taking_part(seat.at).filter(
        network=seat.network, side=Side.FORMAL, organisation__isnull=False
    )
    rows = Organisation.objects.filter(holds(seat.at), pk__in=places.values("organisation"))
    return list(rows.order_by("name"))


def put_to(seat: Seat, barrier: Barrier) -> list[Asked]:
    """What was put to organisations about this barrier and not taken back, the latest first, with answers.

    What ended with a yes of the network stays to be read: it is how the rule left.
    """
    rows = visible_raised(seat).filter(Q(until=None) | ~Q(answer=""), barrier=barrier)
    return [asked(row, seat.at) for row in rows.order_by("-since", "-pk")]


def asked(row: RaisedBarrier, at: datetime) -> Asked:
    """One of them, with what counts."""
    rule = row.rule.joined_into or row.rule
    waiting = row.until is None and rule.status not in DECIDED
    return Asked(
        row=row,
        rule=rule,
        waits=(at - row.since).days // 7 if waiting else 0,
        open_loop=waiting and row.since < at - ANSWER_WITHIN,
    )


def names_here(seat: Seat) -> list[str]:
    """Every name that a sentence for outside may not hold: what the client is called, whatever the network is
    called, and the names of people, then and now.
    """
    network = seat.network
    people = Member.objects.filter(network=seat.network).exclude(side=Side.COMMUNITY)
    client = network.client
    ours = [name for name in (client.name, client.called, network.title) if name]
    return [*ours, *people.values_list("name", flat=True).order_by("pk"), *names_of_speakers([network.pk])]


def names_of_speakers(networks: Any) -> list[str]:
    """The names of who speaks for the client of these networks, or runs them, then and now: they may have no
    place of their own. Two queries.
    """
    speak = Representation.objects.filter(client__network__in=networks).values_list("user__name", flat=True)
    run = Stewardship.objects.filter(network__in=networks).values_list("user__name", flat=True)
    return [*speak.order_by("pk"), *run.order_by("pk")]


def communities_here(seat: Seat) -> list[str]:
    """The names of clubs and communities around the client: as a whole they may not be named either."""
    rows = Member.objects.filter(network=seat.network, side=Side.COMMUNITY)
    return list(rows.values_list("name", flat=True).order_by("pk"))


def open_loops(seat: Seat) -> int:
    """How many barriers of this network wait too long for an organisation's answer, as far as it may know."""
    return waiting_long(visible_raised(seat), seat.at).values("barrier").distinct().count()


def waiting_long(rows: QuerySet[RaisedBarrier], at: datetime) -> QuerySet[RaisedBarrier]:
    """Those of these that wait too long for an answer."""
    counts = Q(rule__joined_into=None, rule__status__in=DECIDED) | Q(rule__joined_into__status__in=DECIDED)
    return rows.filter(until=None, since__lt=at - ANSWER_WITHIN).exclude(counts)


def answered_barriers(seat: Seat) -> set[UUID]:
    """The barriers of this network that an organisation answered, to which the network said nothing yet."""
    decided = Q(rule__joined_into=None, rule__status__in=DECIDED)
    decided |= Q(rule__joined_into__status__in=DECIDED)
    rows = visible_raised(seat).filter(decided, until=None, answer="")
    return set(rows.values_list("barrier", flat=True))


def waiting_barriers(seat: Seat) -> set[UUID]:
    """The barriers of this network that wait too long for an answer."""
    return set(waiting_long(visible_raised(seat), seat.at).values_list("barrier", flat=True))
