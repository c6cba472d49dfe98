"""A stranger's ids in a body or a query change nothing, link nothing and tell nothing."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from networks.models import Need, Note, Representation, Stewardship
from tests.access_scene import Scene
from tests.strangers import body_of, client_of, scene, tells_nothing, where_is, without_looks
from tests.watch import snapshot

__all__ = ["scene"]

NEED = {"words": "Swim", "domains": "own:domain", "importance": "high", "visibility": "named"}
SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
TASK = {"activity": "own:activity", "title": "=Swim", "when": "=rhythm", "day": f"={SOON}", "time": "=10:00"}
TASK |= {"minutes": "=60", "people": "=1", "often": "=weekly", "rotation": "=none"}
TASK_SENT = {"activity": "own:activity", "title": "=Swim", "when": "=once", "starts": f"={SOON}T10:00"}
PAGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("networks:steward_appoint", "network", {"member": "henk"}),
    ("networks:representative_appoint", "network", {"member": "henk", "ground": "written"}),
    ("networks:person_end", "marja", {"successor": "henk"}),
    ("networks:role_end", "overview", {"successor": "henk"}),
    ("networks:role_add", "henk", {"kind": "=direct", "scope": "need"}),
    ("networks:role_add", "henk", {"kind": "=direct", "scope": "domain"}),
    ("networks:need_add", "network", NEED | {"named": "henk"}),
    ("networks:need_add", "network", NEED | {"visibility": "everyone", "domains": "domain"}),
    ("networks:need_edit", "need", NEED | {"named": "henk"}),
    ("networks:need_audience", "need", {"visibility": "named", "named": "henk"}),
    ("networks:need_link", "need", {"direction": "=affects", "other": "extra", "words": "=So it goes"}),
    (
        "networks:note_add",
        "network",
        {"text": "=Hello", "subject": "=network", "visibility": "named", "named": "henk"},
    ),
    ("networks:note_add", "network", {"text": "=Hello", "visibility": "everyone", "subject": "need"}),
    ("networks:wheel_say", "network", {"words": "=It goes", "visibility": "=everyone", "domain": "domain"}),
    ("networks:note_audience", "note", {"visibility": "named", "named": "henk"}),
    ("networks:task_add", "network", TASK | {"need": "need"}),
    ("networks:task_add", "network", TASK | {"activity": "activity"}),
    ("networks:task_add", "network", TASK | {"rotation": "=in_turn", "turns": "henk"}),
    ("networks:task_edit", "task", {"title": "=Swim", "people": "=1", "activity": "activity"}),
)
"""Forms in which an id stands: address, what it is about, and the fields; a word names a stranger's row."""
API: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("api:stewards", "network", {"member": "henk"}),
    ("api:representatives", "network", {"member": "henk", "ground": "=written"}),
    ("api:member_end", "marja", {"successor": "henk"}),
    ("api:role_end", "overview", {"successor": "henk"}),
    ("api:roles", "network", {"member": "henk", "kind": "=direct"}),
    ("api:roles", "network", {"member": "own:henk", "kind": "=direct", "need": "need"}),
    ("api:roles", "network", {"member": "own:henk", "kind": "=direct", "domain": "domain"}),
    ("api:needs", "network", {"words": "=Swim", "domains": "[domain", "visibility": "=everyone"}),
    (
        "api:needs",
        "network",
        {"words": "=Swim", "domains": "[own:domain", "visibility": "=named", "named": "[henk"},
    ),
    ("api:need_audience", "need", {"visibility": "=named", "named": "[henk"}),
    ("api:links", "network", {"source": "own:need", "target": "extra", "words": "=So it goes"}),
    ("api:links", "network", {"source": "extra", "target": "own:need", "words": "=So it goes"}),
    ("api:notes", "network", {"text": "=Hello", "visibility": "=everyone", "need": "need"}),
    ("api:notes", "network", {"text": "=Hello", "visibility": "=everyone", "about": "henk"}),
    ("api:notes", "network", {"text": "=Hello", "visibility": "=named", "named": "[henk"}),
    ("api:wheel_words", "network", {"words": "=It goes", "visibility": "=everyone", "domain": "domain"}),
    ("api:note_audience", "note", {"visibility": "=named", "named": "[henk"}),
    ("api:tasks", "network", TASK_SENT | {"need": "need"}),
    ("api:tasks", "network", TASK_SENT | {"activity": "activity"}),
    ("api:tasks", "network", TASK_SENT | {"rotation": "=in_turn", "turns": "[henk"}),
    (
        "api:invitations",
        "network",
        {"member": "noor", "words": "=Come", "way": "=letter", "language": "=en"},
    ),
)
QUERIES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("api:roles", "network", {"member": "henk"}),
    ("api:needs", "network", {"domain": "domain"}),
    ("api:notes", "network", {"need": "need"}),
    ("api:notes", "network", {"about": "henk"}),
    ("api:invitations", "network", {"member": "noor"}),
    ("api:ledger", "network", {"actor": "eve"}),
    ("accountability:ledger", "network", {"who": "eve"}),
    ("networks:needs", "network", {"domain": "domain"}),
    ("api:wheel_words", "network", {"domain": "domain"}),
    ("api:sides", "network", {"domain": "domain"}),
    ("networks:note_add", "network", {"need": "need"}),
    ("networks:note_add", "network", {"about": "henk"}),
    ("api:tasks", "network", {"need": "need"}),
    ("api:tasks", "network", {"activity": "activity"}),
    ("api:occurrences", "network", {"task": "task"}),
    ("networks:task_add", "network", {"kind": "activity", "need": "need"}),
)


