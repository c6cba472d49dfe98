"""What is written beside a swap: why work moves, whether somebody can do it, and whether it is insured."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.swap import WrongState, may_end
from networks.choices import SwapStatus
from networks.choices.moved import ANSWERED, Checked
from networks.doors import visible_swaps
from networks.models import Swap, SwapNote
from networks.standing import Permission, Seat

CHECKS = ("competence", "insurance")


def may_note(seat: Seat, swap: Swap) -> bool:
    """Whether this seat may write beside a swap: the two, who proposed it, or who organises."""
    return may_end(seat, swap)


def note_swap(
    *,
    actor: Seat,
    swap: UUID,
    reason: str = "",
    competence: Checked | str = Checked.NOT_ASKED,
    competence_by: str = "",
    competence_on: date | None = None,
    insurance: Checked | str = Checked.NOT_ASKED,
    insurance_by: str = "",
    insurance_on: date | None = None,
    check_with: str = "",
    version: int | None = None,
) -> SwapNote:
    """Write down why work moves by this swap and what was checked; what stood there is replaced.

    Raises PermissionDenied for others, WrongState for a swap that was declined, DomainError for a check
    without who made it or with a day to come, Conflict on a stale version.
    """
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _locked(seat, swap)
        if not may_note(seat, row):
            raise PermissionDenied
        if row.status == SwapStatus.DECLINED:
            raise WrongState
        made = {
            "competence": (competence, competence_by, competence_on),
            "insurance": (insurance, insurance_by, insurance_on),
        }
        note = SwapNote.objects.select_for_update().filter(swap=row).first()
        note = note or SwapNote(network=seat.network, swap=row)
        note.expect(None if note._state.adding else version)
        note.author, note.reason, note.check_with = seat.user, reason, check_with
        for field, check in made.items():
            _set(seat, note, field, *check)
        note.validate_constraints()
        _store(note)
        trace(seat, "networks.swap_noted", row, **{field: str(check[0]) for field, check in made.items()})
        return note


def _set(seat: Seat, note: SwapNote, field: str, answer: str, by: str, on: date | None) -> None:
    """One check. One that nobody made has neither a name nor a day."""
    if answer in ANSWERED:
        if not by:
            raise DomainError(_("Say who looked into it."), code="required", field=f"{field}_by")
        on = on or seat.network.today(seat.at)
        if on > seat.network.today(seat.at):
            raise DomainError(_("This day is still to come."), code="to_come", field=f"{field}_on")
    else:
        by, on = "", None
    setattr(note, field, answer)
    setattr(note, f"{field}_by", by)
    setattr(note, f"{field}_on", on)


def _store(note: SwapNote) -> None:
    if note._state.adding:
        note.save()
        return
    parts = [f"{field}{part}" for field in CHECKS for part in ("", "_by", "_on")]
    note.store("author", "reason", "check_with", *parts)


def _locked(seat: Seat, pk: UUID) -> Swap:
    row: Swap | None = visible_swaps(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
