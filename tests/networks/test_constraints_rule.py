"""The constraints of rules that move, tried by going round forms and actions, straight at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.choices.rule import RuleStatus
from networks.models import Barrier, Lesson, Placing, RaisedBarrier, Rule, RuleState
from tests import daily, rules
from tests import factories as make
from tests.cast import Cast


def _barrier(cast: Cast) -> Barrier:
    return daily.make_barrier(cast.network, cast.bram)


def _placing(cast: Cast, **fields: Any) -> Placing:
    return rules.make_placing(_barrier(cast), cast.henk, **fields)


def _rule(cast: Cast, **fields: Any) -> Rule:
    return rules.make_rule(cast.linde, **fields)


def _raised(cast: Cast, **fields: Any) -> RaisedBarrier:
    return rules.make_raised(_barrier(cast), cast.bram, _rule(cast), **fields)


def _lesson(cast: Cast, **fields: Any) -> Lesson:
    return rules.make_lesson(rules.decided(cast.linde), cast.els, **fields)


def _becomes(row: models.Model, **fields: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).update(**fields)


def _twice(make_one: Callable[[], Any]) -> Any:
    return [make_one() for _turn in range(2)]


def _placed_twice(cast: Cast) -> Any:
    barrier = _barrier(cast)
    return _twice(lambda: rules.make_placing(barrier, cast.henk))


def _raised_twice(cast: Cast) -> Any:
    barrier = _barrier(cast)
    return _twice(lambda: rules.make_raised(barrier, cast.bram, _rule(cast)))


def _shared_twice(cast: Cast) -> Any:
    rule = rules.decided(cast.linde)
    return _twice(lambda: rules.make_lesson(rule, cast.els))


def _in_itself(cast: Cast) -> Any:
    rule = _rule(cast)
    return _becomes(rule, joined_into=rule, joined_at=timezone.now())


def _two_states(cast: Cast) -> Any:
    return RuleState.objects.create(rule=_rule(cast), status=RuleStatus.ASKED, since=timezone.now())


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "placing_in_order": lambda cast: _placing(cast, until=make.ago(900)),
    "placing_source_known": lambda cast: _placing(cast, source="odd"),
    "placing_sphere_known": lambda cast: _placing(cast, sphere="odd"),
    "placing_once": _placed_twice,
    "rule_has_words": lambda cast: _rule(cast, words=""),
    "rule_source_known": lambda cast: _rule(cast, source="odd"),
    "rule_status_known": lambda cast: _becomes(_rule(cast), status="odd"),
    "rule_decided_with_reason": lambda cast: _becomes(_rule(cast), status=RuleStatus.STAYS),
    "rule_not_in_itself": _in_itself,
    "rule_joined_at": lambda cast: _becomes(_rule(cast), joined_into=_rule(cast)),
    "rulestate_in_order": lambda cast: RuleState.objects.create(
        rule=_rule(cast), status=RuleStatus.ASKED, since=make.ago(20), until=make.ago(30)
    ),
    "rulestate_one_at_a_time": _two_states,
    "rulestate_status_known": lambda cast: _becomes(_rule(cast).states.get(), status="odd"),
    "raised_in_order": lambda cast: _raised(cast, until=make.ago(900)),
    "raised_has_words": lambda cast: _raised(cast, words=""),
    "raised_answer_known": lambda cast: _raised(cast, answer="over"),
    "raised_once": _raised_twice,
    "lesson_in_order": lambda cast: _lesson(cast, until=make.ago(900)),
    "lesson_says_something": lambda cast: _lesson(cast, outcome=""),
    "lesson_source_known": lambda cast: _becomes(_lesson(cast), source="odd"),
    "lesson_of_a_decision": lambda cast: _becomes(_lesson(cast), status=RuleStatus.RAISED),
    "lesson_once": _shared_twice,
}
"""Every named constraint of rules, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_of_rules_is_tried_here() -> None:
    named = {
        rule.name
        for model in (Placing, Rule, RuleState, RaisedBarrier, Lesson)
        for rule in model._meta.constraints
    }
    assert named - set(BROKEN) == {"rule_in_organisation"}


def _at_once(point: Callable[[Cast], Any], cast: Cast) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    point(cast)
    connection.check_constraints()


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_placing_barrier_id": lambda cast: _becomes(
        _placing(cast), barrier=daily.make_barrier(cast.other, cast.eve)
    ),
    "networks_raisedbarrier_barrier_id": lambda cast: _becomes(
        _raised(cast), barrier=daily.make_barrier(cast.other, cast.eve)
    ),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _at_once(OUTSIDE[key], cast)


ELSEWHERE: dict[str, Callable[[Cast], Any]] = {
    "networks_rule_joined_into_id": lambda cast: _becomes(
        _rule(cast), joined_into=rules.make_rule(rules.make_organisation()), joined_at=timezone.now()
    ),
    "networks_raisedbarrier_rule_id": lambda cast: _becomes(
        _raised(cast), rule=rules.make_rule(rules.make_organisation())
    ),
}


@pytest.mark.parametrize("key", ELSEWHERE)
def test_nothing_of_one_organisation_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_organisation"), transaction.atomic():
        _at_once(ELSEWHERE[key], cast)
