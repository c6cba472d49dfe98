"""A role that shows: from the question to one person alone, through their yes, to handing it over."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from networks.choices import RoleKind, RoleSource
from networks.models import Role, RoleProposal
from networks.tasks import propose_all_roles
from tests.cast import Cast
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor
from tests.networks.test_roles_emerging import keeps_overview

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]


def arrive(visitor: Callable[..., Visitor], user: Any, language: str) -> Visitor:
    """Somebody of the cast at a browser, signed in."""
    one = visitor(language)
    sign_in(one, reads(user, language))
    return one


def test_who_keeps_the_overview_is_asked_alone_says_yes_and_later_hands_it_over(
    language: str, visitor: Callable[..., Visitor], cast: Cast
) -> None:
    keeps_overview(cast, cast.henk)
    propose_all_roles()
    roles = f"/networks/{cast.network.pk}/roles/"

    bram = arrive(visitor, cast.bram, language)
    bram.open(roles)
    bram.sees("You see what you may read. For needs that you may not read there may be others.")
    bram.does_not_read(bram.words("Is that what you do?"))

    henk = arrive(visitor, cast.henk, language)
    henk.sees("There is a question for you alone, about what you do here.")
    henk.open(f"/role-questions/{RoleProposal.objects.get().pk}/")
    henk.sees("Is that what you do?")
    henk.go(henk.page.locator("button[name=answer][value=yes]"))
    henk.sees("Thank you. It stands in the list now.")
    role = Role.objects.get(member=cast.members["henk"], kind=RoleKind.ORGANIZER)
    assert role.source == RoleSource.SUGGESTED

    bram.open(roles)
    bram.reads("Henk Visser")
    bram.page.locator("#who-does-what details", has_text="Henk Visser").first.locator("summary").press(
        "Enter"
    )
    henk.open(roles)
    held = henk.page.locator("#who-does-what details", has_text="Henk Visser").first
    held.locator("summary").click()
    held.locator("a", has_text=henk.words("Hand over")).click()
    form = henk.page.locator(".slot form")
    form.locator("[name='stays']").check()
    henk.pick("to", str(cast.members["joris"].pk))
    henk.arrived()
    form.locator("button.button").press("Enter")
    henk.page.get_by_text(henk.words("Handed over.")).wait_for()
    henk.arrived()
    keeps = Role.objects.at(timezone.now()).overview().filter(network=cast.network)
    assert {(one.member.name, one.stands_in) for one in keeps} == {
        ("Marja Visser", False),
        ("Joris Kok", False),
        ("Henk Visser", True),
    }
    henk.open(
        f"/networks/{cast.network.pk}/what-if/?member={cast.members['joris'].pk}&first=2099-01-01&last=2099-01-08"
    )
    henk.sees("Also:")


def test_a_gap_is_filled_in_place_with_the_keyboard(
    language: str, visitor: Callable[..., Visitor], cast: Cast
) -> None:
    marja = arrive(visitor, cast.marja, language)
    marja.open(f"/networks/{cast.network.pk}/roles/")
    where = marja.page.locator("tr", has_text="Bram wants to sing in the choir").locator("td").nth(1)
    where.locator("a.button").first.press("Enter")
    where.locator("select[name=member]").select_option(str(cast.members["anouk"].pk))
    where.locator("form button.button").press("Enter")
    marja.page.locator("#who-does-what a, #who-does-what summary", has_text="Anouk Bakker").first.wait_for()
    assert Role.objects.filter(member=cast.members["anouk"], need=cast.need).exists()
    marja.arrived()
