"""Every page that a client or a member can open, once, on a narrow screen and in the longer language."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from networks.actions.intake import keep_draft
from networks.choices import Visibility
from tests import factories as make
from tests.access_rows import IN, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import TABLE
from tests.cast import Cast
from tests.journeys.inspector import NARROW, STICKS_OUT, faults_of
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor
from tests.networks.intake_records import file
from tests.test_access_matrix import SHARED

pytestmark = pytest.mark.journey
NO_PAGES = (
    "api:",
    "admin:",
    "account_logout",
    "networks:promise_ics",
    "networks:story_photo",
    "networks:keepsake_file",
)
ELSEWHERE = ("mfa_", "account_", "usersessions_")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One of everything, with long words, and a reading of a file that is Bram's own."""
    scene = set_scene(cast)
    long = "Arbeidsongeschiktheidsverzekeringsmaatschappijen " * 3
    make.make_need(cast.network, cast.bram, words=long, for_client=True)
    make.make_note(cast.network, cast.bram, text=long, visibility=Visibility.EVERYONE, for_client=True)
    make.make_member(
        cast.network, name="Wilhelmina van Heemskerck-van Beest", function=long[:100], side="formal"
    )
    draft = keep_draft(actor=cast.bram, draft=file("nictiz-careteam.json"), filename=f"{'team' * 30}.json")
    return Scene(cast, scene.people, scene.rows | {"import of another": draft}, scene.strange)


def address_of(line: Line, rows: dict[str, Any]) -> str:
    words = [line.where] if line.where in SHARED else line.where.split()
    return reverse(line.name, args=[getattr(rows[word], "pk", rows[word]) for word in words])


def pages_of(name: str, rows: dict[str, Any]) -> set[str]:
    """The addresses that answer this person with a page of the house's own."""
    own_file = {"networks:import_preview"} if name == "bram" else set()
    return {
        address_of(line, rows)
        for line in TABLE.values()
        if not line.name.startswith(NO_PAGES) and (line.get.expected(name) == IN or line.name in own_file)
    }


def sign_in_pages() -> set[str]:
    """The pages about signing in that need no id."""
    found = set()
    for name in get_resolver().reverse_dict:
        if isinstance(name, str) and name.startswith(ELSEWHERE) and not name.startswith(NO_PAGES):
            try:
                found.add(reverse(name))
            except NoReverseMatch:
                continue
    return found


def faults_on(one: Visitor, addresses: set[str]) -> list[str]:
    """Every fault of every page, narrow."""
    faults = []
    one.page.set_viewport_size(NARROW)
    for address in sorted(addresses):
        one.open(address, status=None, look=False)
        found = [*one.page.evaluate(STICKS_OUT), *faults_of(one.page)]
        faults += [f"{address}: {fault}" for fault in found]
    return faults


@pytest.mark.parametrize("name", ["bram", "henk"])
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    visitor: Callable[..., Visitor], scene: Scene, name: str
) -> None:
    user = reads(scene.people[name], "nl")
    addresses = pages_of(name, scene.rows)
    addresses = addresses | sign_in_pages() if name == "bram" else addresses - pages_of("bram", scene.rows)
    one = visitor("nl")
    sign_in(one, user)
    faults = faults_on(one, addresses)
    assert not faults, "\n".join(faults)


def test_every_page_before_signing_in_fits_too(visitor: Callable[..., Visitor], scene: Scene) -> None:
    one = visitor("nl")
    addresses = pages_of("nobody", scene.rows) | {"/join/the-token-of-mies/"} | sign_in_pages()
    faults = faults_on(one, addresses)
    assert not faults, "\n".join(faults)
