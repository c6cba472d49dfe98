"""Messages that browsers show: known services only, nothing but that there is one, no dead browsers."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from pywebpush import WebPushException

from networks import push
from networks.choices import Channel, DeliveryState
from networks.models import PushSubscription
from networks.moments import Letter
from tests import daily
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
KEYS = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://user@fcm.googleapis.com/x",
        "https://example.org/fcm.googleapis.com",
        "https://127.0.0.1/x",
        "https://push.apple.com.evil.example/x",
        "https://[::1]/x",
        "https://fcm.googleapis.com:99999999/x",
        "",
    ],
)
def test_only_push_services_that_are_known_are_sent_to(endpoint: str) -> None:
    assert not push.is_known_service(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        ENDPOINT,
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_those_of_the_usual_browsers_are_known(endpoint: str) -> None:
    assert push.is_known_service(endpoint)


def test_an_address_inside_is_never_sent_to() -> None:
    assert not push.is_public("127.0.0.1")
    assert not push.is_public("10.0.0.8")
    assert not push.is_public("169.254.169.254")
    assert push.is_public("9.9.9.9")


@pytest.fixture
def sent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What would go to push services; the services themselves are not there in a test."""
    settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY = "public", "private"
    found: list[dict[str, Any]] = []

    def take(subscription: Any, data: str, **more: Any) -> None:
        found.append({"to": subscription["endpoint"], "data": json.loads(data)} | more)

    monkeypatch.setattr(push, "webpush", take)
    monkeypatch.setattr(push, "is_public", lambda host: True)
    return found


def _row(cast: Cast) -> Any:
    return daily.make_notice(
        cast.henk, cast.network, channel=Channel.PUSH, state=DeliveryState.DUE, sent_at=None, urgent=True
    )


def test_a_lock_screen_reads_only_that_there_is_a_message(cast: Cast, sent: list[dict[str, Any]]) -> None:
    daily.make_browser(cast.henk)
    push.push(_row(cast), Letter(subject="Marja asks you something", language="en"), timezone.now())
    assert sent[0]["data"] == {
        "title": "Carenet",
        "body": "There is a message for you.",
        "path": "/notices/",
    }
    assert sent[0]["ttl"] > 0
    assert sent[0]["headers"]["Urgency"] == "high"


@pytest.mark.parametrize(("status", "ends"), [(404, True), (410, True), (429, False), (500, False)])
def test_a_browser_that_is_gone_is_not_asked_again_and_one_that_is_away_is(
    cast: Cast, sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, status: int, ends: bool
) -> None:
    one = daily.make_browser(cast.henk)

    def refuse(*_given: Any, **_more: Any) -> None:
        raise WebPushException("refused", response=SimpleNamespace(status_code=status, text=""))

    monkeypatch.setattr(push, "webpush", refuse)
    letter, at = Letter(subject="x", language="nl"), timezone.now()
    if ends:
        push.push(_row(cast), letter, at)
    else:
        with pytest.raises(push.NotPushed):
            push.push(_row(cast), letter, at)
    one.refresh_from_db()
    assert (one.ended_at is not None) == ends


def test_a_browser_is_added_and_ended_on_the_page(cast: Cast, sent: list[dict[str, Any]]) -> None:
    client = browser(cast.henk)
    page = client.get(address("reached"))
    assert 'data-key="public"' in page.content.decode()
    answer = client.post(address("browser_add"), {"endpoint": ENDPOINT} | KEYS, follow=True)
    assert "This browser now shows that there is a message." in words_of(answer)
    row = PushSubscription.objects.get()
    assert (row.user, row.endpoint, row.ended_at) == (cast.henk, ENDPOINT, None)
    assert browser(cast.joris).post(address("browser_end", row.pk)).status_code == 404
    client.post(address("browser_end", row.pk))
    row.refresh_from_db()
    assert row.ended_at is not None


@pytest.mark.parametrize(
    "wrong", [{"endpoint": "https://10.0.0.1/x"}, {"p256dh": "short"}, {"auth": "!" * 22}, {"endpoint": ""}]
)
def test_what_no_browser_names_is_refused(
    cast: Cast, sent: list[dict[str, Any]], wrong: dict[str, str]
) -> None:
    given = {"endpoint": ENDPOINT} | KEYS | wrong
    answer = browser(cast.henk).post(address("browser_add"), given, follow=True)
    assert "Your browser cannot show messages from here." in words_of(answer)
    assert not PushSubscription.objects.exists()


def test_a_shared_computer_shows_the_messages_of_who_asked_last(
    cast: Cast, sent: list[dict[str, Any]]
) -> None:
    for user in (cast.henk, cast.joris):
        browser(user).post(address("browser_add"), {"endpoint": ENDPOINT} | KEYS)
    assert PushSubscription.objects.get().user == cast.joris


def test_without_keys_the_site_offers_nothing(cast: Cast) -> None:
    client = browser(cast.henk)
    assert "data-browser" not in client.get(address("reached")).content.decode()
    assert client.post(address("browser_add"), {"endpoint": ENDPOINT} | KEYS).status_code == 404
