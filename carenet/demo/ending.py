"""Tells what Bram arranged for later. It is an action."""

from carenet.demo.telling import Teller
from networks.actions.keepsake import give_keepsake


def tell_of_later(teller: Teller) -> None:
    """Bram chose who gets something to keep."""
    give_keepsake(actor=teller.seat("bram"), member=teller.members["henk"].pk, people=True)
