"""The moments at which the house writes to somebody: one table, all data (reference: products, 5 G).

Times are wall-clock time where the reader is: their own zone, or the network's for who has no account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from types import MappingProxyType

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from networks.choices import Channel, MessageKind

EVERYWHERE = frozenset({Channel.MAIL, Channel.NOTICE, Channel.PUSH})
QUIETLY = frozenset({Channel.NOTICE})

EVENING = time(18)
MORNING = time(8)
NINE = time(9)
TEN = time(10)

SOON = timedelta(hours=24)
"""An ask for something sooner than this does not wait for the evening, and its message passes quiet hours."""
SHORT_NOTICE = timedelta(hours=48)
"""Who cannot come with less time than this left: stand-ins are asked first, then everybody who fits."""
VERY_SHORT_NOTICE = timedelta(hours=3)
"""With less than this left everybody is asked at once, and people are told to phone as well."""
STAND_INS_FIRST = timedelta(hours=1)
"""How long stand-ins have before everybody who fits is asked."""
OPEN_FOR = (72, 48, 24)
"""Hours before a date at which the house looks whether it still has nobody."""
REVIEW_BEFORE = (14, 2)
"""Days before looking back together at which everybody is told."""
FITTING_AT_MOST = 8
"""How many people are asked at once for a date that has nobody: least recently asked first."""
MORNING_KINDS = frozenset({"ride", "visit"})
"""Codes of activities for which somebody is reminded on the morning itself."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who gets this kind of message, when, over which channels, and until when it makes sense.

    ``who`` and ``why`` are words for people; ``why`` stands under every mail.
    ``wall`` None means at once. ``bundled``: one message a day for everything of this kind. ``lives`` is how
    long after its moment it may still be sent; later it is dropped. ``mutable`` False: it cannot be
    switched off.
    """

    kind: MessageKind
    who: LazyText
    why: LazyText
    wall: time | None = None
    bundled: bool = False
    channels: frozenset[Channel] = EVERYWHERE
    lives: timedelta | None = None
    mutable: bool = True


_ROWS = (
    Moment(
        MessageKind.ASKED,
        _("who is asked"),
        _("You get this because somebody asked you by name."),
    ),
    Moment(
        MessageKind.OPEN_ASKS,
        _("people who fit, once an evening"),
        _("You get this because you take part in this network, and this may fit you."),
        wall=EVENING,
        bundled=True,
        lives=timedelta(hours=24),
    ),
    Moment(
        MessageKind.PROMISES,
        _("who asked, or who keeps the overview"),
        _("You get this because you asked for it, promised it, or keep the overview."),
        lives=timedelta(days=3),
    ),
    Moment(
        MessageKind.DAY_BEFORE,
        _("who promised"),
        _("You get this because you promised it."),
        wall=EVENING,
        bundled=True,
        lives=timedelta(hours=24),
    ),
    Moment(
        MessageKind.SAME_DAY,
        _("who promised a ride or a visit"),
        _("You get this because you promised it."),
        wall=MORNING,
    ),
    Moment(
        MessageKind.OPEN_SOON,
        _("people who fit; later who keeps the overview"),
        _("You get this because you take part in this network, or keep the overview."),
        wall=NINE,
        lives=timedelta(hours=24),
    ),
    Moment(
        MessageKind.NOT_REPORTED,
        _("who promised, once"),
        _("You get this because you promised it."),
        wall=TEN,
        lives=timedelta(days=3),
    ),
    Moment(
        MessageKind.CHANGED,
        _("who promised"),
        _("You get this because you promised it."),
    ),
    Moment(
        MessageKind.COVER,
        _("stand-ins, then people who fit, and who keeps the overview"),
        _("You get this because you stand in, because it may fit you, or because you keep the overview."),
    ),
    Moment(
        MessageKind.CHALLENGE,
        _("who is asked, and later who asked"),
        _("You get this because somebody asked you something, or answered you."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.SWAP,
        _("the people between whom something is swapped"),
        _("You get this because the swap is about something you do."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.STORY,
        _("who may read it"),
        _("You get this because you may read it, or because you wrote or did what it is about."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.WEEK_LETTER,
        _("who wants it"),
        _("You get this because you asked for a letter every week."),
        wall=MORNING,
        bundled=True,
        lives=timedelta(hours=36),
    ),
    Moment(
        MessageKind.REVIEW_DUE,
        _("everybody in the network"),
        _("You get this because you take part in this network."),
        wall=NINE,
        lives=timedelta(hours=36),
    ),
    Moment(
        MessageKind.MEETING,
        _("who is invited"),
        _("You get this because you are invited to this meeting."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.RELIEF,
        _("whom somebody chose to tell"),
        _("You get this because somebody chose to tell it to you."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.WHOLE,
        _("everybody in the network"),
        _("You get this because you take part in this network."),
        lives=timedelta(days=3),
    ),
    Moment(
        MessageKind.STILL_THERE,
        _("who gave no sign for a month"),
        _("You get this because you take part in this network, and we did not see you for a while."),
        wall=NINE,
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.FAREWELL,
        _("everybody who took part"),
        _("You get this because you took part in this network."),
        lives=timedelta(days=7),
        mutable=False,
    ),
    Moment(
        MessageKind.ROLE,
        _("who gets a role"),
        _("You get this because somebody noted what you do here, or handed it over to you."),
        lives=timedelta(days=7),
    ),
    Moment(
        MessageKind.HOUSE,
        _("who keeps the overview, or who speaks for the client"),
        _("You get this because you keep the overview, or speak for the person in the middle."),
        lives=timedelta(days=7),
        mutable=False,
    ),
)

MOMENTS: Mapping[MessageKind, Moment] = MappingProxyType({row.kind: row for row in _ROWS})
"""Every kind of message. A test proves that none is missing."""
