"""What may come in: one JSON object of bounded size, in UTF-8, with text that can be kept."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from carenet.lib.rest.problem import TooLarge

MAX_BYTES = 1_000_000
"""The largest JSON body, in bytes."""


class JSONBody(BaseParser):
    """JSON as RFC 8259 means it: UTF-8 only, no NaN, no text that no database keeps."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value in the stream. Raises TooLarge, ParseError, or ValidationError naming the field."""
        raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise TooLarge
        try:
            value = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise ParseError(_("This is not JSON that can be read."), code="unreadable") from None
        if b"\\u" in raw:  # only an escape can bring in what cannot be kept
            _refuse_unreadable(value)
        return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def unreadable(text: str) -> bool:
    """Whether this holds what no text has and no database keeps: NUL, or half a character."""
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def _refuse_unreadable(value: Any) -> None:
    for place, text in _texts(value):
        if unreadable(text):
            name = "".join(sign for sign in place if not unreadable(sign)) or "body"
            raise ValidationError({name: [_("This holds characters that no text has.")]}, code="unreadable")


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a value, keys included, with the place where it stands; without recursion."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, str):
            yield place, part
        elif isinstance(part, dict):
            for key, inner in part.items():
                inside = f"{place}.{key}".lstrip(".")
                yield inside, key
                waiting.append((inside, inner))
        elif isinstance(part, list):
            waiting.extend((place, inner) for inner in part)


class Negotiation(DefaultContentNegotiation):
    """JSON or nothing; what the caller wrote beside it is not sent back."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """The renderer and its media type. Raises NotAcceptable. Who takes problems takes answers."""
        renderer, _media_type = super().select_renderer(request, renderers, format_suffix)
        return renderer, renderer.media_type
