"""Each signal on histories of real rows: where it is said, and close by where it must stay silent.

What is about needs, dates, the overview, rules and quiet; test_signals_people.py tells of who does what.
"""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from networks.actions import network as governing
from networks.actions.mourning import say_died, take_back_death
from networks.choices import (
    EndReason,
    NeedStatus,
    NetworkStatus,
    OccurrenceStatus,
    PromiseStatus,
    RoleKind,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.choices.health import SignalKind
from networks.models import Network, Role, Signal, Task
from tests import daily, factories, mourning
from tests.networks import histories
from tests.networks.histories import DAY, HISTORIES, a_task, did, is_said, only, read, said, well

pytestmark = pytest.mark.django_db
LITTLE = 0.01
"""Of a day: just under a threshold."""


@pytest.fixture
def at() -> datetime:
    """A moment in whole seconds, as they are packed."""
    return timezone.now().replace(microsecond=0)


def test_of_a_network_that_goes_well_nothing_is_said(at: datetime) -> None:
    assert said(well(at).network, at) == []


def test_every_signal_has_its_history() -> None:
    assert list(HISTORIES) == list(SignalKind)


@pytest.mark.parametrize("kind", SignalKind)
def test_a_history_says_its_own_signal_and_no_other(at: datetime, kind: SignalKind) -> None:
    assert not is_said(HISTORIES[kind](at), kind, at).closed


NOT_SPOKEN_OF: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "at rest": ({"status": NetworkStatus.RESTING}, {"status": NetworkStatus.ACTIVE}),
    "ended": (
        {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": EndReason.STOPPED},
        {"status": NetworkStatus.ACTIVE, "ended_at": None, "end_reason": ""},
    ),
    "in mourning": ({"mourning_since": timezone.now()}, {"mourning_since": None}),
    "made up": ({"fictional": True}, {"fictional": False}),
}


@pytest.mark.parametrize("kind", SignalKind)
def test_no_signal_is_said_where_silence_fits_and_each_comes_back(at: datetime, kind: SignalKind) -> None:
    told = HISTORIES[kind](at)
    rows = Network.objects.filter(pk=told.network.pk)
    for why, (silent, undone) in NOT_SPOKEN_OF.items():
        is_said(told, kind, at)
        rows.update(**silent)
        assert read(told.network, at) == [], why
        rows.update(**undone)
    is_said(told, kind, at)


def test_what_people_do_silences_a_network_and_lets_it_speak_again() -> None:
    client, mother = factories.make_user(), factories.make_user()
    network = factories.make_network(client, mother, since=factories.ago(100))
    for _turn in range(2):
        factories.make_member(network, since=factories.ago(90))

    def kinds() -> list[str]:
        return said(network, timezone.now())

    assert kinds() == [SignalKind.NO_ORGANIZER, SignalKind.QUIET]
    governing.rest_network(actor=factories.seat(client, network))
    assert kinds() == []
    governing.activate_network(actor=factories.seat(client, network))
    assert kinds() == [SignalKind.NO_ORGANIZER, SignalKind.QUIET]
    say_died(actor=factories.seat(mother, network))
    assert kinds() == []
    take_back_death(actor=mourning.near(mother, network))
    assert kinds() == [SignalKind.NO_ORGANIZER, SignalKind.QUIET]
    governing.end_network(actor=factories.seat(client, network), reason=EndReason.MOVED)
    assert kinds() == []
    governing.reopen_network(actor=factories.seat(client, network))
    assert kinds() == [SignalKind.NO_ORGANIZER, SignalKind.QUIET]


YOUNGEST = {
    SignalKind.PROMISE_GAP: 0,
    SignalKind.RULE_IN_THE_WAY: 0,
    SignalKind.NO_STAND_IN: 28,
    SignalKind.FAMILY_DRIFTS: 84,
}
"""How many days old a network is at least in which a signal is said; 14 for all others."""


@pytest.mark.parametrize("kind", SignalKind)
def test_a_network_that_has_just_begun_is_left_in_peace(at: datetime, kind: SignalKind) -> None:
    told, days = HISTORIES[kind](at), YOUNGEST.get(kind, 14)
    rows = Network.objects.filter(pk=told.network.pk)
    rows.update(since=at - days * DAY)
    assert said(told.network, at) == [kind]
    rows.update(since=at - (days - LITTLE) * DAY)
    assert said(told.network, at) == ([] if days else [kind])


# A need without anyone


def test_a_need_that_is_almost_two_weeks_old_has_time(at: datetime) -> None:
    assert said(histories.need_alone(at, 14 - LITTLE).network, at) == []


@pytest.mark.parametrize(("days", "alone"), [(1, False), (28 - LITTLE, False), (28, True), (60, True)])
def test_a_need_has_somebody_while_something_was_done_for_it_lately(
    at: datetime, days: float, alone: bool
) -> None:
    circle = well(at)
    need = factories.make_need(circle.network, since=at - 90 * DAY)
    task = a_task(circle, at, need=need)
    did(task, circle.cas, at, [days])
    assert said(circle.network, at) == ([SignalKind.NEED_ALONE] if alone else [])


def test_what_did_not_happen_was_not_done_for_a_need(at: datetime) -> None:
    told = histories.need_alone(at)
    task = daily.make_task(told.network, need=told.subject, starts=at - 3 * DAY)
    promise = daily.make_promise(task.occurrences.get(), told.network.members.get(name="Cas"))
    promise.status = PromiseStatus.DID_NOT_HAPPEN
    promise.store("status")
    assert said(told.network, at) == [SignalKind.NEED_ALONE]
    promise.status = PromiseStatus.KEPT
    promise.store("status")
    assert said(told.network, at) == []


def test_a_need_has_somebody_with_a_role_for_it_while_they_are_there(at: datetime) -> None:
    told = histories.need_alone(at)
    cas = told.network.members.get(name="Cas")
    factories.make_role(cas, RoleKind.DIRECT, need=told.subject)
    assert said(told.network, at) == []
    cas.paused_until = at + DAY
    cas.store("paused_until")
    assert said(told.network, at) == [SignalKind.NEED_ALONE]
    cas.paused_until, cas.until = None, at - DAY
    cas.store("paused_until", "until")
    assert said(told.network, at) == [SignalKind.NEED_ALONE]


def test_a_need_has_somebody_who_said_yes_for_a_while_until_that_ends(at: datetime) -> None:
    told = histories.need_alone(at)
    rule = {"when": TaskWhen.RHYTHM, "rule": "FREQ=WEEKLY"}
    task = daily.make_task(told.network, need=told.subject, starts=at + 60 * DAY, **rule)
    pledge = daily.make_pledge(task, told.network.members.get(name="Cas"), first=at.date())
    assert said(told.network, at) == []
    pledge.ended_at = at
    pledge.store("ended_at")
    assert said(told.network, at) == [SignalKind.NEED_ALONE]


@pytest.mark.parametrize("status", [NeedStatus.RESTING, NeedStatus.CLOSED])
def test_a_need_that_rests_or_is_met_needs_nobody_until_it_is_open_again(
    at: datetime, status: NeedStatus
) -> None:
    told = histories.need_alone(at)
    for now, kinds in ((status, []), (NeedStatus.OPEN, [SignalKind.NEED_ALONE])):
        told.subject.status = now
        told.subject.store("status")
        assert said(told.network, at) == kinds


@pytest.mark.parametrize("level", Visibility)
def test_a_need_is_told_as_far_as_it_may_be_read(at: datetime, level: Visibility) -> None:
    told = histories.need_alone(at)
    told.subject.visibility = level
    told.subject.store("visibility")
    if level in (Visibility.ONLY_ME, Visibility.NAMED):
        assert said(told.network, at) == []
    else:
        assert only(told.network, at).closed is (level == Visibility.FAMILY)


# A promise gap


def test_a_date_a_week_ahead_has_time(at: datetime) -> None:
    assert said(histories.promise_gap(at, 7).network, at) == []


@pytest.mark.parametrize("status", PromiseStatus)
def test_a_place_is_free_when_its_promise_was_given_back(at: datetime, status: PromiseStatus) -> None:
    circle = well(at)
    date = daily.make_date(a_task(circle, at), at + 2 * DAY)
    daily.make_promise(date, circle.cas, status=status)
    free = status in (PromiseStatus.SEEKING, PromiseStatus.WITHDRAWN, PromiseStatus.CALLED_OFF)
    assert [one.figures for one in read(circle.network, at)] == [{"wanted": 1, "free": 1}] * free


def test_who_stands_in_fills_no_place(at: datetime) -> None:
    circle = well(at)
    date = daily.make_date(a_task(circle, at), at + 2 * DAY)
    daily.make_promise(date, circle.cas, stands_in=True)
    assert said(circle.network, at) == [SignalKind.PROMISE_GAP]
    daily.make_promise(date, circle.ann)
    assert said(circle.network, at) == []


def test_nobody_is_wanted_on_a_date_that_is_not_needed(at: datetime) -> None:
    told = histories.promise_gap(at)
    for status in OccurrenceStatus:
        told.subject.occurrences.update(status=status)
        kinds = [SignalKind.PROMISE_GAP] if status == OccurrenceStatus.PLANNED else []
        assert said(told.network, at) == kinds


def test_nobody_is_wanted_for_a_task_that_ended_or_that_the_client_has_not_seen(at: datetime) -> None:
    told = histories.promise_gap(at)
    tasks = Task.objects.filter(pk=told.subject.pk)
    tasks.update(status=TaskStatus.SHOWN)
    assert said(told.network, at) == []
    tasks.update(status=TaskStatus.ENDED, ended_at=at)
    assert said(told.network, at) == []
    tasks.update(status=TaskStatus.OPEN, ended_at=None)
    is_said(told, SignalKind.PROMISE_GAP, at)


# No organizer, and nobody who could take over


def test_the_overview_is_left_when_the_last_one_gave_it_back(at: datetime) -> None:
    told = histories.no_organizer(at)
    bob = told.network.members.get(name="Bob")
    factories.make_role(bob, stands_in=True, since=at - 90 * DAY, until=at - 2 * DAY)
    assert only(told.network, at).since == at - 2 * DAY


def test_a_function_for_one_part_of_life_or_one_need_is_not_the_overview(at: datetime) -> None:
    told = histories.no_organizer(at)
    cas = told.network.members.get(name="Cas")
    need = factories.make_need(told.network, since=at - DAY)
    factories.make_role(cas, domain=factories.domain())
    factories.make_role(cas, need=need)
    is_said(told, SignalKind.NO_ORGANIZER, at)
    factories.make_role(cas)
    assert said(told.network, at) == [SignalKind.NO_STAND_IN]


@pytest.mark.parametrize("how", [{"paused_until": 1}, {"until": -1}], ids=["left in peace", "gone"])
def test_who_is_not_there_does_not_keep_the_overview(at: datetime, how: dict[str, int]) -> None:
    circle = well(at)
    fields = {name: at + days * DAY for name, days in how.items()}
    for member, kinds in (
        (circle.bob, [SignalKind.NO_STAND_IN]),
        (circle.ann, [SignalKind.NO_ORGANIZER]),
    ):
        for name, value in fields.items():
            setattr(member, name, value)
        member.store(*fields)
        assert said(circle.network, at) == kinds


def test_who_stands_in_alone_keeps_it_and_needs_somebody_too(at: datetime) -> None:
    circle = well(at)
    Role.objects.filter(member=circle.ann).update(until=at - 5 * DAY)
    found = only(circle.network, at)
    assert (found.kind, found.since) == (SignalKind.NO_STAND_IN, at - 5 * DAY)


def test_two_who_keep_the_overview_need_no_stand_in(at: datetime) -> None:
    told = histories.no_stand_in(at)
    factories.make_role(told.network.members.get(name="Dee"))
    assert said(told.network, at) == []


def test_one_alone_keeps_no_overview_and_two_need_no_stand_in(at: datetime) -> None:
    network = factories.make_network(since=at - 100 * DAY)
    factories.make_note(network, since=at - DAY)
    one = factories.make_member(network, since=at - 90 * DAY)
    assert said(network, at) == []
    factories.make_member(network, since=at - 90 * DAY)
    assert said(network, at) == [SignalKind.NO_ORGANIZER]
    factories.make_role(one)
    assert said(network, at) == []
    factories.make_member(network, since=at - 90 * DAY)
    assert said(network, at) == [SignalKind.NO_STAND_IN]


# A rule in the way


def test_a_rule_of_almost_two_weeks_has_time(at: datetime) -> None:
    assert said(histories.rule_in_the_way(at, 14 - LITTLE).network, at) == []


def test_a_rule_stands_in_the_way_until_something_came_of_it(at: datetime) -> None:
    told = histories.rule_in_the_way(at)
    told.subject.until = at - DAY
    told.subject.store("until")
    assert said(told.network, at) == []


@pytest.mark.parametrize("level", Visibility)
def test_a_rule_is_told_as_far_as_the_need_behind_it_may_be_read(at: datetime, level: Visibility) -> None:
    circle = well(at)
    need = factories.make_need(circle.network, visibility=level, since=at - DAY)
    task = a_task(circle, at, need=need)
    daily.make_barrier(circle.network, need.author, task=task, since=at - 20 * DAY)
    if level in (Visibility.ONLY_ME, Visibility.NAMED):
        assert said(circle.network, at) == []
    else:
        assert only(circle.network, at).closed is (level == Visibility.FAMILY)


# A quiet network


def test_almost_six_weeks_without_a_word_is_not_quiet_yet(at: datetime) -> None:
    assert said(histories.quiet(at, 42 - LITTLE).network, at) == []


@pytest.mark.parametrize("what", ["story", "note", "need", "task", "ask", "challenge", "somebody new"])
def test_whatever_is_written_or_asked_ends_the_quiet(at: datetime, what: str) -> None:
    told = histories.quiet(at)
    network, lately = told.network, at - 20 * DAY
    cas, author = network.members.get(name="Cas"), factories.make_user()
    task = daily.make_task(network, starts=at - 200 * DAY)
    Task.objects.filter(pk=task.pk).update(created_at=lately if what == "task" else at - 50 * DAY)
    if what == "story":
        daily.make_story(network, author, since=lately)
    elif what == "note":
        factories.make_note(network, author, since=lately)
    elif what == "need":
        factories.make_need(network, author, since=lately, status=NeedStatus.CLOSED)
    elif what == "challenge":
        daily.make_challenge(cas, author, asked_at=lately)
    elif what == "ask":
        ask = daily.make_ask(task, cas, asked_at=lately)
        type(ask).objects.filter(pk=ask.pk).update(created_at=lately)
    elif what == "somebody new":
        factories.make_member(network, since=lately)
    assert said(network, at) == []


@pytest.mark.parametrize("days", [20, 28, 60])
def test_a_promise_to_come_breaks_the_quiet_until_it_is_given_back(at: datetime, days: int) -> None:
    told = histories.quiet(at)
    circle = told.network.members
    task = daily.make_task(told.network, starts=at + days * DAY)
    Task.objects.filter(pk=task.pk).update(created_at=at - 50 * DAY)
    promise = daily.make_promise(task.occurrences.get(), circle.get(name="Cas"), moved_at=at - 50 * DAY)
    assert said(told.network, at) == []
    promise.status = PromiseStatus.WITHDRAWN
    promise.store("status")
    is_said(told, SignalKind.QUIET, at)


def test_one_alone_is_not_quiet(at: datetime) -> None:
    network = factories.make_network(since=at - 100 * DAY)
    factories.make_member(network, since=at - 90 * DAY)
    assert said(network, at) == []


def test_what_is_said_ends_when_it_is_so_no_more_and_stays_one_row_meanwhile(at: datetime) -> None:
    told = histories.quiet(at)
    first = only(told.network, at)
    again = only(told.network, at + 3 * DAY)
    assert (again.pk, again.since) == (first.pk, first.since)
    factories.make_note(told.network, since=at + 4 * DAY)
    assert said(told.network, at + 5 * DAY) == []
    assert Signal.objects.get(pk=first.pk).until == at + 5 * DAY
