"""Parts of life that an organisation adds, and where they can be chosen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accountability.models import LedgerEntry
from accounts.choices import Hat
from accounts.models import Affiliation
from carenet.lib.errors import DomainError
from networks.access import network_for
from networks.actions.domain import MOST, add_domain, rename_domain
from networks.actions.member import add_person, revise_member
from networks.choices import Side
from networks.models import LifeDomain
from networks.standing import Permission

pytestmark = pytest.mark.django_db


def own(cast):
    return LifeDomain.objects.filter(organisation=cast.linde)


def linde_takes_part(cast):
    member = cast.members["fatima"]
    member.organisation = cast.linde
    member.save()


def test_who_runs_an_organisation_adds_a_part_of_life_on_its_page(client, cast):
    client.force_login(cast.els)
    address = reverse("networks:domains", args=[cast.linde.pk])
    assert client.post(address, {"name": "Living"}, follow=True).status_code == 200
    assert [domain.name for domain in own(cast)] == ["Living"]
    assert LedgerEntry.objects.filter(verb="networks.domain_added", subject_label="Living").count() == 1
    assert b"Living" in client.get(address).content


def test_it_can_be_chosen_only_where_the_organisation_takes_part(cast):
    domain = add_domain(actor=cast.els, organisation=cast.linde.pk, name="Living")
    linde_takes_part(cast)
    assert domain in LifeDomain.objects.for_network(cast.network)
    assert domain not in LifeDomain.objects.for_network(cast.other)


@pytest.mark.parametrize(("who", "status"), [("fatima", 403), ("carla", 403), ("ton", 404), ("bram", 404)])
def test_nobody_else_adds_or_renames_one(client, cast, who, status):
    domain = add_domain(actor=cast.els, organisation=cast.linde.pk, name="Living")
    client.force_login(getattr(cast, who))
    for address in (
        reverse("networks:domains", args=[cast.linde.pk]),
        reverse("networks:domain_rename", args=[domain.pk]),
    ):
        assert client.get(address).status_code == status
        assert client.post(address, {"name": "Mine"}).status_code == status
    assert [domain.name for domain in own(cast)] == ["Living"]


def test_a_hat_that_has_ended_opens_nothing(client, cast):
    Affiliation.objects.filter(user=cast.els, hat=Hat.MANAGER).update(until=timezone.now())
    client.force_login(cast.els)
    assert client.get(reverse("networks:domains", args=[cast.linde.pk])).status_code == 404


def test_a_name_stands_once_and_their_number_has_an_end(cast):
    add_domain(actor=cast.els, organisation=cast.linde.pk, name="Living")
    with pytest.raises(DomainError):
        add_domain(actor=cast.els, organisation=cast.linde.pk, name="LIVING")
    for number in range(MOST - 1):
        add_domain(actor=cast.els, organisation=cast.linde.pk, name=f"Part {number}")
    with pytest.raises(DomainError):
        add_domain(actor=cast.els, organisation=cast.linde.pk, name="One more")
    assert own(cast).count() == MOST


def test_the_four_cannot_be_renamed(cast, client):
    client.force_login(cast.els)
    four = LifeDomain.objects.get(code="meaning")
    assert client.post(reverse("networks:domain_rename", args=[four.pk]), {"name": "x"}).status_code == 404


def test_renaming_keeps_the_code_and_minds_the_version(cast):
    domain = add_domain(actor=cast.els, organisation=cast.linde.pk, name="Living")
    renamed = rename_domain(actor=cast.els, domain=domain.pk, name="A home", version=1)
    assert (renamed.name, renamed.code) == ("A home", domain.code)
    with pytest.raises(DomainError):
        rename_domain(actor=cast.els, domain=domain.pk, name="House", version=1)


def test_a_program_adds_and_renames_one(client, cast):
    client.force_login(cast.karel)
    address = f"/api/v1/organisations/{cast.linde.pk}/domains/"
    made = client.post(address, {"name": "Money"}, content_type="application/json")
    assert made.status_code == 201
    one = made.headers["Location"]
    tag = client.get(one).headers["ETag"]
    changed = client.patch(
        one, {"name": "Income"}, content_type="application/json", headers={"If-Match": tag}
    )
    assert (changed.status_code, changed.json()["name"]) == (200, "Income")
    assert [line["name"] for line in client.get(address).json()["results"]] == ["Income"]


def test_an_organisation_that_the_house_knows_by_name_is_named_by_its_row(cast):
    seat = network_for(cast.marja, cast.network.pk, Permission.VIEW)
    member = add_person(
        actor=seat, name="Kees", side=Side.FORMAL, organisation_name="de linde", takes_part=True
    )
    assert member.organisation == cast.linde
    elsewhere = revise_member(actor=seat, member=member.pk, organisation_name="Nobody knows this one")
    assert elsewhere.organisation is None
