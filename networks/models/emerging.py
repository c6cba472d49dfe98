"""A question to one person about what they seem to do. Nobody else ever learns that it was asked."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Stamped
from networks.choices import RoleKind
from networks.choices.emerging import RoleAnswer, RoleQuestion
from networks.models.member import Member, Role
from networks.models.need import LifeDomain
from networks.models.network import Network


class RoleProposalQuerySet(models.QuerySet["RoleProposal"]):
    def waiting(self) -> Self:
        """Not answered, and what it says has not stopped being so."""
        return self.filter(answer="", lapsed_at__isnull=True)


class RoleProposal(Stamped):
    """ "You seem to keep the overview since March: is that what you do?", to the member alone.

    Without a domain it is about the network as a whole. ``seen_since`` is the first day of what was seen, in
    the network's calendar; ``figures`` are the counts behind it, by their code. A question STILL is about
    the ``role``; a yes to a NEW one makes the ``role``. Before ``quiet_until`` the same is not asked again.
    ``lapsed_at``: it fell away before there was an answer.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="role_proposals")
    member = models.ForeignKey(Member, models.PROTECT, related_name="role_proposals")
    question = models.CharField(max_length=10, choices=RoleQuestion, default=RoleQuestion.NEW)
    kind = models.CharField(_("role"), max_length=10, choices=RoleKind)
    domain = models.ForeignKey(LifeDomain, models.PROTECT, null=True, blank=True, related_name="+")
    seen_since = models.DateField()
    figures = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=15, choices=RoleAnswer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    quiet_until = models.DateTimeField(null=True, blank=True)
    role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    lapsed_at = models.DateTimeField(null=True, blank=True)

    objects = RoleProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-proposed_at"], name="role_proposal_network")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=RoleKind.values, question__in=RoleQuestion.values),
                name="role_proposal_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, quiet_until__isnull=True)
                | Q(answer__in=RoleAnswer.values, answered_at__isnull=False),
                name="role_proposal_answered_with_date",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(lapsed_at__isnull=True), name="role_proposal_one_end"
            ),
            models.CheckConstraint(
                condition=Q(role__isnull=True) | Q(answer=RoleAnswer.YES) | Q(question=RoleQuestion.STILL),
                name="role_proposal_role_by_yes",
            ),
            models.UniqueConstraint(
                fields=["member", "kind", "domain"],
                condition=Q(answer="", lapsed_at__isnull=True),
                nulls_distinct=False,
                name="role_proposal_once",
                violation_error_message=_("This was asked already."),
            ),
        ]
