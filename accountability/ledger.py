"""The ledger's read side: plain sentences for people, and a verifier that finds any change, gap or cut."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from accountability.models import LedgerEntry, LedgerHead
from accountability.sentences import SENTENCES
from networks.standing import Standing


def sentence(entry: LedgerEntry) -> str:
    """What happened, in plain words and in the reader's language; never a content."""
    who = entry.actor_label or _helper(entry) or gettext("Somebody without an account")
    known = SENTENCES.get(entry.verb)
    if known is None:
        return gettext("%(who)s did something (%(verb)s).") % {"who": who, "verb": entry.verb}
    return str(known) % {"who": who, "what": entry.subject_label or gettext("somebody")}


def _helper(entry: LedgerEntry) -> str:
    """The name of a member who acted from a link in a mail; the entry is about them and names no actor."""
    return entry.subject_label if entry.standing == Standing.GUEST else ""


def as_what(entry: LedgerEntry) -> str:
    """As what somebody acted: "representative, for Bram Visser"; "" for somebody without a standing."""
    if entry.standing not in Standing.values:
        return ""
    standing = str(Standing(entry.standing).label)
    if not entry.on_behalf_of:
        return standing
    return gettext("%(standing)s, for %(name)s") % {"standing": standing, "name": entry.on_behalf_of}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a chain: which entry, and a code (gap, changed, labels_changed, cut, headless)."""

    chain: UUID
    seq: int
    code: str


_READ = """
SELECT seq, at, verb, actor_id, actor_label, standing, on_behalf_of, subject_kind, subject_id, subject_label,
       detail::text, request_id, salt, label_digest, previous, hash
FROM accountability_ledgerentry WHERE chain = %s ORDER BY seq
"""


def verify_chain(chain: UUID) -> Iterator[Fault]:
    """Read one chain from its first entry to its head and yield every fault; memory stays constant.

    The formula is that of the trigger in accountability/migrations/0002_append_only.py.
    """
    seq, previous = 0, b""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [chain])
        while rows := cursor.fetchmany(2000):
            for row in rows:
                seq += 1
                found, before, stored = row[0], bytes(row[14]), bytes(row[15])
                if found != seq:
                    yield Fault(chain, seq, "gap")
                    seq = found
                if before != previous or _hash(chain, row) != stored:
                    yield Fault(chain, seq, "changed")
                if not _labels_match(row):
                    yield Fault(chain, seq, "labels_changed")
                previous = stored
    head = LedgerHead.objects.filter(chain=chain).first()
    if head is None:
        yield Fault(chain, seq, "headless")
    elif head.seq != seq or bytes(head.hash) != previous:
        yield Fault(chain, head.seq, "cut")


def verify(chains: Iterable[UUID] | None = None) -> Iterator[Fault]:
    """Every fault in these chains, or in all of them."""
    for chain in LedgerHead.objects.values_list("chain", flat=True).iterator() if chains is None else chains:
        yield from verify_chain(chain)


def _array(*values: object) -> bytes:
    """The text that PostgreSQL's jsonb_build_array(…)::text gives for strings, whole numbers and nulls."""
    return json.dumps(values, ensure_ascii=False, separators=(", ", ": ")).encode()


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _hash(chain: UUID, row: tuple[Any, ...]) -> bytes:
    seq, at, verb, actor, _label, standing, _for, kind, subject, _name, detail, request = row[:12]
    digest, previous = bytes(row[13]), bytes(row[14])
    text = _array(
        str(chain), seq, _moment(at), verb, _text(actor), standing, kind, _text(subject), detail, request,
        digest.hex(),
    )  # fmt: skip
    return hashlib.sha256(previous + text).digest()


def _labels_match(row: tuple[Any, ...]) -> bool:
    salt = row[12]
    if salt is None:
        return True  # erased: the digest stays in the chain
    return hashlib.sha256(_array(str(salt), row[4], row[6], row[9])).digest() == bytes(row[13])
