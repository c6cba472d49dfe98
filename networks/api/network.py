"""Networks: the list, one network, its settings and states, its client, and the picture as of a day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models.functions import Upper
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api import RegionShape, organisation_named, region_named
from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Flag, Ref, Text, Zone
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Query, Shape
from networks import reading
from networks.access import links_then, network_for, networks_of, people_then, roles_then
from networks.actions import network as actions
from networks.api.member import MemberShape, RoleShape
from networks.api.need import DomainShape, LinkShape, NeedThenShape, needs_then
from networks.choices import Decide, EndReason, Ground, NetworkStatus, Relation, Side, Visibility
from networks.models import Client, Network
from networks.standing import MAY, Permission, Seat, Standing

ORDERS = {
    "title": ("title_key", "id"),
    "-title": ("-title_key", "-id"),
    "since": ("since", "id"),
    "-since": ("-since", "-id"),
}


class NetworkLineShape(Shape):
    id = serializers.UUIDField()
    title = serializers.CharField()
    status = serializers.ChoiceField(NetworkStatus.choices)
    purpose = serializers.CharField()
    since = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    region = serializers.UUIDField(allow_null=True, source="region_id")
    version = serializers.IntegerField()


class ClientShape(Shape):
    name = serializers.CharField()
    called = serializers.CharField()
    has_account = serializers.BooleanField()
    version = serializers.IntegerField()

    @staticmethod
    def read_has_account(client: Client) -> bool:
        return client.user_id is not None


class NetworkShape(Shape):
    """A network as the one who asks sees it."""

    id = serializers.UUIDField(source="network.id")
    title = serializers.CharField(source="network.title")
    client = ClientShape(source="network.client")
    purpose = serializers.CharField(source="network.purpose")
    status = serializers.ChoiceField(NetworkStatus.choices, source="network.status")
    since = serializers.DateTimeField(source="network.since")
    ended_at = serializers.DateTimeField(source="network.ended_at", allow_null=True)
    end_reason = serializers.ChoiceField(EndReason.choices, source="network.end_reason", allow_blank=True)
    time_zone = serializers.CharField(source="network.time_zone")
    region = RegionShape(source="network.region", allow_null=True)
    decide = serializers.ChoiceField(Decide.choices, source="network.decide")
    need_visibility = serializers.ChoiceField(Visibility.choices, source="network.need_visibility")
    note_visibility = serializers.ChoiceField(Visibility.choices, source="network.note_visibility")
    show_first = serializers.BooleanField(
        source="network.show_first", help_text="The client sees an ask before it goes out."
    )
    holidays = serializers.CharField(source="network.holidays", help_text="Public holidays of this country.")
    urgent = serializers.CharField(source="network.urgent", help_text="Whom to call when it is urgent.")
    review_on = serializers.DateField(
        source="network.review_on", allow_null=True, help_text="Next time the network looks back together."
    )
    standing = serializers.ChoiceField(Standing.choices, help_text="What you are to this network.")
    may = serializers.ListField(child=serializers.CharField(), help_text="What you may do here.")
    version = serializers.IntegerField(source="network.version")

    @staticmethod
    def read_may(seat: Seat) -> list[str]:
        return sorted(MAY[seat.standing])


class PictureShape(Shape):
    network = serializers.UUIDField()
    at = serializers.DateTimeField(help_text="The moment that is shown.")
    people = MemberShape(many=True)
    roles = RoleShape(many=True)
    needs = NeedThenShape(many=True)
    links = LinkShape(many=True)
    domains = DomainShape(many=True)


class PlaceBody(Body):
    side = Code(Side.choices)
    relation = Code(Relation.choices, required=False)
    function = Text(required=False, max_length=120)
    organisation = Ref(required=False)
    organisation_name = Text(required=False, max_length=150)


class StartBody(Body):
    name = Text(max_length=150, help_text="The client's name.")
    called = Text(required=False, allow_blank=True, max_length=60)
    purpose = Text(required=False, allow_blank=True, max_length=300)
    ground = Code(Ground.choices, required=False, help_text="On what ground you act for the client.")
    place = PlaceBody(required=False, help_text="Your own place. Without it and a ground you are the client.")
    time_zone = Zone(required=False, max_length=60)


class SettingsBody(Body):
    purpose = Text(allow_blank=True, max_length=300)
    decide = Code(Decide.choices)
    time_zone = Zone(max_length=60)
    region = Ref(allow_null=True)
    need_visibility = Code(Visibility.choices)
    note_visibility = Code(Visibility.choices)
    show_first = Flag()
    holidays = Text(allow_blank=True, max_length=10, help_text="A country such as NL, or nothing.")
    urgent = Text(allow_blank=True, max_length=120)
    review_on = Day(allow_null=True)


class ClientBody(Body):
    name = Text(max_length=150)
    called = Text(allow_blank=True, max_length=60)


class RestBody(Body):
    back_on = Day(required=False, allow_null=True, help_text="The day on which it goes on.")
    words = Text(required=False, allow_blank=True, max_length=300, help_text="Everybody reads this.")


class EndNetworkBody(Body):
    reason = Code(EndReason.choices)
    farewell = Text(
        required=False, allow_blank=True, max_length=4000, help_text="One message, sent as it is written."
    )


class LeaveBody(Body):
    successor = Ref(required=False, help_text="The member who keeps the overview from now on.")


class NetworkQuery(Paged):
    search = Text(required=False, max_length=100, help_text="Part of the title.")
    status = Code(NetworkStatus.choices, required=False)
    order = Code([(one, one) for one in ORDERS], required=False, default="title")


class PictureQuery(Query):
    on = Day(required=False, help_text="A past day in the network's time zone; now when left out.")


class Networks(Address):
    @lists(NetworkLineShape, asks=NetworkQuery)
    def get(self) -> InOrder:
        """The networks I take part in."""
        rows = networks_of(self.user, timezone.now())
        if search := self.asked.get("search"):
            rows = rows.filter(title__icontains=search)
        if status := self.asked.get("status"):
            rows = rows.filter(status=status)
        return InOrder(rows.annotate(title_key=Upper("title")), ORDERS[self.asked["order"]])

    @adds(StartBody, NetworkShape, at="network")
    def post(self) -> Seat:
        """Start a network.

        For yourself; with a ground, as representative of somebody else; with only a place, as steward.
        """
        given = self.body()
        if place := given.get("place"):
            place["organisation"] = organisation_named(place.get("organisation"), timezone.now())
        network = actions.start_network(actor=self.user, **given)
        return network_for(self.user, network.pk, Permission.VIEW)


class OneNetwork(Address):
    @reads(NetworkShape)
    def get(self, pk: UUID) -> Seat:
        """One network, with what I am to it and may do there."""
        return network_for(self.user, pk, Permission.VIEW, look="networks.network_seen")

    @revises(SettingsBody, NetworkShape)
    def patch(self, pk: UUID) -> Seat:
        """Change the settings."""
        seat = network_for(self.user, pk, Permission.SETTINGS)
        given = self.body()
        if "region" in given:
            given["region"] = region_named(given["region"], seat.at)
        version = self.version_of(seat.network)
        return _now(seat, actions.revise_settings(actor=seat, version=version, **given))


def _now(seat: Seat, network: Network) -> Seat:
    """The same seat in the network as it is after a change."""
    return replace(seat, network=network)


class NetworkClient(Address):
    @reads(ClientShape)
    def get(self, pk: UUID) -> Client:
        """The client: the person at the centre."""
        client: Client = network_for(
            self.user, pk, Permission.VIEW, look="networks.network_seen"
        ).network.client
        return client

    @revises(ClientBody, ClientShape)
    def patch(self, pk: UUID) -> Client:
        """Change the client's name or what they like to be called."""
        seat = network_for(self.user, pk, Permission.SETTINGS)
        client = seat.network.client
        given = {"name": client.name, "called": client.called} | self.body()
        return actions.revise_client(actor=seat, version=self.version_of(client), **given)


