"""The page of one person: what each reader sees of them, and what may be done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networks.choices import Circle, RoleKind, Visibility
from networks.models import Member
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

GOVERNED = ("person_place", "person_end", "person_return")
OWN_OR_GOVERNED = ("person_edit", "person_pause", "role_add")
PRESSED = ("person_resume", "person_joined")


def test_everybody_inside_sees_a_person_and_nobody_outside_does(cast: Cast) -> None:
    joris = cast.members["joris"].pk
    for name in INSIDE:
        assert browser(getattr(cast, name)).get(address("person", joris)).status_code == 200, name
    closed_to_outsiders(
        cast, *(address(name, joris) for name in ("person", *GOVERNED, *OWN_OR_GOVERNED, *PRESSED))
    )
    assert traces(cast.network.pk) == ["networks.person_seen"] * len(INSIDE)


def test_a_member_changes_nothing_about_others(cast: Cast) -> None:
    client = browser(cast.henk)
    for name in (*GOVERNED, *OWN_OR_GOVERNED):
        assert client.get(address(name, cast.members["joris"].pk)).status_code == 403, name
    for name in PRESSED:
        assert client.post(address(name, cast.members["joris"].pk)).status_code == 403, name


def test_looking_at_what_only_a_post_does_is_not_possible(cast: Cast) -> None:
    for name in PRESSED:
        assert browser(cast.marja).get(address(name, cast.members["joris"].pk)).status_code == 405, name


@pytest.mark.parametrize(("who", "sees"), [("bram", True), ("marja", True), ("joris", True), ("henk", False)])
def test_how_to_reach_somebody_is_for_them_and_for_who_decides_on_members(
    cast: Cast, who: str, sees: bool
) -> None:
    joris = cast.members["joris"]
    Member.objects.filter(pk=joris.pk).update(phone="06 98765432", email="joris.kok@example.org")
    page = words_of(browser(getattr(cast, who)).get(address("person", joris.pk)))
    assert ("06 98765432" in page) is sees
    assert ("joris.kok@example.org" in page) is sees


def test_who_speaks_for_the_client_sees_what_somebody_can_read(cast: Cast) -> None:
    fatima = address("person", cast.members["fatima"].pk)
    assert "Can read 1 of 2 needs." in words_of(browser(cast.bram).get(fatima))
    assert "can read" not in words_of(browser(cast.joris).get(fatima)).lower()


def test_what_somebody_reads_tells_nothing_of_what_the_reader_may_not_know(cast: Cast) -> None:
    make.make_need(cast.network, cast.fatima, words="A secret of mine", visibility=Visibility.ONLY_ME)
    page = words_of(browser(cast.bram).get(address("person", cast.members["fatima"].pk)))
    assert "A secret of mine" not in page
    assert "Can read 1 of 2 needs." in page


def test_the_circle_can_be_changed_and_keeps_its_history(cast: Cast) -> None:
    joris = cast.members["joris"]
    browser(cast.bram).post(address("person_place", joris.pk), {"circle": "close"})
    assert [one.circle for one in joris.placements.order_by("since")] == [Circle.AROUND, Circle.CLOSE]
    assert "How close" in words_of(browser(cast.bram).get(address("person", joris.pk)))
    assert "How close" not in words_of(browser(cast.henk).get(address("person", joris.pk)))


def test_one_changes_oneself_but_not_on_which_side_one_stands(cast: Cast) -> None:
    joris = cast.members["joris"]
    data = {
        "name": "Joris",
        "side": "formal",
        "relation": "neighbour",
        "phone": "06 1",
        "version": joris.version,
    }
    browser(cast.joris).post(address("person_edit", joris.pk), data)
    joris.refresh_from_db()
    assert (joris.name, joris.side, joris.relation, joris.phone) == ("Joris", "informal", "neighbour", "06 1")


def test_a_stale_form_changes_nothing(cast: Cast) -> None:
    joris = cast.members["joris"]
    data = {"name": "Too late", "relation": "neighbour", "version": joris.version + 1}
    page = browser(cast.joris).post(address("person_edit", joris.pk), data)
    assert page.status_code == 422
    assert "Somebody else changed this just now" in words_of(page)
    assert Member.objects.get(pk=joris.pk).name == "Joris Kok"


def test_the_organisation_somebody_is_linked_to_stays_when_only_the_telephone_changes(cast: Cast) -> None:
    fatima = cast.members["fatima"]
    Member.objects.filter(pk=fatima.pk).update(organisation=cast.linde)
    data = {
        "name": "Fatima",
        "side": "formal",
        "organisation_name": "De Linde",
        "function": "x",
        "phone": "1",
    }
    browser(cast.marja).post(address("person_edit", fatima.pk), data)
    fatima.refresh_from_db()
    assert (fatima.organisation, fatima.phone) == (cast.linde, "1")


def test_one_pauses_and_comes_back_early(cast: Cast) -> None:
    joris, client = cast.members["joris"], browser(cast.joris)
    day = (timezone.now() + timedelta(days=20)).date()
    client.post(address("person_pause", joris.pk), {"until": day.isoformat()})
    joris.refresh_from_db()
    assert joris.is_paused(timezone.now())
    assert "paused until" in words_of(browser(cast.bram).get(address("person", joris.pk)))
    client.post(address("person_resume", joris.pk))
    joris.refresh_from_db()
    assert not joris.is_paused(timezone.now())


def test_a_pause_lies_in_the_future(cast: Cast) -> None:
    page = browser(cast.joris).post(
        address("person_pause", cast.members["joris"].pk), {"until": "2020-01-01"}
    )
    assert page.status_code == 422
    assert "until" in page.context["form"].errors


def test_the_last_who_keeps_the_overview_goes_only_with_a_successor(cast: Cast) -> None:
    marja, henk, client = cast.members["marja"], cast.members["henk"], browser(cast.bram)
    assert client.post(address("person_end", marja.pk)).status_code == 422
    assert Member.objects.get(pk=marja.pk).until is None
    page = client.get(address("person_end", marja.pk))
    assert "still acts for Bram" in words_of(page)
    client.post(address("person_end", marja.pk), {"successor": str(henk.pk)})
    assert Member.objects.get(pk=marja.pk).until is not None
    assert henk.roles.filter(kind=RoleKind.ORGANIZER, until=None).exists()


def test_who_was_sent_away_sees_nothing_and_can_be_welcomed_back(cast: Cast) -> None:
    joris, client = cast.members["joris"], browser(cast.marja)
    client.post(address("person_end", joris.pk))
    assert browser(cast.joris).get(address("people", cast.network.pk)).status_code == 404
    for name in ("person_edit", "person_place", "person_pause", "person_end", "role_add", "invite"):
        assert client.get(address(name, joris.pk)).status_code == 404, name
    client.post(address("person_return", joris.pk), {"circle": "could_be_asked"})
    back = Member.objects.get(network=cast.network, person=joris.person, until=None)
    assert (back.user, back.joined_at) == (None, None)
    assert client.get(address("person_return", back.pk)).status_code == 302
    assert "Other times here" in words_of(client.get(address("person", back.pk)))


def test_it_can_be_noted_that_somebody_takes_part_without_an_account(cast: Cast) -> None:
    noor = cast.members["noor"]
    browser(cast.marja).post(address("person_joined", noor.pk))
    noor.refresh_from_db()
    assert noor.takes_part


def test_one_takes_something_on_and_ends_it_again(cast: Cast) -> None:
    henk, client = cast.members["henk"], browser(cast.henk)
    client.post(address("role_add", henk.pk), {"kind": "direct", "scope": f"need:{cast.need.pk}"})
    role = henk.roles.get(kind=RoleKind.DIRECT)
    assert role.need == cast.need
    assert browser(cast.joris).get(address("role_end", role.pk)).status_code == 403
    client.post(address("role_end", role.pk))
    role.refresh_from_db()
    assert role.until is not None


def test_a_role_for_a_need_one_may_not_read_is_not_there(cast: Cast) -> None:
    role = make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.family_need)
    assert browser(cast.fatima).get(address("role_end", role.pk)).status_code == 404
    assert "Bram worries" not in words_of(
        browser(cast.fatima).get(address("person", cast.members["henk"].pk))
    )
    assert "Bram worries" in words_of(browser(cast.joris).get(address("person", cast.members["henk"].pk)))


def test_only_who_keeps_the_overview_has_a_stand_in(cast: Cast) -> None:
    data = {"kind": "direct", "scope": "network", "stands_in": "on"}
    page = browser(cast.henk).post(address("role_add", cast.members["henk"].pk), data)
    assert page.status_code == 422
    assert "stands_in" in page.context["form"].errors


def test_a_need_or_part_of_life_from_elsewhere_cannot_be_named(cast: Cast) -> None:
    data = {"kind": "direct", "scope": f"need:{cast.other_need.pk}"}
    page = browser(cast.henk).post(address("role_add", cast.members["henk"].pk), data)
    assert page.status_code == 422
    assert "scope" in page.context["form"].errors


def test_a_steward_is_shown_no_reading_list(cast: Cast) -> None:
    steward = make.make_user("Steward")
    make.make_steward(cast.network, steward)
    page = words_of(browser(steward).get(address("person", cast.members["fatima"].pk)))
    assert "can read" not in page.lower()
