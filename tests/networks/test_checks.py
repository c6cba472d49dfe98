"""A longer look is theirs alone: filled in, read then and now, erased; it shows where help could begin."""

import ast
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.models import LedgerEntry
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from networks.actions import check as actions
from networks.actions.network import leave_network
from networks.errors import NotFromHere
from networks.measuring import house
from networks.measuring.offered import offered
from networks.models import Check, Delivery, Health, Instrument, Network, Participation, Signal
from networks.tasks import look_after
from tests import factories as make
from tests import instruments, rules
from tests.cast import INSIDE, Cast
from tests.instruments import GOOD, make_check, make_instrument
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of

OTHERS = [name for name in INSIDE if name != "henk"]
CARERQOL = house.id_of(instruments.carerqol())


def takes_part(organisation: Organisation, network: Network) -> Participation:
    """This organisation counts in that network."""
    number = Participation.objects.filter(organisation=organisation).count() + 1
    return Participation.objects.create(
        organisation=organisation, network=network, number=number, status=network.status
    )


def of_linde(cast: Cast, **fields: Any) -> Instrument:
    """A list of De Linde, which takes part in Bram's network."""
    takes_part(cast.linde, cast.network)
    return make_instrument(cast.linde, cast.els, **fields)


def sent(answers: dict[str, str]) -> dict[str, str]:
    """What a browser sends for these answers to CarerQol; the rest is left open."""
    codes = [item.code for item in instruments.carerqol().items]
    return {f"q-{code}": answers.get(code, "-") for code in codes}


def seat(cast: Cast, name: str = "henk") -> Any:
    return make.seat(getattr(cast, name), cast.network)


def test_it_is_filled_in_shown_with_its_meaning_and_erased(cast: Cast) -> None:
    before = LedgerEntry.objects.count()
    client = browser(cast.henk)
    assert address("checks", cast.network.pk) in words_of(client.get(address("pulse", cast.network.pk)))
    assert "CarerQol" in words_of(client.get(address("checks", cast.network.pk)))
    form = client.get(address("check_add", cast.network.pk))
    assert form.content.count(b"<fieldset") == 8
    assert "The words of the questions are our own." in words_of(form)
    given = GOOD | {"mental": "some", "happiness": "8"}
    answer = client.post(address("check_add", cast.network.pk), sent(given))
    row = Check.objects.get()
    assert (answer.headers["Location"], row.answers) == (address("check", row.pk), given)
    page = words_of(client.get(address("check", row.pk)))
    assert "<b>13</b> on a range from 0 to 14" in page
    assert "<b>8</b> on a range from 0 to 10" in page
    assert "Brouwer and others (2006)" in page
    assert "Where help could begin" in page
    assert address("relief_tell", cast.network.pk) in page
    erase = address("check_erase", row.pk)
    assert "cannot be undone" in words_of(client.get(erase))
    assert client.post(erase).status_code == 302
    row.refresh_from_db()
    assert (row.answers, row.erased_at is not None) == (None, True)
    assert client.get(address("check", row.pk)).status_code == 404
    assert LedgerEntry.objects.count() == before
    assert not Delivery.objects.exists()
    assert not Signal.objects.exists()
    assert not Health.objects.filter(network=cast.network).exists()


def test_what_is_left_open_makes_no_number_and_never_a_nought(cast: Cast) -> None:
    client = browser(cast.henk)
    here = address("check_add", cast.network.pk)
    answer = client.post(here, sent({"support": "no", "happiness": "0"}))
    page = words_of(client.get(answer.headers["Location"]))
    assert "<b>–</b> There is no number: 1 answered, and at least 7 are needed." in page
    assert "<b>0</b> on a range from 0 to 10" in page
    assert page.count("left open") == 6
    answer = client.post(here, sent({}))
    assert answer.status_code == 422
    assert "Answer at least one question." in words_of(answer)
    assert Check.objects.count() == 1


def test_a_mistake_keeps_what_was_answered(cast: Cast) -> None:
    answer = browser(cast.henk).post(
        address("check_add", cast.network.pk), sent({"support": "a_lot"}) | {"q-mental": "very"}
    )
    assert answer.status_code == 422
    page = words_of(answer)
    assert 'name="q-support" value="a_lot"' in page
    chosen = [part for part in page.split("<input")[1:] if "checked" in part.split(">")[0]]
    assert any('value="a_lot"' in part for part in chosen)
    assert not Check.objects.exists()


