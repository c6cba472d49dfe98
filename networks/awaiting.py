"""What waits for somebody from asks, promises, questions, swaps, meetings and coaches, across their networks.

Only names, kinds of things and days: what a need or a task says is on its own page, where a look is traced.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from networks.choices import AskStatus, PromiseStatus, SwapStatus, TaskStatus
from networks.coaching.consents import coaching_waits
from networks.measuring.own import waits
from networks.meeting_waits import meeting_waits
from networks.models import Ask, Asked, Challenge, DateSwap, Occurrence, Promise, RoleProposal, Swap, Task
from networks.standing import Permission, Seat
from networks.thing import Source, Thing, things_of, title_of


def things(user: Any, seats: Iterable[Seat], at: datetime) -> list[Thing]:
    """What waits for this user: what is most pressing first. One query, and one for each kind that has
    anything, however many networks.
    """
    alive = [seat for seat in seats if not seat.network.has_ended]
    mine = frozenset[UUID]().union(*(seat.member_ids for seat in alive))
    first = {seat.network.pk for seat in alive if seat.may(Permission.SEE_ASK_FIRST)}
    sources = [
        _stand_ins(mine, at),
        _to_see(user, first),
        _tasks_to_see(user, first),
        _asked(mine),
        _swaps(mine, at),
        _challenges(mine),
        _proposed_swaps(mine),
        _to_report(mine, at),
        _about_me(mine),
        *waits(alive, mine, at),
        *meeting_waits(alive, at),
        coaching_waits(alive, at),
    ]
    return list(things_of(sources))


def _what(task: Task, date: Occurrence | None) -> str:
    """The kind of thing and the day: "Rides, 3 March"."""
    if date is None:
        return str(task.activity)
    day = date_format(timezone.localtime(date.starts_at, task.zone), "j F")
    return gettext("%(kind)s, %(day)s") % {"kind": task.activity, "day": day}


def _thing(words: str, task: Task, name: str, pk: UUID, act: str) -> Thing:
    return Thing(words, title_of(task.network.title), reverse(f"networks:{name}", args=[pk]), act)


def _stand_ins(mine: Collection[UUID], at: datetime) -> Source:
    """Dates for which I stand in and whose holder cannot."""
    ready = Promise.objects.filter(member__in=mine, stands_in=True, status=PromiseStatus.PROMISED)
    rows = Promise.objects.filter(status=PromiseStatus.SEEKING, stands_in=False, occurrence__ends_at__gt=at)
    rows = rows.filter(occurrence__in=ready.values("occurrence")).exclude(member__in=mine)
    rows = rows.select_related("member", *_through("occurrence__"))
    return Source(rows.order_by("occurrence__starts_at"), _stand_in)


def _stand_in(row: Promise) -> Thing:
    task = row.occurrence.task
    said = gettext("%(name)s cannot after all, and you stand in: %(what)s.")
    words = said % {"name": row.member.name, "what": _what(task, row.occurrence)}
    return _thing(words, task, "occurrence", row.occurrence_id, gettext("Look"))


def _to_see(user: Any, networks: Collection[UUID]) -> Source:
    """Asks that the client sees before they go out."""
    rows = Ask.objects.filter(network__in=networks, status=AskStatus.SHOWN).exclude(author=user.pk)
    rows = rows.select_related("author", "occurrence", *_through(""))
    return Source(rows.order_by("created_at"), _ask_to_see)


def _ask_to_see(row: Ask) -> Thing:
    said = gettext("%(name)s wants to ask people something: %(what)s. You see it first.")
    words = said % {"name": row.author, "what": _what(row.task, row.occurrence)}
    return _thing(words, row.task, "ask_approve", row.pk, gettext("See it and decide"))


def _tasks_to_see(user: Any, networks: Collection[UUID]) -> Source:
    """Tasks that the client sees before anybody else does."""
    rows = Task.objects.filter(network__in=networks, status=TaskStatus.SHOWN).exclude(author=user.pk)
    rows = rows.exclude(asks__status=AskStatus.SHOWN).select_related("author", "activity", "network")
    return Source(rows.order_by("created_at"), _task_to_see)


def _task_to_see(row: Task) -> Thing:
    said = gettext("%(name)s wrote down something to do: %(what)s. You see it first.")
    words = said % {"name": row.author, "what": row.activity}
    return _thing(words, row, "task", row.pk, gettext("See it and decide"))


def _asked(mine: Collection[UUID]) -> Source:
    """What I was asked and did not answer."""
    rows = Asked.objects.filter(
        member__in=mine, answer="", asked_at__isnull=False, ask__status=AskStatus.OPEN
    )
    rows = rows.select_related("ask__author", "ask__occurrence", *_through("ask__"))
    return Source(rows.order_by("ask__occurrence__starts_at", "asked_at"), _one_asked)


def _one_asked(row: Asked) -> Thing:
    said = gettext("%(name)s asks you something: %(what)s.")
    words = said % {"name": row.ask.author, "what": _what(row.ask.task, row.ask.occurrence)}
    return _thing(words, row.ask.task, "ask", row.ask_id, gettext("Answer"))


def _swaps(mine: Collection[UUID], at: datetime) -> Source:
    """Questions to swap one of my dates."""
    wanted = DateSwap.wanted.through.objects.filter(
        promise__member__in=mine, promise__status=PromiseStatus.PROMISED
    )
    rows = DateSwap.objects.waiting().filter(pk__in=wanted.values("dateswap_id"))
    rows = rows.filter(promise__occurrence__ends_at__gt=at)
    rows = rows.select_related("promise__member", *_through("promise__occurrence__"))
    return Source(rows.order_by("asked_at"), _swap)


def _swap(row: DateSwap) -> Thing:
    date = row.promise.occurrence
    said = gettext("%(name)s asks to swap dates: %(what)s.")
    words = said % {"name": row.promise.member.name, "what": _what(date.task, date)}
    return _thing(words, date.task, "date_swap", row.pk, gettext("Look"))


def _challenges(mine: Collection[UUID]) -> Source:
    """Questions that start from what I like, and that I did not answer."""
    rows = Challenge.objects.waiting().filter(member__in=mine).select_related("author", "network")
    said = gettext("%(name)s has a question for you.")
    return Source(
        rows.order_by("asked_at"),
        lambda row: _of(row, said % {"name": row.author}, "challenge", gettext("Answer")),
    )


def _proposed_swaps(mine: Collection[UUID]) -> Source:
    """Swaps in which I take something on or am freed, and said nothing yet."""
    mute = Q(taker__in=mine, taker_agreed_at=None) | Q(freed__in=mine, freed_agreed_at=None)
    rows = Swap.objects.filter(mute, status=SwapStatus.PROPOSED).select_related("author", "network")
    said = gettext("%(name)s proposes a swap.")
    return Source(
        rows.order_by("proposed_at"),
        lambda row: _of(row, said % {"name": row.author}, "swap", gettext("Look")),
    )


def _to_report(mine: Collection[UUID], at: datetime) -> Source:
    """What I promised, is over, and nobody told how it went."""
    rows = Promise.objects.filter(member__in=mine).unreported(at)
    rows = rows.select_related(*_through("occurrence__"))
    return Source(rows.order_by("-occurrence__ends_at"), _report)


def _report(row: Promise) -> Thing:
    task = row.occurrence.task
    words = gettext("How did it go? %(what)s.") % {"what": _what(task, row.occurrence)}
    return _thing(words, task, "promise_report", row.pk, gettext("Tell it"))


def _about_me(mine: Collection[UUID]) -> Source:
    """Questions about what I seem to do, to me alone: not even their subject shows here."""
    rows = RoleProposal.objects.waiting().filter(member__in=mine).select_related("network")
    said = gettext("There is a question for you alone, about what you do here.")
    return Source(rows.order_by("proposed_at"), lambda row: _of(row, said, "role_question", gettext("Look")))


def _of(row: Challenge | Swap | RoleProposal, words: str, name: str, act: str) -> Thing:
    """What waits at a row's own page."""
    return Thing(words, title_of(row.network.title), reverse(f"networks:{name}", args=[row.pk]), act)


def _through(path: str) -> tuple[str, str]:
    return f"{path}task__activity", f"{path}task__network"
