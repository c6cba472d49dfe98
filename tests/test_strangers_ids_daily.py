"""The same for what people do together: asks, promises, talents, swaps, rules, stories and calendars."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tests.access_scene import Scene
from tests.strangers import body_of, client_of, scene, sends, tells_nothing, where_is, without_looks
from tests.watch import snapshot

__all__ = ["scene"]

Line = tuple[str, str, str, dict[str, str]]
TODAY = datetime.now(UTC).date()
SOON = f"={TODAY + timedelta(days=2)}"
ASK = {"step": "=send", "reach": "=some", "wider_after": "=24", "words": "=Could you?"}
SWAP = {"taker": "own:henk", "takes": "own:series", "freed": "own:friend", "frees_for": "own:task"}
STORY = {"text": "=We sang", "visibility": "=named", "named": "henk"}
PAGES: tuple[Line, ...] = (
    ("networks:ask_add", "bram", "fresh", ASK | {"members": "henk"}),
    ("networks:ask_add", "bram", "series", ASK | {"members": "own:henk", "occurrence": "open"}),
    ("networks:ask_answer", "joris", "put", {"answer": "=yes", "occurrence": "open"}),
    ("networks:promise_for", "bram", "open", {"member": "friend", "place": "=0"}),
    ("networks:pledge_add", "joris", "series", {"form": "=dates", "occurrences": "open"}),
    ("networks:date_swap_add", "henk", "offered", {"wanted": "others"}),
    ("networks:date_swap_accept", "joris", "question", {"promise": "others"}),
    (
        "networks:talent_add",
        "henk",
        "network",
        {"member": "own:henk", "kind": "=likes", "activity": "activity"},
    ),
    ("networks:talent_add", "henk", "network", {"member": "henk", "kind": "=likes", "words": "=Tea"}),
    ("networks:talent_edit", "henk", "talent", {"kind": "=likes", "activity": "activity", "version": "=1"}),
    ("networks:challenge_add", "bram", "henk", {"talent": "skill", "words": "=Would you?"}),
    ("networks:challenge_add", "bram", "henk", {"need": "need", "words": "=Would you?"}),
    *(("networks:swap_propose", "bram", "network", SWAP | {name: SWAP[name][4:]}) for name in SWAP),
    ("networks:barrier_add", "bram", "network", {"words": "=Never", "source": "=habit", "task": "task"}),
    ("networks:story_add", "bram", "network", STORY),
    ("networks:story_audience", "bram", "story", {"visibility": "=named", "named": "henk"}),
    ("networks:feed_make", "bram", "", {"network": "network", "tells": "=masked"}),
)
"""Forms in which an id stands: address, who sends it, what it is about, and the fields."""
API: tuple[Line, ...] = (
    ("api:task", "bram", "task", {"activity": "activity"}),
    ("api:task", "bram", "task", {"rotation": "=in_turn", "turns": "[henk"}),
    ("api:ask_add", "bram", "fresh", {"reach": "=some", "members": "[henk"}),
    ("api:ask_add", "bram", "series", {"reach": "=fitting", "occurrence": "open"}),
    ("api:ask_answer", "joris", "put", {"answer": "=yes", "occurrence": "open"}),
    ("api:promises", "bram", "open", {"member": "friend"}),
    ("api:promise_dates", "joris", "series", {"occurrences": "[open"}),
    ("api:pledges", "bram", "series", {"member": "friend", "first": SOON}),
    ("api:date_swaps", "henk", "offered", {"wanted": "[others"}),
    ("api:date_swap_accept", "joris", "question", {"promise": "others"}),
    ("api:talents", "henk", "network", {"member": "henk", "kind": "=likes", "words": "=Tea"}),
    ("api:talents", "henk", "network", {"member": "own:henk", "kind": "=likes", "activity": "activity"}),
    ("api:talent", "henk", "talent", {"kind": "=likes", "activity": "activity"}),
    ("api:challenges", "bram", "network", {"member": "henk", "words": "=Would you?"}),
    (
        "api:challenges",
        "bram",
        "network",
        {"member": "own:henk", "words": "=Would you?", "talent": "skill"},
    ),
    ("api:challenges", "bram", "network", {"member": "own:henk", "words": "=Would you?", "need": "need"}),
    *(("api:swaps", "bram", "network", SWAP | {name: SWAP[name][4:]}) for name in SWAP),
    ("api:barriers", "bram", "network", {"words": "=Never", "task": "task"}),
    ("api:stories", "bram", "network", {"text": "=We sang", "visibility": "=named", "named": "[henk"}),
    ("api:story_audience", "bram", "story", {"visibility": "=named", "named": "[henk"}),
    ("api:feeds", "bram", "", {"network": "network"}),
)
QUERIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("api:who_fits", "series", {"occurrence": "open"}),
    ("api:talents", "network", {"member": "henk"}),
    ("api:talents", "network", {"activity": "activity"}),
    ("api:barriers", "network", {"task": "task"}),
    ("networks:ask_add", "series", {"member": "henk", "occurrence": "open"}),
    ("networks:talent_add", "network", {"member": "henk", "activity": "activity"}),
    ("networks:talents", "network", {"answer": "challenge", "activity": "activity"}),
    ("networks:challenge_add", "henk", {"talent": "talent", "need": "need"}),
    ("networks:swap_propose", "network", {name: word[4:] for name, word in SWAP.items()}),
    ("networks:barrier_add", "network", {"task": "task"}),
    ("networks:suggestions", "series", {"occurrence": "open"}),
    ("networks:calendar", "network", {"activity": "activity"}),
    ("networks:feeds", "", {"network": "network"}),
)
PATCHED = ("api:task", "api:talent")


def _method(name: str) -> str:
    return "patch" if name in PATCHED else "post"


@pytest.mark.parametrize(("name", "who", "where", "fields"), [*PAGES, *API])
def test_a_strangers_id_changes_nothing_and_tells_nothing(
    scene: Scene, name: str, who: str, where: str, fields: dict[str, str]
) -> None:
    path, body = where_is(scene, name, where), body_of(scene, fields)
    client, before = client_of(getattr(scene.cast, who)), snapshot()
    with transaction.atomic():
        response = sends(client, path, body, method=_method(name))
    assert response.status_code in (400, 403, 404, 409, 422), response.content[:2000]
    tells_nothing(response)
    assert without_looks(snapshot()) == without_looks(before)


@pytest.mark.parametrize(("name", "who", "where", "fields"), [*PAGES, *API])
def test_with_ids_of_ones_own_network_the_same_is_done(
    scene: Scene, name: str, who: str, where: str, fields: dict[str, str]
) -> None:
    scene.strange.update(scene.rows)
    path, body = where_is(scene, name, where), body_of(scene, fields)
    client, before = client_of(getattr(scene.cast, who)), snapshot()
    response = sends(client, path, body, method=_method(name))
    done = (200, 201, 204) if name.startswith("api:") or name == "networks:feed_make" else (302,)
    assert response.status_code in done, response.content[:2000]
    assert without_looks(snapshot()) != without_looks(before)


@pytest.mark.parametrize(("name", "where", "fields"), QUERIES)
def test_a_strangers_id_in_a_query_tells_nothing(
    scene: Scene, name: str, where: str, fields: dict[str, str]
) -> None:
    client = client_of(scene.cast.bram)
    response = client.get(where_is(scene, name, where), body_of(scene, fields))
    assert response.status_code in (200, 400, 404), response.status_code
    tells_nothing(response)
