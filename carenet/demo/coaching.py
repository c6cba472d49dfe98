"""Tells how the tilting coach of De Linde works: networks that said yes, one that is asked, and her log."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from carenet.demo.telling import Teller
from networks.access import seats_of
from networks.actions.coach import ask_consent, write_note
from networks.actions.coaching import give_consent
from networks.choices.coaching import CoachingKind, Opens
from networks.coaching.doors import coached
from networks.models import Participation
from networks.overview.doors import participations
from networks.rules.register import register

HOW_MANY = 9
"""So many networks let the coach see what stands out: enough to show a pattern."""
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
    """Bram lets her see numbers and experiments, some others numbers; one is asked. After the count."""
    linde = teller.members["fatima"].organisation_id
    if linde is None:
        return
    give_consent(
        actor=teller.seat("bram"), organisation=linde, opens=[Opens.PATTERNS, Opens.EXPERIMENTS], sure=True
    )
    carla = users["carla"]
    office = coached(carla, linde)
    rows = participations(office).exclude(network=teller.network).select_related("network__client__user")
    others = list(rows.order_by("number"))
    for row in others[: HOW_MANY - 1]:
        _opens(row)
    if others[HOW_MANY:]:
        ask = "We want to learn with you what keeps the overview light, and tell you what others found."
        ask_consent(actor=carla, organisation=linde, number=others[-1].number, words=ask)
    rule = register(office, state="open").first()
    for days, kind, words in LOG:
        about = rule.pk if rule is not None and kind == CoachingKind.TEAM else None
        day = timezone.localdate() - timedelta(days=days)
        write_note(actor=carla, organisation=linde, kind=kind, day=day, words=words, rule=about)


def _opens(row: Participation) -> None:
    """The client, or else who acts for them, says yes to numbers."""
    client = row.network.client
    acting_for = client.representations.filter(until=None).select_related("user").first()
    user = client.user or (acting_for.user if acting_for else None)
    for seat in seats_of(user, timezone.now(), [row.network_id]) if user else []:
        give_consent(actor=seat, organisation=row.organisation_id, opens=[Opens.PATTERNS], sure=True)
