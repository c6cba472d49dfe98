"""The rules of lists of questions that hold whoever writes: tried at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.models import Check, Instrument
from tests import factories as make
from tests.cast import Cast
from tests.instruments import make_check, make_instrument


def _list(cast: Cast, **fields: Any) -> Instrument:
    return make_instrument(cast.linde, cast.els, **fields)


def _check(cast: Cast, **fields: Any) -> Check:
    return make_check(cast.members["henk"], **fields)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "instrument_in_order": lambda cast: _list(cast, until=make.ago(99)),
    "instrument_named": lambda cast: _list(cast, edition=""),
    "instrument_has_ground": lambda cast: _list(cast, ground=""),
    "instrument_once": lambda cast: [_list(cast), _list(cast, edition="2")],
    "check_known_or_erased": lambda cast: _check(cast, erased_at=timezone.now()),
    "check_of_something": lambda cast: _check(cast, code=""),
}
"""Every named constraint of these rows, and how to break it past every form."""
ROWS: tuple[type[models.Model], ...] = (Instrument, Check)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_an_answer_that_is_gone_says_so(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="check_known_or_erased"), transaction.atomic():
        _check(cast, answers=None)
    assert _check(cast, answers=None, erased_at=timezone.now()).pk
    assert _list(cast, until=make.ago(1)).code == _list(cast).code


def test_every_named_rule_is_tried_here() -> None:
    assert {rule.name for model in ROWS for rule in model._meta.constraints} == set(BROKEN)


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_check_member_id": lambda cast: Check.objects.filter(pk=_check(cast).pk).update(
        member=cast.other_member
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
