"""Whoever wears a hat, or operates the site, goes nowhere without a second step."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from accounts.access import lacks_second_factor
from accounts.actions import end_affiliation, register_affiliation
from accounts.choices import Hat, OrganisationKind
from accounts.middleware import SecondFactorMiddleware
from accounts.models import Organisation
from tests.accounts.conftest import known, set_up_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def els(db):
    """A manager without a second step."""
    els = known("Els Kramer", "els@example.org")
    linde = Organisation.objects.create(name="De Linde", kind=OrganisationKind.CARE_PROVIDER)
    register_affiliation(actor=None, user=els, organisation=linde, hat=Hat.MANAGER)
    return els


@pytest.fixture
def otto(db):
    """A site operator without a second step."""
    return known("Otto Beheer", "otto@example.org", is_staff=True)


@pytest.mark.parametrize("who", ["els", "otto"])
def test_they_are_sent_to_set_it_up(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for page in ("/me/", "/me/tokens/", "/admin/", "/accounts/sessions/"):
        assert client.get(page).url == reverse("mfa_index")
    assert client.get(reverse("mfa_index"), follow=True).status_code == 200


def test_a_change_is_refused_as_much_as_a_look(client, els):
    client.force_login(els)
    client.post("/me/", {"name": "Someone", "language": "en", "time_zone": "UTC"})
    els.refresh_from_db()
    assert els.name == "Els Kramer"


def test_they_may_still_sign_out_and_change_the_language(client, els):
    client.force_login(els)
    assert client.post("/language/", {"language": "nl", "next": "/accounts/2fa/"}).url == "/accounts/2fa/"
    assert client.post("/accounts/logout/").url == "/"


def test_a_program_in_their_session_gets_a_problem(rf, els):
    request = rf.get("/api/v1/networks/")
    request.user = els
    answer = SecondFactorMiddleware(lambda request: None).process_view(request)
    assert answer.status_code == 403
    assert answer["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "second_factor_required"


def test_once_set_up_they_go_everywhere(client, els):
    set_up_app(els)
    client.force_login(els)
    assert client.get("/me/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client, els):
    set_up_app(els)
    Authenticator.objects.filter(user=els, type=Authenticator.Type.TOTP).delete()
    client.force_login(els)
    assert client.get("/me/").url == reverse("mfa_index")


def test_without_a_hat_nobody_needs_one(client, els, ann):
    client.force_login(ann)
    assert client.get("/me/").status_code == 200
    end_affiliation(actor=None, affiliation=els.affiliations.get())
    client.force_login(els)
    assert client.get("/me/").status_code == 200


def test_a_hat_given_today_counts_at_once(client, ann):
    client.force_login(ann)
    assert client.get("/me/").status_code == 200
    linde = Organisation.objects.create(name="De Linde", kind=OrganisationKind.CARE_PROVIDER)
    register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    assert client.get("/me/").url == reverse("mfa_index")


def test_the_demo_lets_them_in_without(client, els, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(els)
    assert client.get("/me/").status_code == 200


def test_knowing_it_costs_no_query(client, els, django_assert_num_queries):
    set_up_app(els)
    client.force_login(els)
    client.get("/me/close/")
    with django_assert_num_queries(1):
        client.get("/me/close/")


def test_a_plain_user_object_is_asked_about_too(els, otto, ann):
    now = timezone.now()
    assert lacks_second_factor(els, now)
    assert lacks_second_factor(otto, now)
    assert not lacks_second_factor(ann, now)
