"""The site operator's pages: accounts and organisations, never care, never a password."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.admin import site
from accounts.choices import OrganisationKind
from accounts.models import Affiliation, Organisation, User
from carenet.lib.events import happened
from tests.accounts.conftest import known, mailed_code, set_up_app, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def otto(client):
    """The site operator, signed in, with a second step."""
    otto = known("Otto Beheer", "otto@example.org", is_staff=True)
    set_up_app(otto)
    client.force_login(otto)
    return otto


def test_only_accounts_are_there_and_messages_that_could_not_be_delivered():
    assert {model._meta.label for model in site._registry} == {
        "accounts.User",
        "accounts.Organisation",
        "accounts.Region",
        "accounts.Affiliation",
        "networks.Delivery",
    }


@pytest.mark.parametrize("model", ["user", "organisation", "region", "affiliation"])
def test_the_lists_and_forms_open(client, otto, model):
    assert client.get(f"/admin/accounts/{model}/").status_code == 200
    assert client.get(f"/admin/accounts/{model}/add/").status_code == 200
    assert client.get(f"/admin/accounts/{model}/?q=a%00").status_code < 500


def test_somebody_who_is_no_operator_is_kept_out(client, ann):
    client.force_login(ann)
    assert client.get("/admin/").status_code in (302, 403)
    assert client.get("/admin/accounts/user/").status_code in (302, 403)


def test_a_stranger_signs_in_at_the_houses_own_door(client):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=")


def test_no_password_or_second_step_can_be_seen_or_set(client, otto, ann):
    page = client.get(f"/admin/accounts/user/{ann.pk}/change/").content.decode()
    assert ann.password not in page
    assert 'name="password"' not in page
    client.post(f"/admin/accounts/user/{ann.pk}/change/", details(ann, password="x", email="eve@example.org"))
    after = User.objects.get(pk=ann.pk)
    assert (after.password, after.email) == (ann.password, ann.email)
    assert client.get(f"/admin/accounts/user/{ann.pk}/password/").status_code in (302, 404)


def details(user, **other):
    return {
        "name": user.name,
        "language": user.language,
        "time_zone": user.time_zone,
        "is_active": "on",
    } | other


def test_a_change_leaves_a_trace_and_a_new_version(client, otto, ann):
    told = []

    def hear(event, **_rest):
        told.append(event)

    happened.connect(hear)
    try:
        client.post(f"/admin/accounts/user/{ann.pk}/change/", details(ann, name="Ann de Boer"))
    finally:
        happened.disconnect(hear)
    after = User.objects.get(pk=ann.pk)
    assert (after.name, after.version) == ("Ann de Boer", ann.version + 1)
    assert [(event.verb, event.actor, event.detail) for event in told] == [
        ("accounts.user_changed", otto, {"fields": "name"})
    ]


def test_nothing_can_be_deleted(client, otto, ann):
    assert client.post(f"/admin/accounts/user/{ann.pk}/delete/", {"post": "yes"}).status_code == 403
    listed = client.get("/admin/accounts/user/").content.decode()
    assert "delete_selected" not in listed


def test_an_operator_makes_somebody_who_signs_in_by_code(client, otto):
    client.post("/admin/accounts/user/add/", {**details(otto, name="New"), "email": "New@example.org"})
    made = User.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    browser = Client()
    browser.post("/accounts/login/code/", {"email": "new@example.org"})
    browser.post("/accounts/login/code/confirm/", {"code": mailed_code(mail.outbox[0])})
    assert signed_in(browser)


def test_an_operator_gives_a_hat_and_a_double_one_gets_a_sentence(client, otto, ann):
    linde = Organisation.objects.create(name="De Linde", kind=OrganisationKind.CARE_PROVIDER)
    form = {
        "user": ann.pk,
        "organisation": linde.pk,
        "hat": "coach",
        "since": "2026-01-01T00:00",
        "until": "",
    }
    assert client.post("/admin/accounts/affiliation/add/", form).status_code == 302
    assert client.post("/admin/accounts/affiliation/add/", form).status_code == 200
    assert Affiliation.objects.count() == 1


def test_the_admins_own_password_page_leads_to_ours(client, otto):
    answer = client.get(reverse("admin:password_change"))
    assert answer.url == reverse("account_change_password")
