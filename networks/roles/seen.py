"""What the rule of networks/roles/detecting.py has to know of one network: rows become deeds, for the house.

It is read for nobody's eyes: that something was done, by whom, on which day and for which parts of life, and
never what was written. What comes of it is a question to the person who did it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from networks.choices import NetworkStatus, PromiseStatus, RoleKind
from networks.choices.health import ENABLING
from networks.models import (
    Ask,
    Invitation,
    LifeDomain,
    Member,
    Need,
    Network,
    Occurrence,
    Promise,
    Reply,
    Role,
    RoleProposal,
    Swap,
    Task,
)
from networks.roles.detecting import BACK, WINDOW, Answered, Deed, Did, Held


def alive(at: datetime) -> QuerySet[Network]:
    """Networks in which there is something to see: active, not in mourning, with a date in the window or
    something written down in it.
    """
    since = at - WINDOW
    dates = Occurrence.objects.filter(network=OuterRef("pk"), starts_at__gt=since, starts_at__lte=at)
    planned = Task.objects.filter(network=OuterRef("pk"), created_at__gt=since)
    running = Network.objects.filter(status=NetworkStatus.ACTIVE, mourning_since__isnull=True)
    return running.filter(Exists(dates) | Exists(planned))


def can_be_asked(network: Network, at: datetime) -> dict[UUID, UUID]:
    """Members with an account who take part and take no pause, and have no question that waits: by user."""
    here = Member.objects.taking_part(at).filter(network=network, user__is_active=True)
    here = here.filter(Q(paused_until__isnull=True) | Q(paused_until__lte=at))
    asked = RoleProposal.objects.waiting().filter(network=network)
    rows = here.exclude(pk__in=asked.values("member"))
    return {user: member for user, member in rows.values_list("user_id", "pk") if user is not None}


def deeds(network: Network, at: datetime) -> list[Deed]:
    """Everything that was done in this network in the last year, as far as the rule looks."""
    places = dict(Member.objects.taking_part(at).filter(network=network).values_list("user_id", "pk"))
    places.pop(None, None)
    parts = _domains_of_needs(network)
    return [
        Deed(
            member if given else places.get(member), did, network.today(moment), parts.get(need, frozenset())
        )
        for did, given, rows in _rows(network, at)
        for member, moment, need in rows
    ]


def _rows(network: Network, at: datetime) -> Iterator[tuple[Did, bool, Iterable[Any]]]:
    """For each kind of deed: who (a user, or with True a member), when, and for which need."""
    since = at - BACK

    def of(rows: Any, who: str, when: str, need: str = "") -> Iterable[Any]:
        rows = rows.filter(**{"network": network, f"{when}__gt": since, f"{when}__lte": at}).order_by()
        return (
            rows.values_list(who, when, need)
            if need
            else ((*row, None) for row in rows.values_list(who, when))
        )

    yield Did.PLANNED, False, of(Task.objects.filter(continues=None), "author_id", "created_at", "need_id")
    yield Did.ASKED, False, of(Ask.objects.all(), "author_id", "asked_at", "task__need_id")
    answers = Reply.objects.filter(story__asks=True).exclude(author=F("story__author"))
    yield Did.ANSWERED, False, of(answers, "author_id", "since")
    yield Did.INVITED, False, of(Invitation.objects.all(), "inviter_id", "sent_at")
    noted = Promise.objects.filter(said_by__isnull=False).exclude(said_by=F("member__user"))
    yield Did.NOTED, False, of(noted, "said_by_id", "promised_at", "occurrence__task__need_id")
    yield Did.ARRANGED_SWAP, False, of(Swap.objects.all(), "author_id", "proposed_at", "frees_for__need_id")
    enabling = Q(occurrence__task__activity__code__in=ENABLING, occurrence__task__activity__network=None)
    enabling |= Q(Exists(Swap.promises.through.objects.filter(promise_id=OuterRef("pk"))))
    kept = Promise.objects.filter(status=PromiseStatus.KEPT, stands_in=False)
    told = ("member_id", "occurrence__starts_at", "occurrence__task__need_id")
    yield Did.CARRIED_OUT, True, of(kept.filter(~enabling), *told)
    yield Did.MADE_POSSIBLE, True, of(kept.filter(enabling), *told)


def _domains_of_needs(network: Network) -> dict[UUID | None, frozenset[UUID]]:
    found: dict[UUID | None, set[UUID]] = {}
    rows = Need.domains.through.objects.filter(need__network=network)
    for need, domain in rows.values_list("need_id", "lifedomain_id"):
        found.setdefault(need, set()).add(domain)
    return {need: frozenset(domains) for need, domains in found.items()}


def held(network: Network, at: datetime) -> list[Held]:
    """The roles that run now. Two queries."""
    parts = _domains_of_needs(network)
    return [
        Held(
            id=role.pk,
            member=role.member_id,
            kind=RoleKind(role.kind),
            since=network.today(role.since),
            whole=role.scope_id is None,
            domains=frozenset({role.domain_id}) if role.domain_id else parts.get(role.need_id, frozenset()),
            stands_in=role.stands_in,
            about_need=role.need_id is not None,
        )
        for role in Role.objects.at(at).filter(network=network)
    ]


def answers(network: Network) -> list[Answered]:
    """Every earlier answer that still counts for something."""
    rows = RoleProposal.objects.filter(network=network, answered_at__isnull=False)
    return [
        Answered(
            row.member_id, RoleKind(row.kind), network.today(row.answered_at), _day(network, row.quiet_until)
        )
        for row in rows
        if row.answered_at is not None
    ]


def _day(network: Network, moment: datetime | None) -> date | None:
    return network.today(moment) if moment else None


def known_domains(network: Network) -> set[UUID]:
    """The parts of life in use in this network."""
    return set(LifeDomain.objects.for_network(network).values_list("pk", flat=True))
