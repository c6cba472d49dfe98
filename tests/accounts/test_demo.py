"""The demo's sign-in page: for the cast, and only in the demo."""

import importlib

import pytest
from django.test import Client

from accounts import urls
from accounts.access import affiliations_of
from accounts.demo import CAST, make_cast
from accounts.models import Affiliation, User
from tests.accounts.conftest import known, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def relaxed(settings):
    """As the demo runs: without a second step for people at work."""
    settings.REQUIRE_SECOND_FACTOR = False


def test_the_page_shows_everybody_with_a_line_on_why_they_come(client):
    page = client.get("/demo/").content.decode()
    for member in CAST:
        assert member.name in page
        assert str(member.line).split(".")[0][:20] in page or "&#x27;" in page


def test_one_press_signs_in_each_of_the_cast(relaxed):
    make_cast()
    for member in CAST:
        browser = Client()
        assert browser.post("/demo/sign-in/", {"email": member.email}).url == "/"
        assert browser.get("/me/").context["user"].email == member.email


def test_pressing_another_name_leaves_the_first_one_behind(client, relaxed):
    make_cast()
    for name in ("bram", "eve"):
        client.post("/demo/sign-in/", {"email": f"{name}@example.org"})
        assert client.get("/me/").context["user"].email == f"{name}@example.org"


def test_making_the_cast_twice_makes_nobody_twice():
    people = make_cast()
    assert make_cast() == people
    assert User.objects.count() == len(CAST)
    assert Affiliation.objects.count() == sum(member.hat is not None for member in CAST)


def test_the_cast_signs_in_with_the_demo_password_too(client, relaxed):
    make_cast()
    client.post("/accounts/login/", {"login": "bram@example.org", "password": "carenet-demo"})
    assert signed_in(client)


def test_hats_of_the_cast_show_on_their_page(client, relaxed):
    els = make_cast()["els"]
    assert affiliations_of(els, els.created_at.replace(year=els.created_at.year + 1)).count() == 1
    client.force_login(els)
    assert "De Linde" in client.get("/me/").content.decode()


def test_nobody_outside_the_cast_is_ever_signed_in(client, ann):
    for email in (ann.email, "", "nobody@example.org", "BRAM@example.org "):
        assert client.post("/demo/sign-in/", {"email": email}).status_code == 404
    assert not signed_in(client)


def test_looking_at_the_sign_in_address_signs_nobody_in(client):
    make_cast()
    assert client.get("/demo/sign-in/?email=bram@example.org").status_code == 405


def test_outside_the_demo_the_pages_are_not_there(client, settings):
    make_cast()
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/sign-in/", {"email": "bram@example.org"}).status_code == 404
    assert not signed_in(client)


def test_outside_the_demo_the_pages_are_not_even_routed(settings):
    settings.DEMO = False
    try:
        importlib.reload(urls)
        assert not [route for route in urls.urlpatterns if "demo" in str(route.pattern)]
    finally:
        settings.DEMO = True
        importlib.reload(urls)


def test_every_press_carries_a_token_against_forgery():
    make_cast()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/demo/sign-in/", {"email": "bram@example.org"}).status_code == 403


def test_nobody_is_in_the_cast_by_knowing_somebody(client):
    known("Bram Visser", "bram@example.com")
    assert client.post("/demo/sign-in/", {"email": "bram@example.com"}).status_code == 404
