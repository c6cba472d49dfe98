"""Counts the facts of networks in the database: one statement, whether for one network or for hundreds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from carenet.lib.prepared import ask, prepared
from networks.health.facts import AHEAD, HALF, LATELY, SEASON, Facts

COUNT = prepared((Path(__file__).parent / "count.sql").read_text(encoding="utf-8"))
"""Gives the id of each network, and then its Facts in their order."""


@dataclass(frozen=True, slots=True)
class Known:
    """What one reader may know of, by id; nothing else is counted for them."""

    needs: Sequence[UUID]
    tasks: Sequence[UUID]
    barriers: Sequence[UUID]


def gather(networks: Iterable[UUID | str], at: datetime, known: Known | None = None) -> dict[str, Facts]:
    """The facts of each of these networks at this moment, by id; for one reader when ``known`` is given."""
    moments = {
        "at": at,
        "lately": at - LATELY,
        "half": at - HALF,
        "season": at - SEASON,
        "before": at - 2 * SEASON,
        "ahead": at + AHEAD,
        "later": at + LATELY,
    }
    seen = {
        "needs": list(known.needs) if known else None,
        "tasks": list(known.tasks) if known else None,
        "barriers": list(known.barriers) if known else None,
    }
    rows = ask(COUNT, {"ids": [str(pk) for pk in networks]} | moments | seen)
    return {row[0]: Facts(*row[1:]) for row in rows}
