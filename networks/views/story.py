"""Stories and questions: the list, one with all that was said to it, telling, thanking, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import readers
from networks import stories as reading
from networks.access import network_for
from networks.actions import story as actions
from networks.actions.need import may_restrict
from networks.doors import promise_for, reply_for, story_for
from networks.forms.need import RestrictForm
from networks.forms.story import QuestionForm, ReplyForm, StoryForm, ThanksForm
from networks.models import Reply, Story
from networks.photo import MEDIA_TYPE
from networks.standing import Permission, Seat
from networks.views.need import audience_choices
from networks.views.page import press, sent, show, state

PAGE = 20
page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def stories(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every story and question this seat may read, newest first."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.stories_seen")
    kind = request.GET.get("kind", "")
    rows = Paginator(reading.stories(seat, kind=kind), PAGE).get_page(request.GET.get("page"))
    rows.object_list = reading.with_what_they_are(seat, rows.object_list)
    context = {"page": rows, "kind": kind if kind in reading.KINDS else ""}
    return show(request, seat, "networks/stories.html", context)


@require_safe
def story(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One story or question, with what was said to it and who said thank you."""
    seat, row = story_for(request.user, pk, Permission.VIEW, look="networks.story_seen")
    return _thread(request, seat, row)


def _thread(
    request: HttpRequest,
    seat: Seat,
    row: Story,
    *,
    form: ReplyForm | None = None,
    look: tuple[str, Any] | None = None,
) -> HttpResponse:
    (told,) = reading.with_what_they_are(seat, reading.stories(seat).filter(pk=row.pk))
    thanks = list(reading.thanks_for(told))
    audience = readers.audience_of(seat, told)
    context = {
        "story": told,
        "replies": _with_rights(seat, reading.with_what_they_are(seat, reading.replies(told))),
        "thanks": thanks,
        "may_thank": not seat.wrote(told.author_id, told.for_client)
        and all(one.author_id != seat.user.pk for one in thanks),
        "audience": audience,
        "may_restrict": may_restrict(seat, told),
        "reply_form": form or ReplyForm(asks=told.asks),
        "thanks_form": ThanksForm(),
        "form": form,
    }
    status = state(form) if form else 200
    return show(request, seat, "networks/story.html", context, status=status, look=look)


def _with_rights(seat: Seat, said: list[Any]) -> list[Reply]:
    for one in said:
        one.may_take_back = may_restrict(seat, one)
    return said


@page
def story_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell something, or with ?kind=questions ask something."""
    seat = network_for(request.user, pk, Permission.TELL_STORY)
    asks = request.GET.get("kind") == "questions"
    kind: type[StoryForm | QuestionForm] = QuestionForm if asks else StoryForm
    start = {"visibility": seat.network.note_visibility}
    form = kind(sent(request), request.FILES or None, initial=start, **audience_choices(seat))
    if carried_out(form, actions.tell_story, actor=seat, asks=asks):
        messages.success(request, _("Your question is there.") if asks else _("Told."))
        return redirect("networks:story", outcome(form).pk)
    context = {"form": form, "asks": asks}
    return show(request, seat, "networks/story_add.html", context, status=state(form))


def _restrictable(request: HttpRequest, pk: UUID) -> tuple[Seat, Story]:
    seat, row = story_for(request.user, pk, Permission.TELL_STORY)
    if not may_restrict(seat, row):
        raise PermissionDenied
    return seat, row


@page
def story_audience(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change who may read a story."""
    seat, row = _restrictable(request, pk)
    start = {"visibility": row.visibility, "version": row.version}
    start["named"] = [member.pk for member in row.named.all()]
    form = RestrictForm(sent(request), initial=start, **audience_choices(seat, row))
    if carried_out(form, actions.restrict_story, actor=seat, story=pk):
        messages.success(request, _("Saved. From now on only they can read it."))
        readable = reading.stories(seat).filter(pk=pk).exists()
        return redirect("networks:story", pk) if readable else redirect("networks:stories", seat.network.pk)
    context = {"form": form, "story": row}
    look = ("networks.story_seen", row)
    return show(request, seat, "networks/story_audience.html", context, status=state(form), look=look)


@page
def story_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a story back, with all that was said to it."""
    seat, row = _restrictable(request, pk)
    if request.method == "POST":
        said = _("Taken back. Nobody reads it any more.")
        press(request, actions.take_back_story, said, actor=seat, story=pk)
        return redirect("networks:stories", seat.network.pk)
    look = ("networks.story_seen", row)
    return show(request, seat, "networks/story_take_back.html", {"story": row}, look=look)


@require_safe
def story_photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photo of a story, small with ?size=small; for who reads the story and for nobody else.

    Its address stands only on pages that leave a trace of the look, so the picture leaves none of its own.
    """
    _seat, row = story_for(request.user, pk, Permission.VIEW)
    photo = reading.photo_of(row)
    if photo is None:
        raise Http404
    content = photo.small if request.GET.get("size") == "small" else photo.content
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": 'inline; filename="photo.jpg"',
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(bytes(content), content_type=MEDIA_TYPE, headers=headers)


@require_POST
def reply_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say something to a story, or answer a question."""
    seat, row = story_for(request.user, pk, Permission.TELL_STORY)
    form = ReplyForm(request.POST, asks=row.asks)
    if not carried_out(form, actions.reply, actor=seat, story=pk):
        return _thread(request, seat, row, form=form, look=("networks.story_seen", row))
    messages.success(request, _("Your words are there."))
    return redirect("networks:story", pk)


@page
def reply_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an answer back."""
    seat, row = reply_for(request.user, pk, Permission.TELL_STORY)
    if not may_restrict(seat, row):
        raise PermissionDenied
    if request.method == "POST":
        said = _("Taken back. Nobody reads it any more.")
        press(request, actions.take_back_reply, said, actor=seat, reply=pk)
        return redirect("networks:story", row.story_id)
    look = ("networks.story_seen", row.story)
    return show(request, seat, "networks/reply_take_back.html", {"reply": row}, look=look)


@require_POST
def thanks_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say thank you for a story: in one tap, or in own words."""
    seat, row = story_for(request.user, pk, Permission.TELL_STORY)
    form = ThanksForm(request.POST)
    if carried_out(form, actions.say_thanks, actor=seat, story=pk):
        messages.success(request, _("Your thanks are there."))
    else:
        for sentence in (one for errors in form.errors.values() for one in errors):
            messages.error(request, str(sentence))
    return redirect("networks:story", row.pk)


@page
def promise_thanks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say thank you for something that was done: in one tap, or in own words."""
    seat, promise = promise_for(request.user, pk, Permission.TELL_STORY)
    form = ThanksForm(sent(request))
    if carried_out(form, actions.say_thanks, actor=seat, promise=pk):
        messages.success(request, _("Your thanks are there."))
        return redirect("networks:occurrence", promise.occurrence_id)
    context = {"form": form, "promise": promise, "may_thank": reading.may_thank_for(promise, seat)}
    context["thanked"] = reading.has_thanked(seat, promise=promise)
    look = ("networks.stories_seen", seat.network)
    return show(request, seat, "networks/promise_thanks.html", context, status=state(form), look=look)
