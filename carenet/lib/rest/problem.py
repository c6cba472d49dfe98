"""Problem details (RFC 9457): how the API says no, by a code for programs and a sentence for people."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

MEDIA_TYPE = "application/problem+json"
Errors = Mapping[str, Sequence[str]]


def problem(
    status: int,
    detail: str | Promise,
    *,
    code: str,
    errors: Errors | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """An answer that says what went wrong. ``errors`` maps the names of fields to sentences."""
    content: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "code": code,
    }
    if errors:
        content["errors"] = errors
    answer = JsonResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class TooLarge(APIException):
    """The body holds more bytes than this address takes."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is too much at once. Send less.")


class VersionMissing(APIException):
    """A change must say which version of the row it was made from."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "version_missing"
    default_detail = _("Say in the If-Match header which version you change.")


class VersionStale(APIException):
    """The row has changed since the caller read it."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "conflict"
    default_detail = _("Somebody else changed this just now. Look at the new text and try again.")
