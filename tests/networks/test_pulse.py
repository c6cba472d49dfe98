"""How long somebody can go on is theirs alone; that they would like relief is for whom they tell it."""

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import DomainError
from networks import moments, waiting
from networks.actions import pulse as actions
from networks.choices import MessageKind
from networks.choices.pulse import Every, HowLong, ReliefTo
from networks.errors import NotFromHere
from networks.models import Delivery, Health, Member, Pulse, PulseRhythm, Relief, Role, Signal
from tests import factories as make
from tests.access_meso.pulse import make_pulse, make_relief
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of

OTHERS = [name for name in INSIDE if name != "henk"]


def seat(cast: Cast, name: str = "henk") -> Any:
    return make.seat(getattr(cast, name), cast.network)


def ledger() -> int:
    return LedgerEntry.objects.count()


def things(cast: Cast, name: str) -> list[str]:
    return [one.words for one in waiting.today(getattr(cast, name), timezone.now()).mine]


def rhythm_due(cast: Cast, days: int = 0) -> PulseRhythm:
    today = cast.network.today(timezone.now())
    return PulseRhythm.objects.create(
        network=cast.network,
        member=cast.members["henk"],
        weeks=Every.FOUR_WEEKS,
        due_on=today + timedelta(days=days),
    )


def test_an_answer_is_kept_shown_then_and_now_and_erased(cast: Cast) -> None:
    make_pulse(cast.members["henk"], HowLong.YEARS, answered_at=make.ago(200))
    client, here = browser(cast.henk), address("pulse", cast.network.pk)
    before = ledger()
    assert client.post(here, {"answer": "half_year"}).status_code == 302
    page = words_of(client.get(here))
    assert "more than two years" in page
    assert "more than half a year, less than a year" in page
    assert "Then and now" in page
    row = Pulse.objects.get(answer=HowLong.HALF_YEAR)
    erase = address("pulse_erase", row.pk)
    assert "cannot be undone" in words_of(client.get(erase))
    assert client.post(erase).status_code == 302
    row.refresh_from_db()
    assert (row.answer, row.erased_at is not None) == ("", True)
    assert client.get(erase).status_code == 404
    assert len(client.get(f"/api/v1/networks/{cast.network.pk}/pulse/").json()["results"]) == 1
    assert ledger() == before


def test_nobody_else_learns_of_it(cast: Cast) -> None:
    row = make_pulse(cast.members["henk"], HowLong.DAYS)
    rhythm_due(cast)
    for name in OTHERS:
        client = browser(getattr(cast, name))
        for there in (address("pulse_erase", row.pk), f"/api/v1/pulse/{row.pk}/"):
            assert client.get(there).status_code == 404, (name, there)
        for there in ("pulse", "health", "health_numbers", "people"):
            page = words_of(client.get(address(there, cast.network.pk)))
            assert "Then and now" not in page, (name, there)
        person = words_of(client.get(address("person", cast.members["henk"].pk)))
        assert "less than a week" not in person, name
        assert "There is a question for you alone." not in things(cast, name), name
    with pytest.raises(Http404):
        actions.erase_pulse(actor=seat(cast, "marja"), pulse=row.pk)
    closed_to_outsiders(cast, address("pulse", cast.network.pk), address("pulse_erase", row.pk))


