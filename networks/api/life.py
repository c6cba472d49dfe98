"""What the client gives to remember them by, what is kept until when, a friendly question, and practising."""

from typing import Any
from uuid import UUID

from django.urls import path, reverse
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Flag, Ref, Text
from carenet.lib.rest.shapes import Body, Shape
from networks import keeping, practising, retaining, unseen
from networks.access import network_for
from networks.actions import keepsake, pause
from networks.actions import practice as actions
from networks.choices.lifecycle import PracticeAs, StillThere
from networks.models import FriendlyQuestion, KeepsakeFor, Practice
from networks.standing import Permission


class KeepsakeShape(Shape):
    id = serializers.UUIDField()
    member = serializers.UUIDField(source="member_id")
    name = serializers.CharField(source="member.name")
    stories = serializers.BooleanField()
    photos = serializers.BooleanField()
    needs = serializers.BooleanField(help_text="The client's own words about their life.")
    people = serializers.BooleanField(help_text="The names of who was around.")
    since = serializers.DateTimeField()


class KeepsakeFileShape(Shape):
    """What is in a keepsake: in numbers, and where the file itself is on the site."""

    id = serializers.UUIDField()
    stories = serializers.IntegerField()
    photos = serializers.IntegerField()
    needs = serializers.IntegerField()
    people = serializers.IntegerField()
    path = serializers.CharField(help_text="Where the file is on the site, for who is signed in there.")

    @staticmethod
    def read_stories(row: Any) -> int:
        return int(row.numbers["stories"])

    @staticmethod
    def read_photos(row: Any) -> int:
        return int(row.numbers["photos"])

    @staticmethod
    def read_needs(row: Any) -> int:
        return int(row.numbers["needs"])

    @staticmethod
    def read_people(row: Any) -> int:
        return int(row.numbers["people"])

    @staticmethod
    def read_path(row: Any) -> str:
        return reverse("networks:keepsake_file", args=[row.pk])


class KeptShape(Shape):
    what = serializers.CharField()
    words = serializers.CharField(help_text="What it is, in words.")
    until = serializers.CharField(help_text="Until when, in words.")
    days = serializers.IntegerField(allow_null=True, help_text="Null where nothing goes by itself.")
    goes_at = serializers.DateTimeField(allow_null=True, help_text="When the last of what is here now goes.")
    ground = serializers.CharField()

    @staticmethod
    def read_what(row: retaining.Kept) -> str:
        return row.rule.what.value

    @staticmethod
    def read_words(row: retaining.Kept) -> str:
        return str(row.rule.label)

    @staticmethod
    def read_days(row: retaining.Kept) -> int | None:
        return row.rule.days()

    @staticmethod
    def read_ground(row: retaining.Kept) -> str:
        return str(row.rule.ground)


class FriendlyQuestionShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    asked_at = serializers.DateTimeField()
    answer = serializers.CharField()
    answered_at = serializers.DateTimeField(allow_null=True)


class PracticeShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id", help_text="The made-up network.")
    practises_as = serializers.ChoiceField(PracticeAs.choices)
    since = serializers.DateTimeField()
    steps = serializers.ListField(child=serializers.CharField(), help_text="Codes of what there is to try.")
    done = serializers.ListField(child=serializers.CharField(), help_text="Codes of what was tried.")

    @staticmethod
    def read_steps(row: Practice) -> list[str]:
        return [one.step.code for one in practising.steps_of(row)]


class KeepsakeBody(Body):
    member = Ref()
    stories = Flag(required=False)
    photos = Flag(required=False)
    needs = Flag(required=False)
    people = Flag(required=False)


class StillThereBody(Body):
    answer = Code(StillThere.choices)


class PracticeBody(Body):
    practise_as = Code(PracticeAs.choices)


class TryOutBody(Body):
    step = Text(max_length=20)
    tried = Flag(required=False)


class Keepsakes(Address):
    @lists(KeepsakeShape)
    def get(self, pk: UUID) -> list[KeepsakeFor]:
        """Whom the client named to get something to keep."""
        look = "networks.keepsakes_seen"
        return keeping.named(network_for(self.user, pk, Permission.GIVE_KEEPSAKE, look=look))

    @adds(KeepsakeBody, KeepsakeShape)
    def post(self, pk: UUID) -> KeepsakeFor:
        """Name somebody who gets something to keep, and what is in it."""
        seat = network_for(self.user, pk, Permission.GIVE_KEEPSAKE)
        return keepsake.give_keepsake(actor=seat, **self.body())


class OneKeepsake(Address):
    @reads(KeepsakeFileShape)
    def get(self, pk: UUID) -> Any:
        """What is in a keepsake: for the one who was named, afterwards; before that for who gives it."""
        _seat, row = keeping.received(self.user, pk)
        told: Any = row
        told.numbers = keeping.numbers(row)
        return told


class TakeBackKeepsake(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take back that somebody gets a keepsake."""
        seat, _row = keeping.keepsake_for(self.user, pk)
        self.body()
        keepsake.take_back_keepsake(actor=seat, keepsake=pk)


class WhatIsKept(Address):
    @lists(KeptShape)
    def get(self, pk: UUID) -> list[retaining.Kept]:
        """What is kept of a network, and until when."""
        return retaining.kept(network_for(self.user, pk, Permission.VIEW).network)


class AnswerStillThere(Address):
    @acts(FriendlyQuestionShape, StillThereBody)
    def post(self, pk: UUID) -> FriendlyQuestion:
        """Say that I am still there, or would rather pause or leave."""
        seat, _question = unseen.question_for(self.user, pk)
        return pause.answer_still_there(actor=seat, question=pk, **self.body())


class Practices(Address):
    @lists(PracticeShape)
    def get(self) -> list[Practice]:
        """The made-up networks in which I practise."""
        return practising.my_practices(self.user)

    @adds(PracticeBody, PracticeShape)
    def post(self) -> Practice:
        """Make a network to practise in."""
        return actions.begin_practice(actor=self.user, **self.body())


class StepOfPractice(Address):
    @acts(PracticeShape, TryOutBody)
    def post(self, pk: UUID) -> Practice:
        """Note that a step was tried."""
        practising.practice_for(self.user, pk)
        return actions.try_step(actor=self.user, practice=pk, **self.body())


class PracticeAnew(Address):
    @acts(PracticeShape)
    def post(self, pk: UUID) -> Practice:
        """Begin anew: this one ends, and a fresh one is made."""
        practising.practice_for(self.user, pk)
        self.body()
        return actions.begin_anew(actor=self.user, practice=pk)


class EndPractice(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Stop practising here."""
        practising.practice_for(self.user, pk)
        self.body()
        actions.end_practice(actor=self.user, practice=pk)


urlpatterns = [
    path("networks/<uuid:pk>/keepsakes/", Keepsakes.as_view(), name="keepsakes"),
    path("keepsakes/<uuid:pk>/", OneKeepsake.as_view(), name="keepsake"),
    path("keepsakes/<uuid:pk>/take-back/", TakeBackKeepsake.as_view(), name="keepsake_take_back"),
    path("networks/<uuid:pk>/kept/", WhatIsKept.as_view(), name="kept"),
    path("still-there/<uuid:pk>/", AnswerStillThere.as_view(), name="still_there"),
    path("practices/", Practices.as_view(), name="practices"),
    path("practices/<uuid:pk>/step/", StepOfPractice.as_view(), name="practice_step"),
    path("practices/<uuid:pk>/anew/", PracticeAnew.as_view(), name="practice_anew"),
    path("practices/<uuid:pk>/end/", EndPractice.as_view(), name="practice_end"),
]
