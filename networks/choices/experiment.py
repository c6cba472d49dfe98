"""Codes of a small experiment: how it stands, who speaks, how a week was, and what is decided."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExperimentState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("an experiment", "proposed")
    RUNS = "runs", pgettext_lazy("an experiment", "runs")
    STOPPED = "stopped", pgettext_lazy("an experiment", "stopped early")
    DECIDED = "decided", pgettext_lazy("an experiment", "looked back on")
    NOT_BEGUN = "not_begun", pgettext_lazy("an experiment", "did not begin")


ALIVE = (ExperimentState.PROPOSED, ExperimentState.RUNS)
"""It waits for a yes, or it runs."""
BEGAN = (ExperimentState.RUNS, ExperimentState.STOPPED, ExperimentState.DECIDED)
"""It has a first day, and weeks to tell of."""


class SpeaksFor(TextChoices):
    """From where somebody tells how a week was. Each is told apart and never averaged."""

    CLIENT = "client", _("the person it is about")
    UNPAID = "unpaid", _("family, neighbours and communities")
    PAID = "paid", _("staff")


class HowWasIt(TextChoices):
    BETTER = "better", pgettext_lazy("a week", "better than before")
    SAME = "same", pgettext_lazy("a week", "the same as before")
    WORSE = "worse", pgettext_lazy("a week", "not as good as before")


class Verdict(TextChoices):
    KEEP = "keep", pgettext_lazy("an experiment", "we keep it")
    CHANGE = "change", pgettext_lazy("an experiment", "we go on, but otherwise")
    STOP = "stop", pgettext_lazy("an experiment", "we stop it")


SHORTEST, USUAL, LONGEST = 2, 6, 12
"""For how many weeks something can be tried."""
