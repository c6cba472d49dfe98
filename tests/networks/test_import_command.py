"""`import_network FILE`: the same reading and saving as the page, for who runs the house."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from networks.choices import Ground
from networks.models import Member, Network, Representation
from tests.cast import Cast
from tests.networks.browsing import traces
from tests.networks.intake_records import FILES

TEAM = FILES / "nictiz-careteam.json"
OWNER = "--owner=anouk@example.org"


def run(*arguments: object, **options: Any) -> str:
    """What the command prints."""
    said = io.StringIO()
    call_command("import_network", *map(str, arguments), stdout=said, **options)
    return said.getvalue()


def refused(*arguments: object) -> str:
    """The one sentence with which the command stops; nothing was saved."""
    before = (Network.objects.count(), Member.objects.count())
    with pytest.raises(CommandError) as stop:
        run(*arguments)
    assert stop.value.returncode == 1
    assert "\n" not in str(stop.value)
    assert (Network.objects.count(), Member.objects.count()) == before
    return str(stop.value)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A list without a client."""
    file = tmp_path / "people.csv"
    file.write_text("name;relation\nSanne Visser;sister\nJoris Kok;neighbour\n")
    return file


def test_a_care_team_becomes_the_owners_network(cast: Cast) -> None:
    said = run(TEAM, OWNER)
    network = Network.objects.get(client__name="Ingrid de Jong-de Wit")
    assert "client: Ingrid de Jong-de Wit" in said
    assert "Jan de Wit" in said
    assert f"7 people were added. http://testserver/networks/{network.pk}/" in said
    assert network.stewardships.get().user == cast.anouk
    assert network.members.count() == 8
    assert traces(network.pk)[-1] == "networks.people_imported"


def test_twice_is_once(cast: Cast) -> None:
    run(TEAM, OWNER)
    members = Member.objects.count()
    said = run(TEAM, OWNER)
    assert "0 people were added. Who was there already stayed as they were." in said
    assert Member.objects.count() == members


def test_a_preview_saves_nothing_and_needs_no_owner(cast: Cast) -> None:
    before = (Network.objects.count(), Member.objects.count())
    said = run(TEAM, "--preview")
    assert "Nothing was saved." in said
    assert "K. van der Linden" in said
    assert "left out" in said
    assert (Network.objects.count(), Member.objects.count()) == before


def test_the_owner_can_act_for_the_client(cast: Cast, people: Path) -> None:
    run(people, "--owner=henk@example.org", "--client=Opa Visser", "--ground=family")
    assert Representation.objects.get(client__name="Opa Visser").ground == Ground.FAMILY


def test_people_are_added_to_a_network_that_is_there(cast: Cast, people: Path) -> None:
    for words in ("1 person was added. Who was there already", "0 people were added."):
        assert words in run(people, "--owner=bram@example.org", f"--network={cast.network.pk}")
    assert cast.network.members.filter(name="Sanne Visser").count() == 1
    assert cast.network.members.filter(name="Joris Kok").count() == 1


def test_every_refusal_is_one_sentence(cast: Cast, people: Path, tmp_path: Path) -> None:
    into = f"--network={cast.network.pk}"
    picture = tmp_path / "picture.json"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    assert "No such file" in refused(tmp_path / "nowhere.csv", OWNER)
    assert "cannot be read: Is a directory." in refused(tmp_path, OWNER)
    assert "picture" in refused(picture, OWNER)
    assert "is larger than" in refused(large, OWNER)
    assert "Fill in for whom this network is." in refused(people, OWNER)
    assert "--owner EMAIL" in refused(people, "--owner=nobody@example.org", "--client=Wim")
    assert "may not bring people into" in refused(people, "--owner=henk@example.org", into)
    assert "may not bring people into" in refused(people, "--owner=eve@example.org", into)


def test_wrong_words_on_the_command_line_are_refused() -> None:
    for arguments in (["--owner"], [TEAM, "--network=12"], [TEAM, "--ground=mine"], []):
        with pytest.raises(CommandError):
            run(*arguments)
