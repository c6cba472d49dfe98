"""What is written beside a swap when its work moves: why, and what was checked before it did."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices.moved import ANSWERED, Checked
from networks.models.barrier import Swap
from networks.models.network import Network


def _known(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": Checked.values}), name=f"swapnote_{field}_known"
    )


def _by_somebody(field: str) -> models.CheckConstraint:
    """A check that was made has who made it and the day; one that was not made has neither."""
    return models.CheckConstraint(
        condition=(
            Q(**{f"{field}__in": [one.value for one in ANSWERED], f"{field}_on__isnull": False})
            & ~Q(**{f"{field}_by": ""})
        )
        | Q(
            **{
                f"{field}": Checked.NOT_ASKED.value,
                f"{field}_on__isnull": True,
                f"{field}_by": "",
            }
        ),
        name=f"swapnote_{field}_by_somebody",
        violation_error_message=_("Say who looked into it, and on which day."),
    )


class SwapNote(Stamped):
    """Why work moved by a swap, in words; whether who takes it on can do it and whether it is insured.

    ``…_by`` is who looked into it, in words: it need not be a member. ``check_with`` is whom to ask next.
    It holds no money, and nothing about a person apart from this swap.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="swap_notes")
    swap = models.OneToOneField(Swap, models.PROTECT, related_name="note")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    competence = models.CharField(max_length=10, choices=Checked, default=Checked.NOT_ASKED)
    competence_by = models.CharField(max_length=150, blank=True)
    competence_on = models.DateField(null=True, blank=True)
    insurance = models.CharField(max_length=10, choices=Checked, default=Checked.NOT_ASKED)
    insurance_by = models.CharField(max_length=150, blank=True)
    insurance_on = models.DateField(null=True, blank=True)
    check_with = models.CharField(_("check with"), max_length=200, blank=True)

    class Meta:
        constraints = [
            _known("competence"),
            _known("insurance"),
            _by_somebody("competence"),
            _by_somebody("insurance"),
        ]
