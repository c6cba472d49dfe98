"""Every page that somebody can open, once, on a narrow screen and in the longer language."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from networks.actions.intake import keep_draft
from networks.choices import Visibility
from networks.choices.coaching import Opens
from networks.models import CoachingNote, Lesson, Member, Participation, Rule, Team
from networks.overview.copying import copy, recount, retell
from tests import coaching
from tests import factories as make
from tests.access_rows import IN, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import TABLE
from tests.cast import Cast
from tests.journeys.inspector import NARROW, STICKS_OUT, faults_of
from tests.journeys.steps import reads, sign_in
from tests.journeys.test_together import no_second_step
from tests.journeys.visitor import Visitor
from tests.networks.counting import everything_stands_out, takes_part
from tests.networks.intake_records import file
from tests.test_access_matrix import SHARED

__all__ = ["no_second_step"]
pytestmark = pytest.mark.journey
LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappijen "
NO_PAGES = (
    "api:",
    "admin:",
    "account_logout",
    "networks:promise_ics",
    "networks:story_photo",
    "networks:keepsake_file",
    "networks:overview_sheet",
    "networks:coach_sheet",
)
ELSEWHERE = ("mfa_", "account_", "usersessions_")


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """One of everything, with long words, and a reading of a file that is Bram's own."""
    scene = set_scene(cast)
    long = LONG * 3
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


@pytest.fixture
def counted(scene: Scene, cast: Cast) -> Scene:
    """De Linde counts many networks in which much stands out, and long words stand in all that it reads."""
    Member.objects.filter(network=cast.other).update(organisation=cast.linde)
    networks = [cast.network, cast.other, *(takes_part(cast.linde) for _turn in range(25))]
    for network in networks:
        everything_stands_out(network)
    copy([network.pk for network in networks], timezone.now())
    recount(timezone.now())
    retell(cast.linde.pk, timezone.now())
    coaching.make_consent(scene.rows["participation"], cast.bram, Opens.WORDS)
    Participation.objects.filter(pk=scene.rows["participation"].pk).update(nickname=LONG[:40])
    Team.objects.filter(organisation=cast.linde).update(name=(LONG * 2)[:60])
    Rule.objects.filter(organisation=cast.linde).update(words=LONG * 3, owner=LONG * 2, evidence=LONG * 5)
    Lesson.objects.update(words=LONG * 3, outcome=LONG * 5)
    CoachingNote.objects.update(words=LONG * 5)
    return scene


@pytest.mark.parametrize("name", ["els", "karel", "carla"])
def test_every_page_of_who_works_for_an_organisation_fits_too(
    visitor: Callable[..., Visitor], counted: Scene, name: str, no_second_step: None
) -> None:
    user = reads(counted.people[name], "nl")
    user.authenticator_set.all().delete()
    one = visitor("nl")
    sign_in(one, user)
    addresses = pages_of(name, counted.rows) - pages_of("bram", counted.rows)
    must = {"els": "overview", "karel": "yearly", "carla": "coach"}[name]
    assert reverse(f"networks:{must}", args=[counted.cast.linde.pk]) in addresses
    faults = faults_on(one, addresses)
    assert not faults, "\n".join(faults)


def test_every_page_before_signing_in_fits_too(visitor: Callable[..., Visitor], scene: Scene) -> None:
    one = visitor("nl")
    addresses = pages_of("nobody", scene.rows) | {"/join/the-token-of-mies/"} | sign_in_pages()
    faults = faults_on(one, addresses)
    assert not faults, "\n".join(faults)
