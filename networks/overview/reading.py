"""What a manager reads of the networks of their organisation: fifty at a time, with totals that are kept.

The number of queries is the same for ten networks and for a hundred thousand. Totals are kept; only what is
chosen by three things, or by words, is counted live, and then up to a thousand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from accounts.access import Office
from accounts.models import Region
from carenet.lib.rest.lists import InOrder, page_of
from networks.choices import NetworkStatus
from networks.choices.health import SignalKind
from networks.choices.overview import Facet
from networks.glance import addresses
from networks.health.reading import signals_for
from networks.models import LifeDomain, Member, Participation, Signal, Tally, Team, WeekTotal
from networks.models.overview import NOTHING_STANDS_OUT, WEEKS
from networks.overview.asking import NAMES, Question, pair
from networks.overview.copying import monday
from networks.overview.doors import counting, participations, teams, views, works_for
from networks.overview.saying import STEPS, says
from networks.standing import Seat

PAGE = 50
MANY = 1_000
"""How far three facets and more are counted; beyond this the page says "more than"."""

LINE = (
    "pk", "number", "nickname", "network_id", "team_name", "people", "informal", "formal", "communities",
    "needs", "signals", "stands_out_since", "trend",
)  # fmt: skip
"""What a line of the overview reads of a network; the rest stays in the database."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many networks a question finds; ``more`` when there are more than this and nobody counted on."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """How many networks have one facet; "" stands for all."""

    facet: str
    number: int


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its code, its name and how many networks of the organisation have it."""

    code: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class StandingOut:
    """How many networks have one signal, now and in the eleven weeks before, oldest first."""

    kind: SignalKind
    label: str
    number: int
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One network in the overview. ``title`` and ``title_href`` only where the reader is a member."""

    href: str
    number: int
    nickname: str
    team: str
    title: str
    title_href: str
    people: int
    informal: int
    formal: int
    communities: int
    needs: int
    signals: list[str]
    since: date | None
    weeks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows: the question's total and the page of it, and what stands out everywhere."""

    all: int
    total: Total
    lines: list[Line]
    next: str | None
    standing_out: list[StandingOut]
    options: dict[str, list[Option]]


