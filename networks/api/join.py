"""For who was invited: the secret travels in the body, never in an address. Only acts change anything."""

from uuid import UUID

from django.http import Http404
from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, OpenAddress, acts
from carenet.lib.rest.fields import Text
from carenet.lib.rest.rates import SecretRate
from carenet.lib.rest.shapes import Body, Shape
from networks.actions import invitation as actions
from networks.choices import Side
from networks.models import Invitation, Network


class ReceivedShape(Shape):
    """What an invited person is told before anything is asked."""

    client = serializers.CharField(source="network.client.short_name", help_text="Whose network it is.")
    name = serializers.CharField(help_text="Whom the invitation is for.")
    for_client = serializers.BooleanField(help_text="Whether it is for the client.")
    side = serializers.ChoiceField(Side.choices, allow_null=True, help_text="As what they are invited.")
    inviter = serializers.CharField(source="inviter.name")
    words = serializers.CharField()
    expires_at = serializers.DateTimeField()
    question = serializers.CharField()
    reply = serializers.CharField()

    @staticmethod
    def read_for_client(invitation: Invitation) -> bool:
        return invitation.member is None

    @staticmethod
    def read_side(invitation: Invitation) -> str | None:
        return invitation.member.side if invitation.member else None


class JoinedShape(Shape):
    network = serializers.UUIDField(help_text="The network you take part in from now on.")

    @staticmethod
    def read_network(network: Network) -> UUID:
        return network.pk


class SecretBody(Body):
    secret = Text(max_length=200, help_text="The token from the mail, or the code from the letter.")


class QuestionBody(SecretBody):
    question = Text(max_length=1000)


class Received(OpenAddress):
    throttle_classes = (SecretRate,)

    @acts(ReceivedShape, SecretBody)
    def post(self) -> Invitation:
        """See who invites me, and to what. Nothing changes."""
        invitation = actions.invitation_by_secret(self.body()["secret"])
        if invitation is None:
            raise Http404
        return invitation


class Accept(Address):
    throttle_classes = (SecretRate,)

    @acts(JoinedShape, SecretBody)
    def post(self) -> Network:
        """Join, with my account."""
        return actions.accept_invitation(actor=self.user, **self.body())


class Decline(OpenAddress):
    throttle_classes = (SecretRate,)

    @acts(None, SecretBody)
    def post(self) -> None:
        """No thanks. No reason is asked."""
        actions.decline_invitation(**self.body())


class Ask(OpenAddress):
    throttle_classes = (SecretRate,)

    @acts(None, QuestionBody)
    def post(self) -> None:
        """Ask the inviter something before answering."""
        actions.ask_question(**self.body())


urlpatterns = [
    path("join/", Received.as_view(), name="join"),
    path("join/accept/", Accept.as_view(), name="join_accept"),
    path("join/decline/", Decline.as_view(), name="join_decline"),
    path("join/ask/", Ask.as_view(), name="join_ask"),
]
