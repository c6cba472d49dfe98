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


class Sharing(TextChoices):
    """How hours lie over people (N10)."""

    SOLE = "sole", _("one person does it")
    PRIMARY = "primary", _("one person does at least half, others help")
    SHARED = "shared", _("it is shared")


class Division(TextChoices):
    """How paid and unpaid people divide kinds of things (N11)."""

    COMPLEMENTATION = "complementation", _("each side does other things")
    SUPPLEMENTATION = "supplementation", _("both sides do the same things")
    INFORMAL = "informal", _("some things are shared, the rest is done by family and friends")
    FORMAL = "formal", _("some things are shared, the rest is done by professionals")


class Support(TextChoices):
    """In which way somebody supports the client (N12)."""

    EVERYDAY = "everyday", _("everyday things")
    EMOTIONAL = "emotional", _("being there")
    ILLNESS = "illness", _("care")
    ORGANISING = "organising", _("keeping the overview")
    ENABLING = "enabling", _("making it possible for others")


WAYS: dict[str, Support] = {
    "care": Support.ILLNESS,
    "administration": Support.ENABLING,
    "digital": Support.ENABLING,
    "respite": Support.ENABLING,
    "company": Support.EMOTIONAL,
    "visit": Support.EMOTIONAL,
    "call": Support.EMOTIONAL,
    "talk": Support.EMOTIONAL,
    "music": Support.EMOTIONAL,
    "outing": Support.EMOTIONAL,
    "animals": Support.EMOTIONAL,
}
"""In which way somebody supports who does a kind of thing; what is not named is an everyday thing."""
ENABLING = frozenset(code for code, way in WAYS.items() if way is Support.ENABLING)
"""Kinds of things to do that make it possible for others to support."""
