"""What pages and the API read of stories, each for one seat and in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from networks.choices import PromiseStatus, Side
from networks.doors import readable_stories
from networks.models import Member, Photo, Reply, Story, Thanks
from networks.photo import Limits
from networks.standing import Seat

KINDS = {"stories": False, "questions": True}
"""The filter of the list: what it says in the address, and what a story then is."""


def photo_limits() -> Limits:
    """What a photo may be at most, as this house sets it."""
    return Limits(bytes=settings.PHOTO_MAX_BYTES, pixels=settings.PHOTO_MAX_PIXELS)


def stories(seat: Seat, *, kind: str = "") -> QuerySet[Story]:
    """Stories this seat may read, newest first, with their author, photo (without its bytes) and replies."""
    rows: Any = readable_stories(seat).select_related("photo").defer("photo__content", "photo__small")
    if kind in KINDS:
        rows = rows.filter(asks=KINDS[kind])
    said = Count("replies", filter=Q(replies__until__isnull=True))
    return rows.annotate(number_of_replies=said).newest_first()  # type: ignore[no-any-return]


def photo_of(story: Story) -> Photo | None:
    """The photo of a story, with what it is made of."""
    return Photo.objects.filter(story=story).first()


def has_photo(story: Story) -> bool:
    """Whether a story has a photo, without reading it."""
    return Photo.objects.filter(story=story).exists()


def replies(story: Story) -> QuerySet[Reply]:
    """What was said to a story and not taken back, in its order."""
    rows = Reply.objects.filter(story=story, until__isnull=True)
    return rows.select_related("author").order_by("since", "id")


def thanks_for(story: Story) -> QuerySet[Thanks]:
    """Who said thank you for a story, in their order. Nobody counts them."""
    return Thanks.objects.filter(story=story).select_related("author").order_by("created_at", "id")


def has_thanked(seat: Seat, **what: Any) -> bool:
    """Whether this user said thank you for that story or promise already."""
    return Thanks.objects.filter(author=seat.user.pk, **what).exists()


def may_thank_for(promise: Any, seat: Seat) -> bool:
    """Whether this seat may say thank you for a promise: it was kept, by somebody else."""
    own = promise.member_id in seat.member_ids or promise.member.user_id == seat.user.pk
    return promise.status == PromiseStatus.KEPT and not own


def with_what_they_are(seat: Seat, rows: Iterable[Any]) -> list[Any]:
    """The same rows, each with ``as_what``: function and organisation of an author who was a professional
    when they wrote it; "" for everybody else. One query.
    """
    told = list(rows)
    places: dict[UUID, list[Member]] = {}
    found = Member.objects.filter(
        network=seat.network, side=Side.FORMAL, user__in={row.author_id for row in told}
    )
    for member in found.select_related("organisation"):
        places.setdefault(member.user_id, []).append(member)
    for row in told:
        row.as_what = _as_what(places.get(row.author_id, []), row.since)
    return told


def _as_what(places: list[Member], moment: datetime) -> str:
    place = next((one for one in places if one.holds_at(moment)), None)
    if place is None:
        return ""
    return ", ".join(part for part in (str(place.as_what), place.works_for) if part)
