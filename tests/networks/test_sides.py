"""Needs from three sides: never put together, and where they differ a conversation is proposed."""

from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import Met, NeedStatus, ViewSide, Visibility
from networks.choices.meeting import PointSource
from networks.measuring.sides import differ
from networks.models import MeetingPoint, Need, NeedView
from tests import factories as make
from tests import meetings
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of


def said(need: Need, who: Any, side: ViewSide, met: Met, days: float = 1) -> NeedView:
    return NeedView.objects.create(need=need, side=side, met=met, said_by=who, said_at=make.ago(days))


def apart(cast: Cast, need: Need) -> None:
    said(need, cast.bram, ViewSide.CLIENT, Met.NOT_MET)
    said(need, cast.fatima, ViewSide.FORMAL, Met.MET)


def page_of(cast: Cast, name: str = "bram", **asked: str) -> str:
    return words_of(browser(getattr(cast, name)).get(address("sides", cast.network.pk), asked))


@pytest.mark.parametrize("views", product([*Met.values, None], repeat=3))
def test_only_met_against_not_met_is_a_difference(views: tuple[str | None, ...]) -> None:
    told = [one for one in views if one is not None]
    assert differ(told) is ("met" in told and "not_met" in told)


def test_three_sides_stand_beside_each_other_with_who_said_it(cast: Cast) -> None:
    said(cast.need, cast.bram, ViewSide.CLIENT, Met.MET, 40)
    said(cast.need, cast.bram, ViewSide.CLIENT, Met.NOT_MET, 2)
    said(cast.need, cast.fatima, ViewSide.FORMAL, Met.MET)
    page = page_of(cast, "henk")
    card = page[page.index(cast.need.words) :]
    assert card.index("not met") < card.index("Bram Visser") < card.index("has not said")
    assert card.index("has not said") < card.index("Fatima El Amrani")
    assert "You see this differently" in page
    assert address("need_view", cast.need.pk) in page
    assert page.count("Bram Visser, ") == 1


def test_only_where_sides_differ_and_by_part_of_life(cast: Cast) -> None:
    other = make.make_need(cast.network, cast.bram, words="I want to walk again", for_client=True)
    other.domains.set([make.domain("physical")])
    apart(cast, other)
    page = page_of(cast, show="differ")
    assert other.words in page
    assert cast.need.words not in page
    assert other.words not in page_of(cast, show="differ", domain="meaning")
    assert other.words in page_of(cast, show="differ", domain="physical")
    assert "The sides see 1 need of these" in page


def test_where_nobody_differs_the_page_says_so(cast: Cast) -> None:
    assert "Nowhere do the sides differ here" in page_of(cast, show="differ")
    Need.objects.filter(network=cast.network).update(status=NeedStatus.CLOSED)
    assert "No open needs that you may read" in page_of(cast)


def test_a_professional_learns_nothing_of_what_is_for_family(cast: Cast) -> None:
    """Neither the need, nor a view of it, nor a number or an agenda that counts it."""
    before = {name: _body(page_of(cast, name)) for name in ("fatima", "choir")}
    said(cast.family_need, cast.bram, ViewSide.CLIENT, Met.MET)
    said(cast.family_need, cast.henk, ViewSide.INFORMAL, Met.NOT_MET)
    assert "The sides see 1 need" in page_of(cast, "henk")
    for name, page in before.items():
        assert _body(page_of(cast, name)) == page, name
        api = browser(getattr(cast, name)).get(f"/api/v1/networks/{cast.network.pk}/sides/").json()
        assert [one["need"] for one in api["results"]] == [str(cast.need.pk)], name
        here = browser(getattr(cast, name)).get(address("sides", cast.network.pk), {"show": "differ"})
        assert cast.family_need.words not in words_of(here)
    meeting = meetings.make_meeting(cast.network, cast.bram)
    browser(cast.henk).post(address("meeting_points", meeting.pk), {"differences": str(cast.family_need.pk)})
    assert MeetingPoint.objects.get().need == cast.family_need
    assert cast.family_need.words not in words_of(browser(cast.fatima).get(address("meeting", meeting.pk)))
    client = browser(cast.fatima)
    answer = client.post(address("meeting_points", meeting.pk), {"differences": str(cast.family_need.pk)})
    assert answer.status_code == 422


