from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        confirmed = import_module("allauth.account.signals").email_confirmed
        receivers = import_module("networks.receivers")
        confirmed.connect(receivers.address_confirmed, dispatch_uid="reach")
        happened = import_module("carenet.lib.events").happened
        happened.connect(receivers.network_changed, dispatch_uid="health")
