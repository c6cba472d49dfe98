"""Names in what coaches and managers write: a log and a lesson hold none from any network that the
organisation takes part in, or took part in once.

A refusal says neither which word it was nor in which network it is a name: all networks are looked through
together, so that nobody learns from it who is where.
"""

import re
from typing import Any
from unicodedata import normalize

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.utils.translation import gettext_lazy as _

from accounts.access import Office
from accounts.models import User
from carenet.lib.errors import DomainError
from networks.choices import Side
from networks.models import Client, Member, Participation
from networks.rules.names import named_in, telling
from networks.rules.names import says as holds
from networks.tries import has_tries, take_try

MOST = 500
"""Names that share a word with the text and are looked at more closely."""
_LOOKS_UP = re.compile(r"@|\d{7}|\d(?:[ .()/-]*\d){8}")
"""By which a person can be looked up: an address, a long number, also one in pieces. A date is none."""
_PART = re.compile(r"[^\W\d_]+")
_SHARES = "regexp_split_to_array(lower({column}), '[^[:alpha:]]+') && %s::text[]"


class HoldsName(DomainError):
    """A text that holds a name from a network, or something by which a person can be looked up. Only so many
    are refused in an hour, so that nobody finds out by trying who is in a network.
    """

    code = "names"

    def __init__(self, field: str = "words") -> None:
        said = _("Leave out names, addresses and long numbers. Write what it is about, not about whom.")
        super().__init__(said, field=field)


def refuse_names(office: Office, words: str, *, field: str = "words", capitalised: bool = False) -> None:
    """Raise HoldsName for a text that holds a name, DomainError when too many of theirs were refused."""
    mine = f"names-{office.user.pk}"
    if not has_tries("", of=mine):
        said = _("Several lines were refused. Write on in an hour, without names.")
        raise DomainError(said, code="too_many", field=field)
    if named(office, words, capitalised=capitalised):
        take_try("", of=mine)
        raise HoldsName(field)


def named(office: Office, words: str, *, capitalised: bool = False) -> bool:
    """Whether a text holds a name from a network of this organisation, an address or a long number; with
    ``capitalised`` names of people count where the text begins them with a capital.
    """
    words = normalize("NFC", words)
    if _LOOKS_UP.search(words):
        return True
    every = _PART.findall(words)
    parts = sorted(telling(part for part in every if part[0].isupper() or not capitalised))
    networks = Participation.objects.filter(organisation=office.organisation).order_by().values("network")
    members = Member.objects.filter(network__in=networks)
    people = _sharing(members.exclude(side=Side.COMMUNITY), '"networks_member"."name"', parts)
    clients = Client.objects.filter(network__in=networks)
    called = _sharing(clients, '"networks_client"."name"', parts).values_list("name", "called")
    nicknames = _sharing(clients, '"networks_client"."called"', parts).values_list("called", "called")
    persons = people.values_list("name", flat=True)
    speak = _sharing(
        User.objects.filter(
            Q(representations__client__network__in=networks) | Q(stewardships__network__in=networks)
        ).distinct(),
        '"accounts_user"."name"',
        parts,
    ).values_list("name", flat=True)
    names = [name for pair in (*called[:MOST], *nicknames[:MOST]) for name in pair if name]
    names += [*persons[:MOST], *speak[:MOST]]
    if named_in(words, names, capitalised=capitalised):
        return True
    groups = members.filter(side=Side.COMMUNITY)
    communities = _sharing(groups, '"networks_member"."name"', sorted(telling(every)))
    return any(holds(words, name) for name in communities.values_list("name", flat=True)[:MOST])


def _sharing(rows: QuerySet[Any], column: str, parts: list[str]) -> QuerySet[Any]:
    """Those of these rows whose name has a word in common with the text."""
    shares = RawSQL(_SHARES.format(column=column), [parts], output_field=BooleanField())  # noqa: S611
    found: QuerySet[Any] = rows.annotate(shares=shares).filter(shares=True).order_by("pk")
    return found
