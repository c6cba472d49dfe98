"""The register of rules of an organisation, the library of what came of rules, and facts to check."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Flag, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Query, Shape
from networks.actions import rule as actions
from networks.choices import BarrierSource
from networks.choices.rule import DECIDED, RuleStatus
from networks.models import Lesson, Rule
from networks.rules import register as reading
from networks.rules.access import DECIDES, lesson_for, register_for, rule_for
from networks.rules.legal import USUAL, LegalNote, notes_for


class RuleStateShape(Shape):
    status = serializers.ChoiceField(RuleStatus.choices)
    reason = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class RuleShape(Shape):
    id = serializers.UUIDField()
    organisation = serializers.UUIDField(source="organisation_id")
    words = serializers.CharField()
    source = serializers.ChoiceField(BarrierSource.choices)  # type: ignore[assignment]
    owner = serializers.CharField(help_text="Whose rule it is.")
    evidence = serializers.CharField(help_text="What was found out.")
    status = serializers.ChoiceField(RuleStatus.choices)
    raised_at = serializers.DateTimeField()
    decided_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    joined_into = serializers.UUIDField(allow_null=True, source="joined_into_id")
    version = serializers.IntegerField()


class RegisteredRuleShape(RuleShape):
    networks = serializers.IntegerField(source="networks_now", help_text="How many say it now; never which.")


class WholeRuleShape(RuleShape):
    networks = serializers.IntegerField(help_text="How many networks say it now.")
    over = serializers.IntegerField(help_text="How many say that it is out of their way.")
    still = serializers.IntegerField(help_text="How many say that it stands after the decision.")
    states = RuleStateShape(many=True, help_text="Its history, the latest first.")

    @staticmethod
    def read_networks(row: Rule) -> int:
        """How many say it now."""
        return reading.said(row).now

    @staticmethod
    def read_over(row: Rule) -> int:
        """How many say it is out of their way."""
        return reading.said(row).over

    @staticmethod
    def read_still(row: Rule) -> int:
        """How many say it still stands."""
        return reading.said(row).still

    @staticmethod
    def read_states(row: Rule) -> list[object]:
        """The history."""
        return list(reading.history(row))


class RuleBody(Body):
    words = Text(max_length=300)
    source = Code(BarrierSource.choices, required=False)  # type: ignore[assignment]
    owner = Text(required=False, allow_blank=True, max_length=150)
    evidence = Text(required=False, allow_blank=True, max_length=1000)


class RuleDecisionBody(Body):
    status = Code(RuleStatus.choices)
    reason = Text(required=False, allow_blank=True, max_length=1000, help_text="Needed for a decision.")
    decided_on = Day(required=False, allow_null=True, help_text="Without one: today.")


class JoinBody(Body):
    into = Ref(help_text="The rule it is the same as.")


class ShareBody(Body):
    words = Text(max_length=300)
    outcome = Text(max_length=1000)
    sure = Flag(help_text="True: I have read it, and it names nobody.")


class RegisterQuery(Paged):
    q = Text(required=False, max_length=100)
    state = Code([(one, one) for one in reading.STATES], required=False)
    source = Code(BarrierSource.choices, required=False)  # type: ignore[assignment]


class LessonShape(Shape):
    id = serializers.UUIDField()
    words = serializers.CharField(help_text="What was said not to be allowed.")
    outcome = serializers.CharField()
    source = serializers.ChoiceField(BarrierSource.choices)  # type: ignore[assignment]
    status = serializers.ChoiceField(RuleStatus.choices)
    jurisdiction = serializers.CharField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)


class LessonQuery(Paged):
    q = Text(required=False, max_length=100)
    source = Code(BarrierSource.choices, required=False)  # type: ignore[assignment]
    status = Code([(one.value, one.value) for one in DECIDED], required=False)


class LegalNoteShape(Shape):
    code = serializers.CharField()
    jurisdiction = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    reference = serializers.CharField()
    found_in = serializers.CharField()
    check_with = serializers.CharField()


class LegalNoteQuery(Query):
    source = Code(BarrierSource.choices)  # type: ignore[assignment]
    jurisdiction = Text(required=False, max_length=2, default=USUAL)


class Rules(Address):
    @lists(RegisteredRuleShape, asks=RegisterQuery)
    def get(self, pk: UUID) -> InOrder:
        """The register of an organisation, the oldest first: how many networks say a rule, never which."""
        office = register_for(self.user, pk)
        rows = reading.narrowed(
            reading.rules_of(office),
            office.at,
            words=self.asked.get("q", ""),
            state=self.asked.get("state", ""),
            source=self.asked.get("source", ""),
        )
        return InOrder(rows, ("raised_at", "id"))

    @adds(RuleBody, RuleShape, at="rule")
    def post(self, pk: UUID) -> Rule:
        """Write a rule into the register."""
        return actions.add_rule(actor=register_for(self.user, pk, *DECIDES), **self.body())


class OneRule(Address):
    @reads(WholeRuleShape)
    def get(self, pk: UUID) -> Rule:
        """One rule with its history."""
        _office, row = rule_for(self.user, pk)
        return row

    @revises(RuleBody, RuleShape)
    def patch(self, pk: UUID) -> Rule:
        """Write down what was found out."""
        office, row = rule_for(self.user, pk, *DECIDES)
        given = self.body()
        return actions.revise_rule(actor=office, rule=pk, version=self.version_of(row), **given)


class DecideRule(Address):
    @acts(RuleShape, RuleDecisionBody, minds_version=True)
    def post(self, pk: UUID) -> Rule:
        """Say how far it is, or decide. The networks that say it read the decision; it ends nothing there."""
        office, row = rule_for(self.user, pk, *DECIDES)
        given = self.body()
        return actions.decide_rule(actor=office, rule=pk, version=self.version_of(row), **given)


class JoinRule(Address):
    @acts(RuleShape, JoinBody)
    def post(self, pk: UUID) -> Rule:
        """Say that it is the same rule as another."""
        office, _row = rule_for(self.user, pk, *DECIDES)
        return actions.join_rules(actor=office, rule=pk, **self.body())


class SplitRule(Address):
    @acts(RuleShape)
    def post(self, pk: UUID) -> Rule:
        """Take it out of the rule it was joined to."""
        office, _row = rule_for(self.user, pk, *DECIDES)
        self.body()
        return actions.split_rule(actor=office, rule=pk)


class AlikeRules(Address):
    @lists(RuleShape)
    def get(self, pk: UUID) -> list[Rule]:
        """Rules that may be the same, by the words they share, the likest first."""
        office, row = rule_for(self.user, pk)
        return [one.rule for one in reading.alike(office, row)]


class ShareRule(Address):
    @acts(LessonShape, ShareBody)
    def post(self, pk: UUID) -> Lesson:
        """Share what came of it with everybody, without names."""
        office, _row = rule_for(self.user, pk, *DECIDES)
        return actions.share_lesson(actor=office, rule=pk, **self.body())


class Lessons(Address):
    @lists(LessonShape, asks=LessonQuery)
    def get(self) -> InOrder:
        """What came of rules, at every organisation that shares it, without names. For everybody."""
        asked = self.asked
        rows = reading.library(
            words=asked.get("q", ""), source=asked.get("source", ""), status=asked.get("status", "")
        )
        return InOrder(rows, ("-since", "-id"))


class EndLesson(Address):
    @acts(LessonShape)
    def post(self, pk: UUID) -> Lesson:
        """Share it no longer."""
        office, _row = lesson_for(self.user, pk)
        self.body()
        return actions.take_back_lesson(actor=office, lesson=pk)


class LegalNotes(Address):
    @lists(LegalNoteShape, asks=LegalNoteQuery)
    def get(self) -> list[LegalNote]:
        """Facts to check beside a rule with this source. No legal advice."""
        return notes_for(self.asked["source"], self.asked["jurisdiction"])


urlpatterns = [
    path("organisations/<uuid:pk>/rules/", Rules.as_view(), name="rules"),
    path("rules/<uuid:pk>/", OneRule.as_view(), name="rule"),
    path("rules/<uuid:pk>/status/", DecideRule.as_view(), name="rule_status"),
    path("rules/<uuid:pk>/join/", JoinRule.as_view(), name="rule_join"),
    path("rules/<uuid:pk>/split/", SplitRule.as_view(), name="rule_split"),
    path("rules/<uuid:pk>/alike/", AlikeRules.as_view(), name="rule_alike"),
    path("rules/<uuid:pk>/share/", ShareRule.as_view(), name="rule_share"),
    path("lessons/", Lessons.as_view(), name="lessons"),
    path("lessons/<uuid:pk>/end/", EndLesson.as_view(), name="lesson_end"),
    path("legal-notes/", LegalNotes.as_view(), name="legal_notes"),
]
