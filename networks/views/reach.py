"""How somebody wants to be reached: hours, switches, mail that comes back, and stopping mail from a mail."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from carenet.lib.forms import carried_out
from networks import reaching
from networks.access import network_for
from networks.actions import reach as actions
from networks.choices import Channel
from networks.forms.reach import ReachForm, SwitchesForm
from networks.push import can_push
from networks.standing import Permission
from networks.views.page import press, sent, state

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def reached(request: HttpRequest) -> HttpResponse:
    """How I am reached: quiet hours, the letter of the week, and what comes from which network."""
    reach = reaching.reach_of(request.user)
    form = ReachForm(sent(request), reach=reach)
    if carried_out(form, actions.set_reach, actor=request.user):
        messages.success(request, _("Saved."))
        return redirect("networks:reached")
    context = {
        "form": form,
        "reach": reach,
        "panels": reaching.panels(request.user, timezone.now()),
        "browsers": reaching.browsers_of(request.user),
        "push_key": settings.VAPID_PUBLIC_KEY if can_push() else "",
    }
    return render(request, "networks/reached.html", context, status=state(form))


@page
def reached_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which messages come from one of my networks, over what."""
    seat = network_for(request.user, pk, Permission.VIEW)
    channels = [one for one in reaching.CHANNELS if one != Channel.PUSH or can_push()]
    panel = reaching.panel(request.user, seat.network, channels)
    form = SwitchesForm(sent(request), panel=panel)
    if carried_out(form, actions.set_switches, actor=request.user, network=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:reached")
    context = {"form": form, "panel": panel, "channels": [one.label for one in channels]}
    return render(request, "networks/reached_in.html", context, status=state(form))


@require_POST
def reached_try_again(request: HttpRequest) -> HttpResponse:
    """Mail to me came back before; try it again."""
    said = _("From now on mail is sent to you again.")
    press(request, actions.try_mail_again, said, actor=request.user)
    return redirect("networks:reached")


@require_POST
def browser_add(request: HttpRequest) -> HttpResponse:
    """This browser shows from now on that there are messages; its script filled in what it takes."""
    given = {name: request.POST.get(name, "")[:500] for name in ("endpoint", "p256dh", "auth")}
    said = _("This browser now shows that there is a message.")
    if not can_push():
        raise Http404
    press(request, actions.add_browser, said, actor=request.user, **given)
    return redirect("networks:reached")


@require_POST
def browser_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of my browsers shows no messages any more."""
    said = _("That browser shows no messages any more.")
    press(request, actions.end_browser, said, actor=request.user, browser=pk)
    return redirect("networks:reached")


@csrf_exempt
@login_not_required
@never_cache
@page
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail, from the link in such a mail. A look changes nothing; a POST needs no sign-in.

    Mail programs send that POST themselves (RFC 8058), without a cookie and so without a CSRF token. Whoever
    holds the signed link can do one thing with it: stop these mails.
    """
    try:
        person, network, kind = actions.whose(token)
    except actions.BadToken as error:
        raise Http404 from error
    done = request.method == "POST"
    everything = done and network is not None and "everything" in request.POST
    if done:
        actions.stop_mail(token=token, everything=everything)
    context: dict[str, Any] = {"of": network, "kind": kind.label, "done": done, "everything": everything}
    with override(person.language if isinstance(person, User) else get_language()):
        return render(request, "networks/unsubscribe.html", context)
