"""Notes: write, restrict, take back."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from networks.access import acting, readable_notes, trace
from networks.actions.member import current
from networks.actions.need import check_audience, may_restrict, readable, set_audience
from networks.choices import Visibility
from networks.models import Note
from networks.standing import Permission, Seat


def write_note(
    *,
    actor: Seat,
    text: str,
    visibility: Visibility,
    named: Iterable[UUID] = (),
    need: UUID | None = None,
    about: UUID | None = None,
) -> Note:
    """Write a note about a need, about a member, or about the network."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        audience = check_audience(seat, visibility, named)
        note = Note.objects.create(
            network=seat.network,
            author=seat.user,
            for_client=seat.for_client,
            need=readable(seat, need) if need else None,
            about=current(seat, about) if about else None,
            text=text,
            visibility=visibility,
            since=seat.at,
        )
        note.named.set(audience)
        trace(seat, "networks.note_written", note, visibility=visibility)
        return note


def _locked(seat: Seat, pk: UUID) -> Note:
    note = readable_notes(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if note is None:
        raise Http404
    return note


def restrict_note(
    *, actor: Seat, note: UUID, visibility: Visibility, named: Iterable[UUID] = (), version: int | None = None
) -> Note:
    """Change who may read a note."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _locked(seat, note)
        if not may_restrict(seat, row):
            raise PermissionDenied
        row.expect(version)
        before = row.visibility
        set_audience(seat, row, visibility, named)
        row.store("visibility")
        trace(seat, "networks.note_restricted", row, visibility=visibility, before=before)
        return row


def take_back_note(*, actor: Seat, note: UUID) -> Note:
    """Take one's own note back: nobody reads it any more. Who speaks for the client may take back any."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = _locked(seat, note)
        if not may_restrict(seat, row):
            raise PermissionDenied
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.note_taken_back", row)
        return row
