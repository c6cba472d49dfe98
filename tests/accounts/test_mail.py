"""Mail about an account: in the reader's language, in two forms, and calm."""

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, override

from tests.accounts.conftest import known, set_up_app, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def last():
    return mail.outbox[-1]


def words_of(subject):
    """The subject as Dutch says it."""

    with override("nl"):
        return gettext(subject)


def test_mail_speaks_the_language_of_its_reader_not_of_the_page(ann):
    ben = known("Ben", "ben@example.org", language="en")
    Client(headers=ENGLISH).post("/accounts/login/code/", {"email": ann.email})
    assert last().subject == words_of("Your code to sign in")
    Client(headers={"accept-language": "nl"}).post("/accounts/login/code/", {"email": ben.email})
    assert last().subject == "Your code to sign in"


def test_mail_to_a_stranger_speaks_the_language_of_the_page(db):
    Client(headers=ENGLISH).post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert last().subject == "No account uses this address"


def test_every_mail_has_plain_text_and_the_same_as_a_page(ann):
    Client().post("/accounts/login/code/", {"email": ann.email})
    message = last()
    page, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="nl">' in page
    assert "style=" not in page
    code = next(line.strip() for line in message.body.splitlines() if line.startswith("    "))
    assert code in page


def test_a_mail_carries_no_code_in_its_subject(ann):
    Client().post("/accounts/login/code/", {"email": ann.email})
    code = next(line.strip() for line in last().body.splitlines() if line.startswith("    "))
    assert code not in last().subject


def test_a_name_with_a_line_break_or_markup_stays_a_name(db):
    eve = known("<b>Eve</b>\r\nBcc: all@example.org", "eve@example.org")
    Client(headers=ENGLISH).post("/accounts/login/code/", {"email": eve.email})
    assert last().to == ["eve@example.org"]
    assert not last().bcc
    assert "<b>" not in last().alternatives[0][0]


def test_somebody_hears_of_every_change_to_how_they_sign_in(client, ann):
    sign_in(client, ann)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    new = {
        "oldpassword": PASSWORD,
        "password1": "a wholly new sentence",
        "password2": "a wholly new sentence",
    }
    client.post("/accounts/password/change/", new)
    assert last().subject == words_of("Your password is changed")
    assert "127.0.0.1" in last().body


def test_somebody_hears_that_their_second_step_is_gone(client, ann):
    set_up_app(ann)
    client.force_login(ann)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert last().subject == words_of("A second step is removed")


def test_when_no_mail_can_be_sent_the_page_says_so_to_everybody_alike(ann, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for email in (ann.email, "nobody@example.org"):
        answer = Client(headers=ENGLISH).post("/accounts/login/code/", {"email": email}, follow=True)
        assert answer.status_code == 200
        assert "We could not send a mail just now." in answer.content.decode()
