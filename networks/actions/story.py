"""Stories and questions: tell, show to others, answer, thank, take back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.need import check_audience, may_restrict, set_audience
from networks.choices import PromiseStatus, Visibility
from networks.doors import readable_stories, visible_tasks
from networks.models import Photo, Promise, Reply, Story, Thanks
from networks.photo import Picture
from networks.standing import Permission, Seat


def tell_story(
    *,
    actor: Seat,
    text: str,
    visibility: Visibility,
    named: Iterable[UUID] = (),
    asks: bool = False,
    photo: Picture | None = None,
    alt: str = "",
) -> Story:
    """Tell something, or ask something (``asks``), to those who may read it; perhaps with a photo."""
    with acting(actor, Permission.TELL_STORY) as seat:
        audience = check_audience(seat, visibility, named)
        story = Story.objects.create(
            network=seat.network,
            author=seat.user,
            for_client=seat.for_client,
            asks=asks,
            text=text,
            visibility=visibility,
            since=seat.at,
        )
        story.named.set(audience)
        if photo is not None:
            _keep(story, photo, alt)
        moments.on_story(story, seat.at)
        trace(
            seat, "networks.question_asked" if asks else "networks.story_told", story, visibility=visibility
        )
        return story


def _keep(story: Story, photo: Picture, alt: str) -> Photo:
    return Photo.objects.create(
        story=story,
        alt=alt,
        width=photo.width,
        height=photo.height,
        content=photo.content,
        small=photo.small,
    )


def _locked(seat: Seat, pk: UUID) -> Story:
    story: Story | None = readable_stories(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if story is None:
        raise Http404
    return story


def _restrictable(seat: Seat, pk: UUID) -> Story:
    """A story whose readers this seat may choose, and which it may take back. Raises PermissionDenied."""
    story = _locked(seat, pk)
    if not may_restrict(seat, story):
        raise PermissionDenied
    return story


def add_photo(*, actor: Seat, story: UUID, photo: Picture, alt: str = "") -> Photo:
    """Put a photo with one's own story. A story has one photo: raises a DomainError for a second."""
    with acting(actor, Permission.TELL_STORY) as seat:
        row = _locked(seat, story)
        if not seat.wrote(row.author_id, row.for_client):
            raise PermissionDenied
        if Photo.objects.filter(story=row).exists():
            raise DomainError(_("This story has a photo already."), code="has_photo", field="photo")
        kept = _keep(row, photo, alt)
        trace(seat, "networks.photo_added", row)
        return kept


def restrict_story(
    *,
    actor: Seat,
    story: UUID,
    visibility: Visibility,
    named: Iterable[UUID] = (),
    version: int | None = None,
) -> Story:
    """Change who may read a story, its photo and what was said to it."""
    with acting(actor, Permission.TELL_STORY) as seat:
        row = _restrictable(seat, story)
        row.expect(version)
        before = row.visibility
        set_audience(seat, row, visibility, named)
        row.store("visibility")
        trace(seat, "networks.story_restricted", row, visibility=visibility, before=before)
        return row


def take_back_story(*, actor: Seat, story: UUID) -> Story:
    """Take one's own story back with all that was said to it. Who speaks for the client may take back any."""
    with acting(actor, Permission.TELL_STORY) as seat:
        row = _restrictable(seat, story)
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.story_taken_back", row)
        return row


def reply(*, actor: Seat, story: UUID, text: str) -> Reply:
    """Say something to a story or answer a question; read by who reads the story."""
    with acting(actor, Permission.TELL_STORY) as seat:
        said = Reply.objects.create(
            network=seat.network,
            story=_locked(seat, story),
            author=seat.user,
            for_client=seat.for_client,
            text=text,
            since=seat.at,
        )
        moments.on_reply(said, seat.at)
        trace(seat, "networks.story_replied", said, story=str(story))
        return said


def take_back_reply(*, actor: Seat, reply: UUID) -> Reply:
    """Take one's own answer back. Who speaks for the client may take back any."""
    with acting(actor, Permission.TELL_STORY) as seat:
        rows = Reply.objects.filter(story__in=readable_stories(seat).values("pk"), until__isnull=True)
        row: Reply | None = (
            rows.select_for_update(of=("self",)).select_related("story").filter(pk=reply).first()
        )
        if row is None:
            raise Http404
        if not may_restrict(seat, row):
            raise PermissionDenied
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.reply_taken_back", row, story=str(row.story_id))
        return row


def say_thanks(
    *, actor: Seat, story: UUID | None = None, promise: UUID | None = None, words: str = ""
) -> Thanks:
    """Say thank you for somebody else's story or kept promise, once each, perhaps in own words.

    Raises a DomainError for one's own, for a promise that was not kept (yet), and for the second time.
    """
    with acting(actor, Permission.TELL_STORY) as seat:
        what: Any = _locked(seat, story) if story else _kept_promise(seat, promise)
        if _is_own(seat, what):
            raise DomainError(_("This was your own. Others can thank you for it."), code="own")
        thanks = Thanks(
            network=seat.network,
            story=what if story else None,
            promise=None if story else what,
            author=seat.user,
            for_client=seat.for_client,
            words=words,
        )
        thanks.validate_constraints()
        thanks.save()
        moments.on_thanks(thanks, seat.at)
        trace(seat, "networks.thanked", what)
        return thanks


def _kept_promise(seat: Seat, pk: UUID | None) -> Promise:
    if pk is None:
        raise Http404
    rows = Promise.objects.filter(occurrence__task__in=visible_tasks(seat).values("pk"), pk=pk)
    promise = rows.select_for_update(of=("self",)).select_related("member").first()
    if promise is None:
        raise Http404
    if promise.status != PromiseStatus.KEPT:
        raise DomainError(_("You can say thank you once it is done."), code="not_done")
    return promise


def _is_own(seat: Seat, what: Story | Promise) -> bool:
    if isinstance(what, Promise):
        return what.member_id in seat.member_ids or what.member.user_id == seat.user.pk
    return seat.wrote(what.author_id, what.for_client)
