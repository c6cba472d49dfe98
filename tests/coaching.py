"""Rows of coaching made straight, for tests that need a situation."""

from typing import Any

from django.utils import timezone

from accounts.choices import Hat
from accounts.models import Affiliation, Organisation, User
from networks.choices.coaching import RESTS, WAITS, CoachingKind, Opens
from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Network, Participation
from tests import factories as make
from tests.factories import ago


def make_counted(organisation: Organisation, network: Network, **fields: Any) -> Participation:
    """How an organisation counts a network, as if it was copied; the one there is when it was."""
    known = Participation.objects.filter(organisation=organisation, network=network).first()
    if known is not None:
        return known
    number = Participation.objects.filter(organisation=organisation).count() + 1
    fields = {"number": number, "status": network.status, "since": ago(30)} | fields
    return Participation.objects.create(organisation=organisation, network=network, **fields)


def make_consent(counted: Participation, author: User, opens: str = Opens.PATTERNS, **fields: Any) -> Any:
    """What a network opened ten days ago to the coaches of the organisation that counts it."""
    given = {"network": counted.network, "organisation": counted.organisation, "since": ago(10)} | fields
    return CoachingConsent.objects.create(author=author, opens=opens, **given)


def opened(counted: Participation, author: User, *opens: str) -> None:
    """All of these, or everything."""
    for one in opens or tuple(Opens):
        make_consent(counted, author, one)


def make_question(counted: Participation, author: User, **fields: Any) -> CoachingQuestion:
    """A question of a coach that waits with a network since two days."""
    since = fields.pop("since", ago(2))
    given = {
        "organisation": counted.organisation,
        "network": counted.network,
        "number": counted.number,
        "words": "We want to learn what stands in the way",
        "since": since,
        "waits_until": since + WAITS,
        "until": since + RESTS,
    } | fields
    return CoachingQuestion.objects.create(author=author, **given)


def make_line(organisation: Organisation, author: User, **fields: Any) -> CoachingNote:
    """A line of the log."""
    given = {
        "kind": CoachingKind.LEARNED,
        "day": timezone.localdate(),
        "words": "A habit is quickly called a rule",
        "since": ago(1),
    } | fields
    return CoachingNote.objects.create(organisation=organisation, author=author, **given)


def coach_of(organisation: Organisation) -> User:
    """Somebody who coaches for an organisation, with a second factor."""
    user = make.make_user()
    Affiliation.objects.create(user=user, organisation=organisation, hat=Hat.COACH, since=ago(99))
    make.give_second_factor(user)
    return user
