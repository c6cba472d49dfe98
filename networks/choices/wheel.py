"""The word that goes with what somebody says of a part of life. There is no sum of them and no mean."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class HowWell(TextChoices):
    """How a part of life goes, as the client says it, best first. Saying none of them is an answer too."""

    VERY_WELL = "very_well", pgettext_lazy("a part of life goes", "very well")
    WELL = "well", pgettext_lazy("a part of life goes", "well")
    SO_SO = "so_so", pgettext_lazy("a part of life goes", "so-so")
    NOT_WELL = "not_well", pgettext_lazy("a part of life goes", "not so well")
    NOT_AT_ALL = "not_at_all", pgettext_lazy("a part of life goes", "not well at all")
