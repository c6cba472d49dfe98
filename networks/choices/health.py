"""Codes of what shows how a network goes: the kinds of signals, and what each is about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignalKind(TextChoices):
    """What a network may want to look at, in words that blame nobody. The order is that of the pages."""

    NEED_ALONE = "need_alone", _("A need has nobody yet")
    PROMISE_GAP = "promise_gap", _("Dates that nobody has promised")
    NO_ORGANIZER = "no_organizer", _("Nobody keeps the overview")
    NO_STAND_IN = "no_stand_in", _("Nobody can take the overview over")
    LEANS_ON_ONE = "leans_on_one", _("Much rests on one person")
    FAMILY_DRIFTS = "family_drifts", _("Family and friends do less than before")
    TALENTS_UNASKED = "talents_unasked", _("Talents nobody has asked for")
    ONLY_PAID = "only_paid", _("Only professionals take part")
    RULE_IN_THE_WAY = "rule_in_the_way", _("A rule stands in the way")
    QUIET = "quiet", _("It has been quiet")
    OWN_SAY = "own_say", _("The client's own say is growing smaller")


ABOUT = {
    SignalKind.NEED_ALONE: "need",
    SignalKind.PROMISE_GAP: "task",
    SignalKind.RULE_IN_THE_WAY: "barrier",
}
"""What the subject of a signal is; signals of the other kinds are about the network as a whole."""
