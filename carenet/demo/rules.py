"""Tells what is said to be impossible around Bram, who places it where, and what De Linde does about its
rules.
"""

from django.utils import timezone

from accounts.access import office_for
from accounts.choices import Hat
from accounts.models import User
from carenet.demo import past
from carenet.demo.telling import Teller
from networks.actions.barrier import record_barrier
from networks.actions.influence import place_barrier
from networks.actions.raising import put_barrier
from networks.actions.rule import add_rule, decide_rule, share_lesson
from networks.choices import BarrierSource
from networks.choices.rule import RuleStatus, Sphere
from networks.models import Barrier

BUS = "The bus of the house is for employees. Joris may not drive it."
PLACED = (
    (
        "joris",
        BarrierSource.HABIT,
        Sphere.INFLUENCE,
        "I drove lorries for twenty years. Nobody ever asked.",
        True,
        "Once around the village, with Fatima beside me",
        "the manager",
    ),
    (
        "fatima",
        BarrierSource.CONTRACT,
        Sphere.CONCERN,
        "I would be glad if somebody else could drive.",
        False,
        "",
        "the manager, and the insurer",
    ),
)
DECIDED = (
    (
        "Family may not come into the kitchen after six",
        BarrierSource.PROTOCOL,
        RuleStatus.NOT_A_RULE,
        "Nobody could find where it is written. It was a habit of the old kitchen, and it ended.",
        True,
    ),
    (
        "Only employees may hand out medicine",
        BarrierSource.LAW,
        RuleStatus.STAYS,
        "For what is on the list of the pharmacist it stays. For the rest we make an agreement each time.",
        False,
    ),
)


def tell_of_rules(teller: Teller) -> None:
    """A rule that waits for an answer too long, seen in two ways, and two that De Linde decided on."""
    row = record_barrier(actor=teller.seat("joris"), words=BUS, said_by="the office")
    for key, source, sphere, thinks, shows, smallest, agree in PLACED:
        place_barrier(
            actor=teller.seat(key),
            barrier=row.pk,
            source=source,
            sphere=sphere,
            thinks=thinks,
            shows_thinks=shows,
            smallest_try=smallest,
            must_agree=agree,
        )
    _put(teller, row)
    _decide(teller.users["els"], teller)


def _put(teller: Teller, row: Barrier) -> None:
    linde = teller.members["fatima"].organisation_id
    if linde is None:
        return
    words = "The bus may only be driven by employees"
    raised = put_barrier(
        actor=teller.seat("marja"), barrier=row.pk, organisation=linde, words=words, sure=True
    )
    past.put(raised, past.ago(38))


def _decide(manager: User, teller: Teller) -> None:
    linde = teller.members["fatima"].organisation_id
    if linde is None:
        return
    office = office_for(manager, linde, Hat.MANAGER, at=timezone.now())
    for words, source, status, reason, shared in DECIDED:
        rule = add_rule(actor=office, words=words, source=source, owner="the manager of the house")
        decide_rule(actor=office, rule=rule.pk, status=status, reason=reason)
        if shared:
            share_lesson(actor=office, rule=rule.pk, words=words, outcome=reason, sure=True)
