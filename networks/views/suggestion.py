"""Who could do something and what could be swapped, with reasons; and whom who organises can ask again."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from networks import suggesting, wanting
from networks.access import need_for, network_for
from networks.doors import found, task_for
from networks.models import Occurrence, Task
from networks.standing import Permission
from networks.views.page import show


@require_safe
def suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who could do a task (or, with ``occurrence``, one of its dates), why, and what could be swapped."""
    seat, task = task_for(request.user, pk, Permission.ASK, look="networks.suggestions_seen")
    date = _date(task, request.GET.get("occurrence", ""))
    ideas = suggesting.ideas_for(seat, task, date)
    context = {"task": task, "date": date, "ideas": ideas, "group": ideas.groups[0]}
    return show(request, seat, "networks/suggestions.html", context)


def _date(task: Task, asked: str) -> Occurrence | None:
    """The date of this task that was asked for, if any. Raises Http404 for one of another task."""
    if not asked:
        return None
    try:
        pk = UUID(asked)
    except ValueError:
        raise Http404 from None
    row: Any = found(task.occurrences.select_related("task"), pk)
    return row  # type: ignore[no-any-return]


@require_safe
def need_suggestions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who could do something for a need, by its tasks and by what its words speak of, and possible swaps."""
    seat, need = need_for(request.user, pk, Permission.ASK, look="networks.suggestions_seen")
    context = {"need": need, "ideas": suggesting.ideas_for_need(seat, need)}
    return show(request, seat, "networks/need_suggestions.html", context)


@require_safe
def helpers_wanted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Talents nobody asks for and people of whom nothing is heard, each with one small ask."""
    seat = network_for(request.user, pk, Permission.ORGANIZE, look="networks.helpers_wanted_seen")
    return show(request, seat, "networks/helpers_wanted.html", {"wanted": wanting.wanted(seat)})
