"""The site operator's pages: people, organisations, regions and hats. No care, no passwords, no deleting.

Only ``site`` is routed. Signing in goes through the house's own pages, and the
second-factor rule holds here too.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.db import models
from django.forms import DateTimeField, DateTimeInput, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliation, Organisation, Region, User
from carenet.lib.events import Event, Subject, announce


class OperatorSite(admin.AdminSite):
    """Django's admin without its own sign-in and password pages."""

    site_title = site_header = _("Carenet: keeping it running")
    index_title = _("Accounts")

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.has_module_perms("accounts")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


site = OperatorSite(name="admin")
site.login = secure_admin_login(site.login)  # type: ignore[method-assign]


MOMENT = {
    "form_class": DateTimeField,
    "widget": DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
}


class Traced(admin.ModelAdmin[Any]):
    """Every change leaves a trace, raises the row's version, and nothing can be deleted.

    Django's own widgets for moments and for choosing from many rows have no labels or need styles in line.
    """

    formfield_overrides = {models.DateTimeField: MOMENT}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only the filters beside the list: any other field in the address would tell what is not shown."""
        field = lookup.split("__", 1)[0]
        return field in self.list_filter and super().lookup_allowed(lookup, value, request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)
        kind = obj._meta.model_name
        verb = f"accounts.{kind}_changed" if change else f"accounts.{kind}_added"
        detail = {"fields": ",".join(sorted(form.changed_data))}
        announce(Event(verb=verb, actor=request.user, subject=Subject(kind=kind, id=obj.pk), detail=detail))


class UserForm(ModelForm[User]):
    """An address in capitals is the same address."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(User, site=site)
class UserAdmin(Traced):
    """Who can sign in. Passwords, second factors and other people's sessions are out of reach."""

    form = UserForm
    list_display = ("name", "email", "language", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("name", "email")
    ordering = ("name",)
    fields = ("name", "email", "language", "time_zone", "is_active", "is_staff", "last_login", "closed_at")
    readonly_fields = ("last_login", "closed_at")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "email") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:  # so that the code with which they first sign in confirms the address as well
            EmailAddress.objects.create(user=obj, email=obj.email, primary=True, verified=False)


@admin.register(Organisation, site=site)
class OrganisationAdmin(Traced):
    list_display = ("name", "kind", "region", "since", "until")
    list_filter = ("kind",)
    search_fields = ("name",)
    raw_id_fields = ("region",)


@admin.register(Region, site=site)
class RegionAdmin(Traced):
    list_display = ("name_nl", "code", "second_code", "level", "parent", "valid_from", "valid_until")
    list_filter = ("level", "scheme")
    list_select_related = ("parent",)
    search_fields = ("name_nl", "name_en", "code", "second_code")
    raw_id_fields = ("parent",)


@admin.register(Affiliation, site=site)
class AffiliationAdmin(Traced):
    """Hats. An existing one can only be ended."""

    list_display = ("user", "hat", "organisation", "since", "until")
    list_filter = ("hat",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__name", "user__email", "organisation__name")
    raw_id_fields = ("user", "organisation")

    def get_readonly_fields(self, request: HttpRequest, obj: Affiliation | None = None) -> tuple[str, ...]:
        return ("user", "organisation", "hat", "since") if obj else ()