def test_then_and_now_stand_side_by_side_and_only_of_the_same_list(cast: Cast) -> None:
    instrument = of_linde(cast)
    first = make_check(cast.members["henk"], answers=GOOD | {"mental": "a_lot"}, answered_at=make.ago(90))
    make_check(cast.members["henk"], instrument)
    last = make_check(cast.members["henk"])
    client = browser(cast.henk)
    page = words_of(client.get(address("check", last.pk)))
    assert "Then and now" in page
    assert address("check", first.pk) in page
    assert "Short list" not in page
    listed = words_of(client.get(address("checks", cast.network.pk)))
    assert listed.index("Short list</td>") < listed.rindex("CarerQol")
    got = client.get(f"/api/v1/networks/{cast.network.pk}/checks/").json()["results"]
    assert [one["results"][0]["value"] for one in got] == [14, 2, 12]


def test_nobody_else_learns_of_it(cast: Cast) -> None:
    row = make_check(cast.members["henk"])
    for name in OTHERS:
        client = browser(getattr(cast, name))
        for there in (address("check", row.pk), address("check_erase", row.pk), f"/api/v1/checks/{row.pk}/"):
            assert client.get(there).status_code == 404, (name, there)
        for there in ("health", "health_numbers", "people"):
            assert "CarerQol" not in words_of(client.get(address(there, cast.network.pk))), (name, there)
        assert "CarerQol" not in words_of(client.get(address("person", cast.members["henk"].pk))), name
    for name in ("marja", "joris"):
        there = words_of(browser(getattr(cast, name)).get(address("checks", cast.network.pk)))
        assert address("check", row.pk) not in there
    with pytest.raises(Http404):
        actions.erase_check(actor=seat(cast, "marja"), check=row.pk)
    closed_to_outsiders(cast, address("checks", cast.network.pk), address("check", row.pk))


