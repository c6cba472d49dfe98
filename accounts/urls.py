"""The addresses of a person's own pages. Sign-in itself is routed by allauth below /accounts/."""

from django.conf import settings
from django.urls import path

from accounts import schema as schema  # registers how the API describes tokens
from accounts import views

app_name = "accounts"

urlpatterns = [
    path("me/", views.profile, name="profile"),
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/tokens/<uuid:token_id>/revoke/", views.revoke, name="token_revoke"),
    path("me/confirm/", views.confirm, name="confirm"),
    path("me/close/", views.close, name="close"),
    path("help/", views.help_page, name="help"),
    path("about/", views.about, name="about"),
    path("language/", views.language, name="language"),
]

if settings.DEMO:
    urlpatterns += [
        path("demo/", views.demo, name="demo"),
        path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
    ]
