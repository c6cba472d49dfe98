"""The year of an organisation: how many networks had what, how that changed, what it promised and kept.

For executives, who see no single network. The figures are those of a whole week at the beginning of a month,
noted once and never drawn again; small groups are protected by networks/overview/protecting.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from networks.choices.health import SignalKind
from networks.choices.overview import Facet, TriedHere
from networks.choices.rule import GONE, RaisedAnswer
from networks.models import RaisedBarrier, Rule, WeekTotal
from networks.overview.copying import monday
from networks.overview.doors import teams
from networks.overview.protecting import LEAST, Count, Protected, Shown, protect, shown, size

MONTHS = (12, 9, 6, 3, 0)
"""How many months back the figures of a year lie, oldest first."""


@dataclass(frozen=True, slots=True)
class Year:
    """``weeks`` are the Mondays of the figures, oldest first; ``sizes`` how many networks there were then.
    ``tried``: in how many something was tried, kept or stopped in the year before each of them.
    """

    weeks: list[date]
    sizes: list[int | None]
    lines: list["YearLine"]
    tried: list["YearLine"]
    teams: list["TeamTable"]
    promised: list["Promised"]

    @property
    def known(self) -> bool:
        """Whether there is anything to show: some week in which there were enough networks."""
        return any(one is not None for one in self.sizes)


@dataclass(frozen=True, slots=True)
class YearLine:
    """In how many networks one thing stood out at each moment; None where there were too few to tell."""

    kind: str
    label: str
    moments: list[Shown | None]

    @property
    def change(self) -> int | None:
        """How many more or fewer than a year ago, of the rounded figures; None when one is hidden."""
        first, last = self.moments[0], self.moments[-1]
        return None if first is None or last is None else last.has - first.has


@dataclass(frozen=True, slots=True)
class TeamTable:
    """How one thing is divided over the teams, at the last moment."""

    label: str
    groups: list[tuple[str, Shown]]
    together: list[str]
    rest: Shown | None


@dataclass(frozen=True, slots=True)
class Promised:
    """A kind of promise of the organisation in a year, and what became of it; counts of promises. What became
    of them is None unless enough networks said something: of fewer it could be known which.
    """

    label: str | Promise
    made: int
    kept: int | None
    not_kept: int | None

    @property
    def unsaid(self) -> int | None:
        """Those about which nobody has said yet whether they were kept."""
        return None if self.kept is None or self.not_kept is None else self.made - self.kept - self.not_kept


def weeks_of(at: datetime) -> list[date]:
    """The Mondays whose figures are shown: the first of a month whose week is over, and back over a year."""
    this = monday(at.date())
    year, month = this.year, this.month
    if _first_monday(year, month) >= this:
        year, month = _months_back(year, month, 1)
    return [_first_monday(*_months_back(year, month, back)) for back in MONTHS]


def _months_back(year: int, month: int, back: int) -> tuple[int, int]:
    count = year * 12 + month - 1 - back
    return count // 12, count % 12 + 1


def _first_monday(year: int, month: int) -> date:
    return monday(date(year, month, 1) + timedelta(days=6))


def yearly(office: Office) -> Year:
    """The picture of a year, for who runs the organisation. The queries do not grow with the networks."""
    weeks = weeks_of(office.at)
    noted: dict[date, dict[str, int]] = {week: {} for week in weeks}
    rows = WeekTotal.objects.filter(organisation=office.organisation, week__in=weeks)
    for week, facet, number in rows.values_list("week", "facet", "number"):
        noted[week][facet] = number
    return Year(
        weeks=weeks,
        sizes=[size(noted[week].get("", 0)) for week in weeks],
        lines=_lines(noted, Facet.SIGNAL, SignalKind),
        tried=_lines(noted, Facet.TRIED, TriedHere),
        teams=_by_team(office, noted[weeks[-1]]),
        promised=promised(office),
    )


def _lines(
    noted: dict[date, dict[str, int]], facet: Facet, codes: type[SignalKind | TriedHere]
) -> list[YearLine]:
    """A line for each that can be shown at some moment: too few and none look the same."""
    found = [
        YearLine(
            one.value,
            str(one.label),
            [shown(Count(week.get(f"{facet}{one.value}", 0), week.get("", 0))) for week in noted.values()],
        )
        for one in codes
    ]
    return [line for line in found if any(moment is not None for moment in line.moments)]


def _by_team(office: Office, week: dict[str, int]) -> list[TeamTable]:
    """One table for each thing that stands out, where there is something to tell of some team."""
    names = {f"t{team.pk}": team.name for team in teams(office)}
    with_team = sum(number for facet, number in week.items() if facet in names)
    tables = []
    for kind in SignalKind:
        signal = f"s{kind.value}"
        groups = {
            team: Count(week.get(f"{signal} {team}", 0), week.get(team, 0))
            for team in names
            if week.get(team)
        }
        counted = sum(one.has for one in groups.values())
        groups[""] = Count(max(week.get(signal, 0) - counted, 0), max(week.get("", 0) - with_team, 0))
        found = protect({team: one for team, one in groups.items() if one.all})
        if found.groups:
            tables.append(_table(str(kind.label), names, found))
    return tables


def _table(label: str, names: dict[str, str], found: Protected[str]) -> TeamTable:
    named = {"": str(_("without a team"))} | names
    return TeamTable(
        label,
        [(named[team], one) for team, one in found.groups.items()],
        [named[team] for team in found.together],
        found.rest,
    )


def promised(office: Office) -> list[Promised]:
    """What the organisation said it would do in a year, and what the networks say became of it."""
    year = office.at - timedelta(days=365)
    rules = Rule.objects.heads().filter(
        organisation=office.organisation, status__in=GONE, decided_on__gte=year.date()
    )
    said = rules.annotate(
        over=CountRows("raised", filter=Q(raised__answer=RaisedAnswer.OVER)),
        still=CountRows("raised", filter=Q(raised__answer=RaisedAnswer.STILL)),
    )
    networks = RaisedBarrier.objects.filter(rule__in=rules).exclude(answer="").values("network").distinct()
    told = networks.count() >= LEAST
    return [_promised(_("Rules we said would no longer stand in the way"), said, told)]


def _promised(label: str | Promise, rows: Iterable[Any], told: bool) -> Promised:
    found = list(rows)
    return Promised(
        label,
        made=len(found),
        kept=sum(1 for one in found if one.over and not one.still) if told else None,
        not_kept=sum(1 for one in found if one.still) if told else None,
    )
