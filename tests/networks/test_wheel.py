"""What the client says of parts of life: in their words, for whom they choose, then and now."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carenet.lib.errors import Conflict
from networks.actions import wheel as actions
from networks.actions.need import NotYours
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.errors import NetworkEnded, NotFromHere
from networks.models import LifeDomain, Network, WheelWord
from tests import factories as make
from tests.access_meso.wheel import make_word
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

FORM = {"words": "I miss the garden", "how_well": "not_well", "visibility": "everyone"}


def seat(cast: Cast, name: str = "bram") -> Any:
    return make.seat(getattr(cast, name), cast.network)


def sent(code: str = "meaning", **fields: str) -> dict[str, str]:
    return FORM | {"domain": str(make.domain(code).pk)} | fields


def page_of(cast: Cast, name: str = "bram", **asked: str) -> str:
    return words_of(browser(getattr(cast, name)).get(address("wheel", cast.network.pk), asked))


def sees(cast: Cast, words: str) -> set[str]:
    """Who reads these words on any of the pages or in the API."""
    found = set()
    for name in INSIDE:
        client = browser(getattr(cast, name))
        api = f"/api/v1/networks/{cast.network.pk}/wheel/"
        there = (address("wheel", cast.network.pk), address("wheel_words", cast.network.pk))
        reads = [words in words_of(client.get(one)) for one in (*there, api, f"{api}spokes/")]
        assert len(set(reads)) == 1, (name, reads)
        found |= {name} if reads[0] else set()
    return found


def test_bram_says_it_in_words_and_sees_then_and_now(cast: Cast) -> None:
    make_word(cast.network, cast.bram, words="I sit inside all day", said_at=make.ago(90))
    bram, here = browser(cast.bram), address("wheel_say", cast.network.pk)
    assert bram.post(here, sent(words="I grow beans now", how_well="well")).status_code == 302
    row = WheelWord.objects.latest("said_at")
    assert (row.author, row.for_client, row.how_well) == (cast.bram, True, "well")
    page = page_of(cast)
    assert (
        page.index("I sit inside all day") < page.index("I grow beans now") < page.index('<svg class="wheel"')
    )
    assert page.index("Then <small>") < page.index("<h4>Now</h4>")
    assert "then so-so, now well." in page
    assert traces(cast.network.pk, "networks.wheel_said") == ["networks.wheel_said"]
    assert WheelWord.objects.count() == 2


def test_who_speaks_for_bram_is_named_beside_the_words(cast: Cast) -> None:
    browser(cast.marja).post(address("wheel_say", cast.network.pk), sent())
    row = WheelWord.objects.get()
    assert (row.author, row.for_client) == (cast.marja, True)
    assert "Marja Visser for Bram" in page_of(cast)
    assert "You write this for Bram" in words_of(
        browser(cast.marja).get(address("wheel_say", cast.network.pk))
    )


@pytest.mark.parametrize("name", ["henk", "joris", "fatima", "choir"])
def test_nobody_else_says_anything_of_it(cast: Cast, name: str) -> None:
    row = make_word(cast.network, cast.bram)
    client = browser(getattr(cast, name))
    for there, pk in (
        ("wheel_say", cast.network.pk),
        ("wheel_audience", row.pk),
        ("wheel_take_back", row.pk),
    ):
        assert client.get(address(there, pk)).status_code == 403, there
        assert client.post(address(there, pk), sent()).status_code == 403, there
        assert address(there, pk) not in page_of(cast, name)
    with pytest.raises(PermissionDenied):
        actions.say_of_life(
            actor=seat(cast, name), domain=make.domain().pk, words="No", visibility=Visibility.EVERYONE
        )
    with pytest.raises(PermissionDenied):
        actions.take_back_wheel_word(actor=seat(cast, name), word=row.pk)
    with pytest.raises(PermissionDenied):
        actions.restrict_wheel_word(actor=seat(cast, name), word=row.pk, visibility=Visibility.EVERYONE)


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        (Visibility.EVERYONE, set(INSIDE)),
        (Visibility.CLOSE, {"bram", "marja", "henk"}),
        (Visibility.FAMILY, {"bram", "marja", "henk", "joris"}),
        (Visibility.PROFESSIONALS, {"bram", "marja", "fatima", "anouk"}),
        (Visibility.NAMED, {"bram", "joris"}),
        (Visibility.ONLY_ME, {"bram"}),
    ],
)
def test_only_those_read_it_to_whom_it_is_opened(cast: Cast, level: Visibility, readers: set[str]) -> None:
    named = [cast.members["joris"].pk] if level == Visibility.NAMED else []
    actions.say_of_life(
        actor=seat(cast), domain=make.domain().pk, words="Qwerty", visibility=level, named=named
    )
    assert sees(cast, "Qwerty") == readers
    row = WheelWord.objects.get()
    for name in INSIDE:
        got = browser(getattr(cast, name)).get(f"/api/v1/wheel/{row.pk}/").status_code
        assert (got == 200) is (name in readers), name


def test_a_later_word_for_few_does_not_show_to_the_others(cast: Cast) -> None:
    """Neither as a gap, nor as a day to choose, nor as a picture."""
    make_word(cast.network, cast.bram, words="It goes", said_at=make.ago(50))
    before = page_of(cast, "fatima")
    make_word(
        cast.network, cast.bram, words="Not at all", visibility=Visibility.FAMILY, how_well="not_at_all"
    )
    assert _plain(page_of(cast, "fatima")) == _plain(before)
    assert "Not at all" in page_of(cast, "henk")


def _plain(page: str) -> str:
    """The page from its heading on: what goes before holds marks that differ each time."""
    return page[page.index("<h1>") : page.index("</main>")]


def test_the_reader_chooses_the_day_to_look_back_to(cast: Cast) -> None:
    for days, words in ((90, "First"), (40, "Second"), (0, "Last")):
        make_word(cast.network, cast.bram, words=words, said_at=make.ago(days))
    day = cast.network.today(make.ago(40)).isoformat()
    assert ("First" in page_of(cast), "Second" in page_of(cast)) == (True, False)
    assert ("First" in page_of(cast, then=day), "Second" in page_of(cast, then=day)) == (False, True)
    assert f'<option value="{day}" selected>' in page_of(cast, then=day)
    for odd in ("nonsense", "2020-01-01", "2026-99-99"):
        assert "First" in page_of(cast, then=odd)


def test_what_did_not_change_says_so(cast: Cast) -> None:
    make_word(cast.network, cast.bram, words="Still the same", said_at=make.ago(90))
    make_word(cast.network, cast.bram, "physical", words="My knee hurts")
    page = page_of(cast)
    assert page.count("Still the same") == 1
    assert "Nothing new since then." in page


def test_without_words_the_page_says_what_to_do(cast: Cast) -> None:
    assert address("wheel_say", cast.network.pk) in page_of(cast)
    page = page_of(cast, "fatima")
    assert "Nothing to read here yet" in page
    assert '<svg class="wheel"' not in page


def test_rather_not_said_is_an_answer_and_draws_nothing(cast: Cast) -> None:
    browser(cast.bram).post(
        address("wheel_say", cast.network.pk), sent(how_well="", words="I keep it to words")
    )
    page = page_of(cast)
    assert "I keep it to words" in page
    assert '<svg class="wheel"' not in page


def test_mistakes_are_said_beside_the_field(cast: Cast) -> None:
    bram, here = browser(cast.bram), address("wheel_say", cast.network.pk)
    for fields, said in (
        ({"words": "  "}, "A few are enough."),
        ({"how_well": "10"}, "10 is not one of the available choices"),
        ({"domain": ""}, "Choose a part of life."),
        ({"visibility": "named"}, "Name at least one person who may read this."),
    ):
        answer = bram.post(here, sent() | fields)
        assert answer.status_code == 422, fields
        assert said in words_of(answer), fields
    assert not WheelWord.objects.exists()


def test_only_parts_of_life_and_people_from_here(cast: Cast) -> None:
    elsewhere = LifeDomain.objects.create(
        organisation=make.make_organisation("Elsewhere"), code="wim", name="Wim's part"
    )
    given: dict[str, Any] = {"actor": seat(cast), "words": "It goes"}
    with pytest.raises(NotFromHere):
        actions.say_of_life(domain=elsewhere.pk, visibility=Visibility.EVERYONE, **given)
    with pytest.raises(NotFromHere):
        actions.say_of_life(
            domain=make.domain().pk, visibility=Visibility.NAMED, named=[cast.other_member.pk], **given
        )
    with pytest.raises(NotYours):
        actions.say_of_life(domain=make.domain().pk, visibility=Visibility.NAMED, **given)
    assert not WheelWord.objects.exists()


def test_who_reads_it_is_changed_later(cast: Cast) -> None:
    row = make_word(cast.network, cast.bram, words="Qwerty")
    here = address("wheel_audience", row.pk)
    assert "Qwerty" in words_of(browser(cast.bram).get(here))
    assert browser(cast.bram).post(here, {"visibility": "family"}).status_code == 302
    assert sees(cast, "Qwerty") == {"bram", "marja", "henk", "joris"}
    with pytest.raises(Conflict):
        actions.restrict_wheel_word(
            actor=seat(cast), word=row.pk, visibility=Visibility.EVERYONE, version=row.version
        )


def test_what_is_taken_back_is_gone_for_everybody(cast: Cast) -> None:
    row = actions.say_of_life(
        actor=seat(cast),
        domain=make.domain().pk,
        words="Qwerty",
        how_well=HowWell.WELL,
        visibility=Visibility.NAMED,
        named=[cast.members["joris"].pk],
    )
    here = address("wheel_take_back", row.pk)
    assert "cannot be undone" in words_of(browser(cast.bram).get(here))
    assert browser(cast.bram).post(here).status_code == 302
    row.refresh_from_db()
    assert (row.words, row.how_well, row.named.count()) == ("", "", 0)
    assert row.erased_at is not None
    assert sees(cast, "Qwerty") == set()
    assert browser(cast.bram).get(here).status_code == 404
    with pytest.raises(Http404):
        actions.take_back_wheel_word(actor=seat(cast), word=row.pk)


def test_in_a_network_that_has_ended_it_is_only_taken_back(cast: Cast) -> None:
    row = make_word(cast.network, cast.bram)
    Network.objects.filter(pk=cast.network.pk).update(
        status="ended", ended_at=timezone.now(), end_reason="stopped"
    )
    with pytest.raises(NetworkEnded):
        actions.say_of_life(
            actor=seat(cast), domain=make.domain().pk, words="No", visibility=Visibility.EVERYONE
        )
    actions.take_back_wheel_word(actor=seat(cast), word=row.pk)


def test_outside_nothing_of_it_is_there(cast: Cast) -> None:
    row = make_word(cast.network, cast.bram)
    closed_to_outsiders(
        cast,
        address("wheel", cast.network.pk),
        address("wheel_words", cast.network.pk),
        address("wheel_say", cast.network.pk),
        address("wheel_take_back", row.pk),
    )


def test_all_that_was_said_is_read_page_by_page(cast: Cast) -> None:
    for day in range(25):
        make_word(cast.network, cast.bram, words=f"Words {day}", said_at=make.ago(day + 1))
    make_word(cast.network, cast.bram, "physical", words="My knee hurts")
    client, here = browser(cast.henk), address("wheel_words", cast.network.pk)
    page = words_of(client.get(here))
    assert page.index("My knee hurts") < page.index("Words 0")
    assert "Words 24" not in page
    assert "Words 24" in words_of(client.get(here, {"page": "2"}))
    assert "My knee hurts" not in words_of(client.get(here, {"domain": "meaning"}))


def test_the_api_says_reads_and_takes_back(cast: Cast) -> None:
    bram, here = browser(cast.bram), f"/api/v1/networks/{cast.network.pk}/wheel/"
    domain = str(make.domain().pk)
    body = {"domain": domain, "words": "I sing", "visibility": "close"}
    made = bram.post(here, body, "application/json")
    assert made.status_code == 201
    assert (made.json()["how_well"], made.json()["named"]) == ("", [])
    there = made.headers["Location"]
    stale = bram.post(
        f"{there}audience/", {"visibility": "family"}, "application/json", headers={"if-match": '"9"'}
    )
    assert stale.status_code == 412
    assert bram.post(f"{there}audience/", {"visibility": "everyone"}, "application/json").status_code == 200
    read = browser(cast.fatima).get(there).json()
    assert (read["words"], read["named"]) == ("I sing", None)
    then = (timezone.now() - timedelta(days=9)).isoformat()
    rows = bram.get(f"{here}spokes/", {"then": then}).json()["results"]
    assert [(row["then"], (row["now"] or {}).get("words")) for row in rows if row["domain"] == domain] == [
        (None, "I sing")
    ]
    assert bram.post(f"{there}take-back/", {}, "application/json").status_code == 204
    assert bram.get(here).json()["results"] == []


def test_pages_cost_the_same_with_much_to_read(cast: Cast) -> None:
    client = browser(cast.henk)
    costs: dict[str, list[int]] = {"wheel": [], "wheel_words": []}
    for number in (1, 30):
        for code in ("meaning", "physical", "participation", "psychosocial"):
            for day in range(number):
                make_word(cast.network, cast.bram, code, said_at=make.ago(day + number))
        for name, found in costs.items():
            client.get(address(name, cast.network.pk))
            with CaptureQueriesContext(connection) as asked:
                client.get(address(name, cast.network.pk))
            found.append(len(asked))
    assert costs["wheel"][0] <= costs["wheel"][1] <= 15, costs
    assert costs["wheel_words"][0] == costs["wheel_words"][1] <= 14, costs
