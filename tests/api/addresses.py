"""Every address of the API, asked of the resolver: one that is added is tested without being named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from carenet.lib.rest.address import Operation

METHODS = ("get", "post", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Found:
    """One address: its route below /api/v1/ with ``<uuid:…>`` parts, its name, and what its methods take."""

    route: str
    name: str
    operations: dict[str, Operation]

    def filled(self, pk: Any) -> str:
        """The address with the same id everywhere."""
        return re.sub(r"<uuid:\w+>", str(pk), self.route)

    def within(self, rows: dict[str, Any]) -> str:
        """The address with the id of a row of this kind (``rows`` is the fixture of that name)."""
        kind = self.route.split("/")[0]
        return self.filled(rows[kind].pk) if "<uuid:" in self.route else self.route


def addresses() -> list[Found]:
    """Every address that a view of the API answers."""
    return list(_below(get_resolver(), ""))


def _below(resolver: URLResolver, before: str) -> Iterator[Found]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, route)
        elif route.startswith("api/v1/") and hasattr(pattern.callback, "cls"):
            yield _found(pattern, route.removeprefix("api/v1/"))


def _found(pattern: URLPattern, route: str) -> Found:
    view = pattern.callback.cls
    operations = {method: getattr(view, method).operation for method in METHODS if hasattr(view, method)}
    return Found(route, pattern.name or "", operations)
