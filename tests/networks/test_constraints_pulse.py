"""The rules of what carers keep to themselves that hold whoever writes: tried at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.choices.pulse import Every
from networks.models import Member, Pulse, PulseRhythm, Relief, ReliefTold
from tests import factories as make
from tests.access_meso.pulse import make_pulse, make_relief
from tests.cast import Cast


def _henk(cast: Cast) -> Member:
    return cast.members["henk"]


def _rhythm(cast: Cast, **fields: Any) -> PulseRhythm:
    fields = {"network": cast.network, "member": _henk(cast)} | fields
    return PulseRhythm.objects.create(**fields)


def _told(cast: Cast) -> Relief:
    return make_relief(_henk(cast), cast.members["marja"])


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "pulse_known_or_erased": lambda cast: make_pulse(_henk(cast), erased_at=timezone.now()),
    "pulse_rhythm_known": lambda cast: _rhythm(cast, weeks=3, due_on=timezone.localdate()),
    "pulse_rhythm_never_or_due": lambda cast: _rhythm(cast, weeks=Every.WEEK),
    "relief_in_order": lambda cast: make_relief(_henk(cast), until=make.ago(9)),
    "relief_once": lambda cast: [make_relief(_henk(cast)) for _turn in range(2)],
    "relief_told_once": lambda cast: (
        ReliefTold.objects.create(network=cast.network, relief=_told(cast), member=cast.members["marja"])
        and ReliefTold.objects.create(
            network=cast.network, relief=Relief.objects.get(), member=cast.members["marja"]
        )
    ),
}
"""Every named constraint of these rows, and how to break it past every form."""
ROWS: tuple[type[models.Model], ...] = (Pulse, PulseRhythm, Relief, ReliefTold)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    named = {rule.name for model in ROWS for rule in model._meta.constraints}
    assert named - set(BROKEN) == {"relief_in_network"}


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_pulse_member_id": lambda cast: Pulse.objects.filter(pk=make_pulse(_henk(cast)).pk).update(
        member=cast.other_member
    ),
    "networks_pulserhythm_member_id": lambda cast: _rhythm(cast, member=cast.other_member),
    "networks_relief_member_id": lambda cast: Relief.objects.create(
        network=cast.network, member=cast.other_member
    ),
    "networks_relieftold_relief_id": lambda cast: ReliefTold.objects.create(
        network=cast.network, relief=make_relief(cast.other_member), member=_henk(cast)
    ),
    "networks_relieftold_member_id": lambda cast: ReliefTold.objects.create(
        network=cast.network, relief=_told(cast), member=cast.other_member
    ),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()


def test_every_key_that_stays_within_a_network_is_tried_here(db: None) -> None:
    tables = [model._meta.db_table for model in ROWS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname LIKE %s AND conrelid::regclass::text = ANY(%s)",
            ["%same_network", tables],
        )
        keys = {name.removesuffix("_same_network") for (name,) in cursor.fetchall()}
    assert keys == set(OUTSIDE)
