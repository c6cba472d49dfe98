"""The networks of an organisation in numbers, for its managers; the year; and who counts a network."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from rest_framework import serializers

from accounts.access import office_for, offices_of
from accounts.choices import Hat
from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import overview as actions
from networks.choices import NetworkStatus
from networks.choices.health import SignalKind
from networks.choices.overview import Facet, OverviewSort, TriedHere
from networks.models import Host, Participation, SavedView, Team
from networks.overview import doors, reading
from networks.overview.asking import question
from networks.overview.yearly import Year, yearly
from networks.standing import Permission


class OfficeShape(Shape):
    id = serializers.UUIDField(source="organisation.pk")
    name = serializers.CharField(source="organisation.name")
    hats = serializers.ListField(child=serializers.ChoiceField(Hat.choices))

    @staticmethod
    def read_hats(office: Any) -> list[str]:
        return [hat.value for hat in Hat if hat in office.hats]


class CountedShape(Shape):
    """A network as an organisation sees it: a number and counts."""

    id = serializers.UUIDField(help_text="Of this line; it is not the id of the network.")
    number = serializers.IntegerField(help_text="The organisation's own number for the network.")
    nickname = serializers.CharField()
    team = serializers.UUIDField(source="team_id", allow_null=True)
    status = serializers.ChoiceField(NetworkStatus.choices)
    people = serializers.IntegerField()
    informal = serializers.IntegerField()
    formal = serializers.IntegerField()
    communities = serializers.IntegerField()
    own = serializers.IntegerField(help_text="People who take part for the organisation.")
    needs = serializers.IntegerField(help_text="Open needs, without those for family or named people.")
    signals = serializers.ListField(child=serializers.ChoiceField(SignalKind.choices))
    since = serializers.DateField(allow_null=True, help_text="Since when something stands out.")
    trend = serializers.ListField(child=serializers.IntegerField(), help_text="Twelve weeks, oldest first.")

    @staticmethod
    def read_since(row: Participation) -> Any:
        return reading.since_of(row)


class FindingShape(Shape):
    kind = serializers.ChoiceField(SignalKind.choices)
    says = serializers.CharField(help_text="One sentence, the same for every network.")
    step = serializers.CharField(help_text="One kind next step.")
    since = serializers.DateTimeField()


class TallyShape(Shape):
    facet = serializers.CharField(
        help_text="A code after a letter: n state, s signal, t team, d part of life, r area, x tried."
    )
    number = serializers.IntegerField()


class TeamShape(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()


class SavedViewShape(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    facets = serializers.ListField(child=serializers.CharField())
    sort = serializers.ChoiceField(OverviewSort.choices)


class SeenByShape(Shape):
    id = serializers.UUIDField(source="row.pk")
    organisation = serializers.CharField(source="row.organisation.name")
    number = serializers.IntegerField(source="row.number")
    nickname = serializers.CharField(help_text="For its colleagues and the client's side; else empty.")
    people = serializers.IntegerField(source="row.people")
    needs = serializers.IntegerField(allow_null=True, help_text="For who speaks for the client; else null.")
    signals = serializers.ListField(
        child=serializers.ChoiceField(SignalKind.choices), source="codes", help_text="That I may see too."
    )


class HostShape(Shape):
    id = serializers.UUIDField()
    organisation = serializers.CharField(source="organisation.name")
    since = serializers.DateTimeField()


class YearLineShape(Shape):
    kind = serializers.ChoiceField(SignalKind.choices)
    networks = serializers.ListField(
        child=serializers.IntegerField(allow_null=True),
        help_text="How many had it, one for each week; null where there were too few to tell.",
    )

    @staticmethod
    def read_networks(line: Any) -> list[int | None]:
        return [None if one is None else one.has for one in line.moments]


class YearTriedShape(YearLineShape):
    kind = serializers.ChoiceField(TriedHere.choices)


class PromisedShape(Shape):
    promise = serializers.CharField(source="label")
    made = serializers.IntegerField()
    kept = serializers.IntegerField(allow_null=True, help_text="Null when fewer than five networks said.")
    not_kept = serializers.IntegerField(allow_null=True)


class YearShape(Shape):
    weeks = serializers.ListField(child=serializers.DateField())
    sizes = serializers.ListField(child=serializers.IntegerField(allow_null=True))
    lines = YearLineShape(many=True)
    tried = YearTriedShape(many=True, help_text="What was tried in the year before each week.")
    promised = PromisedShape(many=True)


class CountedQuery(Paged):
    signal = Code(SignalKind.choices, required=False)
    team = Ref(required=False)
    domain = Ref(required=False)
    region = Ref(required=False)
    status = Code(NetworkStatus.choices, required=False)
    sort = Code(OverviewSort.choices, required=False)
    words = Text(max_length=40, required=False, help_text="A number, or the beginning of a nickname.")


class NameBody(Body):
    name = Text(max_length=60)


class SavedViewBody(NameBody):
    signal = Code(SignalKind.choices, required=False)
    team = Ref(required=False)
    domain = Ref(required=False)
    region = Ref(required=False)
    status = Code(NetworkStatus.choices, required=False)
    sort = Code(OverviewSort.choices, required=False)


class TeamOfBody(Body):
    team = Ref(allow_null=True)


class NicknameBody(Body):
    nickname = Text(max_length=40, allow_blank=True)


class HostBody(Body):
    organisation = Text(max_length=160, help_text="Its name.")


class Offices(Address):
    @lists(OfficeShape)
    def get(self) -> list[Any]:
        """The organisations I work for, with my hats there."""
        return offices_of(self.user, timezone.now())


class Counted(Address):
    @lists(CountedShape, asks=CountedQuery)
    def get(self, pk: UUID) -> InOrder:
        """The networks of an organisation I manage, as numbers."""
        office = doors.managed(self.user, pk)
        asked = question(self.asked)
        if not self.asked.get("cursor"):
            doors.trace_sheet(office)
        return InOrder(reading.found_by(office, asked), asked.order)


class Totals(Address):
    @lists(TallyShape)
    def get(self, pk: UUID) -> list[Any]:
        """How many networks of an organisation I manage have what; without a facet, how many there are."""
        kept = reading.totals(doors.managed(self.user, pk))
        tried = Facet.TRIED.value
        return [reading.Kept(facet, kept[facet]) for facet in sorted(kept) if not facet.startswith(tried)]


class Findings(Address):
    @lists(FindingShape)
    def get(self, pk: UUID) -> list[reading.Finding]:
        """What stands out in one network, in our words. The network can see that I looked."""
        office, row = doors.participation_for(self.user, pk, look=True)
        return reading.findings(row, office.at)


class TeamOf(Address):
    @acts(CountedShape, TeamOfBody)
    def post(self, pk: UUID) -> Participation:
        """Say which team of the organisation a network belongs to."""
        doors.participation_for(self.user, pk)
        return actions.set_team(actor=self.user, participation=pk, team=self.body()["team"])


class Teams(Address):
    @lists(TeamShape)
    def get(self, pk: UUID) -> list[Team]:
        """The teams of an organisation I manage."""
        return list(doors.teams(doors.managed(self.user, pk)))

    @adds(NameBody, TeamShape)
    def post(self, pk: UUID) -> Team:
        """Add a team."""
        doors.managed(self.user, pk)
        return actions.add_team(actor=self.user, organisation=pk, **self.body())


class EndTeam(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """End a team; its networks are without one from then on."""
        doors.team_for(self.user, pk)
        self.body()
        actions.end_team(actor=self.user, team=pk)


class SavedViews(Address):
    @lists(SavedViewShape)
    def get(self, pk: UUID) -> list[SavedView]:
        """The views I keep for an organisation."""
        return list(doors.views(doors.managed(self.user, pk)))

    @adds(SavedViewBody, SavedViewShape)
    def post(self, pk: UUID) -> SavedView:
        """Keep a question under a name."""
        doors.managed(self.user, pk)
        asked = self.body()
        return actions.save_view(actor=self.user, organisation=pk, name=asked.pop("name"), asked=asked)


class EndSavedView(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take a view away."""
        doors.view_for(self.user, pk)
        self.body()
        actions.end_view(actor=self.user, view=pk)


