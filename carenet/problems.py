"""Whatever goes wrong below /api/ is told as problem details, also before and beside the views."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework import exceptions

from carenet.lib.errors import Conflict, DomainError
from carenet.lib.rest.problem import TooLarge, VersionStale, problem

NON_FIELD = {"non_field_errors", "__all__", "detail"}


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The answer to an exception, or None for a fault of our own, which becomes a 500."""
    if isinstance(exc, Conflict):
        exc = VersionStale(str(exc.message), code=exc.code)
    elif isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, RequestDataTooBig):
        exc = TooLarge()
    elif isinstance(exc, (SuspiciousOperation, BadRequest, MultiPartParserError)):
        exc = exceptions.ParseError()
    if isinstance(exc, DomainError):
        return _refused(exc)
    if isinstance(exc, ValidationError):
        return problem(HTTPStatus.CONFLICT, " ".join(exc.messages), code="refused")
    if isinstance(exc, exceptions.APIException):
        return _told(exc)
    return None


def _refused(refusal: DomainError) -> HttpResponse:
    """A rule of the house said no: 400 when one field can be mended, 409 otherwise."""
    sentence = str(refusal.message)
    if refusal.field:
        errors = {refusal.field: [sentence]}
        return problem(HTTPStatus.BAD_REQUEST, sentence, code=refusal.code, errors=errors)
    return problem(HTTPStatus.CONFLICT, sentence, code=refusal.code)


def _told(exc: exceptions.APIException) -> HttpResponse:
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header  # type: ignore[attr-defined]
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(exc.wait) + 1)  # type: ignore[attr-defined]
    found = dict(_flat("", exc.detail))
    general = [sentence for name, sentences in found.items() if name in NON_FIELD for sentence in sentences]
    errors = {name: sentences for name, sentences in found.items() if name not in NON_FIELD}
    detail = " ".join(general) or _("Some of what you sent cannot be used.")
    codes = exc.get_codes()
    code = codes if isinstance(codes, str) else exc.default_code
    return problem(exc.status_code, detail, code=code, errors=errors, headers=headers)


def _flat(name: str, detail: Any) -> Iterator[tuple[str, list[str]]]:
    """Errors of fields inside fields, by names with dots ("place.side", "named.0")."""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            part = "" if str(key) in NON_FIELD else str(key)
            yield from _flat(".".join(filter(None, (name, part))), inner)
    elif isinstance(detail, list) and any(isinstance(inner, dict) for inner in detail):
        for number, inner in enumerate(detail):
            yield from _flat(f"{name}.{number}", inner)
    elif isinstance(detail, list):
        yield name or "detail", [str(sentence) for sentence in detail]
    else:
        yield name or "detail", [str(detail)]


def below_api(request: HttpRequest) -> bool:
    """Whether this address belongs to programs."""
    return request.path_info.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django itself refuses: a page for people, a problem for programs."""
    if not below_api(request):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return _told(TooLarge())
    return problem(HTTPStatus.BAD_REQUEST, _("This request cannot be read."), code="unreadable")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page for people, a problem for programs."""
    if not below_api(request):
        return defaults.server_error(request)
    detail = _("Something went wrong here. We have been told. Try again later.")
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, code="fault")
