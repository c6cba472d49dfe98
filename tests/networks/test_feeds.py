"""The secret addresses of calendars: who gets what, what is never in it, and what is left behind."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from carenet.lib.logs import without_secrets
from networks import rhythm
from networks.choices import (
    EndReason,
    NetworkStatus,
    OccurrenceStatus,
    PromiseStatus,
    TaskWhen,
    Visibility,
)
from networks.models import Feed, Member, Network, Occurrence, Promise, Task
from networks.rhythm import Rhythm
from networks.views import feed as views
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, changes, traces

SECRET = "the-secret-of-henks-calendar"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def read(secret: str = SECRET, **headers: str) -> Any:
    """What a calendar program gets: it has no session and sends no cookie."""
    return Client().get(address("feed_text", secret), headers=headers)


def events(answer: Any) -> list[Any]:
    """Its dates."""
    assert answer.status_code == 200, answer.content
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def said(answer: Any) -> list[tuple[str, str]]:
    """Title and state of each of its dates."""
    return [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events(answer)]


def own(cast: Cast, **fields: Any) -> Feed:
    """Henk's address of all he promised."""
    return daily.make_feed(cast.henk, None, SECRET, **fields)


def whole(cast: Cast, **fields: Any) -> Feed:
    """Henk's address of Bram's network."""
    return daily.make_feed(cast.henk, cast.network, SECRET, **fields)


def promised(cast: Cast, **fields: Any) -> Promise:
    """Henk's promise for a task about which everything there is to say is said."""
    need = make.make_need(cast.network, cast.bram, words="My knees hurt", for_client=True)
    task = daily.make_task(
        cast.network, cast.bram, need=need, title="Ride to the clinic", where="At the back",
        address="Code 4711", bring="The pills", avoid="No stairs",
    )  # fmt: skip
    return daily.make_promise(task.occurrences.get(), cast.members["henk"], note="Gladly", **fields)


def rhythm_of(cast: Cast, rule: str = "FREQ=WEEKLY", number: int = 8, **fields: Any) -> Task:
    """A weekly task from next Monday at ten on, with its dates."""
    today = timezone.now().astimezone(AMSTERDAM).replace(hour=10, minute=0, second=0, microsecond=0)
    wall = (today + timedelta(days=7 - today.weekday())).replace(tzinfo=None)
    fields = {"title": "Walk the dog", "when": TaskWhen.RHYTHM, "rule": rule, "minutes": 60} | fields
    starts = rhythm.to_utc(wall, AMSTERDAM)
    task = daily.make_task(cast.network, cast.bram, starts=starts, **fields)
    until = starts + timedelta(days=400)
    later = list(rhythm.slots(Rhythm(wall, AMSTERDAM, 60, rule), starts, until))[1:number]
    for slot in later:
        daily.make_date(task, slot.starts_at)
    return task


def test_masked_it_says_only_that_there_is_something(cast: Cast) -> None:
    promised(cast)
    whole(cast)
    daily.make_feed(cast.henk, None, "of all he promised")
    for secret in (SECRET, "of all he promised"):
        answer = read(secret)
        assert said(answer) == [("Appointment", "CONFIRMED")]
        text = answer.content.decode()
        for word in ("clinic", "knees", "4711", "pills", "stairs", "Gladly", "Bram", "Henk", "back", "Ride"):
            assert word not in text


def test_with_details_it_has_the_title_and_still_no_address_need_or_name(cast: Cast) -> None:
    promised(cast)
    own(cast, masked=False)
    text = read().content.decode()
    for word in ("SUMMARY:Ride to the clinic", "LOCATION:At the back", "CATEGORIES:Carenet,Company"):
        assert word in text
    for word in ("knees", "4711", "pills", "stairs", "Gladly", "Bram", "Henk"):
        assert word not in text


def test_it_is_private_fresh_and_leaves_no_session(cast: Cast) -> None:
    own(cast)
    answer = read()
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert "Location" not in answer.headers


def test_what_is_known_already_is_not_sent_again_until_it_changes(cast: Cast) -> None:
    promise = promised(cast)
    own(cast)
    tag = read().headers["ETag"]
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        known = read(if_none_match=named)
        assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", tag)
    assert read(if_none_match='"other"').status_code == 200
    promise.occurrence.starts_at += timedelta(hours=1)
    promise.occurrence.ends_at += timedelta(hours=1)
    promise.occurrence.store("starts_at", "ends_at")
    assert read(if_none_match=tag).status_code == 200


