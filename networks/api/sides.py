"""Open needs as the three sides see them, side by side; sides are never averaged."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, lists
from carenet.lib.rest.fields import Code, Ref
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Shape
from networks import reading
from networks.access import network_for
from networks.api.need import SaidShape, SidesShape
from networks.choices.sides import SidesShown
from networks.measuring import seen
from networks.standing import Permission


class NamedSaidShape(SaidShape):
    said_by = serializers.CharField(source="said_by.name", help_text="The name of who said it.")


class NamedSidesShape(SidesShape):
    """What each side said last and who said it; null for a side that said nothing."""

    client = NamedSaidShape(allow_null=True)
    informal = NamedSaidShape(allow_null=True)
    formal = NamedSaidShape(allow_null=True)


class NeedSidesShape(Shape):
    """One open need, as three sides see it."""

    need = serializers.UUIDField(source="pk")
    words = serializers.CharField()
    sides = NamedSidesShape(source="said")
    differ = serializers.BooleanField(help_text="One side says met where another says not met.")


class NeedSidesQuery(Paged):
    domain = Ref(required=False)
    show = Code(SidesShown.choices, required=False)


class NeedSides(Address):
    @lists(NeedSidesShape, asks=NeedSidesQuery)
    def get(self, pk: UUID) -> InOrder:
        """Open needs I may read, as the client, the informal and the professional side see them."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.sides_seen")
        lines = {line.need.pk: line for line in seen.lines(seat, domain=self.asked.get("domain"))}
        if self.asked.get("show") == SidesShown.DIFFER:
            lines = {pk: line for pk, line in lines.items() if line.differ}

        def dress(needs: list[Any]) -> None:
            for need in needs:
                need.said, need.differ = lines[need.pk].said, lines[need.pk].differ

        return InOrder(reading.needs(seat).filter(pk__in=list(lines)), ("since", "id"), dress)


urlpatterns = [path("networks/<uuid:pk>/sides/", NeedSides.as_view(), name="sides")]
