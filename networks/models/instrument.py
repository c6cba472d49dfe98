"""Lists of questions with a score: those that organisations add, and what carers filled in for themselves."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.models.member import Member
from networks.models.network import Network


class Instrument(Period):
    """A list of questions that an organisation offers, because it says that it has the right to.

    ``document`` is the whole definition as networks.measuring.document reads it; ``code`` and ``edition`` are
    the code and the version that it gives itself. It never changes: another edition is another row. Once it
    has ended nobody fills it in any more, and who did so still reads their own results. The lists of the
    house are files and have no row.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    document = models.JSONField()
    ground = models.TextField(_("why you have the right to use it"), max_length=1000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-since"], name="instrument_organisation")]
        constraints = [
            in_order("instrument_in_order"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(edition=""), name="instrument_named"),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="instrument_has_ground",
                violation_error_message=_("Write down why you have the right to use it."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(until__isnull=True),
                name="instrument_once",
                violation_error_message=_("Your organisation offers this list of questions already."),
            ),
        ]


class CheckQuerySet(models.QuerySet["Check"]):
    def kept(self) -> Self:
        """What was not erased."""
        return self.filter(erased_at__isnull=True)


class Check(Stamped):
    """One list of questions as somebody filled it in. Nobody but that person reads it, or learns of it.

    ``answers`` are codes of answers by code of question; what was left open is not in it. ``instrument`` is
    empty for a list of the house. Erased: the answers are gone, the empty row stays.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    answers = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-answered_at"], name="check_member")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answers__isnull=False, erased_at__isnull=True)
                | Q(answers__isnull=True, erased_at__isnull=False),
                name="check_known_or_erased",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(edition=""), name="check_of_something"),
        ]
