"""Whoever works for an organisation walks over all its pages, tables and addresses, and learns of nobody.

Marked words stand in every text of Bram's network and Eve's (tests/planted.py): names, needs, notes, stories,
tasks, talents, what was said at a meeting, and whatever is written there one day. None may come back.
"""

import re
from collections import deque
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from networks.choices.coaching import Opens
from networks.models import CoachingConsent, Member, Participation
from networks.overview.copying import copy, recount, retell
from tests import coaching
from tests.access_rows import IN, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import TABLE
from tests.cast import INSIDE, Cast
from tests.networks.counting import everything_stands_out
from tests.planted import LEFT, MARK, OF_NO_NETWORK, fill, plant, plant_people, tables_of_no_network, texts

FIRST = "/organisations/"
WALKED = re.compile(
    r"^/(organisations|counted|coached|views|teams|rules|lessons|instruments|experiments|coach|networks)/"
)
MANY = 400
OURS = ("networks:", "api:", "accountability:")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One of everything in both networks, each with all that can stand out, counted for De Linde."""
    found = set_scene(cast)
    Member.objects.filter(network=cast.other).update(organisation=cast.linde)
    for rows in (found.rows, found.strange):
        everything_stands_out(rows["network"])
        fill(rows)
        plant(rows["network"])
    plant_people(getattr(cast, name) for name in (*INSIDE, "igor", "noor", "eve"))
    copy([cast.network.pk, cast.other.pk], timezone.now())
    recount(timezone.now())
    retell(cast.linde.pk, timezone.now())
    return found


def test_every_text_that_hangs_on_a_network_is_marked_or_says_why_not(scene: Scene, cast: Cast) -> None:
    every = texts()
    names = {text.name for text in every}
    for network in (cast.network, cast.other):
        bare = {text.name for text in every if not text.is_planted(network)}
        assert bare - set(LEFT) == set(), "plant it: a row in tests/planted.py, or a reason in LEFT"
    assert set(LEFT) - names == set(), "a reason for a text that is not there"
    assert tables_of_no_network() == OF_NO_NETWORK, "does it hang on a network? Then nobody planted it"


def _told(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    heads = " ".join(response.headers.values())
    return unescape(f"{body.decode(errors='replace')} {heads}")


def _path(line: Line, rows: dict[str, Any]) -> str:
    words = line.where.split() if line.where not in rows else [line.where]
    return reverse(line.name, args=[getattr(rows[word], "pk", rows[word]) for word in words])


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", ["els", "karel", "carla"])
def test_no_address_tells_who_works_for_an_organisation_anything(scene: Scene, name: str) -> None:
    client, told, answered = _browser(scene.people[name]), [], set()
    for line in TABLE.values():
        if line.get.expected(name) != IN or not line.name.startswith(OURS):
            continue  # what is closed to them tells nothing: tests/test_access_matrix.py
        for rows in (scene.rows, scene.strange):
            response = client.get(_path(line, rows))
            if response.status_code == 200:
                answered.add(line.name)
            if MARK in _told(response):
                told.append(f"{line.name}: {_around(_told(response))}")
    assert not told, "\n".join(sorted(set(told)))
    expected = {
        "els": {"networks:overview", "networks:overview_sheet", "networks:overview_network", "api:overview"},
        "karel": {"networks:yearly", "api:yearly"},
        "carla": COACHED,
    }
    assert expected[name] <= answered


COACHED = {"networks:office", "networks:coach", "networks:coach_sheet", "networks:coach_network"}
COACHED |= {"networks:coach_experiments", "networks:coach_log", "api:coach", "api:coach_network"}
COACHED |= {"api:coach_experiments", "api:coach_patterns", "api:coach_log"}
"""Where a coach gets an answer about networks that opened their counts and how far experiments are."""


def test_a_coach_reads_the_sentence_of_an_experiment_where_it_was_opened_and_no_other_word(
    scene: Scene, cast: Cast
) -> None:
    counted, client = scene.rows["participation"], _browser(cast.carla)
    closed = _told(client.get(reverse("networks:coach_network", args=[counted.pk])))
    coaching.make_consent(counted, cast.bram, Opens.WORDS)
    for line in TABLE.values():
        if line.name in COACHED:
            told = set(re.findall(rf"{MARK}\w*", _told(client.get(_path(line, scene.rows)))))
            assert told - {f"{MARK}experimentwords"} == set(), line.name
            assert told or line.name not in ("networks:coach_network", "api:coach_network")
    assert MARK not in closed
    CoachingConsent.objects.update(until=timezone.now(), ended_by=cast.bram)
    for line in TABLE.values():
        if line.name in COACHED - {"networks:office"}:
            response = client.get(_path(line, scene.rows))
            assert f"{counted.number},{counted.nickname}" not in _told(response)
            assert MARK not in _told(response)
            assert response.status_code == (404 if line.where == "participation" else 200), line.name


@pytest.mark.parametrize("name", ["els", "karel", "carla"])
def test_no_link_leads_them_to_a_word(scene: Scene, name: str) -> None:
    client, told = _browser(scene.people[name]), []
    waiting, known = deque([FIRST, reverse("networks:office", args=[scene.cast.linde.pk])]), {FIRST}
    steps = 0
    while waiting:
        steps += 1
        assert steps < MANY, "the walk does not come to an end"
        where = waiting.popleft()
        text = _told(client.get(where))
        if MARK in text:
            told.append(f"{where}: {_around(text)}")
        for link in re.findall(r'href="([^"]*)"', text):
            target = link if link.startswith("/") else where.split("?")[0] + link
            if WALKED.match(target) and link and not link.startswith("#") and target not in known:
                known.add(target)
                waiting.append(target)
    assert not told, "\n".join(told)
    assert steps > {"els": 10, "karel": 3, "carla": 9}[name]


def _around(text: str) -> str:
    at = text.index(MARK)
    return " ".join(text[max(at - 60, 0) : at + 60].split())


def test_the_walk_sees_what_there_is_to_see(scene: Scene, cast: Cast) -> None:
    rows = Participation.objects.filter(organisation=cast.linde, until=None)
    assert rows.count() == 2
    page = _told(_browser(cast.els).get(reverse("networks:overview", args=[cast.linde.pk])))
    assert "It has been quiet" in page
    assert "Network 2" in page
    members = _told(_browser(cast.bram).get(reverse("networks:people", args=[cast.network.pk])))
    assert MARK in members
