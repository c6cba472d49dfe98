"""What the rooms of networks hear: an address that was confirmed, and that something in a network changed."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from carenet.lib.events import Event
from networks.actions import reach
from networks.health.rounds import mark_stale


def address_confirmed(sender: Any, email_address: EmailAddress, **_: Any) -> None:
    """Mail to an address that its owner has just confirmed is sent again, also when it came back before."""
    reach.address_confirmed(actor=email_address.user, address=email_address.email)


def network_changed(sender: type[Event], event: Event, look: bool = False, **_: Any) -> None:
    """How that network goes is counted again, and of no other. A look changes nothing."""
    if event.network_id is not None and not look:
        mark_stale(event.network_id, timezone.now())
