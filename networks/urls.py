"""The addresses of networks and what is in them, by noun."""

from django.urls import path

from networks.views import today

app_name = "networks"

urlpatterns = [
    path("", today.today, name="today"),
]
