"""Fields that take exactly what the schema says: a text is a string, a flag is true or false."""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.core.validators import MinLengthValidator, RegexValidator
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days and moments outside these years are refused: no calendar of ours shows them."""


class Text(serializers.CharField):
    """A string; numbers are not taken for one. Unless it may be blank it holds more than white space."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not self.allow_blank:  # refused by the field itself; the validators tell the schema
            self.validators += [MinLengthValidator(1), RegexValidator(r"\S")]

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Mail(serializers.EmailField):
    """An e-mail address."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """True or false, not a word for it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Code(serializers.ChoiceField):
    """One of the codes of an enumeration, as a string."""

    default_error_messages = {"invalid_choice": _("Choose one of the codes of this field.")}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_choice")
        value: str = super().to_internal_value(data)
        return value


class Ref(serializers.UUIDField):
    """The id of a row, written as a UUID with hyphens."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not UUID_TEXT.fullmatch(data):
            self.fail("invalid", value="")
        return UUID(data)


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(serializers.Field[datetime, Any, datetime, datetime]):
    """A moment with its offset from UTC, such as 2026-11-23T09:30:00Z."""

    default_error_messages = {
        "invalid": _("Write a date and a time with its offset, such as 2026-11-23T09:30:00Z."),
        "range": _("Choose a year from 1900 to 2199."),
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            moment = parse_datetime(data) if isinstance(data, str) and data.isascii() else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail("invalid")
        if not FIRST_YEAR < moment.year < LAST_YEAR:
            self.fail("range")
        return moment.astimezone(UTC)

    def to_representation(self, value: datetime) -> datetime:
        return value


@extend_schema_field({"type": "string", "format": "date"})
class Day(serializers.Field[date, Any, date, date]):
    """A day, such as 2026-11-23."""

    default_error_messages = {
        "invalid": _("Write a day as 2026-11-23."),
        "range": _("Choose a year from 1900 to 2199."),
    }

    def to_internal_value(self, data: Any) -> date:
        try:
            day = parse_date(data) if isinstance(data, str) and data.isascii() else None
        except ValueError:
            day = None
        if day is None:
            self.fail("invalid")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("range")
        return day

    def to_representation(self, value: date) -> date:
        return value


@cache
def _zones() -> frozenset[str]:
    """The names of all time zones; reading them from disk takes long."""
    return frozenset(available_timezones())


class Zone(Text):
    """The name of a time zone in the IANA database."""

    default_error_messages = {"unknown": _("Choose a time zone from the list.")}

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if name not in _zones():
            self.fail("unknown")
        return name
