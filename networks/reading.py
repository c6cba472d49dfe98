"""What the pages of people, needs and notes read, each for one seat, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from networks.access import links_then, people_then, readable_notes, roles_then
from networks.choices import NeedStatus, Visibility
from networks.measuring import sides
from networks.models import (
    CirclePlacement,
    Invitation,
    LifeDomain,
    Member,
    Need,
    NeedLink,
    NeedState,
    NeedView,
    Note,
    Representation,
    Role,
    Stewardship,
)
from networks.models.invitation import InvitationQuerySet
from networks.readers import seat_of, seat_to_be
from networks.standing import Permission, Seat

Views = dict[str, NeedView]


def people(
    seat: Seat, *, words: str = "", side: str = "", circle: str = "", role: str = ""
) -> QuerySet[Member]:
    """Everyone around the client now, closest first, narrowed by what was asked for."""
    rows: Any = people_then(seat, seat.at)
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(function__icontains=words)
            | Q(organisation_name__icontains=words)
            | Q(organisation__name__icontains=words)
        )
    if side:
        rows = rows.filter(side=side)
    if circle:
        rows = rows.filter(circle=circle)
    if role:
        rows = rows.filter(pk__in=roles_then(seat, seat.at).filter(kind=role).values("member_id"))
    return rows  # type: ignore[no-any-return]


def former_people(seat: Seat) -> list[Member]:
    """Everybody who took part and does no longer, last gone first; one line for each person."""
    here = people_then(seat, seat.at).order_by().values("person")
    gone = seat.network.members.filter(until__lte=seat.at, joined_at__isnull=False).exclude(person__in=here)
    last = gone.values("person").annotate(last=Max("until"))
    ends = {row["person"]: row["last"] for row in last}
    rows = gone.select_related("organisation").order_by("-until", "name")
    return [row for row in rows if row.until == ends[row.person]]


def periods_of(member: Member) -> QuerySet[Member]:
    """Every period of this person in this network, the latest first."""
    return Member.objects.filter(network=member.network_id, person=member.person).order_by("-since")


def roles_of(seat: Seat, members: Iterable[Member]) -> dict[UUID, list[Role]]:
    """The current roles of these members that this seat may know of, by member."""
    ids = [member.pk for member in members]
    found: dict[UUID, list[Role]] = {pk: [] for pk in ids}
    for role in roles_then(seat, seat.at).filter(member__in=ids).select_related("domain", "need"):
        found[role.member_id].append(role)
    return found


def roles_for(seat: Seat, need: Need) -> QuerySet[Role]:
    """Who does what for this need now."""
    return roles_then(seat, seat.at).filter(need=need).select_related("member")


def invitations(seat: Seat) -> InvitationQuerySet:
    """Invitations of the network for who governs the membership; one's own for everybody else."""
    rows = seat.network.invitations.select_related("member", "inviter").order_by("-created_at")
    if not seat.may(Permission.GOVERN_MEMBERS):
        rows = rows.filter(inviter=seat.user)
    return rows  # type: ignore[no-any-return]


def waiting_for(seat: Seat, member: Member | None) -> Invitation | None:
    """The invitation that waits for this member, or for the client when None."""
    found: Invitation | None = seat.network.invitations.waiting().filter(member=member).first()
    return found


def circle_of(invitation: Invitation) -> str:
    """How close the client places the invited member now; "" for the client."""
    if invitation.member is None:
        return ""
    placed = invitation.member.placements.filter(until=None).values_list("circle", flat=True).first()
    return placed or ""


def seen_by_invited(seat: Seat, member: Member) -> tuple[int, int]:
    """How many of the needs this seat reads an invited member would read, and how many there are."""
    mine = Need.objects.visible_to(seat).exclude(status=NeedStatus.CLOSED)
    to_be = seat_to_be(seat, member, circle_of(Invitation(member=member)))
    theirs = Need.objects.visible_to(to_be).filter(pk__in=mine.values("pk"))
    return theirs.count(), mine.count()


def representatives(seat: Seat) -> QuerySet[Representation]:
    """Who acts for the client now."""
    return seat.network.client.representations.at(seat.at).select_related("user")  # type: ignore[no-any-return]


def acts_for_client(seat: Seat, member: Member) -> bool:
    """Whether this member also represents the client."""
    return member.user_id is not None and representatives(seat).filter(user=member.user_id).exists()


