"""What the door tells a stranger: nothing. And what it does with too much, too often and too strange."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import LOGIN, sign_in, signed_in
from tests.factories import PASSWORD
from tests.quickly import quickly

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"
SIGNUP = "/accounts/signup/"
RESET = "/accounts/password/reset/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ann):
    answers = []
    for email in ("ann@example.org", "nobody@example.org"):
        browser = Client(headers={"accept-language": "en"})
        answer = browser.post(LOGIN, {"login": email, "password": "not the password"})
        assert answer.status_code == 200
        assert not signed_in(browser)
        answers.append(plain(answer, email))
    assert answers[0] == answers[1]


def test_asking_for_a_code_tells_nobody_who_has_an_account(ann):
    answers = []
    for email in ("ann@example.org", "nobody@example.org"):
        browser = Client(headers={"accept-language": "en"})
        answer = browser.post(CODE, {"email": email}, follow=True)
        answers.append((answer.redirect_chain, plain(answer, email)))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def test_forgetting_a_password_tells_nobody_who_has_an_account(ann):
    answers = []
    for email in ("ann@example.org", "nobody@example.org"):
        browser = Client(headers={"accept-language": "en"})
        answer = browser.post(RESET, {"email": email}, follow=True)
        answers.append((answer.redirect_chain, plain(answer, email)))
    assert answers[0] == answers[1]


def test_making_an_account_tells_nobody_who_has_one(ann):
    answers = []
    for email in ("ann@example.org", "new@example.org"):
        browser = Client(headers={"accept-language": "en"})
        answer = browser.post(SIGNUP, {"name": "New", "email": email, "password1": PASSWORD}, follow=True)
        answers.append((answer.redirect_chain, plain(answer, email)))
    assert answers[0] == answers[1]
    assert User.objects.filter(email="ann@example.org").count() == 1


@pytest.mark.parametrize(
    "page", [LOGIN, SIGNUP, CODE, RESET, "/accounts/inactive/", "/demo/", "/help/", "/about/"]
)
def test_every_page_at_the_door_opens_in_both_languages(client, page):
    for language in ("en", "nl"):
        answer = client.get(page, headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("page", [LOGIN, SIGNUP, CODE, RESET, "/demo/"])
def test_no_page_at_the_door_carries_script_or_style_in_line(client, page):
    text = client.get(page).content.decode()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    for script in text.split("<script")[1:]:
        assert "src=" in script.partition(">")[0] or 'type="application/json"' in script.partition(">")[0]


def test_the_passkey_door_gives_a_challenge(client):
    answer = client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_nonsense_for_a_passkey_signs_nobody_in(client):
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    for credential in ("", "{}", "[]", '{"id": 1}', "\x00", "{" * 2000):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
        assert answer.status_code < 500
    assert not signed_in(client)


def test_too_many_wrong_passwords_close_the_door_for_that_address(ann):
    for _attempt in range(6):
        answer = sign_in(Client(), ann, "wrong")
    assert "too often" in answer.content.decode() or answer.status_code == 429
    assert not signed_in_with_right_password(ann)


def signed_in_with_right_password(user):
    browser = Client()
    sign_in(browser, user)
    return signed_in(browser)


def test_too_many_requests_for_codes_are_refused(ann):
    for _attempt in range(4):
        Client().post(CODE, {"email": ann.email})
    assert len(mail.outbox) == 3


def test_too_many_sign_ups_from_one_place_get_429(client):
    for number in range(21):
        answer = Client().post(
            SIGNUP, {"name": "N", "email": f"n{number}@example.org", "password1": PASSWORD}
        )
    assert answer.status_code == 429


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil",
        "\t//evil",
    ],
)
def test_nobody_is_led_away_after_signing_in(client, ann, away, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://evil.example"]
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    answer = client.post(LOGIN, {"login": ann.email, "password": PASSWORD, "next": away})
    assert answer.url == "/"


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (LOGIN, {"login": "a\x00b@example.org", "password": "x"}),
        (LOGIN, {"login": "a" * 1_000_000 + "@example.org", "password": "x"}),
        (LOGIN, {"login": "ann@example.org", "password": "\x00"}),
        (LOGIN, {"login": "ann@example.org", "password": "x" * 1_000_000}),
        (CODE, {"email": "\ud800@example.org".encode("utf-8", "surrogatepass")}),
        (CODE, {"email": "a" * 1_000_000}),
        (SIGNUP, {"name": "\x00", "email": "a\x00@example.org", "password1": "\x00" * 20}),
        (SIGNUP, {"name": "n" * 1_000_000, "email": "n@example.org", "password1": PASSWORD}),
        (SIGNUP, {"name": b"\xed\xa0\x80", "email": "n@example.org", "password1": PASSWORD}),
        (RESET, {"email": "a\x00@example.org"}),
        ("/language/", {"language": "\x00", "next": "\x00"}),
        ("/demo/sign-in/", {"email": "\x00"}),
        ("/demo/sign-in/", {"email": b"\xed\xa0\x80"}),
    ],
)
def test_hostile_input_is_no_error_of_ours(client, ann, address, fields):
    with quickly():
        answer = client.post(address, fields)
    assert answer.status_code < 500
    assert not signed_in(client)


def plain(answer, email):
    """A page without what differs by nature: the address that was typed, and the token of the form."""
    text = answer.content.decode().replace(email, "…")
    return "".join(part.partition('"')[2] for part in text.split('name="csrfmiddlewaretoken" value="'))
