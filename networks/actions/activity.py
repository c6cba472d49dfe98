"""The kinds of things to do: what a network adds to those that every network knows."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.choices import TaskStatus
from networks.models import Activity
from networks.standing import Permission, Seat

MOST = 40
"""More kinds of their own than this, and nobody finds anything in the list."""


def add_activity(
    *, actor: Seat, name: str, minutes: int = 60, places: Sequence[str] = (), keywords: Sequence[str] = ()
) -> Activity:
    """Add a kind of thing to do for this network. Raises DomainError for a name that is there already."""
    with acting(actor, Permission.ORGANIZE) as seat:
        rows = Activity.objects.for_network(seat.network)
        own = Activity.objects.filter(network=seat.network)
        if own.filter(ended_at=None).count() >= MOST:
            raise DomainError(_("There are enough kinds. End one that nobody uses."), code="too_many")
        name = name.strip()
        if any(str(one.label).casefold() == name.casefold() for one in rows):
            raise DomainError(_("This kind of thing is in the list already."), code="taken", field="name")
        code = f"own-{slugify(name)[:20] or 'kind'}"
        if own.filter(code=code).exists():
            code = f"{code}-{own.count() + 1}"
        row = Activity.objects.create(
            network=seat.network,
            code=code,
            name=name,
            minutes=minutes,
            places=list(places),
            keywords=list(keywords),
        )
        trace(seat, "networks.activity_added", row)
        return row


def end_activity(*, actor: Seat, activity: UUID, version: int | None = None) -> Activity:
    """Take a kind out of the list; what is of that kind stays. One that is still in use is not ended."""
    with acting(actor, Permission.ORGANIZE) as seat:
        rows = Activity.objects.filter(network=seat.network, ended_at=None)
        row = rows.select_for_update().filter(pk=activity).first()
        if row is None:
            raise Http404
        row.expect(version)
        if seat.network.tasks.filter(activity=row).exclude(status=TaskStatus.ENDED).exists():
            raise DomainError(_("Something of this kind is still to be done. First end that."), code="in_use")
        row.ended_at = seat.at
        row.store("ended_at")
        trace(seat, "networks.activity_ended", row)
        return row
