"""Life domains that an organisation adds for the networks it takes part in."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.access import organisation_for
from accounts.models import Organisation
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, Subject, announce
from networks.access import domain_for
from networks.models import LifeDomain

MOST = 8
"""More parts of life than this, beside the four, and nobody can choose any more."""


def add_domain(*, actor: Any, organisation: UUID, name: str) -> LifeDomain:
    """Add a part of life beside the four. It can be chosen wherever the organisation takes part.

    Raises Http404 or PermissionDenied for who does not run the organisation, DomainError for a name that is
    there already or one too many.
    """
    with transaction.atomic():
        owner = _locked(actor, organisation)
        rows = LifeDomain.objects.of_organisation(owner)
        if rows.count() >= MOST:
            raise DomainError(_("There are enough parts of life. Rename one instead."), code="too_many")
        _free(owner, name, None)
        code = f"own-{slugify(name)[:20] or 'part'}"
        if rows.filter(code=code).exists():
            code = f"{code}-{rows.count() + 1}"
        domain = LifeDomain.objects.create(organisation=owner, code=code, name=name)
        _announce(actor, "networks.domain_added", domain)
        return domain


def rename_domain(*, actor: Any, domain: UUID, name: str, version: int | None = None) -> LifeDomain:
    """Give an added part of life another name. Raises Conflict on a stale version, and as add_domain()."""
    with transaction.atomic():
        row = domain_for(actor, domain)
        owner = _locked(actor, row.organisation_id)
        row.refresh_from_db()
        row.expect(version)
        _free(owner, name, row.pk)
        row.name = name
        row.store("name")
        _announce(actor, "networks.domain_renamed", row)
        return row


def _locked(actor: Any, organisation: Any) -> Organisation:
    owner = organisation_for(actor, organisation, timezone.now())
    locked: Organisation = Organisation.objects.select_for_update().get(pk=owner.pk)
    return locked


def _free(owner: Organisation, name: str, but: UUID | None) -> None:
    others = LifeDomain.objects.of_organisation(owner).filter(name__iexact=name)
    if (others.exclude(pk=but) if but else others).exists():
        raise DomainError(_("There is a part of life with this name already."), code="taken", field="name")


def _announce(actor: Any, verb: str, domain: LifeDomain) -> None:
    subject = Subject(kind="lifedomain", id=domain.pk, label=domain.name)
    announce(Event(verb=verb, actor=actor, subject=subject))
