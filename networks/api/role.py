"""Roles that move: the grid with its gaps, hand over, until when, questions to oneself, and "what if"."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists, reads
from carenet.lib.rest.fields import Code, Day, Flag, Moment, Ref
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Query, Shape
from networks import reading
from networks.access import network_for, role_for, trace_look
from networks.actions import emerging
from networks.actions import role as actions
from networks.api.member import RoleShape
from networks.api.suggestion import SuggestionShape
from networks.choices import RoleKind
from networks.choices.emerging import RoleAnswer, RoleQuestion
from networks.doors import own_proposals, proposal_for
from networks.models import Role, RoleProposal
from networks.roles import grid, rehearsing
from networks.standing import Permission, Seat


class RoleCellShape(Shape):
    """One role for one thing: who has it, now or from a later moment on, and what is missing."""

    kind = serializers.ChoiceField(RoleKind.choices)
    roles = RoleShape(many=True)
    stand_ins = RoleShape(many=True)
    gap = serializers.CharField(help_text="What is missing, in words; empty when nothing is.")

    @staticmethod
    def read_roles(cell: grid.Cell) -> list[Role]:
        return [one.role for one in cell.has]

    @staticmethod
    def read_stand_ins(cell: grid.Cell) -> list[Role]:
        return [one.role for one in cell.stand_ins]


class RoleLineShape(Shape):
    """The whole network, a part of life, or a need that I may read."""

    domain = serializers.UUIDField(allow_null=True)
    need = serializers.UUIDField(allow_null=True)
    words = serializers.CharField()
    cells = RoleCellShape(many=True)

    @staticmethod
    def read_domain(line: grid.Line) -> UUID | None:
        return line.domain.pk if line.domain else None

    @staticmethod
    def read_need(line: grid.Line) -> UUID | None:
        return line.need.pk if line.need else None


class WhoDoesWhatShape(Shape):
    gaps = serializers.IntegerField(help_text="How many cells miss somebody, as far as I may see.")
    lines = RoleLineShape(many=True)


class HandOverBody(Body):
    to = Ref(help_text="The member who does it from then on.")
    since = Moment(required=False, help_text="Now when left out or in the past.")
    stays = Flag(required=False, default=False, help_text="Who kept the overview stands in from then on.")


class UntilBody(Body):
    until = Moment(allow_null=True, help_text="Null: until further notice.")


class RoleQuestionShape(Shape):
    """A question to me about what I seem to do. Nobody else sees it, or that it was asked."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    member = serializers.UUIDField(source="member_id")
    question = serializers.ChoiceField(RoleQuestion.choices)
    kind = serializers.ChoiceField(RoleKind.choices)
    domain = serializers.UUIDField(allow_null=True, source="domain_id")
    seen_since = serializers.DateField()
    figures = serializers.DictField(
        child=serializers.IntegerField(), help_text="How often each thing was done in thirteen weeks."
    )
    proposed_at = serializers.DateTimeField()
    answer = serializers.ChoiceField(RoleAnswer.choices, allow_blank=True)
    role = serializers.UUIDField(allow_null=True, source="role_id")


class RoleAnswerBody(Body):
    answer = Code(RoleAnswer.choices)
    successor = Ref(
        required=False, help_text="Who keeps the overview when I let go of it and nobody else does."
    )


class AwayQuery(Query):
    member = Ref(required=False)
    first = Day(required=False)
    last = Day(required=False, help_text="Included; at most twelve weeks after the first.")


class AwayShape(Shape):
    """One date that the one who is away promised."""

    occurrence = serializers.UUIDField(source="promise.occurrence_id")
    task = serializers.UUIDField(source="task.id")
    starts_at = serializers.DateTimeField(source="promise.occurrence.starts_at")
    ready = serializers.ListField(
        child=serializers.UUIDField(), help_text="Members who are ready to take over."
    )
    could = SuggestionShape(many=True)

    @staticmethod
    def read_ready(one: rehearsing.Away) -> list[UUID]:
        return [member.pk for member in one.ready]


class RoleLeftShape(Shape):
    """One role of the one who is away, and who else has it or stands in."""

    role = RoleShape()
    others = serializers.ListField(child=serializers.UUIDField())

    @staticmethod
    def read_others(one: rehearsing.Left) -> list[UUID]:
        return [member.pk for member in one.others]