def test_only_a_look_is_answered(cast: Cast) -> None:
    own(cast)
    client = Client(enforce_csrf_checks=True)
    where = address("feed_text", SECRET)
    assert client.head(where).status_code == 200
    assert client.head(where).content == b""
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(where).status_code == 405


def test_every_address_that_opens_nothing_gets_the_same_answer(cast: Cast) -> None:
    own(cast)
    daily.make_feed(cast.joris, None, "ended", ended_at=timezone.now())
    daily.make_feed(cast.anouk, None, "closed")
    type(cast.anouk).objects.filter(pk=cast.anouk.pk).update(is_active=False, closed_at=timezone.now())
    for name in ("igor", "eve", "els", "otto"):
        daily.make_feed(getattr(cast, name), cast.network, name)
    wrong = ("ended", "closed", "igor", "eve", "els", "otto", "never-given", "a" * 5000, SECRET.upper())
    answers = [read(secret) for secret in wrong]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, b"There is nothing here.")}


def test_whoever_guesses_too_often_waits_and_a_right_address_is_still_read(cast: Cast) -> None:
    own(cast)
    for _turn in range(views.MOST_WRONG):
        assert read("wrong").status_code == 404
    waits = read("wrong")
    assert (waits.status_code, waits.headers["Retry-After"]) == (429, "3600")
    assert read().status_code == 200


def test_a_former_members_calendar_gives_nothing_of_that_network_from_the_same_moment(cast: Cast) -> None:
    promised(cast)
    feed = own(cast)
    assert len(events(read())) == 1
    Member.objects.filter(user=cast.henk, network=cast.network).update(until=timezone.now())
    assert events(read()) == []
    feed.network = cast.network
    feed.save()
    assert read().status_code == 404


def test_of_a_network_that_ended_nothing_is_read_but_by_who_speaks_for_the_client(cast: Cast) -> None:
    promised(cast)
    whole(cast)
    daily.make_feed(cast.marja, cast.network, "marjas")
    Network.objects.filter(pk=cast.network.pk).update(
        status=NetworkStatus.ENDED, ended_at=timezone.now(), end_reason=EndReason.MOVED
    )
    assert read().status_code == 404
    assert len(events(read("marjas"))) == 1


def test_the_calendar_of_a_network_holds_what_its_reader_may_know(cast: Cast) -> None:
    family = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    daily.make_task(cast.network, cast.marja, need=family, title="Between us")
    daily.make_feed(cast.fatima, cast.network, "fatimas", masked=False)
    whole(cast, masked=False)
    assert said(read()) == [("Between us – open", "TENTATIVE")]
    assert said(read("fatimas")) == []


def test_own_dates_say_whether_they_are_certain(cast: Cast) -> None:
    own(cast, masked=False)
    one = promised(cast)
    for change, told in (
        ({"status": PromiseStatus.PROMISED}, [("Ride to the clinic", "CONFIRMED")]),
        ({"status": PromiseStatus.SEEKING}, [("Ride to the clinic", "TENTATIVE")]),
        ({"status": PromiseStatus.WITHDRAWN}, [("Appointment", "CANCELLED")]),
        ({"status": PromiseStatus.CALLED_OFF}, [("Appointment", "CANCELLED")]),
        (
            {"status": PromiseStatus.PROMISED, "stands_in": True},
            [("Stand-in: Ride to the clinic", "TENTATIVE")],
        ),
    ):
        Promise.objects.filter(pk=one.pk).update(stands_in=False)
        Promise.objects.filter(pk=one.pk).update(**change)
        assert said(read()) == told


def test_a_date_that_fell_away_is_told_for_thirty_days_and_then_left_out(cast: Cast) -> None:
    own(cast)
    one = promised(cast, status=PromiseStatus.WITHDRAWN)
    assert said(read()) == [("Appointment", "CANCELLED")]
    long_ago = timezone.now() - timedelta(days=31)
    Promise.objects.filter(pk=one.pk).update(moved_at=long_ago, updated_at=long_ago)
    assert said(read()) == []


def test_who_took_a_promise_back_and_promised_again_has_one_date(cast: Cast) -> None:
    own(cast)
    one = promised(cast, status=PromiseStatus.WITHDRAWN)
    daily.make_promise(one.occurrence, cast.members["henk"])
    assert said(read()) == [("Appointment", "CONFIRMED")]
    assert [str(event["UID"]) for event in events(read())] == [f"{one.occurrence_id}@carenet"]


