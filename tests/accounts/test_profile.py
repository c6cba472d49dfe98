"""A person's own page, the language switch, and closing the account."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import known, sign_in, signed_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
GOOD = {"name": "Ann de Boer", "language": "en", "time_zone": "Europe/Lisbon"}


def test_the_page_speaks_the_readers_language_not_the_browsers(client, ann):
    client.force_login(ann)
    answer = client.get("/me/", headers={"accept-language": "en"})
    assert '<html lang="nl">' in answer.content.decode()
    assert answer["content-language"] == "nl"


def test_the_page_tells_the_time_where_the_reader_is(client):
    mei = known("Mei", "mei@example.org", time_zone="Asia/Tokyo")
    sign_in(client, mei)
    from_here = client.get("/accounts/sessions/").content.decode()
    User.objects.update(time_zone="America/Lima")
    assert from_here != client.get("/accounts/sessions/").content.decode()


def test_somebody_changes_how_they_are_called(client, ann):
    client.force_login(ann)
    assert client.post("/me/", GOOD).url == "/me/"
    ann.refresh_from_db()
    assert (ann.name, ann.language, ann.time_zone) == ("Ann de Boer", "en", "Europe/Lisbon")
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "n" * 121},
        {"name": "\x00"},
        {"language": "tlh"},
        {"time_zone": "Europe/Nowhere"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "x" * 100_000},
    ],
)
def test_a_wrong_profile_is_refused_and_what_was_typed_stays(client, ann, wrong):
    client.force_login(ann)
    answer = client.post("/me/", GOOD | {"name": "Typed Name"} | wrong)
    assert answer.status_code == 422
    assert "name" in wrong or "Typed Name" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.name == "Ann Mulder"


def test_nobody_changes_more_than_their_profile_by_adding_fields(client, ann):
    client.force_login(ann)
    client.post("/me/", GOOD | {"is_staff": "on", "email": "eve@example.org", "id": "1"})
    ann.refresh_from_db()
    assert (ann.is_staff, ann.email) == (False, "ann@example.org")


def test_a_zone_that_is_not_offered_can_be_kept(client):
    old = known("Old", "old@example.org", time_zone="Etc/GMT+3")
    client.force_login(old)
    client.post("/me/", GOOD | {"time_zone": "Etc/GMT+3"})
    old.refresh_from_db()
    assert (old.name, old.time_zone) == ("Ann de Boer", "Etc/GMT+3")


def test_the_language_switch_is_for_everybody_and_goes_back(client):
    answer = client.post("/language/", {"language": "nl", "next": "/accounts/login/"})
    assert answer.url == "/accounts/login/"
    assert '<html lang="nl">' in client.get("/accounts/login/").content.decode()


def test_the_language_switch_is_kept_with_the_account(client, ann):
    client.force_login(ann)
    client.post("/language/", {"language": "en", "next": "/me/"})
    ann.refresh_from_db()
    assert ann.language == "en"


def test_the_language_switch_takes_no_get_and_leads_nobody_away(client):
    assert client.get("/language/").status_code == 405
    answer = client.post("/language/", {"language": "nl", "next": "https://evil.example/"})
    assert "evil" not in answer["location"]


def test_the_language_switch_ignores_languages_nobody_speaks_here(client, ann):
    client.force_login(ann)
    client.post("/language/", {"language": "tlh", "next": "/me/"})
    ann.refresh_from_db()
    assert ann.language == "nl"


def test_a_strange_accept_language_is_no_error(client):
    for wish in ("x" * 10_000, "\x00", "nl;q=zwaar", "*", "nl-nl-nl-nl;q=0.1,en;q=9"):
        assert client.get("/accounts/login/", headers={"accept-language": wish}).status_code < 500


def test_closing_the_account_asks_for_proof_and_says_goodbye(client, ann):
    client.force_login(ann)
    assert client.get("/me/close/").status_code == 200
    asked = client.post("/me/close/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    client.post(asked.url, {"password": PASSWORD})
    assert not signed_in(client)
    assert not User.objects.get(pk=ann.pk).is_active


def test_coming_back_from_proof_leads_nobody_away(client):
    lia = known("Lia", "lia@example.org", password="")
    client.force_login(lia)
    answer = client.get("/me/confirm/?next=https://evil.example/")
    assert 'value="/me/"' in answer.content.decode()
    assert "evil" not in client.post("/me/confirm/", {"next": "//evil.example"}).url


@pytest.mark.parametrize("page", ["profile", "tokens", "confirm", "close"])
def test_a_stranger_is_asked_to_sign_in(client, page):
    assert client.get(reverse(f"accounts:{page}")).url.startswith("/accounts/login/")
