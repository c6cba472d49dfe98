"""The ledger of one network as its client reads it: sentences, day by day, repeated looks as one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from accountability.ledger import as_what, sentence
from accountability.models import LedgerEntry
from accountability.models.ledger import LedgerQuerySet
from networks.models import Member, Network, Representation, Stewardship

PAGE = 60
"""A page holds whole days, until it has this many lines."""
READ = 1000
"""Entries read for one page at most; only a day with more than that is cut in two."""


@dataclass(slots=True)
class Line:
    """One sentence. A look that somebody repeated on one day counts ``times``; ``at`` is the last one."""

    words: str
    as_what: str
    at: datetime
    look: bool
    times: int = 1

    @property
    def clock(self) -> str:
        """The hour in the network's time zone."""
        return f"{self.at:%H:%M}"


@dataclass(slots=True)
class Day:
    """What happened on one day, the last thing first."""

    day: date
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """Some days, and where the next and the previous page begin (None when there is none)."""

    days: list[Day]
    newer: int | None
    older: int | None


def entries_of(
    network: Network,
    *,
    who: UUID | None = None,
    kind: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
) -> LedgerQuerySet:
    """The ledger of one network, newest first: by one person, only "looks" or "changes", in a period."""
    rows = LedgerEntry.objects.of_network(network.pk).between(start, end)
    rows = rows.looks() if kind == "looks" else rows.changes() if kind == "changes" else rows
    return rows if who is None else rows.filter(actor_id=who)


def page_of(
    network: Network,
    *,
    who: UUID | None = None,
    kind: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
    before: int | None = None,
    after: int | None = None,
) -> Page:
    """One page, newest first; ``before`` and ``after`` are places in the chain. Two queries at most."""
    rows = entries_of(network, who=who, kind=kind, start=start, end=end)
    shown = rows.defer("previous", "hash", "salt", "label_digest")
    if after is not None:
        days, newer = _whole_days(list(shown.filter(seq__gt=after).order_by("seq")[: READ + 1]), network.zone)
        entries = [entry for day in days for entry in day][::-1]
        older = bool(entries) and rows.filter(seq__lt=entries[-1].seq).exists()
    else:
        place = shown.filter(seq__lt=before) if before else shown
        days, older = _whole_days(list(place[: READ + 1]), network.zone)
        entries = [entry for day in days for entry in day]
        newer = bool(before and entries) and rows.filter(seq__gt=entries[0].seq).exists()
    return Page(
        days=by_day(entries, network.zone),
        newer=entries[0].seq if newer else None,
        older=entries[-1].seq if older else None,
    )


def _whole_days(entries: list[LedgerEntry], zone: ZoneInfo) -> tuple[list[list[LedgerEntry]], bool]:
    """The first days of these entries that fill a page, and whether anything is left after them.

    Of entries that were not all read, the last day may be incomplete; it is left for the next page.
    """
    days = [
        list(group) for _day, group in groupby(entries[:READ], key=lambda entry: _local(entry, zone).date())
    ]
    more = len(entries) > READ
    if more and len(days) > 1:
        days.pop()
    taken, lines = 0, 0
    while taken < len(days) and lines < PAGE:
        lines += sum(len(day.lines) for day in by_day(days[taken], zone))
        taken += 1
    return days[:taken], more or taken < len(days)


def _local(entry: LedgerEntry, zone: ZoneInfo) -> datetime:
    """When it was, in that time zone; the database dates every entry."""
    return (entry.at or timezone.now()).astimezone(zone)


def by_day(entries: list[LedgerEntry], zone: ZoneInfo) -> list[Day]:
    """Entries, newest first, as days of this time zone; a look that was repeated on a day as one line."""
    days: dict[date, Day] = {}
    looks: dict[tuple[Any, ...], Line] = {}
    for entry in entries:
        at = _local(entry, zone)
        told = (entry.actor_id, entry.standing, entry.on_behalf_of, entry.verb, entry.subject_label)
        same = (at.date(), *told)
        if entry.is_look and same in looks:
            looks[same].times += 1
            continue
        line = Line(sentence(entry), as_what(entry), at, entry.is_look)
        if entry.is_look:
            looks[same] = line
        days.setdefault(at.date(), Day(at.date())).lines.append(line)
    return list(days.values())


def readers_of(network: Network, subject: UUID, *, but: UUID) -> list[dict[str, Any]]:
    """Who opened this thing (``name``) and when last (``last``), the latest first, except one person."""
    looks = LedgerEntry.objects.filter(chain=network.pk).looks_at(subject).exclude(actor_id=but)
    people = looks.values("actor_id").annotate(name=Max("actor_label"), last=Max("at"))
    return list(people.order_by("-last"))


def people_of(network: Network) -> list[tuple[UUID, str]]:
    """Everybody who has or had an account in this network, by name. Three queries."""
    known: dict[UUID, str] = {}
    for rows in (
        Representation.objects.filter(client=network.client_id),
        Stewardship.objects.filter(network=network),
        Member.objects.filter(network=network, user__isnull=False),
    ):
        known |= dict(rows.order_by().values_list("user_id", "user__name"))
    if network.client.user_id:
        known[network.client.user_id] = network.client.name
    return sorted(known.items(), key=lambda person: person[1].casefold())
