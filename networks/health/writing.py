"""Writes what was read of a batch of networks: each table in one statement, and only what has changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from carenet.lib.models import uuid7
from carenet.lib.prepared import ask, prepared
from networks.health.facts import LEVELS, Facts
from networks.health.signals import Found

OFTEN_NONE = ("fewest",)
COUNTS = (
    "people", "informal", "formal", "communities", "joined", "gone", "organizers", "stand_ins", "needs",
    "needs_alone", "places", "places_free", "kept", "missed", "doers", "minutes", "most_minutes", "active",
    "barriers", "fewest",
)  # fmt: skip
"""The columns that Health and Reading have in common, but the lists."""
_NOTHING: tuple[int | None, ...] = (*(0,) * (len(COUNTS) - 1), None)


@dataclass(frozen=True, slots=True)
class Read:
    """One network as it was read. ``facts`` are None when nothing is said of it; ``again`` is when it is read
    next.
    """

    network: str
    week: date
    again: datetime
    facts: Facts | None
    found: Sequence[Found]

    @property
    def counts(self) -> tuple[int | None, ...]:
        """The values of COUNTS. What only named people may read is no part of them."""
        one = self.facts
        if one is None:
            return _NOTHING
        return (
            one.people, one.informal, one.formal, one.communities, one.joined, one.gone, one.organizers,
            one.stand_ins, sum(one.needs[:4]), sum(one.alone[:4]), one.places, one.places_free,
            sum(one.kept[:4]), one.missed, one.doers, one.minutes, one.most, one.active, one.barriers,
            one.fewest,
        )  # fmt: skip

    @property
    def levels(self) -> str:
        """For each level that has any: open needs, needs alone, promises kept; as JSON."""
        if self.facts is None:
            return "{}"
        rows = zip(LEVELS, self.facts.needs, self.facts.alone, self.facts.kept, strict=False)
        return json.dumps({level.value: rest for level, *rest in rows if any(rest)})


@dataclass(frozen=True, slots=True)
class _Open:
    """A signal as it stands in the table: still so, or ended while it was put off."""

    id: str
    network: str
    kind: str
    subject: str | None
    figures: str
    closed: bool
    ended: bool
    quiet_until: datetime | None
    quieted_by: str | None


_OPEN = prepared("""
SELECT id::text, network_id::text, kind, subject::text, figures::text, closed, until IS NOT NULL, quiet_until,
    quieted_by_id::text
FROM networks_signal
WHERE network_id = ANY(%(ids)s::uuid[]) AND (until IS NULL OR quiet_until > %(at)s)
ORDER BY until DESC NULLS FIRST
""")
_OPENED = prepared("""
INSERT INTO networks_signal (id, created_at, updated_at, version, since, until, network_id, kind, subject,
    figures, closed, quiet_until, quieted_by_id)
SELECT id, %(at)s, %(at)s, 1, since, NULL, network, kind, subject, figures::jsonb, closed, quiet, by
FROM unnest(%(ids)s::uuid[], %(sinces)s::timestamptz[], %(networks)s::uuid[], %(kinds)s::text[],
    %(subjects)s::uuid[], %(figures)s::text[], %(closed)s::bool[], %(quiet)s::timestamptz[], %(by)s::uuid[])
    AS new (id, since, network, kind, subject, figures, closed, quiet, by)
ON CONFLICT DO NOTHING
""")
_REVISED = prepared("""
UPDATE networks_signal s
SET figures = new.figures::jsonb, closed = new.closed, version = version + 1, updated_at = %(at)s
FROM unnest(%(ids)s::uuid[], %(figures)s::text[], %(closed)s::bool[]) AS new (id, figures, closed)
WHERE s.id = new.id
""")
_ENDED = prepared("""
UPDATE networks_signal SET until = greatest(since, %(at)s), version = version + 1, updated_at = %(at)s
WHERE id = ANY(%(ids)s::uuid[])
""")
_SET = ", ".join(f"{name} = new.{name}" for name in COUNTS)
_ARRAYS = ", ".join(f"%({name})s::int[]" for name in COUNTS)
_STATE = prepared(f"""
UPDATE networks_health h
SET {_SET}, signals = new.signals::varchar[], domains = new.domains::uuid[], silent = new.silent,
    stale_at = new.again, read_at = %(at)s
FROM unnest(%(ids)s::uuid[], %(signals)s::text[], %(domains)s::text[], %(silent)s::bool[],
    %(again)s::timestamptz[], {_ARRAYS})
    AS new (network_id, signals, domains, silent, again, {", ".join(COUNTS)})
