"""Parsing JSON from a stranger: bounded in depth, in parts and in numbers, and without a second meaning."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from networks.intake.clean import clean
from networks.intake.errors import UnreadableFile
from networks.intake.limits import Limits

TOO_DEEP = _(
    "In this file things lie too deep inside each other, so it is no care team. Choose another file."
)
TOO_MANY_PARTS = _("This file holds too many parts for the network of one person. Ask for a smaller export.")
TRUNCATED = _("This file stops halfway. Export or download it again, and choose the new file.")
NOT_JSON = _(
    "This file is not valid JSON: line %(line)s cannot be read. Export it again, and choose the new file."
)
TWICE = _(
    "This file says “%(field)s” twice in one record, so we cannot tell which holds. Ask for a correct file."
)
NOT_A_NUMBER = _("This file holds a number that does not exist (%(number)s). Ask for a correct file.")


def parse(text: str, limits: Limits) -> object:
    """The value in the text, or a list of values when each line is one. Raises UnreadableFile."""
    if text.count("{") + text.count("[") > limits.max_parts:
        raise UnreadableFile(TOO_MANY_PARTS, code="too_many_parts")
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        value = _by_line(text, error)
    except RecursionError as error:
        raise UnreadableFile(TOO_DEEP, code="too_deep") from error
    if _deeper_than(value, limits.max_depth):
        raise UnreadableFile(TOO_DEEP, code="too_deep")
    return value


def _loads(text: str) -> object:
    return json.loads(
        text, object_pairs_hook=_object, parse_int=_whole, parse_float=_broken, parse_constant=_constant
    )


def _by_line(text: str, error: json.JSONDecodeError) -> object:
    """One record on each line, when that is what the file is; otherwise the sentence for the first error."""
    lines = [line for line in text.splitlines() if line.strip()]
    if error.msg == "Extra data" and len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
        try:
            return [_loads(line) for line in lines]
        except json.JSONDecodeError as second:
            error = second
        except RecursionError as deep:
            raise UnreadableFile(TOO_DEEP, code="too_deep") from deep
    at_the_end = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")
    if at_the_end:
        raise UnreadableFile(TRUNCATED, code="truncated") from error
    raise UnreadableFile(str(NOT_JSON) % {"line": error.lineno}, code="not_json") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _value in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise UnreadableFile(str(TWICE) % {"field": clean(twice, 60)}, code="said_twice")
    return found


def _whole(digits: str) -> int:
    """Whole numbers are never used here; a gigantic one must not cost time."""
    return int(digits) if len(digits) < 20 else 0


def _broken(digits: str) -> float:
    return float(digits) if len(digits) < 40 else 0.0


def _constant(name: str) -> float:
    raise UnreadableFile(str(NOT_A_NUMBER) % {"number": name}, code="not_a_number")


def _deeper_than(value: object, most: int) -> bool:
    """Whether containers lie deeper than ``most``, without recursion."""
    level: list[object] = [value]
    for _depth in range(most + 1):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
