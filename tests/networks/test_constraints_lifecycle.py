"""The rules of resting, mourning, keepsakes and practising that hold whoever writes, tried at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.models import (
    Condolence,
    Farewell,
    FriendlyQuestion,
    KeepsakeFor,
    Member,
    Mourning,
    Practice,
    Rest,
    ThingToArrange,
)
from tests import factories as make
from tests.cast import Cast
from tests.mourning import make_condolence, make_keepsake, make_practice, make_thing


def _rest(cast: Cast, **fields: Any) -> Rest:
    return Rest.objects.create(network=cast.network, said_by=cast.bram, **fields)


def _mourning(cast: Cast, **fields: Any) -> Mourning:
    fields = {"said_by": cast.henk, "since": make.ago(5)} | fields
    return Mourning.objects.create(network=cast.network, **fields)


def _confirmed(cast: Cast, **fields: Any) -> Mourning:
    now = {"confirmed_by": cast.marja, "confirmed_at": timezone.now(), "was": "active"}
    return _mourning(cast, **now | fields)


def _farewell(cast: Cast, **fields: Any) -> Farewell:
    fields = {"author": cast.henk, "about": "died", "text": "He sang."} | fields
    return Farewell.objects.create(network=cast.network, **fields)


def _question(cast: Cast, **fields: Any) -> FriendlyQuestion:
    fields = {"member": cast.members["henk"], "asked_at": timezone.now()} | fields
    return FriendlyQuestion.objects.create(network=cast.network, **fields)


def _practice(cast: Cast, **fields: Any) -> Practice:
    host = make.make_user()
    return make_practice(cast.joris, make.make_network(host, fictional=True), **fields)


def _twice(make_it: Callable[..., Any], *given: Any, **fields: Any) -> None:
    for _time in range(2):
        make_it(*given, **fields)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "rest_in_order": lambda cast: _rest(cast, since=timezone.now(), until=make.ago(1)),
    "rest_once": lambda cast: _twice(_rest, cast),
    "mourning_in_order": lambda cast: _mourning(
        cast, since=timezone.now(), until=make.ago(1), undone_by=cast.henk
    ),
    "mourning_once": lambda cast: _twice(_mourning, cast),
    "mourning_confirmed_whole": lambda cast: _mourning(cast, confirmed_by=cast.marja),
    "mourning_by_two": lambda cast: _confirmed(cast, confirmed_by=cast.henk),
    "mourning_doubted_whole": lambda cast: _confirmed(cast, doubted_by=cast.henk),
    "mourning_undone_by_two": lambda cast: _confirmed(
        cast,
        doubted_by=cast.henk,
        doubted_at=timezone.now(),
        until=timezone.now(),
        undone_by=cast.henk,
    ),
    "farewell_in_order": lambda cast: _farewell(cast, since=timezone.now(), until=make.ago(1)),
    "farewell_once": lambda cast: _twice(_farewell, cast),
    "farewell_has_text": lambda cast: _farewell(cast, text=""),
    "condolence_in_order": lambda cast: make_condolence(cast.network, cast.joris, until=make.ago(1)),
    "condolence_has_text": lambda cast: make_condolence(cast.network, cast.joris, text=""),
    "arrange_kind_known": lambda cast: make_thing(cast.network, kind="nonsense"),
    "arrange_other_in_words": lambda cast: make_thing(cast.network, words=""),
    "arrange_once": lambda cast: _twice(make_thing, cast.network, kind="money"),
    "keepsake_in_order": lambda cast: make_keepsake(cast.members["henk"], until=make.ago(1)),
    "keepsake_once": lambda cast: _twice(make_keepsake, cast.members["henk"]),
    "keepsake_holds_something": lambda cast: make_keepsake(cast.members["henk"], stories=False, photos=False),
    "friendly_question_once": lambda cast: _twice(_question, cast),
    "friendly_question_answered_whole": lambda cast: _question(cast, answer="here"),
    "practice_in_order": lambda cast: _practice(cast, until=make.ago(1)),
    "practice_once": lambda cast: _twice(_practice, cast),
    "practice_as_known": lambda cast: _practice(cast, practises_as="nonsense"),
    "practice_host_made_up": lambda cast: _practice(cast, host=cast.joris),
    "member_pause_lets_known": lambda cast: Member.objects.filter(pk=cast.members["henk"].pk).update(
        pause_lets="nonsense"
    ),
}
OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_keepsakefor_member_id": lambda cast: KeepsakeFor.objects.create(
        network=cast.network, member=cast.other_member
    ),
    "networks_friendlyquestion_member_id": lambda cast: _question(cast, member=cast.other_member),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_named_rule_holds_whoever_writes(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()


def test_every_named_rule_is_tried_here(db: None) -> None:
    tried: tuple[type[models.Model], ...] = (
        Condolence, Farewell, FriendlyQuestion, KeepsakeFor, Mourning, Practice, Rest, ThingToArrange,
    )  # fmt: skip
    names = {one.name for model in tried for one in model._meta.constraints}
    assert names == set(BROKEN) - {"member_pause_lets_known"}


def test_a_mourning_may_be_taken_back_by_one_before_and_by_two_after_it_was_confirmed(cast: Cast) -> None:
    _mourning(cast, until=timezone.now(), undone_by=cast.henk)
    _confirmed(
        cast, doubted_by=cast.henk, doubted_at=timezone.now(), until=timezone.now(), undone_by=cast.bram
    )
    assert Mourning.objects.count() == 2
