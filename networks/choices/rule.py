"""The codes of rules that stand in the way: how far one is, and in whose circle somebody places it."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleStatus(TextChoices):
    """How far something is that is said to be impossible, in a network and in a register alike."""

    RAISED = "raised", pgettext_lazy("a rule", "raised")
    ASKED = "asked", pgettext_lazy("a rule", "asked, waits for an answer")
    TRIED = "tried", pgettext_lazy("a rule", "being tried")
    CHANGED = "changed", pgettext_lazy("a rule", "changed")
    STAYS = "stays", pgettext_lazy("a rule", "stays, with a reason")
    NOT_A_RULE = "not_a_rule", pgettext_lazy("a rule", "turned out not to exist")


DECIDED = (RuleStatus.CHANGED, RuleStatus.STAYS, RuleStatus.NOT_A_RULE)
"""An answer with a date and a reason; every other status is an open loop."""
GONE = (RuleStatus.CHANGED, RuleStatus.NOT_A_RULE)
"""It no longer stands in the way."""


class Sphere(TextChoices):
    """In which of the three circles somebody places what stands in the way, from the inside out."""

    CONTROL = "control", _("I can change this myself")
    INFLUENCE = "influence", _("I can talk to who can change it")
    CONCERN = "concern", _("it touches me, and I cannot change it")


class RaisedAnswer(TextChoices):
    """What a network says when an organisation has answered."""

    OVER = "over", _("it is out of our way")
    STILL = "still", _("it still stands in our way")


ANSWER_WITHIN = timedelta(weeks=4)
"""A rule that was raised longer ago than this and has no answer shows as an open loop, on both sides."""
