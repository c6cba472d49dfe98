"""How it goes: what may be worth a look, what is put off, and the network in numbers and week by week."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists
from carenet.lib.rest.fields import Day
from carenet.lib.rest.shapes import Body, Shape
from networks.access import network_for
from networks.actions import health as actions
from networks.choices.health import ABOUT, SignalKind
from networks.health import numbers, reading, weeks
from networks.health.numbers import Number
from networks.health.reading import Shown
from networks.health.weeks import Week
from networks.standing import Permission


class SignalShape(Shape):
    """Something that may be worth a look: what is so, since when, and one thing to do. It is no mark."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(SignalKind.choices)
    about = serializers.ChoiceField([(what, what) for what in ("network", *ABOUT.values())])
    subject = serializers.UUIDField(allow_null=True, help_text="The need, task or barrier it is about.")
    reason = serializers.CharField(help_text="One sentence with the figures behind it.")
    figures = serializers.DictField(child=serializers.IntegerField(), help_text="The counts, by code.")
    since = serializers.DateTimeField()
    step = serializers.CharField(help_text="The one thing to do next, in words.")
    href = serializers.CharField(help_text="The page on which that is done.")
    quiet_until = serializers.DateTimeField(allow_null=True, help_text="Until when it is put off.")

    @staticmethod
    def read_about(one: Shown) -> str:
        return ABOUT.get(one.kind, "network")

    @staticmethod
    def read_subject(one: Shown) -> UUID | None:
        return one.signal.subject

    @staticmethod
    def read_figures(one: Shown) -> dict[str, int]:
        figures: dict[str, int] = one.signal.figures
        return figures


class NumberShape(Shape):
    """One of seventeen measures, as far as the reader may know what is counted."""

    code = serializers.CharField(help_text="N1 to N17.")
    title = serializers.CharField()
    sentence = serializers.CharField(help_text="The counts in words.")
    index = serializers.CharField(help_text="A dash: not known, or too few people. Empty: there is none.")
    index_name = serializers.CharField()
    elsewhere = serializers.CharField(help_text="What was found elsewhere. It is no aim.")
    source = serializers.CharField(help_text="Among whom, and by whom.")  # type: ignore[assignment]

    @staticmethod
    def read_elsewhere(one: Number) -> str:
        return one.elsewhere.found if one.elsewhere else ""

    @staticmethod
    def read_source(one: Number) -> str:
        return str(one.elsewhere.source) if one.elsewhere else ""


class WeekShape(Shape):
    """One week as it was counted last, as far as the reader may know what is counted."""

    week = serializers.DateField(source="monday")
    people = serializers.IntegerField()
    needs = serializers.IntegerField(help_text="Open needs.")
    alone = serializers.IntegerField(help_text="Open needs that nobody does anything for.")
    kept = serializers.IntegerField(help_text="Promises kept in four weeks.")


class PutOffBody(Body):
    until = Day(help_text="The day on which it is looked at again: to come, at most a year ahead.")


class Signals(Address):
    @lists(SignalShape)
    def get(self, pk: UUID) -> list[Shown]:
        """What is worth a look and what is put off, as far as you may see the ground of it."""
        return reading.signals_for(network_for(self.user, pk, Permission.VIEW, look="networks.health_seen"))


class Numbers(Address):
    @lists(NumberShape)
    def get(self, pk: UUID) -> list[Number]:
        """The network in sentences with counts."""
        return numbers.of(network_for(self.user, pk, Permission.VIEW, look="networks.health_seen"))


class Weeks(Address):
    @lists(WeekShape)
    def get(self, pk: UUID) -> list[Week]:
        """The last weeks, the oldest first."""
        return weeks.of(network_for(self.user, pk, Permission.VIEW, look="networks.health_seen"))


class PutOff(Address):
    @acts(SignalShape, PutOffBody)
    def post(self, pk: UUID) -> Shown:
        """Not now: leave it in peace until a day, for everybody."""
        seat, _shown = reading.signal_for(self.user, pk, Permission.ORGANIZE)
        actions.put_off(actor=seat, signal=pk, **self.body())
        return reading.signal_for(self.user, pk, Permission.ORGANIZE)[1]


class LookAgain(Address):
    @acts(SignalShape)
    def post(self, pk: UUID) -> Shown:
        """Undo: it is no longer put off."""
        seat, _shown = reading.signal_for(self.user, pk, Permission.ORGANIZE)
        self.body()
        actions.look_again(actor=seat, signal=pk)
        return reading.signal_for(self.user, pk, Permission.ORGANIZE)[1]


urlpatterns = [
    path("networks/<uuid:pk>/signals/", Signals.as_view(), name="signals"),
    path("networks/<uuid:pk>/numbers/", Numbers.as_view(), name="numbers"),
    path("networks/<uuid:pk>/weeks/", Weeks.as_view(), name="weeks"),
    path("signals/<uuid:pk>/not-now/", PutOff.as_view(), name="signal_put_off"),
    path("signals/<uuid:pk>/look-again/", LookAgain.as_view(), name="signal_look_again"),
]
