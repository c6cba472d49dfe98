"""Who gave no sign for a while, and networks at rest: what the house looks for once a day."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from networks.access import network_for
from networks.choices import NetworkStatus
from networks.models import (
    Asked,
    Delivery,
    FriendlyQuestion,
    Member,
    Network,
    Note,
    Promise,
    Reply,
    Rest,
    Story,
)
from networks.standing import Permission, Seat

A_MONTH = timedelta(days=30)
ASK_AGAIN = timedelta(days=180)
"""Somebody is asked whether they are still there at most twice a year."""
AT_ONCE = 500


def quiet_members(at: datetime) -> QuerySet[Member]:
    """Members of whom nothing was seen for a month: they did not sign in, answer, promise, write or read a
    notice. Not who paused, came less than a month ago, or was asked lately; not while the network rests or
    mourns.
    """
    since = at - A_MONTH
    one = Q(member=OuterRef("pk"))
    wrote = {"author": OuterRef("user"), "network": OuterRef("network"), "since__gt": since}
    rows = Member.objects.taking_part(at).filter(
        Q(user__last_login__lt=since) | Q(user__last_login=None),
        Q(paused_until=None) | Q(paused_until__lt=since),
        user__is_active=True,
        joined_at__lt=since,
        network__status__in=[NetworkStatus.FORMING, NetworkStatus.ACTIVE],
        network__mourning_since=None,
        network__fictional=False,
    )
    return rows.filter(
        ~Exists(FriendlyQuestion.objects.filter(one, asked_at__gt=at - ASK_AGAIN)),
        ~Exists(Asked.objects.filter(one, answered_at__gt=since)),
        ~Exists(Promise.objects.filter(one, moved_at__gt=since)),
        ~Exists(Delivery.objects.filter(user=OuterRef("user"), read_at__gt=since)),
        ~Exists(Story.objects.filter(**wrote)),
        ~Exists(Reply.objects.filter(**wrote)),
        ~Exists(Note.objects.filter(**wrote)),
    )


def quiet_member(pk: UUID, at: datetime) -> Member | None:
    """This member, if nothing was seen of them for a month."""
    return quiet_members(at).filter(pk=pk).select_related("network__client", "user").first()


def due_to_ask(at: datetime) -> list[UUID]:
    """Whom to ask now, the longest in the network first."""
    return list(quiet_members(at).order_by("joined_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def due_to_wake(at: datetime) -> list[UUID]:
    """Rests whose day has come somewhere on earth; each network looks at its own calendar."""
    tomorrow = (at + timedelta(days=1)).date()
    rows = Rest.objects.filter(until=None, back_on__lte=tomorrow, network__status=NetworkStatus.RESTING)
    return list(rows.order_by("back_on").values_list("pk", flat=True)[:AT_ONCE])


def question_for(user: Any, pk: UUID) -> tuple[Seat, FriendlyQuestion]:
    """The door to a friendly question: for the one who was asked. Raises Http404."""
    row = FriendlyQuestion.objects.filter(pk=pk).select_related("member").first()
    if row is None:
        raise Http404
    seat = network_for(user, row.network_id, Permission.VIEW)
    if row.member_id not in seat.member_ids:
        raise Http404
    return seat, row


def rest_of(network: Network) -> Rest | None:
    """The rest of this network that runs now, with who said so."""
    return Rest.objects.filter(network=network, until=None).select_related("said_by").first()
