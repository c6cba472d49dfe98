"""Lists of questions for tests: documents in the shapes of known scales, without their words, and rows."""

import json
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, User
from networks.measuring import house
from networks.measuring.document import definition
from networks.measuring.instrument import Definition
from networks.models import Check, Instrument, Member
from tests import factories as make

GOOD = {
    **dict.fromkeys(("fulfilment", "support"), "a_lot"),
    **dict.fromkeys(("relational", "mental", "daily", "financial", "physical"), "no"),
}
"""The answers of somebody whom helping costs nothing; "happiness" is left open."""


def words(text: str) -> dict[str, str]:
    """A text in both languages."""
    return {"en": text, "nl": f"{text} (nl)"}


def item(code: str, *values: float | None, **fields: Any) -> dict[str, Any]:
    """A question with these points; its answers are called a, b, c…"""
    answers = [
        {"code": "abcdefgh"[turn], "value": value, "text": words(f"answer {turn}")}
        for turn, value in enumerate(values)
    ]
    return {"code": code, "text": words(f"Question {code}"), "answers": answers} | fields


def score(items: list[str], low: float, high: float, **fields: Any) -> dict[str, Any]:
    """A sum over these questions; all of them must be answered unless said otherwise."""
    about = {"code": "total", "title": words("Total"), "method": "sum", "meaning": words("Higher is more")}
    return about | {"items": items, "least": len(items), "range": {"from": low, "to": high}} | fields


def bands(*ends: tuple[float, float, str]) -> list[dict[str, Any]]:
    """Parts of a range, each with its words."""
    return [{"from": low, "to": high, "words": words(said)} for low, high, said in ends]


def document(
    items: list[dict[str, Any]] | None = None, *scores: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    """A whole document; without questions it has two that are yes or no."""
    items = items if items is not None else [item("one", 0, 1), item("two", 0, 1)]
    codes = [one["code"] for one in items]
    whole = {
        "code": "strain",
        "version": "1",
        "languages": ["en", "nl"],
        "title": words("Short list"),
        "about": words("Two questions about your week."),
        "items": items,
        "scores": list(scores) or [score(codes, 0, 2)],
        "citation": "Somebody (2026)",
        "licence": words("Licence 12 of our organisation"),
        "source": "A letter of 3 March 2026",
        "seen_by": "self",
    }
    return whole | fields


def edizplus() -> Definition:
    """Fifteen answers of five kinds, of which three count, and four bands."""
    items = [item(f"q{turn}", 0, 0, 1, 1, 1) for turn in range(15)]
    parts = bands((0, 0, "none"), (1, 3, "light"), (4, 8, "moderate"), (9, 15, "heavy"))
    return definition(document(items, score([one["code"] for one in items], 0, 15, bands=parts)))


def lsns() -> Definition:
    """Six questions of six answers in two parts and together; below 12 somebody is at risk."""
    items = [item(f"q{turn}", *range(6)) for turn in range(6)]
    codes = [one["code"] for one in items]
    parts = bands((0, 11, "at risk"), (12, 30, "not at risk"))
    family = score(codes[:3], 0, 15, code="family")
    friends = score(codes[3:], 0, 15, code="friends")
    return definition(document(items, score(codes, 0, 30, bands=parts), family, friends))


def cansas() -> Definition:
    """Needs that are not there, met, not met or unknown, counted in three ways."""
    items = [item(f"q{turn}", 0, 1, 2, None) for turn in range(4)]
    codes = [one["code"] for one in items]
    count = {"method": "count", "least": 1}
    return definition(
        document(
            items,
            score(codes, 0, 4, code="met", counted=["b"], **count),
            score(codes, 0, 4, code="unmet", counted=["c"], **count),
            score(codes, 0, 4, code="needs", counted=["b", "c"], **count),
        )
    )


def carerqol() -> Definition:
    """The list of the house."""
    return next(one for one in house.of_the_house().values() if one.code == "carerqol")


def make_instrument(organisation: Organisation, author: User, **fields: Any) -> Instrument:
    """A list that this organisation offers."""
    held = fields.pop("document", None) or document()
    given = {"code": held["code"], "edition": held["version"], "ground": "Our licence", "since": make.ago(30)}
    return Instrument.objects.create(
        organisation=organisation, added_by=author, document=held, **(given | fields)
    )


def make_check(member: Member, instrument: Instrument | None = None, **fields: Any) -> Check:
    """What this member filled in, now unless said otherwise: CarerQol, or a list of an organisation."""
    given: dict[str, Any] = {"code": "carerqol", "edition": "1", "answers": GOOD}
    if instrument is not None:
        given = {"code": instrument.code, "edition": instrument.edition, "answers": {"one": "b", "two": "b"}}
    given |= {"answered_at": timezone.now()} | fields
    return Check.objects.create(network=member.network, member=member, instrument=instrument, **given)


def as_text(held: dict[str, Any]) -> str:
    """A document as somebody pastes it."""
    return json.dumps(held, ensure_ascii=False)
