"""The parts of life that an organisation adds, for who runs it."""

from uuid import UUID

from django.urls import path
from django.utils import timezone
from rest_framework import serializers

from accounts.access import organisation_for
from carenet.lib.rest.address import Address, adds, lists, reads, revises
from carenet.lib.rest.fields import Text
from carenet.lib.rest.shapes import Body
from networks.access import domain_for, domains_of
from networks.actions.domain import add_domain, rename_domain
from networks.api.need import DomainShape
from networks.models import LifeDomain


class OwnDomainShape(DomainShape):
    version = serializers.IntegerField()


class DomainBody(Body):
    name = Text(max_length=60)


class OrganisationDomains(Address):
    @lists(OwnDomainShape)
    def get(self, pk: UUID) -> list[LifeDomain]:
        """The parts of life that an organisation I run added to the four."""
        return list(domains_of(organisation_for(self.user, pk, timezone.now())))

    @adds(DomainBody, OwnDomainShape, at="own_domain")
    def post(self, pk: UUID) -> LifeDomain:
        """Add a part of life: it can be chosen in every network the organisation takes part in."""
        organisation_for(self.user, pk, timezone.now())
        return add_domain(actor=self.user, organisation=pk, name=self.body()["name"])


class OwnDomain(Address):
    @reads(OwnDomainShape)
    def get(self, pk: UUID) -> LifeDomain:
        """One part of life that an organisation I run added."""
        return domain_for(self.user, pk)

    @revises(DomainBody, OwnDomainShape)
    def patch(self, pk: UUID) -> LifeDomain:
        """Give it another name, also where it was chosen before."""
        domain = domain_for(self.user, pk)
        name = self.body().get("name", domain.name)
        return rename_domain(actor=self.user, domain=pk, name=name, version=self.version_of(domain))


urlpatterns = [
    path("organisations/<uuid:pk>/domains/", OrganisationDomains.as_view(), name="own_domains"),
    path("domains/<uuid:pk>/", OwnDomain.as_view(), name="own_domain"),
]