def _scoped(body: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """Pages name what a role or note is about as "need:<id>"."""
    kinds = [name for name in ("scope", "subject") if not fields.get(name, "=").startswith("=")]
    return body | {name: f"{fields[name]}:{body[name]}" for name in kinds}


def _points_nowhere_else(scene: Scene) -> None:
    """Nothing of Bram's names anybody or anything of Wim's."""
    connection.check_constraints()
    for model in (Need, Note):
        rows = model.objects.filter(network=scene.cast.network)
        assert not rows.filter(named__network=scene.cast.other).exists()
    assert not Stewardship.objects.filter(network=scene.cast.network, user=scene.cast.eve).exists()
    client = scene.cast.network.client
    assert not Representation.objects.filter(client=client, user=scene.cast.eve).exists()


@pytest.mark.parametrize(("name", "where", "fields"), PAGES)
def test_a_form_refuses_a_strangers_id(scene: Scene, name: str, where: str, fields: dict[str, str]) -> None:
    client, before = client_of(scene.cast.bram), snapshot()
    body = _scoped(body_of(scene, fields), fields)
    with transaction.atomic():
        response = client.post(where_is(scene, name, where), body)
    assert response.status_code in (403, 404, 422), response.status_code
    tells_nothing(response)
    _points_nowhere_else(scene)
    assert without_looks(snapshot()) == without_looks(before)


@pytest.mark.parametrize(("name", "where", "fields"), API)
def test_the_api_refuses_a_strangers_id(scene: Scene, name: str, where: str, fields: dict[str, str]) -> None:
    client, before = client_of(scene.cast.bram), snapshot()
    with transaction.atomic():
        response = client.post(
            where_is(scene, name, where), json.dumps(body_of(scene, fields)), "application/json"
        )
    assert response.status_code in (400, 403, 404, 409, 422), response.content
    tells_nothing(response)
    _points_nowhere_else(scene)
    assert without_looks(snapshot()) == without_looks(before)


@pytest.mark.parametrize(("name", "where", "fields"), [*PAGES, *API])
def test_with_ids_of_ones_own_network_the_same_is_done(
    scene: Scene, name: str, where: str, fields: dict[str, str]
) -> None:
    scene.strange.update(scene.rows)
    client, body = client_of(scene.cast.bram), _scoped(body_of(scene, fields), fields)
    path = where_is(scene, name, where)
    form = name.startswith("networks:")
    response = client.post(path, body) if form else client.post(path, json.dumps(body), "application/json")
    assert response.status_code in ((302,) if form else (200, 201, 204)), response.content[:2000]


@pytest.mark.parametrize(("name", "where", "fields"), QUERIES)
def test_a_strangers_id_in_a_querytells_nothing(
    scene: Scene, name: str, where: str, fields: dict[str, str]
) -> None:
    response = client_of(scene.cast.bram).get(where_is(scene, name, where), body_of(scene, fields))
    assert response.status_code in (200, 400, 404), response.status_code
    tells_nothing(response)


def test_the_rows_of_a_form_cannot_smuggle_an_id_in(scene: Scene) -> None:
    client = client_of(scene.cast.bram)
    strange = str(scene.strange["henk"].pk)
    rows = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "1", "people-0-id": strange}
    needs = {"needs-TOTAL_FORMS": "1", "needs-INITIAL_FORMS": "1", "needs-0-id": strange}
    for name, body in (("networks:start_people", rows), ("networks:start_needs", needs)):
        response = client.post(reverse(name), body | {"id": strange, "pk": strange, "network": strange})
        assert response.status_code < 500
        tells_nothing(response)
    _points_nowhere_else(scene)
