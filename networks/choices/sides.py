"""Which needs to show beside the views of the three sides."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SidesShown(TextChoices):
    ALL = "all", _("all open needs")
    DIFFER = "differ", _("only where the sides differ")
