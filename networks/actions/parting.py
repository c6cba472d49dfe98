"""What somebody leaves behind who goes: promises, yeses for a while, swaps, questions, links.

Everything here runs inside an action that holds the lock on the network, and leaves no trace of its own. Who
asked for something, or keeps the overview, hears once of each thing that has nobody any more; nobody is told
why.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from networks import moments
from networks.actions.promise import let_go
from networks.actions.swap_dates import open_again
from networks.choices import STANDS, SwapStatus
from networks.models import (
    Challenge,
    Check,
    DateSwap,
    HelperLink,
    Member,
    Pledge,
    Promise,
    Pulse,
    Swap,
    Talent,
)
from networks.standing import Seat


def hand_back(seat: Seat, places: Iterable[Member]) -> None:
    """Free these members from all that was still to come: their places on dates are open again, their swaps
    end, their questions are taken back, what they like is asked no more, their links open nothing. What they
    said of how long they can go on is erased: nobody else reads it, and they come in here no more.
    """
    members = list(places)
    _swaps(seat, members)
    end(Pledge.objects.filter(member__in=members, ended_at=None), "ended_at", seat.at)
    _promises(seat, members)
    end(Challenge.objects.waiting().filter(member__in=members), "taken_back_at", seat.at)
    end(Talent.objects.filter(member__in=members, until=None), "until", seat.at)
    end(HelperLink.objects.filter(member__in=members, revoked_at=None), "revoked_at", seat.at)
    erase_own({"member__in": members}, seat.at)


def erase_own(rows: dict[str, Any], at: datetime) -> None:
    """Erase what people answered for themselves, in the rows that these conditions choose."""
    erased = {"erased_at": at, "updated_at": at}
    Pulse.objects.kept().filter(**rows).update(answer="", **erased)
    Check.objects.kept().filter(**rows).update(answers=None, **erased)


def end(rows: QuerySet[Any], field: str, at: datetime) -> int:
    """End all these rows at one moment, said in that field, as store() would one by one; the number."""
    return rows.update(**{field: at}, updated_at=at, version=F("version") + 1)


def _swaps(seat: Seat, members: list[Member]) -> None:
    rows = Swap.objects.alive().about(frozenset(one.pk for one in members))
    for row in rows.select_related("network", "takes", "frees_for").select_for_update(of=("self",)):
        open_again(seat, row)
        row.status, row.ended_at = SwapStatus.ENDED, seat.at
        row.store("status", "ended_at")
        moments.on_swap(row, seat.at)


def _promises(seat: Seat, members: list[Member]) -> None:
    """The first date of each task is told; its page shows that the others are open too."""
    rows = Promise.objects.filter(member__in=members, status__in=STANDS, occurrence__ends_at__gt=seat.at)
    rows = rows.select_related("occurrence__task", "member", "network")
    told = set()
    for row in rows.order_by("occurrence__starts_at", "id"):
        DateSwap.objects.waiting().filter(promise=row).update(taken_back_at=seat.at)
        let_go(row, seat.at)
        if not row.stands_in and row.occurrence.task_id not in told:
            told.add(row.occurrence.task_id)
            moments.on_withdrawn(row, seat.at)
