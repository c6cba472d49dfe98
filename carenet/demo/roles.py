"""Tells what changes around Bram, and puts to each what they seem to do, if anything shows."""

from datetime import timedelta

from django.utils import timezone

from carenet.demo.telling import Teller
from networks.actions.emerging import propose_roles
from networks.actions.event import add_step, say_step, write_event
from networks.choices import Visibility
from networks.choices.event import EventKind, StepState


def tell_of_roles(teller: Teller) -> None:
    """Henk goes on a holiday; his dates were looked at already. Then the rule looks, as each night."""
    at = timezone.now()
    marja = teller.seat("marja")
    first = teller.network.today(at) + timedelta(days=9)
    away = write_event(
        actor=marja,
        kind=EventKind.CARER_AWAY,
        about=teller.members["henk"].pk,
        happens_on=first,
        ends_on=first + timedelta(days=13),
        words="Two weeks by the sea. He has earned it.",
        visibility=Visibility.EVERYONE,
    )
    add_step(actor=marja, event=away.pk, words="Who feeds the cat?")
    say_step(actor=teller.seat("joris"), step=away.steps.earliest("order").pk, state=StepState.DONE)
    propose_roles(network=teller.network.pk, at=timezone.now())
