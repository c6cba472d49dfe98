"""What somebody's own calendar program gets to read: their promises, one network's dates, or one date.

Masked (the default) a date says only that there is something. Otherwise it has the title, the few words about
where, and the kind of thing. An address, the words of a need and the names of helpers are never in it:
whoever keeps the calendar can read them.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, override

from networks import calendars
from networks.access import seat_in, seat_of_mourner
from networks.calendars import Entry, Series, State
from networks.choices import HOLDS, OccurrenceStatus, PromiseStatus, TaskStatus, TaskWhen
from networks.dates import my_seats
from networks.doors import visible_tasks
from networks.meeting_dates import meeting_entries, meetings_in_feed
from networks.models import Feed, Occurrence, Promise, Task
from networks.secrets import hash_secret
from networks.standing import Seat

CANCELLED_DAYS = 30
"""How long a date that fell away is still told, so that a program that looks seldom takes it out as well."""
AHEAD = timedelta(days=2 * 366)
GONE = (OccurrenceStatus.NOT_NEEDED, OccurrenceStatus.DID_NOT_HAPPEN)


def feed_for(user: Any, pk: UUID) -> Feed:
    """The door to a feed: one's own that has not ended; others are not there (404)."""
    feed = my_feeds(user).filter(pk=pk).first()
    if feed is None:
        raise Http404
    return feed


def my_feeds(user: Any) -> QuerySet[Feed]:
    """The feeds of this user that have not ended, the oldest first."""
    return Feed.objects.alive().filter(user=user).select_related("network").order_by("created_at", "pk")


def address_of(secret: str) -> str:
    """The whole address that a calendar program asks for."""
    return f"{settings.SITE_URL}{reverse('networks:feed_text', args=[secret])}"


def opened(secret: str, at: datetime) -> tuple[Feed, Seat | None] | None:
    """What a secret address opens at this moment, with the seat by which it is read; None for nothing.

    Not for an address that was never given, was renewed or ended, nor for a closed account, nor for a network
    in which its owner has no place any more. Of one's own promises there is no one seat.
    """
    rows = Feed.objects.alive().filter(secret_hash=hash_secret(secret), user__is_active=True)
    feed = rows.select_related("user").first()
    if feed is None:
        return None
    if feed.network_id is None:
        return feed, None
    seat = seat_in(feed.user, feed.network_id, at) or seat_of_mourner(feed.user, feed.network_id, at)
    return None if seat is None else (feed, seat)


def told(feed: Feed, seat: Seat | None, at: datetime) -> bytes:
    """The text of an opened feed, in its owner's language."""
    with override(feed.user.language):
        if seat is None:
            return own_promises(feed.user, at, masked=feed.masked)
        return network_dates(seat, masked=feed.masked)


def own_promises(user: Any, at: datetime, *, masked: bool = True) -> bytes:
    """What this user promised in the networks where they have a place now, and meetings. Five queries.

    Of a network that they left nothing is said from the same moment, not even that a date fell away.
    """
    seats = [seat for seat in my_seats(user, at) if seat.network.mourning_since is None]
    mine = {pk for seat in seats for pk in seat.member_ids}
    entries = [_own_entry(one, at, masked) for one in _best(_promises_of(mine, at))]
    return calendars.text(
        uid=f"{user.pk}@carenet",
        name="Carenet",
        url=settings.SITE_URL + reverse("networks:agenda"),
        items=[*(entry for entry in entries if entry is not None), *meeting_entries(mine, at)],
    )


def network_dates(seat: Seat, *, masked: bool = True) -> bytes:
    """The dates and meetings of one network that this seat may know of, a rhythm as one series; none while it
    mourns, and never of one that is made up. Three queries.
    """
    rows = Occurrence.objects.filter(task__in=visible_tasks(seat).order_by().values("pk"))
    silent = seat.network.mourning_since is not None or seat.network.fictional
    if silent:
        rows = rows.none()
    found = list(rows.between(*_window(seat.at)).select_related("task__activity", "network"))
    meetings = [] if silent else meetings_in_feed(seat, *_window(seat.at), masked=masked)
    promises: dict[UUID, list[Promise]] = {}
    for promise in Promise.objects.filter(occurrence__in=[row.pk for row in found]):
        promises.setdefault(promise.occurrence_id, []).append(promise)
    tasks: dict[Task, list[Entry]] = {}
    for row in found:
        entry = _entry_in_network(seat, row, promises.get(row.pk, []), masked)
        if entry is not None:
            tasks.setdefault(row.task, []).append(entry)
    return calendars.text(
        uid=f"{seat.network.pk}@carenet",
        name="Carenet" if masked else f"Carenet – {seat.network.title}",
        url=settings.SITE_URL + reverse("networks:calendar", args=[seat.network.pk]),
        items=[*(item for task, dates in tasks.items() for item in _items(task, dates, masked)), *meetings],
    )


def own_promise(seat: Seat, occurrence: Occurrence) -> Promise | None:
    """The promise by which this seat stands for that date; None when it does not."""
    standing = Promise.objects.filter(occurrence=occurrence, status__in=[*HOLDS, PromiseStatus.SEEKING])
    return standing.of(seat.member_ids).select_related("occurrence__task__activity", "network").first()


