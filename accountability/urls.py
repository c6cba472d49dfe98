"""The addresses of what answers for."""

from django.urls import path

from accountability.views import ledger

app_name = "accountability"

urlpatterns = [
    path("networks/<uuid:pk>/who-looked/", ledger.who_looked, name="ledger"),
]
