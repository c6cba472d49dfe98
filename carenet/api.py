"""The API as a whole: its addresses, its schema, and the pages that explain it."""

import json
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework import serializers

from accountability import api as accountability
from accounts import api as accounts
from carenet.lib.rest.address import OpenAddress, reads
from carenet.lib.rest.problem import MEDIA_TYPE, problem
from carenet.lib.rest.shapes import Shape, readers
from networks import api as networks

app_name = "api"

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do, in the language of the request."},
        "code": {"type": "string", "description": "A stable name of what went wrong, for programs."},
        "errors": {
            "type": "object",
            "description": "What is wrong with which field, by its name.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}
ALWAYS = {
    "400": "Something you sent cannot be used; `errors` says which field.",
    "401": "The token is not good, or nobody is signed in.",
    "403": "You may not do this.",
    "406": "Answers are JSON.",
    "413": "The body is too large.",
    "429": "Too many requests: wait as long as Retry-After says.",
}
TOO_LONG = {
    "description": "The address is too long, says the web server itself.",
    "content": {"text/html": {"schema": {"type": "string"}}},
}
WITH_BODY = {"415": "Send the media type that is named here."}
WITH_PATH = {"404": "There is nothing here for you."}
WITH_CHANGE = {"409": "A rule says no; `detail` says which."}
WITH_VERSION = {"412": "Somebody changed this first: read it again."}
NEEDS_VERSION = {"428": "Send If-Match."}


class StartShape(Shape):
    me = serializers.CharField()
    networks = serializers.CharField(help_text="What one network holds stands below it.")
    notices = serializers.CharField(help_text="What there is to hear of.")
    feeds = serializers.CharField(help_text="Addresses for calendar programs.")
    organisations = serializers.CharField()
    regions = serializers.CharField()
    imports = serializers.CharField()
    join = serializers.CharField(help_text="For who was invited.")
    help = serializers.CharField(help_text="For who helps without an account.")
    schema = serializers.CharField()


class Start(OpenAddress):
    @reads(StartShape)
    def get(self) -> Any:
        """Where everything begins."""
        return _Addresses(self.request.path)


class _Addresses:
    def __init__(self, root: str) -> None:
        for name, _read in readers(StartShape):
            setattr(self, name, f"{root}{name}/")


def finish_schema(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of every operation what can go wrong, and that bodies hold no other names (spectacular's hook)."""
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    for name, schema in components["schemas"].items():
        if name.endswith("Body"):
            schema["additionalProperties"] = False
    answer = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for where, methods in result["paths"].items():
        for method, operation in methods.items():
            for status, description in _problems(where, method, operation).items():
                operation["responses"].setdefault(status, {"description": description, "content": answer})
            operation["responses"]["414"] = TOO_LONG
    return result


def _problems(where: str, method: str, operation: dict[str, Any]) -> dict[str, str]:
    """The statuses beside success that an operation can answer with, and what each means."""
    found = dict(ALWAYS)
    if "{" in where or "/join/" in where:
        found |= WITH_PATH
    if method != "get":
        found |= WITH_CHANGE | WITH_BODY | WITH_PATH
    named = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}
    if "If-Match" in named:
        found |= WITH_VERSION
    if method == "patch":
        found |= NEEDS_VERSION
    if "If-None-Match" in named:
        unchanged = {"description": "It is still what you have.", "headers": {}}
        operation["responses"].setdefault("304", unchanged)
    return found


@cache
def schema_text() -> bytes:
    """The whole schema as JSON, in English; made once per process."""
    with override("en"):
        schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(schema, ensure_ascii=False).encode()


@login_not_required
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The schema (OpenAPI 3) for programs; whoever comes with a browser gets the page that explains it."""
    browser = request.get_preferred_type(["application/json", "text/html"]) == "text/html"
    answer = docs(request) if browser else schema_file(request)
    answer.headers["Vary"] = "Accept"
    return answer


@login_not_required
@require_safe
def schema_file(request: HttpRequest) -> HttpResponse:
    """The schema (OpenAPI 3) as a file, whoever asks."""
    return HttpResponse(schema_text(), content_type="application/json")


@login_not_required
@require_safe
@never_cache
@ensure_csrf_cookie
def docs(request: HttpRequest) -> HttpResponse:
    """The API explained in a browser, with a form to try every address."""
    return render(request, "api/docs.html")


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """404 for every other address below /api/, whatever the method."""
    return problem(404, _("There is no such address. Addresses end in a slash."), code="not_found")


urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("schema/", schema, name="schema"),
    path("schema/docs/", docs, name="docs"),
    path("schema/openapi.json", schema_file, name="schema_file"),
    *accounts.urlpatterns,
    *networks.urlpatterns,
    *accountability.urlpatterns,
    re_path("", nowhere, name="nowhere"),
]
