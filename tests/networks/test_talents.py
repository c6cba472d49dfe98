"""Talents: who says what of whom, and what nobody else ever finds out."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carenet.lib.errors import Conflict, DomainError
from networks.actions import talent as talents
from networks.actions.talent import AskedNotTo
from networks.choices import DayPart, Side, TalentKind
from networks.errors import NotFromHere
from networks.models import Activity, Availability, Talent
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of
from tests.watch import snapshot

OTHERS = tuple(name for name in INSIDE if name != "henk")


def say(cast: Cast, who: str = "henk", of: str | None = "henk", **says: Any) -> Talent:
    """Somebody says something of somebody (None: of the client)."""
    says = {"kind": TalentKind.LIKES, "activity": daily.activity("music").pk} | says
    seat = make.seat(getattr(cast, who), cast.network)
    return talents.say_talent(actor=seat, member=cast.members[of].pk if of else None, **says)


def never(cast: Cast, code: str = "shopping") -> Talent:
    """Henk never wants to be asked for this."""
    return daily.make_talent(cast.members["henk"], code, kind=TalentKind.NEVER)


def test_outsiders_find_no_page_of_talents(cast: Cast) -> None:
    row = daily.make_talent(cast.members["henk"])
    closed_to_outsiders(
        cast,
        address("talents", cast.network.pk),
        address("talent_add", cast.network.pk),
        address("talent_edit", row.pk),
        address("talent_end", row.pk),
        address("availability", cast.members["henk"].pk),
    )


def test_one_says_of_oneself_what_one_likes_with_its_limits(cast: Cast) -> None:
    row = say(cast, words="Playing records", weekdays=[6, 0, 6], with_someone=True, limits="not loud")
    assert (row.member, row.weekdays, row.with_someone) == (cast.members["henk"], [0, 6], True)
    assert row.days == "Monday, Sunday"


@pytest.mark.parametrize("who", ["joris", "fatima", "choir", "bram", "marja"])
def test_nobody_says_something_of_somebody_with_an_account(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        say(cast, who)


def test_who_governs_says_it_for_somebody_without_an_account_only(cast: Cast) -> None:
    cast.members["mies"] = make.make_member(cast.network, name="Mies Vos")
    assert say(cast, "marja", "mies").member == cast.members["mies"]
    with pytest.raises(PermissionDenied):
        say(cast, "joris", "mies")


def test_the_client_gives_too_by_who_speaks_for_them(cast: Cast) -> None:
    assert say(cast, "marja", None, words="Telling jokes").member is None
    assert say(cast, "bram", None, words="Making tea").member is None
    with pytest.raises(PermissionDenied):
        say(cast, "henk", None)
    page = words_of(browser(cast.fatima).get(address("talents", cast.network.pk)))
    assert "Telling jokes" in page


def test_who_left_is_not_here_any_more(cast: Cast) -> None:
    row = daily.make_talent(cast.members["igor"], words="Igor sings")
    assert "Igor sings" not in words_of(browser(cast.bram).get(address("talents", cast.network.pk)))
    assert browser(cast.bram).get(address("talent_edit", row.pk)).status_code == 404
    with pytest.raises(NotFromHere):
        say(cast, "marja", "igor")


def test_the_same_thing_is_said_once_until_it_ends(cast: Cast) -> None:
    row = say(cast)
    with pytest.raises(ValidationError):
        say(cast)
    talents.end_talent(actor=make.seat(cast.henk, cast.network), talent=row.pk)
    assert say(cast).pk != row.pk


def test_an_activity_of_another_network_is_not_known(cast: Cast) -> None:
    theirs = Activity.objects.create(network=cast.other, code="own-wim", name="Wims")
    with pytest.raises(NotFromHere):
        say(cast, activity=theirs.pk)
    row = daily.make_talent(cast.members["henk"])
    seat = make.seat(cast.henk, cast.network)
    with pytest.raises(NotFromHere):
        talents.change_talent(actor=seat, talent=row.pk, activity=theirs.pk)


def test_a_stale_version_changes_nothing(cast: Cast) -> None:
    row = say(cast)
    seat = make.seat(cast.henk, cast.network)
    talents.change_talent(actor=seat, talent=row.pk, words="Records", version=1)
    with pytest.raises(Conflict):
        talents.change_talent(actor=seat, talent=row.pk, words="Piano", version=1)
    row.refresh_from_db()
    assert row.words == "Records"


def test_please_do_not_ask_ends_the_offer_of_the_same_thing_and_ends_at_will(cast: Cast) -> None:
    offer = say(cast, activity=daily.activity("shopping").pk)
    refusal = say(cast, kind=TalentKind.NEVER, activity=daily.activity("shopping").pk)
    offer.refresh_from_db()
    assert offer.until is not None
    with pytest.raises(AskedNotTo):
        say(cast, kind=TalentKind.WOULD_LOVE, activity=daily.activity("shopping").pk)
    talents.end_talent(actor=make.seat(cast.henk, cast.network), talent=refusal.pk)
    assert say(cast, kind=TalentKind.WOULD_LOVE, activity=daily.activity("shopping").pk).until is None


def test_please_do_not_ask_needs_a_kind_of_thing(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        say(cast, kind=TalentKind.NEVER, activity=None, words="Singing")


@pytest.mark.parametrize("name", OTHERS)
def test_what_somebody_never_wants_is_found_by_nobody_else_on_any_page(cast: Cast, name: str) -> None:
    refusal = never(cast)
    refusal.words = "No shops for me"
    refusal.store("words")
    client = browser(getattr(cast, name))
    pages = [
        address("talents", cast.network.pk),
        address("talents", cast.network.pk) + "?words=shops",
        address("talents", cast.network.pk) + "?activity=shopping",
        address("person", cast.members["henk"].pk),
        address("challenge_add", cast.members["henk"].pk),
        address("network", cast.network.pk),
        address("swap_propose", cast.network.pk),
    ]
    for page in pages:
        assert "No shops for me" not in words_of(client.get(page)), page
        assert str(refusal.pk) not in client.get(page).content.decode(), page
    for page in (address("talent_edit", refusal.pk), address("talent_end", refusal.pk)):
        assert {client.get(page).status_code, client.post(page).status_code} <= {404, 405}, page


@pytest.mark.parametrize("name", OTHERS)
def test_what_somebody_never_wants_is_found_by_nobody_else_through_the_api(cast: Cast, name: str) -> None:
    refusal = never(cast)
    client = browser(getattr(cast, name))
    listed = reverse("api:talents", args=[cast.network.pk])
    for question in ("", "?kind=never", f"?member={cast.members['henk'].pk}"):
        assert str(refusal.pk) not in client.get(listed + question).content.decode(), question
    assert client.get(reverse("api:talent", args=[refusal.pk])).status_code == 404
    end = client.post(reverse("api:talent_end", args=[refusal.pk]), content_type="application/json")
    assert end.status_code == 404
    body = {"member": str(cast.members["henk"].pk), "words": "Shop?", "talent": str(refusal.pk)}
    asked = client.post(
        reverse("api:challenges", args=[cast.network.pk]), body, content_type="application/json"
    )
    assert asked.status_code == 400
    assert "talent" in asked.json()["errors"]


def test_the_trace_tells_a_wish_from_a_refusal_by_nothing(cast: Cast) -> None:
    say(cast, activity=daily.activity("music").pk)
    say(cast, kind=TalentKind.NEVER, activity=daily.activity("shopping").pk)
    page = words_of(browser(cast.bram).get(reverse("accountability:ledger", args=[cast.network.pk])))
    assert "never" not in page.casefold()
    assert traces(cast.network.pk, "networks.talent_said") == ["networks.talent_said"] * 2


def test_one_sees_what_one_never_wants_oneself(cast: Cast) -> None:
    refusal = never(cast)
    client = browser(cast.henk)
    page = words_of(client.get(address("talents", cast.network.pk)))
    assert "please don't ask for" in page
    assert "Shopping" in words_of(client.get(address("person", cast.members["henk"].pk)))
    client.post(address("talent_end", refusal.pk))
    refusal.refresh_from_db()
    assert refusal.until is not None


def test_of_somebody_without_an_account_who_governs_sees_it_and_others_do_not(cast: Cast) -> None:
    mies = make.make_member(cast.network, name="Mies Vos")
    refusal = daily.make_talent(mies, "care", kind=TalentKind.NEVER)
    assert "Personal care" in words_of(browser(cast.marja).get(address("person", mies.pk)))
    for name in ("henk", "joris", "fatima", "choir"):
        assert "Personal care" not in words_of(browser(getattr(cast, name)).get(address("person", mies.pk)))
        assert browser(getattr(cast, name)).get(address("talent_edit", refusal.pk)).status_code == 404
    mies.user, mies.joined_at = make.make_user("Mies Vos"), make.ago(1)
    mies.store("user", "joined_at")
    assert "Personal care" not in words_of(browser(cast.marja).get(address("person", mies.pk)))


def test_the_list_finds_by_words_by_name_and_by_the_name_of_the_kind(cast: Cast) -> None:
    daily.make_talent(cast.members["henk"], "administration", words="Books for 40 years")
    daily.make_talent(cast.members["fatima"], "garden")
    client, here = browser(cast.joris), address("talents", cast.network.pk)
    assert {"Books for 40 years", "Garden"} <= set(_titles(client.get(here)))
    assert _titles(client.get(here + "?words=40 years")) == ["Books for 40 years"]
    assert _titles(client.get(here + "?words=fatima")) == ["Garden"]
    assert _titles(client.get(here + "?words=admin")) == ["Books for 40 years"]
    assert _titles(client.get(here + "?activity=garden")) == ["Garden"]
    assert "Nothing found" in words_of(client.get(here + "?words=zzz"))


def _titles(page: Any) -> list[str]:
    return [str(talent) for group in page.context["groups"] for talent in group.talents]


def test_a_talent_is_added_changed_and_ended_on_pages(cast: Cast) -> None:
    client = browser(cast.henk)
    here = address("talent_add", cast.network.pk)
    data = {"member": str(cast.members["henk"].pk), "kind": "good_at", "words": "Books", "weekdays": ["6"]}
    assert client.post(here, data | {"kind": "never"}).status_code == 422
    assert client.post(here, data | {"words": ""}).status_code == 422
    assert client.post(here, data).status_code == 302
    row = Talent.objects.get(words="Books")
    edit = address("talent_edit", row.pk)
    page = client.get(edit)
    assert 'value="6"' in page.content.decode()
    client.post(edit, {"kind": "likes", "words": "Books and coffee", "version": row.version})
    row.refresh_from_db()
    assert (row.words, row.kind, row.weekdays) == ("Books and coffee", "likes", [])
    client.post(address("talent_end", row.pk))
    assert "Books and coffee" not in words_of(client.get(address("talents", cast.network.pk)))


def test_a_member_of_another_network_is_not_offered_and_not_taken(cast: Cast) -> None:
    client = browser(cast.marja)
    before = snapshot()
    data = {"member": str(cast.other_member.pk), "kind": "likes", "words": "Wims"}
    assert client.post(address("talent_add", cast.network.pk), data).status_code == 422
    assert snapshot() == before


def test_availability_is_said_by_oneself_and_seen_by_nobody_else(cast: Cast) -> None:
    client, here = browser(cast.henk), address("availability", cast.members["henk"].pk)
    data = {"weekdays": ["6"], "parts": ["evening", "morning"], "hours_a_month": "8", "asks_a_month": "2"}
    assert client.post(here, data).status_code == 302
    row = Availability.objects.get(member=cast.members["henk"])
    assert (row.weekdays, row.parts, row.hours_a_month) == ([6], [DayPart.MORNING, DayPart.EVENING], 8)
    own = words_of(client.get(address("person", cast.members["henk"].pk)))
    assert "At most 8 hours a month" in own
    others = words_of(browser(cast.bram).get(address("person", cast.members["henk"].pk)))
    assert "8 hours" not in others
    assert client.post(here, data | {"version": "7"}).status_code == 422
    with pytest.raises(PermissionDenied):
        talents.say_availability(
            actor=make.seat(cast.joris, cast.network), member=cast.members["henk"].pk, hours_a_month=1
        )


def test_the_list_costs_the_same_however_long(cast: Cast) -> None:
    client, here = browser(cast.henk), address("talents", cast.network.pk)
    daily.make_talent(cast.members["fatima"])
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for number in range(25):
        daily.make_talent(make.make_member(cast.network), words=f"Thing {number}")
        daily.make_talent(cast.members["henk"], words=f"Mine {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 16


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("talent_says_something", {"activity": None, "words": ""}),
        ("talent_never_names_it", {"kind": "never", "activity": None, "words": "x"}),
        ("talent_kind_known", {"kind": "hates"}),
        ("talent_days_known", {"weekdays": [7]}),
        ("talent_in_order", {"until": make.ago(40)}),
    ],
)
def test_the_table_itself_keeps_talents_right(cast: Cast, name: str, fields: dict[str, Any]) -> None:
    row = daily.make_talent(cast.members["henk"])
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Talent.objects.filter(pk=row.pk).update(**fields)


def test_nobody_ends_what_somebody_else_says(cast: Cast) -> None:
    row = daily.make_talent(cast.members["henk"])
    with pytest.raises(PermissionDenied):
        talents.end_talent(actor=make.seat(cast.marja, cast.network), talent=row.pk)
    talents.end_talent(actor=make.seat(cast.henk, cast.network), talent=row.pk)
    with pytest.raises(Http404):
        talents.end_talent(actor=make.seat(cast.henk, cast.network), talent=row.pk)


def test_a_word_that_is_no_field_of_a_talent_is_a_mistake_in_the_program(cast: Cast) -> None:
    row = daily.make_talent(cast.members["henk"])
    with pytest.raises(TypeError):
        talents.change_talent(actor=make.seat(cast.henk, cast.network), talent=row.pk, member=None)


def test_professionals_and_communities_have_talents_as_people(cast: Cast) -> None:
    assert say(cast, "fatima", "fatima").member.side == Side.FORMAL
    assert say(cast, "choir", "choir").member.side == Side.COMMUNITY


def test_refusals_name_the_field_they_are_about(cast: Cast) -> None:
    never(cast, "music")
    with pytest.raises(DomainError) as refused:
        say(cast)
    assert (refused.value.code, refused.value.field) == ("asked_not_to", "activity")
