"""The house itself: static files, translations, commands, and the checks before it opens."""

from django.apps import AppConfig

from carenet import checks


class CarenetConfig(AppConfig):
    name = "carenet"

    def ready(self) -> None:
        checks.register()
