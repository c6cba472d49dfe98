"""A goal in the client's words, with a sentence for each of five levels, and who said which level when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carenet.lib.models import Period, PeriodQuerySet, Stamped, in_order
from networks.choices import ViewSide
from networks.choices.goal import Level, Weight
from networks.models.need import Need
from networks.models.network import Network

IN_WORDS = ("much_less", "less", "expected", "more", "much_more")
"""The fields with the words of the levels, from −2 to +2."""


class Goal(Period):
    """What somebody hopes for with one need; whoever reads the need reads the goal.

    Five sentences say what each level looks like. Importance and difficulty, 0 to 3, make its weight in a
    number that is only worked out when somebody asks for it. ``for_client``: written by, or for, the client.
    ``follows`` is the goal that was put into these words: what was said of that one stays with that one.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="goals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    for_client = models.BooleanField(default=False)
    words = models.CharField(_("goal"), max_length=300)
    much_less = models.CharField(_("much less than we hoped"), max_length=200)
    less = models.CharField(_("less than we hoped"), max_length=200)
    expected = models.CharField(_("what we hope for"), max_length=200)
    more = models.CharField(_("more than we hoped"), max_length=200)
    much_more = models.CharField(_("much more than we hoped"), max_length=200)
    importance = models.PositiveSmallIntegerField(choices=Weight, default=Weight.LITTLE)
    difficulty = models.PositiveSmallIntegerField(choices=Weight, default=Weight.LITTLE)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["network", "since"], name="goal_network")]
        constraints = [
            in_order("goal_in_order"),
            models.CheckConstraint(
                condition=Q(importance__in=Weight.values, difficulty__in=Weight.values), name="goal_known"
            ),
            models.CheckConstraint(
                condition=~(
                    Q(words="") | Q(much_less="") | Q(less="") | Q(expected="") | Q(more="") | Q(much_more="")
                ),
                name="goal_in_words",
                violation_error_message=_("Say each level in words."),
            ),
            models.CheckConstraint(condition=~Q(follows=models.F("id")), name="goal_follows_another"),
            models.UniqueConstraint(fields=["follows"], name="goal_followed_once"),
            models.UniqueConstraint(fields=["network", "id"], name="goal_in_network"),
        ]

    @property
    def levels(self) -> list[tuple[Level, str]]:
        """Every level with the goal's own words for it, the best one first."""
        return [
            (level, getattr(self, name)) for level, name in reversed(list(zip(Level, IN_WORDS, strict=True)))
        ]


class GoalSaid(Stamped):
    """How far a goal is as one side sees it, who said so, and when. Sides are never averaged."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="said")
    side = models.CharField(max_length=10, choices=ViewSide)
    level = models.SmallIntegerField(choices=Level)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["goal", "-said_at"], name="goal_said_goal")]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=ViewSide.values, level__in=Level.values), name="goal_said_known"
            ),
        ]
