"""Who may act for the client, and who runs the membership for them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists
from carenet.lib.rest.fields import Code, Ref
from carenet.lib.rest.shapes import Body, Shape
from networks import reading
from networks.access import network_for
from networks.actions import network as actions
from networks.choices import Ground
from networks.models import Representation, Stewardship
from networks.standing import Permission


class StewardShape(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class RepresentativeShape(StewardShape):
    ground = serializers.ChoiceField(Ground.choices)


class StewardBody(Body):
    member = Ref(help_text="A member with an account.")


class RepresentativeBody(StewardBody):
    ground = Code(Ground.choices)


class Stewards(Address):
    @lists(StewardShape)
    def get(self, pk: UUID) -> Iterable[Any]:
        """Who runs the membership now."""
        return reading.stewards(network_for(self.user, pk, Permission.VIEW, look="networks.people_seen"))

    @adds(StewardBody, StewardShape)
    def post(self, pk: UUID) -> Stewardship:
        """Let a member run membership and settings."""
        seat = network_for(self.user, pk, Permission.APPOINT)
        return actions.appoint_steward(actor=seat, **self.body())


class DismissSteward(Address):
    @acts(StewardShape)
    def post(self, pk: UUID, steward: UUID) -> Stewardship:
        """End a stewardship at once."""
        seat = network_for(self.user, pk, Permission.APPOINT)
        self.body()
        return actions.dismiss_steward(actor=seat, stewardship=steward)


class Representatives(Address):
    @lists(RepresentativeShape)
    def get(self, pk: UUID) -> Iterable[Any]:
        """Who acts for the client now, and on what ground."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.people_seen")
        return reading.representatives(seat)

    @adds(RepresentativeBody, RepresentativeShape)
    def post(self, pk: UUID) -> Representation:
        """Name a member who acts for the client, on a ground."""
        seat = network_for(self.user, pk, Permission.GOVERN_MEMBERS)
        given = self.body()
        ground = Ground(given["ground"])
        return actions.appoint_representative(actor=seat, member=given["member"], ground=ground)


class EndRepresentation(Address):
    @acts(RepresentativeShape)
    def post(self, pk: UUID, representation: UUID) -> Representation:
        """End somebody's acting for the client."""
        seat = network_for(self.user, pk, Permission.APPOINT)
        self.body()
        return actions.end_representation(actor=seat, representation=representation)


urlpatterns = [
    path("networks/<uuid:pk>/stewards/", Stewards.as_view(), name="stewards"),
    path("networks/<uuid:pk>/stewards/<uuid:steward>/end/", DismissSteward.as_view(), name="steward_end"),
    path("networks/<uuid:pk>/representatives/", Representatives.as_view(), name="representatives"),
    path(
        "networks/<uuid:pk>/representatives/<uuid:representation>/end/",
        EndRepresentation.as_view(),
        name="representative_end",
    ),
]
