"""Small words for tests that walk through pages."""

from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from accountability.models import LedgerEntry
from tests.cast import STRANGERS, Cast


def browser(user: Any = None) -> Client:
    """A browser of somebody who is signed in, or of nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    """The address of a page of networks."""
    return reverse(f"networks:{name}", args=args)


def words_of(response: Any) -> str:
    """The text of a page, entities resolved and white space folded."""
    return " ".join(unescape(response.content.decode()).split())


def traces(network_id: UUID, *verbs: str) -> list[str]:
    """The verbs of a network's ledger so far, or how often some of them occur."""
    rows = LedgerEntry.objects.filter(chain=network_id).order_by("seq").values_list("verb", flat=True)
    return [verb for verb in rows if not verbs or verb in verbs]


def changes(network_id: UUID) -> list[str]:
    """The verbs of what changed so far; looks left out."""
    return [verb for verb in traces(network_id) if not verb.endswith("_seen")]


def closed_to_outsiders(cast: Cast, *addresses: str) -> None:
    """Every address is not there for whoever is outside, and asks the signed-out to sign in."""
    for name in STRANGERS:
        client = browser(getattr(cast, name))
        for one in addresses:
            answers = {client.get(one).status_code, client.post(one).status_code}
            assert answers in ({404}, {404, 405}), (name, one)
    for one in addresses:
        assert "/accounts/login/" in browser().get(one).headers["Location"], one
