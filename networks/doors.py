"""The doors to what people do together: talents, tasks, asks, promises, swaps and stories.

They stand beside networks/access.py and keep its rule: outside your network there is nothing (404), inside
without the right you are told so (403), and a row that you may not know of is not there (404).
"""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from carenet.lib.models import holds
from networks.access import network_for, network_of, trace_look
from networks.choices import AskStatus, TalentKind, Visibility
from networks.models import (
    Activity,
    Ask,
    Asked,
    Barrier,
    Challenge,
    DateSwap,
    EventStep,
    LifeEvent,
    Occurrence,
    Pledge,
    Promise,
    Reply,
    RoleProposal,
    Story,
    Swap,
    Talent,
    Task,
)
from networks.models.barrier import BarrierQuerySet, SwapQuerySet
from networks.models.talent import ChallengeQuerySet, TalentQuerySet
from networks.standing import Permission, Seat


def visible_tasks(seat: Seat) -> QuerySet[Task]:
    """Tasks of the network that this seat may know of, with what a line about one needs."""
    return Task.objects.visible_to(seat).select_related("activity", "network")


def visible_asks(seat: Seat) -> QuerySet[Ask]:
    """Asks about tasks this seat may know of: put to it, written by it, or arranged by it.

    What waits for the client is known to who wrote it and to who speaks for the client; the rest of what is
    asked to who organises and to whose task it is.
    """
    mine = Q(pk__in=Asked.objects.filter(member__in=seat.member_ids, asked_at__isnull=False).values("ask_id"))
    mine |= Q(author=seat.user.pk) if seat.for_client else Q(author=seat.user.pk, for_client=False)
    arranged = ~Q(status=AskStatus.SHOWN)
    if not seat.may(Permission.ORGANIZE):
        arranged &= Q(task__author=seat.user.pk, task__for_client=False)
    if seat.for_client:
        mine |= Q(status=AskStatus.SHOWN)
    rows = Ask.objects.filter(mine | arranged, task__in=visible_tasks(seat).order_by().values("pk"))
    return rows.select_related("task__activity", "task__network", "task__need", "occurrence", "author")


def readable_stories(seat: Seat) -> QuerySet[Story]:
    """Stories that have not been taken back and that this seat may read."""
    stories: QuerySet[Story] = Story.objects.visible_to(seat).at(seat.at)
    return stories.select_related("author")


def readable_events(seat: Seat) -> QuerySet[LifeEvent]:
    """What happened or will happen, as far as this seat may read it, put away or not."""
    events: QuerySet[LifeEvent] = LifeEvent.objects.visible_to(seat)
    return events.select_related("author", "about")


def own_proposals(seat: Seat) -> QuerySet[RoleProposal]:
    """Questions about what somebody seems to do, put to this seat's own places. Nobody else knows of them."""
    rows = RoleProposal.objects.filter(network=seat.network, member__in=seat.member_ids)
    return rows.select_related("member", "domain")


def visible_talents(seat: Seat) -> TalentQuerySet:
    """Talents of the client and of everybody who is here, as people offer them.

    What somebody does not want to be asked for is seen by that person alone: the member; for the client, who
    speaks for them; for a member without an account, who governs the membership and notes it for them.
    """
    rows = Talent.objects.at(seat.at).filter(network=seat.network)
    here = Q(member__isnull=True) | holds(seat.at, "member__")
    return rows.filter(here, ~Q(kind=TalentKind.NEVER) | own_talents(seat)).select_related(
        "member", "activity"
    )


def own_talents(seat: Seat) -> Q:
    """The condition "this seat says this talent": of its own places, of the client for who speaks for them,
    and of a member without an account for who governs the membership.
    """
    own = Q(member__in=seat.member_ids)
    if seat.for_client:
        own |= Q(member__isnull=True)
    if seat.may(Permission.GOVERN_MEMBERS):
        own |= Q(member__isnull=False, member__user__isnull=True)
    return own


def visible_swaps(seat: Seat) -> SwapQuerySet:
    """Swaps of two tasks that this seat may know of, and those it is asked for; no professional is asked for
    what became for family only.
    """
    tasks = visible_tasks(seat).order_by().values("pk")
    known = Q(takes__in=tasks, frees_for__in=tasks)
    asked = Q(taker__in=seat.member_ids) | Q(freed__in=seat.member_ids)
    if seat.formal:
        family = Visibility.FAMILY
        asked &= ~Q(takes__need__visibility=family) & ~Q(frees_for__need__visibility=family)
    rows = Swap.objects.filter(known | asked, network=seat.network)
    return rows.select_related(
        "taker", "freed", "takes__activity", "frees_for__activity", "barrier", "author"
    )


def visible_barriers(seat: Seat) -> BarrierQuerySet:
    """What is said to be impossible about the network as a whole, or about a task this seat may know of."""
    about = Q(task__isnull=True) | Q(task__in=visible_tasks(seat).order_by().values("pk"))
    asked = Swap.objects.about(seat.member_ids).filter(barrier__isnull=False)
    rows = Barrier.objects.filter(about | Q(pk__in=asked.values("barrier")), network=seat.network)
    return rows.select_related("task", "author")


def visible_challenges(seat: Seat) -> ChallengeQuerySet:
    """Questions put to this seat's places, and those it asked itself: the answer goes to who asked, alone."""
    asked = Q(author=seat.user.pk)
    if not seat.for_client:
        asked &= Q(for_client=False)
    rows = Challenge.objects.filter(asked | Q(member__in=seat.member_ids), network=seat.network)
    return rows.select_related("member", "talent__activity", "author", "need")


