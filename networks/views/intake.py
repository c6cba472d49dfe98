"""Bringing a care team in from a file: choose, look and correct, then save all of it or nothing."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from carenet.lib.errors import DomainError
from networks.access import draft_for, network_for
from networks.actions.intake import (
    Imported,
    drop_draft,
    import_into,
    import_network,
    keep_draft,
    network_of_client,
)
from networks.forms.intake import FileForm, NeedsForm, WhoseForm, corrected, line_forms
from networks.intake import Draft, RemarkKind, UnreadableFile
from networks.models import ImportDraft, Network
from networks.standing import Permission
from networks.views.page import sent, show

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def import_file(request: HttpRequest) -> HttpResponse:
    """Choose a file to make a network from."""
    form = _file_form(request)
    kept = _kept(request, form, None)
    return kept or render(request, "networks/import.html", {"form": form}, status=_status(form))


@page
def import_into_network(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a file with people for an existing network."""
    seat = network_for(request.user, pk, Permission.GOVERN_MEMBERS)
    form = _file_form(request)
    kept = _kept(request, form, seat.network)
    return kept or show(request, seat, "networks/import.html", {"form": form}, status=_status(form))


def _file_form(request: HttpRequest) -> FileForm:
    return FileForm(sent(request), request.FILES if request.method == "POST" else None)


def _status(form: FileForm) -> int:
    return 422 if form.is_bound else 200


def _kept(request: HttpRequest, form: FileForm, network: Network | None) -> HttpResponse | None:
    if not form.is_bound or not form.is_valid():
        return None
    name = form.cleaned_data["file"].name or ""
    draft = keep_draft(actor=request.user, draft=form.draft, filename=name, network=network)
    return redirect("networks:import_preview", draft.pk)


@page
def import_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look at what becomes of each line, correct it, and save."""
    row = draft_for(request.user, pk)
    try:
        draft = Draft.from_json(row.content)
    except UnreadableFile as refusal:
        drop_draft(draft=row)
        messages.error(request, str(refusal.message))
        return redirect("networks:import")
    forms = _preview_forms(request, row, draft)
    if request.method == "POST" and all(form.is_valid() for form in forms.values() if form is not None):
        answer = _saved(request, row, draft, forms)
        if answer is not None:
            return answer
    context = _preview(request, row, draft, forms)
    return render(request, "networks/import_preview.html", context, status=_preview_status(forms))


def _preview_forms(request: HttpRequest, row: ImportDraft, draft: Draft) -> dict[str, Any]:
    target = _target(request, row, draft)
    whose = None if target else WhoseForm(sent(request), initial={"client_name": draft.client_name})
    return {
        "lines": line_forms(draft, sent(request)),
        "needs": NeedsForm(draft, sent(request)) if draft.needs else None,
        "whose": whose,
    }


def _preview_status(forms: dict[str, Any]) -> int:
    return 422 if any(form is not None and form.is_bound for form in forms.values()) else 200


def _target(request: HttpRequest, row: ImportDraft, draft: Draft) -> Network | None:
    """The network that the lines go into, when it is there already."""
    return row.network or network_of_client(request.user, draft, timezone.now())


def _preview(request: HttpRequest, row: ImportDraft, draft: Draft, forms: dict[str, Any]) -> dict[str, Any]:
    about = [line.remarks for line in draft.people] + [need.remarks for need in draft.needs]
    kinds = Counter(remark.kind for remarks in about for remark in remarks)
    return {
        "draft": draft,
        "row": row,
        "target": _target(request, row, draft),
        "people": list(zip(draft.people, forms["lines"], strict=True)),
        "form": forms["whose"],
        "guessed": kinds[RemarkKind.GUESSED],
        **forms,
    }


def _saved(
    request: HttpRequest, row: ImportDraft, draft: Draft, forms: dict[str, Any]
) -> HttpResponse | None:
    final, left_out = corrected(draft, forms["lines"])
    if forms["needs"] is not None:
        chosen = set(forms["needs"].cleaned_data["needs"])
        left_out |= {need.key for need in draft.needs} - chosen
    try:
        done = _carry_out(request, row, final, left_out, forms)
    except DomainError as refusal:
        if forms["whose"] is not None and refusal.field in forms["whose"].fields:
            forms["whose"].add_error(refusal.field, str(refusal.message))
        else:
            messages.error(request, str(refusal))
        return None
    drop_draft(draft=row)
    messages.success(request, outcome(done))
    return redirect("networks:network", done.network.pk)


def _carry_out(
    request: HttpRequest, row: ImportDraft, draft: Draft, left_out: set[str], forms: dict[str, Any]
) -> Imported:
    if row.network is not None:
        seat = network_for(request.user, row.network.pk, Permission.GOVERN_MEMBERS)
        return import_into(actor=seat, draft=draft, left_out=left_out)
    beginning = forms["whose"].beginning() if forms["whose"] is not None else {}
    return import_network(actor=request.user, draft=draft, left_out=left_out, **beginning)


def outcome(done: Imported) -> str:
    """What an import did, in one or two sentences."""
    added = ngettext("%(count)s person was added.", "%(count)s people were added.", done.people_added)
    words = added % {"count": done.people_added}
    if done.needs_added:
        needs = ngettext("%(count)s need was added.", "%(count)s needs were added.", done.needs_added)
        words += " " + needs % {"count": done.needs_added}
    if done.people_known:
        words += " " + _("Who was there already stayed as they were.")
    return words


@require_POST
def import_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Forget what was read; nothing was saved."""
    drop_draft(draft=draft_for(request.user, pk))
    messages.success(request, _("Nothing was saved, and what was read is gone."))
    return redirect("networks:import")
