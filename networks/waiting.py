"""What waits for somebody across their networks: sentences and where to do it, in a fixed number of queries.

Only names and numbers are shown here, never what a need or a note says: so this page is no look at anybody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from networks import awaiting, mourning
from networks.access import networks_of, seats_of
from networks.choices import InvitationStatus, NetworkStatus, RoleKind
from networks.models import Invitation, Member, Need, Network, Representation, Role, Stewardship
from networks.standing import Permission, Seat
from networks.thing import Thing, title_of

AT_ONCE = 20
"""Networks that are looked through at once: those I speak for first, then those I run, then the others."""
INVITATIONS = 30


@dataclass(frozen=True, slots=True)
class Place:
    """One of my networks in a line."""

    name: str
    href: str
    as_what: str
    status: str
    people: int
    resting: bool


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the first page. ``more``: there are more networks than were looked through."""

    mine: list[Thing]
    open: list[Thing]
    others: list[Thing]
    places: list[Place]
    more: bool


def today(user: Any, at: datetime) -> Today:
    """What waits for this user at this moment. Twenty-two queries at most, however many networks; on a quiet
    day nine.
    """
    ranked = _ranked(user, at)
    seats = seats_of(user, at, list(ranked)[:AT_ONCE])
    alive = [seat for seat in seats if not seat.network.has_ended and seat.network.mourning_since is None]
    runs = {
        seat.network.pk
        for seat in alive
        if seat.may(Permission.GOVERN_MEMBERS) or ranked[seat.network.pk] < 4
    }
    asked, proposed, sent = _invitations(user, alive, at)
    lonely = _needs_of_nobody(alive, at)
    return Today(
        mine=[
            *_sad_news(user, at),
            *awaiting.things(user, alive, at),
            *asked,
            *_overview(alive, at),
            *_needs(alive, lonely, runs, mine=True),
        ],
        open=list(_needs(alive, lonely, runs, mine=False)),
        others=[*proposed, *sent],
        places=_places(seats, at),
        more=len(ranked) > AT_ONCE,
    )


def _sad_news(user: Any, at: datetime) -> Iterator[Thing]:
    """Networks that mourn, also after they ended: where to read what that means. One query."""
    for network in mourning.mourned_by(user, at):
        words = gettext("There is sad news about %(name)s.") % {"name": network.title}
        href = reverse("networks:mourning", args=[network.pk])
        yield Thing(words, title_of(network.title), href, gettext("Read it"))


def _ranked(user: Any, at: datetime) -> dict[UUID, int]:
    """My networks, each with a rank: as client, representative, steward, organizer, member."""
    alive = ~Q(network__status=NetworkStatus.ENDED) & Q(network__fictional=False)
    acting_for = Representation.objects.at(at).filter(user=user, client__network__fictional=False)
    steward = Stewardship.objects.at(at).filter(alive, user=user)
    member = Member.objects.taking_part(at).filter(alive, user=user)
    organizer = (
        Role.objects.at(at).overview().filter(alive, member__user=user, member__in=member.values("id"))
    )
    rows: list[QuerySet[Any]] = [
        Network.objects.filter(client__user=user, fictional=False).annotate(pk_of=F("id")),
        acting_for.annotate(pk_of=F("client__network__id")),
        steward.annotate(pk_of=F("network_id")),
        organizer.annotate(pk_of=F("network_id")),
        member.annotate(pk_of=F("network_id")),
    ]
    first, *others = (
        found.annotate(rank=Value(rank)).order_by("-since").values_list("pk_of", "rank")[: AT_ONCE + 1]
        for rank, found in enumerate(rows)
    )
    ranked: dict[UUID, int] = {}
    for pk, rank in sorted(first.union(*others, all=True), key=lambda row: row[1]):
        ranked.setdefault(pk, rank)
    return ranked


