"""Something to do for a need, once or in a rhythm, and each of its dates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_time_zone
from carenet.lib.models import Stamped
from networks.choices import (
    HOLDS,
    OccurrenceStatus,
    PromiseStatus,
    Rotation,
    Side,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.models.member import Member
from networks.models.need import Need
from networks.models.network import Network
from networks.models.talent import Activity
from networks.standing import Seat


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, seat: Seat) -> Self:
        """Tasks of the seat's network that its holder may know of.

        For the network as a whole, or for a need they may read; besides, what they were asked or promised.
        What became for family only since is known to no professional who was only asked.
        What the client wants to see first is seen by its author and by who speaks for the client.
        """
        needs = Need.objects.visible_to(seat).values("id")
        asked = self.model.objects.filter(
            asks__asked__member__in=seat.member_ids, asks__asked__asked_at__isnull=False
        )
        if seat.formal:
            asked = asked.exclude(need__visibility=Visibility.FAMILY)
        promised = self.model.objects.filter(
            occurrences__promises__member__in=seat.member_ids,
            occurrences__promises__status__in=[*HOLDS, PromiseStatus.SEEKING],
        )
        known = Q(need__isnull=True) | Q(need__in=needs)
        known |= Q(pk__in=asked.values("pk")) | Q(pk__in=promised.values("pk"))
        early = Q() if seat.for_client else ~Q(status=TaskStatus.SHOWN) | Q(author=seat.user.pk)
        return self.filter(known, early, network=seat.network)

    def going_on(self) -> Self:
        """Not ended."""
        return self.exclude(status=TaskStatus.ENDED)


class Task(Stamped):
    """Something to do for a need (or, without one, for the network as a whole).

    ``starts`` is wall-clock time in ``time_zone`` of the first date, ``rule`` an RRULE without its DTSTART
    ("" for one date), ``skipped`` the wall-clock starts left out (EXDATE). ``minutes`` is the duration of a
    date; with TaskWhen.WEEK a date is the whole week that begins at ``starts``. ``places`` names who is
    wanted, one name for each place. ``only_side`` and ``rule_words`` are a rule about who may do it.
    ``continues`` is the task of which this is the later part, after a change "from here on". ``rule_before``
    is the rule as it was before it was called off from some date on, so that this can be undone.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="tasks")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="tasks")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    title = models.CharField(_("what is to be done"), max_length=120)
    bring = models.TextField(_("what to bring"), max_length=500, blank=True)
    avoid = models.TextField(_("what not to do"), max_length=500, blank=True)
    where = models.CharField(_("where, in a few words"), max_length=120, blank=True)
    address = models.TextField(_("address, code of the door, telephone"), max_length=500, blank=True)
    places = ArrayField(models.CharField(max_length=40, blank=True), default=list)
    when = models.CharField(_("when"), max_length=10, choices=TaskWhen)
    starts = models.DateTimeField(_("first time"))
    time_zone = models.CharField(max_length=60, validators=[validate_time_zone])
    rule = models.CharField(max_length=200, blank=True)
    skipped = ArrayField(models.DateTimeField(), default=list, blank=True)
    minutes = models.PositiveIntegerField(_("how long, in minutes"))
    skip_holidays = models.BooleanField(_("not on public holidays"), default=False)
    rotation = models.CharField(_("who does it"), max_length=15, choices=Rotation, default=Rotation.NONE)
    turns: models.ManyToManyField[Member, "TurnTaker"] = models.ManyToManyField(
        Member, through="TurnTaker", related_name="+", blank=True
    )
    only_side = models.CharField(_("only for"), max_length=10, choices=Side, blank=True)
    rule_words = models.CharField(_("the rule, as it is said"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=TaskStatus, default=TaskStatus.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    continues = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    planned_until = models.DateTimeField(null=True, blank=True)
    rule_before = models.CharField(max_length=200, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "-starts"], name="task_network"),
            models.Index(fields=["need"], name="task_need"),
            models.Index(
                fields=["planned_until"], name="task_to_plan", condition=Q(status="open", when="rhythm")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    when__in=TaskWhen.values, status__in=TaskStatus.values, rotation__in=Rotation.values
                ),
                name="task_codes_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="task_takes_time"),
            models.CheckConstraint(
                condition=Q(places__len__gte=1, places__len__lte=20),
                name="task_has_places",
                violation_error_message=_("At least one and at most twenty people."),
            ),
            models.CheckConstraint(
                condition=Q(when=TaskWhen.RHYTHM) ^ Q(rule=""),
                name="task_rhythm_has_rule",
                violation_error_message=_("Choose how often."),
            ),
            models.CheckConstraint(
                condition=Q(only_side="") | Q(only_side__in=Side.values), name="task_side_known"
            ),
            models.CheckConstraint(
                condition=Q(only_side="") | ~Q(rule_words=""),
                name="task_rule_in_words",
                violation_error_message=_("Say the rule in words."),
            ),
            models.CheckConstraint(
                condition=Q(status=TaskStatus.ENDED) ^ Q(ended_at__isnull=True), name="task_ended_with_date"
            ),
            models.UniqueConstraint(fields=["network", "id"], name="task_in_network"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def repeats(self) -> bool:
        return self.when == TaskWhen.RHYTHM


class TurnTaker(models.Model):
    """Who takes turns in a task, in their order."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="turn_takers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["task", "member"], name="turn_taker_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.member}"


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def between(self, start: datetime, end: datetime) -> Self:
        """Dates that touch the period from start (included) until end (excluded)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def to_come(self, at: datetime) -> Self:
        """Planned dates that have not ended yet."""
        return self.filter(status=OccurrenceStatus.PLANNED, ends_at__gt=at)

    def promised_by(self, member_ids: Iterable[UUID]) -> Self:
        """Dates for which one of these members stands, or stood and has reported."""
        states = [*HOLDS, PromiseStatus.SEEKING]
        mine = self.model.objects.filter(promises__member__in=member_ids, promises__status__in=states)
        return self.filter(pk__in=mine.values("pk"))

    def with_free_places(self) -> Self:
        """With ``taken`` (places held by a standing promise) and ``wanted``; the difference is free.

        A promise whose holder is looking for someone holds no place.
        """
        holding = Q(promises__stands_in=False, promises__status__in=HOLDS)
        return self.annotate(
            taken=models.Count("promises", filter=holding, distinct=True),
            wanted=models.F("task__places__len"),
        )

    def open(self, at: datetime) -> Self:
        """Planned dates to come with a free place, of tasks that are open."""
        rows = self.to_come(at).filter(task__status=TaskStatus.OPEN).with_free_places()
        return rows.filter(taken__lt=models.F("wanted"))


class Occurrence(Stamped):
    """One date of a task.

    ``slot`` is the wall-clock start the rhythm gave it, in UTC (its RECURRENCE-ID, and what keeps planning
    twice from making two); ``starts_at`` and ``ends_at`` are the moments it really has. What is empty in its
    own fields (title, where, bring, avoid) is as the task says.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="occurrences")
    task = models.ForeignKey(Task, models.PROTECT, related_name="occurrences")
    slot = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=15, choices=OccurrenceStatus, default=OccurrenceStatus.PLANNED)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    title = models.CharField(max_length=120, blank=True)
    where = models.CharField(max_length=120, blank=True)
    bring = models.TextField(max_length=500, blank=True)
    avoid = models.TextField(max_length=500, blank=True)
    moved = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["network", "starts_at"], name="occurrence_network"),
            models.Index(fields=["starts_at"], name="occurrence_planned", condition=Q(status="planned")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=OccurrenceStatus.values), name="occurrence_status_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="occurrence_ends_after_start"
            ),
            models.UniqueConstraint(fields=["task", "slot"], name="occurrence_once"),
            models.UniqueConstraint(fields=["network", "id"], name="occurrence_in_network"),
        ]

    def __str__(self) -> str:
        return self.title or self.task.title

    def own(self, field: str) -> str:
        """What this date says of title, where, bring or avoid; else what its task says."""
        return str(getattr(self, field) or getattr(self.task, field))
