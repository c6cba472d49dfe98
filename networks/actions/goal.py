"""Goals: write one in the client's words, say how far it is from one's own side, reword it, end it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.need import side_of
from networks.choices import NeedStatus
from networks.choices.goal import Level
from networks.errors import NotFromHere
from networks.measuring.goals import known_goals, may_end, may_reword, may_set
from networks.models import Goal, GoalSaid, Need
from networks.standing import Permission, Seat


def set_goal(*, actor: Seat, need: UUID, words: str, **levels: Any) -> Goal:
    """Write down a goal for a need one may read: five levels in words, importance and difficulty.

    Raises PermissionDenied for a professional, NotFromHere for a need that is not there, DomainError for one
    that is closed.
    """
    with acting(actor, Permission.RAISE_NEED) as seat:
        if not may_set(seat):
            raise PermissionDenied
        about = Need.objects.visible_to(seat).filter(pk=need).first()
        if about is None:
            raise NotFromHere("need")
        row = _written(seat, about, words=words, **levels)
        trace(seat, "networks.goal_set", row, need=str(about.pk))
        return row


def _written(seat: Seat, need: Need, **fields: Any) -> Goal:
    if need.status == NeedStatus.CLOSED:
        raise DomainError(_("This need is closed. Open it again first."), code="closed")
    row = Goal(
        network=seat.network,
        need=need,
        author=seat.user,
        for_client=seat.for_client,
        since=seat.at,
        **fields,
    )
    row.full_clean(exclude=["network", "need", "author", "follows"], validate_constraints=False)
    row.save()
    return row


def reword_goal(*, actor: Seat, goal: UUID, words: str, version: int | None = None, **levels: Any) -> Goal:
    """Put a goal into other words. The goal with the earlier words ends, and a new one follows it.

    What was said of how far it is was said of the earlier words, and stays with those. Raises
    PermissionDenied for who does not speak for the client, DomainError for the words it has already, a goal
    that has ended or a need that is closed, Conflict on a stale version.
    """
    with acting(actor, Permission.RAISE_NEED) as seat:
        before = _running(seat, goal)
        if not may_reword(seat, before):
            raise PermissionDenied
        before.expect(version)
        if all(getattr(before, name) == said for name, said in {"words": words, **levels}.items()):
            raise DomainError(_("These are the words it has already."), code="same", field="words")
        before.until = max(seat.at, before.since)
        before.store("until")
        row = _written(seat, before.need, words=words, follows=before, **levels)
        trace(seat, "networks.goal_reworded", row, before=str(before.pk))
        return row


def say_level(*, actor: Seat, goal: UUID, level: Level | int) -> GoalSaid:
    """Say from one's own side how far a goal is. Nobody speaks for another side.

    Raises PermissionDenied for somebody without a side, DomainError for a goal that has ended.
    """
    with acting(actor, Permission.SAY_VIEW) as seat:
        row = _running(seat, goal)
        said = GoalSaid.objects.create(
            network=seat.network,
            goal=row,
            side=side_of(seat),
            level=Level(level),
            said_by=seat.user,
            said_at=seat.at,
        )
        trace(seat, "networks.goal_level_said", row, side=said.side)
        return said


def end_goal(*, actor: Seat, goal: UUID) -> Goal:
    """A goal is no longer a goal: one's own, or any for who speaks for the client."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        row = _running(seat, goal)
        if not may_end(seat, row):
            raise PermissionDenied
        row.until = max(seat.at, row.since)
        row.store("until")
        trace(seat, "networks.goal_ended", row)
        return row


def _running(seat: Seat, pk: UUID) -> Goal:
    row = known_goals(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.until is not None:
        raise DomainError(_("This goal has ended."), code="ended")
    return row
