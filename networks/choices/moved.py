"""Codes of work that moves between paid and unpaid: in which direction, and what was checked before."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    """From which side to which a piece of work moved. Unpaid: family, friends, neighbours, communities."""

    TO_UNPAID = "to_unpaid", _("from professionals to family, neighbours and communities")
    TO_PAID = "to_paid", _("from family, neighbours and communities to professionals")
    AMONG_UNPAID = "among_unpaid", _("among family, neighbours and communities")
    AMONG_PAID = "among_paid", _("among professionals")


CROSSES = (Direction.TO_UNPAID, Direction.TO_PAID)
"""Between paid and unpaid: then it is looked into whether somebody can do it, and whether it is insured."""


class Checked(TextChoices):
    """What came of asking whether somebody can do it, or whether it is insured."""

    NOT_ASKED = "not_asked", pgettext_lazy("a check", "nobody asked yet")
    YES = "yes", pgettext_lazy("a check", "yes")
    NO = "no", pgettext_lazy("a check", "no")
    NOT_NEEDED = "not_needed", pgettext_lazy("a check", "not needed")


ANSWERED = (Checked.YES, Checked.NO, Checked.NOT_NEEDED)
"""Somebody looked into it: who, and on which day, is written down."""
