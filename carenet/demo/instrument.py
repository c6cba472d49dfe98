"""Tells of a longer look: what Marja filled in twice, for herself alone."""

from carenet.demo.past import ago
from carenet.demo.telling import Teller
from networks.actions.check import keep_check
from networks.measuring.offered import offered
from networks.models import Check

THEN = {
    "fulfilment": "a_lot",
    "relational": "no",
    "mental": "a_lot",
    "daily": "a_lot",
    "financial": "no",
    "support": "no",
    "physical": "some",
    "happiness": "5",
}
NOW = THEN | {"mental": "some", "daily": "some", "support": "some", "happiness": "7"}


def tell_of_longer_looks(teller: Teller) -> None:
    """Marja's two results: before others began to help, and last week."""
    for days, answers in ((110, THEN), (6, NOW)):
        seat = teller.seat("marja")
        row = keep_check(actor=seat, instrument=offered(seat)[0].id, answers=answers)
        Check.objects.filter(pk=row.pk).update(answered_at=ago(days))
