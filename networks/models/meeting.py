"""A network meeting: who comes, what is spoken of, what the family says among themselves, and the plan."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices import ViewSide, Visibility
from networks.choices.meeting import RUNS, Becomes, Coming, HowFar, MeetingPhase, PointSource
from networks.models.barrier import Barrier
from networks.models.member import Member
from networks.models.need import Need
from networks.models.network import Network
from networks.models.readable import levels_of
from networks.models.talent import Activity
from networks.models.task import Task
from networks.standing import Seat

OPEN_TO = (
    Visibility.EVERYONE.value,
    Visibility.CLOSE.value,
    Visibility.PROFESSIONALS.value,
    Visibility.FAMILY.value,
)
"""Who may read a point or a decision, among those who are invited."""


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, seat: Seat) -> Self:
        """Meetings of everybody, those this seat is invited to or called; all, speaking for the client."""
        rows = self.filter(network=seat.network)
        if seat.for_client:
            return rows
        invited = Attendance.objects.filter(meeting=OuterRef("pk"), member__in=seat.member_ids)
        return rows.filter(Q(everybody=True) | Exists(invited) | Q(author=seat.user.pk, for_client=False))

    def running(self) -> Self:
        """Neither closed nor called off."""
        return self.filter(phase__in=RUNS)


class Meeting(Stamped):
    """People around one client who come together to make a plan.

    ``everybody`` says that all members were invited. ``check_on`` is the day on which the house asks how far
    the decisions are; ``checked_at`` is when all of them were answered for.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="meetings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    title = models.CharField(_("what we meet about"), max_length=120)
    words = models.TextField(_("a word with the invitation"), max_length=1000, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveIntegerField(_("how long, in minutes"), default=90)
    everybody = models.BooleanField(default=True)
    phase = models.CharField(max_length=15, choices=MeetingPhase, default=MeetingPhase.PLANNED)
    reason = models.CharField(_("why it was called off"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    check_on = models.DateField(_("when we ask how far we are"), null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "-starts_at"], name="meeting_network")]
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=MeetingPhase.values), name="meeting_phase_known"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_title"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=1440), name="meeting_takes_time"),
            models.CheckConstraint(
                condition=Q(phase=MeetingPhase.CLOSED) ^ Q(closed_at__isnull=True),
                name="meeting_closed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True) | Q(closed_at__isnull=False),
                name="meeting_checked_after",
            ),
            models.UniqueConstraint(fields=["network", "id"], name="meeting_in_network"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked_about(self) -> models.QuerySet["Decision"]:
        """The decisions of which everybody is asked how far they are: not those that only family reads."""
        return self.decisions.filter(until=None).exclude(visibility=Visibility.FAMILY)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def phase_for(self, seat: Seat) -> MeetingPhase:
        """The phase as this seat may know it: family time is known to family and friends alone."""
        if self.phase == MeetingPhase.FAMILY and not seat.sees_family:
            return MeetingPhase.INFORMATION
        return MeetingPhase(self.phase)


class Attendance(Stamped):
    """One person invited to a meeting, what they answered, and whether they came. Silence is empty."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="attendances")
    answer = models.CharField(max_length=10, choices=Coming, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member"], name="attendance_member")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=Coming.values, answered_at__isnull=False),
                name="attendance_answered_with_date",
            ),
        ]


class PointQuerySet(PeriodQuerySet):
    def readable_by(self, seat: Seat) -> Self:
        """Points whose level this seat may read, and whose need, where there is one."""
        needs = Need.objects.visible_to(seat).values("pk")
        return self.filter(level_open_to(seat), Q(need__isnull=True) | Q(need__in=needs))


class MeetingPoint(Period):
    """Something to speak about at a meeting. It shows only to who may read what is behind it."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="meeting_points")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="points")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    source = models.CharField(max_length=15, choices=PointSource)
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="meeting_points")
    barrier = models.ForeignKey(Barrier, models.PROTECT, null=True, blank=True, related_name="meeting_points")
    signal = models.ForeignKey(
        "networks.Signal", models.PROTECT, null=True, blank=True, related_name="meeting_points"
    )
    words = models.CharField(_("what to speak about"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who may read this"), max_length=15, choices=Visibility, default=Visibility.EVERYONE
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            in_order("meeting_point_in_order"),
            models.CheckConstraint(
                condition=Q(source=PointSource.OWN, need=None, barrier=None, signal=None)
                | Q(
                    source__in=[PointSource.NEED, PointSource.DIFFERENCE],
                    need__isnull=False,
                    barrier=None,
                    signal=None,
                )
                | Q(source=PointSource.BARRIER, need=None, barrier__isnull=False, signal=None)
                | Q(source=PointSource.SIGNAL, need=None, barrier=None, signal__isnull=False),
                name="meeting_point_about_one",
            ),
            models.CheckConstraint(
                condition=~Q(source=PointSource.OWN) | ~Q(words=""),
                name="meeting_point_has_words",
                violation_error_message=_("Say what it is about."),
            ),
            models.CheckConstraint(condition=Q(visibility__in=OPEN_TO), name="meeting_point_level_known"),
            models.UniqueConstraint(
                fields=["meeting", "source", "need", "barrier", "signal"],
                condition=Q(until__isnull=True) & ~Q(source=PointSource.OWN),
                nulls_distinct=False,
                name="meeting_point_once",
                violation_error_message=_("This is on the agenda already."),
            ),
            models.UniqueConstraint(fields=["network", "id"], name="meeting_point_in_network"),
        ]


class Contribution(Period):
    """What a professional tells at the information round. They inform; they do not set the goals."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="contributions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=ViewSide, default=ViewSide.FORMAL, editable=False)
    text = models.TextField(_("what the others should know"), max_length=1000)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            in_order("contribution_in_order"),
            models.CheckConstraint(condition=~Q(text=""), name="contribution_has_text"),
            models.CheckConstraint(condition=Q(side=ViewSide.FORMAL), name="contribution_from_formal"),
        ]


class FamilyWord(Period):
    """What family and friends write among themselves during a meeting: a table that no other part reads.

    Nobody who takes part as a professional writes here (``side``, and a trigger that looks at the author's
    places) or reads here (networks.meeting_family).
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    side = models.CharField(max_length=10, choices=ViewSide, editable=False)
    text = models.TextField(_("among ourselves"), max_length=2000)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["meeting", "since"], name="family_word_meeting")]
        constraints = [
            in_order("family_word_in_order"),
            models.CheckConstraint(condition=~Q(text=""), name="family_word_has_text"),
            models.CheckConstraint(
                condition=Q(side__in=[ViewSide.CLIENT, ViewSide.INFORMAL]), name="family_word_not_formal"
            ),
        ]


