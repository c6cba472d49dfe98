"""From a JSON document to a list of questions: everything is checked, and every fault says where it stands.

A place is written as in the document itself: ``items[2].answers[0].value``. Names that are not known are
refused, so that a slip is never silent.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from networks.measuring.faults import Fault, Faults, Faulty
from networks.measuring.instrument import Answer, Definition, Helps, Item, Words
from networks.measuring.scores import scores

LONGEST = 100_000
"""How many characters a document may have."""
LANGUAGES = ("en", "nl")
"""The languages in which a list may be asked."""
SELF = "self"
"""The only answer to "who may see": the person alone."""
MOST_ITEMS, MOST_ANSWERS, MOST_WEEKS = 60, 21, 104
NEEDED = (
    *("code", "version", "languages", "title", "about", "items", "scores"),
    *("citation", "licence", "source", "seen_by"),
)
ALLOWED = [*NEEDED, "note", "rhythm"]


def read(text: str) -> Definition:
    """The list of questions in a text. Raises Faulty with every fault that was found."""
    return definition(loads(text))


def loads(text: str) -> Any:
    """The JSON value in a text, in one meaning only. Raises Faulty."""
    if len(text) > LONGEST:
        raise Faulty([Fault("", _("The document is too long. It may have %s characters.") % LONGEST)])
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except Faulty:
        raise
    except json.JSONDecodeError as error:
        raise Faulty([Fault("", _("Line %s cannot be read as JSON.") % error.lineno)]) from error
    except RecursionError as error:
        raise Faulty([Fault("", _("Things lie too deep inside each other."))]) from error
    except ValueError as error:
        raise Faulty([Fault("", _("A number in it is too long."))]) from error


def definition(document: Any) -> Definition:
    """The list of questions that a JSON value describes. Raises Faulty with every fault that was found."""
    faults = Faults()
    given = faults.fields(document, "", NEEDED, ALLOWED)
    languages = _languages(faults, given["languages"]) if "languages" in given else ()
    speak = _Speaker(faults, languages)
    items = _items(faults, speak, given["items"]) if "items" in given else ()
    if "seen_by" in given and given["seen_by"] != SELF:
        faults.say("seen_by", _("Write “self”: nobody else ever sees what somebody fills in."))
    found = Definition(
        code=faults.code(given.get("code"), "code", "code" in given),
        edition=faults.text(given.get("version"), "version", 40, "version" in given),
        languages=languages,
        title=speak(given, "title", "", 120),
        about=speak(given, "about", "", 1000),
        items=items,
        scores=scores(faults, speak, given.get("scores"), items) if "scores" in given else (),
        citation=faults.text(given.get("citation"), "citation", 1000, "citation" in given),
        licence=speak(given, "licence", "", 500),
        source=faults.text(given.get("source"), "source", 500, "source" in given),
        note=speak(given, "note", "", 1000) if "note" in given else None,
        weeks=_weeks(faults, given["rhythm"]) if "rhythm" in given else None,
    )
    if faults.found:
        raise Faulty(faults.found)
    return found


class _Speaker:
    """Reads a text that must be there in each language of the document."""

    def __init__(self, faults: Faults, languages: tuple[str, ...]) -> None:
        self.faults, self.languages = faults, languages

    def __call__(self, holder: Mapping[str, Any], name: str, place: str, most: int) -> Words:
        """The text with this name; what is missing altogether was said already."""
        if name not in holder or not self.languages:
            return Words({})
        where = f"{place}.{name}" if place else name
        given = self.faults.fields(holder[name], where, self.languages, self.languages)
        texts = [(one, given[one]) for one in self.languages if one in given]
        return Words({one: self.faults.text(text, f"{where}.{one}", most) for one, text in texts})


def _languages(faults: Faults, given: Any) -> tuple[str, ...]:
    codes = faults.several(given, "languages", 1, len(LANGUAGES))
    wrong = [one for one in codes if one not in LANGUAGES]
    if wrong or len(set(map(str, codes))) < len(codes):
        faults.say("languages", _("Name each language once: “en”, “nl”."))
        return ()
    return tuple(codes)


def _items(faults: Faults, speak: _Speaker, given: Any) -> tuple[Item, ...]:
    rows = faults.several(given, "items", 1, MOST_ITEMS)
    items = tuple(_item(faults, speak, one, f"items[{number}]") for number, one in enumerate(rows))
    faults.once(((f"items[{number}].code", item.code) for number, item in enumerate(items)))
    return items


def _item(faults: Faults, speak: _Speaker, given: Any, place: str) -> Item:
    allowed = ["code", "text", "hint", "answers", "scale", "reversed", "help"]
    fields = faults.fields(given, place, ["code", "text"], allowed)
    answers: tuple[Answer, ...] = ()
    if fields and ("answers" in fields) == ("scale" in fields):
        faults.say(place, _("Give it either “answers” or a “scale”."))
    elif "scale" in fields:
        answers = _scale(faults, speak, fields["scale"], f"{place}.scale")
    elif fields:
        answers = _answers(faults, speak, fields["answers"], f"{place}.answers")
    helps = fields.get("help")
    if "help" in fields and helps not in list(Helps):
        faults.say(f"{place}.help", _("Choose one of: %s.") % ", ".join(Helps))
        helps = None
    if helps is None and any(answer.lead for answer in answers):
        faults.say(place, _("An answer has “lead”, so say under “help” where help could begin."))
    return Item(
        code=faults.code(fields.get("code"), f"{place}.code", "code" in fields),
        words=speak(fields, "text", place, 300),
        answers=answers,
        hint=speak(fields, "hint", place, 300) if "hint" in fields else None,
        turned=faults.flag(fields.get("reversed", False), f"{place}.reversed"),
        helps=Helps(helps) if helps else None,
    )


def _answers(faults: Faults, speak: _Speaker, given: Any, place: str) -> tuple[Answer, ...]:
    rows = faults.several(given, place, 2, MOST_ANSWERS)
    answers = tuple(_answer(faults, speak, one, f"{place}[{number}]") for number, one in enumerate(rows))
    faults.once(((f"{place}[{number}].code", one.code) for number, one in enumerate(answers)))
    if answers and all(one.value is None for one in answers):
        faults.say(place, _("At least one answer has a value."))
    return answers


def _answer(faults: Faults, speak: _Speaker, given: Any, place: str) -> Answer:
    fields = faults.fields(given, place, ["code", "text", "value"], ["code", "text", "value", "lead"])
    value = fields.get("value")
    return Answer(
        code=faults.code(fields.get("code"), f"{place}.code", "code" in fields),
        words=speak(fields, "text", place, 150),
        value=None if value is None else faults.number(value, f"{place}.value"),
        lead=faults.flag(fields.get("lead", False), f"{place}.lead"),
    )


def _scale(faults: Faults, speak: _Speaker, given: Any, place: str) -> tuple[Answer, ...]:
    """Every whole number of a scale as an answer; the two ends are also said in words."""
    names = ["from", "to", "least", "most"]
    fields = faults.fields(given, place, names, names)
    low = faults.whole(fields.get("from"), f"{place}.from", 0, 100, "from" in fields)
    high = faults.whole(fields.get("to"), f"{place}.to", 0, 100, "to" in fields)
    ends = {low: speak(fields, "least", place, 60), high: speak(fields, "most", place, 60)}
    if not 0 < high - low < MOST_ANSWERS:
        faults.say(place, _("A scale goes up, by %s at most.") % (MOST_ANSWERS - 1))
        return ()
    return tuple(
        Answer(str(number), _end(speak.languages, number, ends.get(number)), faults.exact(number))
        for number in range(low, high + 1)
    )


def _end(languages: Iterable[str], number: int, words: Words | None) -> Words:
    said = words.by_language if words else {}
    return Words({one: f"{number}: {said[one]}" if one in said else str(number) for one in languages})


def _weeks(faults: Faults, given: Any) -> int | None:
    fields = faults.fields(given, "rhythm", ["weeks"], ["weeks"])
    return faults.whole(fields["weeks"], "rhythm.weeks", 1, MOST_WEEKS) if "weeks" in fields else None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Faulty([Fault(Faults.shown(twice), _("This name stands twice in one object."))])
    return found


def _constant(name: str) -> float:
    raise Faulty([Fault(name, _("This is not a number."))])
