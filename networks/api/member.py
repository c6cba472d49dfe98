"""People around the client: add, describe, place, pause, end and welcome back; and the roles they hold."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404
from django.urls import path
from rest_framework import serializers

from accounts.api import OrganisationShape, organisation_named
from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Flag, Mail, Moment, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import reading
from networks.access import member_for, network_for, role_for, roles_then, trace_look
from networks.actions import member as actions
from networks.actions import pause
from networks.choices import Circle, Relation, RoleKind, RoleSource, Side
from networks.choices.lifecycle import PauseLets
from networks.models import Member, Role
from networks.standing import Permission, Seat


class RoleShape(Shape):
    id = serializers.UUIDField()
    member = serializers.UUIDField(source="member_id")
    kind = serializers.ChoiceField(RoleKind.choices)
    domain = serializers.UUIDField(allow_null=True, source="domain_id")
    need = serializers.UUIDField(allow_null=True, source="need_id")
    stands_in = serializers.BooleanField()
    source = serializers.ChoiceField(RoleSource.choices)  # type: ignore[assignment]
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class MemberShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    person = serializers.UUIDField(help_text="The same for every period of one person in this network.")
    name = serializers.CharField()
    side = serializers.ChoiceField(Side.choices)
    relation = serializers.ChoiceField(Relation.choices, allow_blank=True)
    function = serializers.CharField()
    organisation = OrganisationShape(allow_null=True)
    organisation_name = serializers.CharField()
    circle = serializers.ChoiceField(Circle.choices, allow_null=True, help_text="Null: placed nowhere.")
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    joined_at = serializers.DateTimeField(allow_null=True, help_text="Null: known or invited only.")
    paused_until = serializers.DateTimeField(allow_null=True)
    pause_lets = serializers.ChoiceField(PauseLets.choices, help_text="What comes through in a pause.")
    has_account = serializers.BooleanField()
    version = serializers.IntegerField()

    @staticmethod
    def read_has_account(member: Member) -> bool:
        return member.user_id is not None


class MemberWithRolesShape(MemberShape):
    roles = RoleShape(many=True, source="roles_now")


class PersonShape(MemberWithRolesShape):
    email = serializers.CharField(allow_null=True, help_text="Null for who may not see how to reach them.")
    phone = serializers.CharField(allow_null=True, help_text="Null for who may not see how to reach them.")


class PersonBody(Body):
    name = Text(max_length=150)
    side = Code(Side.choices)
    relation = Code(Relation.choices, required=False, allow_blank=True)
    function = Text(required=False, allow_blank=True, max_length=120)
    organisation = Ref(required=False, allow_null=True)
    organisation_name = Text(required=False, allow_blank=True, max_length=150)
    email = Mail(required=False, allow_blank=True, max_length=254)
    phone = Text(required=False, allow_blank=True, max_length=40)


class AddPersonBody(PersonBody):
    circle = Code(Circle.choices, required=False)
    takes_part = Flag(required=False, default=False)
    since = Moment(required=False, help_text="Now when left out or in the future.")


class PlaceInCircleBody(Body):
    circle = Code(Circle.choices)


class PauseBody(Body):
    until = Moment()
    lets = Code(PauseLets.choices, required=False, help_text="What still comes through; nothing if not said.")
    hand_over = Flag(required=False, help_text="Look for somebody else for what was promised; yes at first.")


class SuccessorBody(Body):
    successor = Ref(required=False, help_text="The member who keeps the overview from now on.")


class RoleBody(Body):
    member = Ref()
    kind = Code(RoleKind.choices)
    domain = Ref(required=False, allow_null=True)
    need = Ref(required=False, allow_null=True)
    stands_in = Flag(required=False, default=False)
    since = Moment(required=False, help_text="Now when left out or in the past.")
    until = Moment(required=False, allow_null=True, help_text="Until further notice when left out.")


class MemberQuery(Paged):
    search = Text(required=False, max_length=100, help_text="Part of a name, function or organisation.")
    side = Code(Side.choices, required=False)
    circle = Code(Circle.choices, required=False)
    role = Code(RoleKind.choices, required=False)


class RoleQuery(Paged):
    kind = Code(RoleKind.choices, required=False)
    member = Ref(required=False)


def in_reach(seat: Seat, member: Member) -> Member:
    """The member with roles and, only for themselves and who governs the membership, how to reach them."""
    member.circle = member.circle or None  # type: ignore[attr-defined]
    member.roles_now = reading.roles_of(seat, [member])[member.pk]  # type: ignore[attr-defined]
    if member.pk not in seat.member_ids and not seat.may(Permission.GOVERN_MEMBERS):
        member.email = member.phone = None  # type: ignore[assignment]
    return member


def as_now(seat: Seat, pk: UUID) -> Member:
    """The member as they stand after a change."""
    return in_reach(*member_for(seat.user, pk, Permission.VIEW))


class Members(Address):
    @lists(MemberWithRolesShape, asks=MemberQuery)
    def get(self, pk: UUID) -> InOrder:
        """Everyone around the client now, closest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.people_seen")
        words = {"search": "words", "side": "side", "circle": "circle", "role": "role"}
        asked = {words[name]: value for name, value in self.asked.items() if name in words}
        rows = _ranked(reading.people(seat, **asked))
        return InOrder(rows, ("rank", "name", "id"), _with_roles(seat))

    @adds(AddPersonBody, PersonShape, at="member")
    def post(self, pk: UUID) -> Member:
        """Put somebody in the picture."""
        seat = network_for(self.user, pk, Permission.PROPOSE_PERSON)
        member = actions.add_person(actor=seat, **_described(seat, self.body()))
        return as_now(seat, member.pk)


