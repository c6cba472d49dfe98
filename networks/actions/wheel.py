"""The wheel of parts of life: the client says something of one, chooses who reads it, takes it back."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from networks.access import acting, trace
from networks.actions.need import check_audience, set_audience
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.errors import NotFromHere
from networks.measuring.wheel_words import known_words
from networks.models import LifeDomain, WheelWord
from networks.standing import Permission, Seat


def say_of_life(
    *,
    actor: Seat,
    domain: UUID,
    words: str,
    how_well: HowWell | str = "",
    visibility: Visibility,
    named: Iterable[UUID] = (),
) -> WheelWord:
    """Say something of a part of life, in the client's words; ``how_well`` is "" when they would rather not.

    What was said before stays as it was. Raises PermissionDenied for who does not speak for the client,
    NotFromHere for a part of life that is not in use here.
    """
    with acting(actor, Permission.VIEW) as seat:
        if not seat.for_client:
            raise PermissionDenied
        about = LifeDomain.objects.for_network(seat.network).filter(pk=domain).first()
        if about is None:
            raise NotFromHere("domain")
        audience = check_audience(seat, visibility, named)
        row = WheelWord(
            network=seat.network,
            domain=about,
            author=seat.user,
            words=words,
            how_well=how_well,
            visibility=visibility,
            said_at=seat.at,
        )
        row.validate_constraints()
        row.save()
        row.named.set(audience)
        trace(seat, "networks.wheel_said", row, visibility=visibility)
        return row


def restrict_wheel_word(
    *, actor: Seat, word: UUID, visibility: Visibility, named: Iterable[UUID] = (), version: int | None = None
) -> WheelWord:
    """Change who may read what was said. Raises Conflict on a stale version."""
    with acting(actor, Permission.VIEW) as seat:
        row = _own(seat, word)
        row.expect(version)
        before = row.visibility
        set_audience(seat, row, visibility, named)
        row.store("visibility")
        trace(seat, "networks.wheel_restricted", row, visibility=visibility, before=before)
        return row


def take_back_wheel_word(*, actor: Seat, word: UUID) -> WheelWord:
    """Take back what was said: words, level and readers are gone, for everybody and at once.

    Also after the network has ended. Raises Http404, PermissionDenied for who does not speak for the client.
    """
    with acting(actor, Permission.VIEW, also_ended=True) as seat:
        row = _own(seat, word)
        row.words, row.how_well, row.erased_at = "", "", seat.at
        row.named.clear()
        row.store("words", "how_well", "erased_at")
        trace(seat, "networks.wheel_taken_back", row)
        return row


def _own(seat: Seat, pk: UUID) -> WheelWord:
    row: WheelWord | None = known_words(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if not seat.for_client:
        raise PermissionDenied
    return row
