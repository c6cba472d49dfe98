"""What waits for somebody from asks, promises and swaps: names, kinds and days, never what is written."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks import awaiting
from networks.choices import AskStatus, PromiseStatus, TaskStatus, TaskWhen
from tests import daily
from tests import factories as make
from tests.cast import Cast


def words(cast: Cast, name: str) -> list[str]:
    user = getattr(cast, name)
    return [one.words for one in awaiting.things(user, [make.seat(user, cast.network)], timezone.now())]


def test_everything_that_waits_is_there_once_and_goes_when_it_is_done(cast: Cast) -> None:
    henk, joris = cast.members["henk"], cast.members["joris"]
    asked = daily.make_ask(daily.make_task(cast.network, cast.joris, title="Secret words"), henk)
    daily.make_promise(
        daily.make_task(cast.network, cast.joris, starts=daily.hence(-1)).occurrences.get(), henk
    )
    date = daily.make_task(cast.network, cast.joris).occurrences.get()
    daily.make_promise(date, henk, stands_in=True)
    daily.make_promise(date, joris, status=PromiseStatus.SEEKING)
    series = daily.make_task(cast.network, cast.joris, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    theirs = daily.make_promise(series.occurrences.get(), joris)
    mine = daily.make_promise(daily.make_date(series, daily.hence(10)), henk)
    daily.make_date_swap(theirs, mine)
    found = words(cast, "henk")
    assert [one.split(":")[0].split("?")[0] for one in found] == [
        "Joris Kok cannot after all, and you stand in",
        "Joris Kok asks you something",
        "Joris Kok asks to swap dates",
        "How did it go",
    ]
    assert "Secret words" not in " ".join(found)
    asked.asked.update(answer="no", answered_at=timezone.now())
    assert len(words(cast, "henk")) == 3


def test_what_the_client_sees_first_waits_for_who_speaks_for_them_only(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.joris)
    daily.make_ask(task, cast.members["henk"], status=AskStatus.SHOWN, asked_at=None)
    for name in ("bram", "marja"):
        assert "You see it first" in words(cast, name)[0]
    for name in ("henk", "joris"):
        assert words(cast, name) == []


def test_questions_swaps_and_tasks_for_the_client_wait_for_whom_they_are_put_to(cast: Cast) -> None:
    henk = cast.members["henk"]
    daily.make_challenge(henk, cast.joris)
    taken = daily.make_task(cast.network, cast.joris)
    daily.make_swap(henk, taken, cast.members["fatima"], daily.make_task(cast.network, cast.joris))
    daily.make_task(cast.network, cast.joris, status=TaskStatus.SHOWN)
    assert words(cast, "henk") == ["Joris Kok has a question for you.", "Joris Kok proposes a swap."]
    assert words(cast, "fatima") == ["Joris Kok proposes a swap."]
    assert words(cast, "bram") == ["Joris Kok wrote down something to do: Company. You see it first."]
    assert words(cast, "joris") == []


def test_it_costs_one_query_and_one_for_each_kind_that_waits(cast: Cast) -> None:
    seat = make.seat(cast.henk, cast.network)
    with CaptureQueriesContext(connection) as quiet:
        assert awaiting.things(cast.henk, [seat], timezone.now()) == []
    assert len(quiet) == 1
    for _turn in range(6):
        daily.make_ask(daily.make_task(cast.network, cast.joris), cast.members["henk"])
    with CaptureQueriesContext(connection) as asked:
        assert len(awaiting.things(cast.henk, [seat], timezone.now())) == 6
    assert len(asked) == 2
