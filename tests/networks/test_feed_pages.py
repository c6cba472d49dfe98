"""The page of somebody's calendar addresses: one is made, shown once, renewed, masked and ended."""

from django.test import Client

from networks.models import Feed
from tests import daily
from tests.cast import STRANGERS, Cast
from tests.networks.browsing import address, browser, changes, words_of
from tests.networks.test_feeds import SECRET, promised, read, said, whole


def make_one(client: Client, **form: str) -> str:
    """Make an address on the page; gives the address."""
    answer = client.post(address("feed_make"), {"network": "everything", "tells": "masked"} | form)
    assert answer.status_code == 200, words_of(answer)
    href: str = answer.context["href"]
    assert href in words_of(answer)
    assert f"webcal://{href.partition('://')[2]}" in words_of(answer)
    return href.rpartition("/")[2].removesuffix(".ics")


def test_an_address_is_made_shown_once_renewed_masked_and_ended(cast: Cast) -> None:
    promised(cast)
    client = browser(cast.henk)
    secret = make_one(client)
    assert len(secret) == 43
    feed = Feed.objects.get(user=cast.henk)
    assert secret not in str(vars(feed))
    assert secret not in words_of(client.get(address("feeds")))
    assert said(read(secret)) == [("Appointment", "CONFIRMED")]
    assert "Last read on" in words_of(client.get(address("feeds")))

    client.post(address("feed_mask", feed.pk), {"tells": "details"})
    assert said(read(secret)) == [("Ride to the clinic", "CONFIRMED")]

    href = client.post(address("feed_renew", feed.pk)).context["href"]
    renewed = href.rpartition("/")[2].removesuffix(".ics")
    assert read(secret).status_code == 404
    assert read(renewed).status_code == 200

    client.post(address("feed_end", feed.pk))
    assert read(renewed).status_code == 404
    assert "You have none." in words_of(client.get(address("feeds")))


def test_a_second_address_for_the_same_calendar_is_refused_and_for_another_one_made(cast: Cast) -> None:
    client = browser(cast.henk)
    make_one(client)
    again = client.post(address("feed_make"), {"network": "everything", "tells": "masked"})
    assert again.status_code == 422
    assert "You have an address for this calendar already." in words_of(again)
    make_one(client, network=str(cast.network.pk), tells="details")
    assert changes(cast.network.pk) == ["networks.feed_made"]


def test_the_network_of_somebody_else_cannot_be_chosen(cast: Cast) -> None:
    answer = browser(cast.henk).post(address("feed_make"), {"network": str(cast.other.pk), "tells": "masked"})
    assert answer.status_code == 422
    assert not Feed.objects.exists()


def test_looking_at_the_questions_changes_nothing(cast: Cast) -> None:
    feed = whole(cast)
    client = browser(cast.henk)
    for name in ("feed_renew", "feed_mask", "feed_end"):
        assert client.get(address(name, feed.pk)).status_code == 200
    assert read().status_code == 200


def test_nobody_else_touches_my_addresses(cast: Cast) -> None:
    feed = whole(cast)
    for name in (*STRANGERS, "bram", "marja", "joris"):
        client = browser(getattr(cast, name))
        for page in ("feed_renew", "feed_mask", "feed_end"):
            assert client.get(address(page, feed.pk)).status_code == 404
            assert client.post(address(page, feed.pk), {"tells": "details"}).status_code == 404


def test_who_left_still_ends_their_own_address(cast: Cast) -> None:
    feed = daily.make_feed(cast.igor, cast.network, SECRET)
    assert browser(cast.igor).post(address("feed_end", feed.pk)).status_code == 302
    assert changes(cast.network.pk) == []