@dataclass(frozen=True, slots=True)
class SeenBy:
    """What one organisation sees of a network, for who is inside it. ``nickname`` only for some readers."""

    row: Participation
    codes: list[str]
    signals: list[str]
    needs: int | None
    nickname: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal as an organisation reads it: a sentence of ours, since when, and a kind next step."""

    kind: str
    label: str
    says: str
    step: str
    since: datetime


def overview(office: Office, asked: Question, cursor: str | None) -> Overview:
    """One page of what a question finds, with all that stands around it. A cursor that is not of this
    question begins again.
    """
    kept = totals(office)
    listed = InOrder(found_by(office, asked).values_list(*LINE, named=True), asked.order)
    bound_to = f"overview {office.user.pk} {office.organisation.pk} {asked}"
    try:
        page = page_of(listed, limit=PAGE, cursor=cursor, bound_to=bound_to)
    except ValidationError:
        page = page_of(listed, limit=PAGE, cursor=None, bound_to=bound_to)
    return Overview(
        all=kept.get("", 0),
        total=total(office, asked, kept),
        lines=lines(office, page.rows),
        next=page.next,
        standing_out=standing_out(office, kept),
        options=options(office, kept),
    )


def found_by(office: Office, asked: Question) -> QuerySet[Participation]:
    """The networks that a question finds, not yet in order."""
    rows = participations(office)
    if asked.facets:
        rows = rows.filter(facets__contains=list(asked.facets))
    if not asked.words:
        return rows
    if asked.words.isascii() and asked.words.isdecimal():
        return rows.filter(number=min(int(asked.words[:10]), 2**31 - 1))
    return rows.exclude(nickname="").filter(nickname__istartswith=asked.words)


def total(office: Office, asked: Question, kept: dict[str, int]) -> Total:
    """How many a question finds: read from what is kept, for up to two facets, of which one asks no query;
    counted up to a point else.
    """
    both = None if asked.words else pair(asked.facets)
    if both is None:
        number = len(found_by(office, asked).order_by().values_list("pk")[: MANY + 1])
        return Total(min(number, MANY), number > MANY)
    first, second = both
    if not first:
        return Total(kept.get(second, 0))
    rows = Tally.objects.filter(organisation=office.organisation, first=first, second=second)
    return Total(rows.values_list("number", flat=True).first() or 0)


def totals(office: Office) -> dict[str, int]:
    """How many networks have each facet, and under "" how many there are. One query."""
    rows = Tally.objects.filter(organisation=office.organisation, first="", number__gt=0)
    return dict(rows.values_list("second", "number"))


def options(office: Office, kept: dict[str, int]) -> dict[str, list[Option]]:
    """What there is to choose from, by the names of an address; only what some network has. Three queries."""
    ids = {kind: [UUID(one[1:]) for one in kept if one[:1] == kind] for kind in ("d", "r")}
    named: dict[str, Iterable[tuple[str, Any]]] = {
        Facet.SIGNAL: [(kind.value, kind.label) for kind in SignalKind],
        Facet.TEAM: [(str(pk), name) for pk, name in teams(office).values_list("pk", "name")],
        Facet.DOMAIN: [(str(one.pk), one.label) for one in LifeDomain.objects.filter(pk__in=ids["d"])],
        Facet.REGION: [(str(one.pk), str(one)) for one in Region.objects.filter(pk__in=ids["r"])],
        Facet.STATUS: [(status.value, status.label) for status in NetworkStatus],
    }
    return {
        NAMES[Facet(kind)]: [
            Option(code, str(label), kept[f"{kind}{code}"]) for code, label in rows if f"{kind}{code}" in kept
        ]
        for kind, rows in named.items()
    }


def standing_out(office: Office, kept: dict[str, int]) -> list[StandingOut]:
    """What stands out somewhere, in the order of the signals, with the weeks behind it. One query."""
    this = monday(office.at.date())
    days = [this - timedelta(weeks=back) for back in range(WEEKS - 1, 0, -1)]
    facets = {f"s{kind.value}": kind for kind in SignalKind}
    rows = WeekTotal.objects.filter(organisation=office.organisation, week__in=days, facet__in=facets)
    noted = {(facet, week): number for facet, week, number in rows.values_list("facet", "week", "number")}
    found = []
    for facet, kind in facets.items():
        weeks = (*(noted.get((facet, day), 0) for day in days), kept.get(facet, 0))
        if any(weeks):
            found.append(StandingOut(kind, str(kind.label), weeks[-1], weeks))
    return found


def chosen(office: Office, asked: Question) -> list[str]:
    """What a question chooses, in words."""
    named = options(office, totals(office))
    return [
        option.label
        for name, code in asked.chosen.items()
        for option in named.get(name, [])
        if option.code == code
    ]


def saved(office: Office) -> list[tuple[UUID, str, str]]:
    """The views somebody keeps: id, name, and the question as a part of an address."""
    return [
        (view.pk, view.name, Question(facets=tuple(view.facets), sort=view.sort).address())
        for view in views(office)
    ]


def teams_counted(office: Office) -> list[tuple[Team, int]]:
    """The teams of an organisation, each with how many networks it has."""
    kept = totals(office)
    return [(team, kept.get(f"t{team.pk}", 0)) for team in teams(office)]


def seen_by(seat: Seat) -> list[SeenBy]:
    """What organisations see of a network, for this seat. A nickname is shown to the colleagues it is for,
    and to who speaks for the client; how many needs are counted to the latter alone, who may read them all.
    Others see a signal only where they see it in the network.
    """
    ours = works_for(seat)
    names = {kind.value: str(kind.label) for kind in SignalKind}
    shows = names.keys() if seat.for_client else {one.kind.value for one in signals_for(seat)}
    return [
        SeenBy(
            row,
            [code for code in row.signals if code in shows],
            [names.get(code, code) for code in row.signals if code in shows],
            row.needs if seat.for_client else None,
            row.nickname if seat.for_client or row.organisation_id in ours else "",
            row.organisation_id in ours,
        )
        for row in counting(seat)
    ]


def lines(office: Office, rows: Iterable[Any]) -> list[Line]:
    """What the overview shows of these rows, of which it reads what LINE names. A title only where the
    reader is a member. One query.
    """
    shown = list(rows)
    titles = titles_for(office, shown)
    href, inside = addresses("networks:overview_network"), addresses("networks:network")
    names = {kind.value: str(kind.label) for kind in SignalKind}
    return [
        Line(
            href=href(row.pk),
            number=row.number,
            nickname=row.nickname,
            team=row.team_name or "",
            title=titles.get(row.network_id, ""),
            title_href=inside(row.network_id) if row.network_id in titles else "",
            people=row.people,
            informal=row.informal,
            formal=row.formal,
            communities=row.communities,
            needs=row.needs,
            signals=[names.get(code, code) for code in row.signals],
            since=since_of(row),
            weeks=tuple(row.trend),
        )
        for row in shown
    ]


def titles_for(office: Office, rows: Iterable[Any]) -> dict[UUID, str]:
    """The titles of those networks in which this reader is a member."""
    own = Member.objects.taking_part(office.at).filter(user=office.user)
    own = own.filter(network__in=[row.network_id for row in rows])
    own = own.exclude(network__status=NetworkStatus.ENDED)
    return dict(own.values_list("network_id", "network__title"))


def since_of(row: Any) -> date | None:
    """The day since when something stands out; None when nothing does."""
    if row.stands_out_since == NOTHING_STANDS_OUT:
        return None
    return timezone.localdate(row.stands_out_since)


def findings(row: Participation, at: datetime) -> list[Finding]:
    """What stands out in one network, each kind once, since its first: sentences of ours and nothing else."""
    first: dict[str, tuple[datetime, dict[str, int]]] = {}
    loud = Signal.objects.loud(at).filter(network=row.network_id, closed=False, kind__in=row.signals)
    for kind, since, figures in loud.order_by("since").values_list("kind", "since", "figures"):
        first.setdefault(kind, (since, figures))
    return [
        Finding(
            kind.value,
            str(kind.label),
            says(kind, first[kind.value][1]),
            str(STEPS[kind]),
            first[kind.value][0],
        )
        for kind in SignalKind
        if kind.value in first
    ]
