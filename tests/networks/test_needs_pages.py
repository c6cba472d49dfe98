"""Needs: the list, one need, and everything that is done with one, by who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.choices import CloseReason, Met, NeedStatus, ViewSide, Visibility
from networks.models import Need, NeedLink, NeedView
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

REVISED = ("need_edit", "need_status")
OWNED = ("need_audience",)
EVERYBODYS = ("need", "need_view", "need_link")


def say(need: Need, cast: Cast, **sides: Met) -> None:
    """What sides said about a need: client=…, informal=…, formal=…"""
    voices = {"client": cast.bram, "informal": cast.joris, "formal": cast.fatima}
    for side, met in sides.items():
        NeedView.objects.create(
            need=need, side=ViewSide(side), met=met, said_by=voices[side], said_at=make.timezone.now()
        )


def test_outsiders_find_no_page_of_needs(cast: Cast) -> None:
    link = NeedLink.objects.create(
        network=cast.network, source=cast.need, target=cast.family_need, words="x", since=make.ago(1)
    )
    closed_to_outsiders(
        cast,
        address("needs", cast.network.pk),
        address("need_add", cast.network.pk),
        *(address(name, cast.need.pk) for name in (*REVISED, *OWNED, *EVERYBODYS)),
        address("link_end", link.pk),
        reverse("accountability:readers", args=[cast.need.pk]),
    )


@pytest.mark.parametrize("name", INSIDE)
def test_a_family_need_is_there_for_family_only(cast: Cast, name: str) -> None:
    client, sees = browser(getattr(cast, name)), name in ("bram", "marja", "henk", "joris")
    assert ("Bram worries" in words_of(client.get(address("needs", cast.network.pk)))) is sees
    for page in (*EVERYBODYS, *REVISED, *OWNED):
        if not sees:
            assert client.get(address(page, cast.family_need.pk)).status_code == 404, page


def test_a_member_changes_only_their_own_needs(cast: Cast) -> None:
    client = browser(cast.henk)
    for name in (*REVISED, *OWNED):
        assert client.get(address(name, cast.need.pk)).status_code == 403, name
        assert client.post(address(name, cast.need.pk)).status_code == 403, name
    own = make.make_need(cast.network, cast.henk)
    for name in (*REVISED, *OWNED):
        assert client.get(address(name, own.pk)).status_code == 200, name


def test_the_list_and_one_need_leave_one_trace_each(cast: Cast) -> None:
    client = browser(cast.joris)
    client.get(address("needs", cast.network.pk))
    client.get(address("need", cast.need.pk))
    assert traces(cast.network.pk) == ["networks.needs_seen", "networks.need_seen"]


def test_the_list_has_tabs_for_each_state_and_a_filter_for_each_part_of_life(cast: Cast) -> None:
    make.make_need(cast.network, words="Resting need", status=NeedStatus.RESTING)
    make.make_need(cast.network, words="Body need", domains=[make.domain("physical")])
    client, here = browser(cast.henk), address("needs", cast.network.pk)
    page = words_of(client.get(here))
    assert "Open (3)" in page
    assert "At rest (1)" in page
    assert "Resting need" not in page
    assert "Resting need" in words_of(client.get(here + "?status=resting"))
    filtered = words_of(client.get(here + "?domain=physical"))
    assert "Body need" in filtered
    assert "Bram wants to sing" not in filtered
    assert client.get(here + "?status=nothing&domain=nowhere").status_code == 200


def test_the_list_costs_the_same_however_long(cast: Cast) -> None:
    client, here = browser(cast.bram), address("needs", cast.network.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(40):
        say(
            make.make_need(cast.network, domains=[make.domain("physical"), make.domain()]),
            cast,
            client=Met.MET,
        )
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 12


def test_three_sides_stand_side_by_side_and_a_difference_asks_to_talk(cast: Cast) -> None:
    here = address("need", cast.need.pk)
    say(cast.need, cast, client=Met.NOT_MET, informal=Met.UNKNOWN)
    assert "talk about it" not in words_of(browser(cast.bram).get(here))
    say(cast.need, cast, formal=Met.MET)
    page = browser(cast.bram).get(here)
    assert [one["view"].met for one in page.context["sides"]] == ["not_met", "unknown", "met"]
    assert "You see this differently: talk about it." in words_of(page)
    assert "You see this differently" in words_of(browser(cast.bram).get(address("needs", cast.network.pk)))


def test_the_latest_word_of_a_side_counts_and_the_earlier_one_stays_readable(cast: Cast) -> None:
    say(cast.need, cast, client=Met.NOT_MET)
    say(cast.need, cast, client=Met.MET)
    page = browser(cast.joris).get(address("need", cast.need.pk))
    assert page.context["sides"][0]["view"].met == Met.MET
    assert [view.met for view in page.context["views"]] == ["met", "not_met"]


@pytest.mark.parametrize(("who", "side"), [("bram", "client"), ("joris", "informal"), ("fatima", "formal")])
def test_everybody_speaks_from_their_own_side(cast: Cast, who: str, side: str) -> None:
    client, here = browser(getattr(cast, who)), address("need_view", cast.need.pk)
    assert client.get(here).status_code == 200
    assert client.post(here, {"met": "maybe"}).status_code == 422
    client.post(here, {"met": "met"})
    assert NeedView.objects.get(need=cast.need).side == side


def test_a_community_has_no_side_of_its_own(cast: Cast) -> None:
    client = browser(cast.choir)
    assert client.get(address("need_view", cast.need.pk)).status_code == 403
    assert "Say how you see it" not in words_of(client.get(address("need", cast.need.pk)))


def test_a_need_is_written_down_for_whom_one_chooses(cast: Cast) -> None:
    domain = str(make.domain("meaning").pk)
    data = {"words": "I want to pray", "domains": [domain], "importance": "high", "visibility": "named"}
    client, here = browser(cast.henk), address("need_add", cast.network.pk)
    page = client.post(here, data)
    assert page.status_code == 422
    assert "named" in page.context["form"].errors
    client.post(here, {**data, "named": [str(cast.members["joris"].pk)]})
    need = Need.objects.get(words="I want to pray")
    assert [member.name for member in need.named.all()] == ["Joris Kok"]
    assert browser(cast.joris).get(address("need", need.pk)).status_code == 200
    assert browser(cast.fatima).get(address("need", need.pk)).status_code == 404
    assert browser(cast.bram).get(address("need", need.pk)).status_code == 404


def test_everything_typed_stays_when_something_is_wrong(cast: Cast) -> None:
    page = browser(cast.henk).post(
        address("need_add", cast.network.pk), {"words": "I want to dance", "visibility": "close"}
    )
    assert page.status_code == 422
    assert "I want to dance" in words_of(page)
    assert not Need.objects.filter(words="I want to dance").exists()


def test_a_professional_is_not_offered_the_family_space(cast: Cast) -> None:
    client, here = browser(cast.fatima), address("need_add", cast.network.pk)
    assert "never professionals" not in words_of(client.get(here))
    data = {"words": "x", "domains": [str(make.domain().pk)], "importance": "low", "visibility": "family"}
    assert client.post(here, data).status_code == 422


def test_the_text_under_each_choice_says_who_will_read_it(cast: Cast) -> None:
    page = words_of(browser(cast.bram).get(address("need_add", cast.network.pk)))
    assert "the close circle (3 people)" in page
    assert "Henk Visser, Marja Visser, you" in page
    assert "everyone in the network (7 people)" in page
    assert "only me (1 person)" in page


def test_who_may_change_the_words_but_not_the_audience_leaves_the_audience_alone(cast: Cast) -> None:
    steward = make.make_user("Steward")
    make.make_steward(cast.network, steward)
    client, here = browser(steward), address("need_edit", cast.need.pk)
    assert 'name="visibility"' not in client.get(here).content.decode()
    data = {
        "words": "Bram sings",
        "domains": [str(make.domain().pk)],
        "importance": "high",
        "visibility": "only_me",
    }
    client.post(here, data)
    cast.need.refresh_from_db()
    assert (cast.need.words, cast.need.visibility) == ("Bram sings", Visibility.EVERYONE)
    assert client.get(address("need_audience", cast.need.pk)).status_code == 403


def test_narrowing_says_who_opened_it_already_and_shuts_others_out(cast: Cast) -> None:
    here = address("need", cast.need.pk)
    browser(cast.fatima).get(here)
    client = browser(cast.bram)
    readers = reverse("accountability:readers", args=[cast.need.pk])
    assert readers in words_of(client.get(address("need_audience", cast.need.pk)))
    assert "Fatima El Amrani" in words_of(client.get(readers))
    fragment = client.get(readers, headers={"HX-Request": "true"})
    assert "Fatima El Amrani" in words_of(fragment)
    assert "<html" not in fragment.content.decode()
    assert browser(cast.joris).get(readers).status_code == 403
    client.post(address("need_audience", cast.need.pk), {"visibility": "close"})
    assert browser(cast.fatima).get(here).status_code == 404
    assert browser(cast.henk).get(here).status_code == 200


def test_who_shuts_themselves_out_lands_on_the_list(cast: Cast) -> None:
    answer = browser(cast.bram).post(
        address("need_audience", cast.family_need.pk),
        {"visibility": "named", "named": [str(cast.members["joris"].pk)]},
    )
    need = Need.objects.get(pk=cast.family_need.pk)
    assert need.visibility == Visibility.NAMED
    assert answer.headers["Location"] == address("needs", cast.network.pk)


def test_a_need_rests_closes_with_a_reason_and_opens_again(cast: Cast) -> None:
    client, here = browser(cast.bram), address("need_status", cast.need.pk)
    assert client.post(here, {"status": "closed"}).status_code == 422
    client.post(here, {"status": "closed", "reason": "met"})
    cast.need.refresh_from_db()
    assert cast.need.status == NeedStatus.CLOSED
    assert str(CloseReason.MET.label) in words_of(client.get(address("need", cast.need.pk)))
    client.post(here, {"status": "open", "reason": "met"})
    assert [state.status for state in cast.need.states.order_by("since")] == ["open", "closed", "open"]


def test_needs_are_linked_in_words_and_unlinked(cast: Cast) -> None:
    sleep = make.make_need(cast.network, words="I want to sleep")
    data = {"direction": "affected", "other": str(sleep.pk), "words": "If sleep fails, I skip choir."}
    client, here = browser(cast.joris), address("need_link", cast.need.pk)
    client.post(here, data)
    link = NeedLink.objects.get()
    assert (link.source, link.target) == (sleep, cast.need)
    page = client.post(here, data)
    assert page.status_code == 422
    assert "These two are linked already." in words_of(page)
    assert "If sleep fails, I skip choir." in words_of(client.get(address("need", cast.need.pk)))
    client.post(address("link_end", link.pk))
    link.refresh_from_db()
    assert link.until is not None
    assert client.get(address("link_end", link.pk)).status_code == 405


def test_a_link_to_a_need_one_may_not_read_is_neither_shown_nor_offered(cast: Cast) -> None:
    NeedLink.objects.create(
        network=cast.network,
        source=cast.family_need,
        target=cast.need,
        words="Worry keeps him home",
        since=make.ago(1),
    )
    link = NeedLink.objects.get()
    client = browser(cast.fatima)
    assert "Worry keeps him home" not in words_of(client.get(address("need", cast.need.pk)))
    assert "Bram worries" not in words_of(client.get(address("need_link", cast.need.pk)))
    assert client.post(address("link_end", link.pk)).status_code == 404
    data = {"direction": "affects", "other": str(cast.family_need.pk), "words": "x"}
    assert client.post(address("need_link", cast.need.pk), data).status_code == 422


def test_a_need_of_another_network_cannot_be_linked(cast: Cast) -> None:
    data = {"direction": "affects", "other": str(cast.other_need.pk), "words": "x"}
    assert browser(cast.bram).post(address("need_link", cast.need.pk), data).status_code == 422
    assert not NeedLink.objects.exists()


def test_script_in_words_is_only_words(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, words="<script>alert(1)</script>")
    for page in (address("needs", cast.network.pk), address("need", need.pk)):
        assert "<script>alert" not in browser(cast.joris).get(page).content.decode()
