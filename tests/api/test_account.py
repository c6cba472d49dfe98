"""One's own account through the API, and the tokens by which programs act in one's name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from accounts.actions import issue_token
from accounts.choices import TokenScope
from accounts.models import ApiToken, User
from carenet.lib.rest.rates import Rate
from tests import factories as make
from tests.api.conftest import JSON, Caller

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


def token(user: User, scope: TokenScope = TokenScope.WRITE) -> dict[str, str]:
    """The header of a program that acts for this user."""
    until = timezone.now() + timedelta(days=1)
    issued = issue_token(actor=user, name="test", scope=scope, expires_at=until)
    return {"Authorization": f"Bearer {issued.key}"}


def test_i_am_told_who_i_am(cast: Any, call: Call) -> None:
    me = call(cast.fatima).get("me/").json()
    assert (me["email"], me["hats"][0]["organisation"]["name"]) == ("fatima@example.org", "De Linde")


def test_i_change_how_i_am_called(cast: Any, call: Call) -> None:
    henk = call(cast.henk)
    assert henk.patch("me/", {"language": "nl"}).json()["language"] == "nl"
    assert henk.patch("me/", {"time_zone": "Mars/Olympus"}).json()["errors"]["time_zone"]
    assert henk.patch("me/", {"email": "x@example.org"}).json()["errors"]["email"]
    assert henk.patch("me/", {"is_staff": True}).json()["errors"]["is_staff"]


def test_who_is_not_signed_in_is_told_how(call: Call) -> None:
    answer = call(None).get("me/")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_change_from_a_session_needs_the_mark_against_forgery(cast: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.henk)
    answer = browser.patch("/api/v1/me/", {"name": "H"}, JSON, headers={"If-Match": "*"})
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_program_acts_with_a_token(cast: Any) -> None:
    program = Client(enforce_csrf_checks=True)
    headers = token(cast.henk) | {"If-Match": "*"}
    assert program.get("/api/v1/me/", headers=headers).json()["name"] == "Henk Visser"
    assert program.patch("/api/v1/me/", {"name": "H"}, JSON, headers=headers).json()["name"] == "H"


def test_a_token_that_only_reads_changes_nothing(cast: Any) -> None:
    headers = token(cast.henk, TokenScope.READ)
    assert Client().get("/api/v1/networks/", headers=headers).status_code == 200
    answer = Client().post(f"/api/v1/networks/{cast.network.pk}/rest/", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "token_read_only")


@pytest.mark.parametrize("spoil", ["revoked", "expired", "inactive", "password", "unknown"])
def test_an_old_token_opens_nothing(spoil: str, cast: Any) -> None:
    headers = token(cast.henk)
    tokens = ApiToken.objects.filter(user=cast.henk)
    if spoil == "revoked":
        tokens.update(revoked_at=timezone.now())
    elif spoil == "expired":
        tokens.update(created_at=make.ago(3), expires_at=make.ago(1))
    elif spoil == "inactive":
        User.objects.filter(pk=cast.henk.pk).update(is_active=False)
    elif spoil == "password":
        User.objects.filter(pk=cast.henk.pk).update(password="!another")
    else:
        headers = {"Authorization": headers["Authorization"][:-1] + "_"}
    answer = Client().get("/api/v1/me/", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")


def test_who_wears_a_hat_needs_a_second_factor_here_too(cast: Any, call: Call) -> None:
    cast.els.authenticator_set.all().delete()
    answer = call(cast.els).get("me/")
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_required")


def test_a_token_is_made_after_proof_and_its_key_is_shown_once(db: None) -> None:
    until = (timezone.now() + timedelta(days=30)).isoformat()
    body = {"name": "Calendar", "scope": "read", "expires_at": until}
    stale = Caller(make.make_user("Ann", password=make.PASSWORD))
    answer = stale.post("me/tokens/", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "confirm_first")
    assert stale.client.post("/accounts/reauthenticate/", {"password": make.PASSWORD}).status_code == 302
    made = stale.post("me/tokens/", body)
    assert made.status_code == 201
    assert made.json()["key"].startswith("carenet_")
    listed = stale.get("me/tokens/").json()["results"]
    assert [one["name"] for one in listed] == ["Calendar"]
    assert made.json()["key"] not in str(listed)
    late = stale.post("me/tokens/", body | {"expires_at": "2199-01-01T00:00:00Z"})
    assert late.status_code == 400
    assert stale.post("me/tokens/", body | {"expires_at": "2150-01-01T00:00:00Z"}).json()["errors"][
        "expires_at"
    ]
    assert stale("DELETE", f"me/tokens/{made.json()['id']}/").status_code == 204
    assert stale.get("me/tokens/").json()["results"] == []


def test_a_token_neither_sees_nor_makes_nor_ends_tokens(cast: Any) -> None:
    headers, one = token(cast.henk), ApiToken.objects.get(user=cast.henk).pk
    for method, where in (("get", ""), ("post", ""), ("delete", f"{one}/")):
        answer = getattr(Client(), method)(f"/api/v1/me/tokens/{where}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "session_only")


def test_nobody_ends_the_token_of_somebody_else(cast: Any, call: Call) -> None:
    token(cast.bram)
    assert call(cast.henk)("DELETE", f"me/tokens/{ApiToken.objects.get().pk}/").status_code == 404


def test_organisations_and_regions_are_found_by_name(cast: Any, call: Call) -> None:
    henk = call(cast.henk)
    found = henk.get("organisations/?search=linde&kind=care_provider").json()["results"]
    assert [one["name"] for one in found] == ["De Linde"]
    assert henk.get(f"organisations/{found[0]['id']}/").json() == found[0]
    region = henk.get("regions/?search=gelderland&level=regional").json()["results"][0]
    assert henk.get(f"regions/{region['id']}/").json()["code"] == region["code"]
    assert call(None).get("organisations/").status_code == 401


def test_too_many_requests_wait(cast: Any, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rate, "THROTTLE_RATES", {"user": "2/day", "anon": "2/day", "secret": "2/day"})
    henk, nobody = call(cast.henk), call(None)
    assert [henk.get("me/").status_code for _ in range(3)] == [200, 200, 429]
    assert [nobody.get("").status_code for _ in range(3)] == [200, 200, 429]
    guesses = [nobody.post("join/", {"secret": str(number)}) for number in range(3)]
    assert [one.status_code for one in guesses] == [404, 404, 429]
    assert int(guesses[-1].headers["Retry-After"]) > 0
    assert call(cast.joris).get("me/").status_code == 200


def test_a_cache_that_is_away_keeps_nobody_out(cast: Any) -> None:
    away = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "unix:///nowhere"}
    }
    headers = token(cast.henk)
    with override_settings(CACHES=away):
        assert Client().get("/api/v1/me/", headers=headers).status_code == 200
