"""Notices: what the house has to say to somebody on the site itself, read for pages and programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext

from networks import moments
from networks.choices import MessageKind
from networks.models import Delivery
from networks.moments.table import MOMENTS

COUNTED_FOR = 30
"""Seconds for which the number in the top bar may be old; reading makes it new at once."""
MOST = 99


@dataclass(frozen=True, slots=True)
class Notice:
    """One line: what it says, where it leads ("" when it is over), from which network, and since when."""

    id: UUID
    words: str
    path: str
    kind: str
    network: str
    network_id: UUID | None
    at: datetime
    unread: bool
    mutable: bool

    @property
    def about(self) -> str:
        """The kind of message, in words."""
        return str(MessageKind(self.kind).label)


def of(user: Any) -> QuerySet[Delivery]:
    """The notices of this user, newest first."""
    return Delivery.objects.notices_of(user).order_by("-sent_at", "-id")


def written_out(rows: Iterable[Delivery], at: datetime) -> list[Notice]:
    """These rows with their words, made from things as they are now; a fixed number of queries."""
    found = list(rows)
    desk = moments.Desk(found, at)
    return [_written(row, desk, at) for row in found]


def _written(row: Delivery, desk: moments.Desk, at: datetime) -> Notice:
    letter = moments.compose(row, at, desk)
    network = desk.networks.get(row.network_id) if row.network_id else None
    over = gettext("This is over or solved: %(about)s.") % {"about": MessageKind(row.kind).label}
    return Notice(
        id=row.pk,
        words=letter.subject if letter else over,
        path=letter.path if letter else "",
        kind=row.kind,
        network=network.title if network else "",
        network_id=row.network_id,
        at=row.sent_at or at,
        unread=row.read_at is None,
        mutable=MOMENTS[MessageKind(row.kind)].mutable and row.network_id is not None,
    )


def notice_for(user: Any, pk: UUID) -> Delivery:
    """The door to one notice: its reader's own. Raises Http404."""
    row = Delivery.objects.notices_of(user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def unread(user: Any) -> int:
    """How many notices this user has not read, for the top bar: kept for some seconds, or one query."""
    key = _key(user)
    known: int | None = cache.get(key)
    if known is None:
        rows = Delivery.objects.notices_of(user).filter(read_at__isnull=True).order_by()
        known = rows.values("pk")[: MOST + 1].count()
        cache.set(key, known, COUNTED_FOR)
    return known


def counted_anew(user: Any) -> None:
    """Forget the number in the top bar: something was read."""
    cache.delete(_key(user))


def _key(user: Any) -> str:
    return f"unread.{user.pk}"
