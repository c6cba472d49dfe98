"""Codes of coaching: what a client opens to a tilting coach, kinds of log lines, how long a no lasts."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Opens(TextChoices):
    """What one consent opens to the coaches of one organisation. Each is given and ended apart.

    ``WORDS`` opens nothing without ``EXPERIMENTS``.
    """

    PATTERNS = "patterns", _("how many people there are, and what stands out")
    EXPERIMENTS = "experiments", _("how far your experiments are, without their words")
    WORDS = "words", _("also the sentence that says what you try")


class CoachingAnswer(TextChoices):
    """What the client's side said to a question. Only they read it."""

    YES = "yes", pgettext_lazy("coaching", "yes")
    NO = "no", pgettext_lazy("coaching", "no")


class CoachingKind(TextChoices):
    """What a coach writes down."""

    TALK = "talk", _("a conversation")
    TEAM = "team", _("with a team")
    TRY = "try", _("about something that is tried")
    RULE = "rule", _("about a rule")
    LEARNED = "learned", _("what we learned")
    NEXT = "next", _("what comes next")


WORDING = 1
"""The number of the text that somebody says yes to. It goes up when the text opens something else."""
WAITS = timedelta(weeks=4)
"""For how long a question waits with the client; after that it is gone by itself."""
RESTS = timedelta(weeks=26)
"""An organisation asks the same network once in this time, whatever was answered: so a no stays a no, and
nobody can tell it from silence.
"""
MOST_WAITING = 20
"""More questions than this, and an organisation asks no more until some have gone."""