def _ranked(rows: QuerySet[Member]) -> QuerySet[Member]:
    order = [When(circle=circle, then=rank) for rank, circle in enumerate(Circle)]
    return rows.annotate(rank=Case(*order, default=len(Circle), output_field=IntegerField()))


def _with_roles(seat: Seat) -> Callable[[list[Any]], None]:
    def dress(members: list[Any]) -> None:
        roles = reading.roles_of(seat, members)
        for member in members:
            member.roles_now = roles[member.pk]

    return dress


def _described(seat: Seat, given: dict[str, Any]) -> dict[str, Any]:
    if "organisation" in given:
        given["organisation"] = organisation_named(given["organisation"], seat.at)
    return given


class OneMember(Address):
    @reads(PersonShape)
    def get(self, pk: UUID) -> Member:
        """One person's place, current or former."""
        return in_reach(*member_for(self.user, pk, Permission.VIEW, look="networks.person_seen"))

    @revises(PersonBody, PersonShape)
    def patch(self, pk: UUID) -> Member:
        """Change how somebody is described."""
        seat, member = member_for(self.user, pk, Permission.VIEW)
        given = _described(seat, self.body())
        actions.revise_member(actor=seat, member=pk, version=self.version_of(member), **given)
        return as_now(seat, pk)


class PlaceMember(Address):
    @acts(PersonShape, PlaceInCircleBody)
    def post(self, pk: UUID) -> Member:
        """Place somebody closer or further away, as the client sees it."""
        seat, member = member_for(self.user, pk, Permission.PLACE)
        placed = actions.place(actor=seat, member=pk, circle=Circle(self.body()["circle"]))
        if placed.since < seat.at:  # they stood there already, so that the action left no trace
            trace_look(seat, "networks.person_seen", member)
        return as_now(seat, pk)


class PauseMember(Address):
    @acts(PersonShape, PauseBody)
    def post(self, pk: UUID) -> Member:
        """Leave somebody in peace until a moment."""
        seat, _member = member_for(self.user, pk, Permission.VIEW)
        pause.pause_member(actor=seat, member=pk, **self.body())
        return as_now(seat, pk)


class ResumeMember(Address):
    @acts(PersonShape)
    def post(self, pk: UUID) -> Member:
        """End a pause early."""
        seat, _member = member_for(self.user, pk, Permission.VIEW)
        self.body()
        pause.resume_member(actor=seat, member=pk)
        return as_now(seat, pk)


