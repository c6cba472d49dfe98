"""Invitations: from a named person, in their own words; sent, approved, refused, taken back, printed."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from accounts.choices import Language
from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Mail, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import reading
from networks.access import invitation_for, network_for
from networks.actions import invitation as actions
from networks.choices import DeliveryWay, InvitationStatus
from networks.models import Invitation
from networks.standing import Permission


class InvitationShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    member = serializers.UUIDField(source="member_id", allow_null=True, help_text="Null: for the client.")
    name = serializers.CharField(help_text="Whom it is for.")
    inviter = serializers.CharField(source="inviter.name")
    words = serializers.CharField()
    way = serializers.ChoiceField(DeliveryWay.choices)
    email = serializers.CharField()
    language = serializers.ChoiceField(Language.choices)
    status = serializers.ChoiceField(InvitationStatus.choices)
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    question = serializers.CharField(help_text="What the invited person asks.")
    reply = serializers.CharField()
    version = serializers.IntegerField()


class LetterShape(Shape):
    invitation = InvitationShape()
    code = serializers.CharField(help_text="The code for the letter. It is shown this once.")

    @staticmethod
    def read_invitation(letter: tuple[Invitation, str]) -> Invitation:
        return letter[0]

    @staticmethod
    def read_code(letter: tuple[Invitation, str]) -> str:
        return letter[1]


class InvitationBody(Body):
    member = Ref(allow_null=True, help_text="A member without an account; null for the client.")
    words = Text(max_length=1000, help_text="In your own words.")
    way = Code(DeliveryWay.choices)
    language = Code(Language.choices)
    email = Mail(required=False, max_length=254, help_text="Needed when it goes by mail.")


class InvitationReplyBody(Body):
    reply = Text(max_length=1000)


class InvitationQuery(Paged):
    status = Code(InvitationStatus.choices, required=False)
    member = Ref(required=False)


class Invitations(Address):
    @lists(InvitationShape, asks=InvitationQuery)
    def get(self, pk: UUID) -> InOrder:
        """Invitations, newest first: all for who governs the membership, one's own for others."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.people_seen")
        rows = reading.invitations(seat)
        if status := self.asked.get("status"):
            rows = rows.filter(status=status)
        if member := self.asked.get("member"):
            rows = rows.filter(member=member)
        return InOrder(rows.select_related("network__client"), ("-created_at", "-id"))

    @adds(InvitationBody, InvitationShape, at="invitation")
    def post(self, pk: UUID) -> Invitation:
        """Invite somebody. From who governs the membership it leaves at once; from others after approval."""
        seat = network_for(self.user, pk, Permission.PROPOSE_PERSON)
        given = self.body()
        return actions.invite(actor=seat, **(given | {"way": DeliveryWay(given["way"])}))


class OneInvitation(Address):
    @reads(InvitationShape)
    def get(self, pk: UUID) -> Invitation:
        """One invitation, for its inviter and who governs the membership."""
        seat, invitation = invitation_for(self.user, pk)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.people_seen")
        return invitation


class _Press(Address):
    """A verb on an invitation that needs no words."""

    action: Any

    def pressed(self, pk: UUID) -> Invitation:
        """What the action makes of it."""
        seat, _invitation = invitation_for(self.user, pk)
        self.body()
        invitation: Invitation = type(self).action(actor=seat, invitation=pk)
        return invitation


class ApproveInvitation(_Press):
    action = staticmethod(actions.approve_invitation)

    @acts(InvitationShape)
    def post(self, pk: UUID) -> Invitation:
        """Let a proposed invitation go out."""
        return self.pressed(pk)


class RefuseInvitation(_Press):
    action = staticmethod(actions.refuse_invitation)

    @acts(InvitationShape)
    def post(self, pk: UUID) -> Invitation:
        """Do not let a proposed invitation go out."""
        return self.pressed(pk)


class ResendInvitation(_Press):
    action = staticmethod(actions.resend_invitation)

    @acts(InvitationShape)
    def post(self, pk: UUID) -> Invitation:
        """Send a mailed invitation again, with a new link."""
        return self.pressed(pk)


class RevokeInvitation(_Press):
    action = staticmethod(actions.revoke_invitation)

    @acts(InvitationShape)
    def post(self, pk: UUID) -> Invitation:
        """Take an invitation back: its link or code stops working at once."""
        return self.pressed(pk)


class InvitationLetter(Address):
    @acts(LetterShape)
    def post(self, pk: UUID) -> tuple[Invitation, str]:
        """Make the code for a printed letter. An earlier code stops working."""
        seat, _invitation = invitation_for(self.user, pk)
        self.body()
        return actions.write_letter(actor=seat, invitation=pk)


class InvitationReply(Address):
    @acts(InvitationShape, InvitationReplyBody)
    def post(self, pk: UUID) -> Invitation:
        """Answer what the invited person asked."""
        seat, _invitation = invitation_for(self.user, pk)
        return actions.reply_to_question(actor=seat, invitation=pk, **self.body())


urlpatterns = [
    path("networks/<uuid:pk>/invitations/", Invitations.as_view(), name="invitations"),
    path("invitations/<uuid:pk>/", OneInvitation.as_view(), name="invitation"),
    path("invitations/<uuid:pk>/approve/", ApproveInvitation.as_view(), name="invitation_approve"),
    path("invitations/<uuid:pk>/refuse/", RefuseInvitation.as_view(), name="invitation_refuse"),
    path("invitations/<uuid:pk>/resend/", ResendInvitation.as_view(), name="invitation_resend"),
    path("invitations/<uuid:pk>/revoke/", RevokeInvitation.as_view(), name="invitation_revoke"),
    path("invitations/<uuid:pk>/letter/", InvitationLetter.as_view(), name="invitation_letter"),
    path("invitations/<uuid:pk>/reply/", InvitationReply.as_view(), name="invitation_reply"),
]
