"""Each signal about who does what, on histories of real rows: where it is said, and close by where it is not.

The rest of them stand in test_signals_rows.py.
"""

from datetime import datetime

import pytest
from django.utils import timezone

from networks.choices import NeedStatus, PromiseStatus, Side, TalentKind, Visibility
from networks.choices.health import SignalKind
from networks.models import Ask, Member
from tests import daily, factories
from tests.networks import histories
from tests.networks.histories import DAY, Said, a_task, did, is_said, only, said, well, written

pytestmark = pytest.mark.django_db
LITTLE = 0.01
"""Of a day: just under a threshold."""


@pytest.fixture
def at() -> datetime:
    """A moment in whole seconds, as they are packed."""
    return timezone.now().replace(microsecond=0)


def named(told: Said, name: str) -> Member:
    """One of the people of a history."""
    return Member.objects.get(network=told.network, name=name)


def leaves(member: Member, at: datetime) -> None:
    member.until = at - DAY
    member.store("until")


# Much rests on one person


def test_seven_tenths_of_what_is_done_is_not_too_much(at: datetime) -> None:
    assert said(histories.leans_on_one(at, 60).network, at) == []


@pytest.mark.parametrize(("minutes", "kinds"), [(299, []), (300, [SignalKind.LEANS_ON_ONE])])
def test_less_than_five_hours_is_little_for_anybody(at: datetime, minutes: int, kinds: list[str]) -> None:
    circle = well(at)
    did(a_task(circle, at, minutes=minutes), circle.ann, at, [2])
    assert said(circle.network, at) == kinds


@pytest.mark.parametrize(("days", "kinds"), [(28, []), (28 - LITTLE, [SignalKind.LEANS_ON_ONE])])
def test_only_the_last_four_weeks_weigh(at: datetime, days: float, kinds: list[str]) -> None:
    circle = well(at)
    did(a_task(circle, at, minutes=600), circle.ann, at, [days])
    assert said(circle.network, at) == kinds


@pytest.mark.parametrize("status", PromiseStatus)
def test_what_was_promised_weighs_unless_it_did_not_happen(at: datetime, status: PromiseStatus) -> None:
    circle = well(at)
    did(a_task(circle, at, minutes=600), circle.ann, at, [3], status)
    weighs = status in (PromiseStatus.PROMISED, PromiseStatus.KEPT)
    assert said(circle.network, at) == ([SignalKind.LEANS_ON_ONE] if weighs else [])


def test_what_is_still_to_come_does_not_weigh(at: datetime) -> None:
    circle = well(at)
    did(a_task(circle, at, minutes=600), circle.ann, at, [-3], PromiseStatus.PROMISED)
    assert said(circle.network, at) == []


def test_among_three_it_would_point_at_somebody(at: datetime) -> None:
    told = histories.leans_on_one(at)
    leaves(named(told, "Cas"), at)
    assert said(told.network, at) == []
    factories.make_member(told.network, side=Side.COMMUNITY, since=at - 50 * DAY)
    is_said(told, SignalKind.LEANS_ON_ONE, at)


@pytest.mark.parametrize("level", Visibility)
def test_what_was_done_for_family_things_is_told_to_few(at: datetime, level: Visibility) -> None:
    circle = well(at)
    need = factories.make_need(circle.network, visibility=level, since=at - DAY)
    did(a_task(circle, at, minutes=600, need=need), circle.ann, at, [3])
    if level in (Visibility.ONLY_ME, Visibility.NAMED):
        assert said(circle.network, at) == []
    else:
        assert only(circle.network, at).closed is (level != Visibility.EVERYONE)


# Family and friends do less than before


def test_more_than_half_of_them_is_no_drifting(at: datetime) -> None:
    told = histories.family_drifts(at)
    did(told.network.tasks.get(), named(told, "Bob"), at, [20])
    assert said(told.network, at) == []


