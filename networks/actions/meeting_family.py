"""Family time: what family and friends say among themselves at a meeting.

Its traces are about the meeting and say no more than that somebody wrote something: not where, nor what.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from networks.access import acting, trace
from networks.actions.meeting import NotNow, known
from networks.choices import ViewSide
from networks.meeting_family import is_open, words
from networks.models import FamilyWord, Meeting
from networks.standing import Permission, Seat


def _among_themselves(seat: Seat, pk: UUID) -> Meeting:
    """The meeting, locked, for who may be there. Raises Http404 for everybody else."""
    meeting = known(seat, pk)
    if not seat.sees_family:
        raise Http404
    return meeting


def say_in_family(*, actor: Seat, meeting: UUID, text: str) -> FamilyWord:
    """Write something for family and friends only, while they are among themselves.

    Raises Http404 for whom that space does not exist, NotNow outside family time.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = _among_themselves(seat, meeting)
        if not is_open(row):
            raise NotNow(_("Family time has not begun, or is over. What was said stays here to read."))
        word = FamilyWord.objects.create(
            network=seat.network,
            meeting=row,
            author=seat.user,
            for_client=seat.for_client,
            side=ViewSide.CLIENT if seat.for_client else ViewSide.INFORMAL,
            text=text,
            since=seat.at,
        )
        trace(seat, "networks.meeting_written_in", row)
        return word


def take_back_family_word(*, actor: Seat, word: UUID) -> FamilyWord:
    """Take back what one said among family and friends. Raises Http404, PermissionDenied for another's."""
    with acting(actor, Permission.VIEW) as seat:
        about = FamilyWord.objects.filter(pk=word, network=seat.network).values_list("meeting_id").first()
        if about is None:
            raise Http404
        meeting = _among_themselves(seat, about[0])
        row = words(seat, meeting).select_for_update(of=("self",)).filter(pk=word).first()
        if row is None:
            raise Http404
        if not seat.wrote(row.author_id, row.for_client):
            raise PermissionDenied
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.meeting_written_in", meeting)
        return row