def test_a_rhythm_is_one_series_in_which_every_date_says_what_became_of_it(cast: Cast) -> None:
    task = rhythm_of(cast)
    dates = list(task.occurrences.order_by("slot"))
    daily.make_promise(dates[1], cast.members["henk"])
    Occurrence.objects.filter(pk=dates[2].pk).update(status=OccurrenceStatus.NOT_NEEDED)
    moved = dates[3].starts_at + timedelta(days=2, hours=3)
    Occurrence.objects.filter(pk=dates[3].pk).update(
        starts_at=moved, ends_at=moved + timedelta(hours=1), moved=True, sequence=1, title="Walk two dogs"
    )
    whole(cast, masked=False)
    answer = read()
    found = events(answer)
    assert {str(event["UID"]) for event in found} == {f"{task.pk}@carenet"}
    assert ["RRULE" in event for event in found] == [True, False, False, False]
    assert ["RECURRENCE-ID" in event for event in found] == [False, True, True, True]
    told = recurring_ical_events.of(Calendar.from_ical(answer.content)).between(
        timezone.now(), timezone.now() + timedelta(days=100)
    )
    rows = sorted((event["DTSTART"].dt, str(event["SUMMARY"]), str(event["STATUS"])) for event in told)
    assert rows == sorted(
        [
            *((one.starts_at, "Walk the dog – open", "TENTATIVE") for one in (dates[0], *dates[4:])),
            (dates[1].starts_at, "Walk the dog", "CONFIRMED"),
            (dates[2].starts_at, "Walk the dog", "CANCELLED"),
            (moved, "Walk two dogs – open", "TENTATIVE"),
        ]
    )


def test_a_date_of_a_series_that_fell_away_long_ago_is_left_out_of_the_rule(cast: Cast) -> None:
    task = rhythm_of(cast)
    date = task.occurrences.order_by("slot")[2]
    long_ago = timezone.now() - timedelta(days=40)
    Task.objects.filter(pk=task.pk).update(updated_at=long_ago)
    Occurrence.objects.filter(pk=date.pk).update(status=OccurrenceStatus.NOT_NEEDED, updated_at=long_ago)
    whole(cast)
    (event,) = events(read())
    assert [one.dt for one in event["EXDATE"].dts] == [date.starts_at]


def test_the_rule_of_a_series_ends_with_the_planned_dates_also_over_the_change_of_the_clock(
    cast: Cast,
) -> None:
    task = rhythm_of(cast, "FREQ=DAILY;BYDAY=MO,WE,FR", 120)
    whole(cast)
    answer = read()
    told = recurring_ical_events.of(Calendar.from_ical(answer.content)).between(
        timezone.now(), timezone.now() + timedelta(days=500)
    )
    assert sorted(event["DTSTART"].dt for event in told) == sorted(
        task.occurrences.values_list("starts_at", flat=True)
    )


def test_a_program_that_reads_a_network_is_written_down_once_a_day(cast: Cast) -> None:
    feed = whole(cast)
    for _turn in range(3):
        read()
    assert traces(cast.network.pk, "networks.feed_read") == ["networks.feed_read"]
    feed.refresh_from_db()
    used = feed.used_at
    assert used is not None
    read()
    feed.refresh_from_db()
    assert feed.used_at == used
    Feed.objects.filter(pk=feed.pk).update(used_at=used - timedelta(days=1))
    read()
    assert len(traces(cast.network.pk, "networks.feed_read")) == 2


def test_reading_what_one_promised_is_no_look(cast: Cast) -> None:
    promised(cast)
    feed = own(cast)
    read()
    feed.refresh_from_db()
    assert feed.used_at is not None
    assert changes(cast.network.pk) == []
    assert traces(cast.network.pk, "networks.feed_read") == []


@pytest.mark.parametrize("own_one", [True, False])
def test_many_dates_cost_the_queries_of_few(cast: Cast, own_one: bool) -> None:
    own(cast) if own_one else whole(cast)
    costs = []
    for _turn in range(2):
        for turn in range(4 if not costs else 60):
            task = daily.make_task(cast.network, cast.bram, starts=daily.hence(turn + 1))
            daily.make_promise(task.occurrences.get(), cast.members["henk"])
        read()
        with CaptureQueriesContext(connection) as asked:
            assert len(events(read())) >= 4
        costs.append(len(asked))
    assert costs[0] == costs[1], costs
    assert costs[0] <= 10


def test_the_secret_never_reaches_a_log_line() -> None:
    line = without_secrets('"GET /calendar/s3cret-Token_1.ics HTTP/1.1" 200, /networks/1/calendar/?view=week')
    assert line == '"GET /calendar/… HTTP/1.1" 200, /networks/1/calendar/?view=week'
