"""What tests with a stranger's ids share: two networks with one of everything, and words for their rows."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from networks.choices import TaskWhen
from networks.models import Activity, Barrier, LifeDomain, Member, Network, Story, Talent, Task
from tests import daily
from tests import factories as make
from tests.access_scene import Scene, set_scene
from tests.cast import Cast
from tests.watch import said

WIMS = ("Wim", "Eve Jansen", "Gerda", "swim again", "tired on Monday")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """The scene of the matrix, with Marja's place and role, a part of life that is not Bram's, and dates that
    can be promised and swapped.
    """
    scene = set_scene(cast)
    scene.rows["marja"] = cast.members["marja"]
    scene.rows["overview"] = cast.members["marja"].roles.get()
    scene.rows["domain"] = make.domain()
    scene.strange["domain"] = LifeDomain.objects.create(
        organisation=make.make_organisation("Elsewhere"), code="wim", name="Wim's part"
    )
    scene.strange["eve"] = cast.eve
    scene.rows["extra"] = make.make_need(cast.network, cast.bram)
    scene.strange["extra"] = make.make_need(cast.other, cast.eve)
    scene.rows.update(_dates(cast.network, cast.bram, cast.members["henk"], cast.members["joris"]))
    scene.strange.update(_dates(cast.other, cast.eve, cast.other_member, make.make_member(cast.other)))
    for model, name in ((Task, "title"), (Story, "text"), (Barrier, "words"), (Talent, "words")):
        model.objects.filter(network=cast.other).update(**{name: "Of Wim"})  # type: ignore[attr-defined]
    Activity.objects.filter(network=cast.other).update(name="Of Wim")
    return scene


def _dates(network: Network, author: User, member: Member, friend: Member) -> dict[str, Any]:
    """A series of which ``offered`` is the member's, ``others`` the friend's and ``open`` (with one
    more) nobody's, with an ask to the friend and a question to swap that waits for the friend. Nobody was
    asked about ``fresh`` and ``skill`` yet.
    """
    task = daily.make_task(network, author, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    offered = daily.make_promise(task.occurrences.get(), member)
    later = daily.make_promise(daily.make_date(task, daily.hence(17)), member)
    daily.make_date(task, daily.hence(31))
    others = daily.make_promise(daily.make_date(task, daily.hence(10)), friend)
    return {
        "friend": friend,
        "series": task,
        "offered": offered,
        "others": others,
        "open": daily.make_date(task, daily.hence(24)),
        "question": daily.make_date_swap(later, others),
        "put": daily.make_ask(task, friend),
        "fresh": daily.make_task(network, author, starts=daily.hence(12)),
        "skill": daily.make_talent(member, "walk"),
    }


def value_of(scene: Scene, word: str) -> Any:
    """The text after "=", the id of an own row after "own:", else the id of the stranger's row; in a list
    after "[".
    """
    if word.startswith("["):
        return [value_of(scene, word[1:])]
    if word.startswith("="):
        return word[1:]
    rows = scene.rows if word.startswith("own:") else scene.strange
    row = rows.get(word.removeprefix("own:"))
    return str(row.pk) if row is not None else word


def body_of(scene: Scene, fields: dict[str, str]) -> dict[str, Any]:
    """The fields with the ids that their words stand for."""
    return {name: value_of(scene, word) for name, word in fields.items()}


def where_is(scene: Scene, name: str, word: str) -> str:
    """The address of one of Bram's rows; without a word one that is about nothing."""
    return reverse(name, args=[scene.rows[word].pk] if word else [])


def client_of(user: User) -> Client:
    """A browser in which this user is signed in."""
    client = Client()
    client.force_login(user)
    return client


def sends(client: Client, where: str, body: dict[str, Any], *, method: str = "post") -> HttpResponse:
    """A form, or below /api/ an object in JSON, as it is sent from a browser or a program."""
    if not where.startswith("/api/"):
        return client.post(where, body)
    return client.generic(
        method.upper(), where, json.dumps(body), "application/json", headers={"If-Match": "*"}
    )


def tells_nothing(response: HttpResponse) -> None:
    """No word of Wim's network stands in an answer."""
    text = said(response)
    assert [word for word in WIMS if word in text] == []


def without_looks(rows: dict[str, str]) -> dict[str, str]:
    """A snapshot without the ledger, in which a look may have been written."""
    return {table: print_ for table, print_ in rows.items() if not table.startswith("accountability")}
