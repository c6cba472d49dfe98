from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from carenet.lib.events import happened


class AccountabilityConfig(AppConfig):
    name = "accountability"
    verbose_name = _("accountability")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        receivers = import_module("accountability.receivers")
        happened.connect(receivers.write_entry, dispatch_uid="ledger")
