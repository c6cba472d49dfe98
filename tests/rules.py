"""Rows of rules made straight, for tests that need a situation."""

from itertools import count
from typing import Any

from accounts.choices import OrganisationKind
from accounts.models import Organisation, User
from networks.choices.rule import DECIDED, RuleStatus, Sphere
from networks.models import Barrier, Lesson, Member, Network, Placing, RaisedBarrier, Rule, RuleState
from tests.factories import ago

NUMBERS = count(1)


def make_organisation(name: str = "") -> Organisation:
    """An organisation where nobody of the cast works."""
    name = name or f"Elsewhere {next(NUMBERS)}"
    return Organisation.objects.create(name=name, kind=OrganisationKind.CARE_PROVIDER, since=ago(400))


def works_at(member: Member, organisation: Organisation) -> Organisation:
    """A professional takes part for an organisation."""
    member.organisation = organisation
    member.save(update_fields=["organisation"])
    return organisation


def make_placing(barrier: Barrier, author: User, **fields: Any) -> Placing:
    """Where somebody placed a barrier."""
    fields = {"sphere": Sphere.INFLUENCE, "since": ago(2)} | fields
    return Placing.objects.create(network=barrier.network, barrier=barrier, author=author, **fields)


def make_rule(organisation: Organisation, **fields: Any) -> Rule:
    """A rule in the register of an organisation; a decided one has a reason and a day."""
    fields = {"words": f"Visiting is not allowed {next(NUMBERS)}", "raised_at": ago(10)} | fields
    if fields.get("status") in DECIDED:
        fields = {"reason": "Nobody could find it", "decided_on": ago(1).date()} | fields
    row = Rule.objects.create(organisation=organisation, **fields)
    RuleState.objects.create(
        rule=row,
        status=row.status,
        reason=row.reason,
        decided_on=row.decided_on,
        since=row.raised_at,
    )
    return row


def make_raised(barrier: Barrier, author: User, rule: Rule, **fields: Any) -> RaisedBarrier:
    """A barrier that a network put to the organisation of this rule."""
    fields = {"words": rule.words, "since": rule.raised_at} | fields
    return RaisedBarrier.objects.create(
        network=barrier.network,
        barrier=barrier,
        organisation=rule.organisation,
        rule=rule,
        author=author,
        **fields,
    )


def make_lesson(rule: Rule, author: User, **fields: Any) -> Lesson:
    """What came of a decided rule, shared."""
    fields = {"words": "Visiting was not allowed", "outcome": "It was a habit", "since": ago(1)} | fields
    return Lesson.objects.create(rule=rule, source=rule.source, status=rule.status, author=author, **fields)


def organisation_of(network: Network) -> Organisation:
    """De Linde for Bram's network, and one where nobody of the cast works for Eve's."""
    if network.client.user_id:
        return Organisation.objects.get(name="De Linde")
    return make_organisation()


def decided(organisation: Organisation, **fields: Any) -> Rule:
    """A rule that turned out not to exist."""
    return make_rule(organisation, status=RuleStatus.NOT_A_RULE, **fields)
