"""Talents and when somebody can be asked; what one never wants to be asked for is seen by oneself alone."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Flag, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import offering
from networks.access import member_for, network_for
from networks.actions import talent as actions
from networks.choices import DayPart, TalentKind
from networks.doors import talent_for, visible_talents
from networks.models import Availability, Talent
from networks.standing import Permission


class TalentShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    member = serializers.UUIDField(allow_null=True, source="member_id", help_text="Null: of the client.")
    kind = serializers.ChoiceField(TalentKind.choices)
    activity = serializers.UUIDField(allow_null=True, source="activity_id")
    words = serializers.CharField()
    weekdays = serializers.ListField(
        child=serializers.IntegerField(), help_text="0 is Monday; empty means any day."
    )
    with_someone = serializers.BooleanField()
    limits = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class AvailabilityShape(Shape):
    id = serializers.UUIDField()
    member = serializers.UUIDField(source="member_id")
    weekdays = serializers.ListField(
        child=serializers.IntegerField(), help_text="0 is Monday; empty means any day."
    )
    parts = serializers.ListField(
        child=serializers.ChoiceField(DayPart.choices), help_text="Empty means any time."
    )
    hours_a_month = serializers.IntegerField(allow_null=True)
    asks_a_month = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()


class SaysBody(Body):
    kind = Code(TalentKind.choices)
    activity = Ref(required=False, allow_null=True, help_text="From the network's activities.")
    words = Text(required=False, allow_blank=True, max_length=200)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        required=False,
        max_length=7,
        help_text="0 is Monday.",
    )
    with_someone = Flag(required=False)
    limits = Text(required=False, allow_blank=True, max_length=200)


class TalentBody(SaysBody):
    member = Ref(required=False, allow_null=True, help_text="Without a member it is the client's.")


class AvailabilityBody(Body):
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        required=False,
        max_length=7,
        help_text="0 is Monday.",
    )
    parts = serializers.ListField(child=Code(DayPart.choices), required=False, max_length=3)
    hours_a_month = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=700)
    asks_a_month = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=100)


class TalentQuery(Paged):
    member = Ref(required=False)
    activity = Ref(required=False)
    kind = Code(TalentKind.choices, required=False)


class Talents(Address):
    @lists(TalentShape, asks=TalentQuery)
    def get(self, pk: UUID) -> InOrder:
        """What people offer, oldest first; of myself also what I never want to be asked for."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.talents_seen")
        asked = {name: self.asked[name] for name in ("member", "activity", "kind") if name in self.asked}
        return InOrder(visible_talents(seat).filter(**asked), ("since", "id"))

    @adds(TalentBody, TalentShape, at="talent")
    def post(self, pk: UUID) -> Talent:
        """Say what I, the client I speak for, or somebody without an account likes, or never wants."""
        seat = network_for(self.user, pk, Permission.OFFER_TALENT)
        return actions.say_talent(actor=seat, **{"member": None} | self.body())


class OneTalent(Address):
    @reads(TalentShape)
    def get(self, pk: UUID) -> Talent:
        """One talent."""
        seat, talent = talent_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.talents_seen")
        return talent

    @revises(SaysBody, TalentShape)
    def patch(self, pk: UUID) -> Talent:
        """Change what a talent says."""
        seat, talent = talent_for(self.user, pk, Permission.OFFER_TALENT)
        given = self.body()
        return actions.change_talent(actor=seat, talent=pk, version=self.version_of(talent), **given)


class EndTalent(Address):
    @acts(TalentShape)
    def post(self, pk: UUID) -> Talent:
        """Take back what was said, "please don't ask" too."""
        seat, _talent = talent_for(self.user, pk, Permission.OFFER_TALENT)
        self.body()
        return actions.end_talent(actor=seat, talent=pk)


class AvailabilityAddress(Address):
    @reads(AvailabilityShape)
    def get(self, pk: UUID) -> Availability:
        """When this member can be asked, and how much is enough: for oneself, or who says it for them."""
        seat, _member = member_for(self.user, pk, Permission.OFFER_TALENT)
        return offering.availability_said(seat, pk)

    @acts(AvailabilityShape, AvailabilityBody, minds_version=True)
    def post(self, pk: UUID) -> Availability:
        """Say when a member can be asked; what is left out counts as not said."""
        seat, member = member_for(self.user, pk, Permission.OFFER_TALENT)
        given: dict[str, Any] = self.body()
        known = offering.availability_of(member) if actions.may_speak_for(seat, member) else None
        version = self.version_of(known) if known else None
        return actions.say_availability(actor=seat, member=pk, version=version, **given)


urlpatterns = [
    path("networks/<uuid:pk>/talents/", Talents.as_view(), name="talents"),
    path("talents/<uuid:pk>/", OneTalent.as_view(), name="talent"),
    path("talents/<uuid:pk>/end/", EndTalent.as_view(), name="talent_end"),
    path("members/<uuid:pk>/availability/", AvailabilityAddress.as_view(), name="availability"),
]
