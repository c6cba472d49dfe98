"""How it went, week by week: the readings of one network as far as a reader may know of them, and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from networks.health.reading import is_silent
from networks.models import Reading
from networks.models.readable import levels_of
from networks.standing import Seat

WEEKS = 26
"""How many weeks a page shows at most."""
WIDTH, HEIGHT, BAR, BELOW = 320, 96, 0.7, 14


@dataclass(frozen=True, slots=True)
class Week:
    """One week: its Monday, who took part, open needs with and without somebody, promises kept."""

    monday: date
    people: int
    needs: int
    alone: int
    kept: int

    @property
    def cared_for(self) -> int:
        return self.needs - self.alone


@dataclass(frozen=True, slots=True)
class Chart:
    """One small drawing. The table beside it says the same."""

    title: str
    drawing: SafeString


def of(seat: Seat) -> list[Week]:
    """The last weeks, oldest first. One query."""
    if is_silent(seat.network):
        return []
    levels = [level.value for level in levels_of(seat)]
    rows = Reading.objects.filter(network=seat.network).order_by("-week")[:WEEKS]
    return [_week(row, levels) for row in rows][::-1]


def _week(row: Reading, levels: Sequence[str]) -> Week:
    known = [row.levels[level] for level in levels if level in row.levels]
    needs, alone, kept = (sum(column) for column in zip(*known, strict=True)) if known else (0, 0, 0)
    return Week(row.week, row.people, needs, alone, kept)


def charts(weeks: Sequence[Week]) -> list[Chart]:
    """A drawing for each count; none before there are two weeks to compare."""
    if len(weeks) < 2:
        return []
    titles = {
        "people": _("People who take part"),
        "cared_for": _("Open needs with somebody"),
        "alone": _("Open needs without anybody"),
        "kept": _("Promises kept in four weeks"),
    }
    return [
        Chart(title, drawn([getattr(week, name) for week in weeks], title)) for name, title in titles.items()
    ]


def drawn(values: Sequence[int], title: str) -> SafeString:
    """Bars from left to right, the first and the last with their number. Colours come from the text."""
    highest, step = max(max(values), 1), WIDTH / len(values)
    parts = [
        f'<svg class="weeks" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}" '
        'width="100%" fill="currentColor">'
    ]
    for place, value in enumerate(values):
        tall = max(value / highest * (HEIGHT - 2 * BELOW), 1)
        parts.append(
            f'<rect x="{place * step + step * (1 - BAR) / 2:.1f}" y="{HEIGHT - BELOW - tall:.1f}" '
            f'width="{step * BAR:.1f}" height="{tall:.1f}" rx="1"/>'
        )
    for place, anchor in ((0, "start"), (len(values) - 1, "end")):
        x = 0 if anchor == "start" else WIDTH
        parts.append(
            f'<text x="{x}" y="{HEIGHT - 2}" font-size="12" text-anchor="{anchor}">{values[place]}</text>'
        )
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308 - numbers, and a title that is escaped
