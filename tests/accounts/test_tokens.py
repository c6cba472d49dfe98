"""Tokens for programs: made with proof, shown once, narrow, mortal."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.actions import BadExpiry, TooManyTokens, issue_token, revoke_token
from accounts.choices import TokenScope
from accounts.models import ApiToken, User, digest_of
from accounts.tokens import TokenAuthentication, TokenScopePermission
from tests.accounts.conftest import known, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


class Echo(APIView):
    """Says who asks."""

    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated, TokenScopePermission]
    throttle_classes = []

    def get(self, request):
        return Response({"name": request.user.name})

    post = put = patch = delete = get


def ask(key, method="get", scheme="Bearer"):
    request = getattr(APIRequestFactory(), method)("/", HTTP_AUTHORIZATION=f"{scheme} {key}")
    return Echo.as_view()(request)


def issued(user, scope=TokenScope.READ, days=30):
    expires = timezone.now() + timedelta(days=days)
    return issue_token(actor=user, name="script", scope=scope, expires_at=expires)


def test_a_token_acts_as_its_owner(ann):
    answer = ask(issued(ann).key)
    assert (answer.status_code, answer.data) == (200, {"name": "Ann Mulder"})


def test_the_key_is_kept_nowhere(ann):
    made = issued(ann)
    row = ApiToken.objects.values().get()
    assert row["digest"] == digest_of(made.key)
    assert made.key.rpartition("_")[2] not in str(row)


def test_a_token_to_read_changes_nothing(ann):
    key = issued(ann).key
    for method in ("post", "put", "patch", "delete"):
        assert ask(key, method).status_code == 403
    assert ask(issued(ann, TokenScope.WRITE).key, "post").status_code == 200


@pytest.mark.parametrize(
    "key",
    [
        "",
        "x",
        "carenet_",
        "carenet_abcdefghijkl_" + "A" * 43,
        "carenet_abcdefghijkl_" + "A" * 42,
        "carenet_" + "a" * 100_000,
        "\x00",
        "é",
        "a b c",
        "carenet_%' or 1=1 --_" + "A" * 43,
    ],
)
def test_a_key_that_is_none_gets_401(ann, key):
    answer = ask(key)
    assert answer.status_code == 401
    assert answer["www-authenticate"] == 'Bearer realm="api"'


def test_the_right_prefix_with_another_secret_gets_401(ann):
    key = issued(ann).key
    assert ask(key[:-43] + "A" * 43).status_code == 401


def test_other_schemes_are_left_to_others(ann):
    assert ask(issued(ann).key, scheme="Basic").status_code == 401
    assert ask(issued(ann).key, scheme="bearer").status_code == 200


def test_a_revoked_token_is_worthless_at_once(ann):
    made = issued(ann)
    revoke_token(actor=ann, token=made.token)
    assert ask(made.key).status_code == 401


def test_an_expired_token_is_worthless(ann):
    made = issued(ann)
    past = timezone.now() - timedelta(days=9)
    ApiToken.objects.update(created_at=past, expires_at=timezone.now() - timedelta(seconds=1))
    assert ask(made.key).status_code == 401


def test_a_token_dies_with_its_owners_account(ann):
    made = issued(ann)
    User.objects.update(is_active=False)
    assert ask(made.key).status_code == 401


def test_a_token_dies_with_its_owners_password(ann):
    made = issued(ann)
    ann.set_password("another long sentence")
    ann.save()
    assert ask(made.key).status_code == 401


def test_a_token_of_somebody_who_lacks_the_second_step_gets_403():
    otto = known("Otto", "otto@example.org", is_staff=True)
    made = issued(otto)
    assert ask(made.key).status_code == 403
    Authenticator.objects.create(user=otto, type=Authenticator.Type.TOTP, data={})
    assert ask(made.key).status_code == 200


def test_use_is_written_down_once_a_minute(ann, django_assert_num_queries):
    key = issued(ann).key
    ask(key)
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    with django_assert_num_queries(2):
        ask(key)
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    ask(key)
    assert ApiToken.objects.get().last_used_at >= first


def test_a_token_lives_a_year_at_most_and_not_yesterday(ann):
    for days in (400, 0, -1):
        with pytest.raises(BadExpiry):
            issued(ann, days=days)


def test_nobody_has_more_tokens_than_the_site_allows(ann, settings):
    settings.API_TOKENS_EACH = 2
    first = issued(ann)
    issued(ann)
    with pytest.raises(TooManyTokens):
        issued(ann)
    revoke_token(actor=ann, token=first.token)
    issued(ann)


def test_making_a_token_asks_for_recent_proof_and_shows_the_key_once(client, ann):
    client.force_login(ann)
    form = {"name": "script", "scope": "read", "expires_on": in_days(30)}
    asked = client.post("/me/tokens/", form)
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()
    page = client.post(asked.url, {"password": PASSWORD}).content.decode()
    key = re.search(r"carenet_[a-z0-9]{12}_[A-Za-z0-9_-]{43}", page)[0]
    assert ask(key).status_code == 200
    assert key not in client.get("/me/tokens/").content.decode()


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "n" * 81},
        {"name": "\x00"},
        {"scope": "all"},
        {"expires_on": "yesterday"},
        {"expires_on": "0001-01-01"},
        {"expires_on": "9999-12-31"},
        {"expires_on": ""},
    ],
)
def test_a_wrong_form_makes_no_token_and_keeps_what_was_typed(client, ann, wrong):
    sign_in(client, ann)
    answer = client.post(
        "/me/tokens/", {"name": "my script", "scope": "read", "expires_on": in_days(9)} | wrong
    )
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()
    assert "name" in wrong or "my script" in answer.content.decode()


def test_somebody_revokes_their_own_tokens_only(client, ann):
    mine, theirs = issued(ann).token, issued(known("Eve", "eve@example.org")).token
    client.force_login(ann)
    assert client.post(f"/me/tokens/{theirs.pk}/revoke/").status_code == 404
    assert client.get(f"/me/tokens/{mine.pk}/revoke/").status_code == 405
    assert client.post(f"/me/tokens/{mine.pk}/revoke/").url == "/me/tokens/"
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert theirs.revoked_at is None
    assert mine.revoked_at is not None


def test_a_stranger_sees_no_tokens():
    assert Client().get("/me/tokens/").status_code == 302
