"""What the rooms of networks hear from outside: an address that was confirmed."""

from typing import Any

from allauth.account.models import EmailAddress

from networks.actions import reach


def address_confirmed(sender: Any, email_address: EmailAddress, **_: Any) -> None:
    """Mail to an address that its owner has just confirmed is sent again, also when it came back before."""
    reach.address_confirmed(actor=email_address.user, address=email_address.email)
