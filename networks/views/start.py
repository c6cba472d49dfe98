"""Starting a network: three pages whose answers wait in the session, and one moment at which all is saved."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import affiliations_of
from accounts.models import Organisation, User
from carenet.lib.errors import DomainError
from carenet.lib.models import uuid7
from networks.access import has_own_network
from networks.actions.start import begin_network
from networks.forms.start import (
    WORK,
    NeedRows,
    PeopleRows,
    WhoForm,
    WordsForm,
    beginning,
    called,
    parts_of_life,
    person_of,
)
from networks.views.page import sent

DRAFT, DONE = "start", "started"
page = require_http_methods(["GET", "HEAD", "POST"])


@page
def start(request: HttpRequest) -> HttpResponse:
    """Page one: for whom."""
    draft = request.session.get(DRAFT, {})
    work = {"organisation_name": next((one.name for one in _works_for(request)), "")}
    form = WhoForm(sent(request), initial=draft.get("who", work), has_own=has_own_network(request.user))
    if form.is_bound and form.is_valid():
        draft.setdefault("key", str(uuid7()))
        request.session[DRAFT] = draft | {"who": form.cleaned_data}
        return redirect("networks:start_people")
    return _show(request, "networks/start.html", {"form": form}, wrong=form.is_bound)


@page
def start_people(request: HttpRequest) -> HttpResponse:
    """Page two: three people."""
    draft = request.session.get(DRAFT)
    if draft is None:
        return _elsewhere(request)
    who = called(draft["who"], request.user)
    rows = PeopleRows(sent(request), initial=draft.get("people"), prefix="people")
    words = WordsForm(sent(request), initial=draft.get("words") or _first_words(request, who))
    if rows.is_bound and rows.is_valid() and words.is_valid():
        kept = {"people": [row.cleaned_data for row in rows], "words": words.cleaned_data}
        request.session[DRAFT] = draft | kept
        return redirect("networks:start_needs")
    context = {"rows": rows, "words": words, "who": who}
    return _show(request, "networks/start_people.html", context, wrong=rows.is_bound)


@page
def start_needs(request: HttpRequest) -> HttpResponse:
    """Page three: what matters; then everything is saved at once."""
    draft = request.session.get(DRAFT)
    if draft is None:
        return _elsewhere(request)
    options = {"parts": parts_of_life(), "professional": draft["who"]["for_whom"] == WORK}
    data = None if "skip" in request.POST else sent(request)
    rows = NeedRows(data, initial=draft.get("needs"), prefix="needs", form_kwargs=options)
    if request.method == "POST" and (data is None or rows.is_valid()):
        needs = [row.cleaned_data for row in rows] if rows.is_bound else []
        request.session[DRAFT] = draft | {"needs": needs}
        if _begin(request, draft, [need for need in needs if need.get("words")]):
            return _elsewhere(request)
    context = {"rows": rows, "who": called(draft["who"], request.user)}
    return _show(request, "networks/start_needs.html", context, wrong=rows.is_bound)


def _begin(request: HttpRequest, draft: dict[str, Any], needs: list[dict[str, Any]]) -> bool:
    """Save it all. True when the network is there; a refusal is said and keeps everything."""
    words = draft.get("words") or {}
    try:
        network = begin_network(
            actor=request.user,
            key=UUID(draft["key"]),
            beginning=beginning(draft["who"], request.user, _works_for(request)),
            people=[person_of(row) for row in draft.get("people", ()) if row.get("name")],
            words=words.get("words") or _first_words(request, called(draft["who"], request.user))["words"],
            language=words.get("language") or "en",
            needs=needs,
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    del request.session[DRAFT]
    request.session[DONE] = str(network.pk)
    messages.success(request, _("The network is there. It takes shape until you start it in the settings."))
    return True


def _works_for(request: HttpRequest) -> list[Organisation]:
    """The organisations for which this user wears a hat now."""
    hats = affiliations_of(cast("User", request.user), timezone.now())
    return [hat.organisation for hat in hats]


def _first_words(request: HttpRequest, who: str) -> dict[str, str]:
    """A beginning for the invitation, to be changed into one's own words."""
    words = _("I would like you to be part of the network around %(name)s. You can always say no.")
    return {"words": words % {"name": who}, "language": request.LANGUAGE_CODE or "en"}


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """Without a beginning there is nothing to go on with: to what was just started, or to page one."""
    done = request.session.get(DONE)
    return redirect("networks:network", done) if done else redirect("networks:start")


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, wrong: bool) -> HttpResponse:
    return render(request, template, context, status=422 if wrong else 200)
