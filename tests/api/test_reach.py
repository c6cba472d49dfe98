"""Notices and how somebody is reached, for programs."""

from typing import Any

from django.test import Client
from django.utils import timezone

from networks.choices import Channel, MessageKind
from networks.models import Delivery, Reachability, Switch
from tests import daily
from tests.cast import Cast


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_notices_are_listed_page_by_page_and_read_one_by_one(cast: Cast) -> None:
    rows = [daily.make_notice(cast.henk, cast.network) for _turn in range(3)]
    client = client_of(cast.henk)
    first = client.get("/api/v1/notices/?limit=2").json()
    assert [one["id"] for one in first["results"]] == [str(rows[2].pk), str(rows[1].pk)]
    assert client.get(first["next"]).json()["results"][0]["id"] == str(rows[0].pk)
    assert first["results"][0]["unread"] is True
    read = client.post(f"/api/v1/notices/{rows[0].pk}/read/", {}, "application/json").json()
    assert read["unread"] is False
    assert (
        client_of(cast.joris).post(f"/api/v1/notices/{rows[1].pk}/read/", {}, "application/json").status_code
        == 404
    )
    assert client.post("/api/v1/notices/read/", {}, "application/json").status_code == 204
    assert not Delivery.objects.filter(user=cast.henk, read_at=None).exists()


def test_quiet_hours_are_changed_only_in_the_version_that_was_read(cast: Cast) -> None:
    client = client_of(cast.henk)
    read = client.get("/api/v1/me/reach/")
    assert (read.json()["quiet_from"], read.json()["version"]) == ("21:00", 1)

    def change(body: dict[str, Any], tag: str) -> Any:
        return client.patch("/api/v1/me/reach/", body, "application/json", headers={"If-Match": tag})

    answer = change({"quiet_from": "23:00", "muted_until": "2099-01-01T00:00:00Z"}, read.headers["ETag"])
    assert (answer.status_code, answer.json()["quiet_from"]) == (200, "23:00")
    assert answer.json()["quiet_until"] == "08:00"
    assert change({"quiet_from": "22:00"}, read.headers["ETag"]).status_code == 412
    for wrong in ("25:00", "9", "21:00:00Z", 21, None):
        assert change({"quiet_from": wrong}, "*").status_code == 400, wrong
    assert change({"muted_until": "2001-01-01T00:00:00Z"}, "*").status_code == 400


def test_switches_say_all_that_is_off(cast: Cast) -> None:
    client, path = client_of(cast.henk), f"/api/v1/networks/{cast.network.pk}/switches/"
    assert all(one["on"] for one in client.get(path).json()["switches"])
    body = {"off": [{"kind": MessageKind.STORY, "channel": Channel.MAIL}]}
    answer = client.post(path, body, "application/json").json()
    assert [(one["kind"], one["channel"]) for one in answer["switches"] if not one["on"]] == [
        ("story", "mail")
    ]
    house = {"off": [{"kind": MessageKind.HOUSE, "channel": Channel.MAIL}]}
    refused = client.post(path, house, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (400, "not_switchable")
    assert Switch.objects.filter(off=True).count() == 1
    assert client_of(cast.eve).get(path).status_code == 404


def test_mail_is_tried_again_only_when_it_failed(cast: Cast) -> None:
    client = client_of(cast.henk)
    assert client.post("/api/v1/me/reach/try-again/", {}, "application/json").status_code == 409
    Reachability.objects.create(user=cast.henk, mail_fails_since=timezone.now())
    assert client.get("/api/v1/me/reach/").json()["mail_fails_since"] is not None
    assert (
        client.post("/api/v1/me/reach/try-again/", {}, "application/json").json()["mail_fails_since"] is None
    )
