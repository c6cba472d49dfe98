"""What the client gives to remember them by: who is named, and the file itself, made while it is read.

Only what is the client's to give: stories that everybody could read, their photos, the client's own words
about their life, and the names of who was around. Never notes, never what is for a few, nobody's address.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db.models import QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from networks.access import network_for, seat_of_mourner, trace_look
from networks.choices import EndReason, Side, Visibility
from networks.models import KeepsakeFor, Member, Need, Photo, Story
from networks.standing import Permission, Seat

OPEN_TO_ALL = (Visibility.EVERYONE,)
GIVEN_NEEDS = (Visibility.EVERYONE, Visibility.CLOSE, Visibility.FAMILY, Visibility.PROFESSIONALS)
"""Of the client's own words about their life: what they kept to themselves or showed to a few stays so."""
STYLE = """body{font:18px/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}
img{max-width:100%;height:auto;border-radius:6px}
article{margin:2.5rem 0}
h1,h2{line-height:1.2}
.by{opacity:.75;font-size:.9em}
"""
"""How the page of a keepsake looks, on paper and in a browser without our house."""


class Pipe:
    """Takes what a zip writes and gives it on: nothing is kept."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it to wait for."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """All that was written since the last time."""
        found, self.parts = b"".join(self.parts), []
        return found


def named(seat: Seat) -> list[KeepsakeFor]:
    """Whom the client named, by name."""
    rows = KeepsakeFor.objects.filter(network=seat.network, until=None).select_related("member")
    return list(rows.order_by("member__name", "pk"))


def could_be_named(seat: Seat) -> list[Member]:
    """Members with an account who can be named, closest first; nobody names themselves."""
    rows = Member.objects.taking_part(seat.at).filter(network=seat.network, user__isnull=False)
    rows = rows.exclude(pk__in=KeepsakeFor.objects.filter(network=seat.network, until=None).values("member"))
    return list(rows.exclude(user=seat.user.pk).with_circle(seat.at).closest_first())


def keepsake_for(user: Any, pk: UUID) -> tuple[Seat, KeepsakeFor]:
    """The door for who gives: the client, or who speaks for them, while the network runs."""
    row = KeepsakeFor.objects.filter(pk=pk, until=None).select_related("member", "network").first()
    if row is None:
        raise Http404
    return network_for(user, row.network_id, Permission.GIVE_KEEPSAKE), row


def received(user: Any, pk: UUID) -> tuple[Seat, KeepsakeFor]:
    """The door to the file: for the one who was named, after it was confirmed that the client died; before
    that only who gives may see what is in it. Each look is written down. Raises Http404.
    """
    row = KeepsakeFor.objects.filter(pk=pk, until=None).select_related("member", "network").first()
    if row is None:
        raise Http404
    network = row.network
    died = network.mourning_since is not None and network.end_reason == EndReason.DIED
    seat = seat_of_mourner(user, network.pk, timezone.now()) if died else None
    if seat is None or row.member_id not in seat.member_ids:
        seat, _row = keepsake_for(user, pk)
        trace_look(seat, "networks.keepsake_previewed", seat.network)
        return seat, row
    trace_look(seat, "networks.keepsake_opened", seat.network)
    return seat, row


def stories_given(row: KeepsakeFor) -> QuerySet[Story]:
    """The stories in it, oldest first; without questions, and none that was taken back."""
    rows = Story.objects.filter(
        network=row.network_id, until=None, asks=False, visibility__in=OPEN_TO_ALL
    ).select_related("author")
    return (rows if row.stories else rows.none()).order_by("since", "id")


def needs_given(row: KeepsakeFor) -> QuerySet[Need]:
    """The client's own words about their life, oldest first: what is for family only to family that never was
    there as a professional, and what is for professionals only to who was.
    """
    places = Member.objects.filter(network=row.network_id, person=row.member.person)
    sides = set(places.values_list("side", flat=True))
    levels = [Visibility.EVERYONE, Visibility.CLOSE]
    if Side.FORMAL in sides:
        levels.append(Visibility.PROFESSIONALS)
    elif Side.INFORMAL in sides:
        levels.append(Visibility.FAMILY)
    rows = Need.objects.filter(network=row.network_id, for_client=True, visibility__in=levels)
    return (rows if row.needs else rows.none()).order_by("created_at", "id")


def photos_given(row: KeepsakeFor) -> QuerySet[Photo]:
    """The photos in it, without reading them."""
    told = Story.objects.filter(
        network=row.network_id, until=None, asks=False, visibility__in=OPEN_TO_ALL
    ).values("pk")
    rows = Photo.objects.filter(story__in=told) if row.photos else Photo.objects.none()
    return rows.defer("content", "small").order_by("story__since", "id")


def people_given(row: KeepsakeFor) -> QuerySet[Member]:
    """Who took part, by name: no address, no telephone number."""
    rows = Member.objects.filter(network=row.network_id, joined_at__isnull=False, guest=False)
    return (
        (rows if row.people else rows.none()).exclude(side=Side.FORMAL, until__isnull=False).order_by("name")
    )


def numbers(row: KeepsakeFor) -> dict[str, int]:
    """How much of each part is in it, for who gives it."""
    return {
        "stories": stories_given(row).count(),
        "photos": photos_given(row).count(),
        "needs": needs_given(row).count(),
        "people": people_given(row).count(),
    }


def zipped(row: KeepsakeFor, language: str, at: datetime) -> Iterator[bytes]:
    """The file, piece by piece: a page to read in any browser, and the photos. One photo at a time is in
    memory, however many there are.
    """
    pipe = Pipe()
    stamp = at.timetuple()[:6]
    with ZipFile(pipe, "w") as file:
        page = ZipInfo("keepsake/index.html", stamp)
        page.compress_type = ZIP_DEFLATED
        with file.open(page, "w") as out:
            for part in _written(row, language):
                out.write(part.encode())
                yield pipe.taken()
        file.writestr(ZipInfo("keepsake/style.css", stamp), STYLE)
        for photo in photos_given(row).iterator(chunk_size=50):
            info = ZipInfo(f"keepsake/photos/{photo.story_id}.jpg", stamp)
            info.compress_type = ZIP_STORED
            file.writestr(info, bytes(Photo.objects.values_list("content", flat=True).get(pk=photo.pk)))
            yield pipe.taken()
    yield pipe.taken()


def _written(row: KeepsakeFor, language: str) -> Iterable[str]:
    """The page in parts: the head, each thing, the foot."""
    photos = {photo.story_id: photo for photo in photos_given(row)}

    def part(name: str, **more: Any) -> str:
        with override(language):
            return render_to_string(
                f"networks/keepsake/{name}.html", {"row": row, "language": language} | more
            )

    yield part("head", client=row.network.client)
    for story in stories_given(row).iterator(chunk_size=200):
        yield part("story", story=story, photo=photos.pop(story.pk, None))
    for photo in photos.values():
        yield part("photo", photo=photo)
    yield part("foot", needs=needs_given(row), people=people_given(row))
