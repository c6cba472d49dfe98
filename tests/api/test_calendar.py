"""Dates between two moments and addresses of calendars, for programs."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from networks.choices import Visibility
from networks.models import Feed
from tests import daily
from tests import factories as make
from tests.cast import STRANGERS, Cast

START = datetime(2027, 3, 10, 9, tzinfo=UTC)
PERIOD = {"from": "2027-03-08T00:00:00Z", "until": "2027-03-15T00:00:00+01:00"}


def asked(user: Any, network: Any, **question: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("api:calendar", args=[network.pk]), question)


def sent(user: Any, name: str, *args: object, **body: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(reverse(f"api:{name}", args=args), json.dumps(body), "application/json")


def test_a_period_gives_the_dates_i_may_know_of_in_their_order(cast: Cast) -> None:
    task = daily.make_task(
        cast.network, cast.bram, starts=START, title="Ride", places=["driver", "companion"]
    )
    earlier = daily.make_task(cast.network, cast.bram, starts=START - timedelta(days=1), title="Soup")
    daily.make_task(cast.network, cast.bram, starts=START + timedelta(days=30), title="Later")
    family = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    daily.make_task(cast.network, cast.marja, starts=START, need=family, title="Between us")
    daily.make_promise(task.occurrences.get(), cast.members["joris"])
    daily.make_promise(task.occurrences.get(), cast.members["fatima"], place=1, stands_in=True)
    soup, ride = asked(cast.fatima, cast.network, **PERIOD).json()["results"]
    assert (soup["title"], soup["free"], soup["task"]) == ("Soup", 1, str(earlier.pk))
    assert (ride["title"], ride["wanted"], ride["free"], ride["who"]) == ("Ride", 2, 1, ["Joris Kok"])
    assert (ride["starts_at"], ride["time_zone"], ride["mine"]) == (
        "2027-03-10T09:00:00Z",
        "Europe/Amsterdam",
        True,
    )


def test_pages_go_on_where_the_last_one_ended(cast: Cast) -> None:
    for number in range(5):
        daily.make_task(
            cast.network, cast.bram, starts=START + timedelta(hours=number // 2), title=f"{number}"
        )
    client = Client()
    client.force_login(cast.henk)
    answer = asked(cast.henk, cast.network, limit="2", **PERIOD).json()
    titles = [row["title"] for row in answer["results"]]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        titles += [row["title"] for row in answer["results"]]
    assert sorted(titles) == list("01234")


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"from": "2027-01-01T00:00:00Z", "until": "2027-04-04T00:00:00Z"}, "until"),
        ({"from": "2027-01-02T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "until"),
        ({"from": "0001-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "from"),
        ({"from": "2027-01-01T00:00:00Z", "until": "9999-12-31T23:59:59Z"}, "until"),
        ({"from": "2027-01-01", "until": "2027-01-02T00:00:00Z"}, "from"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(cast: Cast, question: dict[str, str], field: str) -> None:
    answer = asked(cast.henk, cast.network, **question)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_without_a_period_it_is_the_next_four_weeks(cast: Cast) -> None:
    daily.make_task(cast.network, cast.bram, starts=daily.hence(20), title="Soon")
    daily.make_task(cast.network, cast.bram, starts=daily.hence(40), title="Later")
    assert [row["title"] for row in asked(cast.henk, cast.network).json()["results"]] == ["Soon"]


def test_outsiders_find_no_calendar(cast: Cast) -> None:
    for name in STRANGERS:
        assert asked(getattr(cast, name), cast.network, **PERIOD).status_code == 404


def test_a_feed_is_made_told_once_renewed_and_ended(cast: Cast) -> None:
    made = sent(cast.henk, "feeds", network=str(cast.network.pk))
    assert made.status_code == 201
    first = made.json()
    assert (first["masked"], first["used_at"]) == (True, None)
    client = Client()
    path = first["address"].partition("/calendar/")[2]
    assert client.get(f"/calendar/{path}").status_code == 200
    assert sent(cast.henk, "feeds", network=str(cast.network.pk)).json()["code"] == "feed_exists"
    assert sent(cast.henk, "feed_mask", first["id"], masked=False).json()["masked"] is False
    second = sent(cast.henk, "feed_renew", first["id"]).json()["address"]
    assert client.get(f"/calendar/{path}").status_code == 404
    reader = Client()
    reader.force_login(cast.henk)
    listed = reader.get(reverse("api:feeds"))
    assert second.rpartition("/")[2] not in listed.content.decode()
    assert [row["id"] for row in listed.json()["results"]] == [first["id"]]
    assert sent(cast.henk, "feed_end", first["id"]).status_code == 204
    assert sent(cast.henk, "feed_end", first["id"]).status_code == 404


def test_a_feed_of_a_strangers_network_is_refused_like_one_that_does_not_exist(cast: Cast) -> None:
    for network in (cast.other.pk, "0190f0f0-0000-7000-8000-000000000000"):
        answer = sent(cast.henk, "feeds", network=str(network))
        assert (answer.status_code, answer.json()["code"]) == (400, "not_found")
    assert not Feed.objects.exists()
