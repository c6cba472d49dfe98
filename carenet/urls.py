"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.admin import site
from carenet.api import nowhere

handler400 = "carenet.problems.bad_request"
handler500 = "carenet.problems.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
    path("api/v1/", include("carenet.api")),
    path("api/", include([re_path("", nowhere)])),
    path("", include("accounts.urls")),
    path("", include("networks.urls")),
    path("", include("accountability.urls")),
]
