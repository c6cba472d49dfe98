"""The register of rules of an organisation, and the library of what came of rules. No network is named."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Office
from carenet.lib.forms import carried_out, outcome
from networks.actions import rule as actions
from networks.choices.rule import DECIDED
from networks.forms.rule import (
    AddRuleForm,
    DecideForm,
    JoinForm,
    LibraryFilter,
    RegisterFilter,
    RuleForm,
    ShareForm,
)
from networks.models import Rule
from networks.rules import register as reading
from networks.rules.access import DECIDES, lesson_for, register_for, rule_for
from networks.rules.legal import notes_for
from networks.views.office import office_context
from networks.views.page import press, sent, state

PAGE = 30
page = require_http_methods(["GET", "HEAD", "POST"])


def _show(
    request: HttpRequest, office: Office, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shared = office_context(office) | {"may_decide": reading.may_decide(office)}
    return render(request, f"networks/{template}.html", shared | context, status=status)


@require_safe
def rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The register: what is said not to be allowed, how long it waits, and what was decided."""
    office = register_for(request.user, pk)
    form = RegisterFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    sort = request.GET.get("sort", "")
    narrow = {"words": asked.get("q", ""), "state": asked.get("state", ""), "source": asked.get("source", "")}
    rows = Paginator(reading.register(office, sort=sort, **narrow), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": rows,
        "lines": reading.aged(rows, office.at),
        "filter": form,
        "narrowed": any(narrow.values()),
        "sort": sort,
        "totals": reading.totals(office),
    }
    return _show(request, office, "rules", context)


@page
def rule_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a rule into the register oneself."""
    office = register_for(request.user, pk, *DECIDES)
    form = AddRuleForm(sent(request))
    if carried_out(form, actions.add_rule, actor=office):
        messages.success(request, _("Written down."))
        return redirect("networks:rule", outcome(form).pk)
    return _show(request, office, "rule_edit", {"form": form}, state(form))


@require_safe
def rule(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One rule: what is known, how many networks say it, its history, and what it may be the same as."""
    office, row = rule_for(request.user, pk)
    return _show(request, office, "rule", _about(office, row))


def _about(office: Office, row: Rule) -> dict[str, Any]:
    decides = reading.may_decide(office) and row.joined_into_id is None
    return {
        "rule": row,
        "said": reading.said(row),
        "weeks": reading.weeks_open(row, office.at),
        "late": reading.waits_long(row, office.at),
        "decided": row.status in DECIDED,
        "history": reading.history(row),
        "joined": reading.joined_to(row),
        "alike": reading.alike(office, row) if decides else [],
        "lesson": reading.shared(row),
        "notes": notes_for(row.source, reading.jurisdiction_of(row.organisation)),
        "decides": decides,
    }


@page
def rule_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what was found out."""
    office, row = rule_for(request.user, pk, *DECIDES)
    start = {name: getattr(row, name) for name in (*actions.FOUND_OUT, "version")}
    form = RuleForm(sent(request), initial=start)
    if carried_out(form, actions.revise_rule, actor=office, rule=pk):
        messages.success(request, _("Saved."))
        return redirect("networks:rule", pk)
    return _show(request, office, "rule_edit", {"form": form, "rule": row}, state(form))


@page
def rule_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how far it is, or decide: with a day and a reason that the networks read."""
    office, row = rule_for(request.user, pk, *DECIDES)
    start = {name: getattr(row, name) for name in ("status", "reason", "decided_on", "version")}
    form = DecideForm(sent(request), initial=start)
    if carried_out(form, actions.decide_rule, actor=office, rule=pk):
        decided = outcome(form).status in DECIDED
        messages.success(
            request, _("Decided. The networks that say this rule read it.") if decided else _("Saved.")
        )
        return redirect("networks:rule", pk)
    context = {"form": form, "rule": row, "said": reading.said(row)}
    return _show(request, office, "rule_decide", context, state(form))


@page
def rule_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it is the same rule as another one."""
    office, row = rule_for(request.user, pk, *DECIDES)
    if row.joined_into_id is not None:
        raise Http404
    words = request.GET.get("q", "")
    alike = [] if words else [one.rule for one in reading.alike(office, row)]
    others = alike or list(reading.register(office, words=words).exclude(pk=pk)[:PAGE])
    form = JoinForm(sent(request), initial={"into": request.GET.get("into", "")}, rules=others)
    if carried_out(form, actions.join_rules, actor=office, rule=pk):
        messages.success(request, _("Joined. From now on they are decided on together."))
        return redirect("networks:rule", outcome(form).joined_into_id)
    context = {"form": form, "rule": row, "words": words, "others": others, "proposed": bool(alike)}
    return _show(request, office, "rule_join", context, state(form))


@require_POST
def rule_split(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it out of the rule it was joined to."""
    office, _row = rule_for(request.user, pk, *DECIDES)
    said = _("Split off. It stands by itself again.")
    press(request, actions.split_rule, said, actor=office, rule=pk)
    return redirect("networks:rule", pk)


@page
def rule_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share what came of it with everybody, in words that were read for names."""
    office, row = rule_for(request.user, pk, *DECIDES)
    if row.status not in DECIDED or row.joined_into_id is not None or reading.shared(row) is not None:
        raise Http404
    form = ShareForm(sent(request), initial={"words": row.words, "outcome": row.reason})
    if carried_out(form, actions.share_lesson, actor=office, rule=pk):
        messages.success(request, _("Shared, without names. You can take it back at any time."))
        return redirect("networks:rule", pk)
    return _show(request, office, "rule_share", {"form": form, "rule": row}, state(form))


@require_POST
def lesson_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share it no longer."""
    office, row = lesson_for(request.user, pk)
    press(request, actions.take_back_lesson, _("No longer shared."), actor=office, lesson=pk)
    return redirect("networks:rule", row.rule_id)


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """What came of rules elsewhere, without names: for everybody who is signed in."""
    form = LibraryFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    narrow = {
        "words": asked.get("q", ""),
        "source": asked.get("source", ""),
        "status": asked.get("status", ""),
    }
    rows = Paginator(reading.library(**narrow), PAGE).get_page(request.GET.get("page"))
    context = {"page": rows, "filter": form, "narrowed": any(narrow.values())}
    return render(request, "networks/lessons.html", context)