def one_promise(promise: Promise, at: datetime, *, masked: bool = True) -> bytes:
    """One promised date, for a file that its holder puts in their own calendar. Asks the database nothing
    when the promise came with its date, task, activity and network.
    """
    entry = _own_entry(promise, at, masked)
    return calendars.text(
        uid=f"{promise.pk}@carenet",
        name="Carenet",
        url=_page(promise.occurrence_id),
        items=[entry] if entry is not None else [],
    )


def _window(at: datetime) -> tuple[datetime, datetime]:
    """From the first day of a month, at least two months back, so that a text does not change every day."""
    back = (at - timedelta(days=75)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return back, at + AHEAD


def _promises_of(member_ids: Collection[UUID], at: datetime) -> QuerySet[Promise]:
    after, before = _window(at)
    lately = at - timedelta(days=CANCELLED_DAYS)
    stands = Q(status__in=[*HOLDS, PromiseStatus.SEEKING])
    return (
        Promise.objects.filter(stands | Q(moved_at__gt=lately), member__in=member_ids)
        .filter(occurrence__starts_at__lt=before, occurrence__ends_at__gt=after)
        .select_related("occurrence__task__activity", "network")
        .order_by("occurrence__starts_at", "occurrence", "pk")
    )


def _best(promises: Iterable[Promise]) -> list[Promise]:
    """One promise for each date: whoever took one back and promised again has two rows."""
    found: dict[UUID, Promise] = {}
    for one in promises:
        known = found.get(one.occurrence_id)
        if known is None or known.status not in (*HOLDS, PromiseStatus.SEEKING):
            found[one.occurrence_id] = one
    return list(found.values())


def _own_entry(promise: Promise, at: datetime, masked: bool) -> Entry | None:
    row = promise.occurrence
    changed = max(row.task.updated_at, row.updated_at, promise.updated_at)
    stands = promise.status in (*HOLDS, PromiseStatus.SEEKING) and row.status not in GONE
    if not stands:
        if changed <= at - timedelta(days=CANCELLED_DAYS):
            return None
        # Who no longer stands for a date may no longer know what became of it: only that it is gone.
        return _entry(row, changed, state="CANCELLED", masked=True)
    certain = promise.status in HOLDS and not promise.stands_in
    words = gettext("Stand-in: %(title)s") if promise.stands_in else "%(title)s"
    return _entry(
        row,
        changed,
        state="CONFIRMED" if certain else "TENTATIVE",
        masked=masked,
        busy=not promise.stands_in,
        words=words,
    )


def _entry_in_network(seat: Seat, row: Occurrence, promises: list[Promise], masked: bool) -> Entry | None:
    changed = max([row.task.updated_at, row.updated_at, *(one.updated_at for one in promises)])
    dropped = row.task.status == TaskStatus.ENDED and row.status == OccurrenceStatus.PLANNED
    if row.status in GONE or (dropped and row.ends_at > seat.at):
        recent = changed > seat.at - timedelta(days=CANCELLED_DAYS)
        return _entry(row, changed, state="CANCELLED", masked=masked) if recent else None
    holding = [one for one in promises if one.status in HOLDS and not one.stands_in]
    full = len(holding) >= len(row.task.places) or row.status == OccurrenceStatus.DONE
    return _entry(
        row,
        changed,
        state="CONFIRMED" if full else "TENTATIVE",
        masked=masked,
        busy=any(one.member_id in seat.member_ids for one in holding),
        words="%(title)s" if full else gettext("%(title)s – open"),
    )


def _items(task: Task, dates: list[Entry], masked: bool) -> Iterable[Entry | Series]:
    """A rhythm as one series with the task's own id for ever; other tasks date by date."""
    if not task.repeats:
        return dates
    like = Occurrence(pk=task.pk, network=task.network, task=task, starts_at=task.starts)
    like.ends_at = task.starts + timedelta(minutes=task.minutes)
    plain = _entry(
        like,
        task.updated_at,
        state="TENTATIVE",
        masked=masked,
        words=gettext("%(title)s – open"),
        page="networks:task",
    )
    return [Series(rule=task.rule, plain=plain, dates=tuple(dates))]


def _entry(
    row: Occurrence,
    changed_at: datetime,
    *,
    state: State,
    masked: bool,
    busy: bool = False,
    words: str = "%(title)s",
    page: str = "networks:occurrence",
) -> Entry:
    task = row.task
    return Entry(
        uid=f"{row.pk}@carenet",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=task.zone,
        slot=row.slot,
        summary=gettext("Appointment") if masked else words % {"title": row.own("title")},
        location="" if masked else row.own("where"),
        categories=("Carenet",) if masked else ("Carenet", str(task.activity.label)),
        url=_page(row.pk, page),
        state=state,
        busy=busy,
        whole_week=task.when == TaskWhen.WEEK,
        sequence=task.sequence + row.sequence,
        changed_at=changed_at,
    )


def _page(pk: UUID, name: str = "networks:occurrence") -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[pk])}"