class ActivateNetwork(Address):
    @acts(NetworkShape)
    def post(self, pk: UUID) -> Seat:
        """Make the network active."""
        seat = network_for(self.user, pk, Permission.SETTINGS)
        self.body()
        return _now(seat, actions.activate_network(actor=seat))


class RestNetwork(Address):
    @acts(NetworkShape, RestBody)
    def post(self, pk: UUID) -> Seat:
        """Put the network at rest, until a day or until somebody says so. Everybody is told."""
        seat = network_for(self.user, pk, Permission.SETTINGS)
        return _now(seat, actions.rest_network(actor=seat, **self.body()))


class EndNetwork(Address):
    @acts(NetworkShape, EndNetworkBody)
    def post(self, pk: UUID) -> Seat:
        """End the network, with a reason and perhaps one message to everybody. Nothing is deleted."""
        seat = network_for(self.user, pk, Permission.END)
        given = self.body()
        reason = EndReason(given.pop("reason"))
        return _now(seat, actions.end_network(actor=seat, reason=reason, **given))


class ReopenNetwork(Address):
    @acts(NetworkShape)
    def post(self, pk: UUID) -> Seat:
        """Open an ended network again."""
        seat = network_for(self.user, pk, Permission.END)
        self.body()
        return _now(seat, actions.reopen_network(actor=seat))


