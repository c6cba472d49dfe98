"""Lists a page at a time, by keyset: the last page costs what the first costs, and nothing is counted.

A cursor is what the next page begins after. It is encrypted (it may hold a name) and works only for the
same reader, the same address and the same order.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from carenet.lib.rest.fields import Text
from carenet.lib.rest.shapes import Query

MOST, USUAL = 100, 50
"""How many rows a page has at most, and when nobody says."""
LONGEST_CURSOR = 1500


class InOrder(NamedTuple):
    """Rows and the order to page them in: names of fields or annotations that are never empty, a minus sign
    for descending; the last one is unique. ``dress`` adds to the rows of one page what they are shown with.
    """

    rows: QuerySet[Any]
    order: Sequence[str]
    dress: Callable[[list[Any]], None] | None = None


class Paged(Query):
    """Which page of a list."""

    limit = serializers.IntegerField(
        required=False, default=USUAL, min_value=1, max_value=MOST, help_text="How many rows at most."
    )
    cursor = Text(
        required=False,
        max_length=LONGEST_CURSOR,
        validators=[RegexValidator("^[A-Za-z0-9_=-]+$")],
        help_text="Where the page begins: comes with `next` of the page before.",
    )


class Page(NamedTuple):
    """The rows of one page, and the cursor of the next one (None on the last page)."""

    rows: list[Any]
    next: str | None


def page_of(listed: InOrder, *, limit: int, cursor: str | None, bound_to: str) -> Page:
    """One page. ``bound_to`` names reader, address and question. Raises ValidationError for a bad cursor."""
    rows, order = listed.rows.order_by(*listed.order), listed.order
    seal = hashlib.blake2b(f"{bound_to} {order}".encode(), digest_size=16).hexdigest()
    if cursor is not None:
        rows = rows.filter(_beyond(order, _open(cursor, seal)))
    found = list(rows[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if listed.dress is not None:
        listed.dress(found)
    last = [_plain(getattr(found[-1], name.lstrip("-"))) for name in order] if more else []
    return Page(found, _close(last, seal) if more else None)


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after these values. The first condition alone lets an index on the first field serve."""
    steps = [(name.lstrip("-"), "lt" if name.startswith("-") else "gt") for name in order]
    beyond = Q()
    same = Q()
    for (name, beyond_it), value in zip(steps, values, strict=True):
        beyond |= same & Q(**{f"{name}__{beyond_it}": value})
        same &= Q(**{name: value})
    (first, beyond_it), value = steps[0], values[0]
    return Q(**{f"{first}__{beyond_it}e": value}) & beyond


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _lock() -> Fernet:
    key = hashlib.sha256(b"carenet.lists" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _close(values: list[Any], seal: str) -> str:
    return _lock().encrypt(json.dumps([seal, values], ensure_ascii=False).encode()).decode("ascii")


def _open(cursor: str, seal: str) -> list[Any]:
    try:
        found_seal, values = json.loads(_lock().decrypt(cursor.encode()))
    except (InvalidToken, ValueError):
        found_seal, values = None, []
    if found_seal != seal:
        sentence = _("This cursor belongs to another list. Begin again without one.")
        raise serializers.ValidationError({"cursor": [sentence]}, code="bad_cursor")
    return list(values)