def _body(page: str) -> str:
    return page[page.index("<h1>") : page.index("</main>")]


def test_a_difference_goes_on_the_agenda_of_the_next_meeting(cast: Cast) -> None:
    apart(cast, cast.need)
    later = meetings.make_meeting(cast.network, cast.bram, starts_at=make.ago(-30))
    meeting = meetings.make_meeting(cast.network, cast.bram)
    page = page_of(cast, "joris")
    assert address("meeting_points", meeting.pk) in page
    assert address("meeting_points", later.pk) not in page
    answer = browser(cast.joris).post(
        address("meeting_points", meeting.pk), {"differences": str(cast.need.pk)}
    )
    assert answer.headers["Location"] == address("meeting", meeting.pk)
    point = MeetingPoint.objects.get()
    assert (point.source, point.need) == (PointSource.DIFFERENCE, cast.need)
    page = page_of(cast, "joris")
    assert "It is on the agenda of" in page
    assert address("meeting_points", meeting.pk) not in page


def test_without_a_meeting_who_organises_calls_one(cast: Cast) -> None:
    apart(cast, cast.need)
    assert address("meeting_call", cast.network.pk) in page_of(cast)
    page = page_of(cast, "joris")
    assert address("meeting_call", cast.network.pk) not in page
    assert "ask who keeps the overview to call one" in page


def test_a_meeting_one_may_not_know_of_is_not_proposed(cast: Cast) -> None:
    apart(cast, cast.need)
    meeting = meetings.make_meeting(cast.network, cast.bram, cast.members["henk"])
    assert address("meeting_points", meeting.pk) in page_of(cast, "henk")
    assert address("meeting_points", meeting.pk) not in page_of(cast, "fatima")


def test_without_a_side_one_reads_and_says_nothing(cast: Cast) -> None:
    assert address("need_view", cast.need.pk) not in page_of(cast, "choir")


def test_the_need_leads_to_its_goals_and_to_the_three_sides(cast: Cast) -> None:
    page = words_of(browser(cast.bram).get(address("need", cast.need.pk)))
    assert f"{address('goals', cast.network.pk)}?need={cast.need.pk}" in page
    assert address("sides", cast.network.pk) in page
    assert address("goal_add", cast.need.pk) in page
    assert address("goal_add", cast.need.pk) not in words_of(
        browser(cast.fatima).get(address("need", cast.need.pk))
    )
    hub = words_of(browser(cast.fatima).get(address("health", cast.network.pk)))
    for name in ("wheel", "sides", "goals"):
        assert address(name, cast.network.pk) in hub, name


def test_outside_nothing_of_it_is_there(cast: Cast) -> None:
    closed_to_outsiders(cast, address("sides", cast.network.pk))


def test_the_api_gives_three_sides_page_by_page(cast: Cast) -> None:
    apart(cast, cast.need)
    calm = make.make_need(cast.network, cast.bram, visibility=Visibility.EVERYONE)
    client, here = browser(cast.henk), f"/api/v1/networks/{cast.network.pk}/sides/"
    rows = {one["need"]: one for one in client.get(here).json()["results"]}
    one = rows[str(cast.need.pk)]
    assert (one["differ"], one["sides"]["client"]["met"], one["sides"]["informal"]) == (True, "not_met", None)
    assert one["sides"]["formal"]["said_by"] == "Fatima El Amrani"
    assert rows[str(calm.pk)]["differ"] is False
    only = client.get(here, {"show": "differ"}).json()["results"]
    assert [row["need"] for row in only] == [str(cast.need.pk)]
    first = client.get(here, {"limit": "1"}).json()
    assert len(first["results"]) == 1
    assert client.get(first["next"]).json()["results"]


def test_the_page_costs_the_same_with_many_needs(cast: Cast) -> None:
    meetings.make_meeting(cast.network, cast.bram)
    client, costs = browser(cast.henk), []
    for number in (1, 40):
        for _turn in range(number):
            apart(cast, make.make_need(cast.network, cast.bram, for_client=True))
        client.get(address("sides", cast.network.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get(address("sides", cast.network.pk))
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 17, costs
    assert "Page 1 of 3" in page_of(cast, "henk")
