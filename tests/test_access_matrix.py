"""Every address × everybody × GET and POST, against one table; and a stranger's ids open nothing anywhere."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_rows import IN, INSIDE, METHOD, NO, NOBODY, NONE, SIGN_IN, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import GROUPS, TABLE
from tests.cast import NAMES, Cast
from tests.watch import said

EVERYBODY = (*NAMES, "steward", NOBODY)
QUICK = ("bram", "igor", NOBODY)
"""The client, somebody who left, and nobody; everybody else of the cast stands in the long run."""
OUTSIDE = [name for name in EVERYBODY if name not in INSIDE]
STRANGERS_TO_EVE = [name for name in EVERYBODY if name not in ("eve", NOBODY)]
"""Who is signed in and has no place in Eve's network."""


def _crowd(*quick: str, among: Sequence[str] = EVERYBODY) -> list[Any]:
    """Everybody; who is not quick stands in the long run."""
    return [name if name in quick else pytest.param(name, marks=pytest.mark.slow) for name in among]


SHARED = {
    "token of another",
    "import of another",
    "wrong token",
    "organisation",
    "domain",
    "region",
    "nowhere",
}
"""What belongs to no network: public, an organisation's, or Eve's own."""
CHANGE_THEIR_OWN = {"patch api:rule": ("els", "karel"), "patch api:coach_note": ("carla",)}
"""What who works for an organisation may change there: no network's row."""
SECRETS_OF_BRAM = (
    "Bram Visser",
    "Bram’s",
    "Henk",
    "Joris",
    "sing in the choir",
    "slept badly",
    "Known Only",
    "One helps",
)
"""Names and words of Bram's network: nobody outside may find one of them on any page."""
SAYS_NAMES_ANYWAY = {"accounts:demo"}
"""The demo's own sign-in page lists the cast."""


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One of everything the table names."""
    return set_scene(cast)


def _addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _addresses(
                one.url_patterns, namespace + (f"{one.namespace}:" if one.namespace else "")
            )
        elif one.name:
            yield namespace + one.name


def test_every_address_of_the_house_stands_in_the_table() -> None:
    known = set(_addresses(get_resolver().url_patterns))
    missing = {name for name in known - set(TABLE) if not name.startswith(tuple(GROUPS))}
    assert missing == set(), "put it in tests/access_table.py and think who may"
    assert set(TABLE) - known == set(), "in the table, but no address any more"


def _path(line: Line, rows: dict[str, Any]) -> str:
    if line.where == "nowhere":
        return reverse(line.name) + rows[line.where]
    return reverse(line.name, args=[getattr(rows[word], "pk", rows[word]) for word in _words(line)])


def _words(line: Line) -> list[str]:
    return [line.where] if line.where in SHARED else line.where.split()


def _body(line: Line, rows: dict[str, Any]) -> dict[str, str]:
    return {
        field: str(rows[value[1:]].pk) if value.startswith("$") else value
        for field, value in line.body.items()
    }


def _what(response: HttpResponse) -> str:
    """What somebody got, in the words of the table."""
    status, goes_to = response.status_code, response.headers.get("Location", "")
    if status == 401 or (status == 302 and goes_to.startswith(reverse("account_login"))):
        return SIGN_IN
    assert status < 500, status
    return {403: NO, 404: NONE, 405: METHOD}.get(status, IN)


def _asked(client: Client, method: str, line: Line, rows: dict[str, Any], body: Any = None) -> HttpResponse:
    """One request whose changes are taken back at once."""
    path, kept = _path(line, rows), client.cookies.copy()
    body = _body(line, rows) if body is None else body
    with transaction.atomic():
        if method == "get":
            response = client.get(path)
        elif path.startswith("/api/"):
            response = client.generic(method.upper(), path, json.dumps(body), "application/json")
        else:
            response = client.generic(method.upper(), path) if method != "post" else client.post(path, body)
        transaction.set_rollback(True)
    client.cookies = kept
    return response


def _client_of(scene: Scene, name: str) -> Client:
    client = Client()
    if name != NOBODY:
        client.force_login(scene.people[name])
    return client


@pytest.mark.parametrize("name", _crowd(*QUICK))
def test_everybody_gets_what_the_table_says_and_no_word_more(scene: Scene, name: str) -> None:
    client = _client_of(scene, name)
    wrong = []
    for line in TABLE.values():
        for method, row in (("get", line.get), ("post", line.post)):
            response = _asked(client, method, line, scene.rows)
            got, expected = _what(response), row.expected(name)
            if got != expected:
                wrong.append(f"{method} {line.name}: {got} ({response.status_code}), expected {expected}")
            if name in OUTSIDE and line.name not in SAYS_NAMES_ANYWAY:
                wrong.extend(f"{method} {line.name} says {word}" for word in _told(response))
    assert not wrong, "\n".join(wrong)


def _others(line: Line, name: str) -> tuple[str, ...]:
    """Methods beside GET and POST. A page refuses them before it asks who it is: three people show that."""
    return ("put", "patch", "delete") if name in QUICK or line.name.startswith("api:") else ()


def _told(response: HttpResponse) -> list[str]:
    text = said(response)
    return [word for word in SECRETS_OF_BRAM if word in text]


def test_a_name_that_chance_spells_is_not_told_and_one_that_somebody_wrote_is() -> None:
    token = '<input type="hidden" name="csrfmiddlewaretoken" value="x9Henkq7">'
    assert _told(HttpResponse(f'{token}<script nonce="aJorisb"></script>')) == []
    assert _told(HttpResponse(f'{token}<input name="who" value="Henk">')) == ["Henk"]


@pytest.mark.parametrize("name", _crowd("bram", among=STRANGERS_TO_EVE))
def test_the_ids_of_a_strangers_network_open_nothing(scene: Scene, name: str) -> None:
    client = _client_of(scene, name)
    opened = []
    for line in TABLE.values():
        if not line.where or line.where in SHARED:
            continue
        for method in ("get", "post", *_others(line, name)):
            got = _what(_asked(client, method, line, scene.strange))
            if got not in (NONE, METHOD):
                opened.append(f"{method} {line.name}: {got}")
    assert not opened, "\n".join(opened)


@pytest.mark.parametrize("name", _crowd("igor", among=OUTSIDE))
def test_no_other_method_lets_an_outsider_in(scene: Scene, name: str) -> None:
    client = _client_of(scene, name)
    opened = [
        f"{method} {line.name}: {got}"
        for line in TABLE.values()
        if line.where and line.name.startswith(("networks:", "api:", "accountability:"))
        for method in _others(line, name)
        if (got := _what(_asked(client, method, line, scene.rows))) == IN and line.where not in SHARED
        if name not in CHANGE_THEIR_OWN.get(f"{method} {line.name}", ())
    ]
    assert not opened, "\n".join(opened)


@pytest.mark.parametrize("name", _crowd("igor", "els"))
def test_the_rooms_that_others_built_are_open_to_the_right_people_and_tell_nothing(
    scene: Scene, name: str
) -> None:
    client = _client_of(scene, name)
    wrong = []
    for address in sorted(set(_addresses(get_resolver().url_patterns))):
        group = next((row for start, row in GROUPS.items() if address.startswith(start)), None)
        path = _group_path(address, scene)
        if group is None or path is None:
            continue
        response = client.get(path)
        if name in OUTSIDE:
            wrong.extend(f"{address} says {word}" for word in _told(response) if name != "otto")
        if address.startswith("admin:") and name != "otto" and response.status_code == 200:
            wrong.append(f"{address} is open")
        if response.status_code >= 500:
            wrong.append(f"{address}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def _group_path(address: str, scene: Scene) -> str | None:
    """The path of an address of another room, or None for those that need what the scene does not have."""
    for arguments in ([], [scene.people["bram"].pk], [1]):
        try:
            return reverse(address, args=arguments)
        except Exception:  # noqa: S112 - no such combination
            continue
    return None
