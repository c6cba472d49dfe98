"""What the circle of influence, putting a barrier to an organisation, and a register leave in the ledger."""

from typing import Any

from django.utils import timezone

from accounts.access import office_for
from accounts.choices import Hat
from networks.actions import influence, raising, rule
from networks.choices.rule import RaisedAnswer, RuleStatus, Sphere
from networks.models import Barrier
from tests import daily, rules
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import SEVERAL, case

SEVERAL["begin_influence"] = "writes something down and places it: two facts"


def _henk(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)} | more


def _els(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": office_for(cast.els, cast.linde.pk, Hat.MANAGER, at=timezone.now())} | more


def _barrier(cast: Cast) -> Barrier:
    return daily.make_barrier(cast.network, cast.henk)


@case(influence.place_barrier, "barrier_placed")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, barrier=_barrier(cast).pk, sphere=Sphere.CONTROL, told_by="the office", thinks="Odd")


@case(influence.take_back_placing, "placing_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, placing=rules.make_placing(_barrier(cast), cast.henk).pk)


@case(raising.put_barrier, "barrier_put")
def _(cast: Cast) -> dict[str, Any]:
    rules.works_at(cast.members["fatima"], cast.linde)
    words = "Volunteers may not keep books"
    return _henk(cast, barrier=_barrier(cast).pk, organisation=cast.linde.pk, words=words, sure=True)


@case(raising.take_back_raised, "barrier_not_put")
def _(cast: Cast) -> dict[str, Any]:
    row = rules.make_raised(_barrier(cast), cast.henk, rules.make_rule(cast.linde))
    return _henk(cast, raised=row.pk)


@case(raising.answer_decision, "decision_answered")
def _(cast: Cast) -> dict[str, Any]:
    row = rules.make_raised(_barrier(cast), cast.henk, rules.decided(cast.linde))
    return _henk(cast, raised=row.pk, answer=RaisedAnswer.OVER, outcome="It was a habit")


@case(rule.add_rule, "rule_added")
def _(cast: Cast) -> dict[str, Any]:
    return _els(cast, words="No visits after eight")


@case(rule.revise_rule, "rule_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _els(cast, rule=rules.make_rule(cast.linde).pk, owner="the board")


@case(rule.decide_rule, "rule_decided")
def _(cast: Cast) -> dict[str, Any]:
    row = rules.make_rule(cast.linde)
    rules.make_raised(_barrier(cast), cast.henk, row)
    return _els(cast, rule=row.pk, status=RuleStatus.CHANGED, reason="It is allowed now")


@case(rule.join_rules, "rules_joined")
def _(cast: Cast) -> dict[str, Any]:
    return _els(cast, rule=rules.make_rule(cast.linde).pk, into=rules.make_rule(cast.linde).pk)


@case(rule.split_rule, "rule_split")
def _(cast: Cast) -> dict[str, Any]:
    joined = {"joined_into": rules.make_rule(cast.linde), "joined_at": make.ago(1)}
    return _els(cast, rule=rules.make_rule(cast.linde, **joined).pk)


@case(rule.share_lesson, "lesson_shared")
def _(cast: Cast) -> dict[str, Any]:
    row = rules.decided(cast.linde)
    return _els(cast, rule=row.pk, words="No visits", outcome="It was a habit", sure=True)


@case(rule.take_back_lesson, "lesson_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _els(cast, lesson=rules.make_lesson(rules.decided(cast.linde), cast.els).pk)