@pytest.mark.parametrize("name", ["bram", "fatima", "choir"])
def test_only_family_friends_and_neighbours_have_such_a_page(cast: Cast, name: str) -> None:
    client = browser(getattr(cast, name))
    assert client.get(address("pulse", cast.network.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.say_how_long(actor=seat(cast, name), answer=HowLong.YEARS)
    assert "for you alone" not in words_of(client.get(address("health", cast.network.pk)))


ALLOWED = {
    "networks/models/__init__.py",
    "networks/actions/parting.py",
    "networks/actions/pulse.py",
    "networks/api/pulse.py",
    "networks/measuring/own.py",
    "carenet/demo/pulse.py",
}
"""The only modules that may know of answers: no signal, export, overview or operator's page among them."""


def _knows_answers(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    return bool(imported & {"Pulse", "PulseRhythm"})


def test_no_other_part_of_the_house_reads_answers() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("networks", "accounts", "accountability", "carenet")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "migrations" not in path.parts and _knows_answers(path)
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("days", "What could help now"),
        ("weeks", "What could help now"),
        ("months", "There is time for a plan"),
        ("year", ""),
    ],
)
def test_a_short_time_offers_help_and_who_could_take_over(cast: Cast, answer: str, shown: str) -> None:
    client, here = browser(cast.henk), address("pulse", cast.network.pk)
    client.post(here, {"answer": answer})
    page = words_of(client.get(here))
    for words in ("What could help now", "There is time for a plan"):
        assert (words in page) is (words == shown), words
    assert (address("what_if", cast.network.pk) in page) is bool(shown)
    assert ("kind=respite" in page) is (shown == "What could help now")
    assert not Relief.objects.exists()
    assert not Delivery.objects.exists()
    assert not Signal.objects.exists()
    assert not Health.objects.filter(network=cast.network).exists()


def test_the_rhythm_is_ones_own_choice_and_begins_with_never(cast: Cast) -> None:
    assert things(cast, "henk").count("There is a question for you alone.") == 0
    client = browser(cast.henk)
    client.post(address("pulse_rhythm", cast.network.pk), {"weeks": "2"})
    today = cast.network.today(timezone.now())
    assert PulseRhythm.objects.get().due_on == today
    assert "There is a question for you alone." in things(cast, "henk")
    client.post(address("pulse_skip", cast.network.pk))
    assert PulseRhythm.objects.get().due_on == today + timedelta(weeks=2)
    assert "There is a question for you alone." not in things(cast, "henk")
    PulseRhythm.objects.update(due_on=today - timedelta(days=1))
    client.post(address("pulse", cast.network.pk), {"answer": "year"})
    assert PulseRhythm.objects.get().due_on == today + timedelta(weeks=2)
    actions.set_rhythm(actor=seat(cast), weeks=Every.EIGHT_WEEKS)
    assert PulseRhythm.objects.get().due_on == today + timedelta(weeks=8)
    client.post(f"/api/v1/networks/{cast.network.pk}/pulse/rhythm/", {"weeks": 0}, "application/json")
    assert PulseRhythm.objects.get().due_on is None


def test_a_mistake_is_said_beside_the_field(cast: Cast) -> None:
    client = browser(cast.henk)
    answer = client.post(address("pulse", cast.network.pk), {"answer": "for ever"})
    assert answer.status_code == 422
    answer = client.post(address("pulse_rhythm", cast.network.pk), {"weeks": "3"})
    assert answer.status_code == 422
    answer = client.post(address("relief_tell", cast.network.pk), {"to": "people"})
    assert answer.status_code == 422
    assert "Choose at least one person." in words_of(answer)


def test_relief_is_told_to_who_keeps_the_overview_and_to_nobody_else(cast: Cast) -> None:
    before = ledger()
    make_pulse(cast.members["henk"], HowLong.DAYS)
    client = browser(cast.henk)
    form = words_of(client.get(address("relief_tell", cast.network.pk)))
    assert "Who keeps the overview: Marja Visser" in form
    client.post(address("relief_tell", cast.network.pk), {"to": "overview"})
    row = Relief.objects.get()
    sent = Delivery.objects.filter(kind=MessageKind.RELIEF)
    assert {one.user for one in sent} == {cast.marja}
    letter = moments.compose(sent.first(), timezone.now())  # type: ignore[arg-type]
    assert letter is not None
    assert "relief" not in letter.subject
    assert "Henk Visser would like some relief" in letter.text()
    assert "week" not in letter.text()
    for name in OTHERS:
        told = name == "marja"
        reader = browser(getattr(cast, name))
        assert (reader.get(address("relief", row.pk)).status_code == 200) is told, name
        assert ("Henk Visser would like some relief, and told you." in things(cast, name)) is told, name
        listed = reader.get(f"/api/v1/networks/{cast.network.pk}/relief/").json()["results"]
        assert (len(listed) == 1) is told, name
        assert reader.post(address("relief_take_back", row.pk)).status_code == 404, name
    page = words_of(browser(cast.marja).get(address("relief", row.pk)))
    assert "less than a week" not in page
    assert ledger() == before


def test_taken_back_is_seen_no_longer(cast: Cast) -> None:
    row = actions.tell_relief(
        actor=seat(cast), to=ReliefTo.PEOPLE, members=[cast.members["joris"].pk, cast.members["anouk"].pk]
    )
    again = actions.tell_relief(actor=seat(cast), to=ReliefTo.PEOPLE, members=[cast.members["joris"].pk])
    assert again.pk == row.pk
    assert row.told.count() == 2
    joris = browser(cast.joris)
    assert joris.get(address("relief", row.pk)).status_code == 200
    assert browser(cast.henk).post(address("relief_take_back", row.pk)).status_code == 302
    assert joris.get(address("relief", row.pk)).status_code == 404
    assert things(cast, "joris") == [one for one in things(cast, "joris") if "relief" not in one]
    delivery = Delivery.objects.filter(user=cast.joris).first()
    assert delivery is not None
    assert moments.compose(delivery, timezone.now()) is None
    assert "You took this back" in words_of(browser(cast.henk).get(address("relief", row.pk)))
    actions.take_back_relief(actor=seat(cast), relief=row.pk)
    assert actions.tell_relief(actor=seat(cast), to=ReliefTo.OVERVIEW).pk != row.pk


def test_who_leaves_tells_nothing_any_more(cast: Cast) -> None:
    row = make_relief(cast.members["henk"], cast.members["joris"])
    Member.objects.filter(pk=cast.members["henk"].pk).update(until=timezone.now())
    assert browser(cast.joris).get(address("relief", row.pk)).status_code == 404
    assert not [one for one in things(cast, "joris") if "relief" in one]


def test_only_people_of_this_network_can_be_told(cast: Cast) -> None:
    for member in (cast.other_member, cast.members["igor"], cast.members["noor"], cast.members["henk"]):
        with pytest.raises(NotFromHere):
            actions.tell_relief(actor=seat(cast), to=ReliefTo.PEOPLE, members=[member.pk])
    with pytest.raises(DomainError, match="at least one"):
        actions.tell_relief(actor=seat(cast), to=ReliefTo.PEOPLE)
    Role.objects.filter(network=cast.network).update(until=timezone.now())
    with pytest.raises(DomainError, match="Nobody else keeps"):
        actions.tell_relief(actor=seat(cast), to=ReliefTo.OVERVIEW)
    assert not Relief.objects.exists()


def test_pages_cost_the_same_with_many_answers(cast: Cast) -> None:
    client, here = browser(cast.henk), address("pulse", cast.network.pk)
    costs = []
    for number in (2, 40):
        for day in range(number):
            make_pulse(cast.members["henk"], answered_at=make.ago(day + 1))
        client.get(here)
        with CaptureQueriesContext(connection) as asked:
            client.get(here)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 16, costs
