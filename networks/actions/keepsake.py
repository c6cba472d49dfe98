"""Naming who gets something to remember the client by, and taking that back."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.member import with_account
from networks.errors import NotFromHere
from networks.models import KeepsakeFor
from networks.standing import Permission, Seat


def give_keepsake(
    *,
    actor: Seat,
    member: UUID,
    stories: bool = True,
    photos: bool = True,
    needs: bool = False,
    people: bool = False,
) -> KeepsakeFor:
    """Name a member with an account who gets a keepsake after the client's death, and what is in it.

    Who speaks for the client does this for them, never for themselves. Raises NotFromHere, and a DomainError
    while the network mourns: then nobody decides this for the client any more.
    """
    with acting(actor, Permission.GIVE_KEEPSAKE) as seat:
        _check_time(seat)
        chosen, user = with_account(seat, member)
        if user.pk == seat.user.pk:
            raise DomainError(_("Choose somebody else than yourself."), code="own", field="member")
        if not (stories or photos or needs or people):
            raise DomainError(_("Choose at least one thing to give."), code="nothing", field="stories")
        if KeepsakeFor.objects.filter(network=seat.network, member=chosen, until=None).exists():
            raise DomainError(_("You named this person already."), code="named", field="member")
        row = KeepsakeFor.objects.create(
            network=seat.network,
            member=chosen,
            stories=stories,
            photos=photos,
            needs=needs,
            people=people,
            since=seat.at,
        )
        trace(seat, "networks.keepsake_given", chosen)
        return row


def take_back_keepsake(*, actor: Seat, keepsake: UUID) -> KeepsakeFor:
    """Take back that somebody gets a keepsake. They are not told that they were named."""
    with acting(actor, Permission.GIVE_KEEPSAKE) as seat:
        _check_time(seat)
        rows = KeepsakeFor.objects.filter(network=seat.network, until=None).select_related("member")
        row: KeepsakeFor | None = rows.select_for_update(of=("self",)).filter(pk=keepsake).first()
        if row is None:
            raise NotFromHere("keepsake")
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.keepsake_taken_back", row.member)
        return row


def _check_time(seat: Seat) -> None:
    if seat.network.mourning_since is not None:
        raise DomainError(_("Nobody decides this for somebody who may have died."), code="mourns")
