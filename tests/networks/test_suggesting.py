"""Suggestions from rows: the founding case by itself, who must be left in peace, and what a seat may know."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.choices import (
    Answer,
    AskStatus,
    PromiseStatus,
    Reach,
    Rotation,
    Side,
    SwapStatus,
    TalentKind,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.models import Activity, Availability, Member, Pledge, Task, TurnTaker
from networks.standing import Seat
from networks.suggesting import (
    Suggestion,
    ideas_for,
    ideas_for_need,
    swaps_for,
    swaps_for_need,
    who_fits,
    who_fits_need,
)
from tests import daily
from tests import factories as make
from tests.cast import Cast

RULE = "administration is for employees"


def saturday() -> datetime:
    """Ten o'clock on a Saturday to come, at least two days away."""
    day = timezone.now() + timedelta(days=2)
    day += timedelta(days=(5 - day.weekday()) % 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def names(found: list[Suggestion]) -> list[str]:
    return [one.member.name.split(" ")[0] for one in found]


def seat(cast: Cast, name: str = "marja") -> Seat:
    found = make.seat(getattr(cast, name), cast.network)
    assert found is not None
    return found


def free(cast: Cast, *kept: str) -> None:
    """Everybody but these is paused, so that a test is about few."""
    away = [member.pk for name, member in cast.members.items() if name not in kept]
    Member.objects.filter(pk__in=away).update(paused_until=daily.hence(90))


def ask(task: Task, member: Member, answer: Answer, **fields: Any) -> None:
    """Somebody was asked for a task and answered."""
    row = daily.make_ask(task, member, status=AskStatus.CLOSED).asked.get()
    row.answer, row.answered_at = answer, timezone.now()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


# The founding case


def founding(cast: Cast) -> tuple[Task, Task]:
    """An accountant, a group leader who holds the administration, and a client who wants to go shopping."""
    need = make.make_need(cast.network, cast.bram, words="I want to do my own shopping on Saturday")
    shopping = daily.make_task(
        cast.network, cast.bram, need=need, code="shopping", starts=saturday(), title="Shopping with Bram"
    )
    books = daily.make_task(
        cast.network, cast.marja, code="administration", starts=saturday() - timedelta(hours=1), minutes=180,
        title="House administration", only_side=Side.FORMAL, rule_words=RULE,
    )  # fmt: skip
    daily.make_talent(cast.members["henk"], "administration")
    daily.make_talent(cast.members["henk"], "shopping", kind=TalentKind.NEVER)
    daily.make_promise(books.occurrences.get(), cast.members["fatima"])
    return shopping, books


def test_the_accountants_story_comes_out_of_rows_by_itself(cast: Cast) -> None:
    shopping, books = founding(cast)
    idea = swaps_for(seat(cast), shopping)[0]
    assert idea.words == "Henk does “House administration”, so that Fatima can go shopping with Bram."
    assert (idea.taker, idea.takes) == (cast.members["henk"], books)
    assert (idea.freed, idea.frees_for) == (cast.members["fatima"], shopping)
    assert idea.kept_by == "“House administration” is at the same time."
    assert idea.taker_reasons[0] == "is good at this: Administration"
    assert "may do this by function" in idea.freed_reasons
    assert [(rule.task, rule.words) for rule in idea.rules] == [(books, RULE)]


def test_the_need_alone_gives_the_same_idea_even_before_there_is_a_task(cast: Cast) -> None:
    shopping, _books = founding(cast)
    need = shopping.need
    assert swaps_for_need(seat(cast), need)[0].frees_for == shopping
    shopping.status, shopping.ended_at = TaskStatus.ENDED, timezone.now()
    shopping.save()
    idea = swaps_for_need(seat(cast), need)[0]
    assert idea.frees_for is None
    assert idea.words == "Henk does “House administration”, so that Fatima can go shopping with Bram."
    (group,) = ideas_for_need(seat(cast), need).groups
    assert (group.activity.code, group.word, group.task) == ("shopping", "shopping", None)


def test_nobody_asks_the_accountant_to_go_shopping(cast: Cast) -> None:
    shopping, _books = founding(cast)
    assert "Henk" not in names(who_fits(seat(cast), shopping))
    assert "Henk" not in names(who_fits_need(seat(cast), shopping.need))


def test_a_similar_story_with_other_people_and_other_things(db: None) -> None:
    user = make.make_user("Wil Kok")
    network = make.make_network("Ans de Wit", user)
    wil = make.make_member(network, user)
    mia, otto = (make.make_member(network, name=name) for name in ("Mia Smit", "Otto Prins"))
    own = Activity.objects.create(network=network, code="own-chess", name="Chess")
    cooking = daily.make_task(network, user, code="meal", starts=saturday(), title="Cook for Ans")
    chess = daily.make_task(network, user, starts=saturday(), title="A game of chess", activity_id=own.pk)
    Task.objects.filter(pk=chess.pk).update(activity=own)
    daily.make_promise(cooking.occurrences.get(), mia)
    daily.make_talent(mia, kind=TalentKind.LIKES, words="chess")
    mia.talents.update(activity=own)
    daily.make_talent(otto, "meal", kind=TalentKind.WOULD_LOVE, words="soup")
    (idea,) = swaps_for(make.seat(user, network), Task.objects.get(pk=chess.pk))
    assert idea.words == "Otto does “Cook for Ans”, so that Mia can do “A game of chess”."
    assert idea.taker_reasons[0] == "would love to be asked for this: soup"
    assert idea.rules == ()
    assert wil not in (idea.taker, idea.freed)


@pytest.mark.parametrize("way", ["pledge", "turn"])
def test_a_yes_for_a_while_and_a_fixed_turn_hold_it_too(cast: Cast, way: str) -> None:
    shopping, books = founding(cast)
    books.occurrences.get().promises.update(status=PromiseStatus.CALLED_OFF)
    fatima = cast.members["fatima"]
    if way == "pledge":
        Pledge.objects.create(
            network=cast.network, task=books, member=fatima, first=timezone.now().date(), weekdays=[5]
        )
    else:
        Task.objects.filter(pk=books.pk).update(rotation=Rotation.FIXED)
        TurnTaker.objects.create(task=books, member=fatima, order=1)
    assert [idea.freed for idea in swaps_for(seat(cast), shopping)] == [fatima]


def test_an_idea_that_was_proposed_or_declined_is_not_proposed_again(cast: Cast) -> None:
    shopping, books = founding(cast)
    henk, fatima = cast.members["henk"], cast.members["fatima"]
    swap = daily.make_swap(henk, books, fatima, shopping)
    assert swaps_for(seat(cast), shopping) == []
    swap.status, swap.ended_at = SwapStatus.DECLINED, timezone.now()
    swap.save()
    assert swaps_for(seat(cast), shopping) == []
    swap.status = SwapStatus.ENDED
    swap.save()
    assert len(swaps_for(seat(cast), shopping)) == 1


def test_a_swap_tells_nothing_of_what_a_seat_may_not_know(cast: Cast) -> None:
    shopping, books = founding(cast)
    hidden = make.make_need(cast.network, cast.bram, visibility=Visibility.PROFESSIONALS)
    Task.objects.filter(pk=books.pk).update(need=hidden)
    assert swaps_for(seat(cast, "joris"), shopping) == []
    # She may know of it and Henk may not: only who decides about that may tell him.
    assert swaps_for(seat(cast, "anouk"), shopping) == []
    assert len(swaps_for(seat(cast, "marja"), shopping)) == 1


# Who must be left in peace


def test_whoever_likes_it_is_suggested_with_reasons(cast: Cast) -> None:
    joris = cast.members["joris"]
    daily.make_talent(joris, "ride", kind=TalentKind.LIKES, words="a round by car")
    Availability.objects.create(member=joris, weekdays=[5, 6], parts=["morning"], hours_a_month=20)
    old = daily.make_task(cast.network, cast.bram, code="ride", starts=make.ago(60))
    daily.make_promise(old.occurrences.get(), joris, status=PromiseStatus.KEPT)
    task = daily.make_task(cast.network, cast.bram, code="ride", starts=saturday())
    first = who_fits(seat(cast), task)[0]
    assert first.member == joris
    assert first.reasons[0] == "likes doing this: a round by car"
    assert first.reasons[1].startswith("did this before, last on")
    assert "can be asked on Saturdays" in first.reasons
    assert "has room within their own limit" not in first.reasons


def test_nobody_is_suggested_for_a_reason_that_is_not_told(cast: Cast) -> None:
    for member in cast.members.values():
        Availability.objects.create(member=member, hours_a_month=20)
        daily.make_ask(daily.make_task(cast.network, cast.bram), member)
    task = daily.make_task(cast.network, cast.bram, code="ride")
    found = who_fits(seat(cast), task)
    assert all(one.reasons for one in found), names(found)


def test_without_any_talent_there_is_still_somebody_to_ask(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, code="ride", starts=saturday())
    found = who_fits(seat(cast), task)
    assert set(names(found)) == {"Henk", "Joris"}
    assert all(one.reasons for one in found)


def able(cast: Cast) -> tuple[Member, Task]:
    """Joris alone can be asked for a ride, and likes it."""
    free(cast, "joris")
    daily.make_talent(cast.members["joris"], "ride", kind=TalentKind.LIKES)
    task = daily.make_task(cast.network, cast.bram, code="ride", starts=saturday())
    assert names(who_fits(seat(cast), task)) == ["Joris"]
    return cast.members["joris"], task


@pytest.mark.parametrize("answer", ["", Answer.NO, Answer.MAYBE, Answer.NOT_THIS_KIND])
def test_whoever_was_asked_is_left_out_whatever_they_answered(cast: Cast, answer: str) -> None:
    joris, task = able(cast)
    if answer:
        ask(task, joris, Answer(answer))
    else:
        daily.make_ask(task, joris)
    assert who_fits(seat(cast), task) == []
    assert ideas_for(seat(cast), task).groups[0].others == ()


def test_a_no_to_one_date_is_no_no_to_another(cast: Cast) -> None:
    joris, task = able(cast)
    later = daily.make_date(task, saturday() + timedelta(days=7))
    ask(task, joris, Answer.NO)
    row = task.asks.get()
    row.occurrence = task.occurrences.order_by("starts_at").first()
    row.save()
    assert who_fits(seat(cast), task, row.occurrence) == []
    assert names(who_fits(seat(cast), task, later)) == ["Joris"]


def test_not_this_kind_holds_for_every_such_thing_until_they_offer_it_again(cast: Cast) -> None:
    joris, task = able(cast)
    ask(task, joris, Answer.NOT_THIS_KIND)
    other = daily.make_task(cast.network, cast.bram, code="ride", starts=saturday())
    assert who_fits(seat(cast), other) == []
    daily.make_talent(joris, "ride", kind=TalentKind.WOULD_LOVE, since=timezone.now())
    assert names(who_fits(seat(cast), other)) == ["Joris"]


def test_not_until_a_date_is_a_rest_from_everything(cast: Cast) -> None:
    joris, task = able(cast)
    other = daily.make_task(cast.network, cast.bram, code="meal", starts=saturday())
    ask(other, joris, Answer.NOT_UNTIL, not_until=daily.hence(9).date())
    assert who_fits(seat(cast), task) == []


def test_a_pause_a_goodbye_and_please_do_not_ask_me(cast: Cast) -> None:
    joris, task = able(cast)
    never = daily.make_talent(joris, "ride", kind=TalentKind.NEVER)
    assert who_fits(seat(cast), task) == []
    never.until = timezone.now()
    never.save()
    assert names(who_fits(seat(cast), task)) == ["Joris"]
    Member.objects.filter(pk=joris.pk).update(until=timezone.now())
    assert who_fits(seat(cast), task) == []


@pytest.mark.parametrize(
    "mine",
    [{"weekdays": [0, 1]}, {"parts": ["evening"]}, {"hours_a_month": 0}, {"asks_a_month": 0}],
)
def test_when_somebody_can_be_asked_is_kept(cast: Cast, mine: dict[str, Any]) -> None:
    joris, task = able(cast)
    Availability.objects.create(member=joris, **mine)
    assert who_fits(seat(cast), task) == []


def test_what_somebody_stands_for_keeps_them_from_it_even_when_others_may_not_know(cast: Cast) -> None:
    joris, task = able(cast)
    hidden = make.make_need(cast.network, cast.bram, visibility=Visibility.ONLY_ME)
    secret = daily.make_task(cast.network, cast.bram, need=hidden, starts=saturday())
    daily.make_promise(secret.occurrences.get(), joris)
    assert who_fits(seat(cast), task) == []


def test_nobody_is_asked_for_a_date_they_took_back(cast: Cast) -> None:
    joris, task = able(cast)
    daily.make_promise(task.occurrences.get(), joris, status=PromiseStatus.WITHDRAWN)
    assert who_fits(seat(cast), task) == []


def test_a_date_with_every_place_taken_needs_nobody(cast: Cast) -> None:
    joris, task = able(cast)
    daily.make_promise(task.occurrences.get(), make.make_member(cast.network))
    assert who_fits(seat(cast), task) == []
    assert joris not in [idea.freed for idea in swaps_for(seat(cast), task)]


def test_who_asks_is_not_suggested_to_themselves(cast: Cast) -> None:
    _joris, task = able(cast)
    assert who_fits(seat(cast, "joris"), task) == []


def test_neither_known_nor_former_nor_invited_people_are_suggested(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, code="ride", starts=saturday())
    for name in ("igor", "noor"):
        daily.make_talent(cast.members[name], "ride")
    assert not {"Igor", "Noor"} & set(names(who_fits(seat(cast), task)))


def test_a_rule_keeps_people_out_and_says_whom(cast: Cast) -> None:
    _shopping, books = founding(cast)
    books.occurrences.get().promises.update(status=PromiseStatus.CALLED_OFF)
    (group,) = ideas_for(seat(cast), books).groups
    assert "Henk" not in names(list(group.suggestions))
    assert names(list(group.kept_out)) == ["Henk"]


def test_any_time_in_a_week_leaves_room_for_other_things(cast: Cast) -> None:
    joris, _task = able(cast)
    monday = saturday() + timedelta(days=2)
    week = daily.make_task(
        cast.network, cast.bram, code="ride", starts=monday, when=TaskWhen.WEEK, minutes=7 * 24 * 60
    )
    busy = daily.make_task(cast.network, cast.bram, starts=monday + timedelta(days=1))
    daily.make_promise(busy.occurrences.get(), joris)
    Availability.objects.create(member=joris, hours_a_month=10)
    assert names(who_fits(seat(cast), week)) == ["Joris"]


def test_roles_count_for_who_may_read_the_need(cast: Cast) -> None:
    free(cast, "joris", "anouk")
    need = make.make_need(cast.network, cast.bram)
    make.make_role(cast.members["anouk"], "direct", need=need)
    task = daily.make_task(cast.network, cast.bram, need=need, code="care", starts=saturday())
    found = who_fits(seat(cast), task)
    assert names(found) == ["Anouk"]
    assert found[0].reasons[0] == "supports directly with this"


# What it costs


def cost(one: Seat, task: Task) -> int:
    with CaptureQueriesContext(connection) as asked:
        ideas_for(one, task)
    return len(asked)


def grow(cast: Cast, shopping: Task) -> None:
    """One more of everything that matching reads."""
    member = make.make_member(cast.network)
    daily.make_talent(member, "administration")
    daily.make_talent(member, "shopping")
    task = daily.make_task(cast.network, cast.bram, code="administration", starts=saturday())
    Task.objects.filter(pk=task.pk).update(rotation=Rotation.FIXED)
    TurnTaker.objects.create(task=task, member=member, order=1)
    daily.make_promise(task.occurrences.get(), member)
    daily.make_ask(shopping, make.make_member(cast.network), reach=Reach.SOME, status=AskStatus.CLOSED)
    Pledge.objects.create(network=cast.network, task=task, member=member, first=timezone.now().date())


def test_matching_costs_the_same_with_few_and_with_many_rows(cast: Cast) -> None:
    shopping, _books = founding(cast)
    grow(cast, shopping)
    few = cost(seat(cast), shopping)
    for _turn in range(12):
        grow(cast, shopping)
    assert cost(seat(cast), shopping) == few
    assert few <= 16


def test_one_busy_taker_does_not_fill_the_page(cast: Cast) -> None:
    shopping, _books = founding(cast)
    for _turn in range(6):
        task = daily.make_task(cast.network, cast.bram, code="administration", starts=saturday())
        daily.make_promise(task.occurrences.get(), cast.members["anouk"])
    found = swaps_for(seat(cast), shopping)
    assert len(found) <= 3
