"""Rules of how a network goes that hold whoever writes: tried by going round the readings, at the tables."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.choices.health import SignalKind
from networks.models import Health, Reading, Signal
from tests import factories as make
from tests.access_meso.health import make_signal
from tests.cast import Cast

MONDAY = date(2026, 11, 23)


def _health(cast: Cast, **fields: Any) -> Health:
    return Health.objects.create(network=make.make_network(), **fields)


def _reading(cast: Cast, **fields: Any) -> Reading:
    fields = {"week": MONDAY, "read_at": timezone.now()} | fields
    return Reading.objects.create(network=cast.network, **fields)


ROUND: dict[str, Callable[[Cast], Any]] = {
    "health_signals_known": lambda cast: _health(cast, signals=["a mark"]),
    "health_silent_has_none": lambda cast: _health(cast, silent=True, signals=[SignalKind.QUIET.value]),
    "reading_once_a_week": lambda cast: [_reading(cast), _reading(cast)],
    "reading_week_is_a_monday": lambda cast: _reading(cast, week=MONDAY + timedelta(days=1)),
    "reading_signals_known": lambda cast: _reading(cast, signals=["a mark"]),
    "signal_in_order": lambda cast: make_signal(cast.network, until=make.ago(9)),
    "signal_kind_known": lambda cast: make_signal(cast.network, "a mark"),  # type: ignore[arg-type]
    "signal_about_its_subject": lambda cast: make_signal(cast.network, SignalKind.NEED_ALONE),
    "signal_put_off_by_somebody": lambda cast: make_signal(cast.network, quiet_until=timezone.now()),
    "signal_once": lambda cast: [make_signal(cast.network), make_signal(cast.network)],
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROUND)
def test_the_table_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        ROUND[name](cast)


@pytest.mark.django_db
def test_a_signal_about_the_network_has_no_subject(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="signal_about_its_subject"), transaction.atomic():
        make_signal(cast.network, SignalKind.QUIET, subject=uuid4())


def test_every_named_rule_is_tried() -> None:
    named = {
        rule.name
        for model in (Health, Reading, Signal)
        for rule in model._meta.constraints
        if not rule.name.endswith("_in_network")
    }
    assert named == set(ROUND)