class DecisionQuerySet(PeriodQuerySet):
    def readable_by(self, seat: Seat, points: models.QuerySet[Any]) -> Self:
        """Decisions whose level this seat may read; one about a point also needs that point, of these."""
        return self.filter(level_open_to(seat), Q(point__isnull=True) | Q(point__in=points))


class Decision(Period):
    """What a meeting decided: who sees to it, by when, and what if it goes otherwise.

    ``accepted_at`` is when the owner said yes. ``activity`` is the kind of thing, for what becomes something
    to do, and ``task`` what it became. ``how_far`` is said at the check.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    point = models.ForeignKey(MeetingPoint, models.PROTECT, null=True, blank=True, related_name="decisions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.CharField(_("what we decided"), max_length=300)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="decisions")
    accepted_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("by when"))
    otherwise = models.CharField(_("if it goes otherwise"), max_length=300)
    becomes = models.CharField(_("what it becomes"), max_length=10, choices=Becomes)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    visibility = models.CharField(
        _("who may read this"), max_length=15, choices=Visibility, default=Visibility.EVERYONE
    )
    task = models.OneToOneField(Task, models.PROTECT, null=True, blank=True, related_name="decision")
    how_far = models.CharField(max_length=10, choices=HowFar, blank=True)
    how_far_words = models.CharField(_("in a few words"), max_length=300, blank=True)
    how_far_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["owner"], name="decision_owner")]
        constraints = [
            in_order("decision_in_order"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(otherwise=""),
                name="decision_has_words",
                violation_error_message=_("Say what was decided, and what if it goes otherwise."),
            ),
            models.CheckConstraint(
                condition=Q(becomes__in=Becomes.values, visibility__in=OPEN_TO), name="decision_codes_known"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(owner__isnull=False), name="decision_yes_of_owner"
            ),
            models.CheckConstraint(
                condition=Q(becomes=Becomes.TASK) ^ Q(activity__isnull=True),
                name="decision_task_of_a_kind",
                violation_error_message=_("Choose what kind of thing it is."),
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | (Q(becomes=Becomes.TASK) & ~Q(visibility=Visibility.FAMILY)),
                name="decision_task_not_family",
            ),
            models.CheckConstraint(
                condition=Q(how_far="", how_far_at__isnull=True)
                | Q(how_far__in=HowFar.values, how_far_at__isnull=False),
                name="decision_how_far_with_date",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class SkippedReview(Stamped):
    """A day for looking back that was left out, why, and the next one."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="skipped_reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    due_on = models.DateField()
    next_on = models.DateField(_("next time"))
    reason = models.CharField(_("why not now"), max_length=200)

    class Meta:
        indexes = [models.Index(fields=["network", "-due_on"], name="skipped_review_network")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="skipped_review_has_reason"),
            models.CheckConstraint(condition=Q(next_on__gt=models.F("due_on")), name="skipped_review_later"),
        ]


def level_open_to(seat: Seat) -> Any:
    """The condition that the level of a point or decision is open to this seat, or that it is its own; what
    is for family is never open to who takes part as a professional.
    """
    own = Q(author=seat.user.pk) if seat.for_client else Q(author=seat.user.pk, for_client=False)
    allowed = Q(visibility__in=levels_of(seat)) | own
    return allowed if seat.sees_family else allowed & ~Q(visibility=Visibility.FAMILY)
