"""`make run`, for real: what starts, what recovers, what stops, and what is left behind (nothing)."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.houses import House, eventually

pytestmark = pytest.mark.house

PARTS = {
    "the database": "bin/postgres -D",
    "the broker": "valkey-server",
    "the web server": "deploy/gunicorn.py",
    "the worker": "carenet worker",
    "the timetable": "carenet beat",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("house")
    for closed in (place, *place.parents[:2]):
        closed.chmod(0o755)
    return place / "var"


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    house = House(folder).open()
    yield house
    house.close()


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_what_is_killed_comes_back(house: House, part: str) -> None:
    (first, *_) = house.processes(part)
    os.kill(first, signal.SIGKILL)

    eventually(lambda: first not in house.processes(part) and house.processes(part), f"{part} runs again")
    eventually(lambda: house.answer("/readyz") == 200, "the house is ready again")
    eventually(lambda: house.answer("/demo/") == 200, "a page from the database comes")


@pytest.mark.parametrize("part", ["deploy/gunicorn.py", "carenet worker"])
def test_a_killed_child_of_a_part_comes_back(house: House, part: str) -> None:
    before = house.processes(part)
    os.kill(before[-1], signal.SIGKILL)

    eventually(lambda: len(house.processes(part)) == len(before) and house.processes(part) != before, part)
    assert house.answer("/demo/") == 200


def test_a_second_house_on_the_same_data_is_refused_in_one_sentence(house: House) -> None:
    second = House(house.folder).start()
    assert second.process.wait(20) == 1
    assert second.said().count("\n") == 1


def test_a_taken_port_is_refused_in_one_sentence(tmp_path: Path) -> None:
    house = House(tmp_path / "var")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", house.port))
        taken.listen()
        assert house.start().process.wait(20) == 1
    said = house.said()
    assert said.startswith(f"Port {house.port} is taken.")
    assert said.count("\n") == 1
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_being_asked_to_stop_leaves_nothing_running(tmp_path: Path, number: signal.Signals) -> None:
    house = House(tmp_path / "var").open()
    assert house.ask(number) == 0
    assert house.processes() == []
    assert not (tmp_path / "var" / "postgres" / "postmaster.pid").exists()
    house.close()


def test_being_killed_leaves_nothing_running_and_loses_nothing(tmp_path: Path) -> None:
    house = House(tmp_path / "var").open()
    house.ask(signal.SIGKILL)
    eventually(lambda: house.processes() == [], "everything has ended", 40)
    house.close()

    again = House(tmp_path / "var").open()
    assert again.answer("/demo/") == 200
    again.close()
    assert "Loading the demo" not in again.said()


def test_without_the_embedded_servers_it_names_the_other_two_ways(tmp_path: Path) -> None:
    house = House(tmp_path / "var")
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "postgres").mkdir()
    assert house.start().process.wait(60) == 1
    said = house.said()
    assert "DATABASE_URL" in said
    assert "BROKER_URL" in said
    assert "docker compose" in said
