"""The address of one's calendar for a calendar program: make, make anew, choose what it tells, end, read."""

import hashlib
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carenet.lib.errors import DomainError
from networks import calendars, dates, feeding, tries
from networks.access import network_for
from networks.actions import feed as actions
from networks.forms.feed import DETAILS, EVERYTHING, MASKED, FeedForm, MaskForm
from networks.standing import Permission
from networks.views.page import sent, state

page = require_http_methods(["GET", "HEAD", "POST"])
MOST_WRONG, MOST_READ = 60, 240
"""How often an hour one household may try a wrong address, and how often one feed is read."""
DISCREET = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """My calendar addresses, and how to put one into a calendar program."""
    return _page(request, _form(request))


def _form(request: HttpRequest) -> FeedForm:
    start = {"network": request.GET.get("network", EVERYTHING), "tells": MASKED}
    return FeedForm(sent(request), initial=start, seats=dates.my_seats(request.user, timezone.now()))


def _page(request: HttpRequest, form: FeedForm) -> HttpResponse:
    context = {"form": form, "feeds": feeding.my_feeds(request.user)}
    return render(request, "networks/feeds.html", context, status=state(form))


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """Make an address and show it, this once."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form)
    network = form.cleaned_data["network"]
    try:
        made = _made(request.user, network, form.masked)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, form)
    return _told_once(request, made)


def _made(user: Any, network: str, masked: bool) -> actions.Made:
    if network == EVERYTHING:
        return actions.make_own_feed(actor=user, masked=masked)
    seat = network_for(user, UUID(network), Permission.VIEW)
    return actions.make_network_feed(actor=seat, masked=masked)


def _told_once(request: HttpRequest, made: actions.Made) -> HttpResponse:
    href = feeding.address_of(made.secret)
    context = {"feed": made.feed, "href": href, "webcal": f"webcal://{href.partition('://')[2]}"}
    return render(request, "networks/feed_made.html", context)


@page
def feed_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give my calendar another address; the one before is worthless at once."""
    feed = feeding.feed_for(request.user, pk)
    if request.method == "POST":
        return _told_once(request, actions.renew_feed(actor=feed.user, feed=pk))
    return render(request, "networks/feed_renew.html", {"feed": feed})


@page
def feed_mask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what my calendar tells."""
    feed = feeding.feed_for(request.user, pk)
    form = MaskForm(sent(request), initial={"tells": MASKED if feed.masked else DETAILS})
    if form.is_valid():
        actions.mask_feed(actor=feed.user, feed=pk, masked=form.masked)
        messages.success(request, _("Saved. Your calendar program takes it over the next time it looks."))
        return redirect("networks:feeds")
    return render(request, "networks/feed_mask.html", {"form": form, "feed": feed}, status=state(form))


@page
def feed_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a calendar address."""
    feed = feeding.feed_for(request.user, pk)
    if request.method == "POST":
        actions.end_feed(actor=feed.user, feed=pk)
        messages.success(request, _("This address gives nothing any more."))
        return redirect("networks:feeds")
    return render(request, "networks/feed_end.html", {"feed": feed})


@csrf_exempt  # it changes nothing for whoever asks; this way another method gets the true answer: not allowed
@login_not_required
@require_safe
def feed_text(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads. Whoever comes with a wrong address gets the same answer, whatever it is.

    The address is looked up before a try is counted: programs of one company come from one network address,
    and somebody else's ended calendar must not shut out mine. A secret of 256 bits is not guessed that way.
    """
    at = timezone.now()
    found = feeding.opened(secret, at)
    if found is None:
        household = get_adapter(request).get_client_ip(request)
        return _nothing(tries.take_try(household, of="feed", most=MOST_WRONG))
    feed, seat = found
    if not tries.take_try(str(feed.pk), of=f"feed:{feed.pk}", most=MOST_READ):
        return _nothing(known=False)
    actions.note_use(feed=feed, seat=seat, at=at)
    text = feeding.told(feed, seat, at)
    response = HttpResponse(text, content_type=calendars.MEDIA_TYPE, headers=DISCREET)
    response.headers["Content-Disposition"] = 'inline; filename="carenet.ics"'
    tag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=response) or response


def _nothing(known: bool) -> HttpResponse:
    """There is nothing here; or, for whoever asks too often, that they must wait."""
    status, words = (404, _("There is nothing here.")) if known else (429, _("Please try again later."))
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8", headers=DISCREET)
    if status == 429:
        response.headers["Retry-After"] = str(tries.PERIOD)
    return response
