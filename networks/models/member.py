"""A person's or community's place in a network, how close the client places them, and what they do."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, in_order, no_overlap, uuid7
from networks.choices import Circle, Relation, RoleKind, RoleSource, Side
from networks.choices.lifecycle import PauseLets
from networks.models.network import Network


class MemberQuerySet(PeriodQuerySet):
    def taking_part(self, at: datetime) -> Self:
        """Members who have joined and not left at this moment; somebody only known or invited is not one."""
        return self.at(at).filter(joined_at__lte=at)

    def with_circle(self, at: datetime) -> Self:
        """With ``circle``: where the client placed each member at this moment ("" when nowhere)."""
        placed = CirclePlacement.objects.at(at).filter(member=models.OuterRef("pk"))
        return self.annotate(circle=models.Subquery(placed.values("circle")[:1]))

    def closest_first(self) -> Self:
        """From the middle outwards, then by name; needs with_circle()."""
        order = [models.When(circle=circle, then=rank) for rank, circle in enumerate(Circle)]
        return self.order_by(models.Case(*order, default=len(Circle)), "name", "id")


class Member(Period):
    """Somebody around the client. May have no account; ``joined_at`` is empty until they take part.

    ``person`` ties several periods of one person in one network together. ``guest``: added only to be asked
    by mail; ``confirmed_at`` is when somebody first answered from such a mail.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="members")
    person = models.UUIDField(default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(_("name"), max_length=150)
    side = models.CharField(_("takes part as"), max_length=10, choices=Side)
    relation = models.CharField(_("relation"), max_length=15, choices=Relation, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation_name = models.CharField(_("organisation"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    pause_lets = models.CharField(
        _("what still comes through"), max_length=10, choices=PauseLets, default=PauseLets.NOTHING
    )
    guest = models.BooleanField(default=False, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_key = models.CharField(max_length=200, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "since"], name="member_network"),
            models.Index(
                fields=["user", "network"], name="member_user", condition=models.Q(user__isnull=False)
            ),
        ]
        constraints = [
            in_order("member_in_order"),
            no_overlap("member_user_once", "network", "user", condition=models.Q(user__isnull=False)),
            no_overlap("member_person_once", "network", "person"),
            no_overlap("member_source_once", "network", "source_key", condition=~models.Q(source_key="")),
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="member_side_known"),
            models.CheckConstraint(
                condition=models.Q(pause_lets__in=PauseLets.values), name="member_pause_lets_known"
            ),
            models.CheckConstraint(
                condition=models.Q(relation="") | models.Q(relation__in=Relation.values),
                name="member_relation_known",
            ),
            models.CheckConstraint(
                condition=models.Q(relation="") | models.Q(side=Side.INFORMAL),
                name="member_relation_informal",
                violation_error_message=_("Only family, friends and neighbours have a relation."),
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(joined_at__isnull=False),
                name="member_with_account_joined",
                violation_error_message=_("Somebody gets an account in a network only by joining it."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="member_in_network"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes_part(self) -> bool:
        return self.joined_at is not None

    @property
    def as_what(self) -> str | Promise:
        """Relation or function, whichever says what this person is to the client."""
        if self.side == Side.INFORMAL and self.relation and self.relation != Relation.OTHER:
            return Relation(self.relation).label
        return self.function or Side(self.side).label

    @property
    def works_for(self) -> str:
        """The organisation's name, "" without one."""
        return self.organisation.name if self.organisation else self.organisation_name

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > at


class CirclePlacement(Period):
    """How close the client places a member; the client's own view, with its history."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="placements")
    circle = models.CharField(_("circle"), max_length=15, choices=Circle)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "since"], name="placement_member")]
        constraints = [
            in_order("placement_in_order"),
            no_overlap("placement_once", "member"),
            models.CheckConstraint(condition=models.Q(circle__in=Circle.values), name="placement_known"),
        ]


class RoleQuerySet(PeriodQuerySet):
    def overview(self) -> Self:
        """Organizers and their stand-ins for the network as a whole."""
        return self.filter(kind=RoleKind.ORGANIZER, domain__isnull=True, need__isnull=True)

    def not_over(self, at: datetime) -> Self:
        """Roles that run at this moment or begin later; not those that were ended before they began."""
        still = models.Q(until__isnull=True) | (
            models.Q(until__gt=at) & models.Q(until__gt=models.F("since"))
        )
        return self.filter(still)

    def same_as(self, role: "Role") -> Self:
        """Others of the same member for the same thing that run in a part of the same time."""
        rows = self.filter(member=role.member_id, kind=role.kind, stands_in=role.stands_in)
        rows = rows.filter(domain=role.domain_id, need=role.need_id).exclude(pk=role.pk)
        if role.until is not None:
            rows = rows.filter(since__lt=role.until)
        return rows.not_over(role.since)


class Role(Period):
    """A function a member fulfils for a period, for the whole network, one domain or one need. No right."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="roles")
    member = models.ForeignKey(Member, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=10, choices=RoleKind)
    domain = models.ForeignKey(
        "networks.LifeDomain", models.PROTECT, null=True, blank=True, related_name="roles"
    )
    need = models.ForeignKey("networks.Need", models.PROTECT, null=True, blank=True, related_name="roles")
    stands_in = models.BooleanField(_("as stand-in"), default=False, db_default=False)
    source = models.CharField(max_length=10, choices=RoleSource)

    objects = RoleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="role_network")]
        constraints = [
            in_order("role_in_order"),
            models.UniqueConstraint(
                fields=["member", "kind", "domain", "need", "stands_in"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="role_once",
                violation_error_message=_("This person already has this role."),
            ),
            models.CheckConstraint(
                condition=models.Q(domain__isnull=True) | models.Q(need__isnull=True),
                name="role_one_scope",
                violation_error_message=_("A role is for the network, one domain or one need."),
            ),
            models.CheckConstraint(
                condition=models.Q(stands_in=False) | models.Q(kind=RoleKind.ORGANIZER),
                name="role_stand_in_organizes",
                violation_error_message=_("Only who keeps the overview has a stand-in."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RoleKind.values, source__in=RoleSource.values),
                name="role_codes_known",
            ),
            models.UniqueConstraint(fields=["network", "id"], name="role_in_network"),
        ]

    @property
    def keeps_overview(self) -> bool:
        """Whether it is keeping the overview of the whole network, not as a stand-in."""
        return self.kind == RoleKind.ORGANIZER and self.scope_id is None and not self.stands_in

    @property
    def scope_id(self) -> UUID | None:
        """The need or the domain it is for; None for the whole network."""
        return self.need_id or self.domain_id
