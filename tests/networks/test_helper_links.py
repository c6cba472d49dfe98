"""What a helper's link opens, and all that it does not: wrong, old, closed, of who left, lost."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from networks.choices import NetworkStatus
from networks.helping import helper_path
from networks.models import Delivery, HelperLink, Member, Network
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of
from tests.networks.ria import Scene
from tests.watch import said, snapshot


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return Scene(cast)


def test_looking_changes_nothing_however_often_and_whoever_follows_the_link(scene: Scene) -> None:
    before = snapshot()
    for _again in range(3):
        scanner = Client(headers={"user-agent": "Mail scanner"})
        assert scanner.get(scene.here).status_code == 200
        assert scanner.head(scene.here).status_code == 200
        for query in ("?do=answer&answer=yes", "?do=not_me", "?do=mail&mail=stop"):
            assert scanner.get(scene.here + query).status_code == 200
    assert scanner.put(scene.here).status_code == 405
    assert scanner.delete(scene.here).status_code == 405
    assert snapshot() == before


def test_that_is_not_me_closes_every_link(scene: Scene) -> None:
    second = helper_path(scene.ria, None, timezone.now())
    assert "This link is closed" in words_of(scene.do("not_me"))
    for link in (scene.here, second):
        assert Client().get(link).status_code == 404
    assert traces(scene.cast.network.pk) == ["networks.helper_links_closed"]


def closed(scene: Scene) -> None:
    """The link opens nothing: every look and every button gets the same page, and nothing changes."""
    before = snapshot()
    for what in ("answer", "stand_in", "move", "mail", "not_me"):
        fields = {"answer": "yes", "occurrence": str(scene.date.pk), "promise": str(scene.date.pk)}
        answer = scene.do(what, verb="cannot", mail="stop", **fields)
        assert answer.status_code == 404
        assert "This link does not open anything" in words_of(answer)
    page = scene.client.get(scene.here)
    assert page.status_code == 404
    for word in ("Ria", "Bram", "choir", "Marja"):
        assert word not in words_of(page)
    assert snapshot() == before


@pytest.mark.parametrize("secret", ["x", "..", "é", "'", "x" * 3000, "0" * 43])
def test_a_wrong_link_opens_nothing(scene: Scene, secret: str) -> None:
    scene.secret, scene.here = secret, address("help", secret)
    closed(scene)


def test_a_secret_in_other_letters_opens_nothing(scene: Scene) -> None:
    scene.here = address("help", scene.secret.swapcase())
    closed(scene)


def test_an_expired_link_opens_nothing(scene: Scene) -> None:
    link = HelperLink.objects.get()
    assert timedelta(days=29) < link.expires_at - scene.date.ends_at < timedelta(days=31)
    HelperLink.objects.update(expires_at=timezone.now())
    closed(scene)


def test_a_revoked_link_opens_nothing(scene: Scene) -> None:
    here = address("help_links_revoke", scene.ria.pk)
    assert browser(scene.cast.henk).post(here).status_code == 403
    assert browser(scene.cast.eve).post(here).status_code == 404
    browser(scene.cast.bram).post(here)
    closed(scene)


def test_the_link_of_who_left_opens_nothing(scene: Scene) -> None:
    Member.objects.filter(pk=scene.ria.pk).update(until=timezone.now())
    closed(scene)


def test_the_link_of_a_network_that_ended_opens_nothing(scene: Scene) -> None:
    fields = {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": "moved"}
    Network.objects.filter(pk=scene.cast.network.pk).update(**fields)
    closed(scene)


def test_when_the_client_died_the_page_says_so_gently_and_asks_nothing(scene: Scene) -> None:
    fields = {"status": NetworkStatus.ENDED, "ended_at": timezone.now(), "end_reason": "died"}
    Network.objects.filter(pk=scene.cast.network.pk).update(**fields)
    HelperLink.objects.update(expires_at=timezone.now())
    before = snapshot()
    for answer in (scene.client.get(scene.here), scene.do("answer", answer="yes")):
        assert answer.status_code == 200
        assert "Nothing is asked of you any more" in words_of(answer)
        assert "choir" not in words_of(answer)
    assert snapshot() == before


def test_who_joined_later_keeps_the_history_and_signs_in_instead(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    Member.objects.filter(pk=scene.ria.pk).update(user=make.make_user("Ria Bos"))
    before = snapshot()
    for answer in (
        scene.client.get(scene.here),
        scene.do("move", promise=str(scene.promise.pk), verb="cannot"),
    ):
        assert "You have an account now" in words_of(answer)
    assert snapshot() == before
    assert scene.promise.member == scene.ria


def test_a_link_gives_no_way_into_anything_else(scene: Scene) -> None:
    scene.do("answer", answer="yes")
    for place in ("network", "people", "needs", "notes", "stories"):
        answer = scene.client.get(address(place, scene.cast.network.pk))
        assert "/accounts/login/" in answer.headers["Location"]
    assert "_auth_user_id" not in scene.client.session


def test_the_first_button_confirms_that_somebody_reads_mail_there(scene: Scene) -> None:
    scene.see()
    assert Member.objects.get(pk=scene.ria.pk).confirmed_at is None
    scene.do("answer", answer="no")
    assert Member.objects.get(pk=scene.ria.pk).confirmed_at is not None
    assert HelperLink.objects.get().used_at is not None


def test_lost_link_says_the_same_whether_an_address_is_known_or_not(scene: Scene) -> None:
    here = address("help_lost")
    known = Client().post(here, {"email": "RIA@example.org"})
    unknown = Client().post(here, {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert said(known) == said(unknown)
    rows = Delivery.objects.filter(payload__what="lost_link")
    assert [row.member_id for row in rows] == [scene.ria.pk]
    Client().post(here, {"email": "ria@example.org"})
    assert rows.count() == 1
    assert Client().post(here, {"email": "no address"}).status_code == 422


def test_lost_link_sends_nothing_to_who_left_or_has_an_account(scene: Scene) -> None:
    Member.objects.filter(pk=scene.ria.pk).update(until=timezone.now())
    make.make_member(scene.cast.network, scene.cast.carla, email="carla@example.org")
    for email in ("ria@example.org", "carla@example.org", "henk@example.org"):
        Client().post(address("help_lost"), {"email": email})
    assert not Delivery.objects.filter(payload__what="lost_link").exists()


def test_lost_link_can_be_asked_ten_times_an_hour_from_one_place(scene: Scene) -> None:
    here = address("help_lost")
    answers = [Client().post(here, {"email": f"a{number}@example.org"}).status_code for number in range(11)]
    assert answers == [200] * 10 + [429]
