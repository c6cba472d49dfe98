"""The circle of influence: everybody's own answers, side by side; and what is put to an organisation."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.choices import RegionScheme
from accounts.models import Region
from carenet.lib.errors import Conflict, DomainError
from networks.actions import barrier as barriers
from networks.actions import influence, raising
from networks.actions.swap import answer_swap, propose_swap, run_swap
from networks.choices import BarrierSource
from networks.choices.rule import RaisedAnswer, RuleStatus, Sphere
from networks.errors import NotFromHere
from networks.models import Barrier, Network, Placing, RaisedBarrier, Rule, RuleState
from networks.models import Client as ClientOfNetwork
from networks.rules import influence as reading
from networks.rules.register import country_of
from networks.standing import Seat
from tests import daily, rules
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, traces, words_of

WORDS = "Volunteers may not do administration"


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


@pytest.fixture
def row(cast: Cast) -> Barrier:
    """What Henk wrote down, about which nothing is known yet."""
    return daily.make_barrier(cast.network, cast.henk, words="Bram’s father may not keep our books")


def queries_of(client: Client, page: str) -> int:
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def place(cast: Cast, row: Barrier, who: str, **more: Any) -> Placing:
    more = {"sphere": Sphere.INFLUENCE} | more
    return influence.place_barrier(actor=seat(cast, who), barrier=row.pk, **more)


def put(cast: Cast, row: Barrier, who: str = "henk", **more: Any) -> RaisedBarrier:
    given = {"organisation": cast.linde.pk, "words": WORDS, "sure": True} | more
    return raising.put_barrier(actor=seat(cast, who), barrier=row.pk, **given)


@pytest.fixture
def here(cast: Cast) -> None:
    """Fatima takes part for De Linde."""
    rules.works_at(cast.members["fatima"], cast.linde)


def test_what_somebody_thinks_is_read_by_nobody_else_until_they_show_it(cast: Cast, row: Barrier) -> None:
    mine = place(cast, row, "henk", thinks="It is nonsense", told_by="the office")
    page = address("influence_together", row.pk)
    api = f"/api/v1/barriers/{row.pk}/placings/"
    for name in INSIDE:
        said = words_of(browser(getattr(cast, name)).get(page))
        assert "the office" in said, name
        assert ("It is nonsense" in said) is (name == "henk"), name
        answer = browser(getattr(cast, name)).get(api).json()["results"][0]
        assert answer["thinks"] == ("It is nonsense" if name == "henk" else ""), name
    place(cast, row, "henk", thinks="It is nonsense", shows_thinks=True, version=mine.version)
    assert "It is nonsense" in words_of(browser(cast.fatima).get(page))
    assert "It is nonsense" not in words_of(browser(cast.fatima).get(address("barrier", row.pk)))


def test_several_people_place_the_same_thing_and_a_difference_opens_a_conversation(
    cast: Cast, row: Barrier
) -> None:
    place(cast, row, "henk", source=BarrierSource.HABIT, sphere=Sphere.CONTROL)
    page = address("influence_together", row.pk)
    assert "do not all see it alike" not in words_of(browser(cast.henk).get(page))
    place(cast, row, "fatima", source=BarrierSource.PROTOCOL, sphere=Sphere.CONCERN)
    said = words_of(browser(cast.bram).get(page))
    assert "You do not all see it alike" in said
    assert "A habit: Henk Visser" in said
    assert "A protocol or house rule: Fatima El Amrani" in said
    placed = reading.side_by_side(seat(cast, "bram"), row)
    assert reading.differences(placed).spheres == [
        (str(Sphere.CONTROL.label), ["Henk Visser"]),
        (str(Sphere.CONCERN.label), ["Fatima El Amrani"]),
    ]
    assert not reading.differences(placed[:1])


def test_what_was_found_out_is_written_where_nothing_was_and_nothing_is_overwritten(
    cast: Cast, row: Barrier
) -> None:
    place(cast, row, "henk", told_by="the office", source=BarrierSource.HABIT, thinks="Nonsense")
    place(cast, row, "fatima", told_by="my boss", source=BarrierSource.LAW, must_agree="the team leader")
    row.refresh_from_db()
    assert (row.said_by, row.source, row.must_agree) == ("the office", "habit", "the team leader")
    assert row.version == 3
    assert "Nonsense" not in str(vars(row))


def test_saying_it_again_replaces_ones_own_answers_and_minds_the_version(cast: Cast, row: Barrier) -> None:
    first = place(cast, row, "henk", thinks="Once")
    place(cast, row, "henk", thinks="Twice", version=first.version)
    with pytest.raises(Conflict):
        place(cast, row, "henk", thinks="Thrice", version=first.version)
    assert [one.thinks for one in Placing.objects.filter(barrier=row, until=None)] == ["Twice"]


def test_who_takes_it_back_or_leaves_is_no_longer_shown(cast: Cast, row: Barrier) -> None:
    mine = place(cast, row, "henk")
    place(cast, row, "joris")
    with pytest.raises(Http404):
        influence.take_back_placing(actor=seat(cast, "joris"), placing=mine.pk)
    influence.take_back_placing(actor=seat(cast, "henk"), placing=mine.pk)
    page = address("influence_together", row.pk)
    assert "Joris Kok" in words_of(browser(cast.bram).get(page))
    assert [one.author for one in reading.side_by_side(seat(cast, "bram"), row)] == [cast.joris]
    cast.members["joris"].until = make.ago(0)
    cast.members["joris"].save()
    assert "Nobody has placed it yet" in words_of(browser(cast.bram).get(page))


def test_the_exercise_is_done_with_something_new_without_javascript(cast: Cast) -> None:
    henk, page = browser(cast.henk), address("influence_new", cast.network.pk)
    assert words_of(henk.get(page)).count('type="radio" name="sphere"') == 3
    assert henk.post(page, {"words": "No", "source": "habit"}).status_code == 422
    assert not Barrier.objects.exists()
    strange = {"task": str(daily.make_task(cast.other, cast.eve).pk), "words": "No", "source": "habit"}
    assert henk.post(page, strange | {"sphere": "control"}).status_code == 422
    assert not Barrier.objects.exists()
    answers = {"source": "habit", "sphere": "control", "thinks": "I would just do it", "smallest_try": "Once"}
    assert henk.post(page, {"words": "Books are for employees", **answers}).status_code == 302
    made = Barrier.objects.get()
    assert (made.author, made.source, made.smallest_try) == (cast.henk, "habit", "Once")
    assert changes(cast.network.pk) == ["networks.barrier_recorded", "networks.barrier_placed"]
    sheet = words_of(henk.get(address("influence_sheet", made.pk)))
    assert "I would just do it" in sheet
    assert "I would just do it" not in words_of(browser(cast.bram).get(address("influence_sheet", made.pk)))
    assert "I would just do it" not in words_of(henk.get(address("influence_sheet", made.pk) + "?empty"))
    assert "Books are for employees" in words_of(henk.get(address("influence", cast.network.pk)))


def test_what_is_about_a_task_one_may_not_know_of_cannot_be_placed_or_seen(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, need=cast.family_need)
    row = daily.make_barrier(cast.network, cast.marja, task=task, words="Quiet words")
    mine = rules.make_placing(row, cast.marja)
    for page in ("influence_place", "influence_together", "influence_sheet", "barrier_put"):
        assert browser(cast.fatima).get(address(page, row.pk)).status_code == 404, page
    assert browser(cast.fatima).get(f"/api/v1/placings/{mine.pk}/").status_code == 404
    assert "Quiet words" not in words_of(browser(cast.fatima).get(address("influence", cast.network.pk)))
    with pytest.raises(Http404):
        place(cast, row, "fatima")


def test_the_pages_are_closed_to_outsiders_and_leave_a_look(cast: Cast, row: Barrier) -> None:
    places = ("influence_place", "influence_together", "influence_sheet", "barrier_put")
    closed_to_outsiders(
        cast, address("influence", cast.network.pk), *(address(one, row.pk) for one in places)
    )
    before = traces(cast.network.pk, "networks.barriers_seen")
    for one in places:
        browser(cast.henk).get(address(one, row.pk))
    assert len(traces(cast.network.pk, "networks.barriers_seen")) == len(before) + len(places)


def test_a_page_of_many_costs_what_a_page_of_few_costs(cast: Cast, row: Barrier) -> None:
    place(cast, row, "henk")
    page, together = address("influence", cast.network.pk), address("influence_together", row.pk)
    henk = browser(cast.henk)
    henk.get(page)
    few = queries_of(henk, page), queries_of(henk, together)
    for _turn in range(5):
        rules.make_placing(daily.make_barrier(cast.network, cast.joris), cast.henk)
        friend = make.make_user()
        make.make_member(cast.network, friend)
        rules.make_placing(row, friend)
    assert (queries_of(henk, page), queries_of(henk, together)) == few


# Put to an organisation -------------------------------------------------------------------------------


@pytest.mark.usefixtures("here")
def test_an_organisation_reads_exactly_what_somebody_saw_before(cast: Cast, row: Barrier) -> None:
    henk, page = browser(cast.henk), address("barrier_put", row.pk)
    said = words_of(henk.get(page))
    assert "De Linde" in said
    assert 'name="words"' in said
    start = said.index('name="words"')
    assert "keep our books" not in said[start : start + 300], "it is typed anew, not filled in"
    given = {"organisation": str(cast.linde.pk), "words": WORDS}
    preview = henk.post(page, given | {"step": "preview"})
    assert preview.status_code == 200
    assert "This is all that De Linde reads" in words_of(preview)
    assert not Rule.objects.exists()
    assert henk.post(page, given | {"step": "send"}).status_code == 422, "not without a yes"
    assert henk.post(page, given | {"step": "send", "sure": "on"}).status_code == 302
    rule, raised = Rule.objects.get(), RaisedBarrier.objects.get()
    row.refresh_from_db()
    assert (rule.words, rule.organisation, rule.status) == (WORDS, cast.linde, RuleStatus.RAISED)
    assert (raised.words, raised.rule, row.status) == (WORDS, rule, RuleStatus.ASKED)
    assert RuleState.objects.get().author is None, "who put it stays in the network"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "words", ["Bram may not go out", "Not without Abe", "Joris says no", "Not for Choir De Meent", "igor too"]
)
def test_a_sentence_with_a_name_from_inside_is_refused(cast: Cast, row: Barrier, words: str) -> None:
    ClientOfNetwork.objects.filter(pk=cast.network.client_id).update(called="Abe")
    with pytest.raises(raising.HoldsNames, match="Leave out names"):
        put(cast, row, words=words)
    page = address("barrier_put", row.pk)
    given = {"organisation": str(cast.linde.pk), "words": words, "step": "preview"}
    assert browser(cast.henk).post(page, given).status_code == 422


@pytest.mark.usefixtures("here")
def test_who_wrote_it_or_governs_may_put_it_and_nobody_else(cast: Cast, row: Barrier) -> None:
    with pytest.raises(PermissionDenied):
        put(cast, row, "fatima")
    with pytest.raises(NotFromHere):
        put(cast, row, organisation=rules.make_organisation().pk)
    with pytest.raises(raising.NotAgreed):
        put(cast, row, sure=False)
    Network.objects.filter(pk=cast.network.pk).update(fictional=True)
    with pytest.raises(NotFromHere):
        put(cast, row)
    Network.objects.filter(pk=cast.network.pk).update(fictional=False)
    raised = put(cast, row, "marja")
    page = words_of(browser(cast.fatima).get(address("barrier", row.pk)))
    assert WORDS in page
    assert "Take it back" not in page
    with pytest.raises(PermissionDenied):
        raising.take_back_raised(actor=seat(cast, "fatima"), raised=raised.pk)
    raising.take_back_raised(actor=seat(cast, "henk"), raised=raised.pk)
    row.refresh_from_db()
    assert row.status == RuleStatus.RAISED
    assert WORDS not in words_of(browser(cast.henk).get(address("barrier", row.pk)))
    put(cast, row, "henk")


@pytest.mark.usefixtures("here")
def test_an_answer_ends_nothing_until_the_network_says_so(cast: Cast, row: Barrier) -> None:
    rule = rules.decided(cast.linde, reason="It was a habit, and it ends.")
    raised = rules.make_raised(row, cast.henk, rule)
    page = words_of(browser(cast.joris).get(address("barrier", row.pk)))
    assert "turned out not to exist" in page
    assert "It was a habit, and it ends." in page
    row.refresh_from_db()
    assert row.until is None
    listed = [address(one, cast.network.pk) for one in ("barriers", "influence")]
    for one in listed:
        assert "answered: what did it do here?" in words_of(browser(cast.joris).get(one))
    answer = address("raised_answer", raised.pk)
    assert browser(cast.joris).get(answer).status_code == 403
    given = {"answer": "over", "version": rule.version}
    assert browser(cast.bram).post(answer, given).status_code == 422, "what came of it is asked"
    said = browser(cast.bram).post(answer, given | {"outcome": "It was only a habit"})
    assert said.status_code == 302
    row.refresh_from_db()
    raised.refresh_from_db()
    assert (row.status, row.outcome) == (RuleStatus.NOT_A_RULE, "It was only a habit")
    assert (raised.answer, raised.until) == (RaisedAnswer.OVER, row.until)
    assert "It was a habit, and it ends." in words_of(browser(cast.henk).get(address("barrier", row.pk)))


def test_a_network_may_say_that_it_still_stands(cast: Cast, row: Barrier) -> None:
    raised = rules.make_raised(row, cast.henk, rules.make_rule(cast.linde))
    with pytest.raises(DomainError, match="no answer yet"):
        raising.answer_decision(actor=seat(cast, "henk"), raised=raised.pk, answer="still")
    done = rules.make_raised(
        daily.make_barrier(cast.network, cast.henk), cast.henk, rules.decided(cast.linde)
    )
    with pytest.raises(Conflict):
        raising.answer_decision(actor=seat(cast, "henk"), raised=done.pk, answer="still", version=99)
    raising.answer_decision(actor=seat(cast, "henk"), raised=done.pk, answer="still")
    done.barrier.refresh_from_db()
    assert (done.barrier.status, done.barrier.until) == (RuleStatus.STAYS, None)


def test_what_waits_too_long_shows_as_an_open_loop(cast: Cast, row: Barrier) -> None:
    fresh = daily.make_barrier(cast.network, cast.henk)
    rules.make_raised(fresh, cast.henk, rules.make_rule(cast.linde, raised_at=make.ago(20)))
    late = rules.make_rule(cast.linde, raised_at=make.ago(36))
    rules.make_raised(row, cast.henk, late)
    assert reading.waiting_barriers(seat(cast, "henk")) == {row.pk}
    assert reading.open_loops(seat(cast, "henk")) == 1
    page = words_of(browser(cast.henk).get(address("barrier", row.pk)))
    assert "no answer for a long time" in page
    assert "for 5 weeks" in page
    assert "no answer for a long time" not in words_of(browser(cast.henk).get(address("barrier", fresh.pk)))
    assert "no answer for a long time" in words_of(
        browser(cast.henk).get(address("barriers", cast.network.pk))
    )
    joined = rules.decided(cast.linde)
    late.joined_into, late.joined_at = joined, make.ago(1)
    late.save()
    assert reading.open_loops(seat(cast, "henk")) == 0


def test_ending_it_ends_what_was_put_and_says_how(cast: Cast, row: Barrier) -> None:
    raised = rules.make_raised(row, cast.henk, rules.make_rule(cast.linde))
    page = address("barrier_end", row.pk)
    browser(cast.henk).post(page, {"outcome": "Nobody knew it", "status": "not_a_rule", "version": 1})
    row.refresh_from_db()
    raised.refresh_from_db()
    assert (row.status, raised.until) == (RuleStatus.NOT_A_RULE, row.until)
    with pytest.raises(Http404):
        barriers.end_barrier(actor=seat(cast, "henk"), barrier=row.pk, outcome="Again")


def test_a_swap_that_runs_against_a_rule_makes_it_being_tried(cast: Cast) -> None:
    books = daily.make_task(cast.network, cast.bram, only_side="formal", rule_words=WORDS)
    shop = daily.make_task(cast.network, cast.bram)
    two = {"taker": cast.members["henk"].pk, "freed": cast.members["fatima"].pk}
    swap = propose_swap(actor=seat(cast, "henk"), takes=books.pk, frees_for=shop.pk, **two)
    answer_swap(actor=seat(cast, "fatima"), swap=swap.pk, yes=True)
    run_swap(actor=seat(cast, "bram"), swap=swap.pk, until=daily.hence(30).date())
    assert Barrier.objects.get().status == RuleStatus.TRIED


def region(scheme: RegionScheme, code: str) -> Region:
    names = {"name_en": "Elsewhere", "name_nl": "Elders"}
    return Region(scheme=scheme, code=code, level="regional", valid_from=make.ago(900).date(), **names)


def test_facts_of_law_are_those_of_the_country_of_the_network(cast: Cast) -> None:
    rule = daily.make_barrier(cast.network, cast.henk, source="law")
    cast.linde.region = region(RegionScheme.NUTS, "DE9Z")
    cast.linde.region.save()
    cast.linde.save(update_fields=["region"])
    rules.works_at(cast.members["fatima"], cast.linde)

    def facts() -> bool:
        return "Facts to check" in words_of(browser(cast.fatima).get(address("barrier", rule.pk)))

    assert facts(), "not those of the country of an organisation"
    for code, shown in (("BE2Z", False), ("NL9Z", True)):
        place_of = region(RegionScheme.NUTS, code)
        place_of.save()
        Network.objects.filter(pk=cast.network.pk).update(region=place_of)
        assert facts() is shown, code


@pytest.mark.parametrize("scheme", RegionScheme)
def test_only_a_european_code_says_the_country_and_without_one_it_is_ours(scheme: RegionScheme) -> None:
    assert country_of(None) == "NL"
    expected = "BE" if scheme == RegionScheme.NUTS else "NL"
    assert country_of(region(scheme, "BE2")) == expected
