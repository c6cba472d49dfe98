"""Work that moved between paid and unpaid by swaps, in both directions."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists
from carenet.lib.rest.fields import Code, Day, Text
from carenet.lib.rest.shapes import Body, Shape
from networks import moved
from networks.access import network_for
from networks.actions import moved as actions
from networks.choices.moved import Checked, Direction
from networks.doors import swap_for
from networks.models import SwapNote
from networks.moved import Moved, Total
from networks.standing import Permission


class SwapNoteShape(Shape):
    """Why work moved by a swap, and what was checked."""

    swap = serializers.UUIDField(source="swap_id")
    author = serializers.CharField(source="author.name", help_text="Who wrote it down last.")
    reason = serializers.CharField()
    competence = serializers.ChoiceField(Checked.choices)
    competence_by = serializers.CharField()
    competence_on = serializers.DateField(allow_null=True)
    insurance = serializers.ChoiceField(Checked.choices)
    insurance_by = serializers.CharField()
    insurance_on = serializers.DateField(allow_null=True)
    check_with = serializers.CharField()
    version = serializers.IntegerField()


class MovedShape(Shape):
    """One swap that runs or ran."""

    swap = serializers.UUIDField(source="swap.pk")
    direction = serializers.ChoiceField(Direction.choices)
    runs = serializers.BooleanField()
    work = serializers.IntegerField(allow_null=True, help_text="Minutes a week. Null: not known.")
    freed = serializers.IntegerField(allow_null=True, help_text="Minutes a week it gives back. Null: none.")
    gives_nothing_back = serializers.BooleanField(
        help_text="Whether work only went to family, neighbours or communities."
    )
    note = SwapNoteShape(allow_null=True)


class MovedTotalShape(Shape):
    """All swaps of one direction. Never money, never one person."""

    direction = serializers.ChoiceField(Direction.choices)
    run = serializers.IntegerField(help_text="How many run.")
    ran = serializers.IntegerField(help_text="How many ran and ended.")
    work = serializers.IntegerField(allow_null=True, help_text="Minutes a week of those that run.")
    freed = serializers.IntegerField(allow_null=True, help_text="Minutes a week these give back.")


class SwapNoteBody(Body):
    reason = Text(required=False, allow_blank=True, max_length=1000)
    competence = Code(Checked.choices, required=False)
    competence_by = Text(required=False, allow_blank=True, max_length=150)
    competence_on = Day(required=False, allow_null=True)
    insurance = Code(Checked.choices, required=False)
    insurance_by = Text(required=False, allow_blank=True, max_length=150)
    insurance_on = Day(required=False, allow_null=True)
    check_with = Text(required=False, allow_blank=True, max_length=200)


class MovedRows(Address):
    @lists(MovedShape)
    def get(self, pk: UUID) -> list[Moved]:
        """Swaps that run or ran and that I may know of: those that run first."""
        return moved.of(network_for(self.user, pk, Permission.VIEW, look="networks.moved_seen"))


class MovedTotals(Address):
    @lists(MovedTotalShape)
    def get(self, pk: UUID) -> list[Total]:
        """Both directions, and among each other, in counts and minutes a week."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.moved_seen")
        return moved.totals(moved.of(seat))


class NoteOfSwap(Address):
    @acts(SwapNoteShape, SwapNoteBody, minds_version=True)
    def post(self, pk: UUID) -> SwapNote:
        """Write down why work moves by this swap, and what was checked; it replaces what stood there."""
        seat, swap = swap_for(self.user, pk, Permission.WRITE_NOTE)
        given = self.body()
        before = moved.note_of(swap)
        version = self.version_of(before) if before else None
        return actions.note_swap(actor=seat, swap=pk, version=version, **given)


urlpatterns = [
    path("networks/<uuid:pk>/moved/", MovedRows.as_view(), name="moved"),
    path("networks/<uuid:pk>/moved/totals/", MovedTotals.as_view(), name="moved_totals"),
    path("swaps/<uuid:pk>/moved/", NoteOfSwap.as_view(), name="moved_note"),
]
