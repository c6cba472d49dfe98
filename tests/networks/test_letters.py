"""What messages say: in the language and zone of the reader, the same as text and as HTML, and no more."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks import moments
from networks.choices import (
    ChallengeAnswer,
    Channel,
    MessageKind,
    NetworkStatus,
    PromiseStatus,
    TalentKind,
    Visibility,
)
from networks.models import (
    DateSwap,
    Delivery,
    HelperLink,
    Member,
    Occurrence,
    Promise,
    Reachability,
    Task,
    Thanks,
)
from networks.moments import Desk
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.letters import (
    ADDRESS,
    SCENES,
    TITLE,
    a_task,
    ask_by_name,
    ask_in_general,
    cannot,
    change,
    letters,
    letters_of,
    nobody_yet,
    now,
    promise,
)


def test_every_kind_has_a_scene() -> None:
    assert set(SCENES) == set(MessageKind)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_says_the_same_as_text_and_as_html(cast: Cast, kind: MessageKind, language: str) -> None:
    for user in (cast.henk, cast.marja, cast.bram, cast.joris):
        user.language = language
        user.store("language")
    found = letters_of(cast, kind)
    assert found, "nothing was said"
    for letter in found:
        text, html = letter.text(), letter.html()
        assert letter.language in (language, "en")
        assert letter.subject
        assert "{" not in text
        assert "None" not in text
        for part in (letter.hello, *letter.lines, letter.why):
            assert part in text
        for thing in letter.things:
            assert thing.what in text
            assert thing.what in html
            assert thing.when in text
        assert f'lang="{letter.language}"' in html
        if letter.path:
            assert letter.path in text
            assert letter.path in html


@pytest.mark.parametrize("kind", list(MessageKind))
def test_what_others_can_see_of_a_mail_holds_no_title_no_need_and_not_the_clients_name(
    cast: Cast, kind: MessageKind
) -> None:
    for letter in letters_of(cast, kind):
        seen = f"{letter.subject} {letter.preheader}"
        assert TITLE not in seen
        assert "Insulin" not in seen
        assert "Visser" not in seen
        assert ADDRESS not in letter.text() + letter.html()
        assert "peanuts" not in letter.text()
        assert "Is he ill?" not in letter.text()


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_mail_says_why_and_how_to_stop_it(cast: Cast, kind: MessageKind) -> None:
    for letter in letters_of(cast, kind):
        assert letter.why in letter.text()
        assert "Bram" in letter.why
        assert bool(letter.unsubscribe) == moments.MOMENTS[kind].mutable
        assert letter.unsubscribe in letter.text()


def test_a_title_is_named_only_to_who_may_know_of_it(cast: Cast) -> None:
    family = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    task = a_task(cast, need=family)
    for user in (cast.fatima, cast.henk):
        Reachability.objects.create(user=user, week_letter=True)
    moments.telling.tell(
        network=cast.network,
        to=[cast.members["fatima"], cast.members["henk"]],
        kind=MessageKind.WEEK_LETTER,
        subject=cast.network,
        at=now(),
    )
    said = {letter.hello: letter.text() for letter in letters(MessageKind.WEEK_LETTER)}
    assert task.title in said["Dear Henk,"]
    assert task.title not in said["Dear Fatima,"]


def test_nobody_is_asked_for_what_they_do_not_want_to_be_asked_for(cast: Cast) -> None:
    nobody_yet(cast)
    later = now() + timedelta(days=7)
    told = {letter.hello for letter in letters(MessageKind.OPEN_SOON, later, subject_kind="network")}
    assert {"Dear Henk,", "Dear Joris,", "Dear Fatima,"} <= told
    daily.make_talent(cast.members["henk"], "company", kind=TalentKind.NEVER)
    task = Task.objects.get()
    ask = daily.make_ask(task, cast.members["joris"])
    ask.asked.update(answer="no", answered_at=now())
    Task.objects.update(only_side="informal", rule_words="For family and friends")
    told = {letter.hello for letter in letters(MessageKind.OPEN_SOON, later, subject_kind="network")}
    assert not told & {"Dear Henk,", "Dear Joris,", "Dear Fatima,"}


def test_times_are_in_the_readers_zone_and_say_what_the_clock_shows_there(cast: Cast) -> None:
    cast.henk.time_zone = "America/Curacao"
    cast.henk.store("time_zone")
    a_task_in_spring = a_task(cast, starts=datetime(2027, 3, 10, 13, tzinfo=UTC))
    ask = daily.make_ask(a_task_in_spring, cast.members["henk"], author=cast.marja)
    moments.on_ask(ask, ask.asked.all(), now())
    when = letters(MessageKind.ASKED)[0].things[0].when
    assert "from 09:00 until 10:00 your time" in when
    assert "14:00 there" in when


def test_somebody_without_an_account_gets_a_link_that_opens_this_ask_and_nothing_else(cast: Cast) -> None:
    ask = daily.make_ask(a_task(cast), cast.members["noor"], author=cast.marja)
    moments.on_ask(ask, ask.asked.all(), now())
    letter = letters(MessageKind.ASKED)[0]
    link = HelperLink.objects.get()
    assert (link.member, link.ask) == (cast.members["noor"], ask)
    assert letter.path.startswith("/help/")
    assert letter.settings_path == ""


@pytest.mark.parametrize(
    "becomes",
    [
        {"status": PromiseStatus.WITHDRAWN},
        {"status": PromiseStatus.CALLED_OFF},
        {"status": PromiseStatus.SEEKING},
    ],
)
def test_a_promise_that_does_not_stand_any_more_is_not_reminded(cast: Cast, becomes: dict[str, Any]) -> None:
    row = promise(cast)
    type(row).objects.filter(pk=row.pk).update(**becomes)
    for kind, days in ((MessageKind.DAY_BEFORE, 2), (MessageKind.SAME_DAY, 2), (MessageKind.NOT_REPORTED, 4)):
        assert letters(kind, now() + timedelta(days=days)) == []


def test_a_date_that_moved_is_asked_about_once_at_its_new_time(cast: Cast) -> None:
    row = promise(cast)
    occurrence = row.occurrence
    occurrence.starts_at += timedelta(days=3)
    occurrence.ends_at += timedelta(days=3)
    occurrence.save()
    moments.on_change(occurrence, now(), "changed")
    assert len(letters(MessageKind.NOT_REPORTED, now() + timedelta(days=9))) == 1


def test_a_series_called_off_names_the_dates_of_who_promised_them_and_no_others(cast: Cast) -> None:
    task = a_task(cast)
    dates = [daily.make_date(task, daily.hence(days)) for days in (10, 17, 24)]
    for turn, date_ in enumerate(dates):
        name = "joris" if turn == 2 else "henk"
        daily.make_promise(date_, cast.members[name])
    at = now()
    cancelled = Promise.objects.filter(occurrence__in=dates[1:])
    cancelled.update(status=PromiseStatus.CALLED_OFF, moved_at=at)
    Occurrence.objects.filter(pk__in=[one.pk for one in dates[1:]]).update(status="not_needed")
    moments.on_change(task, at, "cancelled", by=cast.marja)
    found = {letter.hello: letter for letter in letters(MessageKind.CHANGED)}
    assert {hello: len(letter.things) for hello, letter in found.items()} == {
        "Dear Henk,": 1,
        "Dear Joris,": 1,
    }
    assert found["Dear Henk,"].subject.startswith("Not needed on")


def test_an_ask_about_a_whole_rhythm_names_five_dates_and_says_how_many_more_there_are(cast: Cast) -> None:
    task = a_task(cast)
    for week in range(1, 8):
        daily.make_date(task, task.starts + timedelta(weeks=week))
    ask = daily.make_ask(task, cast.members["henk"], author=cast.marja)
    moments.on_ask(ask, ask.asked.all(), now())
    (letter,) = letters(MessageKind.ASKED)
    assert len(letter.things) == 5
    assert "And 3 more dates." in letter.text()
    Occurrence.objects.filter(task=task, starts_at__gt=task.starts + timedelta(weeks=4)).update(
        status="not_needed"
    )
    (letter,) = letters(MessageKind.ASKED)
    assert (len(letter.things), "more date" in letter.text()) == (5, False)


def test_an_answered_ask_and_a_solved_one_are_not_sent(cast: Cast) -> None:
    ask_by_name(cast)
    Delivery.objects.get(channel=Channel.MAIL)
    henk = cast.members["henk"]
    henk.asked.update(answer="no", answered_at=now())
    assert letters(MessageKind.ASKED) == []
    henk.asked.update(answer="", answered_at=None)
    henk.asked.get().ask.__class__.objects.update(status="promised")
    assert letters(MessageKind.ASKED) == []


@pytest.mark.parametrize("kind", list(MessageKind))
def test_once_the_network_has_ended_nothing_is_said_any_more_but_farewell(
    cast: Cast, kind: MessageKind
) -> None:
    scene, later = SCENES[kind]
    scene(cast)
    cast.network.status, cast.network.end_reason, cast.network.ended_at = NetworkStatus.ENDED, "died", now()
    cast.network.save()
    found = letters(kind, later if isinstance(later, datetime) else now() + later)
    assert bool(found) == (kind == MessageKind.FAREWELL)


def test_who_left_gets_no_letter(cast: Cast) -> None:
    ask_by_name(cast)
    Member.objects.filter(pk=cast.members["henk"].pk).update(until=now())
    assert letters(MessageKind.ASKED) == []


def test_an_answer_to_a_challenge_is_in_the_answerers_own_words(cast: Cast) -> None:
    row = daily.make_challenge(
        cast.members["henk"],
        cast.marja,
        answer=ChallengeAnswer.RATHER,
        answer_words="I would rather cook",
        answered_at=now(),
    )
    moments.on_challenge_answered(row, now())
    letter = letters(MessageKind.CHALLENGE)[0]
    assert letter.quote == "I would rather cook"
    assert letter.subject == "Henk answered your question"


def test_thanks_reach_who_did_it_with_their_words(cast: Cast) -> None:
    row = promise(cast, status=PromiseStatus.KEPT)
    thanks = Thanks.objects.create(
        network=cast.network, promise=row, author=cast.bram, words="That was a good day"
    )
    moments.on_thanks(thanks, now())
    letter = letters(MessageKind.STORY)[0]
    assert (letter.subject, letter.quote) == ("Bram says thank you", "That was a good day")


def test_a_swap_of_dates_says_what_one_gives_and_gets(cast: Cast) -> None:
    mine = promise(cast)
    theirs = daily.make_promise(daily.make_date(mine.occurrence.task, daily.hence(10)), cast.members["joris"])
    swap = DateSwap.objects.create(network=cast.network, promise=mine, asked_at=now())
    swap.wanted.add(theirs)
    moments.on_date_swap(swap, now())
    assert letters(MessageKind.SWAP)[0].subject.startswith("Henk asks to swap")
    swap.solved_with, swap.solved_at = theirs, now()
    swap.save()
    moments.on_date_swap(swap, now())
    assert {letter.subject for letter in letters(MessageKind.SWAP)} == {"The dates are swapped"}


def test_a_batch_of_letters_costs_the_same_queries_whatever_its_size(cast: Cast) -> None:
    costs = []
    for size in (2, 12):
        for _turn in range(size):
            for scene in (ask_by_name, ask_in_general, promise, cannot, change):
                scene(cast)
        rows = list(Delivery.objects.filter(channel=Channel.NOTICE, user=cast.henk))
        with CaptureQueriesContext(connection) as asked:
            desk = Desk(rows, now())
            for row in rows:
                moments.compose(row, now(), desk)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 30, costs


def test_looking_back_leads_to_the_meetings_where_who_may_calls_one_or_leaves_it_out(cast: Cast) -> None:
    said = {letter.hello: letter for letter in letters_of(cast, MessageKind.REVIEW_DUE)}
    assert {one.path for one in said.values() if one.path} == {f"/networks/{cast.network.pk}/meetings/"}
    leave_out = "leave it out this time and say why"
    can = {hello for hello, one in said.items() if leave_out in one.text()}
    assert "Dear Bram," in can
    assert "Dear Fatima," not in can
    assert said["Dear Bram,"].act == "Call a meeting, or leave it out"
    assert said["Dear Fatima,"].act == "Look at the meetings"
