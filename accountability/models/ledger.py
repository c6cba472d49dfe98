"""The ledger: everything that happened and every look, append-only, chained per network."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

HOUSE = UUID(int=0)
"""The chain of what happens outside any network: accounts, organisations, tokens."""


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    def of_network(self, network_id: UUID) -> Self:
        """One network's chain, newest first."""
        return self.filter(chain=network_id).order_by("-seq")

    def looks(self) -> Self:
        """Only looks: entries whose verb ends in _seen."""
        return self.filter(verb__endswith="_seen")

    def changes(self) -> Self:
        """Everything but looks."""
        return self.exclude(verb__endswith="_seen")

    def looks_at(self, subject: UUID) -> Self:
        """Every time somebody with an account opened this one thing."""
        return self.looks().filter(subject_id=subject, actor_id__isnull=False)

    def between(self, start: datetime | None, end: datetime | None) -> Self:
        """From start (included) until end (excluded); None leaves that side open."""
        rows = self if start is None else self.filter(at__gte=start)
        return rows if end is None else rows.filter(at__lt=end)


class LedgerEntry(models.Model):
    """One fact: who, as what, on whose behalf, did what to which subject. Never a content.

    A trigger in the database sets ``seq``, ``at``, ``previous``, ``salt``, ``label_digest`` and ``hash`` and
    refuses every update, delete and truncate. ``hash`` is SHA-256 over ``previous`` and the entry as one
    JSON array; the labels enter it only through ``label_digest`` (SHA-256 over ``salt`` and the labels), so
    that a name can be erased one day without breaking the chain.
    """

    append_only: ClassVar[bool] = True

    chain = models.UUIDField()
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    verb = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=150, blank=True)
    standing = models.CharField(max_length=15, blank=True)
    on_behalf_of = models.CharField(max_length=150, blank=True)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    subject_label = models.CharField(max_length=150, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    salt = models.UUIDField(null=True)
    label_digest = models.BinaryField(default=bytes)
    previous = models.BinaryField(default=bytes)
    hash = models.BinaryField(default=bytes)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["chain", "actor_id", "-seq"], name="ledger_actor")]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="ledger_seq_once")]

    def __str__(self) -> str:
        return f"{self.verb} {self.seq}"

    @property
    def is_look(self) -> bool:
        return self.verb.endswith("_seen")


class LedgerHead(models.Model):
    """The last entry of each chain. Only the ledger's trigger writes here."""

    read_only: ClassVar[bool] = True

    chain = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"
