"""One address of the API: a class whose methods say what they take and what they answer.

``reads``, ``lists``, ``adds``, ``acts``, ``revises`` and ``drops`` turn a method into a handler: the query
string is checked, the method goes through its door and calls its action, and what it returns is written as
the declared shape. The same words make the schema; the method's docstring is its description there.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from carenet.lib.rest.bodies import MAX_BYTES
from carenet.lib.rest.lists import InOrder, page_of
from carenet.lib.rest.problem import TooLarge, VersionMissing, VersionStale
from carenet.lib.rest.shapes import Body, Nothing, Query, Shape

Handler = Callable[..., Any]
TAG = re.compile(r'(?:W/)?"(\d{1,10})(?:\.([0-9a-f]+))?"')
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description="The ETag you changed, or `*`."
)
IF_MATCH_TOO = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="Act only if this is still the ETag."
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="Answer 304 if this is still the ETag."
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=True, description="Version and fingerprint of the answer."
)
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, response=[201], description="The address of what was made."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one method of one address takes and answers."""

    takes: type[Body] | None = None
    answers: type[Shape] | None = None
    asks: type[Query] = Query
    status: HTTPStatus = HTTPStatus.OK
    at: str = ""
    several: bool = False
    needs_version: bool = False


class Address(APIView):
    """One address. ``max_bytes`` is the size of the largest body it takes."""

    max_bytes: ClassVar[int] = MAX_BYTES
    operation: Operation
    asked: dict[str, Any]

    @property
    def user(self) -> Any:
        """Who is asking."""
        return self.request.user

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what is too large before anything else is looked at. Raises TooLarge."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isdecimal() and int(length[:18]) > self.max_bytes:
            raise TooLarge
        super().initial(request, *args, **kwargs)

    def body(self) -> dict[str, Any]:
        """What came in, checked. Raises ValidationError naming each field that is wrong."""
        takes = self.operation.takes or Nothing
        given = takes(data=self.request.data, partial=self.operation.needs_version)
        given.is_valid(raise_exception=True)
        values: dict[str, Any] = given.validated_data
        return values

    def version_of(self, row: Any) -> int | None:
        """The version the caller changes, which is the row's own; None when a verb does not ask for it.

        Ask for it after the door and the body: what is refused anyway is not refused for its version.

        Raises VersionMissing when a change names none, and VersionStale when it names another.
        """
        named = self.request.headers.get("If-Match")
        if named is None:
            if self.operation.needs_version:
                raise VersionMissing
            return None
        versions = {version for version, _print in TAG.findall(named)}
        if named.strip() != "*" and str(row.version) not in versions:
            raise VersionStale
        version: int = row.version
        return version

    def ask(self) -> None:
        """Check the query string. Raises ValidationError."""
        query = self.operation.asks(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        self.asked = query.validated_data

    def answer(self, outcome: Any) -> HttpResponse:
        """What the method returned, as the operation says it is answered."""
        operation = self.operation
        if operation.answers is None:
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "no-store"})
        shape = operation.answers()
        if operation.several:
            return self._written(self._page(outcome, shape))
        data = shape.to_representation(outcome)
        headers = {"Location": reverse(f"api:{operation.at}", args=[data["id"]])} if operation.at else {}
        return self._written(data, headers)

    def _page(self, outcome: InOrder | Iterable[Any], shape: Shape) -> dict[str, Any]:
        if not isinstance(outcome, InOrder):
            return {"results": [shape.to_representation(row) for row in outcome], "next": None}
        question = self.request.query_params.copy()
        question.pop("cursor", None)
        question.pop("limit", None)
        page = page_of(
            outcome,
            limit=self.asked["limit"],
            cursor=self.asked.get("cursor"),
            bound_to=f"{self.user.pk} {self.request.path} {question.urlencode()}",
        )
        rows = [shape.to_representation(row) for row in page.rows]
        return {"results": rows, "next": self._next(page.next)}

    def _next(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        question = self.request.query_params.copy()
        question["cursor"] = cursor
        return f"{self.request.build_absolute_uri(self.request.path)}?{question.urlencode()}"

    def _written(self, data: dict[str, Any], headers: dict[str, str] | None = None) -> HttpResponse:
        text = JSONRenderer().render(data)
        answer = HttpResponse(text, "application/json", status=self.operation.status, headers=headers or {})
        answer.headers["Cache-Control"] = "no-store"
        patch_vary_headers(answer, ["Authorization"])
        if "version" in data and not self.operation.several:
            tag = f'"{data["version"]}.{hashlib.blake2b(text, digest_size=8).hexdigest()}"'
            answer.headers["ETag"] = tag
            if self.request.method in ("GET", "HEAD") and self._known(tag):
                answer.status_code, answer.content = HTTPStatus.NOT_MODIFIED, b""
                del answer.headers["Content-Type"]
        return answer

    def _known(self, tag: str) -> bool:
        named = self.request.headers.get("If-None-Match", "")
        return named.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in named.split(","))