def stewards(seat: Seat) -> QuerySet[Stewardship]:
    """Who runs the membership now."""
    return seat.network.stewardships.at(seat.at).select_related("user")  # type: ignore[no-any-return]


def domains(seat: Seat) -> list[LifeDomain]:
    """The parts of life in use in this network, in their order."""
    return list(LifeDomain.objects.for_network(seat.network))


def needs(seat: Seat, *, status: str = "", domain: UUID | None = None) -> QuerySet[Need]:
    """Needs this seat may read, most important first, with their domains."""
    rows = Need.objects.visible_to(seat).prefetch_related("domains")
    if status:
        rows = rows.filter(status=status)
    if domain:
        rows = rows.filter(pk__in=Need.domains.through.objects.filter(lifedomain=domain).values("need_id"))
    return rows.most_important_first()


def how_many(seat: Seat) -> dict[str, int]:
    """How many readable needs have each status."""
    rows = Need.objects.visible_to(seat).order_by().values("status").annotate(number=Count("pk"))
    return {row["status"]: row["number"] for row in rows}


def latest_views(found: Iterable[Need]) -> dict[UUID, Views]:
    """For each need what each side said last, by side. One query."""
    ids = [need.pk for need in found]
    said: dict[UUID, Views] = {pk: {} for pk in ids}
    rows = (
        NeedView.objects.filter(need__in=ids)
        .select_related("said_by")
        .order_by("need", "side", "-said_at", "-id")
        .distinct("need", "side")
    )
    for view in rows:
        said[view.need_id][view.side] = view
    return said


def differ(said: Views) -> bool:
    """Whether the sides see a need so differently that it is something to speak about."""
    return sides.differ(view.met for view in said.values())


def views_of(need: Need) -> QuerySet[NeedView]:
    """Everything the three sides said about this need, the latest first."""
    return NeedView.objects.filter(need=need).select_related("said_by")


def states_of(need: Need) -> QuerySet[NeedState]:
    """Every status this need had, the latest first."""
    return NeedState.objects.filter(need=need).order_by("-since", "-id")


def links(seat: Seat, found: Iterable[Need]) -> list[NeedLink]:
    """Links that hold now from or to these needs, both ends readable."""
    ids = [need.pk for need in found]
    rows = links_then(seat, seat.at).filter(Q(source__in=ids) | Q(target__in=ids))
    return list(rows.select_related("source", "target").order_by("since", "id"))


def notes(
    seat: Seat, *, visibility: str = "", need: Need | None = None, about: Member | None = None
) -> QuerySet[Note]:
    """Notes this seat may read, newest first, narrowed by what was asked for."""
    rows: Any = readable_notes(seat).select_related("need")
    if need is not None:
        rows = rows.filter(need=need)
    if about is not None:
        rows = rows.filter(about__person=about.person)
    if visibility in Visibility.values:
        rows = rows.filter(visibility=visibility)
    return rows.newest_first()  # type: ignore[no-any-return]


def readable_needs_of(seat: Seat, member: Member) -> tuple[list[Need], set[UUID]] | None:
    """Needs this seat reads, and which of those this member reads too; None when they cannot sign in here."""
    other = seat_of(seat, member)
    if other is None:
        return None
    mine = list(needs(seat).exclude(status=NeedStatus.CLOSED))
    theirs = Need.objects.visible_to(other).filter(pk__in=[need.pk for need in mine])
    return mine, set(theirs.values_list("pk", flat=True))


def could_succeed(seat: Seat, leaving: Iterable[UUID]) -> list[Member]:
    """Who can take over the overview when these members go: everybody else who takes part."""
    rows = people_then(seat, seat.at).filter(joined_at__lte=seat.at)
    return list(rows.exclude(pk__in=list(leaving)))


def is_last_organizer(seat: Seat, member: Member) -> bool:
    """Whether nobody keeps the overview when this member goes."""
    overview = seat.network.roles.at(seat.at).overview().filter(stands_in=False)
    return overview.filter(member=member).exists() and not overview.exclude(member=member).exists()


def named_choices(seat: Seat) -> list[Member]:
    """Everybody who can be named as a reader: those who take part, except the one who chooses."""
    rows = people_then(seat, seat.at).filter(joined_at__lte=seat.at)
    return list(rows.exclude(pk__in=seat.member_ids))


def placements_of(member: Member) -> QuerySet[CirclePlacement]:
    """Where the client placed this member, the latest first."""
    return CirclePlacement.objects.filter(member=member).order_by("-since")
