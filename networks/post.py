"""Sending what is due: one sweep over one channel, safe to run as often and in as many places as one likes.

The outbox (networks.outbox) is written with the change; this side claims, looks whether the message still has
sense, sends and marks. What messages say is handed in (Voice), so that sending knows nothing of contents.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from carenet.lib import smtp
from networks.choices import Channel, DeliveryState
from networks.claims import Rules, appear, claim, claim_rest, mark_sent
from networks.mailing import Batch, Voice, superseded, units_of
from networks.models import Delivery
from networks.reachable import mourning_among, mourns, stopped_among, unwanted

log = logging.getLogger(__name__)

RULES = Rules(
    batch=500,
    seconds=5.0,
    connections=settings.MAIL_CONNECTIONS,
    lease=timedelta(seconds=settings.MAIL_LEASE_SECONDS),
    first_wait=timedelta(seconds=settings.MAIL_RETRY_SECONDS),
)
NOTICES = 2000
"""In-app notices that become visible in one transaction."""
KEPT = timedelta(days=90)
"""How long what was sent or dropped is kept: for a bounce, and for who asks what was sent."""
TIDIED = 5000
"""Rows removed in one statement."""


def sweep(channel: Channel, voice: Voice, rules: Rules = RULES) -> Counter[str]:
    """Send what is due over this channel, until nothing is left or ``rules.seconds`` have passed.

    The counts say how many rows went which way: sent, dropped, held (quiet hours), later, parked, given
    back. ``left`` is set when time ran out before everything was done.
    """
    total: Counter[str] = Counter()
    until = time.monotonic() + rules.seconds
    while time.monotonic() < until:
        found = _PASSES[channel](voice, rules)
        total += found
        if found["claimed"] < rules.batch or found["away"]:
            return total
    return total + Counter(left=1)


def _mail(voice: Voice, rules: Rules) -> Counter[str]:
    batch = Batch(uuid4(), timezone.now(), rules, voice)
    rows = claim(Channel.MAIL, batch.owner, batch.at, rules)
    batch.counts["claimed"] = len(rows)
    if len(rows) == rules.batch:
        rows += claim_rest(rows[-1], batch.owner, batch.at, rules)
    if rows:
        wanted = batch.wanted(rows, Channel.MAIL)
        batch.settle()
        compose = voice.composer([row for row, _reader in wanted], batch.at)
        batch.send(units_of(wanted), compose, smtp.transport(rules.connections))
    return batch.counts


def _push(voice: Voice, rules: Rules) -> Counter[str]:
    if voice.push is None:
        return Counter()
    batch = Batch(uuid4(), timezone.now(), rules, voice)
    rows = claim(Channel.PUSH, batch.owner, batch.at, rules)
    batch.counts["claimed"] = len(rows)
    wanted = batch.wanted(rows, Channel.PUSH) if rows else []
    batch.settle()
    compose = voice.composer([row for row, _reader in wanted], batch.at)
    for place, (row, _reader) in enumerate(wanted):
        if batch.late():
            batch.give_back(later for later, _reader in wanted[place:])
            break
        batch.push(row, compose)
    batch.settle()
    return batch.counts


def _plan(voice: Voice, rules: Rules) -> Counter[str]:
    batch = Batch(uuid4(), timezone.now(), rules, voice)
    rows = claim(Channel.PLAN, batch.owner, batch.at, rules)
    batch.counts["claimed"] = len(rows)
    dropped, held = stopped_among(rows, batch.at) if rows else (set(), set())
    dropped |= superseded(rows)
    for place, row in enumerate(rows):
        if batch.late():
            batch.give_back(rows[place:])
            break
        if row.pk in held:
            batch.hold(row)
        elif row.pk in dropped:
            batch.let(row, DeliveryState.DROPPED)
        elif batch.took_us_down(row):
            batch.let(row, DeliveryState.PARKED, "nobody came back from it")
        else:
            _happen(batch, row)
    batch.settle()
    return batch.counts


def _happen(batch: Batch, row: Delivery) -> None:
    """What the house does at this moment and the mark that it did, both or neither."""
    try:
        with transaction.atomic():
            ours = Delivery.objects.select_for_update().filter(pk=row.pk, leased_by=batch.owner)
            if ours.exists():
                if mourning_among([row]):
                    batch.hold(row)
                    return
                batch.voice.happen(row, batch.at)
                batch.counts["sent"] += mark_sent(batch.owner, [row.pk], timezone.now())
    except Exception as error:
        log.exception("what was planned could not happen: %s", row.key)
        batch.again(row, f"could not happen: {type(error).__name__}")


@transaction.atomic
def _notices(voice: Voice, rules: Rules) -> Counter[str]:
    """Make notices visible. They wake nobody, so that quiet hours and pauses do not hold for them."""
    at = timezone.now()
    due = Delivery.objects.due(at).filter(channel=Channel.NOTICE).order_by("not_before", "user", "member")
    becomes = Case(
        When(mourns(), then=Value(DeliveryState.HELD)),
        When(unwanted(at), then=Value(DeliveryState.DROPPED)),
        default=Value(DeliveryState.SENT),
    )
    locked = due.annotate(becomes=becomes).select_for_update(skip_locked=True, of=("self",))
    sent, dropped, held = appear(locked.values_list("pk", "becomes")[:NOTICES], at)
    return Counter(claimed=sent + dropped + held, dropped=dropped, sent=sent, mourned=held)


_PASSES: dict[Channel, Callable[[Voice, Rules], Counter[str]]] = {
    Channel.MAIL: _mail,
    Channel.NOTICE: _notices,
    Channel.PUSH: _push,
    Channel.PLAN: _plan,
}


def tidy() -> int:
    """Remove what was sent, dropped or held long ago; the number of rows removed. Parked rows stay, and what
    is held while a network mourns: when that was a mistake, it still leaves.
    """
    done = [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.HELD]
    old = Delivery.objects.filter(state__in=done, created_at__lt=timezone.now() - KEPT)
    old = old.exclude(state=DeliveryState.HELD, network__mourning_since__isnull=False)
    removed = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:TIDIED]):
        removed += Delivery.objects.filter(pk__in=ids).delete()[0]
    return removed
