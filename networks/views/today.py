"""The first page: a welcome for the signed-out, what waits for the signed-in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks import waiting


@login_not_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for me across my networks; for somebody who is not signed in, what this is."""
    if not request.user.is_authenticated:
        return render(request, "networks/welcome.html", {"demo": settings.DEMO})
    at = timezone.now()
    context = {"today": waiting.today(request.user, at), "day": timezone.localdate(at)}
    return render(request, "networks/today.html", context)