WHERE h.network_id = new.network_id
""")  # noqa: S608 - names of our own columns
_WEEKLY = ("levels", "signals", "domains", *COUNTS)
_WEEK = prepared(f"""
INSERT INTO networks_reading AS r (network_id, week, read_at, {", ".join(_WEEKLY)})
SELECT h.network_id, new.week, %(at)s, new.levels::jsonb, {", ".join(f"h.{one}" for one in _WEEKLY[1:])}
FROM unnest(%(ids)s::uuid[], %(weeks)s::date[], %(levels)s::text[]) AS new (id, week, levels)
JOIN networks_health h ON h.network_id = new.id
ON CONFLICT (network_id, week) DO UPDATE
SET read_at = excluded.read_at, {", ".join(f"{one} = excluded.{one}" for one in _WEEKLY)}
WHERE ({", ".join(f"r.{one}" for one in _WEEKLY)})
    IS DISTINCT FROM ({", ".join(f"excluded.{one}" for one in _WEEKLY)})
""")  # noqa: S608 - names of our own columns


def write(batch: Sequence[Read], at: datetime) -> None:
    """Write signals, the state of each network and its reading of this week. Call it in the transaction that
    holds the rows of Health.
    """
    loud = _write_signals(batch, at)
    columns = zip(*(one.counts for one in batch), strict=True)
    values: dict[str, Any] = {name: _numbers(column) for name, column in zip(COUNTS, columns, strict=True)}
    values |= {
        "at": at,
        "ids": [one.network for one in batch],
        "signals": [_array(loud.get(one.network, ())) for one in batch],
        "domains": [one.facts.domains if one.facts else "{}" for one in batch],
        "silent": [one.facts is None for one in batch],
        "again": [one.again for one in batch],
    }
    ask(_STATE, values)
    told = [one for one in batch if one.facts is not None]
    if told:
        week = {"ids": [one.network for one in told], "weeks": [one.week for one in told]}
        ask(_WEEK, {"at": at, "levels": [one.levels for one in told]} | week)


def _numbers(column: Sequence[int | None]) -> str:
    """An array as the server writes it: much quicker than one by one."""
    return f"{{{','.join('NULL' if one is None else str(one) for one in column)}}}"


def _array(codes: Sequence[str]) -> str:
    return f"{{{','.join(codes)}}}"


def _write_signals(batch: Sequence[Read], at: datetime) -> dict[str, list[str]]:
    """Open, revise and end signals; the codes of those that are open and not put off, by network."""
    before = _before([one.network for one in batch], at)
    opened: list[tuple[Any, ...]] = []
    revised: list[tuple[Any, ...]] = []
    loud: dict[str, list[str]] = {}
    for one in batch:
        for found in one.found:
            was = before.pop((one.network, *found.key), None)
            figures = json.dumps(found.figures)
            if was is None or was.ended:
                until = (was.quiet_until, was.quieted_by) if was else (None, None)
                row = (uuid7(), found.since, one.network, *found.key, figures, found.closed, *until)
                opened.append(row)
            elif was.closed != found.closed or json.loads(was.figures) != found.figures:
                revised.append((was.id, figures, found.closed))
            codes = loud.setdefault(one.network, [])
            quiet = was is not None and was.quiet_until is not None and was.quiet_until > at
            if not quiet and found.kind.value not in codes:
                codes.append(found.kind.value)
    ended = [was.id for was in before.values() if not was.ended]
    _send(opened, revised, ended, at)
    return loud


def _before(networks: list[str], at: datetime) -> dict[tuple[str, str, str | None], _Open]:
    """What stands in the table, the one that is still so before those that ended."""
    found: dict[tuple[str, str, str | None], _Open] = {}
    for row in ask(_OPEN, {"ids": networks, "at": at}):
        one = _Open(*row)
        found.setdefault((one.network, one.kind, one.subject), one)
    return found


_NEW = ("ids", "sinces", "networks", "kinds", "subjects", "figures", "closed", "quiet", "by")


def _send(
    opened: list[tuple[Any, ...]], revised: list[tuple[Any, ...]], ended: list[str], at: datetime
) -> None:
    if ended:
        ask(_ENDED, {"ids": ended, "at": at})
    if revised:
        ask(_REVISED, {"at": at} | _columns(("ids", "figures", "closed"), revised))
    if opened:
        ask(_OPENED, {"at": at} | _columns(_NEW, opened))


def _columns(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    return dict(zip(names, (list(column) for column in zip(*rows, strict=True)), strict=True))
