"""What stands out in a network, said to an organisation: one sentence and one kind next step, no names.

The sentences are the same for every network; some have figures. What is behind them is seen only in the
network itself.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networks.choices.health import SignalKind
from networks.health.saying import reason

SAYS: dict[SignalKind, Promise] = {
    SignalKind.NEED_ALONE: _("Something is needed here that nobody takes up at the moment."),
    SignalKind.PROMISE_GAP: _("There are dates in the coming week that nobody has promised yet."),
    SignalKind.NO_ORGANIZER: _("Nobody keeps the overview here at the moment."),
    SignalKind.NO_STAND_IN: _("One person keeps the overview, and nobody could take it over."),
    SignalKind.LEANS_ON_ONE: _("One person does a large part of what is done here."),
    SignalKind.FAMILY_DRIFTS: _("Family and friends do less here than they did before."),
    SignalKind.TALENTS_UNASKED: _("People offered to do things that nobody has asked them for."),
    SignalKind.ONLY_PAID: _("Only professionals do something here; there is nobody of the person's own."),
    SignalKind.RULE_IN_THE_WAY: _("Something is said not to be allowed, and that has had no answer yet."),
    SignalKind.QUIET: _("Nothing has happened here for a while."),
    SignalKind.OWN_SAY: _("The person themselves decides less here than before."),
}
"""What is the matter, by the code of the signal."""
STEPS: dict[SignalKind, Promise] = {
    SignalKind.NEED_ALONE: _(
        "Ask your colleagues in this network whether they have time to look for somebody."
    ),
    SignalKind.PROMISE_GAP: _("See to it that your colleagues have room to go round with the open dates."),
    SignalKind.NO_ORGANIZER: _("Ask a colleague there to put it on the table: who would like to do this?"),
    SignalKind.NO_STAND_IN: _("Give room for two people to learn from each other how it is kept."),
    SignalKind.LEANS_ON_ONE: _(
        "Ask your colleagues what could be taken over there, and give them the hours for it."
    ),
    SignalKind.FAMILY_DRIFTS: _("Give a colleague the time for a visit and a small question, without hurry."),
    SignalKind.TALENTS_UNASKED: _(
        "Ask whether a rule or a habit of yours keeps these offers from being used."
    ),
    SignalKind.ONLY_PAID: _("Give a colleague the time to look, with the person, who used to be around."),
    SignalKind.RULE_IN_THE_WAY: _("Look in your list of rules whether it waits for an answer from you."),
    SignalKind.QUIET: _("Ask a colleague whether all is well; quiet may also be good."),
    SignalKind.OWN_SAY: _("Give a colleague the time to ask the person what they want themselves."),
}
"""One kind next step for a manager, by the code of the signal."""
WITH_FIGURES = {
    SignalKind.NO_ORGANIZER,
    SignalKind.NO_STAND_IN,
    SignalKind.FAMILY_DRIFTS,
    SignalKind.TALENTS_UNASKED,
    SignalKind.ONLY_PAID,
    SignalKind.OWN_SAY,
}
"""Signals whose figures are about the network as a whole. What rests on one person, and what one need, task
or barrier is about, is said without figures.
"""


def says(kind: SignalKind, figures: Mapping[str, int]) -> str:
    """What is the matter in one sentence, with its figures where they are about the network as a whole."""
    if kind in WITH_FIGURES and figures:
        return reason(kind, figures, gettext("the person"))
    return str(SAYS[kind])