class YearOf(Address):
    @reads(YearShape)
    def get(self, pk: UUID) -> Year:
        """The year of an organisation I run: rounded figures, small groups hidden."""
        return yearly(office_for(self.user, pk, Hat.ADMINISTRATOR, Hat.MANAGER, at=timezone.now()))


class SeenByOffices(Address):
    @lists(SeenByShape)
    def get(self, pk: UUID) -> list[reading.SeenBy]:
        """The organisations that see numbers of a network I am in, and which."""
        return reading.seen_by(network_for(self.user, pk, Permission.VIEW))


class Nickname(Address):
    @acts(None, NicknameBody)
    def post(self, pk: UUID) -> None:
        """Give a network I am in a nickname for the colleagues of my organisation."""
        seat, _row = doors.counted_for(self.user, pk)
        actions.give_nickname(actor=seat, participation=pk, **self.body())


class Hosts(Address):
    @lists(HostShape)
    def get(self, pk: UUID) -> list[Host]:
        """The organisations that host a network I am in."""
        return list(doors.hosts(network_for(self.user, pk, Permission.VIEW)))

    @adds(HostBody, HostShape)
    def post(self, pk: UUID) -> Host:
        """Let an organisation host the network."""
        seat = network_for(self.user, pk, Permission.APPOINT)
        return actions.let_host(actor=seat, **self.body())


class EndHost(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """An organisation no longer hosts the network."""
        seat, _row = doors.host_for(self.user, pk)
        self.body()
        actions.end_host(actor=seat, host=pk)


urlpatterns = [
    path("offices/", Offices.as_view(), name="offices"),
    path("organisations/<uuid:pk>/networks/", Counted.as_view(), name="overview"),
    path("organisations/<uuid:pk>/totals/", Totals.as_view(), name="overview_totals"),
    path("organisations/<uuid:pk>/teams/", Teams.as_view(), name="teams"),
    path("organisations/<uuid:pk>/views/", SavedViews.as_view(), name="saved_views"),
    path("organisations/<uuid:pk>/year/", YearOf.as_view(), name="yearly"),
    path("counted/<uuid:pk>/signals/", Findings.as_view(), name="overview_signals"),
    path("counted/<uuid:pk>/team/", TeamOf.as_view(), name="overview_team"),
    path("counted/<uuid:pk>/nickname/", Nickname.as_view(), name="nickname"),
    path("teams/<uuid:pk>/end/", EndTeam.as_view(), name="team_end"),
    path("views/<uuid:pk>/end/", EndSavedView.as_view(), name="saved_view_end"),
    path("networks/<uuid:pk>/counted/", SeenByOffices.as_view(), name="counted"),
    path("networks/<uuid:pk>/hosts/", Hosts.as_view(), name="hosts"),
    path("hosts/<uuid:pk>/end/", EndHost.as_view(), name="host_end"),
]
