"""Stories and questions: told to those who may read them, answered, thanked for, taken back."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.urls import path
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Flag, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Query, Shape
from networks import stories as reading
from networks.access import network_for
from networks.actions import story as actions
from networks.actions.need import may_restrict
from networks.api.need import AudienceBody
from networks.choices import Visibility
from networks.doors import promise_for, reply_for, story_for
from networks.models import Photo, Reply, Story, Thanks
from networks.photo import MEDIA_TYPE, reencode
from networks.standing import Permission, Seat

AROUND_THE_PHOTO = 100_000
"""Bytes that a form needs around its file."""
SIZES = [("large", "at most 1600 pixels"), ("small", "at most 480 pixels")]


class StoryShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    author = serializers.CharField(source="author.name", help_text="The name of who told or asked it.")
    as_what = serializers.CharField(help_text="Function and organisation of a professional, else empty.")
    for_client = serializers.BooleanField(help_text="Told by, or for, the client.")
    asks = serializers.BooleanField(help_text="Whether it is a question.")
    text = serializers.CharField()
    visibility = serializers.ChoiceField(Visibility.choices)
    photo = serializers.CharField(allow_null=True, help_text="What is in its photo; null without a photo.")
    replies = serializers.IntegerField(source="number_of_replies")
    since = serializers.DateTimeField()
    version = serializers.IntegerField()

    @staticmethod
    def read_photo(story: Any) -> str | None:
        return story.photo.alt if hasattr(story, "photo") else None


class StoryInFullShape(StoryShape):
    named = serializers.ListField(
        child=serializers.UUIDField(),
        allow_null=True,
        source="named_ids",
        help_text="Members who may read it, for who may change that; null for everybody else.",
    )


class ReplyShape(Shape):
    id = serializers.UUIDField()
    story = serializers.UUIDField(source="story_id")
    author = serializers.CharField(source="author.name")
    as_what = serializers.CharField(help_text="Function and organisation of a professional, else empty.")
    for_client = serializers.BooleanField()
    text = serializers.CharField()
    since = serializers.DateTimeField()


class ThanksShape(Shape):
    id = serializers.UUIDField()
    author = serializers.CharField(source="author.name")
    words = serializers.CharField()
    created_at = serializers.DateTimeField()


class PhotoShape(Shape):
    alt = serializers.CharField(help_text="What is in the photo, for who cannot see it.")
    width = serializers.IntegerField(help_text="Of the large one, in pixels.")
    height = serializers.IntegerField()
    media_type = serializers.CharField()
    content = serializers.CharField(source="chosen", help_text="The photo in base64.")

    @staticmethod
    def read_media_type(_photo: Any) -> str:
        return MEDIA_TYPE

    @staticmethod
    def read_content(photo: Any) -> str:
        return b64encode(photo.chosen).decode()


class StoryBody(AudienceBody):
    text = Text(max_length=4000)
    asks = Flag(required=False, help_text="True for a question.")


class StoryReplyBody(Body):
    text = Text(max_length=2000)


class ThanksBody(Body):
    words = Text(required=False, allow_blank=True, max_length=300)


class PhotoBody(Body):
    photo = serializers.FileField(allow_empty_file=True, help_text="JPEG, PNG, WebP or GIF.")
    alt = serializers.CharField(required=False, allow_blank=True, max_length=200)


class StoryQuery(Paged):
    kind = Code([(one, one) for one in reading.KINDS], required=False)


class PhotoQuery(Query):
    size = Code(SIZES, required=False)


def in_full(seat: Seat, pk: UUID) -> Story:
    """The story as it stands now and, for who may change it, the members it is restricted to."""
    found = reading.with_what_they_are(seat, reading.stories(seat).filter(pk=pk))
    if not found:
        raise Http404
    story = found[0]
    restricts = may_restrict(seat, story)
    story.named_ids = list(story.named.values_list("pk", flat=True)) if restricts else None
    return story  # type: ignore[no-any-return]


def as_now(seat: Seat, pk: UUID) -> Story:
    """The story as it stands after a change."""
    seat, _story = story_for(seat.user, pk, Permission.VIEW)
    return in_full(seat, pk)


class Stories(Address):
    @lists(StoryShape, asks=StoryQuery)
    def get(self, pk: UUID) -> InOrder:
        """The stories and questions I may read, newest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.stories_seen")
        rows = reading.stories(seat, kind=self.asked.get("kind", ""))
        return InOrder(rows, ("-since", "-id"), lambda page: _told(seat, page))

    @adds(StoryBody, StoryInFullShape, at="story")
    def post(self, pk: UUID) -> Story:
        """Tell or ask something."""
        seat = network_for(self.user, pk, Permission.TELL_STORY)
        told = actions.tell_story(actor=seat, **self.body())
        return as_now(seat, told.pk)


def _told(seat: Seat, page: Any) -> None:
    reading.with_what_they_are(seat, page)