class WhatIfShape(Shape):
    open = serializers.IntegerField(help_text="How many dates and roles would have nobody.")
    dates = AwayShape(many=True)
    roles = RoleLeftShape(many=True)
    more = serializers.BooleanField(help_text="Whether there are more dates than these.")


class WhoDoesWhat(Address):
    @reads(WhoDoesWhatShape)
    def get(self, pk: UUID) -> grid.Grid:
        """Who does what for the network, its parts of life and the needs I may read, with the gaps."""
        return grid.grid(network_for(self.user, pk, Permission.VIEW, look="networks.roles_seen"))


def _known(user: Any, pk: UUID) -> tuple[Seat, Role]:
    seat, role = role_for(user, pk, Permission.TAKE_ROLE)
    if not grid.known(seat, role):
        raise Http404
    return seat, role


class HandOver(Address):
    @acts(RoleShape, HandOverBody)
    def post(self, pk: UUID) -> Role:
        """Hand a role over to somebody else, now or from a later moment on. The new role."""
        seat, _row = _known(self.user, pk)
        return actions.hand_over_role(actor=seat, role=pk, **self.body())


class RoleUntil(Address):
    @acts(RoleShape, UntilBody)
    def post(self, pk: UUID) -> Role:
        """Say until when somebody does this."""
        seat, _row = _known(self.user, pk)
        return actions.limit_role(actor=seat, role=pk, **self.body())


class RoleQuestions(Address):
    @lists(RoleQuestionShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """The questions to me about what I seem to do, answered ones too. Nobody else's."""
        return InOrder(own_proposals(network_for(self.user, pk, Permission.VIEW)), ("-proposed_at", "-id"))


class OneRoleQuestion(Address):
    @reads(RoleQuestionShape)
    def get(self, pk: UUID) -> RoleProposal:
        """One question to me."""
        return proposal_for(self.user, pk)[1]


class AnswerRoleQuestion(Address):
    @acts(RoleQuestionShape, RoleAnswerBody)
    def post(self, pk: UUID) -> RoleProposal:
        """Answer a question about what I seem to do. Only a yes shows to others: as a role I confirmed."""
        seat, _row = proposal_for(self.user, pk)
        given = self.body()
        answer = RoleAnswer(given.pop("answer"))
        return emerging.answer_proposal(actor=seat, proposal=pk, answer=answer, **given)


class WhatIfAway(Address):
    @reads(WhatIfShape, asks=AwayQuery)
    def get(self, pk: UUID) -> rehearsing.WhatIf:
        """What would have nobody if somebody were away, and who could stand in. Nothing is kept or told."""
        seat = network_for(self.user, pk, Permission.VIEW)
        given = _away(self.asked)
        member = reading.people(seat).filter(pk=given["member"]).first()
        if member is None:
            raise Http404
        trace_look(seat, "networks.tasks_seen", seat.network)
        return rehearsing.what_if(seat, member, given["first"], given["last"])


def _away(asked: dict[str, Any]) -> dict[str, Any]:
    """Who is away, and when. Raises ValidationError; asked after the door, which tells a stranger nothing."""
    missing = {name: [_("Say this too.")] for name in ("member", "first", "last") if name not in asked}
    if missing:
        raise serializers.ValidationError(missing)
    if not timedelta() <= asked["last"] - asked["first"] <= rehearsing.LONGEST:
        raise serializers.ValidationError({"last": [_("Choose a day at most twelve weeks after the first.")]})
    return asked


urlpatterns = [
    path("networks/<uuid:pk>/who-does-what/", WhoDoesWhat.as_view(), name="who_does_what"),
    path("networks/<uuid:pk>/role-questions/", RoleQuestions.as_view(), name="role_questions"),
    path("networks/<uuid:pk>/what-if/", WhatIfAway.as_view(), name="what_if"),
    path("roles/<uuid:pk>/hand-over/", HandOver.as_view(), name="role_hand_over"),
    path("roles/<uuid:pk>/until/", RoleUntil.as_view(), name="role_until"),
    path("role-questions/<uuid:pk>/", OneRoleQuestion.as_view(), name="role_question"),
    path("role-questions/<uuid:pk>/answer/", AnswerRoleQuestion.as_view(), name="role_question_answer"),
]
