"""Every address of the house."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from accounts.admin import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
    *(
        path("", include(f"{app}.urls"))
        for app in ("accounts", "networks", "accountability")
        if find_spec(f"{app}.urls")
    ),
]