class MemberJoined(Address):
    @acts(PersonShape)
    def post(self, pk: UUID) -> Member:
        """Note that somebody takes part from now on, without an account."""
        seat, _member = member_for(self.user, pk, Permission.GOVERN_MEMBERS)
        self.body()
        actions.join_without_account(actor=seat, member=pk)
        return as_now(seat, pk)


class EndMember(Address):
    @acts(PersonShape, SuccessorBody)
    def post(self, pk: UUID) -> Member:
        """End somebody's place at once. Nothing is deleted."""
        seat, _member = member_for(self.user, pk, Permission.GOVERN_MEMBERS)
        actions.end_membership(actor=seat, member=pk, **self.body())
        return _gone(seat, pk)


def _gone(seat: Seat, pk: UUID) -> Member:
    """A place that has just ended, as its last door saw it: whoever ended it may have lost their own."""
    return in_reach(seat, seat.network.members.select_related("organisation").with_circle(seat.at).get(pk=pk))


class WelcomeBack(Address):
    @acts(PersonShape, PlaceInCircleBody)
    def post(self, pk: UUID) -> Member:
        """Begin a new period for somebody who left, as somebody who can be invited again."""
        seat, _member = member_for(self.user, pk, Permission.GOVERN_MEMBERS)
        circle = Circle(self.body()["circle"])
        return as_now(seat, actions.welcome_back(actor=seat, member=pk, circle=circle).pk)


class Roles(Address):
    @lists(RoleShape, asks=RoleQuery)
    def get(self, pk: UUID) -> InOrder:
        """Who does what now."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.people_seen")
        rows = roles_then(seat, seat.at)
        if kind := self.asked.get("kind"):
            rows = rows.filter(kind=kind)
        if member := self.asked.get("member"):
            rows = rows.filter(member=member)
        return InOrder(rows, ("since", "id"))

    @adds(RoleBody, RoleShape, at="role")
    def post(self, pk: UUID) -> Role:
        """Note what somebody does, from now or later on: oneself, or others for who may set roles."""
        seat = network_for(self.user, pk, Permission.TAKE_ROLE)
        given = self.body()
        return actions.set_role(actor=seat, **(given | {"kind": RoleKind(given["kind"])}))


def _readable_role(user: Any, pk: UUID, permission: Permission, look: str = "") -> tuple[Seat, Role]:
    seat, role = role_for(user, pk, permission)
    if not roles_then(seat, seat.at).filter(pk=pk).exists():
        raise Http404
    if look:
        network_for(user, seat.network.pk, permission, look=look)
    return seat, role


class OneRole(Address):
    @reads(RoleShape)
    def get(self, pk: UUID) -> Role:
        """One role that somebody holds now."""
        return _readable_role(self.user, pk, Permission.VIEW, "networks.people_seen")[1]


class EndRole(Address):
    @acts(RoleShape, SuccessorBody)
    def post(self, pk: UUID) -> Role:
        """End a role, with a successor when the overview would be left to nobody."""
        seat, _role = _readable_role(self.user, pk, Permission.TAKE_ROLE)
        return actions.end_role(actor=seat, role=pk, **self.body())


urlpatterns = [
    path("networks/<uuid:pk>/members/", Members.as_view(), name="members"),
    path("members/<uuid:pk>/", OneMember.as_view(), name="member"),
    path("members/<uuid:pk>/place/", PlaceMember.as_view(), name="member_place"),
    path("members/<uuid:pk>/pause/", PauseMember.as_view(), name="member_pause"),
    path("members/<uuid:pk>/resume/", ResumeMember.as_view(), name="member_resume"),
    path("members/<uuid:pk>/joined/", MemberJoined.as_view(), name="member_joined"),
    path("members/<uuid:pk>/end/", EndMember.as_view(), name="member_end"),
    path("members/<uuid:pk>/welcome-back/", WelcomeBack.as_view(), name="member_welcome_back"),
    path("networks/<uuid:pk>/roles/", Roles.as_view(), name="roles"),
    path("roles/<uuid:pk>/", OneRole.as_view(), name="role"),
    path("roles/<uuid:pk>/end/", EndRole.as_view(), name="role_end"),
]
