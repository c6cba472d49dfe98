"""The addresses of what answers for."""

from django.urls import path

from accountability.views import ledger, readers

app_name = "accountability"

urlpatterns = [
    path("networks/<uuid:pk>/who-looked/", ledger.who_looked, name="ledger"),
    path("needs/<uuid:pk>/readers/", readers.readers, name="readers"),
]
