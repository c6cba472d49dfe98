"""Codes of the private question how long somebody can go on, and of asking for relief."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class HowLong(TextChoices):
    """How long a carer can go on when things stay as they are, shortest first.

    The idea of asking it in one question is that of perseverance time (Kraijo, Brouwer, de Leeuw, Schrijvers
    and van Exel, 2014); the words are our own.
    """

    DAYS = "days", _("less than a week")
    WEEKS = "weeks", _("more than a week, less than a month")
    MONTHS = "months", _("more than a month, less than half a year")
    HALF_YEAR = "half_year", _("more than half a year, less than a year")
    YEAR = "year", _("more than a year, less than two years")
    YEARS = "years", _("more than two years")


HELP_NOW = frozenset({HowLong.DAYS, HowLong.WEEKS})
"""Answers after which help is offered at once."""
PLAN_AHEAD = frozenset({HowLong.MONTHS})
"""Answers after which a plan for who takes over is offered."""


class Every(IntegerChoices):
    """How often somebody wants to be asked, in weeks; 0 is never."""

    NEVER = 0, _("Do not ask me")
    WEEK = 1, _("Every week")
    TWO_WEEKS = 2, _("Every two weeks")
    FOUR_WEEKS = 4, _("Every four weeks")
    EIGHT_WEEKS = 8, _("Every eight weeks")


class ReliefTo(TextChoices):
    """Whom somebody tells that they would like relief."""

    OVERVIEW = "overview", _("who keeps the overview")
    PEOPLE = "people", _("people I choose")
