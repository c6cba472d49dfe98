"""Dates between two moments, and the secret addresses by which calendar programs read them."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists
from carenet.lib.rest.fields import Flag, Moment, Ref
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import dates, feeding
from networks.access import network_for, seat_in
from networks.actions import feed as actions
from networks.choices import OccurrenceStatus
from networks.errors import NotFromHere
from networks.models import Feed
from networks.standing import Permission

LONGEST, USUAL = timedelta(days=92), timedelta(days=28)


class CalendarDateShape(Shape):
    id = serializers.UUIDField()
    task = serializers.UUIDField(source="task_id")
    title = serializers.CharField(source="shown.title")
    activity = serializers.CharField(source="shown.activity", help_text="In the language of the request.")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    time_zone = serializers.CharField(source="task.time_zone")
    whole_week = serializers.BooleanField(
        source="shown.whole_week", help_text="It is done at any time in this week."
    )
    status = serializers.ChoiceField(OccurrenceStatus.choices)
    wanted = serializers.IntegerField(source="shown.wanted", help_text="How many people it takes.")
    free = serializers.IntegerField(
        source="shown.free", help_text="How many more can promise; 0 for what is over or fell away."
    )
    seeking = serializers.BooleanField(
        source="shown.seeking", help_text="Somebody who promised it looks for somebody else."
    )
    who = serializers.ListField(
        child=serializers.CharField(), source="shown.who", help_text="The names of the others who do it."
    )
    mine = serializers.BooleanField(help_text="I promised it, stand in, or look for somebody else.")

    @staticmethod
    def read_who(row: Any) -> list[str]:
        return list(row.shown.who)

    @staticmethod
    def read_mine(row: Any) -> bool:
        return bool(row.shown.mine)


class CalendarQuery(Paged):
    """``from`` is a word of Python, so its field is written into the class by hand."""

    vars()["from"] = Moment(required=False, help_text="Dates that end after this moment; now when not said.")
    until = Moment(
        required=False,
        help_text="Dates that begin before this moment, at most 92 days later; 28 when not said.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and one that is too long."""
        attrs.setdefault("from", timezone.now())
        attrs.setdefault("until", attrs["from"] + USUAL)
        length = attrs["until"] - attrs["from"]
        if length <= timedelta():
            raise serializers.ValidationError({"until": [_("The end lies before the beginning.")]})
        if length > LONGEST:
            raise serializers.ValidationError({"until": [_("Ask for at most 92 days at once.")]})
        return attrs


class Calendar(Address):
    @lists(CalendarDateShape, asks=CalendarQuery)
    def get(self, pk: UUID) -> InOrder:
        """The dates I may know of between two moments, by their beginning."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.calendar_seen")
        rows = dates.rows_between(seat, self.asked["from"], self.asked["until"])
        return InOrder(rows, ("starts_at", "id"), partial(dates.dress, seat))


class FeedShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(
        source="network_id", allow_null=True, help_text="null: everything I promised, in all my networks."
    )
    masked = serializers.BooleanField(help_text="It tells only that there is something.")
    created_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True, help_text="Last read, to the hour.")


class NewFeedShape(FeedShape):
    address = serializers.URLField(help_text="Told this once; whoever has it can read this calendar.")


class FeedBody(Body):
    network = Ref(required=False, allow_null=True, help_text="Without one: everything I promised.")
    masked = Flag(default=True)


class MaskBody(Body):
    masked = Flag()


def told_once(made: actions.Made) -> Any:
    """The feed with its address."""
    feed: Any = made.feed
    feed.address = feeding.address_of(made.secret)
    return feed


class Feeds(Address):
    @lists(FeedShape)
    def get(self) -> list[Feed]:
        """The addresses of my calendars, without the secret in them."""
        return list(feeding.my_feeds(self.user))

    @adds(FeedBody, NewFeedShape)
    def post(self) -> Any:
        """Make an address for a calendar program."""
        given = self.body()
        network = given.get("network")
        if network is None:
            return told_once(actions.make_own_feed(actor=self.user, masked=given["masked"]))
        seat = seat_in(self.user, network, timezone.now())
        if seat is None:
            raise NotFromHere("network")
        return told_once(actions.make_network_feed(actor=seat, masked=given["masked"]))


class RenewFeed(Address):
    @acts(NewFeedShape)
    def post(self, pk: UUID) -> Any:
        """Give it another address; the one before is worthless at once."""
        feeding.feed_for(self.user, pk)
        self.body()
        return told_once(actions.renew_feed(actor=self.user, feed=pk))


class MaskFeed(Address):
    @acts(FeedShape, MaskBody)
    def post(self, pk: UUID) -> Feed:
        """Choose whether it tells what there is to do, or only that there is something."""
        feeding.feed_for(self.user, pk)
        return actions.mask_feed(actor=self.user, feed=pk, **self.body())


class EndFeed(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """End it: its address gives nothing any more."""
        feeding.feed_for(self.user, pk)
        self.body()
        actions.end_feed(actor=self.user, feed=pk)


urlpatterns = [
    path("networks/<uuid:pk>/calendar/", Calendar.as_view(), name="calendar"),
    path("feeds/", Feeds.as_view(), name="feeds"),
    path("feeds/<uuid:pk>/renew/", RenewFeed.as_view(), name="feed_renew"),
    path("feeds/<uuid:pk>/tells/", MaskFeed.as_view(), name="feed_mask"),
    path("feeds/<uuid:pk>/end/", EndFeed.as_view(), name="feed_end"),
]