class OpenAddress(Address):
    """An address for everybody, signed in or not."""

    permission_classes = (AllowAny,)


def _handler(method: Handler, operation: Operation, *parameters: Any) -> Handler:
    @wraps(method)
    def handle(self: Address, request: HttpRequest, **where: Any) -> HttpResponse:
        self.operation = operation
        self.ask()
        return self.answer(method(self, **where))

    handle.operation = operation  # type: ignore[attr-defined]
    noun, verb = method.__qualname__.split(".")
    lines = (method.__doc__ or "").strip().split("\n\n", 1)
    described = extend_schema(
        operation_id=f"{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', noun).lower()}_{verb}",
        tags=[method.__module__.rsplit(".", 1)[-1] if "networks" in method.__module__ else "account"],
        summary=lines[0].rstrip("."),
        description=" ".join(method.__doc__.split()) if method.__doc__ else "",
        request=operation.takes if operation.takes and operation.takes is not Nothing else None,
        responses={int(operation.status): _described(operation)},
        parameters=[*parameters, *([operation.asks] if operation.asks is not Query else [])],
    )
    return described(handle)


def _described(operation: Operation) -> OpenApiResponse:
    if operation.answers is None:
        return OpenApiResponse(description="Done.")
    if not operation.several:
        return OpenApiResponse(operation.answers, description="The row, as it is now.")
    return OpenApiResponse(_page(operation.answers), description="One page.")


@cache
def _page(shape: type[Shape]) -> type[Shape]:
    """The shape of one page of these; the same for every list of them."""
    parts = {
        "results": shape(many=True),
        "next": serializers.URLField(allow_null=True, help_text="The address of the next page."),
    }
    return type(f"{shape.__name__.removesuffix('Shape')}PageShape", (Shape,), parts)


def reads(shape: type[Shape], *, asks: type[Query] = Query) -> Callable[[Handler], Handler]:
    """GET of one thing. An answer with a version carries an ETag."""
    versioned = "version" in shape().fields
    parameters = (IF_NONE_MATCH, ETAG) if versioned else ()
    return lambda method: _handler(method, Operation(answers=shape, asks=asks), *parameters)


def lists(shape: type[Shape], *, asks: type[Query] = Query) -> Callable[[Handler], Handler]:
    """GET of several things. The method returns InOrder for a paged list, or the few rows there are."""
    return lambda method: _handler(method, Operation(answers=shape, asks=asks, several=True))


def adds(takes: type[Body], shape: type[Shape], *, at: str = "") -> Callable[[Handler], Handler]:
    """POST that makes something: 201, with its address (the name of a route that takes its id)."""
    made = Operation(takes=takes, answers=shape, status=HTTPStatus.CREATED, at=at)
    return lambda method: _handler(method, made, *([LOCATION] if at else []))


def acts(
    shape: type[Shape] | None, takes: type[Body] = Nothing, *, minds_version: bool = False
) -> Callable[[Handler], Handler]:
    """POST of a verb: 200 with what it changed, or 204 without a shape."""
    status = HTTPStatus.OK if shape else HTTPStatus.NO_CONTENT
    acted = Operation(takes=takes, answers=shape, status=status)
    return lambda method: _handler(method, acted, *([IF_MATCH_TOO] if minds_version else []))


def revises(takes: type[Body], shape: type[Shape]) -> Callable[[Handler], Handler]:
    """PATCH: some fields of one thing, only when it is still the version the caller read."""
    revised = Operation(takes=takes, answers=shape, needs_version=True)
    return lambda method: _handler(method, revised, IF_MATCH, ETAG)


def drops() -> Callable[[Handler], Handler]:
    """DELETE: 204."""
    return lambda method: _handler(method, Operation(status=HTTPStatus.NO_CONTENT))
