"""One date of a task: what the reader can do there, and how it changes, alone or with the other dates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from carenet.lib.forms import carried_out, outcome
from networks import planned, promised
from networks.actions import occurrence as actions
from networks.actions.place import organises
from networks.choices import OccurrenceStatus, SeriesPart, TaskWhen
from networks.doors import occurrence_for
from networks.forms.occurrence import CancelDateForm, ChangeDateForm, PartForm, Parts
from networks.models import Occurrence
from networks.rhythm import to_wall
from networks.standing import Permission, Seat
from networks.views.page import sent, show, state

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def occurrence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One date: when and where, who promised, and what the reader can do."""
    seat, row = occurrence_for(request.user, pk, Permission.VIEW, look="networks.date_seen")
    (date,) = planned.dressed(seat, [row])
    arranges = organises(seat, row.task)
    coming = row.ends_at > seat.at
    context = {
        "date": date,
        "task": row.task,
        "occurrence": row,
        "promises": promised.board(seat, row),
        "need": planned.needs_of(seat, [row.task]).get(row.task.need_id),
        "told": {name: row.own(name) for name in ("title", "where", "bring", "avoid")},
        "week": row.task.when == TaskWhen.WEEK,
        "may_change": arranges and date.planned,
        "may_restore": arranges and coming and row.status == OccurrenceStatus.NOT_NEEDED,
        "same_day": _same_day(row),
    }
    return show(request, seat, "networks/occurrence.html", context)


def _same_day(row: Occurrence) -> bool:
    """Whether it is over on the day on which it begins."""
    zone = row.task.zone
    return row.starts_at.astimezone(zone).date() == row.ends_at.astimezone(zone).date()


def _arranged(request: HttpRequest, pk: UUID) -> tuple[Seat, Occurrence]:
    seat, row = occurrence_for(request.user, pk, Permission.ASK)
    if not organises(seat, row.task):
        raise PermissionDenied
    return seat, row


def day_in_words(row: Occurrence) -> str:
    """The day of a date, on the wall of its task: "Tuesday 3 March 2026"."""
    return date_format(to_wall(row.starts_at, row.task.zone), "l j F Y")


def parts(seat: Seat, row: Occurrence) -> Parts:
    """Only this date, from here on, or all: each names its dates. Nothing for what does not repeat."""
    if not row.task.repeats:
        return []
    later, every, _last = planned.later_dates(row, seat.at)
    day = day_in_words(row)
    onwards = ngettext(
        "%(day)s and all later ones (%(number)s date is planned)",
        "%(day)s and all later ones (%(number)s dates are planned)",
        later,
    )
    everything = ngettext(
        "All dates to come (%(number)s is planned)", "All dates to come (%(number)s are planned)", every
    )
    return [
        (SeriesPart.ONLY.value, _("Only %(day)s") % {"day": day}),
        (SeriesPart.FROM_HERE.value, onwards % {"day": day, "number": later}),
        (SeriesPart.ALL.value, everything % {"number": every}),
    ]


@page
def occurrence_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a date, alone, from here on, or all of them."""
    seat, row = _arranged(request, pk)
    week = row.task.when == TaskWhen.WEEK
    form = ChangeDateForm(
        sent(request), initial=_start(row), parts=parts(seat, row), week=week, repeats=row.task.repeats
    )
    given = {"minutes": row.task.minutes} if week else {}
    if carried_out(form, actions.change_date, actor=seat, occurrence=pk, **given):
        messages.success(request, _("Saved. Who promised hears of it."))
        return redirect("networks:occurrence", outcome(form).pk)
    context = {"form": form, "date": row, "task": row.task, "when": planned.when(row.task), "week": week}
    look = ("networks.date_seen", row)
    return show(request, seat, "networks/occurrence_change.html", context, status=state(form), look=look)


def _start(row: Occurrence) -> dict[str, Any]:
    wall = to_wall(row.starts_at, row.task.zone)
    texts = {name: row.own(name) for name in ("where", "bring", "avoid")}
    return {
        "day": wall.date(),
        "time": wall.time(),
        "minutes": planned.minutes_of(row),
        "version": row.version,
    } | texts


@page
def occurrence_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a date off, alone, from here on, or all of them."""
    seat, row = _arranged(request, pk)
    form = CancelDateForm(sent(request), initial={"version": row.version}, parts=parts(seat, row))
    if carried_out(form, actions.cancel_date, actor=seat, occurrence=pk):
        messages.success(request, _("Called off. Who promised is free, and hears so."))
        return redirect("networks:occurrence", pk)
    (date,) = planned.dressed(seat, [row])
    context = {"form": form, "date": date, "task": row.task, "when": planned.when(row.task)}
    look = ("networks.date_seen", row)
    return show(request, seat, "networks/occurrence_cancel.html", context, status=state(form), look=look)


@page
def occurrence_restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan a date again that was called off, or all that were called off together with it."""
    seat, row = _arranged(request, pk)
    together = bool(row.task.rule_before) and row.slot not in row.task.skipped
    form = PartForm(sent(request), initial={"version": row.version}, parts=_again(row) if together else [])
    given = {} if together else {"part": SeriesPart.ONLY}
    if carried_out(form, _restore, actor=seat, occurrence=pk, given=given):
        messages.success(request, _("Planned again. Who had promised hears of it."))
        return redirect("networks:occurrence", pk)
    context = {"form": form, "date": row, "task": row.task, "together": together}
    look = ("networks.date_seen", row)
    return show(request, seat, "networks/occurrence_restore.html", context, status=state(form), look=look)


def _restore(*, given: dict[str, Any], **arguments: Any) -> Occurrence:
    return actions.restore_date(**arguments | given)


def _again(row: Occurrence) -> Parts:
    day = day_in_words(row)
    return [
        (SeriesPart.ONLY.value, _("Only %(day)s") % {"day": day}),
        (
            SeriesPart.FROM_HERE.value,
            _("All dates that were called off together with %(day)s") % {"day": day},
        ),
    ]