class OneStory(Address):
    @reads(StoryInFullShape)
    def get(self, pk: UUID) -> Story:
        """One story or question."""
        seat, _story = story_for(self.user, pk, Permission.VIEW, look="networks.story_seen")
        return in_full(seat, pk)


class StoryAudience(Address):
    @acts(StoryInFullShape, AudienceBody, minds_version=True)
    def post(self, pk: UUID) -> Story:
        """Change who may read a story."""
        seat, story = story_for(self.user, pk, Permission.TELL_STORY)
        given = self.body()
        row: Any = actions.restrict_story(actor=seat, story=pk, version=self.version_of(story), **given)
        reading.with_what_they_are(seat, [row])
        row.number_of_replies = reading.replies(row).count()
        row.named_ids = list(row.named.values_list("pk", flat=True))
        return row  # type: ignore[no-any-return]


class TakeBackStory(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take a story back, with all that was said to it."""
        seat, _story = story_for(self.user, pk, Permission.TELL_STORY)
        self.body()
        actions.take_back_story(actor=seat, story=pk)


class StoryPhoto(Address):
    parser_classes = (MultiPartParser,)
    max_bytes = settings.PHOTO_MAX_BYTES + AROUND_THE_PHOTO

    @reads(PhotoShape, asks=PhotoQuery)
    def get(self, pk: UUID) -> Photo:
        """The photo of a story."""
        _seat, story = story_for(self.user, pk, Permission.VIEW, look="networks.story_seen")
        photo: Any = reading.photo_of(story)
        if photo is None:
            raise Http404
        photo.chosen = bytes(photo.small if self.asked.get("size") == "small" else photo.content)
        return photo  # type: ignore[no-any-return]

    @adds(PhotoBody, StoryInFullShape)
    def post(self, pk: UUID) -> Story:
        """Put a photo with my story. It is made smaller, and nothing the camera wrote into it is kept."""
        seat, _story = story_for(self.user, pk, Permission.TELL_STORY)
        given = self.body()
        photo = reencode(given["photo"].read(), reading.photo_limits())
        actions.add_photo(actor=seat, story=pk, photo=photo, alt=given.get("alt", ""))
        return as_now(seat, pk)


class Replies(Address):
    @lists(ReplyShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """What was said to a story, in its order."""
        seat, story = story_for(self.user, pk, Permission.VIEW, look="networks.story_seen")
        return InOrder(reading.replies(story), ("since", "id"), lambda page: _told(seat, page))

    @adds(StoryReplyBody, ReplyShape)
    def post(self, pk: UUID) -> Reply:
        """Say something to a story, or answer a question."""
        seat, _story = story_for(self.user, pk, Permission.TELL_STORY)
        said = actions.reply(actor=seat, story=pk, **self.body())
        return reading.with_what_they_are(seat, [said])[0]  # type: ignore[no-any-return]


class TakeBackReply(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take an answer back."""
        seat, _reply = reply_for(self.user, pk, Permission.TELL_STORY)
        self.body()
        actions.take_back_reply(actor=seat, reply=pk)


class StoryThanks(Address):
    @lists(ThanksShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Who said thank you for a story."""
        _seat, story = story_for(self.user, pk, Permission.VIEW, look="networks.story_seen")
        return InOrder(reading.thanks_for(story), ("created_at", "id"))

    @adds(ThanksBody, ThanksShape)
    def post(self, pk: UUID) -> Thanks:
        """Say thank you for a story, once; in own words or without."""
        seat, _story = story_for(self.user, pk, Permission.TELL_STORY)
        return actions.say_thanks(actor=seat, story=pk, **self.body())


class PromiseThanks(Address):
    @adds(ThanksBody, ThanksShape)
    def post(self, pk: UUID) -> Thanks:
        """Say thank you for a promise that was kept, once; in own words or without."""
        seat, _promise = promise_for(self.user, pk, Permission.TELL_STORY)
        return actions.say_thanks(actor=seat, promise=pk, **self.body())


urlpatterns = [
    path("networks/<uuid:pk>/stories/", Stories.as_view(), name="stories"),
    path("stories/<uuid:pk>/", OneStory.as_view(), name="story"),
    path("stories/<uuid:pk>/audience/", StoryAudience.as_view(), name="story_audience"),
    path("stories/<uuid:pk>/take-back/", TakeBackStory.as_view(), name="story_take_back"),
    path("stories/<uuid:pk>/photo/", StoryPhoto.as_view(), name="story_photo"),
    path("stories/<uuid:pk>/replies/", Replies.as_view(), name="replies"),
    path("stories/<uuid:pk>/thanks/", StoryThanks.as_view(), name="story_thanks"),
    path("replies/<uuid:pk>/take-back/", TakeBackReply.as_view(), name="reply_take_back"),
    path("promises/<uuid:pk>/thanks/", PromiseThanks.as_view(), name="promise_thanks"),
]
