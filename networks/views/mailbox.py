"""The mailbox of the demo: everybody's mail in one place, because everybody there is made up."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from networks import mailbox as reading

SAFE = "sandbox allow-top-navigation; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
"""A mail is a page of somebody else: no script runs in it, nothing is loaded, it knows no cookie of ours."""


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails that were written, newest first. Nothing is here outside the demo."""
    if not settings.DEMO:
        raise Http404
    return render(request, "networks/mailbox.html", {"letters": reading.letters()})


@login_not_required
@never_cache
@require_safe
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: as HTML when asked so, else as text."""
    found = reading.letter(key) if settings.DEMO else None
    if found is None:
        raise Http404
    if "html" not in request.GET:
        return render(request, "networks/mail.html", {"letter": found})
    response = HttpResponse(found.html)
    response.headers["Content-Security-Policy"] = SAFE
    return response
