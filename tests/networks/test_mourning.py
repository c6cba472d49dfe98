"""Somebody died: who may say and confirm it, who takes it back, and what people do afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks import feeding, mourning, post, waiting
from networks.access import seat_in
from networks.actions import mourning as actions
from networks.actions.network import end_network, reopen_network
from networks.choices import Channel, EndReason, NetworkStatus
from networks.helping import Opens, link_for, opened
from networks.models import Condolence, Delivery, HelperLink, Mourning, Network, ThingToArrange
from networks.voice import HOUSE
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, SECRET, Cast
from tests.mourning import confirmed, make_condolence, near, remembered, said
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of
from tests.networks.posting import quiet

pytestmark = pytest.mark.django_db
NEAR = ("marja", "henk")


def code_of(action: Any, **arguments: Any) -> str:
    """The code with which an action refuses."""
    with pytest.raises(DomainError) as refused:
        action(**arguments)
    return refused.value.code


def test_only_somebody_near_says_it_and_never_the_client(cast: Cast) -> None:
    for name in ("joris", "fatima", "anouk", "choir"):
        seat = make.seat(getattr(cast, name), cast.network)
        assert code_of(actions.say_died, actor=seat) == "not_near"
    assert code_of(actions.say_died, actor=make.seat(cast.bram, cast.network)) == "own_network"
    tomorrow = timezone.now().date() + timedelta(days=2)
    henk = make.seat(cast.henk, cast.network)
    assert code_of(actions.say_died, actor=henk, died_on=tomorrow) == "future"
    actions.say_died(actor=henk)
    assert code_of(actions.say_died, actor=make.seat(cast.marja, cast.network)) == "said_already"


def test_a_steward_may_too(cast: Cast) -> None:
    steward = make.make_user()
    make.make_steward(cast.network, steward)
    actions.say_died(actor=make.seat(steward, cast.network))
    actions.confirm_died(actor=near(cast.henk, cast.network))
    cast.network.refresh_from_db()
    assert cast.network.has_ended


def test_two_people_say_it_before_anything_ends(cast: Cast) -> None:
    network = said(cast)
    assert (network.status, network.mourning_since is None) == (NetworkStatus.ACTIVE, False)
    assert code_of(actions.confirm_died, actor=near(cast.henk, network)) == "needs_another"
    assert code_of(actions.confirm_died, actor=near(cast.bram, network)) == "own_network"
    actions.confirm_died(actor=near(cast.marja, network))
    network.refresh_from_db()
    assert (network.status, network.end_reason) == (NetworkStatus.ENDED, EndReason.DIED)
    assert seat_in(cast.joris, network.pk, timezone.now()) is None
    assert code_of(actions.confirm_died, actor=near(cast.marja, network)) == "confirmed"


@pytest.mark.parametrize("name", ["henk", "marja", "bram"])
def test_until_it_is_confirmed_who_said_it_or_who_speaks_takes_it_back(cast: Cast, name: str) -> None:
    network = said(cast)
    actions.take_back_death(actor=near(getattr(cast, name), network))
    network.refresh_from_db()
    assert (network.status, network.mourning_since) == (NetworkStatus.ACTIVE, None)
    actions.say_died(actor=make.seat(cast.marja, network))  # and it can be said again
    assert Mourning.objects.filter(network=network).count() == 2


def test_nobody_else_takes_it_back(cast: Cast) -> None:
    network = said(cast)
    for name in ("joris", "fatima"):
        assert code_of(actions.take_back_death, actor=near(getattr(cast, name), network)) == "needs_another"


def test_after_it_was_confirmed_two_take_it_back_and_the_network_is_what_it_was(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(status=NetworkStatus.RESTING)
    network = confirmed(cast)
    assert code_of(actions.take_back_death, actor=near(cast.joris, network)) == "needs_another"
    actions.take_back_death(actor=near(cast.henk, network))
    network.refresh_from_db()
    assert network.has_ended
    assert code_of(actions.take_back_death, actor=near(cast.henk, network)) == "needs_another"
    Condolence.objects.create(network=network, author=cast.joris, text="We miss him", since=timezone.now())
    ThingToArrange.objects.create(network=network, kind="funeral", taken_by=cast.henk)
    actions.take_back_death(actor=near(cast.bram, network))
    network.refresh_from_db()
    assert not Condolence.objects.filter(until=None).exists()
    assert not ThingToArrange.objects.filter(taken_by__isnull=False).exists()
    assert mourning.things_to_arrange(network) == []
    assert (network.status, network.end_reason, network.ended_at) == (NetworkStatus.RESTING, "", None)
    assert seat_in(cast.joris, network.pk, timezone.now()) is not None


def test_no_other_way_leads_around_the_two(cast: Cast) -> None:
    bram = make.seat(cast.bram, cast.network)
    assert code_of(end_network, actor=bram, reason=EndReason.DIED) == "say_died"
    network = said(cast)
    assert code_of(end_network, actor=make.seat(cast.bram, network), reason=EndReason.MOVED) == "say_died"
    actions.confirm_died(actor=near(cast.marja, network))
    assert code_of(reopen_network, actor=make.seat(cast.bram, network)) == "mourns"


def test_who_left_has_no_door_left(cast: Cast) -> None:
    network = remembered(cast)
    addresses = [address(one, network.pk) for one in ("mourning", "memories", "mourning_take_back")]
    closed_to_outsiders(cast, *addresses)


def test_everybody_who_took_part_reads_the_page_and_only_who_is_near_arranges(cast: Cast) -> None:
    network = remembered(cast)
    make_condolence(network, cast.fatima)
    for name in INSIDE:
        if name == "steward":
            continue
        client = browser(getattr(cast, name))
        assert "Bram Visser has died" in words_of(client.get(address("mourning", network.pk)))
        assert "He sang so well." in words_of(client.get(address("memories", network.pk)))
        is_near = name in (*NEAR, "bram")
        allowed = client.get(address("farewell", network.pk)).status_code
        assert allowed == (200 if is_near else 403), name
        posted = client.post(address("arrange_begin", network.pk)).status_code
        assert posted == (302 if is_near else 403), name
        for page in ("network", "people", "needs", "stories"):
            answered = client.get(address(page, network.pk)).status_code
            assert answered == (200 if name in ("bram", "marja") else 404), (name, page)


def test_the_page_to_remember_is_closed_at_first(cast: Cast) -> None:
    network = confirmed(cast)
    henk = browser(cast.henk)
    assert henk.get(address("memories", network.pk)).status_code == 404
    henk.post(address("memories_open", network.pk), {"do": "open"})
    joris = browser(cast.joris)
    joris.post(address("memories", network.pk), {"text": "He taught me to listen."})
    page = words_of(henk.get(address("memories", network.pk)))
    assert "He taught me to listen." in page
    words = mourning.condolences(network).get()
    assert browser(cast.fatima).post(address("condolence_take_back", words.pk)).status_code == 404
    joris.post(address("condolence_take_back", words.pk))
    assert "He taught me" not in words_of(henk.get(address("memories", network.pk)))
    henk.post(address("memories_open", network.pk), {"do": "close"})
    assert joris.get(address("memories", network.pk)).status_code == 404


def test_one_message_by_people_goes_to_everybody_once_and_nothing_of_ours_is_in_it(cast: Cast) -> None:
    network = confirmed(cast)
    readers = [cast.bram, cast.marja, cast.joris, cast.fatima, cast.anouk, cast.choir]
    for one in readers:
        quiet(one)
    henk = browser(cast.henk)
    henk.post(address("farewell", network.pk), {"text": "Bram died on Sunday. We say goodbye on Friday."})
    henk.post(address("farewell", network.pk), {"text": "Another one."})
    for channel in (Channel.MAIL, Channel.NOTICE):
        post.sweep(channel, HOUSE)
    told = {one.to[0]: one.body for one in mail.outbox}
    assert set(told) == {one.email for one in readers}
    assert all("We say goodbye on Friday." in body for body in told.values())
    assert "Another one" not in str(told)
    assert Delivery.objects.notices_of(cast.joris).count() == 1
    joris = browser(cast.joris)
    assert "We say goodbye on Friday." in words_of(joris.get(address("mourning", network.pk)))


def test_what_follows_waits_until_it_is_confirmed(cast: Cast) -> None:
    network = said(cast)
    henk = near(cast.henk, network)
    assert code_of(actions.write_farewell, actor=henk, text="x") == "not_confirmed"
    assert code_of(actions.begin_arranging, actor=henk) == "not_confirmed"
    assert code_of(actions.open_memories, actor=henk, opened=True) == "not_confirmed"
    assert code_of(actions.write_condolence, actor=henk, text="x") == "not_confirmed"


def test_things_to_arrange_are_taken_and_done(cast: Cast) -> None:
    network = confirmed(cast)
    henk, marja = browser(cast.henk), browser(cast.marja)
    for _twice in range(2):
        henk.post(address("arrange_begin", network.pk))
    number = ThingToArrange.objects.filter(network=network).count()
    assert number == len(actions.USUAL)
    assert henk.post(address("arrange_add", network.pk), {"words": ""}).status_code == 422
    henk.post(address("arrange_add", network.pk), {"words": "The key of the shed"})
    thing = ThingToArrange.objects.get(kind="other")
    marja.post(address("arrange", thing.pk), {"do": "take"})
    assert "Marja Visser does it." in words_of(henk.get(address("mourning", network.pk)))
    henk.post(address("arrange", thing.pk), {"do": "done"})
    thing.refresh_from_db()
    assert thing.done_at
    assert browser(cast.joris).post(address("arrange", thing.pk), {"do": "take"}).status_code == 403


def test_links_of_helpers_open_a_quiet_page_and_do_nothing(cast: Cast) -> None:
    helper = make.make_member(cast.network, joined=False, email="piet@example.org")
    ask = daily.make_ask(daily.make_task(cast.network, cast.bram), helper)
    secret = link_for(helper, ask, timezone.now())
    said(cast)
    assert opened(secret, timezone.now())[0] == Opens.MOURNING
    HelperLink.objects.update(revoked_at=timezone.now())
    assert opened(secret, timezone.now())[0] == Opens.NOTHING
    HelperLink.objects.update(revoked_at=None)
    client = browser()
    for answer in (
        client.get(address("help", secret)),
        client.post(address("help", secret), {"do": "answer"}),
    ):
        assert "Nothing is asked of you any more" in words_of(answer)
        assert "All that was planned has ended" not in words_of(answer)
    actions.confirm_died(actor=near(cast.marja, cast.network))
    assert "All that was planned has ended" in words_of(client.get(address("help", secret)))
    actions.take_back_death(actor=near(cast.marja, cast.network))
    actions.take_back_death(actor=near(cast.henk, cast.network))
    assert opened(secret, timezone.now())[0] == Opens.PAGE


def test_an_invitation_opens_the_same_quiet_page(cast: Cast) -> None:
    said(cast)
    page = browser().get(reverse("networks:join", args=[SECRET]))
    assert "Nothing is asked of you any more" in words_of(page)
    assert "Ask the person who invited you" not in words_of(page)


def test_calendars_become_empty_and_come_back(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, title="Singing")
    daily.make_promise(task.occurrences.get(), cast.members["joris"])
    feeds = [daily.make_feed(cast.joris, one, secret=f"s{one}") for one in (cast.network, None)]
    assert len(feeds) == 2

    def told() -> list[bool]:
        at = timezone.now()
        found = [feeding.opened(f"s{one}", at) for one in (cast.network, None)]
        return [b"BEGIN:VEVENT" in feeding.told(*one, at) for one in found if one]

    assert told() == [True, True]
    network = said(cast)
    assert told() == [False, False]
    actions.confirm_died(actor=near(cast.marja, network))
    assert told() == [False, False]
    actions.take_back_death(actor=near(cast.marja, network))
    actions.take_back_death(actor=near(cast.henk, network))
    assert told() == [True, True]


def test_every_page_of_the_network_says_it_gently(cast: Cast) -> None:
    said(cast)
    for page in ("network", "people", "tasks", "stories", "settings"):
        words = words_of(browser(cast.marja).get(address(page, cast.network.pk)))
        assert "There is sad news about Bram." in words, page


def test_today_asks_nothing_and_shows_where_to_read_it(cast: Cast) -> None:
    daily.make_ask(daily.make_task(cast.network, cast.bram), cast.members["joris"])
    assert "asks you something" in str(waiting.today(cast.joris, timezone.now()).mine)
    network = said(cast)
    for confirm in (False, True):
        if confirm:
            actions.confirm_died(actor=near(cast.marja, network))
        today = waiting.today(cast.joris, timezone.now())
        assert "asks you something" not in str(today)
        assert address("mourning", network.pk) in str(today.mine)
    assert waiting.today(cast.igor, timezone.now()).mine == []
