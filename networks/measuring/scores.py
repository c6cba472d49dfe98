"""Reads the scores of a document: which questions, how they add up, their range and what its parts mean."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from networks.measuring.faults import Faults
from networks.measuring.instrument import Band, Item, Method, Score, Words, span

Speak = Callable[[Mapping[str, Any], str, str, int], Words]
MOST_SCORES, MOST_BANDS, MOST_DECIMALS = 12, 10, 2
NEEDED = ("code", "title", "method", "items", "least", "range", "meaning")
ALLOWED = (*NEEDED, "bands", "decimals", "counted")
NOTHING = Decimal(0)
ENDS = ("from", "to")


def scores(faults: Faults, speak: Speak, given: Any, items: tuple[Item, ...]) -> tuple[Score, ...]:
    """The scores of a document, over questions that were read already."""
    rows = faults.several(given, "scores", 1, MOST_SCORES)
    sound = not faults.found
    places = [f"scores[{number}]" for number in range(len(rows))]
    found = tuple(
        _score(faults, speak, one, place, items, sound) for one, place in zip(rows, places, strict=True)
    )
    faults.once((f"scores[{number}].code", one.code) for number, one in enumerate(found))
    return found


def _score(
    faults: Faults, speak: Speak, given: Any, place: str, items: tuple[Item, ...], sound: bool
) -> Score:
    """One score. Its range is checked when all before it was right, so that one fault is said once."""
    fields = faults.fields(given, place, NEEDED, ALLOWED)
    method = _method(faults, fields, place)
    chosen = _chosen(faults, fields, place, items)
    decimals = faults.whole(fields.get("decimals", 0), f"{place}.decimals", 0, MOST_DECIMALS)
    counted = _counted(faults, fields, place, method, chosen)
    low, high = _range(faults, fields, place)
    before = len(faults.found)
    bands = _bands(faults, speak, fields.get("bands", []), f"{place}.bands")
    score = Score(
        code=faults.code(fields.get("code"), f"{place}.code", "code" in fields),
        words=speak(fields, "title", place, 120),
        method=method or Method.SUM,
        items=tuple(item.code for item in chosen),
        least=faults.whole(
            fields.get("least"), f"{place}.least", 1, max(len(chosen), 1), "least" in fields and bool(chosen)
        ),
        low=low,
        high=high,
        meaning=speak(fields, "meaning", place, 1000),
        decimals=decimals,
        bands=bands,
        counted=counted,
    )
    if sound and method and chosen and "range" in fields:
        _check_range(faults, score, chosen, place)
    if bands and len(faults.found) == before:
        _check_bands(faults, score, place)
    return score


def _method(faults: Faults, fields: Mapping[str, Any], place: str) -> Method | None:
    given = fields.get("method")
    if "method" not in fields:
        return None
    if given not in list(Method):
        faults.say(f"{place}.method", _("Choose one of: %s.") % ", ".join(Method))
        return None
    return Method(given)


def _chosen(faults: Faults, fields: Mapping[str, Any], place: str, items: tuple[Item, ...]) -> list[Item]:
    if "items" not in fields:
        return []
    by_code = {item.code: item for item in items}
    before = len(faults.found)
    codes = faults.several(fields["items"], f"{place}.items", 1, max(len(items), 1))
    known = [one for one in codes if isinstance(one, str) and one in by_code]
    for number, one in enumerate(codes):
        if one not in known:
            faults.say(f"{place}.items[{number}]", _("There is no question with this code."))
    faults.once((f"{place}.items[{number}]", one) for number, one in enumerate(known))
    return [by_code[one] for one in known] if len(faults.found) == before else []


def _counted(
    faults: Faults, fields: Mapping[str, Any], place: str, method: Method | None, chosen: list[Item]
) -> frozenset[str]:
    """The answers that a number counts; each of its questions has one that counts and one that does not."""
    where = f"{place}.counted"
    if method != Method.COUNT:
        if "counted" in fields:
            faults.say(where, _("This belongs to the method “count” only."))
        return frozenset()
    if "counted" not in fields:
        faults.say(where, _("This is missing."))
        return frozenset()
    codes = faults.several(fields["counted"], where, 1, 20)
    known = {answer.code for item in chosen for answer in item.answers}
    for number, one in enumerate(codes):
        if not isinstance(one, str) or one not in known:
            faults.say(f"{where}[{number}]", _("There is no answer with this code."))
    counted = frozenset(one for one in codes if isinstance(one, str))
    for item in chosen:
        kinds = {one.code in counted for one in item.answers if one.value is not None}
        if kinds != {True, False}:
            words = _("The question “%s” needs an answer that counts, and one that does not.")
            faults.say(where, words % item.code)
    return counted


def _range(faults: Faults, fields: Mapping[str, Any], place: str) -> tuple[Decimal, Decimal]:
    if "range" not in fields:
        return NOTHING, NOTHING
    where = f"{place}.range"
    return _from_to(faults, faults.fields(fields["range"], where, ENDS, ENDS), where)


def _from_to(faults: Faults, fields: Mapping[str, Any], place: str) -> tuple[Decimal, Decimal]:
    low, high = (
        faults.number(fields[name], f"{place}.{name}") if name in fields else NOTHING for name in ENDS
    )
    if low > high and len(fields) > 1:
        faults.say(place, _("“from” is more than “to”."))
    return low, high


def _bands(faults: Faults, speak: Speak, given: Any, place: str) -> tuple[Band, ...]:
    rows = faults.several(given, place, 0, MOST_BANDS)
    found = []
    for number, one in enumerate(rows):
        where = f"{place}[{number}]"
        names = (*ENDS, "words")
        fields = faults.fields(one, where, names, names)
        ends = {name: value for name, value in fields.items() if name != "words"}
        low, high = _from_to(faults, ends, where)
        found.append(Band(low, high, speak(fields, "words", where, 300)))
    return tuple(found)


def _check_range(faults: Faults, score: Score, chosen: list[Item], place: str) -> None:
    low, high = span(score.method, chosen, score.decimals)
    if (score.low, score.high) != (low, high):
        ends = {"low": low, "high": high}
        faults.say(f"{place}.range", _("These answers give %(low)s to %(high)s.") % ends)
    alike = len({(min(item.values), max(item.values)) for item in chosen}) == 1
    if score.least < len(chosen) and score.method != Method.COUNT and not alike:
        words = _("The values of these questions differ, so all of them must be answered: %s.")
        faults.say(f"{place}.least", words % len(chosen))


def _check_bands(faults: Faults, score: Score, place: str) -> None:
    """From the lowest to the highest, without a gap and without a number that stands in two bands."""
    bands = score.bands
    if bands[0].low != score.low:
        faults.say(f"{place}.bands[0].from", _("The first part begins at %s.") % score.low)
    for number, (one, other) in enumerate(pairwise(bands), start=1):
        if other.low != one.high + score.step:
            faults.say(
                f"{place}.bands[{number}].from", _("This part begins at %s.") % (one.high + score.step)
            )
    if bands[-1].high != score.high:
        faults.say(f"{place}.bands[{len(bands) - 1}].to", _("The last part ends at %s.") % score.high)
