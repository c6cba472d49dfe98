"""The desk at which letters are written: what many of them need is read once, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from accounts.choices import Language
from accounts.models import User
from carenet.lib.models import by_id
from networks.choices import (
    HOLDS,
    REFUSALS,
    AskStatus,
    Circle,
    MessageKind,
    OccurrenceStatus,
    PromiseStatus,
    Side,
    TalentKind,
    Visibility,
)
from networks.models import (
    Asked,
    Delivery,
    Invitation,
    Member,
    Need,
    Network,
    Occurrence,
    Promise,
    Reachability,
    Representation,
    Stewardship,
    Talent,
)
from networks.moments.people import seat_without_account
from networks.moments.subjects import NEED, ROWS
from networks.standing import Seat, Standing


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a message: how to call them, their language and zone, and what they are to the network."""

    name: str
    language: str
    zone: ZoneInfo
    network: Network
    seat: Seat
    user: User | None
    member: Member | None

    @property
    def has_account(self) -> bool:
        return self.user is not None


class Place(NamedTuple):
    """What letters need to know of the place of somebody with an account."""

    pk: UUID
    side: str
    circle: str | None


class Desk:
    """Reads, for a batch of deliveries, their readers and what they are about: a fixed number of queries."""

    def __init__(self, deliveries: Iterable[Delivery], at: datetime) -> None:
        self.deliveries = list(deliveries)
        self.at = at

    @cached_property
    def networks(self) -> dict[UUID, Network]:
        wanted = {one.network_id for one in self.deliveries if one.network_id}
        return by_id(Network.objects.with_client(), wanted)

    @cached_property
    def users(self) -> dict[UUID, User]:
        """The accounts in use; those that were read with the deliveries are not read again."""
        read = [one.user for one in self.deliveries if Delivery.user.is_cached(one) and one.user]
        found = {user.pk: user for user in read if user.is_active}
        unread = {one.user_id for one in self.deliveries if one.user_id and one.user_id not in found}
        rows = User.objects.active().only("name", "language", "time_zone")
        return found | by_id(rows, unread) if unread else found

    @cached_property
    def places(self) -> dict[tuple[UUID | None, UUID | None], list[Any]]:
        """Current places by (user, network); those without an account by (None, member)."""
        found: dict[tuple[UUID | None, UUID | None], list[Any]] = defaultdict(list)
        rows = Member.objects.at(self.at).with_circle(self.at)
        mine = rows.filter(user__among=self.users, network__among=self.networks, joined_at__lte=self.at)
        for user, network, *place in mine.values_list("user_id", "network_id", "pk", "side", "circle"):
            found[user, network].append(Place(*place))
        alone = {one.member_id for one in self.deliveries if one.member_id and not one.user_id}
        for member in rows.filter(pk__in=alone, user=None) if alone else ():
            found[None, member.pk].append(member)
        return found

    @cached_property
    def acting(self) -> dict[tuple[UUID, UUID], Standing]:
        """Who is a steward or acts for the client, by (user, network)."""
        networks, users = self.networks.keys(), self.users.keys()
        stewards = Stewardship.objects.at(self.at).filter(user__among=users, network__among=networks)
        found = dict.fromkeys(stewards.values_list("user_id", "network_id"), Standing.STEWARD)
        acting = Representation.objects.at(self.at).filter(user__among=users, client__network__among=networks)
        keys = acting.values_list("user_id", "client__network__id")
        return found | dict.fromkeys(keys, Standing.REPRESENTATIVE)

    @cached_property
    def languages(self) -> dict[UUID, str]:
        """For members without an account: the language of their invitation, else of who is in the network."""
        alone = [pk for user, pk in self.places if user is None and pk is not None]
        if not alone:
            return {}
        rows = Invitation.objects.filter(member__in=alone).order_by("created_at")
        invited = dict(rows.values_list("member_id", "language"))
        others = Member.objects.filter(network__in=self.networks, user__isnull=False).order_by("-since")
        spoken = dict(others.values_list("network_id", "user__language"))
        members = {pk: self.places[None, pk][0].network_id for pk in alone}
        return {pk: invited.get(pk) or spoken.get(members[pk], Language.ENGLISH) for pk in alone}

    def reader(self, delivery: Delivery) -> Reader | None:
        """Who gets this message; None for somebody who is no longer there, and once the network has ended:
        except what people write about that.
        """
        network = self.networks.get(delivery.network_id) if delivery.network_id else None
        if network is None or (network.has_ended and delivery.kind != MessageKind.FAREWELL):
            return None
        if delivery.user_id is None:
            return self._without_account(delivery, network)
        user = self.users.get(delivery.user_id)
        seat = self._seat(user, network) if user else None
        if user is None or seat is None:
            return None
        return Reader(
            name=user.get_short_name(),
            language=user.language,
            zone=ZoneInfo(user.time_zone),
            network=network,
            seat=seat,
            user=user,
            member=None,
        )

    def _without_account(self, delivery: Delivery, network: Network) -> Reader | None:
        found = self.places.get((None, delivery.member_id)) if delivery.member_id else None
        if not found:
            return None
        member = found[0]
        member.network = network
        return Reader(
            name=member.name.split(" ")[0],
            language=self.languages[member.pk],
            zone=network.zone,
            network=network,
            seat=seat_without_account(member, member.circle or "", self.at),
            user=None,
            member=member,
        )

    def _seat(self, user: User, network: Network) -> Seat | None:
        places = self.places.get((user.pk, network.pk), [])
        standing = self.acting.get((user.pk, network.pk)) or (Standing.MEMBER if places else None)
        if network.client.user_id == user.pk:
            standing = Standing.CLIENT
        if standing is None:
            return None
        sides = [one.side for one in places]
        return Seat(
            user=user,
            network=network,
            at=self.at,
            standing=standing,
            member_ids=frozenset(one.pk for one in places),
            formal=Side.FORMAL in sides,
            informal=Side.INFORMAL in sides,
            close=any(one.circle == Circle.CLOSE for one in places),
        )

    @cached_property
    def subjects(self) -> dict[tuple[str, UUID], Any]:
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for one in self.deliveries:
            if one.subject_id and one.subject_kind in ROWS and one.subject_kind != "network":
                wanted[one.subject_kind].add(one.subject_id)
            for kind in ("member", "promise", "role"):
                if named := one.payload.get(kind):
                    wanted[kind].add(UUID(named))
        return {
            (kind, pk): row for kind, ids in wanted.items() for pk, row in by_id(ROWS[kind](), ids).items()
        }

    def subject(self, delivery: Delivery) -> Any:
        """The row a message is about, None when it is not there."""
        return self.subjects.get((delivery.subject_kind, delivery.subject_id))  # type: ignore[arg-type]

    @cached_property
    def involved(self) -> dict[UUID, set[UUID]]:
        """Which members were asked for a task or promised it, for the readers of this batch, by task."""
        ids = {one.pk for places in self.places.values() for one in places}
        found: dict[UUID, set[UUID]] = defaultdict(set)
        asked = Asked.objects.filter(member__among=ids, asked_at__isnull=False)
        asked = asked.exclude(member__side=Side.FORMAL, ask__task__need__visibility=Visibility.FAMILY)
        for task, member in asked.values_list("ask__task_id", "member_id"):
            found[task].add(member)
        states = [*HOLDS, PromiseStatus.SEEKING]
        promised = Promise.objects.filter(member__among=ids, status__in=states)
        for task, member in promised.values_list("occurrence__task_id", "member_id").distinct():
            found[task].add(member)
        return found

    def _members_of(self, kind: MessageKind) -> set[UUID]:
        """The places of everybody in this batch who gets a message of this kind."""
        keys = {
            (one.user_id, one.network_id) if one.user_id else (None, one.member_id)
            for one in self.deliveries
            if one.kind == kind and one.network_id
        }
        return {place.pk for key in keys for place in self.places.get(key, [])}

    @cached_property
    def promised(self) -> dict[UUID, list[Occurrence]]:
        """The dates of the coming week that who is reminded today promised, in order, by member."""
        ids = self._members_of(MessageKind.DAY_BEFORE) | self._members_of(MessageKind.WEEK_LETTER)
        rows = Promise.objects.filter(
            member__among=ids,
            status=PromiseStatus.PROMISED,
            stands_in=False,
            occurrence__status=OccurrenceStatus.PLANNED,
            occurrence__starts_at__gt=self.at,
            occurrence__starts_at__lt=self.at + timedelta(days=8),
        )
        pairs = list(rows.order_by("occurrence__starts_at").values_list("member_id", "occurrence_id"))
        named = Occurrence.objects.select_related(NEED).prefetch_related(f"{NEED}__named")
        dates = by_id(named, {pk for _member, pk in pairs})
        found: dict[UUID, list[Occurrence]] = defaultdict(list)
        for member, pk in pairs:
            found[member].append(dates[pk])
        return found

    @cached_property
    def open_asks(self) -> dict[UUID, list[Asked]]:
        """What people were asked and did not answer yet, by member."""
        ids = self._members_of(MessageKind.OPEN_ASKS)
        rows = Asked.objects.filter(
            member__in=ids, by_name=False, answer="", asked_at__isnull=False, ask__status=AskStatus.OPEN
        ).select_related("ask__task__activity", "ask__task__need", "ask__occurrence__task", "ask__author")
        found: dict[UUID, list[Asked]] = defaultdict(list)
        for row in rows.order_by("asked_at"):
            found[row.member_id].append(row)
        return found

    @cached_property
    def answered(self) -> set[tuple[UUID, UUID]]:
        """Which asks of this batch were answered by whom: (ask, member)."""
        asks = [pk for kind, pk in self.subjects if kind == "ask"]
        rows = Asked.objects.filter(ask__in=asks).exclude(answer="")
        return set(rows.values_list("ask_id", "member_id"))

    @cached_property
    def dates(self) -> dict[UUID, list[Occurrence]]:
        """The dates to come of tasks that this batch is about as a whole, by task."""
        tasks = {pk: row for (kind, pk), row in self.subjects.items() if kind == "task"}
        asks = [row for (kind, _pk), row in self.subjects.items() if kind == "ask"]
        asks += [row.ask for rows in self.open_asks.values() for row in rows]
        tasks |= {ask.task_id: ask.task for ask in asks if ask.occurrence_id is None}
        found: dict[UUID, list[Occurrence]] = defaultdict(list)
        for date in Occurrence.objects.to_come(self.at).filter(task__in=tasks).order_by("starts_at"):
            date.task = tasks[date.task_id]
            found[date.task_id].append(date)
        return found

    @cached_property
    def held(self) -> dict[UUID, set[UUID]]:
        """For which of those dates somebody stands, by member."""
        ids = [date.pk for dates in self.dates.values() for date in dates]
        found: dict[UUID, set[UUID]] = defaultdict(set)
        rows = Promise.objects.standing().filter(occurrence__in=ids)
        for member, date in rows.values_list("member_id", "occurrence_id"):
            found[member].add(date)
        return found

    @cached_property
    def called_off(self) -> dict[UUID, list[Promise]]:
        """Promises for dates to come that were called off, of the tasks of this batch, by member."""
        tasks = [pk for kind, pk in self.subjects if kind == "task"]
        rows = ROWS["promise"]().filter(
            occurrence__task__in=tasks,
            status=PromiseStatus.CALLED_OFF,
            occurrence__ends_at__gt=self.at,
            member__in=self._members_of(MessageKind.CHANGED),
        )
        found: dict[UUID, list[Promise]] = defaultdict(list)
        for row in rows:
            found[row.member_id].append(row)
        return found

    @cached_property
    def open_dates(self) -> dict[UUID, list[Occurrence]]:
        """Dates of the coming days that still have a free place, by network."""
        rows = Occurrence.objects.open(self.at).filter(
            network__in=self.networks, starts_at__gt=self.at, starts_at__lt=self.at + timedelta(days=8)
        )
        named = Prefetch("task__need", Need.objects.prefetch_related("named"))
        found: dict[UUID, list[Occurrence]] = defaultdict(list)
        for row in rows.select_related("task__activity").prefetch_related(named).order_by("starts_at"):
            found[row.network_id].append(row)
        return found

    @cached_property
    def week_letters(self) -> set[UUID]:
        """Which users and members of this batch still want a letter every week."""
        people = [one.user_id or one.member_id for one in self.deliveries]
        wants = Reachability.objects.filter(Q(user__in=people) | Q(member__in=people), week_letter=True)
        return {user or member for user, member in wants.values_list("user_id", "member_id")}

    @cached_property
    def left_out(self) -> set[tuple[UUID, UUID]]:
        """(member, date) of open dates for which somebody is not to be asked: it is a kind of thing they do
        not want to be asked for, they said no, or they have a promise there already.
        """
        ids = {one.pk for places in self.places.values() for one in places}
        dates = [date for rows in self.open_dates.values() for date in rows]
        never = Talent.objects.at(self.at).filter(member__in=ids, kind=TalentKind.NEVER)
        refused = set(never.values_list("member_id", "activity_id"))
        no = Asked.objects.filter(
            member__in=ids, ask__task__in={date.task_id for date in dates}, answer__in=REFUSALS
        )
        said = set(no.values_list("member_id", "ask__task_id", "ask__occurrence_id"))
        standing = Promise.objects.standing().filter(member__in=ids, occurrence__in=[one.pk for one in dates])
        found = set(standing.values_list("member_id", "occurrence_id"))
        for date in dates:
            for member in ids:
                about = {(member, date.task_id, None), (member, date.task_id, date.pk)}
                if (member, date.task.activity_id) in refused or about & said:
                    found.add((member, date.pk))
        return found

    def fits(self, reader: Reader, date: Occurrence) -> bool:
        """Whether this reader may be asked for an open date."""
        side = date.task.only_side
        places = [reader.member] if reader.member else []
        if reader.user:
            places = self.places.get((reader.user.pk, reader.network.pk), [])
        return any(
            (not side or place.side == side) and (place.pk, date.pk) not in self.left_out for place in places
        )
