"""What one may ask of the networks of an organisation, in codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Facet(TextChoices):
    """The kinds of what networks can be chosen and counted by; the first letter of its code in the rows."""

    STATUS = "n", _("How it stands")
    SIGNAL = "s", _("What stands out")
    TEAM = "t", _("Team")
    DOMAIN = "d", _("Part of life")
    REGION = "r", _("Area")
    TRIED = "x", _("What was tried in the last year")


class TriedHere(TextChoices):
    """What was tried in a network in the last year; behind the letter of its facet."""

    BEGUN = "begun", _("Something was tried for some weeks")
    KEPT = "kept", _("What was tried was kept")
    STOPPED = "stopped", _("What was tried was stopped")
    SWAP = "swap", _("Work moved by a swap")


class OverviewSort(TextChoices):
    """How networks are put in order. Never by how many things stand out: that would be a ranking."""

    NUMBER = "number", _("by number")
    NEWEST = "-number", _("newest first")
    LONGEST = "stands_out_since", _("what stands out longest first")
    FEWEST = "people", _("fewest people first")
    MOST = "-people", _("most people first")
