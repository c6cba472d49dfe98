"""The base of every row: a public, time-ordered identity, two moments and a version."""

import secrets
import time
from collections.abc import Collection
from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import Conflict


def uuid7() -> UUID:
    """A time-ordered UUID, version 7 of RFC 9562: 48 bits of Unix milliseconds, then random bits.

    New rows land side by side in their index, and an id can still not be guessed.
    """
    stamp = int(time.time() * 1000) & ((1 << 48) - 1)
    bits = (stamp << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    return UUID(int=bits)


class Stamped(models.Model):
    """Identity, moments (UTC) and a version that grows by one with each change (for If-Match and forms)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def expect(self, version: int | None) -> None:
        """Raise Conflict when the caller saw another version than the current one; None accepts any."""
        if version is not None and version != self.version:
            raise Conflict(_("Somebody else changed this just now. Look at the new text and try again."))

    def store(self, *fields: str) -> None:
        """Save these fields and raise the version by one. Call it under a row lock."""
        self.version += 1
        self.save(update_fields=[*fields, "version", "updated_at"])


@models.ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup[Any]):
    """``pk__among=ids`` is ``pk__in=ids`` with all ids in one array.

    A statement with hundreds of ids costs as little to build as one with a single id. None is no id.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The condition and its values."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", [*values, f"{{{','.join(map(str, self.rhs))}}}"]


Row = TypeVar("Row", bound=models.Model)


def by_id(rows: models.QuerySet[Row], ids: Collection[UUID]) -> dict[UUID, Row]:
    """These of the rows by their id: in_bulk(), with all ids in one array."""
    return {row.pk: row for row in rows.filter(pk__among=ids)}


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows that hold from ``since`` (included) until ``until`` (excluded; empty means still)."""

    def at(self, moment: datetime) -> Self:
        """Rows that hold at this moment."""
        return self.filter(holds(moment))


def holds(moment: datetime, path: str = "") -> models.Q:
    """The condition "holds at this moment" for a period reached through ``path`` ("" or "member__")."""
    return models.Q(**{f"{path}since__lte": moment}) & (
        models.Q(**{f"{path}until__isnull": True}) | models.Q(**{f"{path}until__gt": moment})
    )


class Period(Stamped):
    """A row that holds for a while and then ends; it is never deleted. Both moments are UTC."""

    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_at(self, moment: datetime) -> bool:
        """Whether the row holds at this moment."""
        return self.since <= moment and (self.until is None or self.until > moment)


def in_order(name: str) -> models.CheckConstraint:
    """A named constraint: a period never ends before it began."""
    return models.CheckConstraint(
        condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
        name=name,
        violation_error_message=_("The end lies before the beginning."),
    )


class SinceUntil(models.Func):
    """The period of a row as a PostgreSQL range: from since (included) until until (excluded)."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def no_overlap(name: str, *same: str, condition: models.Q | None = None) -> ExclusionConstraint:
    """A named constraint: no two periods of the same things at the same time."""
    period = SinceUntil("since", "until", RangeBoundary())
    return ExclusionConstraint(
        name=name,
        expressions=[(period, RangeOperators.OVERLAPS), *((field, RangeOperators.EQUAL) for field in same)],
        condition=condition,
        violation_error_message=_("There is already a period like this at that time."),
    )
