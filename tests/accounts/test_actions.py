"""What changes accounts: one trace for each change, and a named refusal for what cannot be."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts import actions
from accounts.choices import Hat, Language, OrganisationKind, TokenScope
from accounts.models import Affiliation, ApiToken, Organisation, User
from carenet.lib.events import happened
from tests.accounts.conftest import sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Every event that was announced."""
    events = []

    def hear(event, **_rest):
        events.append(event)

    happened.connect(hear)
    yield events
    happened.disconnect(hear)


@pytest.fixture
def linde(db):
    return Organisation.objects.create(name="De Linde", kind=OrganisationKind.CARE_PROVIDER)


def test_a_hat_is_given_and_taken_with_a_trace_each(ann, linde, told):
    worn = actions.register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    actions.end_affiliation(actor=ann, affiliation=worn)
    assert [event.verb for event in told] == ["accounts.affiliation_registered", "accounts.affiliation_ended"]
    assert told[0].network_id is None
    assert told[0].detail["hat"] == "coach"
    assert not Affiliation.objects.active(timezone.now()).exists()


def test_the_same_hat_is_not_given_twice(ann, linde, told):
    actions.register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    with pytest.raises(actions.AlreadyAffiliated):
        actions.register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    assert len(told) == 1


def test_a_hat_ends_once_and_not_before_it_began(ann, linde):
    worn = actions.register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    with pytest.raises(actions.AffiliationEnded):
        actions.end_affiliation(actor=None, affiliation=worn, until=worn.since - timedelta(days=1))
    actions.end_affiliation(actor=None, affiliation=worn)
    with pytest.raises(actions.AffiliationEnded):
        actions.end_affiliation(actor=None, affiliation=worn)


def test_a_profile_changes_with_a_trace_that_says_nothing_of_its_contents(ann, told):
    actions.change_profile(
        actor=ann, user=ann, name=" Annie ", language=Language.ENGLISH, time_zone="Asia/Tokyo"
    )
    ann.refresh_from_db()
    assert (ann.name, ann.language, ann.time_zone, ann.version) == ("Annie", "en", "Asia/Tokyo", 2)
    assert [event.verb for event in told] == ["accounts.profile_changed"]
    assert (told[0].subject.label, told[0].detail) == ("", {})


@pytest.mark.parametrize(
    ("field", "wrong"), [("name", "  "), ("language", "xx"), ("time_zone", "Europe/Nowhere")]
)
def test_a_profile_that_cannot_be_is_refused(ann, told, field, wrong):
    given = {"name": "Ann", "language": Language.DUTCH, "time_zone": "UTC"} | {field: wrong}
    with pytest.raises(actions.BadProfile) as caught:
        actions.change_profile(actor=ann, user=ann, **given)
    assert caught.value.field == field
    assert not told


def test_closing_an_account_ends_everything_that_could_still_act(client, ann, linde, told):
    sign_in(client, ann)
    actions.register_affiliation(actor=None, user=ann, organisation=linde, hat=Hat.COACH)
    expires = timezone.now() + timedelta(days=9)
    actions.issue_token(actor=ann, name="x", scope=TokenScope.READ, expires_at=expires)
    told.clear()
    actions.deactivate(actor=ann, user=ann)
    assert not signed_in(client)
    assert not UserSession.objects.filter(user=ann).exists()
    assert not ApiToken.objects.active(timezone.now()).exists()
    assert Affiliation.objects.get().until is not None
    assert User.objects.get(pk=ann.pk).closed_at is not None
    assert [event.verb for event in told] == ["accounts.account_closed"]
    actions.deactivate(actor=ann, user=ann)
    assert len(told) == 1


def test_when_the_trace_fails_nothing_has_changed(ann):
    def fail(**_event):
        raise RuntimeError("no ledger")

    happened.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            actions.change_profile(
                actor=ann, user=ann, name="Other", language=Language.ENGLISH, time_zone="UTC"
            )
    finally:
        happened.disconnect(fail)
    assert User.objects.get(pk=ann.pk).name == "Ann Mulder"