@pytest.mark.parametrize("name", ["bram", "fatima", "choir"])
def test_only_family_friends_and_neighbours_fill_it_in(cast: Cast, name: str) -> None:
    client = browser(getattr(cast, name))
    assert client.get(address("checks", cast.network.pk)).status_code == 403
    assert client.get(address("check_add", cast.network.pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.keep_check(actor=seat(cast, name), instrument=CARERQOL, answers=GOOD)


ALLOWED = {
    "networks/models/__init__.py",
    "networks/actions/check.py",
    "networks/actions/parting.py",
    "networks/api/check.py",
    "networks/measuring/checks.py",
    "carenet/demo/instrument.py",
}
"""The only modules that may know of results: none of them is an organisation's, a measure or an export."""


def _knows_results(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(alias.name == "Check" for node in found for alias in node.names)


def test_no_other_part_of_the_house_reads_results() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in ("networks", "accounts", "accountability", "carenet")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        if "migrations" not in path.parts and _knows_results(path)
    }
    assert found == ALLOWED


def test_a_list_is_offered_where_its_organisation_takes_part_and_nowhere_else(cast: Cast) -> None:
    row = make_instrument(cast.linde, cast.els)
    elsewhere = make_instrument(rules.make_organisation(), cast.els)
    client, here = browser(cast.henk), address("check_add", cast.network.pk)
    for pk in (row.pk, elsewhere.pk, uuid4(), "nothing"):
        assert client.get(f"{here}?of={pk}").status_code == 404
    assert [one.id for one in offered(seat(cast))] == [CARERQOL]
    participation = takes_part(cast.linde, cast.network)
    page = words_of(client.get(f"{here}?of={row.pk}"))
    assert "De Linde offers this list, and sees nothing of what you fill in." in page
    assert "From De Linde" in words_of(client.get(address("checks", cast.network.pk)))
    assert client.post(f"{here}?of={row.pk}", {"q-one": "b", "q-two": "a"}).status_code == 302
    assert Check.objects.get().instrument == row
    participation.until = timezone.now()
    participation.save()
    assert [one.id for one in offered(seat(cast))] == [CARERQOL]
    for pk in (row.pk, elsewhere.pk, uuid4()):
        with pytest.raises(NotFromHere):
            actions.keep_check(actor=seat(cast), instrument=pk, answers={"one": "b"})


def test_what_was_filled_in_stays_to_be_read_when_the_list_has_ended(cast: Cast) -> None:
    instrument = of_linde(cast)
    row = make_check(cast.members["henk"], instrument)
    Instrument.objects.update(until=timezone.now())
    client = browser(cast.henk)
    page = words_of(client.get(address("check", row.pk)))
    assert "<b>2</b> on a range from 0 to 2" in page
    assert "This list is no longer offered." in page
    assert "Fill it in again" not in page
    assert "Short list" in words_of(client.get(address("checks", cast.network.pk)))
    gone = make_check(cast.members["henk"], code="forgotten")
    assert "no longer here" in words_of(client.get(address("check", gone.pk)))
    assert client.get(address("checks", cast.network.pk)).status_code == 200
    got = client.get(f"/api/v1/checks/{gone.pk}/").json()
    assert (got["results"], got["instrument"]) == ([], None)


def test_answers_that_are_not_there_are_refused(cast: Cast) -> None:
    for answers in ({"support": "very"}, {"sleep": "no"}):
        with pytest.raises(DomainError, match="one of the answers"):
            actions.keep_check(actor=seat(cast), instrument=CARERQOL, answers=answers)
    with pytest.raises(DomainError, match="at least one"):
        actions.keep_check(actor=seat(cast), instrument=CARERQOL, answers={})
    there = f"/api/v1/networks/{cast.network.pk}/checks/"
    body = {"instrument": str(CARERQOL), "answers": {"support": "very"}}
    client = browser(cast.henk)
    assert client.post(there, body, "application/json").status_code == 400
    body["answers"] = {"support": "no"}
    made = client.post(there, body, "application/json")
    assert made.status_code == 201
    assert made.json()["results"][0]["value"] is None
    assert client.delete(made.headers["Location"]).status_code == 204
    assert not Check.objects.kept().exists()


def test_whoever_goes_leaves_nothing_of_it_behind(cast: Cast) -> None:
    row = make_check(cast.members["henk"])
    leave_network(actor=seat(cast))
    row.refresh_from_db()
    assert (row.answers, row.erased_at is None) == (None, False)
    client = browser(cast.henk)
    assert client.get(address("check", row.pk)).status_code == 404
    make.make_member(cast.network, user=cast.henk, name="Henk Visser", since=timezone.now())
    assert client.get(address("check", row.pk)).status_code == 404


def test_words_of_a_list_are_shown_as_words_and_nothing_else(cast: Cast) -> None:
    nasty = "<script>alert(1)</script>"
    held = instruments.document([instruments.item("one", 0, 1, hint=instruments.words(nasty))])
    held["scores"] = [instruments.score(["one"], 0, 1)]
    held["title"] = instruments.words(nasty)
    instrument = of_linde(cast, document=held)
    row = make_check(cast.members["henk"], instrument, answers={"one": "b"})
    for there in (
        f"{address('check_add', cast.network.pk)}?of={instrument.pk}",
        address("checks", cast.network.pk),
        address("check", row.pk),
    ):
        page = browser(cast.henk).get(there).content.decode()
        assert nasty not in page
        assert "&lt;script&gt;" in page


def test_pages_cost_the_same_with_many_results(cast: Cast) -> None:
    instrument, client = of_linde(cast), browser(cast.henk)
    row = make_check(cast.members["henk"], instrument)
    costs = []
    for number in (1, 15):
        for day in range(number):
            make_check(cast.members["henk"], answered_at=make.ago(day + 1))
            make_check(cast.members["henk"], instrument, answered_at=make.ago(day + 1))
            make_instrument(cast.linde, cast.els, code=f"list-{number}-{day}")
        costs.append([])
        for there in (
            address("checks", cast.network.pk),
            address("check_add", cast.network.pk),
            address("check", row.pk),
        ):
            client.get(there)
            with CaptureQueriesContext(connection) as asked:
                client.get(there)
            costs[-1].append(len(asked))
    assert costs[0] == costs[1], costs
    assert max(costs[0]) <= 14, costs


def test_a_month_after_an_end_nothing_of_it_is_left(cast: Cast) -> None:
    check = make_check(cast.members["henk"])
    for days, kept in ((29, True), (31, False)):
        Network.objects.filter(pk=cast.network.pk).update(
            status="ended", end_reason="stopped", ended_at=make.ago(days)
        )
        look_after()
        check.refresh_from_db()
        assert (check.answers is not None) == kept
