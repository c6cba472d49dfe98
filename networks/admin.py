"""The operator's page of messages that could not be delivered: to look at, and to try again."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import site
from networks.models import Delivery
from networks.parked import parked, try_again


@admin.register(Delivery, site=site)
class ParkedAdmin(admin.ModelAdmin[Delivery]):
    """Keys, kinds and codes of what is parked. Not whom it is for, not what it says, not which network."""

    list_display = ("key", "kind", "channel", "attempts", "last_error", "created_at", "not_before")
    list_filter = ("kind", "channel")
    list_display_links = None
    fields: ClassVar[tuple[str, ...]] = list_display
    actions = ("send_again",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.split("__", 1)[0] in self.list_filter

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        return parked()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.action(description=_("Try to deliver again"))
    def send_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        """Make the chosen messages due again."""
        count = try_again(list(chosen.values_list("pk", flat=True)), operator=request.user)
        words = ngettext("%(count)s message is tried again.", "%(count)s messages are tried again.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
