"""What goes in and out by name: Body checks what came in, Shape says what goes out and writes it quickly."""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.drainage import set_override
from rest_framework import serializers
from rest_framework.fields import empty

MANY_UNKNOWN = 10
"""How many unknown names an answer lists; the rest would only make it long."""


class Body(serializers.Serializer[Any]):
    """The fields a request may hold. A name that is not declared is refused: no slip is silent."""

    default_error_messages = {"invalid": gettext_lazy("Send a JSON object.")}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The checked values by name. Raises ValidationError naming each field that is wrong."""
        if isinstance(data, Mapping):
            unknown = sorted(str(name) for name in set(data) - set(self.fields))[:MANY_UNKNOWN]
            if unknown:
                sentence = _("This name is not known here.")
                raise serializers.ValidationError({name: [sentence] for name in unknown}, code="unknown")
        values: dict[str, Any] = super().to_internal_value(data)
        return values


class Nothing(Body):
    """A verb that needs no words."""


class Query(Body):
    """What an address may be asked behind the question mark. Each name once; unknown names are refused."""

    def run_validation(self, data: Any = empty) -> Any:
        """The checked values of a query string. Raises ValidationError also for a name given twice."""
        twice = [name for name, values in data.lists() if len(values) > 1][:MANY_UNKNOWN]
        if twice:
            sentence = _("Give this name once.")
            raise serializers.ValidationError({name: [sentence] for name in twice}, code="repeated")
        return super().run_validation(data.dict())


class Shape(serializers.Serializer[Any]):
    """The fields of an answer, declared for the schema and written straight from the row.

    A field's value is the attribute its ``source`` names (its own name when none is given), or what the
    class's ``read_<name>`` makes of the row. Ids, moments and codes pass as they are; JSON writes them.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """In the schema a shape is called by what it shows: NeedShape is Need."""
        super().__init_subclass__(**kwargs)
        set_override(cls, "component_name", cls.__name__.removesuffix("Shape"))

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """The row as plain values."""
        return {name: read(instance) for name, read in readers(type(self))}


Read = Callable[[Any], Any]


@cache
def readers(shape: type[Shape]) -> tuple[tuple[str, Read], ...]:
    """How each field of a shape is read from a row, worked out once."""
    fields = shape().fields
    return tuple((name, _reader(shape, name, field)) for name, field in fields.items())


def _reader(shape: type[Shape], name: str, field: Any) -> Read:
    read: Read = getattr(shape, f"read_{name}", None) or attrgetter(field.source or name)
    inner = getattr(field, "child", field)
    if not isinstance(inner, Shape):
        return read
    parts = readers(type(inner))
    return _nested(read, parts) if inner is field else _several(read, parts)


def _nested(read: Read, parts: tuple[tuple[str, Read], ...]) -> Read:
    def write(row: Any) -> dict[str, Any] | None:
        inner = read(row)
        return None if inner is None else {name: part(inner) for name, part in parts}

    return write


def _several(read: Read, parts: tuple[tuple[str, Read], ...]) -> Read:
    def write(row: Any) -> list[dict[str, Any]]:
        return [{name: part(inner) for name, part in parts} for inner in read(row)]

    return write
