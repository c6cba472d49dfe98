"""The states of a promise: which verb moves it where, and who may. Pure data and plain functions.

Nothing else decides about a promise's state: pages ask here which buttons to show, actions ask before they
move a row.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.choices import PromiseStatus, Verb


class Mover(StrEnum):
    """What somebody is to one promise.

    HOLDER gave it. STAND_IN is ready to take over: on that date, or by this very promise. ORGANISER is who
    may change what others planned, or asked for it. ANYONE may promise here. HOUSE is the software itself.
    """

    HOLDER = "holder"
    STAND_IN = "stand_in"
    ORGANISER = "organiser"
    ANYONE = "anyone"
    HOUSE = "house"


_PROMISED, _SEEKING = PromiseStatus.PROMISED, PromiseStatus.SEEKING
_KEPT, _NOT_HAPPENED = PromiseStatus.KEPT, PromiseStatus.DID_NOT_HAPPEN
_WITHDRAWN, _CALLED_OFF = PromiseStatus.WITHDRAWN, PromiseStatus.CALLED_OFF

MOVES: dict[tuple[PromiseStatus, Verb], PromiseStatus] = {
    (_PROMISED, Verb.CANNOT): _SEEKING,
    (_PROMISED, Verb.SWAP): _PROMISED,
    (_PROMISED, Verb.NOT_RIGHT): _WITHDRAWN,
    (_PROMISED, Verb.RELEASE): _WITHDRAWN,
    (_PROMISED, Verb.CALL_OFF): _CALLED_OFF,
    (_PROMISED, Verb.DONE): _KEPT,
    (_PROMISED, Verb.DID_NOT_HAPPEN): _NOT_HAPPENED,
    (_SEEKING, Verb.CAN_AFTER_ALL): _PROMISED,
    (_SEEKING, Verb.TAKE_OVER): _WITHDRAWN,
    (_SEEKING, Verb.SWAP): _PROMISED,
    (_SEEKING, Verb.NOT_RIGHT): _WITHDRAWN,
    (_SEEKING, Verb.RELEASE): _WITHDRAWN,
    (_SEEKING, Verb.CALL_OFF): _WITHDRAWN,
    (_SEEKING, Verb.DONE): _KEPT,
    (_SEEKING, Verb.DID_NOT_HAPPEN): _NOT_HAPPENED,
    (_CALLED_OFF, Verb.RESTORE): _PROMISED,
    (_KEPT, Verb.CORRECT): _NOT_HAPPENED,
    (_NOT_HAPPENED, Verb.CORRECT): _KEPT,
}
"""Where each verb moves a promise from each state; what is not named here is not possible.

After a swap of dates a promise stands, with the other one as its holder. Who looked for somebody when the
date was called off is free: a date that comes back is not theirs again.
"""

WHO: dict[Verb, frozenset[Mover]] = {
    Verb.CANNOT: frozenset({Mover.HOLDER, Mover.ORGANISER}),
    Verb.CAN_AFTER_ALL: frozenset({Mover.HOLDER}),
    Verb.TAKE_OVER: frozenset({Mover.STAND_IN, Mover.ANYONE, Mover.ORGANISER}),
    Verb.SWAP: frozenset({Mover.HOLDER}),
    Verb.NOT_RIGHT: frozenset({Mover.HOLDER}),
    Verb.RELEASE: frozenset({Mover.STAND_IN, Mover.ORGANISER, Mover.HOUSE}),
    Verb.CALL_OFF: frozenset({Mover.ORGANISER, Mover.HOUSE}),
    Verb.RESTORE: frozenset({Mover.ORGANISER, Mover.HOUSE}),
    Verb.DONE: frozenset({Mover.HOLDER, Mover.ORGANISER}),
    Verb.DID_NOT_HAPPEN: frozenset({Mover.HOLDER, Mover.ORGANISER}),
    Verb.CORRECT: frozenset({Mover.HOLDER, Mover.ORGANISER}),
}
"""Who may use each verb. Taking over is a promise of one's own, so whoever may promise may take over."""

_INSTEAD: dict[PromiseStatus, LazyText] = {
    _PROMISED: _("This promise stands. Nothing has to be done for it now."),
    _SEEKING: _("Somebody is looked for already. Say “I can after all” to keep it yourself."),
    _KEPT: _("This was reported as done. You can still correct that."),
    _NOT_HAPPENED: _("This was reported as not happened. You can still correct that."),
    _WITHDRAWN: _("This promise was taken back. You can make a new one."),
    _CALLED_OFF: _("This date is not needed any more, so nothing is asked of anybody."),
}


class WrongState(DomainError):
    """A verb that a promise in this state does not know."""

    code = "promise_state"


def move(status: PromiseStatus, verb: Verb) -> PromiseStatus:
    """The state after this verb. Raises WrongState with a sentence that says how it stands."""
    after = MOVES.get((PromiseStatus(status), Verb(verb)))
    if after is None:
        raise WrongState(_INSTEAD[PromiseStatus(status)])
    return after


def may_move(verb: Verb, movers: Collection[Mover]) -> bool:
    """Whether somebody who is all this to a promise may use that verb on it."""
    return not WHO[verb].isdisjoint(movers)


def verbs_for(status: PromiseStatus, movers: Collection[Mover]) -> list[Verb]:
    """What somebody who is all this may do with a promise in that state, in the order of the verbs."""
    return [verb for verb in Verb if (status, verb) in MOVES and may_move(verb, movers)]


class Rung(StrEnum):
    """How near a date is when somebody cannot after all, which decides who is told and how."""

    EARLY = "early"
    SOON = "soon"
    NOW = "now"


SOON = timedelta(hours=48)
NOW = timedelta(hours=3)


def rung(starts_at: datetime, at: datetime) -> Rung:
    """The rung of the ladder for a date that begins then, seen from this moment."""
    left = starts_at - at
    if left < NOW:
        return Rung.NOW
    return Rung.SOON if left < SOON else Rung.EARLY
