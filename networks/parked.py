"""What could not be delivered, for the operator: keys, kinds and codes, never a content or an address."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from carenet.lib.events import Event, Subject, announce
from networks.choices import DeliveryState
from networks.models import Delivery


def parked() -> QuerySet[Delivery]:
    """What could not be delivered, the longest parked first."""
    return Delivery.objects.parked().order_by("not_before", "pk")


@transaction.atomic
def try_again(ids: Collection[UUID] | None = None, *, operator: Any | None = None) -> int:
    """Make parked messages due again (None: all), with a clean count; how many there were.

    ``operator`` is who asked for it, None at the command line. Each network's ledger tells it.
    """
    rows = parked().select_for_update()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    found = list(rows.values_list("pk", "network_id", "kind", "channel"))
    for pk, network_id, kind, channel in found:
        subject = Subject(kind="delivery", id=pk)
        detail = {"kind": kind, "channel": channel}
        verb = "networks.delivery_tried_again"
        announce(Event(verb=verb, actor=operator, network_id=network_id, subject=subject, detail=detail))
    ours = Delivery.objects.filter(pk__in=[pk for pk, *_more in found])
    return ours.update(state=DeliveryState.DUE, not_before=timezone.now(), attempts=0)
