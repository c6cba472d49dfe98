"""The codes of a network meeting: its phases, who comes, what it speaks of and how far decisions are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingPhase(TextChoices):
    """Where a meeting is. FAMILY is known to family and friends alone; to others the information round goes
    on until the plan begins.
    """

    PLANNED = "planned", pgettext_lazy("a meeting", "planned")
    INFORMATION = "information", _("information round")
    FAMILY = "family", _("family time")
    DECISIONS = "decisions", _("plan and decisions")
    CLOSED = "closed", pgettext_lazy("a meeting", "closed")
    CALLED_OFF = "called_off", pgettext_lazy("a meeting", "called off")


AHEAD = (MeetingPhase.PLANNED, MeetingPhase.INFORMATION, MeetingPhase.FAMILY)
"""Phases before the plan: points are put on the agenda and professionals inform."""
RUNS = (*AHEAD, MeetingPhase.DECISIONS)
"""Phases of a meeting that is neither closed nor called off."""


class Coming(TextChoices):
    """What somebody answers to the invitation."""

    YES = "yes", _("I come")
    MAYBE = "maybe", _("maybe")
    NO = "no", _("I cannot come")


class PointSource(TextChoices):
    """What a point of the agenda starts from."""

    OWN = "own", _("a point of our own")
    NEED = "need", _("a need")
    DIFFERENCE = "difference", _("sides that see it differently")
    BARRIER = "barrier", _("something that stands in the way")
    SIGNAL = "signal", _("something that shows in how it goes")


class Becomes(TextChoices):
    """What a decision turns into when its owner says yes."""

    TASK = "task", _("something to do, with a date")
    AGREEMENT = "agreement", _("an agreement that we keep to")


class HowFar(TextChoices):
    """How far a decision is, four weeks later. None of them is wrong."""

    DONE = "done", pgettext_lazy("a decision", "done")
    CHANGED = "changed", pgettext_lazy("a decision", "it became something else")
    NOT_YET = "not_yet", pgettext_lazy("a decision", "not yet")