def _invitations(user: Any, seats: list[Seat], at: datetime) -> tuple[list[Thing], list[Thing], list[Thing]]:
    """Questions and proposals that wait for me; what I proposed; what I sent and nobody answered. Nothing of
    a network in which I have no place any more.
    """
    governed = [seat.network.pk for seat in seats if seat.may(Permission.GOVERN_MEMBERS)]
    rows = (
        Invitation.objects.waiting()
        .exclude(network__status=NetworkStatus.ENDED)
        .filter(network__mourning_since=None)
        .filter(
            Q(inviter=user, network__in=networks_of(user, at).values("id"))
            | Q(network__in=governed, status=InvitationStatus.PROPOSED)
        )
        .select_related("member", "network__client", "inviter")
        .order_by("created_at")[:INVITATIONS]
    )
    mine, proposed, sent = [], [], []
    for row in rows:
        name = {"name": row.name, "who": str(row.inviter)}
        if row.status == InvitationStatus.PROPOSED and row.network_id in governed:
            mine.append(_on(row, gettext("%(who)s proposes to invite %(name)s.") % name, gettext("Decide")))
        elif row.status == InvitationStatus.PROPOSED:
            words = (
                gettext("You proposed to invite %(name)s. Somebody who runs the network still has to agree.")
                % name
            )
            proposed.append(_on(row, words, gettext("See")))
        elif row.question and not row.reply:
            mine.append(_on(row, gettext("%(name)s asks you something.") % name, gettext("Answer")))
        else:
            words = gettext("%(name)s has not answered your invitation yet.") % name
            sent.append(_on(row, words, gettext("See")))
    return mine, proposed, sent


def _on(row: Invitation, words: str, act: str) -> Thing:
    return Thing(words, title_of(row.network.title), reverse("networks:invitation", args=[row.pk]), act)


def _overview(seats: Iterable[Seat], at: datetime) -> Iterator[Thing]:
    """Networks that I run and that still take shape, or in which nobody keeps the overview or stands in."""
    run = [seat.network for seat in seats if seat.may(Permission.SETTINGS)]
    rows = Role.objects.at(at).filter(network__in=run, member__until__isnull=True).overview()
    held = set(rows.values_list("network_id", "stands_in").distinct())
    for network in run:
        people = reverse("networks:people", args=[network.pk])
        if network.status == NetworkStatus.FORMING:
            words = gettext("The network is still taking shape. Is it ready?")
            yield Thing(
                words,
                title_of(network.title),
                reverse("networks:settings", args=[network.pk]),
                gettext("Start it"),
            )
        if (network.pk, False) not in held:
            yield Thing(
                gettext("Nobody keeps the overview."),
                title_of(network.title),
                people,
                gettext("Choose somebody"),
            )
        elif (network.pk, True) not in held:
            words = gettext("Nobody stands in when who keeps the overview is away.")
            yield Thing(words, title_of(network.title), people, gettext("Choose somebody"))


def _needs_of_nobody(seats: Iterable[Seat], at: datetime) -> dict[UUID, int]:
    """How many open needs that I may read have nobody who supports, by network."""
    supporting = Role.objects.at(at).filter(
        need=OuterRef("pk"), kind__in=[RoleKind.DIRECT, RoleKind.INDIRECT], member__until__isnull=True
    )
    rows = Need.objects.visible_in_all(seats).open().filter(~Exists(supporting)).order_by()
    return dict(rows.values("network_id").annotate(number=Count("pk")).values_list("network_id", "number"))


def _needs(seats: Iterable[Seat], lonely: dict[UUID, int], runs: set[UUID], *, mine: bool) -> Iterator[Thing]:
    for seat in seats:
        pk, number = seat.network.pk, lonely.get(seat.network.pk, 0)
        if number and (pk in runs) == mine:
            words = ngettext(
                "For %(number)d need there is nobody yet.",
                "For %(number)d needs there is nobody yet.",
                number,
            )
            href = reverse("networks:needs", args=[pk])
            yield Thing(words % {"number": number}, title_of(seat.network.title), href, gettext("Look"))


def _places(seats: list[Seat], at: datetime) -> list[Place]:
    ids = [seat.network.pk for seat in seats]
    people = people_in(ids, at)
    return [
        Place(
            name=title_of(seat.network.title),
            href=reverse("networks:network", args=[seat.network.pk]),
            as_what=str(seat.standing.label),
            status=seat.network.get_status_display(),
            people=people.get(seat.network.pk, 0),
            resting=seat.network.status != NetworkStatus.ACTIVE,
        )
        for seat in seats
    ]


def people_in(networks: list[UUID], at: datetime) -> dict[UUID, int]:
    """How many people take part in each of these networks. One query."""
    rows = Member.objects.taking_part(at).filter(network__in=networks).order_by().values("network_id")
    return dict(rows.annotate(number=Count("pk")).values_list("network_id", "number"))