def task_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Task]:
    """The door to a task; one that this user may not know of is not there (404)."""
    seat = network_for(user, network_of(Task.objects, pk), permission)
    task = found(visible_tasks(seat).select_related("author", "need"), pk)
    if look:
        trace_look(seat, look, task)
    return seat, task


def occurrence_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Occurrence]:
    """The door to one date of a task, with its task."""
    seat = network_for(user, network_of(Occurrence.objects, pk), permission)
    rows = Occurrence.objects.filter(task__in=visible_tasks(seat).values("pk"))
    occurrence = found(rows.select_related("task__activity", "task__need", "network"), pk)
    if look:
        trace_look(seat, look, occurrence)
    return seat, occurrence


def ask_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Ask]:
    """The door to an ask: open to whom it is put, to who asked, and to who arranges it."""
    seat = network_for(user, network_of(Ask.objects, pk), permission)
    return seat, found(visible_asks(seat), pk)


def promise_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Promise]:
    """The door to a promise for a task that this user may know of."""
    seat = network_for(user, network_of(Promise.objects, pk), permission)
    rows = Promise.objects.filter(occurrence__task__in=visible_tasks(seat).values("pk"))
    return seat, found(rows.select_related("occurrence__task__activity", "member"), pk)


def date_swap_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, DateSwap]:
    """The door to a question to swap dates: for who asked, whose dates are wanted, and who organises."""
    seat = network_for(user, network_of(DateSwap.objects, pk), permission)
    rows = DateSwap.objects.filter(promise__occurrence__task__in=visible_tasks(seat).order_by().values("pk"))
    if not seat.may(Permission.ORGANIZE):
        mine = Q(promise__member__in=seat.member_ids) | Q(solved_with__member__in=seat.member_ids)
        wanted = DateSwap.wanted.through.objects.filter(promise__member__in=seat.member_ids)
        rows = rows.filter(mine | Q(pk__in=wanted.values("dateswap_id")))
    return seat, found(rows.select_related("promise__occurrence__task", "promise__member", "solved_with"), pk)


def pledge_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Pledge]:
    """The door to a yes for a while, for a task that this user may know of."""
    seat = network_for(user, network_of(Pledge.objects, pk), permission)
    rows = Pledge.objects.filter(task__in=visible_tasks(seat).order_by().values("pk"))
    return seat, found(rows.select_related("task", "member"), pk)


def activity_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Activity]:
    """The door to a kind of thing that this network added to the list."""
    seat = network_for(user, network_of(Activity.objects, pk), permission)
    return seat, found(Activity.objects.filter(network=seat.network), pk)


def talent_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Talent]:
    """The door to a talent in a network this user is in; what is private to somebody else is not there."""
    seat = network_for(user, network_of(Talent.objects, pk), permission)
    return seat, found(visible_talents(seat), pk)


def challenge_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Challenge]:
    """The door to a challenge: open to whom it is put and to who asked; to others it is not there."""
    seat = network_for(user, network_of(Challenge.objects, pk), permission)
    return seat, found(visible_challenges(seat), pk)


def swap_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Swap]:
    """The door to a swap: open to its two people, and to who may know of both tasks."""
    seat = network_for(user, network_of(Swap.objects, pk), permission)
    return seat, found(visible_swaps(seat), pk)


def barrier_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Barrier]:
    """The door to a barrier: about the network as a whole, or about a task this user may know of."""
    seat = network_for(user, network_of(Barrier.objects, pk), permission)
    return seat, found(visible_barriers(seat), pk)


def story_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, Story]:
    """The door to a story or a question; one that this user may not read is not there (404)."""
    seat = network_for(user, network_of(Story.objects, pk), permission)
    story = found(readable_stories(seat), pk)
    if look:
        trace_look(seat, look, story)
    return seat, story


def reply_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, Reply]:
    """The door to a reply, read by who reads its story."""
    seat = network_for(user, network_of(Reply.objects, pk), permission)
    rows = Reply.objects.filter(story__in=readable_stories(seat).values("pk"), until__isnull=True)
    return seat, found(rows.select_related("story", "author"), pk)


def event_for(user: Any, pk: UUID, permission: Permission, *, look: str = "") -> tuple[Seat, LifeEvent]:
    """The door to what happened or will happen; what this user may not read is not there (404)."""
    seat = network_for(user, network_of(LifeEvent.objects, pk), permission)
    event = found(readable_events(seat), pk)
    if look:
        trace_look(seat, look, event)
    return seat, event


def step_for(user: Any, pk: UUID, permission: Permission) -> tuple[Seat, EventStep]:
    """The door to one line of the list of an event, read by who reads the event."""
    seat = network_for(user, network_of(EventStep.objects, pk), permission)
    rows = EventStep.objects.filter(event__in=readable_events(seat).order_by().values("pk"))
    return seat, found(rows.select_related("event", "said_by"), pk)


def proposal_for(user: Any, pk: UUID) -> tuple[Seat, RoleProposal]:
    """The door to a question about what one seems to do: open to that person alone."""
    seat = network_for(user, network_of(RoleProposal.objects, pk), Permission.VIEW)
    return seat, found(own_proposals(seat), pk)


def found(rows: QuerySet[Any], pk: UUID) -> Any:
    """The one row with this id among these. Raises Http404."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
