"""Notes: what was written down for those who may read it."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Shape
from networks import reading
from networks.access import network_for, note_for
from networks.actions import note as actions
from networks.actions.need import may_restrict
from networks.api.need import AudienceBody
from networks.choices import Visibility
from networks.models import Note
from networks.standing import Permission, Seat


class NoteShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    need = serializers.UUIDField(allow_null=True, source="need_id")
    about = serializers.UUIDField(allow_null=True, source="about_id", help_text="The member it is about.")
    author = serializers.CharField(source="author.name", help_text="The name of who wrote it.")
    for_client = serializers.BooleanField(help_text="Written by, or for, the client.")
    text = serializers.CharField()
    visibility = serializers.ChoiceField(Visibility.choices)
    since = serializers.DateTimeField()
    version = serializers.IntegerField()


class NoteInFullShape(NoteShape):
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        source="named_ids",
        help_text="Members who may read it, for who may change that; null for everybody else.",
    )


class NoteBody(AudienceBody):
    text = Text(max_length=4000)
    need = Ref(required=False)
    about = Ref(required=False, help_text="The member it is about.")


class NoteQuery(Paged):
    need = Ref(required=False)
    about = Ref(required=False)
    visibility = Code(Visibility.choices, required=False)


def in_full(seat: Seat, note: Any) -> Note:
    """The note and, for who may change it, the members it is restricted to."""
    restricts = may_restrict(seat, note)
    note.named_ids = list(note.named.values_list("pk", flat=True)) if restricts else None
    return note  # type: ignore[no-any-return]


class Notes(Address):
    @lists(NoteShape, asks=NoteQuery)
    def get(self, pk: UUID) -> InOrder:
        """The notes I may read, newest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.notes_seen")
        rows = reading.notes(seat, visibility=self.asked.get("visibility", ""))
        if need := self.asked.get("need"):
            rows = rows.filter(need=need)
        if about := self.asked.get("about"):
            rows = rows.filter(about=about)
        return InOrder(rows, ("-since", "-id"))

    @adds(NoteBody, NoteInFullShape, at="note")
    def post(self, pk: UUID) -> Note:
        """Write a note about a need, about somebody, or about the network."""
        seat = network_for(self.user, pk, Permission.WRITE_NOTE)
        return in_full(seat, actions.write_note(actor=seat, **self.body()))


class OneNote(Address):
    @reads(NoteInFullShape)
    def get(self, pk: UUID) -> Note:
        """One note."""
        seat, note = note_for(self.user, pk, Permission.VIEW)
        network_for(self.user, seat.network.pk, Permission.VIEW, look="networks.notes_seen")
        return in_full(seat, note)


class NoteAudience(Address):
    @acts(NoteInFullShape, AudienceBody, minds_version=True)
    def post(self, pk: UUID) -> Note:
        """Change who may read a note."""
        seat, note = note_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        row = actions.restrict_note(actor=seat, note=pk, version=self.version_of(note), **given)
        return in_full(seat, row)


class TakeBackNote(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take a note back: nobody reads it any more."""
        seat, _note = note_for(self.user, pk, Permission.WRITE_NOTE)
        self.body()
        actions.take_back_note(actor=seat, note=pk)


urlpatterns = [
    path("networks/<uuid:pk>/notes/", Notes.as_view(), name="notes"),
    path("notes/<uuid:pk>/", OneNote.as_view(), name="note"),
    path("notes/<uuid:pk>/audience/", NoteAudience.as_view(), name="note_audience"),
    path("notes/<uuid:pk>/take-back/", TakeBackNote.as_view(), name="note_take_back"),
]