class LeaveNetwork(Address):
    @acts(None, LeaveBody)
    def post(self, pk: UUID) -> None:
        """Leave. The last one who keeps the overview names a successor."""
        seat = network_for(self.user, pk, Permission.LEAVE)
        actions.leave_network(actor=seat, **self.body())


class Picture(Address):
    @reads(PictureShape, asks=PictureQuery)
    def get(self, pk: UUID) -> Any:
        """The picture: who is around the client, who does what, and for which needs, now or on a past day."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.network_seen")
        return _Pictured(seat, moment_of(seat, self.asked.get("on")))


class _Pictured:
    """What the picture's shape reads."""

    def __init__(self, seat: Seat, moment: datetime) -> None:
        self.network, self.at = seat.network.pk, moment
        self.people = people_then(seat, moment)
        self.roles = roles_then(seat, moment)
        self.needs = needs_then(seat, moment)
        self.links = links_then(seat, moment)
        self.domains = reading.domains(seat)


def moment_of(seat: Seat, day: date | None) -> datetime:
    """The last moment of a day in the network's time zone, or now. Raises ValidationError for the future."""
    today = seat.network.today(seat.at)
    if day is None or day == today:
        return seat.at
    if day > today:
        raise serializers.ValidationError({"on": [_("Choose today or a day before it.")]}, code="future")
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=seat.network.zone)
    return midnight - timedelta(microseconds=1)


urlpatterns = [
    path("networks/", Networks.as_view(), name="networks"),
    path("networks/<uuid:pk>/", OneNetwork.as_view(), name="network"),
    path("networks/<uuid:pk>/client/", NetworkClient.as_view(), name="client"),
    path("networks/<uuid:pk>/picture/", Picture.as_view(), name="picture"),
    path("networks/<uuid:pk>/activate/", ActivateNetwork.as_view(), name="network_activate"),
    path("networks/<uuid:pk>/rest/", RestNetwork.as_view(), name="network_rest"),
    path("networks/<uuid:pk>/end/", EndNetwork.as_view(), name="network_end"),
    path("networks/<uuid:pk>/reopen/", ReopenNetwork.as_view(), name="network_reopen"),
    path("networks/<uuid:pk>/leave/", LeaveNetwork.as_view(), name="network_leave"),
]
