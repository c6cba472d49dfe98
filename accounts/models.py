"""Who is acting: people who sign in, organisations, regions, the hats they wear, and tokens for programs."""

import hashlib
import hmac
from datetime import date, datetime
from typing import Any, ClassVar, Self, cast
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.choices import Hat, Language, OrganisationKind, RegionLevel, RegionScheme, TokenScope
from carenet.lib.models import Period, PeriodQuerySet, Stamped, holds, in_order

DEFAULT_TIME_ZONE = "Europe/Amsterdam"
PREFIX_LENGTH = 12


class Moments(Func):
    """The half-open range of two moments, for exclusion constraints."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Days(Func):
    """The half-open range of two days, for exclusion constraints."""

    function = "DATERANGE"
    output_field = DateRangeField()


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless this is the name of a time zone in the IANA database."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone from the list."), code="time_zone")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        """People who may sign in."""
        return self.filter(is_active=True)

    def called(self, email: str) -> Self:
        """The person with this e-mail address, whatever its capitals."""
        return self.alias(address=Lower("email")).filter(address=email.strip().lower())


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users from an e-mail address; the name is what Django's own commands expect."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create somebody who signs in with this address; without a password, by a code sent to it."""
        user = cast("User", self.model(email=email.strip().lower(), **fields))
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a site operator (``manage.py createsuperuser``)."""
        return self.create_user(email, password, **{**fields, "is_staff": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this address. Raises User.DoesNotExist."""
        return cast("User", self.get_queryset().called(username or "").get())


class User(AbstractBaseUser, Stamped):
    """Somebody who can sign in. Being a user grants nothing: standing in a network does."""

    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Somebody already uses this e-mail address.")},
    )
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=DEFAULT_TIME_ZONE, validators=[validate_time_zone]
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("is a site operator"), default=False)
    closed_at = models.DateTimeField(_("account closed at"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    # Loaded along with a person by accounts.access.with_factors().
    wears_hat: bool
    has_second_factor: bool

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("Somebody already uses this e-mail address."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="accounts_user_email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(language__in=Language.values), name="accounts_user_language_known"
            ),
            models.CheckConstraint(condition=~Q(time_zone=""), name="accounts_user_time_zone_set"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False),
                name="accounts_user_closed_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """What to say after hello: the first word of the name."""
        return self.name.split(" ", 1)[0]

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Site operators may open the accounts in Django's admin, and nothing else there."""
        return self.has_module_perms(perm.split(".", 1)[0])

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff and app_label == "accounts"


class RegionQuerySet(models.QuerySet["Region"]):
    def on(self, day: date) -> Self:
        """Regions that exist on this day."""
        return self.filter(Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day)))

    def active(self, at: datetime) -> Self:
        """Regions that exist at this moment (by the day in UTC)."""
        return self.on(at.date())

    def coded(self, code: str) -> Self:
        """Regions with this code, in their own scheme or in the second one."""
        return self.filter(Q(code=code) | Q(second_code=code))


class Region(Stamped):
    """An area on one level of policy. Boundaries change: a region ends, and a new one takes its code."""

    scheme = models.CharField(_("scheme"), max_length=8, choices=RegionScheme.choices)
    code = models.CharField(_("code"), max_length=12)
    second_code = models.CharField(
        _("second code"),
        max_length=12,
        blank=True,
        help_text=_("The code of the same area in the national scheme, such as PV25."),
    )
    name_en = models.CharField(_("name in English"), max_length=120)
    name_nl = models.CharField(_("name in Dutch"), max_length=120)
    level = models.CharField(_("level"), max_length=10, choices=RegionLevel.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("first day on which it is gone"), null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering: ClassVar[list[str]] = ["name_nl", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["scheme", "code", "valid_from"],
                name="accounts_region_code_unique",
                violation_error_message=_("A region with this code already begins on this day."),
            ),
            ExclusionConstraint(
                name="accounts_region_no_overlap",
                expressions=[
                    ("scheme", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("A region with this code already exists in this period."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="accounts_region_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="accounts_region_not_in_itself",
                violation_error_message=_("A region cannot lie in itself."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=RegionLevel.values), name="accounts_region_level_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl if get_language() == "nl" else self.name_en


class OrganisationQuerySet(PeriodQuerySet):
    def named(self, name: str, at: datetime) -> "Organisation | None":
        """The one organisation that goes by this name at this moment; None for none, and for two."""
        found = list(self.at(at).filter(name__iexact=name.strip())[:2])
        return found[0] if len(found) == 1 else None


class Organisation(Period):
    """A body people act for: it employs, pays, oversees, studies or gathers. It ends, it is not deleted."""

    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind.choices)
    name = models.CharField(_("name"), max_length=160)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Lower("name"),
                F("kind"),
                F("region"),
                name="accounts_organisation_unique",
                nulls_distinct=False,
                violation_error_message=_("This organisation is already known in this region."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_organisation_named"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="accounts_organisation_kind_known"
            ),
            in_order("accounts_organisation_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(PeriodQuerySet):
    def active(self, at: datetime) -> Self:
        """Hats worn at this moment, by people who may sign in, for organisations that still exist."""
        return self.filter(holds(at), holds(at, "organisation__"), user__is_active=True)


class Affiliation(Period):
    """Somebody wears a hat for an organisation for a while. It says in which capacity, and grants nothing."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="affiliations"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="affiliations",
    )
    hat = models.CharField(_("hat"), max_length=16, choices=Hat.choices)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering: ClassVar[list[str]] = ["-since"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="accounts_affiliation_no_overlap",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("hat", RangeOperators.EQUAL),
                    (Moments("since", "until", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already has this hat there in this period."),
            ),
            models.CheckConstraint(condition=Q(hat__in=Hat.values), name="accounts_affiliation_hat_known"),
            in_order("accounts_affiliation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_hat_display()} · {self.organisation}"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def active(self, at: datetime) -> Self:
        """Tokens that are neither revoked nor expired at this moment."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class ApiToken(Stamped):
    """A key for a program that acts in somebody's name. Only its hash is kept; the key is shown once."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="api_tokens"
    )
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("scope"), max_length=5, choices=TokenScope.choices)
    prefix = models.CharField(max_length=PREFIX_LENGTH, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    password_mark = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering: ClassVar[list[str]] = ["-created_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(scope__in=TokenScope.values), name="accounts_token_scope_known"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="accounts_token_hashed"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="accounts_token_expires"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def matches(self, key: str) -> bool:
        """Whether this is the token's own key, compared in constant time."""
        return hmac.compare_digest(self.digest, digest_of(key))

    def outlived_password(self) -> bool:
        """Whether the owner changed their password after the token was made."""
        return not hmac.compare_digest(self.password_mark, digest_of(self.user.password))


def digest_of(key: str) -> str:
    """The SHA-256 of a key, in hexadecimal. Enough for a key of 256 random bits; never for a password."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
