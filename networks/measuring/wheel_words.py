"""The wheel as a seat may read it: what the client said of each part of life, as far as they open it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from networks import reading
from networks.access import network_for, network_of
from networks.doors import found
from networks.measuring.wheel import Spoke, drawn, spokes
from networks.measuring.wheel_drawing import wheel_svg
from networks.models import LifeDomain, WheelWord
from networks.models.wheel import WheelWordQuerySet
from networks.standing import Permission, Seat

MOST_DAYS = 200
"""How many days there are to choose from at most, the latest ones."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """Then and now: a spoke for each part of life, the days to choose "then" from, and the picture.

    ``then`` is None as long as there is only one day on which something was said. ``svg`` is empty when the
    list says enough.
    """

    spokes: list[Spoke]
    days: list[date]
    then: date | None
    svg: SafeString | str = ""

    @property
    def said(self) -> bool:
        return any(one.said for one in self.spokes)


def known_words(seat: Seat) -> WheelWordQuerySet:
    """What was said and not taken back, as far as this seat may read it."""
    rows = WheelWord.objects.kept().visible_to(seat)
    return rows.select_related("domain", "author")


def speaker_for(user: Any, pk: UUID) -> Seat:
    """The door to saying something: for the client and who speaks for them. Raises PermissionDenied."""
    seat = network_for(user, pk, Permission.VIEW)
    if not seat.for_client:
        raise PermissionDenied
    return seat


def word_for(user: Any, pk: UUID, *, own: bool = False) -> tuple[Seat, WheelWord]:
    """The door to one thing that was said; what this user may not read is not there (404).

    ``own``: to change who reads it or take it back. Raises PermissionDenied for who does not speak for the
    client.
    """
    seat = network_for(user, network_of(WheelWord.objects, pk), Permission.VIEW)
    row = found(known_words(seat), pk)
    if own and not seat.for_client:
        raise PermissionDenied
    return seat, row


def known_days(seat: Seat) -> list[date]:
    """The days, in the network's own time zone, on which something was said that this seat may read; latest
    first.
    """
    day = TruncDate("said_at", tzinfo=seat.network.zone)
    rows = known_words(seat).select_related(None).order_by().annotate(day=day).values_list("day", flat=True)
    return list(rows.distinct().order_by("-day")[:MOST_DAYS])


def end_of(seat: Seat, day: date) -> datetime:
    """The last moment of a day where the network is."""
    return datetime.combine(day, time.max, tzinfo=seat.network.zone)


def spokes_at(seat: Seat, then: datetime | None, now: datetime) -> list[Spoke]:
    """A spoke for each part of life in use, and for those of which something was said. Two or three queries.

    Whoever may not read the last word sees the last one that they may read, with its day: that another one
    was said does not show.
    """
    words = {word.pk: word for moment in (then, now) if moment for word in _last(seat, moment)}
    parts = {part.pk: part for part in reading.domains(seat)}
    for word in words.values():
        parts.setdefault(word.domain_id, word.domain)
    return spokes(parts.values(), words.values(), then=then, now=now)


def _last(seat: Seat, moment: datetime) -> QuerySet[WheelWord]:
    rows = known_words(seat).filter(said_at__lte=moment).order_by("domain_id", "-said_at", "-id")
    return rows.distinct("domain_id")


def wheel(seat: Seat, chosen: str = "") -> Wheel:
    """The wheel then and now. ``chosen`` is a day (such as 2026-03-04); without it, or with a day on which
    nothing was said, then is the first one. Four queries.
    """
    days = known_days(seat)
    earlier = days[1:]
    then = next((day for day in earlier if day.isoformat() == chosen), earlier[-1] if earlier else None)
    rows = spokes_at(seat, end_of(seat, then) if then else None, seat.at)
    return Wheel(rows, earlier, then, _picture(seat, rows))


def _picture(seat: Seat, rows: list[Spoke]) -> SafeString | str:
    shown = drawn(rows)
    if not shown:
        return ""
    title = gettext("How things go for %(name)s, then and now") % {"name": seat.network.title}
    return wheel_svg(shown, title, [_told(one) for one in shown])


def _told(spoke: Spoke) -> str:
    """What the picture shows of one part of life, in a sentence."""
    words = {
        "number": spoke.number,
        "part": spoke.part.label,
        "then": _level(spoke.then),
        "now": _level(spoke.now),
    }
    return gettext("%(number)s. %(part)s: then %(then)s, now %(now)s.") % words


def _level(word: WheelWord | None) -> str:
    return word.get_how_well_display() if word is not None and word.how_well else gettext("not said")


def parts_to_choose(seat: Seat) -> list[LifeDomain]:
    """The parts of life of which something can be said here."""
    return reading.domains(seat)


def said_before(seat: Seat, domain: UUID | None = None) -> WheelWordQuerySet:
    """Everything that was said, the latest first; of one part of life when it is given."""
    rows = known_words(seat)
    return (rows.filter(domain=domain) if domain else rows).newest_first()


def with_named(seat: Seat, row: Any) -> WheelWord:
    """The row with ``named_ids``: who reads it by name, for who decides that; None for everybody else."""
    row.named_ids = list(row.named.values_list("pk", flat=True)) if seat.for_client else None
    return row  # type: ignore[no-any-return]