@pytest.mark.parametrize(("days", "kinds"), [(42, [SignalKind.FAMILY_DRIFTS]), (42 - LITTLE, [])])
def test_six_weeks_are_compared_with_the_six_before(at: datetime, days: float, kinds: list[str]) -> None:
    circle = well(at)
    task = a_task(circle, at)
    for member in (circle.ann, circle.bob, circle.cas):
        did(task, member, at, [days])
    assert said(circle.network, at) == kinds


@pytest.mark.parametrize(("days", "kinds"), [(83, [SignalKind.FAMILY_DRIFTS]), (84, [])])
def test_what_is_longer_ago_is_not_compared(at: datetime, days: float, kinds: list[str]) -> None:
    circle = well(at)
    task = a_task(circle, at)
    for member in (circle.ann, circle.bob, circle.cas):
        did(task, member, at, [days])
    assert said(circle.network, at) == kinds


def test_two_who_did_something_before_are_too_few_to_compare(at: datetime) -> None:
    circle = well(at)
    task = a_task(circle, at)
    for member in (circle.ann, circle.bob, circle.dee):
        did(task, member, at, [50])
    assert said(circle.network, at) == []
    choir = factories.make_member(circle.network, side=Side.COMMUNITY, since=at - 90 * DAY)
    did(task, choir, at, [50])
    assert only(circle.network, at).figures == {"now": 0, "before": 3}


def test_what_a_professional_does_makes_no_family_active(at: datetime) -> None:
    told = histories.family_drifts(at)
    other = factories.make_member(told.network, side=Side.FORMAL, since=at - 90 * DAY)
    did(told.network.tasks.get(), other, at, [5])
    is_said(told, SignalKind.FAMILY_DRIFTS, at)


def test_what_did_not_happen_was_not_done(at: datetime) -> None:
    told = histories.family_drifts(at)
    did(told.network.tasks.get(), named(told, "Bob"), at, [20], PromiseStatus.DID_NOT_HAPPEN)
    is_said(told, SignalKind.FAMILY_DRIFTS, at)


def test_drifting_that_shows_only_in_what_few_may_know_of_is_told_to_few(at: datetime) -> None:
    need = {"visibility": Visibility.CLOSE, "since": at - DAY}
    circle = well(at)
    task = a_task(circle, at, need=factories.make_need(circle.network, **need))
    for member in (circle.ann, circle.bob, circle.cas):
        did(task, member, at, [50])
    did(task, circle.ann, at, [20])
    found = only(circle.network, at)
    assert (found.kind, found.closed) == (SignalKind.FAMILY_DRIFTS, True)
    assert found.figures == {"now": 1, "before": 3}


# Talents nobody has asked for


def test_a_talent_of_almost_four_weeks_has_time(at: datetime) -> None:
    assert said(histories.talents_unasked(at, 28 - LITTLE).network, at) == []


@pytest.mark.parametrize("how", ["ask", "challenge", "promise"])
def test_one_alone_is_not_pointed_at_when_another_was_asked(at: datetime, how: str) -> None:
    told = histories.talents_unasked(at)
    bob, task = named(told, "Bob"), daily.make_task(told.network, starts=at - 200 * DAY)
    is_said(told, SignalKind.TALENTS_UNASKED, at)
    if how == "ask":
        daily.make_ask(task, bob, asked_at=at - DAY)
    elif how == "challenge":
        daily.make_challenge(bob, factories.make_user(), asked_at=at - DAY)
    else:
        daily.make_promise(task.occurrences.get(), bob)
    assert said(told.network, at) == []


def test_what_somebody_never_wants_to_be_asked_for_is_no_talent(at: datetime) -> None:
    told = histories.talents_unasked(at)
    named(told, "Bob").talents.update(kind=TalentKind.NEVER)
    assert said(told.network, at) == []


def test_a_talent_that_somebody_took_back_waits_for_nothing(at: datetime) -> None:
    told = histories.talents_unasked(at)
    named(told, "Bob").talents.update(until=at - DAY)
    assert said(told.network, at) == []


