"""The house itself: static files, translations, commands, and the checks before it opens."""

from django.apps import AppConfig

from carenet import checks
from carenet.celery import app as celery_app


class CarenetConfig(AppConfig):
    name = "carenet"
    celery = celery_app  # loaded with the apps, so that every task finds its application

    def ready(self) -> None:
        checks.register()
