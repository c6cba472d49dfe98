"""Asks: to whom they go, how they are answered, what the client sees first, and what nobody ever sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import DomainError
from networks import asking
from networks.actions import ask as actions
from networks.actions import promise as promises
from networks.actions import widen
from networks.actions.place import Closed, Taken
from networks.actions.task import approve_task, revise_task
from networks.choices import Answer, AskStatus, Reach, Side, TalentKind, TaskStatus, Visibility
from networks.errors import NotFromHere
from networks.models import Ask, Asked, Delivery, Network, Promise, Task
from tests import daily
from tests import factories as make
from tests.cast import Cast


def by(cast: Cast, name: str) -> dict[str, Any]:
    return {"actor": make.seat(getattr(cast, name), cast.network)}


def some(cast: Cast, *names: str) -> dict[str, Any]:
    return {"reach": Reach.SOME, "members": [cast.members[name].pk for name in names]}


def task_of(cast: Cast, **fields: Any) -> Task:
    return daily.make_task(cast.network, cast.marja, **fields)


def answers(ask: Ask) -> dict[str, str]:
    return dict(Asked.objects.filter(ask=ask).values_list("member__name", "answer"))


def test_an_ask_goes_to_those_who_were_chosen_and_to_nobody_else(cast: Cast) -> None:
    row = actions.ask(**by(cast, "joris"), task=task_of(cast).pk, **some(cast, "henk", "anouk"))
    assert (row.status, row.for_client) == (AskStatus.OPEN, False)
    assert answers(row) == {"Henk Visser": "", "Anouk Bakker": ""}
    told = Delivery.objects.filter(subject_id=row.pk, kind="asked", channel="mail")
    assert set(told.values_list("user__name", flat=True)) == {"Henk Visser", "Anouk Bakker"}


def test_what_the_representative_asks_is_marked_as_asked_for_the_client(cast: Cast) -> None:
    assert actions.ask(**by(cast, "marja"), task=task_of(cast).pk, **some(cast, "henk")).for_client


def test_everyone_who_fits_is_asked_and_the_preview_said_so(cast: Cast) -> None:
    for name in ("henk", "anouk"):
        daily.make_talent(cast.members[name], "ride", kind=TalentKind.LIKES)
    task = task_of(cast, code="ride")
    seen = asking.who_would_see(make.seat(cast.joris, cast.network), task, None, Reach.FITTING)
    assert {one.member.name for one in seen} == {"Henk Visser", "Anouk Bakker"}
    assert all(one.reasons for one in seen)
    row = actions.ask(**by(cast, "joris"), task=task.pk, reach=Reach.FITTING)
    assert set(answers(row)) == {"Henk Visser", "Anouk Bakker"}


def test_what_was_shown_before_it_was_sent_is_what_is_sent(cast: Cast) -> None:
    for name in ("henk", "anouk"):
        daily.make_talent(cast.members[name], "ride", kind=TalentKind.LIKES)
    task, henk = task_of(cast, code="ride"), cast.members["henk"]
    row = actions.ask(**by(cast, "joris"), task=task.pk, reach=Reach.FITTING, members=[henk.pk])
    assert set(answers(row)) == {"Henk Visser"}


@pytest.mark.parametrize("why", ["left", "not joined", "paused", "never", "rule", "oneself", "stranger"])
def test_somebody_who_cannot_be_asked_is_not_from_here(cast: Cast, why: str) -> None:
    names = {"left": "igor", "not joined": "noor", "oneself": "joris"}
    fields = {"only_side": Side.FORMAL, "rule_words": "For employees"} if why == "rule" else {}
    task = task_of(cast, **fields)
    member = cast.other_member if why == "stranger" else cast.members[names.get(why, "henk")]
    if why == "paused":
        member.paused_until = timezone.now() + timedelta(days=1)
        member.save()
    if why == "never":
        daily.make_talent(member, "company", kind=TalentKind.NEVER)
    with pytest.raises(NotFromHere):
        actions.ask(**by(cast, "joris"), task=task.pk, reach=Reach.SOME, members=[member.pk])
    assert not Ask.objects.exists()


def test_what_is_for_the_family_is_never_put_to_a_professional(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    task = task_of(cast, need=need)
    with pytest.raises(NotFromHere):
        actions.ask(**by(cast, "marja"), task=task.pk, **some(cast, "fatima"))
    assert actions.ask(**by(cast, "marja"), task=task.pk, **some(cast, "joris"))


def test_who_does_not_decide_about_a_need_asks_only_its_readers(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE, for_client=True)
    task = task_of(cast, need=need)
    with pytest.raises(NotFromHere):
        actions.ask(**by(cast, "henk"), task=task.pk, **some(cast, "joris"))
    assert actions.ask(**by(cast, "marja"), task=task.pk, **some(cast, "joris"))


def test_the_client_sees_an_ask_first_where_they_want_to(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    row = actions.ask(**by(cast, "joris"), task=task_of(cast).pk, **some(cast, "henk"))
    assert row.status == AskStatus.SHOWN
    assert not Delivery.objects.filter(user=cast.henk).exists()
    with pytest.raises(Http404):
        actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES)
    with pytest.raises(PermissionDenied):
        actions.approve_ask(**by(cast, "henk"), ask=row.pk)
    actions.approve_ask(**by(cast, "bram"), ask=row.pk)
    row.refresh_from_db()
    assert row.status == AskStatus.OPEN
    assert Delivery.objects.filter(user=cast.henk, kind="asked").exists()
    with pytest.raises(Closed):
        actions.approve_ask(**by(cast, "bram"), ask=row.pk)


def test_what_the_client_saw_is_not_said_in_other_words_afterwards(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    task = daily.make_task(cast.network, cast.joris)
    Delivery.objects.all().delete()
    revise_task(**by(cast, "joris"), task=task.pk, bring="A towel")
    task.refresh_from_db()
    assert task.status == TaskStatus.SHOWN
    assert Delivery.objects.filter(user=cast.bram, subject_id=task.pk).exists()
    approve_task(**by(cast, "bram"), task=task.pk)
    row = actions.ask(**by(cast, "joris"), task=task.pk, **some(cast, "henk"))
    actions.approve_ask(**by(cast, "bram"), ask=row.pk)
    with pytest.raises(DomainError) as refusal:
        revise_task(**by(cast, "joris"), task=task.pk, bring="Something else")
    assert refusal.value.code == "seen_first"
    revise_task(**by(cast, "joris"), task=task.pk, bring="A towel")
    revise_task(**by(cast, "bram"), task=task.pk, bring="Two towels")


def test_a_task_that_waits_for_the_client_goes_out_with_its_ask(cast: Cast) -> None:
    task = task_of(cast, status=TaskStatus.SHOWN)
    row = actions.ask(**by(cast, "marja"), task=task.pk, **some(cast, "henk"))
    assert row.status == AskStatus.SHOWN
    actions.approve_ask(**by(cast, "bram"), ask=row.pk)
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN


def test_what_the_client_takes_back_before_it_went_out_reaches_nobody(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    row = actions.ask(**by(cast, "joris"), task=task_of(cast).pk, **some(cast, "henk"))
    actions.take_back_ask(**by(cast, "bram"), ask=row.pk)
    assert not Asked.objects.filter(ask=row, asked_at__isnull=False).exists()
    with pytest.raises(Closed):
        actions.take_back_ask(**by(cast, "bram"), ask=row.pk)


def test_a_yes_promises_and_the_second_yes_is_offered_to_stand_in(cast: Cast) -> None:
    task = task_of(cast)
    row = daily.make_ask(task, cast.members["henk"], cast.members["joris"], occurrence=task.occurrences.get())
    asked = actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES, note="Happy to")
    assert asked.answer == Answer.YES
    assert Promise.objects.get().note == "Happy to"
    with pytest.raises(Taken):
        actions.answer_ask(**by(cast, "joris"), ask=row.pk, answer=Answer.YES)
    row.refresh_from_db()
    assert row.status == AskStatus.PROMISED


def test_a_yes_to_a_task_is_for_the_date_that_was_named_or_the_first(cast: Cast) -> None:
    task = task_of(cast)
    later = daily.make_date(task, daily.hence(8))
    row = daily.make_ask(task, cast.members["henk"], cast.members["joris"])
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES, occurrence=later.pk)
    assert Promise.objects.get().occurrence == later
    actions.answer_ask(**by(cast, "joris"), ask=row.pk, answer=Answer.YES)
    assert Promise.objects.filter(member=cast.members["joris"]).get().occurrence != later


def test_a_date_of_another_task_is_no_answer_to_an_ask(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"])
    other = task_of(cast).occurrences.get()
    with pytest.raises(NotFromHere):
        actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES, occurrence=other.pk)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.MAYBE, Answer.NOT_THIS_KIND, Answer.NOT_UNTIL])
def test_no_answer_but_a_yes_names_anybody_in_the_ledger(cast: Cast, answer: Answer) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"], cast.members["joris"])
    until = timezone.localdate() + timedelta(days=9)
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=answer, not_until=until, note="Sorry")
    line = LedgerEntry.objects.filter(chain=cast.network.pk).latest("seq")
    assert (line.verb, line.actor_id, line.actor_label, line.standing) == (
        "networks.ask_answered", None, "", ""
    )  # fmt: skip
    assert answer not in str(line.detail)
    assert "Henk" not in str(vars(line))


def test_an_answer_may_be_reconsidered_while_the_ask_is_open(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"])
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NO)
    assert actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES).answer == Answer.YES
    with pytest.raises(DomainError, match="after all"):
        actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NO)


def test_not_until_needs_a_day_to_come(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"])
    for day in (None, timezone.localdate() - timedelta(days=1)):
        with pytest.raises(DomainError, match="still to come"):
            actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NOT_UNTIL, not_until=day)


def test_only_who_was_asked_answers(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"])
    with pytest.raises(Http404):
        actions.answer_ask(**by(cast, "joris"), ask=row.pk, answer=Answer.YES)


def test_an_ask_that_was_taken_back_thanks_for_looking(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast), cast.members["henk"])
    with pytest.raises(Http404):
        actions.take_back_ask(**by(cast, "joris"), ask=row.pk)
    with pytest.raises(PermissionDenied):
        actions.take_back_ask(**by(cast, "henk"), ask=row.pk)
    actions.take_back_ask(**by(cast, "marja"), ask=row.pk)
    with pytest.raises(Closed, match="Thank you"):
        actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.YES)


def test_the_same_is_asked_once_at_a_time(cast: Cast) -> None:
    task = task_of(cast)
    actions.ask(**by(cast, "joris"), task=task.pk, **some(cast, "henk"))
    with pytest.raises(Exception, match="asked already"):
        actions.ask(**by(cast, "marja"), task=task.pk, **some(cast, "anouk"))


def test_nothing_open_is_nothing_to_ask(cast: Cast) -> None:
    task = task_of(cast)
    daily.make_promise(task.occurrences.get(), cast.members["henk"])
    with pytest.raises(Closed):
        actions.ask(**by(cast, "joris"), task=task.pk, **some(cast, "anouk"))


def test_one_person_is_asked_first_and_others_when_the_hours_are_over(cast: Cast) -> None:
    for name in ("henk", "anouk"):
        daily.make_talent(cast.members[name], "ride", kind=TalentKind.LIKES)
    task = task_of(cast, code="ride")
    one = {"reach": Reach.ONE_FIRST, "members": [cast.members["henk"].pk]}
    with pytest.raises(DomainError, match="how many hours"):
        actions.ask(**by(cast, "joris"), task=task.pk, **one)
    row = actions.ask(**by(cast, "joris"), task=task.pk, wider_after=6, **one)
    assert set(answers(row)) == {"Henk Visser"}
    assert widen.due_to_widen(timezone.now()) == []
    Ask.objects.filter(pk=row.pk).update(wider_at=timezone.now())
    assert widen.due_to_widen(timezone.now()) == [row.pk]
    assert widen.widen_ask(ask=row.pk) == 1
    assert set(answers(row)) == {"Henk Visser", "Anouk Bakker"}
    assert widen.widen_ask(ask=row.pk) == 0


def test_a_no_does_not_make_an_ask_go_wider_sooner(cast: Cast) -> None:
    task = task_of(cast)
    one = {"reach": Reach.ONE_FIRST, "members": [cast.members["henk"].pk], "wider_after": 6}
    row = actions.ask(**by(cast, "joris"), task=task.pk, **one)
    before = row.wider_at
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NO)
    row.refresh_from_db()
    assert (row.wider_at, row.widened_at) == (before, None)


def test_a_promised_ask_does_not_go_wider(cast: Cast) -> None:
    task = task_of(cast)
    row = daily.make_ask(task, cast.members["henk"], reach=Reach.ONE_FIRST, wider_at=timezone.now())
    promises.promise(**by(cast, "henk"), occurrence=task.occurrences.get().pk)
    assert widen.due_to_widen(timezone.now()) == []
    assert widen.widen_ask(ask=row.pk) == 0


def test_an_ask_about_a_date_that_is_over_closes_by_itself(cast: Cast) -> None:
    row = daily.make_ask(task_of(cast, starts=daily.hence(-1)), cast.members["henk"])
    daily.make_ask(task_of(cast), cast.members["henk"])
    assert widen.due_to_close(timezone.now()) == [row.pk]
    assert widen.close_ask(ask=row.pk)
    assert not widen.close_ask(ask=row.pk)


def test_after_three_noes_to_a_kind_the_person_is_quietly_asked_to_stop(cast: Cast) -> None:
    henk, at = cast.members["henk"], timezone.now()
    for turn in range(4):
        row = daily.make_ask(task_of(cast), henk)
        actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NO)
        stop = asking.shall_we_stop([henk.pk], daily.activity(), timezone.now())
        assert stop == (turn == 2)
    assert not asking.shall_we_stop([cast.members["joris"].pk], daily.activity(), at)


def test_numbers_say_how_many_and_never_who(cast: Cast) -> None:
    people = [cast.members[name] for name in ("henk", "joris", "anouk", "choir")]
    row = daily.make_ask(task_of(cast), *people)
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NOT_THIS_KIND)
    actions.answer_ask(**by(cast, "joris"), ask=row.pk, answer=Answer.MAYBE)
    found = asking.numbers([row])[row.pk]
    assert found == asking.Numbers(asked=4, yes=0, maybe=1, no=1, silent=2)


def test_when_everybody_said_no_the_numbers_name_nobody(cast: Cast) -> None:
    row = actions.ask(**by(cast, "marja"), task=task_of(cast).pk, **some(cast, "henk", "joris", "fatima"))
    for name in ("henk", "joris", "fatima"):
        actions.answer_ask(**by(cast, name), ask=row.pk, answer=Answer.NO)
    assert asking.numbers([row])[row.pk] == asking.Numbers(asked=3, yes=0, maybe=0, no=0, silent=0)


def test_another_time_asks_who_could_not_once_more(cast: Cast) -> None:
    task = task_of(cast)
    row = daily.make_ask(task, cast.members["henk"], cast.members["joris"])
    actions.answer_ask(**by(cast, "henk"), ask=row.pk, answer=Answer.NO)
    actions.answer_ask(**by(cast, "joris"), ask=row.pk, answer=Answer.NOT_THIS_KIND)
    again = actions.reconsider(task, task.occurrences.get(), timezone.now())
    assert [one.member_id for one in again] == [cast.members["henk"].pk]
    assert Delivery.objects.filter(user=cast.henk, kind="asked", channel="mail").exists()
    assert answers(row) == {"Henk Visser": "", "Joris Kok": Answer.NOT_THIS_KIND}
