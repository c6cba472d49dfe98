"""What the pages of talents and challenges read, each for one seat, in a fixed number of queries."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from networks.access import people_then
from networks.actions.talent import may_speak_for
from networks.choices import NeedStatus, TalentKind
from networks.doors import visible_challenges, visible_talents
from networks.models import Activity, Availability, Member, Need, Talent
from networks.models.talent import ChallengeQuerySet, TalentQuerySet
from networks.standing import Permission, Seat


class Group(NamedTuple):
    """Talents of one kind of thing; without an activity those in people's own words alone."""

    activity: Activity | None
    talents: list[Talent]


def activities(seat: Seat) -> list[Activity]:
    """The kinds of things this network knows, in their order."""
    return list(Activity.objects.for_network(seat.network))


def mine(seat: Seat) -> list[Talent]:
    """What this seat's own places say, what they never want to be asked for included."""
    return in_order(visible_talents(seat).filter(member__in=seat.member_ids))


def of_client(seat: Seat) -> list[Talent]:
    """What the client has to give; what they never want to be asked for, for who speaks for them."""
    return in_order(visible_talents(seat).of_client())


def of_person(seat: Seat, member: Member) -> list[Talent]:
    """What one member says, as far as this seat may know."""
    return in_order(visible_talents(seat).filter(member=member))


def offered(seat: Seat, *, words: str = "", activity: Activity | None = None) -> TalentQuerySet:
    """What others around the client offer, by kind of thing, narrowed by what was asked for."""
    rows = visible_talents(seat).offered().filter(member__isnull=False)
    rows = rows.exclude(member__in=seat.member_ids)
    if activity is not None:
        rows = rows.filter(activity=activity)
    if words:
        said = Q(words__icontains=words) | Q(limits__icontains=words) | Q(member__name__icontains=words)
        named = [one.pk for one in activities(seat) if words.casefold() in str(one).casefold()]
        rows = rows.filter(said | Q(activity__in=named))
    return rows.order_by("activity__order", "activity__name", "activity", "member__name", "pk")


def grouped(rows: Iterable[Talent]) -> list[Group]:
    """Talents under the kind of thing each of them belongs to, in the order in which they come."""
    groups: list[Group] = []
    for talent in rows:
        if not groups or groups[-1].talents[0].activity_id != talent.activity_id:
            groups.append(Group(talent.activity, []))
        groups[-1].talents.append(talent)
    return groups


def says(seat: Seat, member: UUID, kind: TalentKind, activity: UUID) -> bool:
    """Whether this member says this already of that kind of thing, without words of their own."""
    rows = visible_talents(seat).filter(member=member, kind=kind, activity=activity, words="")
    return rows.exists()


def in_order(rows: TalentQuerySet) -> list[Talent]:
    """What somebody offers first, what they never want to be asked for last."""
    order = list(TalentKind.values)
    return sorted(rows.order_by("since", "pk"), key=lambda talent: order.index(talent.kind))


def speaks_for(seat: Seat) -> list[Member]:
    """The members of whom this seat may say what they like: its own places first, then, for who governs the
    membership, everybody here without an account.
    """
    rows = people_then(seat, seat.at)
    if not seat.may(Permission.GOVERN_MEMBERS):
        rows = rows.filter(pk__in=seat.member_ids)
    found = list(rows.filter(Q(pk__in=seat.member_ids) | Q(user__isnull=True)))
    return sorted(found, key=lambda member: member.pk not in seat.member_ids)


def availability_of(member: Member) -> Availability | None:
    """When this member can be asked, if anybody said."""
    found: Availability | None = Availability.objects.filter(member=member).first()
    return found


def to_ask_from(seat: Seat, member: Member) -> list[Talent]:
    """The talents of this member from which a question can start."""
    return in_order(visible_talents(seat).offered().filter(member=member))


def needs_to_name(seat: Seat) -> list[Need]:
    """The needs for which something can be asked: those this seat reads and that are not closed."""
    rows = Need.objects.visible_to(seat).exclude(status=NeedStatus.CLOSED)
    return list(rows.most_important_first())


def put_to_me(seat: Seat) -> ChallengeQuerySet:
    """Questions put to this seat that were not taken back, those without an answer first (the database puts
    what is empty there).
    """
    rows = visible_challenges(seat).of(seat.member_ids).filter(taken_back_at__isnull=True)
    return rows.order_by("-answered_at", "-asked_at")


def asked_by_me(seat: Seat) -> ChallengeQuerySet:
    """Questions this seat asked, the latest first."""
    return visible_challenges(seat).exclude(member__in=seat.member_ids).order_by("-asked_at")


def availability_said(seat: Seat, pk: UUID) -> Availability:
    """What was said about when this member can be asked. Raises PermissionDenied for who may not say it,
    Http404 when nothing was said.
    """
    member = seat.network.members.get(pk=pk)
    if not may_speak_for(seat, member):
        raise PermissionDenied
    known = availability_of(member)
    if known is None:
        raise Http404
    return known


def readable(seat: Seat, needs: Collection[UUID]) -> list[Need]:
    """Those of these needs that this seat may read."""
    return list(Need.objects.visible_to(seat).filter(pk__in=needs)) if needs else []


def reads_need(seat: Seat, need: Need | None) -> bool:
    """Whether this seat may read the need for which a question was asked."""
    return need is not None and Need.objects.visible_to(seat).filter(pk=need.pk).exists()
