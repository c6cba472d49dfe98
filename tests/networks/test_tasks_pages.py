"""Pages of what is to be done: the list, one task, one date, and everything that is done with them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.choices import (
    MessageKind,
    OccurrenceStatus,
    PromiseStatus,
    Rotation,
    SeriesPart,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.models import Activity, Delivery, Network, Occurrence, Task, TurnTaker
from networks.rhythm import to_wall
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, traces, words_of
from tests.networks.series import make_series, wall_in

ADDRESS = "Elm Street 4, key under the pot"


def filled(cast: Cast, kind: str = "ride", **more: Any) -> dict[str, Any]:
    """The form of something to do, filled in."""
    return {
        "activity": str(daily.activity(kind).pk),
        "title": "To choir and back",
        "need": str(cast.need.pk),
        "when": TaskWhen.ONCE,
        "day": f"{wall_in(cast.network, 5):%Y-%m-%d}",
        "time": "19:30",
        "minutes": "90",
        "people": "2",
        "places": "driver, companion",
        "rotation": Rotation.NONE,
    } | more


def write_down(cast: Cast, who: Any, **more: Any) -> Any:
    return browser(who).post(address("task_add", cast.network.pk), filled(cast, **more))


def test_outsiders_find_no_page_of_tasks(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram)
    date = task.occurrences.get()
    closed_to_outsiders(
        cast,
        *(address(name, cast.network.pk) for name in ("tasks", "task_add", "activities", "activity_add")),
        *(address(name, task.pk) for name in ("task", "task_edit", "task_end", "task_approve")),
        *(
            address(name, date.pk)
            for name in ("occurrence", "occurrence_change", "occurrence_cancel", "occurrence_restore")
        ),
    )


def test_the_kind_is_asked_first_and_fills_in_the_rest(cast: Cast) -> None:
    client, here = browser(cast.henk), address("task_add", cast.network.pk)
    assert "What kind of thing is it?" in words_of(client.get(here))
    ride = daily.activity("ride")
    form = client.get(f"{here}?kind=ride&need={cast.need.pk}").context["form"]
    assert form["minutes"].value() == ride.minutes
    assert form["people"].value() == max(len(ride.places), 1)
    assert str(form["need"].value()) == str(cast.need.pk)
    assert client.get(f"{here}?kind=nothing").status_code == 200


def test_somebody_writes_something_down_and_sees_it(cast: Cast) -> None:
    answer = write_down(cast, cast.henk, address=ADDRESS, bring="The red scarf", where="De Meent")
    task = Task.objects.get(title="To choir and back")
    assert answer.headers["Location"] == address("task", task.pk)
    assert task.places == ["driver", "companion"]
    date = task.occurrences.get()
    assert to_wall(date.starts_at, task.zone).strftime("%H:%M") == "19:30"
    assert date.ends_at - date.starts_at == timedelta(minutes=90)
    page = words_of(browser(cast.joris).get(address("task", task.pk)))
    assert "To choir and back" in page
    assert "Bram wants to sing in the choir" in page
    assert "The red scarf" in page
    assert ADDRESS not in page
    assert ADDRESS in words_of(browser(cast.henk).get(address("task", task.pk)))
    assert "networks.task_added" in changes(cast.network.pk)


def test_a_rhythm_is_chosen_in_words_of_people(cast: Cast) -> None:
    last = wall_in(cast.network, 40)
    rhythm = {"when": TaskWhen.RHYTHM, "often": "weekly", "last": f"{last:%Y-%m-%d}"}
    assert write_down(cast, cast.bram, **rhythm).status_code == 302
    task = Task.objects.get(title="To choir and back")
    assert task.rule.startswith("FREQ=WEEKLY;BYDAY=")
    assert task.rule.endswith(f"UNTIL={last:%Y%m%d}")
    assert task.occurrences.count() == 6
    page = words_of(browser(cast.bram).get(address("task", task.pk)))
    assert f"Every {wall_in(cast.network, 5):%A} at 19:30, until" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Say what is to be done."),
        ({"day": ""}, "Choose a day."),
        ({"day": "1900-01-01"}, "Choose a day to come, at most five years from now."),
        ({"day": "9999-12-31"}, "Choose a day to come, at most five years from now."),
        ({"day": "9999-12-31", "when": "rhythm", "often": "month_week"}, "Choose a day to come"),
        ({"day": "0001-01-01", "when": "week"}, "Choose a day to come"),
        ({"time": "25:99"}, "Write a time such as 10:30."),
        ({"time": ""}, "Say at what time."),
        ({"minutes": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"minutes": "99999999999999999999"}, "Ensure this value is less than or equal to 86400."),
        ({"people": "21"}, "Ensure this value is less than or equal to 20."),
        ({"people": "1"}, "These are more names than people."),
        ({"places": "x" * 41}, "Use at most 40 letters for each of them."),
        ({"when": "rhythm", "often": "SECONDLY"}, "Select a valid choice"),
        ({"when": "rhythm", "often": ""}, "Choose how often."),
        ({"when": "rhythm", "often": "daily", "last": "1999-01-01"}, "The last day lies before the first."),
        ({"only_side": "formal"}, "Say the rule in words."),
        ({"rotation": "in_turn"}, "Choose at least one person who takes turns."),
        ({"title": "A\0B"}, "Null characters are not allowed."),
        ({"need": "00000000-0000-0000-0000-000000000000"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(
    cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    answer = write_down(cast, cast.henk, **wrong)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert not Task.objects.exists()


@pytest.mark.parametrize("name", INSIDE)
def test_what_is_for_a_family_need_is_there_for_family_only(cast: Cast, name: str) -> None:
    task = daily.make_task(cast.network, cast.marja, need=cast.family_need, title="Talk with Bram")
    client, sees = browser(getattr(cast, name)), name in ("bram", "marja", "henk", "joris")
    date = task.occurrences.get()
    assert ("Talk with Bram" in words_of(client.get(address("tasks", cast.network.pk)))) is sees
    for where in (address("task", task.pk), address("occurrence", date.pk)):
        assert (client.get(where).status_code == 200) is sees


def test_who_was_asked_sees_the_task_but_not_the_words_of_the_need(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, words="Secret worry", visibility=Visibility.CLOSE)
    task = daily.make_task(cast.network, cast.marja, need=need, title="A walk together")
    client, date = browser(cast.joris), task.occurrences.get()
    assert client.get(address("task", task.pk)).status_code == 404
    daily.make_ask(task, cast.members["joris"])
    for where in (
        address("task", task.pk),
        address("occurrence", date.pk),
        address("tasks", cast.network.pk) + "?tab=all",
    ):
        page = words_of(client.get(where))
        assert "A walk together" in page
        assert "Secret worry" not in page


def test_the_address_is_shown_to_who_promised_and_only_until_it_is_done(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, address=ADDRESS, for_client=True)
    date = task.occurrences.get()
    here, joris = address("occurrence", date.pk), browser(cast.joris)

    def reads() -> bool:
        pages = [here, address("task", task.pk), address("tasks", cast.network.pk)]
        return any(ADDRESS in words_of(joris.get(one)) for one in pages)

    assert not reads()
    promise = daily.make_promise(date, cast.members["joris"])
    assert reads()
    for status in (PromiseStatus.SEEKING, PromiseStatus.WITHDRAWN, PromiseStatus.CALLED_OFF):
        type(promise).objects.update(status=status)
        assert not reads(), status
    type(promise).objects.update(status=PromiseStatus.PROMISED, stands_in=True)
    assert not reads()
    type(promise).objects.update(stands_in=False)
    past = timezone.now() - timedelta(days=1)
    Occurrence.objects.filter(pk=date.pk).update(starts_at=past - timedelta(hours=1), ends_at=past)
    assert not reads()
    assert ADDRESS in words_of(browser(cast.marja).get(here))
    steward = make.make_user()
    make.make_steward(cast.network, steward)
    form = browser(steward).get(address("task_edit", task.pk))
    assert ADDRESS not in words_of(form)
    assert "address" not in form.context["form"].fields


def test_who_does_not_read_the_address_leaves_it_as_it_is(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, address=ADDRESS, for_client=True)
    steward = make.make_user()
    make.make_steward(cast.network, steward)
    body = {"title": "New words", "activity": str(task.activity_id), "people": "1", "version": task.version}
    assert browser(steward).post(address("task_edit", task.pk), body).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.address) == ("New words", ADDRESS)


def test_where_the_client_wants_to_see_first_it_waits_and_is_let_through(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    write_down(cast, cast.henk)
    task = Task.objects.get(title="To choir and back")
    assert task.status == TaskStatus.SHOWN
    told = Delivery.objects.filter(kind=MessageKind.HOUSE, subject_id=task.pk, channel="notice")
    assert {one.user_id for one in told} == {cast.bram.pk, cast.marja.pk}
    where = address("task", task.pk)
    assert browser(cast.joris).get(where).status_code == 404
    assert "wants to see this before" in words_of(browser(cast.henk).get(where))
    assert browser(cast.henk).post(address("task_approve", task.pk)).status_code == 403
    assert "Let it go on" in words_of(browser(cast.bram).get(where))
    browser(cast.bram).post(address("task_approve", task.pk))
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN
    assert browser(cast.joris).get(where).status_code == 200
    write_down(cast, cast.bram, title="Of Bram himself")
    assert Task.objects.get(title="Of Bram himself").status == TaskStatus.OPEN


def test_the_list_shows_what_is_open_what_is_mine_and_everything(cast: Cast) -> None:
    free = daily.make_task(cast.network, cast.bram, title="Free thing", code="ride")
    mine = daily.make_task(cast.network, cast.bram, title="Joris thing")
    daily.make_promise(mine.occurrences.get(), cast.members["joris"])
    ended = {"status": TaskStatus.ENDED, "ended_at": timezone.now()}
    daily.make_task(cast.network, cast.bram, title="Gone thing", **ended)
    client, here = browser(cast.joris), address("tasks", cast.network.pk)

    def named(query: str) -> set[str]:
        page = words_of(client.get(here + query))
        return {name for name in ("Free thing", "Joris thing", "Gone thing") if name in page}

    assert named("") == {free.title}
    assert named("?tab=mine") == {mine.title}
    assert named("?tab=all") == {free.title, mine.title}
    assert named("?tab=over") == {"Gone thing"}
    assert named("?tab=all&kind=ride") == {free.title}
    assert named("?tab=all&q=joris") == {mine.title}
    assert named("?tab=all&q=zzz") == set()
    assert client.get(here + "?tab=odd&q=%25_&kind=odd&page=zz").status_code == 200
    assert traces(cast.network.pk)[0] == "networks.tasks_seen"


def test_a_series_stands_once_among_what_is_open(cast: Cast) -> None:
    series = make_series(cast)
    daily.make_task(cast.network, cast.bram, title="Free thing", code="ride")
    page = words_of(browser(cast.joris).get(address("tasks", cast.network.pk)))
    assert "Still open (2)" in page
    assert page.count("person wanted") == 2
    assert "and 5 more dates" in page
    daily.make_promise(series.occurrences.order_by("starts_at")[0], cast.members["anouk"])
    page = words_of(browser(cast.joris).get(address("tasks", cast.network.pk)))
    assert "and 4 more dates" in page


@pytest.mark.parametrize("tab", ["open", "mine", "all"])
def test_a_page_costs_the_same_however_many_there_are(cast: Cast, tab: str) -> None:
    client = browser(cast.joris)
    task = make_series(
        cast, promised_by="joris" if tab == "mine" else "", rotation=Rotation.IN_TURN, need=cast.need
    )
    TurnTaker.objects.create(task=task, member=cast.members["henk"], order=0)
    pages = [
        address("tasks", cast.network.pk) + f"?tab={tab}",
        address("task", task.pk),
        address("occurrence", task.occurrences.first().pk),
    ]
    few = [_cost(client, one) for one in pages]
    for number in range(12):
        more = make_series(cast, need=cast.need, promised_by="joris" if tab == "mine" else "", dates=2)
        daily.make_promise(daily.make_date(task, daily.hence(80 + number)), cast.members["anouk"])
        daily.make_ask(more, cast.members["henk"])
    many = [_cost(client, one) for one in pages]
    assert many == few
    assert max(many) <= 24, many


def _cost(client: Any, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_change_asks_which_dates_and_names_them(cast: Cast) -> None:
    date = make_series(cast).occurrences.order_by("slot")[2]
    page = words_of(browser(cast.bram).get(address("occurrence_change", date.pk)))
    day = f"{to_wall(date.starts_at, date.task.zone):%A %-d %B %Y}"
    assert f"Only {day}" in page
    assert f"{day} and all later ones (4 dates are planned)" in page
    assert "All dates to come (6 are planned)" in page
    single = daily.make_task(cast.network, cast.bram).occurrences.get()
    page = words_of(browser(cast.bram).get(address("occurrence_change", single.pk)))
    assert "all later ones" not in page


@pytest.mark.parametrize("part", SeriesPart.values)
def test_a_series_is_changed_called_off_and_planned_again_from_its_pages(cast: Cast, part: str) -> None:
    task = make_series(cast, promised_by="henk")
    date = task.occurrences.order_by("slot")[2]
    client, wall = browser(cast.bram), to_wall(date.starts_at, task.zone)
    body = {"day": f"{wall:%Y-%m-%d}", "time": "11:15", "minutes": "75", "part": part, "version": 1}
    assert client.post(address("occurrence_change", date.pk), body).status_code == 302
    again = client.post(address("occurrence_change", date.pk), body)
    assert again.status_code == 422
    assert "Somebody else changed this just now" in words_of(again)
    date.refresh_from_db()
    assert to_wall(date.starts_at, task.zone).strftime("%H:%M") == "11:15"
    off = client.post(address("occurrence_cancel", date.pk), {"part": part, "reason": "Bram is away"})
    assert off.status_code == 302
    page = words_of(client.get(address("occurrence", date.pk)))
    assert "not needed this time" in page
    assert "Bram is away" in page
    back = client.post(address("occurrence_restore", date.pk), {"part": "from_here"})
    assert back.status_code == 302
    date.refresh_from_db()
    assert date.status == OccurrenceStatus.PLANNED
    told = Delivery.objects.filter(kind=MessageKind.CHANGED, user=cast.henk, channel="notice")
    assert told.count() == 3


def test_another_rhythm_begins_only_from_here_on(cast: Cast) -> None:
    date = make_series(cast).occurrences.order_by("slot")[2]
    wall = to_wall(date.starts_at, date.task.zone)
    body = {"day": f"{wall:%Y-%m-%d}", "time": "10:00", "minutes": "60", "often": "two_weekly"}
    here, client = address("occurrence_change", date.pk), browser(cast.bram)
    assert client.post(here, body | {"part": "all"}).status_code == 422
    assert client.post(here, body | {"part": "from_here"}).status_code == 302
    later = Task.objects.get(continues=date.task)
    assert later.rule.startswith("FREQ=WEEKLY;INTERVAL=2")
    assert "It goes on here" in words_of(client.get(address("task", date.task_id)))


def test_a_member_changes_what_they_wrote_themselves_and_nothing_else(cast: Cast) -> None:
    own = daily.make_task(cast.network, cast.henk)
    others = daily.make_task(cast.network, cast.bram, for_client=True)
    client = browser(cast.henk)
    for task, status in ((own, 200), (others, 403)):
        date = task.occurrences.get()
        for where in (address("task_edit", task.pk), address("occurrence_change", date.pk)):
            assert client.get(where).status_code == status
        assert ("Call off" in words_of(client.get(address("occurrence", date.pk)))) is (status == 200)


def test_a_task_ends_with_a_reason_and_frees_who_promised(cast: Cast) -> None:
    task = make_series(cast, promised_by="henk")
    client = browser(cast.bram)
    assert "The 6 dates to come are called off." in words_of(client.get(address("task_end", task.pk)))
    client.post(address("task_end", task.pk), {"reason": "Bram walks by himself"})
    task.refresh_from_db()
    assert task.status == TaskStatus.ENDED
    assert not task.occurrences.filter(status=OccurrenceStatus.PLANNED).exists()
    assert client.post(address("task_end", task.pk), {}).status_code == 422
    assert client.get(address("task", task.pk)).status_code == 200


def test_turns_are_shown_and_nobody_from_elsewhere_takes_one(cast: Cast) -> None:
    henk, joris = cast.members["henk"].pk, cast.members["joris"].pk
    rhythm = {"when": "rhythm", "often": "weekly", "rotation": "in_turn"}
    assert write_down(cast, cast.bram, **rhythm, turns=[str(cast.other_member.pk)]).status_code == 422
    write_down(cast, cast.bram, **rhythm, turns=[str(henk), str(joris)])
    task = Task.objects.get(title="To choir and back")
    page = browser(cast.bram).get(address("task", task.pk))
    turns = [one.turn.pk for one in page.context["dates"]]
    assert turns[:4] == [henk, joris, henk, joris]
    assert "It would be the turn of Henk Visser." in words_of(page)
    body = filled(cast) | {"version": task.version, "rotation": "none"}
    assert browser(cast.bram).post(address("task_edit", task.pk), body).status_code == 302
    assert not task.turn_takers.exists()


def test_a_network_adds_a_kind_of_its_own_and_takes_it_out_again(cast: Cast) -> None:
    client, here = browser(cast.bram), address("activity_add", cast.network.pk)
    assert client.post(here, {"name": "Chess", "minutes": "90", "places": "player"}).status_code == 302
    assert client.post(here, {"name": "chess", "minutes": "90"}).status_code == 422
    chess = Activity.objects.get(name="Chess")
    assert "Chess" in words_of(client.get(address("task_add", cast.network.pk)))
    assert "Chess" not in words_of(browser(cast.eve).get(address("task_add", cast.other.pk)))
    write_down(cast, cast.henk, activity=str(chess.pk), title="A game")
    page = client.post(address("activity_end", chess.pk), follow=True)
    assert "Something of this kind is still to be done" in words_of(page)
    client.post(address("task_end", Task.objects.get(title="A game").pk), {})
    client.post(address("activity_end", chess.pk), follow=True)
    assert "Chess" not in words_of(client.get(address("task_add", cast.network.pk)))
    assert client.post(address("activity_end", daily.activity().pk)).status_code == 404


def test_the_need_says_what_is_to_be_done_for_it(cast: Cast) -> None:
    write_down(cast, cast.henk)
    page = words_of(browser(cast.joris).get(address("need", cast.need.pk)))
    assert "What is to be done for this" in page
    assert "To choir and back" in page
