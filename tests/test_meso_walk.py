"""Whoever works for an organisation walks over all its pages, tables and addresses, and learns of nobody.

Marked words stand in every text of Bram's network and Eve's: names, needs, notes, stories, tasks, talents,
what was said at a meeting, and whatever is written there one day. None may come back in any answer.
"""

import re
from collections import deque
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from networks.choices.coaching import Opens
from networks.choices.health import ABOUT, SignalKind
from networks.models import CoachingConsent, Health, Member, Network, Participation, Signal
from networks.overview.copying import copy, recount, retell
from tests import coaching
from tests import factories as make
from tests.access_rows import IN, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import TABLE
from tests.cast import Cast
from tests.networks.counting import read

MARK = "QzxVwq"
"""How every marked word begins: long enough that no token spells it by chance."""
WRITTEN_FOR_THEM = {
    "networks_participation": "the nickname and codes that colleagues read",
    "networks_raisedbarrier": "what a network chose to put to an organisation, word by word",
    "networks_lesson": "what an organisation shares of its own rules",
    "networks_rulestate": "what an organisation decided about its own rules",
    "networks_coachingnote": "what coaches wrote for each other",
    "networks_coachingquestion": "what a coach asked",
    "networks_health": "codes and counts",
    "networks_reading": "codes and counts",
    "networks_signal": "codes and counts",
}
"""Tables whose words an organisation may read, and why."""
CODES = re.compile(r"code|hash|key|rule$|status|secret|zone|kind|channel|language|digest|endpoint|holidays")
"""Columns that hold codes: no words of anybody."""
FIRST = "/organisations/"
WALKED = re.compile(
    r"^/(organisations|counted|coached|views|teams|rules|lessons|instruments|experiments|coach|networks)/"
)
MANY = 400
UNMARKED = {
    "networks_barrier.outcome",  # empty while it stands
    "networks_eventstep.words",  # only of a step that somebody added
    "networks_importdraft.filename",  # of a user, not of a network
    "networks_experimentweek.words",
    "networks_farewell.text",
    "networks_rest.words",
    "networks_skippedreview.reason",
    "networks_swapnote.check_with",
    "networks_swapnote.competence_by",
    "networks_swapnote.insurance_by",
    "networks_swapnote.reason",
    "networks_thanks.words",
}
"""Texts that stay unmarked: those with a reason, and those of which the scene has no row."""
OURS = ("networks:", "api:", "accountability:")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One of everything in both networks, each with all that can stand out, counted for De Linde."""
    found = set_scene(cast)
    Member.objects.filter(network=cast.other).update(organisation=cast.linde)
    for network in (cast.network, cast.other):
        _stands_out(network)
    marked = _mark(cast)
    copy([cast.network.pk, cast.other.pk], timezone.now())
    recount(timezone.now())
    retell(cast.linde.pk, timezone.now())
    empty = {f"{table}.{column}" for table, column, _where in _texts()} - marked
    assert empty == UNMARKED, "a text that nothing in the scene holds, or that a rule of its table refuses"
    return found


def _stands_out(network: Network) -> None:
    read(network, people=7, informal=5)
    known = set(Signal.objects.filter(network=network, until=None).values_list("kind", flat=True))
    for kind in SignalKind:
        if kind.value not in known and kind not in ABOUT:
            Signal.objects.create(network=network, kind=kind, figures={}, since=make.ago(9))
    Health.objects.filter(network=network).update(silent=False)


def _mark(cast: Cast) -> set[str]:
    """Put marked words into every text of both networks and the names of who is in them; says which texts."""
    marked: set[str] = set()
    people = (cast.bram, cast.marja, cast.henk, cast.joris, cast.choir, cast.igor, cast.eve)
    for user in people:
        User.objects.filter(pk=user.pk).update(name=f"{MARK}user{user.email[:3]}")
    for table, column, where in _texts():
        for which in (where, f"\"{column}\" <> '' AND {where}"):  # empty ones too, where the table lets it
            statement = f'UPDATE {table} t SET "{column}" = %s WHERE {which}'  # noqa: S608
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement, [f"{MARK}{table[9:]}{column}"])
                    if cursor.rowcount:
                        marked.add(f"{table}.{column}")
            except DatabaseError:  # a rule of the table: no free text, or it stands once, or is empty here
                continue
            break
    return marked


def _texts() -> list[tuple[str, str, str]]:
    found = []
    for model in apps.get_app_config("networks").get_models():
        table = model._meta.db_table
        where = _of_a_network(model)
        if where is None or table in WRITTEN_FOR_THEM:
            continue
        found += [
            (table, field.column, where)
            for field in model._meta.get_fields()
            if isinstance(field, (models.CharField, models.TextField))
            and not field.choices
            and not CODES.search(field.name)
        ]
    return found


def _of_a_network(model: Any) -> str | None:
    """The condition under which a row belongs to some network; None for what is an organisation's."""
    names = {field.name for field in model._meta.get_fields()}
    if model._meta.model_name in ("client", "network"):
        return "TRUE"
    if "network" in names:
        return "network_id IS NOT NULL"
    return None if "organisation" in names or "user" in names else "TRUE"


def test_the_words_are_marked(scene: Scene, cast: Cast) -> None:
    cast.network.refresh_from_db()
    cast.need.refresh_from_db()
    cast.note.refresh_from_db()
    cast.members["henk"].refresh_from_db()
    marked = [
        cast.network.title,
        cast.network.client.name,
        cast.need.words,
        cast.note.text,
        cast.members["henk"].name,
        cast.network.stories.first().text,
        cast.network.tasks.first().title,
    ]
    assert all(words.startswith(MARK) for words in marked), marked


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
    for name in ("networks:coach_network", "api:coach_network"):
        told = _told(client.get(reverse(name, args=[counted.pk])))
        assert set(re.findall(rf"{MARK}\w*", told)) == {f"{MARK}experimentwords"}
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