def test_who_left_or_is_left_in_peace_is_not_asked_and_not_counted(at: datetime) -> None:
    told = histories.talents_unasked(at)
    bob = named(told, "Bob")
    bob.paused_until = at + DAY
    bob.store("paused_until")
    assert SignalKind.TALENTS_UNASKED not in said(told.network, at)
    bob.paused_until = None
    bob.store("paused_until")
    is_said(told, SignalKind.TALENTS_UNASKED, at)
    leaves(bob, at)
    assert SignalKind.TALENTS_UNASKED not in said(told.network, at)


# Only professionals take part


@pytest.mark.parametrize("side", [Side.INFORMAL, Side.COMMUNITY])
def test_one_friend_or_a_choir_is_enough(at: datetime, side: Side) -> None:
    told = histories.only_paid(at)
    factories.make_member(told.network, side=side, since=at - DAY)
    assert said(told.network, at) == []


def test_a_friend_who_was_invited_does_not_take_part_yet(at: datetime) -> None:
    told = histories.only_paid(at)
    factories.make_member(told.network, joined=False, since=at - 20 * DAY)
    is_said(told, SignalKind.ONLY_PAID, at)


def test_one_professional_alone_is_no_network_of_professionals(at: datetime) -> None:
    told = histories.only_paid(at)
    leaves(named(told, "Dee"), at)
    assert said(told.network, at) == []


def test_where_nobody_of_family_ever_was_it_is_so_from_the_beginning(at: datetime) -> None:
    network = factories.make_network(since=at - 100 * DAY)
    for stands_in in (False, True):
        member = factories.make_member(network, side=Side.FORMAL, since=at - 40 * DAY)
        factories.make_role(member, stands_in=stands_in)
    is_said(Said(network, {"formal": 2}, network.since), SignalKind.ONLY_PAID, at)


# The client's own say


def test_a_little_less_say_is_no_signal(at: datetime) -> None:
    assert said(histories.own_say(at, now=8).network, at) == []


@pytest.mark.parametrize(("now", "before"), [(3, 4), (4, 3)])
def test_three_needs_and_asks_say_too_little(at: datetime, now: int, before: int) -> None:
    circle = well(at)
    written(circle, at, 20, now, own=0)
    written(circle, at, 100, before, own=before)
    assert said(circle.network, at) == []
    written(circle, at, 20, 4 - now, own=0)
    written(circle, at, 100, 4 - before, own=4)
    assert only(circle.network, at).figures == {"own": 0, "all": 4, "own_before": 4, "all_before": 4}


def test_asks_are_counted_with_needs(at: datetime) -> None:
    circle = well(at)
    written(circle, at, 20, 3, own=0)
    written(circle, at, 100, 4, own=4)
    for for_client in (False, True):
        assert said(circle.network, at) == ([SignalKind.OWN_SAY] if for_client else [])
        task = a_task(circle, at)
        ask = daily.make_ask(task, circle.cas, for_client=for_client, asked_at=at - 20 * DAY)
        Ask.objects.filter(pk=ask.pk).update(created_at=at - 20 * DAY)
    figures = {"own": 1, "all": 5, "own_before": 4, "all_before": 4}
    is_said(Said(circle.network, figures, at), SignalKind.OWN_SAY, at)


def test_more_say_than_before_is_no_signal(at: datetime) -> None:
    circle = well(at)
    written(circle, at, 20, 6, own=6)
    written(circle, at, 100, 6, own=0)
    assert said(circle.network, at) == []


def test_what_is_older_than_half_a_year_is_not_compared(at: datetime) -> None:
    circle = well(at)
    written(circle, at, 20, 6, own=0)
    written(circle, at, 168, 6, own=6)
    assert said(circle.network, at) == []


@pytest.mark.parametrize("level", Visibility)
def test_own_say_is_told_as_far_as_what_it_rests_on(at: datetime, level: Visibility) -> None:
    circle = well(at)
    written(circle, at, 20, 4, own=0, visibility=level, status=NeedStatus.RESTING)
    written(circle, at, 100, 4, own=4)
    if level in (Visibility.ONLY_ME, Visibility.NAMED):
        assert said(circle.network, at) == []
    else:
        assert only(circle.network, at).closed is (level != Visibility.EVERYONE)
