"""Bringing a care team in from a file: choose, look and correct, then save all of it or nothing."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
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
from networks.forms.intake import Corrections, FileForm
from networks.intake import Draft, PersonLine, RemarkKind, UnreadableFile
from networks.models import ImportDraft, Network
from networks.standing import Permission
from networks.views.page import press, sent, show

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
    target = _target(request, row, draft)
    asked = Corrections(draft, sent(request), known=target is not None)
    done = _saved(request, row, asked) if asked.is_valid() else None
    if done is not None:
        messages.success(request, outcome(done))
        return redirect("networks:network", done.network.pk)
    context = _preview(row, asked) | {"target": target}
    return render(request, "networks/import_preview.html", context, status=422 if asked.is_bound else 200)


def _target(request: HttpRequest, row: ImportDraft, draft: Draft) -> Network | None:
    """The network that the lines go into, when it is there already and the owner may still do this."""
    if row.network_id is not None:
        network: Network = network_for(request.user, row.network_id, Permission.GOVERN_MEMBERS).network
        return network
    return network_of_client(request.user, draft, timezone.now())


def _preview(row: ImportDraft, asked: Corrections) -> dict[str, Any]:
    draft = asked.draft
    about = [line.remarks for line in draft.people] + [need.remarks for need in draft.needs]
    kinds = Counter(remark.kind for remarks in about for remark in remarks)
    rows = zip(draft.people, asked.lines, strict=True)
    return {
        "draft": draft,
        "row": row,
        "people": [(person, line, _about(person)) for person, line in rows],
        "needs": asked.needs,
        "whose": asked.whose,
        "form": asked.whose,
        "guessed": kinds[RemarkKind.GUESSED],
    }


def _about(person: PersonLine) -> list[str]:
    return [words for words in (person.function, person.organisation, person.email, person.phone) if words]


def _saved(request: HttpRequest, row: ImportDraft, asked: Corrections) -> Imported | None:
    """Save it; a refusal is said, and nothing happened. Of two presses at once, the second finds nothing."""
    final, left_out = asked.corrected()
    try:
        with transaction.atomic():
            drop_draft(draft=row)
            if row.network_id is None:
                beginning = asked.beginning()
                return import_network(actor=request.user, draft=final, left_out=left_out, **beginning)
            seat = network_for(request.user, row.network_id, Permission.GOVERN_MEMBERS)
            return import_into(actor=seat, draft=final, left_out=left_out)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return None


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
    draft = draft_for(request.user, pk)
    press(request, drop_draft, _("Nothing was saved, and what was read is gone."), draft=draft)
    return redirect("networks:import")
