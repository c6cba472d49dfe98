"""What the client decides holds at once: who reads what, who is out, and who looked."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
WORDS = "Bram wants to sing in the choir"
Arrive = Callable[..., Visitor]


def test_the_client_narrows_what_a_person_sees_and_that_persons_page_changes(
    language: str, visitor: Arrive, cast: Cast
) -> None:
    joris = visitor(language)
    sign_in(joris, reads(cast.joris, language))
    network = f"/networks/{cast.network.pk}/"
    joris.open(network)
    joris.reads(WORDS)

    bram = visitor(language)
    sign_in(bram, reads(cast.bram, language))
    bram.open(f"/people/{cast.members['joris'].pk}/")
    bram.sees("can read this")
    bram.go(bram.page.locator("#reads li", has_text=WORDS).get_by_role("link").last)
    bram.sees("Who has read it cannot unread it. Making it narrower counts from now on.")
    bram.reads("Joris Kok")
    bram.pick("visibility", "close")
    bram.press("Save")
    bram.open(f"/people/{cast.members['joris'].pk}/")
    bram.sees("cannot read this")

    joris.open(network)
    joris.does_not_read(WORDS)
    joris.open(f"/needs/{cast.need.pk}/", 404)
    joris.open(f"{network}needs/")
    joris.does_not_read(WORDS)


def test_a_member_whose_place_ends_is_out_everywhere(language: str, visitor: Arrive, cast: Cast) -> None:
    joris = visitor(language)
    sign_in(joris, reads(cast.joris, language))
    before = [
        f"/networks/{cast.network.pk}/",
        f"/networks/{cast.network.pk}/people/",
        f"/people/{cast.members['henk'].pk}/",
        f"/needs/{cast.need.pk}/",
        f"/networks/{cast.network.pk}/notes/",
        f"/networks/{cast.network.pk}/?show=list",
        f"/api/v1/networks/{cast.network.pk}/",
        f"/api/v1/networks/{cast.network.pk}/members/",
        f"/api/v1/networks/{cast.network.pk}/picture/",
        f"/api/v1/needs/{cast.need.pk}/",
    ]
    for address in before:
        assert joris.page.request.get(joris.site + address).status == 200, address

    bram = visitor(language)
    sign_in(bram, reads(cast.bram, language))
    bram.open(f"/people/{cast.members['joris'].pk}/")
    bram.follow("End their place here")
    bram.press("End this place")
    bram.sees("%(name)s no longer takes part.", name="Joris Kok")

    for address in [*before, f"/networks/{cast.network.pk}/who-looked/", f"/needs/{cast.need.pk}/readers/"]:
        for headers in ({}, {"HX-Request": "true"}):
            assert joris.page.request.get(joris.site + address, headers=headers).status == 404, address
    joris.open(before[0], 404)
    joris.does_not_read("Bram", WORDS)
    joris.open("/")
    joris.does_not_read("Bram", WORDS)


def test_the_client_reads_who_looked(language: str, visitor: Arrive, cast: Cast) -> None:
    joris = visitor(language)
    sign_in(joris, reads(cast.joris, language))
    joris.open(f"/networks/{cast.network.pk}/")
    joris.open(f"/needs/{cast.need.pk}/")

    bram = visitor(language)
    sign_in(bram, reads(cast.bram, language))
    bram.open(f"/networks/{cast.network.pk}/")
    bram.follow("Who looked")
    bram.sees("Who looked and what happened")
    days = bram.page.locator("main .timeline").text_content() or ""
    assert "Joris Kok" in days
    bram.pick("who", str(cast.joris.pk))
    bram.press("Show")
    assert "Bram Visser" not in (bram.page.locator("main .timeline").text_content() or "")
    joris.open(f"/networks/{cast.network.pk}/who-looked/", 403)
