"""Tasks: something to do for a need or for the network, written down, changed, let through, ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.need import readable
from networks.actions.occurrence import cancel_dates
from networks.actions.place import organises
from networks.actions.series import checked_slot, plan_dates
from networks.choices import STANDS, AskStatus, Rotation, Side, TaskStatus, TaskWhen
from networks.doors import visible_tasks
from networks.errors import NotFromHere
from networks.models import Activity, Member, Task, TurnTaker
from networks.planning import HORIZON
from networks.rhythm import A_WEEK, Rhythm, explicit, first_slot, monday, to_utc
from networks.rrule import RhythmRefused
from networks.standing import Permission, Seat

MOST_PLACES = 20
LONGEST_PLACE = 40
REVISABLE = ("title", "bring", "avoid", "where", "address", "only_side", "rule_words", "skip_holidays")
"""What a change of the task itself writes as it is given."""


def add_task(
    *,
    actor: Seat,
    activity: UUID,
    title: str,
    when: TaskWhen,
    starts: datetime,
    minutes: int | None = None,
    places: Sequence[str] | None = None,
    need: UUID | None = None,
    rule: str = "",
    rotation: Rotation = Rotation.NONE,
    turns: Iterable[UUID] = (),
    **words: Any,
) -> Task:
    """Write down something to do, with its dates as far ahead as the house plans.

    ``starts`` is wall-clock time (naive) in the zone of the network; in a rhythm the first date is the first
    that fits. What is not said is as its kind usually is. ``words`` are those of REVISABLE. Where the client
    wants to see what is asked first, it waits for them unless they wrote it themselves.

    Raises NotFromHere for a kind, need or person from elsewhere, RhythmRefused, or a DomainError.
    """
    with acting(actor, Permission.ASK) as seat:
        kind = _activity(seat, activity)
        task = _begun(
            seat,
            kind,
            need=readable(seat, need) if need else None,
            title=title,
            when=when,
            places=_places(kind.places if places is None else places),
            minutes=A_WEEK if when == TaskWhen.WEEK else minutes or kind.minutes,
            rotation=rotation,
            **_known(words),
        )
        _set_first(task, starts, rule, seat.at)
        _check_rule(task)
        task.save()
        _set_turns(seat, task, turns)
        plan_dates(task, seat.at + HORIZON, seat.at, seat)
        if task.status == TaskStatus.SHOWN:
            moments.on_shown(task, seat.at)
        trace(seat, "networks.task_added", task, status=task.status, need=str(need or ""))
        return task


def _begun(seat: Seat, kind: Activity, **fields: Any) -> Task:
    shown = seat.network.show_first and not seat.for_client
    return Task(
        network=seat.network,
        activity=kind,
        author=seat.user,
        for_client=seat.for_client,
        time_zone=seat.network.time_zone,
        status=TaskStatus.SHOWN if shown else TaskStatus.OPEN,
        **fields,
    )


def _known(words: dict[str, Any]) -> dict[str, Any]:
    unknown = set(words) - set(REVISABLE)
    if unknown:
        raise TypeError(f"not of a task: {sorted(unknown)}")
    return words


def _activity(seat: Seat, pk: UUID) -> Activity:
    found = Activity.objects.for_network(seat.network).filter(pk=pk).first()
    if found is None:
        raise NotFromHere("activity")
    return found


def _places(names: Sequence[str]) -> list[str]:
    places = [name.strip()[:LONGEST_PLACE] for name in names] or [""]
    if len(places) > MOST_PLACES:
        raise DomainError(_("At least one and at most twenty people."), field="places")
    return places


def _set_first(task: Task, starts: datetime, rule: str, at: datetime) -> None:
    """Set the rhythm and its first date. Raises RhythmRefused, or DomainError about the moment."""
    if task.when == TaskWhen.WEEK:
        starts = monday(starts)
    if task.when == TaskWhen.RHYTHM:
        checked_slot(starts, task, task.minutes, at)
        task.rule = explicit(rule, starts)
        first = first_slot(Rhythm(starts, task.zone, task.minutes, task.rule))
        if first is None:
            raise RhythmRefused(_("This rhythm never comes to a date. Choose other days."))
        starts = first.wall
    checked_slot(starts, task, task.minutes, at)
    task.starts = to_utc(starts, task.zone)


def _check_rule(task: Task) -> None:
    if task.only_side and task.only_side not in Side.values:
        raise DomainError(_("Choose something from the list."), field="only_side")
    if task.only_side and not task.rule_words.strip():
        raise DomainError(_("Say the rule in words."), field="rule_words")
    if not task.only_side:
        task.rule_words = ""


def _set_turns(seat: Seat, task: Task, turns: Iterable[UUID]) -> None:
    """Who takes turns, in this order. Raises NotFromHere, or DomainError when turns are taken by nobody."""
    wanted = list(dict.fromkeys(turns)) if task.rotation != Rotation.NONE else []
    if task.rotation != Rotation.NONE and not wanted:
        raise DomainError(_("Choose at least one person who takes turns."), field="turns")
    here = Member.objects.taking_part(seat.at).filter(network=seat.network, pk__in=wanted)
    known = {one.pk for one in here}
    if task.only_side and here.exclude(side=task.only_side).exists():
        raise DomainError(
            _("The rule is against somebody who takes turns. Change one of the two."), field="turns"
        )
    if len(known) != len(wanted):
        raise NotFromHere("turns")
    # The order of turns is no history of anything: it is written anew.
    before = {row.member_id: row for row in task.turn_takers.all()}
    for order, pk in enumerate(wanted):
        TurnTaker.objects.update_or_create(task=task, member_id=pk, defaults={"order": order})
    task.turn_takers.filter(member__in=set(before) - set(wanted)).delete()


def arranged(seat: Seat, pk: UUID) -> Task:
    """A task that this seat arranges, locked. Raises Http404, PermissionDenied."""
    rows = visible_tasks(seat).select_for_update(of=("self",))
    task: Task | None = rows.filter(pk=pk).first()
    if task is None:
        raise Http404
    if not organises(seat, task):
        raise PermissionDenied
    return task


def revise_task(
    *,
    actor: Seat,
    task: UUID,
    activity: UUID | None = None,
    places: Sequence[str] | None = None,
    rotation: Rotation | None = None,
    turns: Iterable[UUID] | None = None,
    version: int | None = None,
    **words: Any,
) -> Task:
    """Change what a task says; when it is, is changed at one of its dates (change_date).

    Who does not read the address leaves it as it is by not giving one. Raises Conflict on a stale version,
    PermissionDenied for who does not arrange it, a DomainError for fewer places than are promised.
    """
    with acting(actor, Permission.ASK) as seat:
        row = arranged(seat, task)
        row.expect(version)
        if row.status == TaskStatus.ENDED:
            raise DomainError(_("This has ended, so it is not changed any more."), code="ended")
        again = any(getattr(row, name) != value for name, value in _known(words).items())
        again = again and _waits_again(seat, row)
        for name, value in words.items():
            setattr(row, name, value)
        if activity is not None:
            row.activity = _activity(seat, activity)
        if places is not None:
            row.places = _places(places)
            _check_places(row, seat.at)
        row.rotation = row.rotation if rotation is None else rotation
        _check_rule(row)
        if turns is not None or row.rotation == Rotation.NONE:
            _set_turns(seat, row, turns or ())
        row.sequence += 1
        row.store(*REVISABLE, "activity", "places", "rotation", "sequence", "status")
        if again:
            moments.on_shown(row, seat.at)
        trace(seat, "networks.task_revised", row, fields=",".join(sorted(words)))
        return row


def _waits_again(seat: Seat, task: Task) -> bool:
    """Whether a task with other words waits for the client again, who wants to see things first.

    Raises DomainError once somebody was asked or promised: then it stays what the client saw.
    """
    if seat.for_client or not seat.network.show_first or task.status == TaskStatus.SHOWN:
        return False
    promised = task.occurrences.to_come(seat.at).filter(promises__status__in=STANDS)
    if task.asks.filter(status=AskStatus.OPEN).exists() or promised.exists():
        raise DomainError(
            _("The client saw these words before anybody was asked. Only the client changes them now."),
            code="seen_first",
        )
    task.status = TaskStatus.SHOWN
    return True


def _check_places(task: Task, at: datetime) -> None:
    held = task.occurrences.to_come(at).filter(
        promises__stands_in=False, promises__place__gte=len(task.places)
    )
    if held.filter(promises__status__in=["promised", "seeking"]).exists():
        raise DomainError(
            _("Somebody promised a place that would be gone. Talk to them first, or keep the place."),
            code="place_promised",
            field="places",
        )


def approve_task(*, actor: Seat, task: UUID, version: int | None = None) -> Task:
    """Let a task go on that waited for the client. Raises DomainError when it does not wait any more."""
    with acting(actor, Permission.SEE_ASK_FIRST) as seat:
        row = visible_tasks(seat).select_for_update(of=("self",)).filter(pk=task).first()
        if row is None:
            raise Http404
        row.expect(version)
        if row.status != TaskStatus.SHOWN:
            raise DomainError(_("This does not wait for you any more."), code="not_waiting")
        row.status = TaskStatus.OPEN
        row.store("status")
        trace(seat, "networks.task_approved", row)
        return row


def end_task(*, actor: Seat, task: UUID, reason: str = "", version: int | None = None) -> Task:
    """End a task: nothing of it is to come any more. What was done stays. Raises as revise_task()."""
    with acting(actor, Permission.ASK) as seat:
        row = arranged(seat, task)
        row.expect(version)
        if row.status == TaskStatus.ENDED:
            raise DomainError(_("This has ended already."), code="ended")
        cancel_dates(seat, row, reason, None)
        if row.status != TaskStatus.ENDED:
            row.status, row.ended_at = TaskStatus.ENDED, seat.at
            row.store("status", "ended_at")
        for pledge in row.pledges.filter(ended_at=None).select_for_update():
            pledge.ended_at = seat.at
            pledge.store("ended_at")
        trace(seat, "networks.task_ended", row)
        return row
