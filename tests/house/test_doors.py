"""The doors before all others: health, addresses nobody can read, and the shell around every page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from carenet import health
from carenet.celery import TIMETABLE
from carenet.celery import app as celery
from carenet.tasks import heartbeat

PARTS = {"database", "broker", "migrations", "beat"}


def test_the_process_says_that_it_lives(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_the_house_is_ready_when_every_part_is(client: Client, db: None) -> None:
    heartbeat.delay()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(PARTS, True)


@pytest.mark.parametrize("last", [None, 0.0])
def test_without_a_beat_the_house_is_not_ready(client: Client, db: None, last: float | None) -> None:
    if last is not None:
        cache.set(health.BEAT_KEY, last)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == dict.fromkeys(PARTS, True) | {"beat": False}


def test_a_waiting_migration_makes_it_not_ready(
    client: Client, as_the_owner: None, as_owner: Callable[..., list[Any]]
) -> None:
    name = as_owner("SELECT max(id) FROM django_migrations")[0][0]
    row = as_owner("DELETE FROM django_migrations WHERE id = %s RETURNING app, name, applied, id", name)[0]
    health._all_applied.cache_clear()
    try:
        assert client.get("/readyz").json()["migrations"] is False
    finally:
        as_owner("INSERT INTO django_migrations (app, name, applied, id) VALUES (%s, %s, %s, %s)", *row)


def test_health_is_answered_inside_the_house_without_name_or_tls(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["carenet.example.org"], SECURE_SSL_REDIRECT=True):
        assert client.get("/healthz", headers={"host": "10.0.0.7"}).status_code == 200


@pytest.mark.parametrize("address", ["/%00", "/?q=%00", "/?%00=q", "/?q=a%00b"])
def test_an_address_nobody_can_read_is_refused(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 400


def test_every_page_carries_a_strict_policy(client: Client, db: None) -> None:
    answer = client.get("/accounts/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_moment_of_the_timetable_names_a_task() -> None:
    celery.loader.import_default_modules()
    assert {task for task, *_more in TIMETABLE.values()} <= set(celery.tasks)
