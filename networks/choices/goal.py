"""Codes of goals: how far one is, how much it matters, and how hard it is."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(IntegerChoices):
    """How far a goal is, against what was expected. Each goal has its own words for each of them."""

    MUCH_LESS = -2, _("much less than we hoped")
    LESS = -1, _("less than we hoped")
    EXPECTED = 0, _("what we hoped for")
    MORE = 1, _("more than we hoped")
    MUCH_MORE = 2, _("much more than we hoped")


class Weight(IntegerChoices):
    """How much a goal matters to the client, or how hard it is to reach."""

    NONE = 0, pgettext_lazy("how much, how hard", "not at all")
    LITTLE = 1, pgettext_lazy("how much, how hard", "a little")
    MUCH = 2, pgettext_lazy("how much, how hard", "a lot")
    MOST = 3, pgettext_lazy("how much, how hard", "very much")
