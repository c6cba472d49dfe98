"""Every code the accounts use: plain enumerations that touch nothing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(TextChoices):
    """The languages the whole house speaks. Each is named in itself, so that its reader finds it."""

    ENGLISH = "en", "English"
    DUTCH = "nl", "Nederlands"


class OrganisationKind(TextChoices):
    CARE_PROVIDER = "care_provider", _("care provider")
    MUNICIPALITY = "municipality", _("municipality")
    INSURER = "insurer", _("health insurer")
    CARE_OFFICE = "care_office", _("care office")
    INSPECTORATE = "inspectorate", _("inspectorate")
    COMMUNITY = "community", _("community or club")
    EDUCATION = "education", _("school or university")


class Hat(TextChoices):
    """In what capacity somebody acts for an organisation. It opens work pages, never a network."""

    PROFESSIONAL = "professional", pgettext_lazy("hat", "professional")
    MANAGER = "manager", pgettext_lazy("hat", "manager")
    ADMINISTRATOR = "administrator", pgettext_lazy("hat", "executive")
    SUPERVISOR = "supervisor", pgettext_lazy("hat", "supervisor")
    FUNDER = "funder", pgettext_lazy("hat", "funder")
    COACH = "coach", pgettext_lazy("hat", "tilting coach")
    RESEARCHER = "researcher", pgettext_lazy("hat", "researcher or student")


class RegionLevel(TextChoices):
    """On which level of policy a region lies, from the street outwards."""

    LOCAL = "local", _("local")
    REGIONAL = "regional", _("regional")
    NATIONAL = "national", _("national")
    EUROPEAN = "european", _("European")


class RegionScheme(TextChoices):
    """Who hands out the code of a region."""

    UNION = "eu", _("European Union")
    NUTS = "nuts", _("NUTS, the statistical regions of the European Union")
    MUNICIPALITY = "gm", _("municipality code of Statistics Netherlands (GM)")
    CARE_OFFICE = "zk", _("care office region of Statistics Netherlands (ZK)")
    YOUTH = "jz", _("youth care region of Statistics Netherlands (JZ)")


class TokenScope(TextChoices):
    """What a program that carries a token may do in its owner's name."""

    READ = "read", _("read only")
    WRITE = "write", _("read and change")
