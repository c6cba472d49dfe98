"""A yes to more than one date: several at once, or for a while ("every Tuesday until July")."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.place import Taken, arranges_for, check_may_promise, own_place, somebody
from networks.actions.promise import fill_from_pledges, give, known_task, let_go, shift
from networks.choices import PromiseStatus, Verb
from networks.errors import NotFromHere
from networks.models import Member, Occurrence, Pledge, Promise, Task
from networks.promising import Rung, rung
from networks.standing import Permission, Seat

MOST_DATES = 60


def promise_dates(
    *, actor: Seat, task: UUID, occurrences: Collection[UUID], place: int | None = None, note: str = ""
) -> list[Promise]:
    """Promise several dates of a task at once. What somebody else took meanwhile is left out; when nothing is
    left this raises Taken.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_task(seat, task)
        wanted = set(occurrences)
        dates = list(Occurrence.objects.filter(task=row, pk__in=wanted).order_by("starts_at"))
        if not dates or len(dates) != len(wanted) or len(dates) > MOST_DATES:
            raise NotFromHere("occurrences")
        who = own_place(seat, row)
        made, taken = [], None
        for one in dates:
            try:
                made.append(give(seat, one.pk, who, place=place, note=note))
            except DomainError as refusal:
                if refusal.code not in (Taken.code, "already"):
                    raise
                taken = refusal
        if not made and taken is not None:
            raise taken
        trace(seat, "networks.dates_promised", row, number=str(len(made)))
        return made


def pledge(
    *,
    actor: Seat,
    task: UUID,
    first: date,
    last: date | None = None,
    weekdays: Collection[int] = (),
    place: int = 0,
    member: UUID | None = None,
) -> Pledge:
    """Promise every date of a task from ``first`` until ``last`` (both included; None: until further notice),
    on these weekdays (empty: all), as days of the task's time zone. Dates that others have stay theirs.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = known_task(seat, task)
        who = _who(seat, row, member)
        check_may_promise(seat, row, who)
        if not row.repeats:
            raise DomainError(_("This takes place once. Promise that one date."), code="once")
        if place not in range(len(row.places)):
            raise NotFromHere("place")
        if last is not None and last < max(first, seat.network.today(seat.at)):
            raise DomainError(_("Choose a last day that is still to come."), code="order", field="last")
        made = Pledge(
            network=seat.network, task=row, member=who, place=place, first=first, last=last,
            weekdays=sorted(set(weekdays)),
        )  # fmt: skip
        made.validate_constraints()
        made.save()
        filled = fill_from_pledges(seat, row, Occurrence.objects.filter(task=row).open(seat.at), seat.at)
        trace(seat, "networks.pledge_made", made, task=str(task), number=str(len(filled)))
        return made


def _who(seat: Seat, task: Task, member: UUID | None) -> Member:
    if member is None or member in seat.member_ids:
        return own_place(seat, task) if member is None else somebody(seat, member)
    if not arranges_for(seat, task, member):
        raise PermissionDenied
    return somebody(seat, member)


def end_pledge(*, actor: Seat, pledge: UUID) -> Pledge:
    """End a yes for a while. Dates to come are open again; what is very soon is given back as "I can't after
    all", so that somebody is looked for at once.
    """
    with acting(actor, Permission.PROMISE) as seat:
        row = _locked(seat, pledge)
        row.ended_at = seat.at
        row.store("ended_at")
        rows = Promise.objects.filter(pledge=row, member=row.member_id, status=PromiseStatus.PROMISED)
        coming = rows.filter(occurrence__ends_at__gt=seat.at).select_related(
            "occurrence__task", "member", "network"
        )
        early = [one for one in coming.order_by("occurrence__starts_at") if not _given_back(seat, one)]
        if early:
            moments.on_withdrawn(early[0], seat.at)
        trace(seat, "networks.pledge_ended", row, task=str(row.task_id))
        return row


def _locked(seat: Seat, pk: UUID) -> Pledge:
    rows = Pledge.objects.filter(network=seat.network, ended_at=None).select_related("task")
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    known_task(seat, row.task_id)
    if row.member_id not in seat.member_ids and not arranges_for(seat, row.task, row.member_id):
        raise PermissionDenied
    return row


def _given_back(seat: Seat, promise: Promise) -> bool:
    """Give one date back; True when it is so near that somebody is looked for at once."""
    if rung(promise.occurrence.starts_at, seat.at) != Rung.EARLY:
        shift(seat, promise, Verb.CANNOT)
        return True
    let_go(promise, seat.at)
    return False
