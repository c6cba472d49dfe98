"""A file from elsewhere: upload it, look at what it became, correct it, and save it all or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from accounts.api import organisation_named
from carenet.lib.rest.address import Address, acts, adds, drops, reads
from carenet.lib.rest.bodies import unreadable
from carenet.lib.rest.fields import Code, Flag, Ref, Text, Zone
from carenet.lib.rest.shapes import Body, Shape
from networks.access import draft_for, network_for
from networks.actions import intake as actions
from networks.api.network import PlaceBody
from networks.choices import Circle, Ground, Relation, Side
from networks.intake import Limits, read
from networks.intake.draft import Draft, PersonLine
from networks.intake.remarks import RemarkKind
from networks.models import ImportDraft
from networks.standing import Permission

AROUND_THE_FILE = 100_000
"""Bytes that a form needs around its file."""
MOST_LINES = 5000


class RemarkShape(Shape):
    kind = serializers.ChoiceField(RemarkKind.choices)
    code = serializers.CharField()
    sentence = serializers.CharField(help_text="In the language of the request.")
    source = serializers.CharField(help_text="Where in the file.")  # type: ignore[assignment]


class PersonFromFileShape(Shape):
    key = serializers.CharField(help_text="Names this line when you correct it or leave it out.")
    source = serializers.CharField(help_text="Where in the file.")  # type: ignore[assignment]
    name = serializers.CharField()
    side = serializers.ChoiceField(Side.choices)
    relation = serializers.ChoiceField(Relation.choices, allow_null=True)
    function = serializers.CharField()
    organisation = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    circle = serializers.ChoiceField(Circle.choices)
    takes_part = serializers.BooleanField()
    remarks = RemarkShape(many=True)


class NeedFromFileShape(Shape):
    key = serializers.CharField(help_text="Names this line when you leave it out.")
    source = serializers.CharField(help_text="Where in the file.")  # type: ignore[assignment]
    words = serializers.CharField()
    domain = serializers.CharField(allow_null=True, help_text="The code of a part of life, when known.")
    remarks = RemarkShape(many=True)


class ImportDraftShape(Shape):
    """What a file became, before anything is saved."""

    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id", allow_null=True)
    filename = serializers.CharField()
    expires_at = serializers.DateTimeField()
    format = serializers.CharField(source="draft.format")
    client_name = serializers.CharField(source="draft.client_name")
    client_remarks = RemarkShape(many=True, source="draft.client_remarks")
    people = PersonFromFileShape(many=True, source="draft.people")
    needs = NeedFromFileShape(many=True, source="draft.needs")
    left_out = RemarkShape(many=True, source="draft.left_out")
    remarks = RemarkShape(many=True, source="draft.remarks")


class ImportedShape(Shape):
    network = serializers.UUIDField(source="network.pk")
    people_added = serializers.IntegerField()
    people_known = serializers.IntegerField(help_text="They were there already and stay as they are.")
    needs_added = serializers.IntegerField()


class UploadBody(Body):
    file = serializers.FileField(allow_empty_file=True, help_text="CSV, vCard, or FHIR R4 in JSON.")
    network = Ref(required=False, help_text="Add to this network; a new one when left out.")


class CorrectionBody(Body):
    key = Text(max_length=200)
    side = Code(Side.choices, required=False)
    relation = Code(Relation.choices, required=False, allow_null=True)
    circle = Code(Circle.choices, required=False)
    takes_part = Flag(required=False)


class SaveImportBody(Body):
    client_name = Text(required=False, max_length=150)
    ground = Code(Ground.choices, required=False, help_text="On what ground you act for the client.")
    place = PlaceBody(required=False, help_text="Your own place in a new network.")
    time_zone = Zone(required=False, max_length=60)
    left_out = serializers.ListField(
        child=Text(max_length=200),
        required=False,
        max_length=MOST_LINES,
        help_text="Keys of lines not to save.",
    )
    people = serializers.ListField(child=CorrectionBody(), required=False, max_length=MOST_LINES)


def _opened(kept: Any) -> ImportDraft:
    """The kept reading with its draft; raises UnreadableFile when it was stored in another form."""
    kept.draft = Draft.from_json(kept.content)
    return kept  # type: ignore[no-any-return]


def corrected(draft: Draft, corrections: Iterable[Mapping[str, Any]]) -> Draft:
    """The draft with what the reader changed: side, relation, circle, and whether somebody takes part."""
    changes = {one["key"]: _codes(one) for one in corrections}
    people = tuple(replace(line, **changes.get(line.key, {})) for line in draft.people)
    return replace(draft, people=tuple(_without_odd_relation(line) for line in people))


def _codes(correction: Mapping[str, Any]) -> dict[str, Any]:
    kinds: dict[str, Any] = {"side": Side, "relation": Relation, "circle": Circle}
    given = {name: value for name, value in correction.items() if name != "key"}
    return {name: kinds[name](value) if name in kinds and value else value for name, value in given.items()}


def _without_odd_relation(line: PersonLine) -> PersonLine:
    return line if line.side == Side.INFORMAL or line.relation is None else replace(line, relation=None)


class Imports(Address):
    parser_classes = (MultiPartParser,)
    max_bytes = settings.IMPORT_MAX_BYTES + AROUND_THE_FILE

    @adds(UploadBody, ImportDraftShape, at="import")
    def post(self) -> ImportDraft:
        """Upload a file. Nothing is saved yet: the answer says what it would become."""
        given = self.body()
        seat = None
        if "network" in given:
            seat = network_for(self.user, given["network"], Permission.GOVERN_MEMBERS)
        file = given["file"]
        limits = Limits(max_bytes=settings.IMPORT_MAX_BYTES, max_people=settings.IMPORT_MAX_PEOPLE)
        name = "".join(sign for sign in file.name if not unreadable(sign))
        draft = read(file.read(), filename=name, limits=limits)
        network = seat.network if seat else None
        return _opened(actions.keep_draft(actor=self.user, draft=draft, filename=name, network=network))


class OneImport(Address):
    @reads(ImportDraftShape)
    def get(self, pk: UUID) -> ImportDraft:
        """What my file became."""
        return _opened(draft_for(self.user, pk))

    @drops()
    def delete(self, pk: UUID) -> None:
        """Forget my file."""
        actions.drop_draft(draft=draft_for(self.user, pk))


class SaveImport(Address):
    @acts(ImportedShape, SaveImportBody)
    def post(self, pk: UUID) -> actions.Imported:
        """Save what my file became, as corrected: everything or nothing. Saving twice doubles nobody."""
        kept = _opened(draft_for(self.user, pk))
        given = self.body()
        draft = corrected(kept.draft, given.pop("people", []))  # type: ignore[attr-defined]
        with transaction.atomic():
            done = self._saved(kept, draft, given)
            actions.drop_draft(draft=kept)
        return done

    def _saved(self, kept: ImportDraft, draft: Draft, given: dict[str, Any]) -> actions.Imported:
        left_out = set(given.pop("left_out", []))
        if kept.network_id:
            seat = network_for(self.user, kept.network_id, Permission.GOVERN_MEMBERS)
            return actions.import_into(actor=seat, draft=draft, left_out=left_out)
        if place := given.get("place"):
            place["organisation"] = organisation_named(place.get("organisation"), timezone.now())
        return actions.import_network(actor=self.user, draft=draft, left_out=left_out, **given)


urlpatterns = [
    path("imports/", Imports.as_view(), name="imports"),
    path("imports/<uuid:pk>/", OneImport.as_view(), name="import"),
    path("imports/<uuid:pk>/save/", SaveImport.as_view(), name="import_save"),
]
