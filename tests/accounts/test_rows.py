"""What the database itself refuses, going round every form and action."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.choices import Hat, OrganisationKind, RegionLevel, RegionScheme, TokenScope
from accounts.models import Affiliation, ApiToken, Organisation, Region, User, digest_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def refused(name, make):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    assert name in str(caught.value)


def organisation(name="De Linde", **fields):
    return Organisation.objects.create(name=name, kind=OrganisationKind.CARE_PROVIDER, **fields)


def region(**fields):
    given = {"scheme": RegionScheme.MUNICIPALITY, "code": "GM9999", "level": RegionLevel.LOCAL}
    names = {"name_en": "Somewhere", "name_nl": "Ergens", "valid_from": date(2020, 1, 1)}
    return Region.objects.create(**given | names | fields)


def token(user, **fields):
    given = {"name": "script", "scope": TokenScope.READ, "prefix": "abcdefghijkl", "digest": digest_of("x")}
    return ApiToken.objects.create(
        user=user, password_mark="", **given | {"expires_at": timezone.now() + timedelta(days=1)} | fields
    )


def test_two_people_never_share_an_address():
    make_user(email="ann@example.org")
    refused("accounts_user_email", lambda: User.objects.create(name="B", email="ann@example.org"))


def test_an_address_is_kept_in_lower_case():
    refused("accounts_user_email", lambda: User.objects.create(name="B", email="Ann@example.org"))
    assert User.objects.create_user("Ann@Example.ORG", name="Ann").email == "ann@example.org"


def test_somebody_is_found_by_their_address_whatever_its_capitals():
    ann = make_user(email="ann@example.org")
    assert User.objects.get_by_natural_key("ANN@example.org") == ann


def test_a_language_nobody_speaks_here_is_refused():
    refused("accounts_user_language_known", lambda: make_user(language="xx"))


def test_a_time_zone_must_be_one():
    refused("accounts_user_time_zone_set", lambda: make_user(time_zone=""))
    with pytest.raises(ValidationError, match="time_zone"):
        User.objects.create_user("zone@example.org", name="Z", time_zone="Europe/Nowhere")


def test_a_closed_account_is_not_an_active_one():
    refused("accounts_user_closed_is_inactive", lambda: make_user(closed_at=timezone.now()))


def test_a_user_has_no_rights_outside_the_operators_pages():
    person, operator = make_user(), make_user(is_staff=True)
    assert not person.has_perm("accounts.view_user")
    assert operator.has_perm("accounts.view_user")
    assert not operator.has_perm("networks.view_network")
    assert not operator.has_module_perms("accountability")


def test_the_same_hat_twice_at_once_is_refused():
    user, linde, now = make_user(), organisation(), timezone.now()
    Affiliation.objects.create(user=user, organisation=linde, hat=Hat.MANAGER, since=now)
    later = now + timedelta(days=1)
    refused(
        "accounts_affiliation_no_overlap",
        lambda: Affiliation.objects.create(user=user, organisation=linde, hat=Hat.MANAGER, since=later),
    )
    Affiliation.objects.create(user=user, organisation=linde, hat=Hat.COACH, since=later)


def test_the_same_hat_may_be_worn_again_after_it_ended():
    user, linde, now = make_user(), organisation(), timezone.now()
    Affiliation.objects.create(user=user, organisation=linde, hat=Hat.MANAGER, since=now, until=now)
    Affiliation.objects.create(
        user=user, organisation=linde, hat=Hat.MANAGER, since=now, until=now + timedelta(days=1)
    )
    Affiliation.objects.create(user=user, organisation=linde, hat=Hat.MANAGER, since=now + timedelta(days=1))


def test_a_hat_never_ends_before_it_begins():
    user, linde, now = make_user(), organisation(), timezone.now()
    with pytest.raises(Exception, match=r"accounts_affiliation|range lower bound"), transaction.atomic():
        Affiliation.objects.create(
            user=user, organisation=linde, hat=Hat.MANAGER, since=now, until=now - timedelta(days=1)
        )


def test_an_unknown_hat_is_refused():
    refused(
        "accounts_affiliation_hat_known",
        lambda: Affiliation.objects.create(user=make_user(), organisation=organisation(), hat="king"),
    )


def test_only_hats_of_today_for_living_organisations_and_open_accounts_are_active():
    now, linde = timezone.now(), organisation(since=timezone.now() - timedelta(days=9))
    gone = organisation("Gone", since=now - timedelta(days=9), until=now - timedelta(days=1))
    since = now - timedelta(days=5)
    worn = Affiliation.objects.create(user=make_user(), organisation=linde, hat=Hat.COACH, since=since)
    Affiliation.objects.create(user=make_user(), organisation=gone, hat=Hat.COACH, since=since)
    Affiliation.objects.create(
        user=make_user(is_active=False), organisation=linde, hat=Hat.COACH, since=since
    )
    Affiliation.objects.create(user=make_user(), organisation=linde, hat=Hat.COACH, since=since, until=now)
    Affiliation.objects.create(
        user=make_user(), organisation=linde, hat=Hat.COACH, since=now + timedelta(days=1)
    )
    assert list(Affiliation.objects.active(now)) == [worn]


def test_one_organisation_is_known_once_in_its_region_whatever_its_capitals():
    organisation("De Linde")
    refused("accounts_organisation_unique", lambda: organisation("DE LINDE"))
    organisation("De Linde", region=Region.objects.get(code="NL22"))


def test_an_organisation_has_a_name_and_a_kind():
    refused("accounts_organisation_named", lambda: organisation(""))
    refused("accounts_organisation_kind_known", lambda: Organisation.objects.create(name="X", kind="shop"))


def test_a_region_is_coded_once_at_a_time():
    region(valid_until=date(2023, 1, 1))
    refused("accounts_region", lambda: region(valid_from=date(2022, 1, 1)))
    refused("accounts_region_code_unique", lambda: region(valid_until=date(2020, 1, 2)))
    region(valid_from=date(2023, 1, 1))


def test_a_region_lies_in_order_of_time_and_not_in_itself():
    refused("accounts_region_level_known", lambda: region(level="lunar"))
    place = region()
    refused("accounts_region_not_in_itself", lambda: Region.objects.filter(pk=place.pk).update(parent=place))
    with pytest.raises(Exception, match=r"accounts_region_in_order|range lower bound"), transaction.atomic():
        region(code="GM9998", valid_until=date(2019, 1, 1))


def test_regions_know_their_day():
    region(valid_until=date(2023, 1, 1))
    found = Region.objects.filter(code="GM9999")
    assert found.on(date(2022, 12, 31)).exists()
    assert not found.on(date(2023, 1, 1)).exists()
    assert not found.on(date(2019, 12, 31)).exists()


def test_a_token_is_kept_as_a_hash_and_expires():
    user = make_user()
    refused("accounts_token_hashed", lambda: token(user, digest="carenet_in_the_clear"))
    refused("accounts_token_expires", lambda: token(user, expires_at=timezone.now() - timedelta(days=1)))
    refused("accounts_token_scope_known", lambda: token(user, scope="all"))
    token(user)
    refused("prefix", lambda: token(user))


def test_deleting_somebody_with_a_hat_is_refused():
    user = make_user()
    Affiliation.objects.create(user=user, organisation=organisation(), hat=Hat.COACH)
    with pytest.raises(Exception, match=r"protected|permission denied"), transaction.atomic():
        user.delete()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_user where id = %s", [user.pk])
        assert cursor.fetchone() == (1,)
