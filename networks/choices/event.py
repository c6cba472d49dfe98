"""Codes of what happens in a life, and of what then has to be looked at together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(TextChoices):
    """What happened, or will happen."""

    ADMISSION = "admission", _("admitted to hospital or a care home")
    DISCHARGE = "discharge", _("coming home from hospital or a care home")
    NEW_DIAGNOSIS = "new_diagnosis", _("a new illness or diagnosis")
    BEREAVEMENT = "bereavement", _("somebody dear has died")
    CARER_ILL = "carer_ill", _("somebody who helps is ill")
    CARER_AWAY = "carer_away", _("somebody who helps is away")
    INDICATION_ENDS = "indication_ends", _("a decision about paid care ends")
    OTHER = "other", pgettext_lazy("what happened", "something else that changes things")


ABOUT_HEALTH = frozenset(
    {
        EventKind.ADMISSION,
        EventKind.DISCHARGE,
        EventKind.NEW_DIAGNOSIS,
        EventKind.BEREAVEMENT,
        EventKind.CARER_ILL,
        EventKind.OTHER,
    }
)
"""What is proposed to be read in a narrow circle: it says something of somebody's health or grief."""
OF_SOMEBODY = frozenset({EventKind.CARER_ILL, EventKind.CARER_AWAY})
"""What happens to one of the people around the client."""


class StepKind(TextChoices):
    """Something to look at together after an event. OWN is in somebody's own words."""

    TELL = "tell", _("Tell those who have to know")
    MAP_AGAIN = "map_again", _("Look at the picture again: who is around, and how close?")
    NEEDS_AGAIN = "needs_again", _("Look at the needs again: what changed, what came?")
    STAND_INS = "stand_ins", _("Who stands in for whom?")
    COVER_DATES = "cover_dates", _("See which dates have nobody now")
    CALL_OFF = "call_off", _("Call off what is not needed for a while")
    HAND_OVER = "hand_over", _("Hand over: what does the next one have to know?")
    AGREEMENTS = "agreements", _("Make agreements again: who does what, until when?")
    SHARING = "sharing", _("Agree on who may read what")
    DECIDING = "deciding", _("Look at how you decide together")
    APPLY = "apply", _("Ask for a new decision in time")
    REST = "rest", _("Leave those in peace who need it")
    ASK_HOW = "ask_how", _("Ask how they are, and what would help")
    LOOK_BACK = "look_back", _("Choose a day to look back together")
    OWN = "own", pgettext_lazy("a step", "in our own words")


class StepState(TextChoices):
    OPEN = "open", pgettext_lazy("a step", "to do")
    DONE = "done", pgettext_lazy("a step", "done")
    NOT_NEEDED = "not_needed", pgettext_lazy("a step", "not needed")


STEPS: dict[EventKind, tuple[StepKind, ...]] = {
    EventKind.ADMISSION: (
        StepKind.TELL,
        StepKind.CALL_OFF,
        StepKind.STAND_INS,
        StepKind.HAND_OVER,
        StepKind.SHARING,
        StepKind.MAP_AGAIN,
        StepKind.AGREEMENTS,
    ),
    EventKind.DISCHARGE: (
        StepKind.HAND_OVER,
        StepKind.NEEDS_AGAIN,
        StepKind.MAP_AGAIN,
        StepKind.COVER_DATES,
        StepKind.STAND_INS,
        StepKind.AGREEMENTS,
        StepKind.LOOK_BACK,
    ),
    EventKind.NEW_DIAGNOSIS: (
        StepKind.TELL,
        StepKind.SHARING,
        StepKind.NEEDS_AGAIN,
        StepKind.MAP_AGAIN,
        StepKind.AGREEMENTS,
        StepKind.DECIDING,
        StepKind.LOOK_BACK,
    ),
    EventKind.BEREAVEMENT: (
        StepKind.ASK_HOW,
        StepKind.TELL,
        StepKind.REST,
        StepKind.CALL_OFF,
        StepKind.MAP_AGAIN,
        StepKind.STAND_INS,
        StepKind.AGREEMENTS,
    ),
    EventKind.CARER_ILL: (
        StepKind.ASK_HOW,
        StepKind.REST,
        StepKind.COVER_DATES,
        StepKind.STAND_INS,
        StepKind.MAP_AGAIN,
        StepKind.AGREEMENTS,
    ),
    EventKind.CARER_AWAY: (
        StepKind.COVER_DATES,
        StepKind.STAND_INS,
        StepKind.HAND_OVER,
        StepKind.MAP_AGAIN,
        StepKind.AGREEMENTS,
    ),
    EventKind.INDICATION_ENDS: (
        StepKind.APPLY,
        StepKind.NEEDS_AGAIN,
        StepKind.MAP_AGAIN,
        StepKind.STAND_INS,
        StepKind.AGREEMENTS,
        StepKind.DECIDING,
    ),
    EventKind.OTHER: (StepKind.MAP_AGAIN, StepKind.STAND_INS, StepKind.AGREEMENTS, StepKind.LOOK_BACK),
}
"""With which steps a checklist starts, in their order."""
