"""Challenges: a question to a person that starts from a talent; the answer is for who asked, alone."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import offering
from networks.access import network_for
from networks.actions import challenge as actions
from networks.choices import ChallengeAnswer
from networks.doors import challenge_for, visible_challenges
from networks.models import Challenge
from networks.standing import Permission, Seat


class ChallengeShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    member = serializers.UUIDField(source="member_id", help_text="To whom it is put.")
    talent = serializers.UUIDField(allow_null=True, source="talent_id")
    need = serializers.UUIDField(
        allow_null=True, source="need_shown", help_text="Null also for who may not read that need."
    )
    author = serializers.CharField(source="author.name", help_text="The name of who asks.")
    for_client = serializers.BooleanField(help_text="Asked by, or for, the client.")
    words = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answer = serializers.ChoiceField(ChallengeAnswer.choices, allow_blank=True, help_text="Empty: none yet.")
    answer_words = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)
    taken_back_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ChallengeBody(Body):
    member = Ref()
    words = Text(max_length=1000)
    talent = Ref(required=False, allow_null=True, help_text="One of what this member offers.")
    need = Ref(required=False, allow_null=True)


class ChallengeAnswerBody(Body):
    answer = Code(ChallengeAnswer.choices)
    words = Text(
        required=False, allow_blank=True, max_length=1000, help_text="Needed only for “I'd rather…”."
    )


def _dressed(seat: Seat, rows: list[Challenge]) -> None:
    """With the need each was asked for, where this seat reads it."""
    readable = {need.pk for need in offering.readable(seat, [row.need_id for row in rows if row.need_id])}
    for row in rows:
        row.need_shown = row.need_id if row.need_id in readable else None  # type: ignore[attr-defined]


def _one(seat: Seat, row: Challenge) -> Challenge:
    _dressed(seat, [row])
    return row


class Challenges(Address):
    @lists(ChallengeShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Questions put to me and those I asked, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.challenges_seen")
        return InOrder(visible_challenges(seat), ("-asked_at", "-id"), lambda rows: _dressed(seat, rows))

    @adds(ChallengeBody, ChallengeShape, at="challenge")
    def post(self, pk: UUID) -> Challenge:
        """Ask a member something in my own words, starting from one of their talents or from nothing."""
        seat = network_for(self.user, pk, Permission.ASK)
        return _one(seat, actions.ask_challenge(actor=seat, **self.body()))


class OneChallenge(Address):
    @reads(ChallengeShape)
    def get(self, pk: UUID) -> Challenge:
        """One question, with its answer."""
        seat, row = challenge_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.challenges_seen")
        return _one(seat, row)


class AnswerChallenge(Address):
    @acts(ChallengeShape, ChallengeAnswerBody)
    def post(self, pk: UUID) -> Challenge:
        """Answer a question that was put to me. A no needs no reason, and only who asked sees it."""
        seat, _row = challenge_for(self.user, pk, Permission.VIEW)
        return _one(seat, actions.answer_challenge(actor=seat, challenge=pk, **self.body()))


class TakeBackChallenge(Address):
    @acts(ChallengeShape)
    def post(self, pk: UUID) -> Challenge:
        """Take my own question back while it waits."""
        seat, _row = challenge_for(self.user, pk, Permission.ASK)
        self.body()
        return _one(seat, actions.take_back_challenge(actor=seat, challenge=pk))


urlpatterns = [
    path("networks/<uuid:pk>/challenges/", Challenges.as_view(), name="challenges"),
    path("challenges/<uuid:pk>/", OneChallenge.as_view(), name="challenge"),
    path("challenges/<uuid:pk>/answer/", AnswerChallenge.as_view(), name="challenge_answer"),
    path("challenges/<uuid:pk>/take-back/", TakeBackChallenge.as_view(), name="challenge_take_back"),
]
