"""Promises: one tap, the stand-in, who cannot after all, who takes over, and how it went."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import pledge as pledges
from networks.actions import promise as actions
from networks.actions import report as reports
from networks.actions.place import Closed, RuleInTheWay, Taken
from networks.choices import (
    Answer,
    AskStatus,
    OccurrenceStatus,
    PromiseStatus,
    Side,
    TaskStatus,
    TaskWhen,
    Verb,
    Visibility,
)
from networks.errors import NotFromHere
from networks.models import Asked, Delivery, Occurrence, Promise, Task
from tests import daily
from tests import factories as make
from tests.cast import Cast


def by(cast: Cast, name: str) -> dict[str, Any]:
    return {"actor": make.seat(getattr(cast, name), cast.network)}


def date_of(cast: Cast, **fields: Any) -> Occurrence:
    return daily.make_task(cast.network, cast.marja, **fields).occurrences.get()


def status(row: Promise) -> str:
    return Promise.objects.get(pk=row.pk).status


def test_one_tap_promises_the_date_and_the_second_is_offered_to_stand_in(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk, note="With the car")
    assert (row.status, row.place, row.stands_in, row.note) == ("promised", 0, False, "With the car")
    with pytest.raises(Taken) as refused:
        actions.promise(**by(cast, "joris"), occurrence=date.pk)
    assert refused.value.code == "taken"
    assert str(refused.value) == "Henk Visser already promised this. You can be the stand-in."
    ready = actions.promise(**by(cast, "joris"), occurrence=date.pk, stands_in=True)
    assert ready.stands_in
    assert Promise.objects.filter(occurrence=date).holding().count() == 1


def test_nobody_promises_the_same_date_twice(cast: Cast) -> None:
    date = date_of(cast, places=["driver", "companion"])
    actions.promise(**by(cast, "henk"), occurrence=date.pk)
    with pytest.raises(DomainError, match="You promised this already"):
        actions.promise(**by(cast, "henk"), occurrence=date.pk)


def test_places_have_names_and_each_is_taken_once(cast: Cast) -> None:
    date = date_of(cast, places=["driver", "companion"])
    actions.promise(**by(cast, "henk"), occurrence=date.pk, place=1)
    with pytest.raises(Taken, match="Henk Visser"):
        actions.promise(**by(cast, "joris"), occurrence=date.pk, place=1)
    assert actions.promise(**by(cast, "joris"), occurrence=date.pk).place == 0
    with pytest.raises(Taken, match="Henk Visser and Joris Kok"):
        actions.promise(**by(cast, "choir"), occurrence=date.pk)
    with pytest.raises(NotFromHere):
        actions.promise(**by(cast, "choir"), occurrence=date.pk, place=7)


def test_who_cannot_is_looked_for_until_somebody_takes_over(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    ready = actions.promise(**by(cast, "joris"), occurrence=date.pk, stands_in=True)
    actions.cannot(**by(cast, "henk"), promise=row.pk, reason="The flu")
    assert status(row) == PromiseStatus.SEEKING
    assert Occurrence.objects.open(timezone.now()).filter(pk=date.pk).exists()
    taken = actions.take_over(**by(cast, "joris"), promise=row.pk)
    assert (taken.pk, taken.stands_in, taken.place) == (ready.pk, False, 0)
    assert status(row) == PromiseStatus.WITHDRAWN
    assert not Occurrence.objects.open(timezone.now()).filter(pk=date.pk).exists()


def test_who_can_after_all_keeps_it_unless_somebody_took_over(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    actions.cannot(**by(cast, "henk"), promise=row.pk)
    assert actions.can_after_all(**by(cast, "henk"), promise=row.pk).status == PromiseStatus.PROMISED
    actions.cannot(**by(cast, "henk"), promise=row.pk)
    actions.promise(**by(cast, "joris"), occurrence=date.pk)
    with pytest.raises(DomainError):
        actions.can_after_all(**by(cast, "henk"), promise=row.pk)


def test_promising_again_what_one_gave_back_keeps_the_same_promise(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    actions.cannot(**by(cast, "henk"), promise=row.pk)
    assert actions.promise(**by(cast, "henk"), occurrence=date.pk).pk == row.pk


def test_a_stand_in_ends_quietly_and_may_begin_again(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "joris"), occurrence=date.pk, stands_in=True)
    actions.cannot(**by(cast, "joris"), promise=row.pk)
    assert status(row) == PromiseStatus.WITHDRAWN
    assert actions.promise(**by(cast, "joris"), occurrence=date.pk, stands_in=True).stands_in


def test_a_yes_by_telephone_is_noted_by_who_arranges_it_and_can_be_not_right(cast: Cast) -> None:
    date = date_of(cast)
    henk = cast.members["henk"]
    with pytest.raises(PermissionDenied):
        actions.promise(**by(cast, "joris"), occurrence=date.pk, member=henk.pk)
    row = actions.promise(**by(cast, "marja"), occurrence=date.pk, member=henk.pk)
    assert row.said_by == cast.marja
    actions.not_right(**by(cast, "henk"), promise=row.pk)
    assert status(row) == PromiseStatus.WITHDRAWN
    own = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    with pytest.raises(DomainError, match="You made this promise yourself"):
        actions.not_right(**by(cast, "henk"), promise=own.pk)


def test_who_asked_may_note_a_yes_though_they_organise_nothing(cast: Cast) -> None:
    date = date_of(cast)
    daily.make_ask(date.task, cast.members["henk"], author=cast.joris)
    row = actions.promise(**by(cast, "joris"), occurrence=date.pk, member=cast.members["henk"].pk)
    assert row.said_by == cast.joris


def test_who_is_paused_promises_nothing(cast: Cast) -> None:
    henk = cast.members["henk"]
    henk.paused_until = timezone.now() + timedelta(days=3)
    henk.save()
    with pytest.raises(DomainError, match="paused"):
        actions.promise(**by(cast, "henk"), occurrence=date_of(cast).pk)


@pytest.mark.parametrize("name", ["igor", "noor"])
def test_nobody_promises_for_who_left_or_never_came(cast: Cast, name: str) -> None:
    with pytest.raises(NotFromHere):
        actions.promise(**by(cast, "marja"), occurrence=date_of(cast).pk, member=cast.members[name].pk)


def test_a_rule_in_the_way_is_said_in_its_own_words(cast: Cast) -> None:
    date = date_of(cast, only_side=Side.FORMAL, rule_words="Money is for employees.")
    with pytest.raises(RuleInTheWay, match="Money is for employees"):
        actions.promise(**by(cast, "henk"), occurrence=date.pk)
    assert actions.promise(**by(cast, "fatima"), occurrence=date.pk).member == cast.members["fatima"]


def test_what_somebody_may_not_know_of_is_not_there_and_not_promised_for_them(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    date = date_of(cast, need=need)
    with pytest.raises(Http404):
        actions.promise(**by(cast, "fatima"), occurrence=date.pk)
    with pytest.raises(DomainError) as refused:
        actions.promise(**by(cast, "marja"), occurrence=date.pk, member=cast.members["fatima"].pk)
    assert refused.value.code == "may_not_know"


def test_who_was_asked_may_promise_though_the_need_is_closed_to_them(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, visibility=Visibility.CLOSE)
    date = date_of(cast, need=need)
    daily.make_ask(date.task, cast.members["joris"])
    assert actions.promise(**by(cast, "joris"), occurrence=date.pk).status == PromiseStatus.PROMISED


@pytest.mark.parametrize("what", ["over", "not needed", "ended", "shown"])
def test_a_date_that_is_not_open_takes_no_promise(cast: Cast, what: str) -> None:
    date = date_of(cast, starts=daily.hence(-2 if what == "over" else 2))
    if what == "not needed":
        Occurrence.objects.filter(pk=date.pk).update(status=OccurrenceStatus.NOT_NEEDED)
    if what == "ended":
        Task.objects.filter(pk=date.task_id).update(status=TaskStatus.ENDED, ended_at=timezone.now())
    if what == "shown":
        Task.objects.filter(pk=date.task_id).update(status=TaskStatus.SHOWN)
    with pytest.raises(Closed):
        actions.promise(**by(cast, "marja"), occurrence=date.pk)


def test_asks_follow_the_promises(cast: Cast) -> None:
    date = date_of(cast)
    ask = daily.make_ask(date.task, cast.members["henk"], cast.members["joris"], occurrence=date)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    ask.refresh_from_db()
    assert ask.status == AskStatus.PROMISED
    assert Asked.objects.get(ask=ask, member=cast.members["henk"]).answer == Answer.YES
    actions.cannot(**by(cast, "henk"), promise=row.pk)
    ask.refresh_from_db()
    assert ask.status == AskStatus.OPEN


def test_an_ask_about_every_date_waits_until_none_is_open(cast: Cast) -> None:
    first = date_of(cast)
    second = daily.make_date(first.task, daily.hence(9))
    ask = daily.make_ask(first.task, cast.members["henk"])
    actions.promise(**by(cast, "henk"), occurrence=first.pk)
    ask.refresh_from_db()
    assert ask.status == AskStatus.OPEN
    actions.promise(**by(cast, "henk"), occurrence=second.pk)
    ask.refresh_from_db()
    assert ask.status == AskStatus.PROMISED


def test_a_report_is_told_once_and_can_be_corrected(cast: Cast) -> None:
    date = date_of(cast, starts=daily.hence(-1))
    row = daily.make_promise(date, cast.members["henk"])
    reports.report(**by(cast, "henk"), promise=row.pk, verb=Verb.DONE)
    date.refresh_from_db()
    assert (status(row), date.status) == (PromiseStatus.KEPT, OccurrenceStatus.DONE)
    with pytest.raises(DomainError, match="reported as done"):
        reports.report(**by(cast, "henk"), promise=row.pk, verb=Verb.DONE)
    reports.correct(**by(cast, "henk"), promise=row.pk, reason="Bram was ill")
    date.refresh_from_db()
    assert (status(row), date.status) == (PromiseStatus.DID_NOT_HAPPEN, OccurrenceStatus.DID_NOT_HAPPEN)


def test_others_do_not_report_for_somebody(cast: Cast) -> None:
    row = daily.make_promise(date_of(cast, starts=daily.hence(-1)), cast.members["henk"])
    with pytest.raises(PermissionDenied):
        reports.report(**by(cast, "joris"), promise=row.pk, verb=Verb.DONE)
    reports.report(**by(cast, "marja"), promise=row.pk, verb=Verb.DID_NOT_HAPPEN, reason="Nobody home")


def _rhythm(cast: Cast, *days: int, **fields: Any) -> tuple[Task, list[Occurrence]]:
    fields = {"when": TaskWhen.RHYTHM, "rule": "FREQ=WEEKLY"} | fields
    task = daily.make_task(cast.network, cast.marja, starts=daily.hence(days[0]), **fields)
    for day in days[1:]:
        daily.make_date(task, daily.hence(day))
    return task, list(task.occurrences.order_by("starts_at"))


def test_several_dates_at_once_leave_out_what_is_taken(cast: Cast) -> None:
    task, dates = _rhythm(cast, 3, 10, 17)
    daily.make_promise(dates[1], cast.members["joris"])
    made = pledges.promise_dates(**by(cast, "henk"), task=task.pk, occurrences=[date.pk for date in dates])
    assert [row.occurrence_id for row in made] == [dates[0].pk, dates[2].pk]
    with pytest.raises(Taken):
        pledges.promise_dates(**by(cast, "fatima"), task=task.pk, occurrences=[dates[0].pk])


def test_a_yes_for_a_while_promises_every_date_and_the_new_ones_too(cast: Cast) -> None:
    task, dates = _rhythm(cast, 3, 10)
    daily.make_promise(dates[1], cast.members["joris"])
    last = (daily.hence(40)).date()
    pledge = pledges.pledge(**by(cast, "henk"), task=task.pk, first=timezone.localdate(), last=last)
    assert [row.occurrence_id for row in pledge.promises.all()] == [dates[0].pk]
    later, too_late = daily.make_date(task, daily.hence(17)), daily.make_date(task, daily.hence(60))
    with transaction.atomic():
        made = actions.fill_from_pledges(None, task, [later, too_late, *dates], timezone.now())
    assert [row.occurrence_id for row in made] == [later.pk]
    with transaction.atomic():
        assert actions.fill_from_pledges(None, task, [later, too_late], timezone.now()) == []


def test_a_yes_on_some_weekdays_is_about_those_only(cast: Cast) -> None:
    task, dates = _rhythm(cast, 3, 4, 5)
    day = dates[1].starts_at.astimezone(task.zone).weekday()
    pledge = pledges.pledge(**by(cast, "henk"), task=task.pk, first=timezone.localdate(), weekdays=[day])
    assert [row.occurrence_id for row in pledge.promises.all()] == [dates[1].pk]


def test_a_date_given_back_is_not_filled_again(cast: Cast) -> None:
    task, dates = _rhythm(cast, 3, 10)
    pledges.pledge(**by(cast, "henk"), task=task.pk, first=timezone.localdate())
    row = Promise.objects.get(occurrence=dates[0])
    actions.cannot(**by(cast, "henk"), promise=row.pk)
    with transaction.atomic():
        assert actions.fill_from_pledges(None, task, dates, timezone.now()) == []


def test_the_end_of_a_yes_for_a_while_opens_its_dates(cast: Cast) -> None:
    task, dates = _rhythm(cast, 1, 10)
    pledge = pledges.pledge(**by(cast, "henk"), task=task.pk, first=timezone.localdate())
    with pytest.raises(PermissionDenied):
        pledges.end_pledge(**by(cast, "joris"), pledge=pledge.pk)
    pledges.end_pledge(**by(cast, "henk"), pledge=pledge.pk)
    found = dict(Promise.objects.values_list("occurrence_id", "status"))
    assert found == {dates[0].pk: PromiseStatus.SEEKING, dates[1].pk: PromiseStatus.WITHDRAWN}


def test_a_date_called_off_frees_everybody_and_comes_back_with_its_promise(cast: Cast) -> None:
    date = date_of(cast)
    row = actions.promise(**by(cast, "henk"), occurrence=date.pk)
    seat = make.seat(cast.marja, cast.network)
    with transaction.atomic():
        actions.call_off(seat, date)
    assert status(row) == PromiseStatus.CALLED_OFF
    with transaction.atomic():
        assert [one.pk for one in actions.restore(seat, date)] == [row.pk]
    assert status(row) == PromiseStatus.PROMISED


def test_the_messages_of_a_promise_are_written_with_it(cast: Cast) -> None:
    date = date_of(cast)
    daily.make_ask(date.task, cast.members["henk"], author=cast.marja)
    actions.promise(**by(cast, "henk"), occurrence=date.pk)
    kinds = set(Delivery.objects.filter(user=cast.henk).values_list("kind", flat=True))
    assert "day_before" in kinds
    assert Delivery.objects.filter(user=cast.marja, kind="promises").exists()
