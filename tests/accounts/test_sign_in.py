"""Every way in."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.adapters import trust_mailed_address
from accounts.models import User
from tests.accounts.conftest import LOGIN, app_code, known, mailed_code, set_up_app, sign_in, signed_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
CODE = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
SIGNUP = "/accounts/signup/"
RESET = "/accounts/password/reset/"


def test_a_password_signs_in(client, ann):
    assert sign_in(client, ann).status_code == 302
    assert signed_in(client)


def test_capitals_in_an_address_do_not_matter(client, ann):
    client.post(LOGIN, {"login": "ANN@Example.org", "password": PASSWORD})
    assert signed_in(client)


def test_a_mailed_code_signs_in(client, ann):
    client.post(CODE, {"email": ann.email})
    client.post(CONFIRM, {"code": mailed_code(mail.outbox[0])})
    assert signed_in(client)


def test_a_mailed_code_works_once_and_in_one_browser(client, ann):
    client.post(CODE, {"email": ann.email})
    code, other = mailed_code(mail.outbox[0]), Client()
    other.post(CONFIRM, {"code": code})
    assert not signed_in(other)
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    client.post(CONFIRM, {"code": code})
    assert not signed_in(client)


def test_a_code_is_asked_for_in_vain_after_three_wrong_ones(client, ann):
    client.post(CODE, {"email": ann.email})
    for _attempt in range(3):
        client.post(CONFIRM, {"code": "WRONG1"})
    client.post(CONFIRM, {"code": mailed_code(mail.outbox[0])})
    assert not signed_in(client)


def test_a_forgotten_password_is_replaced_with_a_code(client, ann):
    client.post(RESET, {"email": ann.email})
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code(mail.outbox[0])})
    new = {"password1": "a wholly new sentence", "password2": "a wholly new sentence"}
    client.post("/accounts/password/reset/complete/", new)
    assert sign_in(Client(), ann, "a wholly new sentence").status_code == 302


def test_an_account_opens_after_the_code_in_the_mail(client):
    client.post(SIGNUP, {"name": "Noor", "email": "Noor@example.org", "password1": PASSWORD})
    assert not signed_in(client)
    client.post("/accounts/confirm-email/", {"code": mailed_code(mail.outbox[0])})
    assert signed_in(client)
    noor = User.objects.get(email="noor@example.org")
    assert (noor.name, noor.language, noor.time_zone) == ("Noor", "en", "Europe/Amsterdam")


def test_an_account_needs_no_password(client):
    client.post(SIGNUP, {"name": "Noor", "email": "noor@example.org", "password1": ""})
    client.post("/accounts/confirm-email/", {"code": mailed_code(mail.outbox[0])})
    assert signed_in(client)
    assert not User.objects.get(email="noor@example.org").has_usable_password()


def test_a_new_account_speaks_the_language_of_the_page(client):
    client.post(
        SIGNUP,
        {"name": "Noor", "email": "noor@example.org", "password1": PASSWORD},
        headers={"accept-language": "nl"},
    )
    assert User.objects.get(email="noor@example.org").language == "nl"


def test_whoever_came_by_a_mailed_invitation_needs_no_code(client, rf):
    client.get(LOGIN)
    request = rf.get("/")
    request.session = client.session
    trust_mailed_address(request, "Noor@example.org")
    request.session.save()
    client.cookies["carenet"] = request.session.session_key
    client.post(SIGNUP, {"name": "Noor", "email": "noor@example.org", "password1": PASSWORD})
    assert signed_in(client)
    assert EmailAddress.objects.get(email="noor@example.org").verified


def test_an_invitation_to_one_address_proves_no_other(client, rf):
    client.get(LOGIN)
    request = rf.get("/")
    request.session = client.session
    trust_mailed_address(request, "noor@example.org")
    request.session.save()
    client.cookies["carenet"] = request.session.session_key
    client.post(SIGNUP, {"name": "Eve", "email": "eve@example.org", "password1": PASSWORD})
    assert not signed_in(client)


def test_a_second_step_is_asked_for_after_the_password(client, ann):
    secret = set_up_app(ann)
    assert sign_in(client, ann).url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    assert signed_in(client)


def test_a_second_step_is_asked_for_after_a_mailed_code_too(client, ann):
    set_up_app(ann)
    client.post(CODE, {"email": ann.email})
    answer = client.post(CONFIRM, {"code": mailed_code(mail.outbox[0])})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)


def test_an_old_or_wrong_app_code_does_not_sign_in(client, ann):
    secret = set_up_app(ann)
    sign_in(client, ann)
    for code in (app_code(secret, -3), app_code(secret, 5), "000000", ""):
        client.post("/accounts/2fa/authenticate/", {"code": code})
    assert not signed_in(client)


def test_a_recovery_code_works_once(ann):
    set_up_app(ann)
    code = RecoveryCodes(
        Authenticator.objects.get(user=ann, type=Authenticator.Type.RECOVERY_CODES)
    ).get_unused_codes()[0]
    first, second = Client(), Client()
    sign_in(first, ann)
    first.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(first)
    sign_in(second, ann)
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert not signed_in(second)


def test_the_secrets_of_the_second_step_are_not_readable_in_the_database(ann):
    secret = set_up_app(ann)
    kept = str(Authenticator.objects.filter(user=ann).values_list("data", flat=True))
    assert secret not in kept


def test_setting_up_an_app_asks_who_you_are_and_shows_recovery_codes_once(client, ann):
    sign_in(client, ann)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    client.post(asked.url, {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": app_code(secret)}, follow=True)
    codes = answer.context["unused_codes"]
    assert len(codes) == 10
    later = Client()
    sign_in(later, ann)
    later.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert codes[1] not in later.get("/accounts/2fa/recovery-codes/").content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/sessions/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ],
)
def test_every_page_of_the_account_opens_after_proof(client, ann, page):
    set_up_app(ann)
    client.force_login(ann)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(page).status_code == 200


def test_a_closed_account_does_not_sign_in(client, ann):
    User.objects.filter(pk=ann.pk).update(is_active=False)
    sign_in(client, ann)
    assert not signed_in(client)


def test_somebody_whose_account_closes_is_out_at_once(client, ann):
    sign_in(client, ann)
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert not signed_in(client)


def test_signing_out_needs_a_press_of_a_button(client, ann):
    sign_in(client, ann)
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_the_list_of_devices_signs_the_others_out(ann):
    here, there = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"}), Client()
    sign_in(here, ann)
    sign_in(there, ann)
    assert UserSession.objects.filter(user=ann).count() == 2
    assert "Firefox op Linux" in here.get("/accounts/sessions/").content.decode() or (
        "Firefox on Linux" in here.get("/accounts/sessions/").content.decode()
    )
    here.post("/accounts/sessions/")
    assert signed_in(here)
    assert not signed_in(there)


def test_a_new_password_signs_the_other_devices_out(ann):
    here, there = Client(), Client()
    sign_in(here, ann)
    sign_in(there, ann)
    new = {
        "oldpassword": PASSWORD,
        "password1": "a wholly new sentence",
        "password2": "a wholly new sentence",
    }
    here.post("/accounts/password/change/", new)
    assert signed_in(here)
    assert not signed_in(there)


def test_somebody_comes_back_to_the_page_they_wanted(client, ann):
    wanted = reverse("accounts:tokens")
    assert client.get(wanted).url == f"{LOGIN}?next={wanted}"
    assert client.post(LOGIN, {"login": ann.email, "password": PASSWORD, "next": wanted}).url == wanted


def test_changing_the_address_asks_for_proof_and_a_code_at_the_new_one(client, ann):
    sign_in(client, ann)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert User.objects.get(pk=ann.pk).email == "ann@example.org"
    assert mail.outbox[-1].to == ["new@example.org"]
    client.post("/accounts/confirm-email/", {"code": mailed_code(mail.outbox[-1])})
    assert User.objects.get(pk=ann.pk).email == "new@example.org"


def test_an_address_is_not_changed_without_proof(client, ann):
    sign_in(client, ann)
    answer = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert not mail.outbox


def test_somebody_without_a_password_signs_in_again_before_choosing_one(client):
    lia = known("Lia", "lia@example.org", password="")
    client.force_login(lia)
    asked = client.get("/accounts/password/set/")
    assert asked.url == "/me/confirm/?next=%2Faccounts%2Fpassword%2Fset%2F"
    assert client.get(asked.url).status_code == 200
    again = client.post("/me/confirm/", {"next": "/accounts/password/set/"})
    assert again.url == "/accounts/login/code/?next=%2Faccounts%2Fpassword%2Fset%2F"
    assert not signed_in(client)
    client.post(CODE, {"email": lia.email, "next": "/accounts/password/set/"})
    client.post(CONFIRM, {"code": mailed_code(mail.outbox[0])})
    assert client.get("/accounts/password/set/").status_code == 200


def stays(client):
    """How many seconds this browser stays signed in; 0 means until it closes."""
    return 0 if client.session.get_expire_at_browser_close() else client.session.get_expiry_age()


def test_somebody_stays_signed_in_only_where_they_say_so(ann):
    here, there = Client(), Client()
    here.post(LOGIN, {"login": ann.email, "password": PASSWORD, "remember": "on"})
    sign_in(there, ann)
    assert stays(here) == 14 * 86400
    assert stays(there) == 0


def test_the_same_holds_after_a_code_by_mail(client, ann):
    client.post(CODE, {"email": ann.email})
    client.post(CONFIRM, {"code": mailed_code(mail.outbox[0]), "remember": "on"})
    assert stays(client) == 14 * 86400


def test_the_wish_outlives_the_second_step(client, ann):
    secret = set_up_app(ann)
    client.post(LOGIN, {"login": ann.email, "password": PASSWORD, "remember": "on"})
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    assert stays(client) == 14 * 86400


def test_whoever_works_here_never_stays_longer_than_half_a_day(client):
    otto = known("Otto", "otto@example.org", is_staff=True)
    client.post(LOGIN, {"login": otto.email, "password": PASSWORD, "remember": "on"})
    assert stays(client) == 12 * 3600


def test_somebody_made_by_a_command_confirms_their_address_first(client):
    ida = User.objects.create_superuser("ida@example.org", PASSWORD, name="Ida")
    assert sign_in(client, ida).url == "/accounts/confirm-email/"
    client.post("/accounts/confirm-email/", {"code": mailed_code(mail.outbox[0])})
    assert client.get("/me/").url == reverse("mfa_index")


def test_a_new_account_leads_back_to_the_invitation(client):
    back = "/join/some-token/"
    form = {"name": "Noor", "email": "noor@example.org", "password1": PASSWORD, "next": back}
    client.post(SIGNUP, form)
    answer = client.post("/accounts/confirm-email/", {"code": mailed_code(mail.outbox[0])})
    assert answer.url == back
