"""The pages of swaps: one sentence, both answers, the rule, and what happens next."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.choices import SwapStatus
from networks.models import Swap
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of
from tests.networks.test_swaps import RULE, agree, books, holders, propose, shopping


def test_outsiders_find_no_swap(cast: Cast) -> None:
    swap = propose(cast)
    pages = [address(name, swap.pk) for name in ("swap", "swap_answer", "swap_try", "swap_end")]
    closed = [address("swaps", cast.network.pk), address("swap_propose", cast.network.pk)]
    closed_to_outsiders(cast, *closed, pages[0])
    for page in pages[1:]:
        assert browser(cast.eve).post(page).status_code == 404


def test_the_page_says_it_in_one_sentence_with_both_answers_and_the_rule(cast: Cast) -> None:
    swap = propose(cast)
    page = words_of(browser(cast.fatima).get(address("swap", swap.pk)))
    assert "Henk Visser does “Books”, so that Fatima El Amrani can do “Shopping”" in page
    assert RULE in page
    assert "Yes, let us try" in page
    assert "Yes, let us try" not in words_of(browser(cast.joris).get(address("swap", swap.pk)))


def test_what_is_checked_before_work_moves_stands_on_the_page_of_the_swap(cast: Cast) -> None:
    swap = propose(cast)
    page = words_of(browser(cast.fatima).get(address("swap", swap.pk)))
    assert "can they do it well and safely, and is it insured?" in page
    assert address("moved_note", swap.pk) in page
    assert address("moved_note", swap.pk) not in words_of(browser(cast.joris).get(address("swap", swap.pk)))


def test_a_swap_is_proposed_and_answered_on_pages(cast: Cast) -> None:
    takes, frees_for = books(cast, ruled=False), shopping(cast)
    client, here = browser(cast.henk), address("swap_propose", cast.network.pk)
    data = {
        "taker": str(cast.members["henk"].pk),
        "takes": str(takes.pk),
        "freed": str(cast.members["fatima"].pk),
        "frees_for": str(frees_for.pk),
    }
    assert client.post(here, data | {"frees_for": str(takes.pk)}).status_code == 422
    assert client.post(here, data | {"freed": data["taker"]}).status_code == 422
    client.post(here, data)
    swap = Swap.objects.get()
    browser(cast.fatima).post(address("swap_answer", swap.pk), {"side": "freed"})
    swap.refresh_from_db()
    assert swap.status == SwapStatus.PROPOSED
    browser(cast.fatima).post(address("swap_answer", swap.pk), {"answer": "yes", "side": "freed"})
    swap.refresh_from_db()
    assert swap.status == SwapStatus.AGREED


def test_the_list_costs_the_same_however_long(cast: Cast) -> None:
    swap = propose(cast)
    client, here = browser(cast.bram), address("swaps", cast.network.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(20):
        taker, task = make.make_member(cast.network), daily.make_task(cast.network)
        daily.make_swap(taker, task, cast.members["fatima"], swap.frees_for)
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 12


def test_who_organises_sets_the_last_day_on_the_page_and_it_ends_there_too(cast: Cast) -> None:
    swap = agree(cast, propose(cast))
    client, here = browser(cast.marja), address("swap_try", swap.pk)
    page = words_of(client.get(address("swap", swap.pk)))
    assert "We try it" in page
    assert client.post(here, {"until": "yesterday"}).status_code == 422
    until = timezone.localdate() + timedelta(weeks=6)
    client.post(here, {"until": until.isoformat()})
    assert "6 dates are promised by it." in words_of(client.get(address("swap", swap.pk)))
    assert holders(swap.takes) == ["Henk"] * 4
    client.post(address("swap_end", swap.pk))
    assert "The dates it gave are open again" in words_of(client.get(address("swap", swap.pk)))
    assert "We try it" not in words_of(browser(cast.henk).get(address("swap", swap.pk)))
