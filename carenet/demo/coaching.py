"""Tells how the tilting coach of De Linde works: a network that said yes, one that is asked, and her log."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from carenet.demo.telling import Teller
from networks.actions.coach import ask_consent, write_note
from networks.actions.coaching import give_consent
from networks.choices.coaching import CoachingKind, Opens
from networks.coaching.doors import coached
from networks.overview.doors import participations
from networks.rules.register import register

LOG = (
    (
        21,
        CoachingKind.TEAM,
        "The team asked whose rule it is that only employees drive. Nobody knew. We look it up together.",
    ),
    (9, CoachingKind.LEARNED, "A habit is quickly called a rule. Ask who said it first, and when."),
    (2, CoachingKind.NEXT, "Bring the two teams together that both try cooking with neighbours."),
)


def tell_of_coaching(users: dict[str, User], teller: Teller) -> None:
    """Bram lets her see numbers and experiments, and one more is asked. Called after the count."""
    linde = teller.members["fatima"].organisation_id
    if linde is None:
        return
    give_consent(
        actor=teller.seat("bram"), organisation=linde, opens=[Opens.PATTERNS, Opens.EXPERIMENTS], sure=True
    )
    carla = users["carla"]
    office = coached(carla, linde)
    other = participations(office).exclude(network=teller.network).order_by("-number").first()
    if other is not None:
        ask = "We want to learn with you what keeps the overview light, and tell you what others found."
        ask_consent(actor=carla, organisation=linde, number=other.number, words=ask)
    rule = register(office, state="open").first()
    for days, kind, words in LOG:
        about = rule.pk if rule is not None and kind == CoachingKind.TEAM else None
        day = timezone.localdate() - timedelta(days=days)
        write_note(actor=carla, organisation=linde, kind=kind, day=day, words=words, rule=about)
