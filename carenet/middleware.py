"""Two doors before all others: one for the house's own watchman, one that keeps out what nobody can read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _

from carenet.health import healthz, readyz
from carenet.lib.rest.bodies import unreadable
from carenet.lib.rest.problem import problem
from carenet.problems import below_api

Answer = Callable[[HttpRequest], HttpResponse]


def health(get_response: Answer) -> Answer:
    """Answer /healthz and /readyz before hosts, TLS and sessions: they are asked from inside the house."""
    pages = {"/healthz": healthz, "/readyz": readyz}

    def answer(request: HttpRequest) -> HttpResponse:
        return pages.get(request.path_info, get_response)(request)

    return answer


def readable(get_response: Answer) -> Answer:
    """Refuse addresses with characters that no text has and no database keeps: NUL, and half a character."""

    def answer(request: HttpRequest) -> HttpResponse:
        if unreadable(request.path_info) or any(
            unreadable(part) for key, values in request.GET.lists() for part in (key, *values)
        ):
            sentence = _("This address cannot be read.")
            if below_api(request):
                return problem(400, sentence, code="unreadable")
            return HttpResponseBadRequest(sentence, content_type="text/plain")
        return get_response(request)

    return answer
