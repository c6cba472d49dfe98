"""Signals in words: one sentence with its figures, and one kind next step. Nobody is named or blamed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks.choices.health import SignalKind
from networks.models import Signal
from networks.standing import Permission, Seat


@dataclass(frozen=True, slots=True)
class Step:
    """What one could do next: the words of a link, and where it goes."""

    words: LazyText
    address: str
    subject: bool = False
    """Whether the address is that of the subject, and not of the network."""


_STEPS: dict[SignalKind, Step] = {
    SignalKind.NEED_ALONE: Step(gettext_lazy("See who could help"), "networks:need_suggestions", True),
    SignalKind.PROMISE_GAP: Step(gettext_lazy("See who could do it"), "networks:suggestions", True),
    SignalKind.NO_ORGANIZER: Step(gettext_lazy("Decide who keeps the overview"), "networks:roles"),
    SignalKind.NO_STAND_IN: Step(gettext_lazy("Find a stand-in"), "networks:roles"),
    SignalKind.LEANS_ON_ONE: Step(gettext_lazy("Look at the list of what is to be done"), "networks:tasks"),
    SignalKind.FAMILY_DRIFTS: Step(gettext_lazy("Ask somebody something small"), "networks:helpers_wanted"),
    SignalKind.TALENTS_UNASKED: Step(gettext_lazy("See what people like to do"), "networks:talents"),
    SignalKind.ONLY_PAID: Step(gettext_lazy("Think of who else could be asked"), "networks:person_add"),
    SignalKind.RULE_IN_THE_WAY: Step(gettext_lazy("Look at it together"), "networks:barrier", True),
    SignalKind.QUIET: Step(gettext_lazy("Tell the others how it goes"), "networks:story_add"),
    SignalKind.OWN_SAY: Step(gettext_lazy("Ask what matters now"), "networks:needs"),
}
_ASKS = Step(gettext_lazy("See whom nobody asks"), "networks:helpers_wanted")


def next_step(seat: Seat, signal: Signal) -> tuple[str, str]:
    """The words and the address of the one thing to do next, for this reader."""
    kind = SignalKind(signal.kind)
    step = _STEPS[kind]
    if kind == SignalKind.TALENTS_UNASKED and seat.may(Permission.ORGANIZE):
        step = _ASKS
    return str(step.words), reverse(step.address, args=[signal.subject if step.subject else seat.network.pk])


def reason(kind: SignalKind, figures: Mapping[str, int], client: str) -> str:
    """Why it is worth a look: one sentence with its figures. ``client`` is what the client is called."""
    return _REASONS[kind](figures, client)


def _gap(figures: Mapping[str, int], client: str) -> str:
    return ngettext(
        "In the coming week %(free)d of %(wanted)d places has nobody yet.",
        "In the coming week %(free)d of %(wanted)d places have nobody yet.",
        figures["free"],
    ) % {"free": figures["free"], "wanted": figures["wanted"]}


def _leaning(figures: Mapping[str, int], client: str) -> str:
    words = _(
        "In the past four weeks about %(most)d of the %(hours)d hours rested on one person, while %(people)d "
        "people take part."
    )
    return words % figures


def _drifting(figures: Mapping[str, int], client: str) -> str:
    words = _(
        "In the past six weeks %(now)d of the family, friends and communities did something; in the six "
        "weeks before there were %(before)d."
    )
    return words % figures


def _own_say(figures: Mapping[str, int], client: str) -> str:
    words = _(
        "In the past twelve weeks %(own)d of %(all)d needs and asks came from %(client)s; in the twelve "
        "weeks before %(own_before)d of %(all_before)d."
    )
    return words % {**figures, "client": client}


_REASONS: dict[SignalKind, Callable[[Mapping[str, int], str], str]] = {
    SignalKind.NEED_ALONE: lambda figures, client: _(
        "Nobody does anything for this need at the moment, and nothing is promised."
    ),
    SignalKind.PROMISE_GAP: _gap,
    SignalKind.NO_ORGANIZER: lambda figures, client: (
        _("%(people)d people take part, and nobody keeps the overview.") % figures
    ),
    SignalKind.NO_STAND_IN: lambda figures, client: (
        _("Of the %(people)d people who take part, only one can keep the overview.") % figures
    ),
    SignalKind.LEANS_ON_ONE: _leaning,
    SignalKind.FAMILY_DRIFTS: _drifting,
    SignalKind.TALENTS_UNASKED: lambda figures, client: (
        _("%(unasked)d of the %(told)d people who said what they like were never asked for anything.")
        % figures
    ),
    SignalKind.ONLY_PAID: lambda figures, client: (
        _("%(formal)d professionals take part, and nobody from family, friends or neighbours.") % figures
    ),
    SignalKind.RULE_IN_THE_WAY: lambda figures, client: _(
        "This is said to be impossible, and nothing came of it yet."
    ),
    SignalKind.QUIET: lambda figures, client: _(
        "Nothing was written, asked or promised here since then, and no promised date is to come."
    ),
    SignalKind.OWN_SAY: _own_say,
}
