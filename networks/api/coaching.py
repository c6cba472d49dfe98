"""Who coaches with a network: what its client opens to the coaches of an organisation, and ends."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists, reads
from carenet.lib.rest.fields import Code, Flag
from carenet.lib.rest.shapes import Body, Shape
from networks.access import demand, network_for, trace_look
from networks.actions import coaching as actions
from networks.api.coach import TriedShape
from networks.api.overview import FindingShape
from networks.choices.coaching import Opens
from networks.coaching import consents as reading
from networks.coaching import doors
from networks.coaching.reading import Seen
from networks.models import CoachingConsent, CoachingQuestion
from networks.overview.doors import counted_for
from networks.standing import Permission


class CoachingConsentShape(Shape):
    """What is open to the coaches of one organisation, until somebody ends it."""

    id = serializers.UUIDField()
    organisation = serializers.CharField(source="organisation.name")
    opens = serializers.ChoiceField(Opens.choices)
    wording = serializers.IntegerField(help_text="The number of the text that was said yes to.")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class CoachingQuestionShape(Shape):
    """A coach's question that waits with who speaks for the client."""

    id = serializers.UUIDField()
    organisation = serializers.CharField(source="organisation.name")
    words = serializers.CharField(help_text="Why they ask.")
    since = serializers.DateTimeField()
    waits_until = serializers.DateTimeField()


class CoachPreviewShape(Shape):
    """Exactly what coaches would see with everything open."""

    number = serializers.IntegerField(source="row.number")
    nickname = serializers.CharField(source="row.nickname")
    people = serializers.IntegerField(source="row.people")
    informal = serializers.IntegerField(source="row.informal")
    formal = serializers.IntegerField(source="row.formal")
    communities = serializers.IntegerField(source="row.communities")
    needs = serializers.IntegerField(source="row.needs")
    findings = FindingShape(many=True)
    tried = TriedShape(many=True)


class ConsentBody(Body):
    opens = serializers.ListField(child=Code(Opens.choices), min_length=1, max_length=len(Opens))
    sure = Flag(help_text="True: they may see what the preview shows.")


class Coaching(Address):
    @lists(CoachingConsentShape)
    def get(self, pk: UUID) -> list[CoachingConsent]:
        """What is open to coaches in a network I am in, and since when."""
        return list(doors.consents(network_for(self.user, pk, Permission.VIEW)))


class CoachingQuestions(Address):
    @lists(CoachingQuestionShape)
    def get(self, pk: UUID) -> list[CoachingQuestion]:
        """What coaches ask a network for whose client I speak."""
        return list(doors.asked(network_for(self.user, pk, Permission.APPOINT)))


class CoachingGive(Address):
    @reads(CoachPreviewShape)
    def get(self, pk: UUID) -> Seen:
        """What the coaches of an organisation that counts this network would see with everything open."""
        seat, row = counted_for(self.user, pk)
        demand(seat, Permission.APPOINT)
        trace_look(seat, "networks.experiments_seen", seat.network)
        return reading.preview(seat, row)

    @acts(None, ConsentBody)
    def post(self, pk: UUID) -> None:
        """Let them see some of it. What is open already stays."""
        seat, row = counted_for(self.user, pk)
        demand(seat, Permission.APPOINT)
        actions.give_consent(actor=seat, organisation=row.organisation_id, **self.body())


class EndConsent(Address):
    @acts(CoachingConsentShape)
    def post(self, pk: UUID) -> CoachingConsent:
        """End it: from this moment no coach sees it."""
        seat, _row = doors.consent_for(self.user, pk)
        self.body()
        return actions.end_consent(actor=seat, consent=pk)


class DeclineQuestion(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Say no to a coach's question. Nobody outside is told."""
        seat, _row = doors.question_for(self.user, pk)
        self.body()
        actions.decline_question(actor=seat, question=pk)


urlpatterns: list[Any] = [
    path("networks/<uuid:pk>/coaching/", Coaching.as_view(), name="coaching"),
    path("networks/<uuid:pk>/coaching/questions/", CoachingQuestions.as_view(), name="coaching_questions"),
    path("counted/<uuid:pk>/coaching/", CoachingGive.as_view(), name="coaching_give"),
    path("coaching/<uuid:pk>/end/", EndConsent.as_view(), name="coaching_end"),
    path("coaching/questions/<uuid:pk>/no/", DeclineQuestion.as_view(), name="coaching_decline"),
]
