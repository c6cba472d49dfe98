"""Tells of what carers keep for themselves: Marja's answers over some months, and what Joris told her."""

from carenet.demo.past import ago
from carenet.demo.telling import Teller
from networks.actions.pulse import say_how_long, set_rhythm, tell_relief
from networks.choices.pulse import Every, HowLong, ReliefTo
from networks.models import Pulse

ANSWERS = ((120, HowLong.YEARS), (64, HowLong.YEAR), (36, HowLong.HALF_YEAR), (8, HowLong.MONTHS))
"""How many days ago, and what she answered."""


def tell_of_own_answers(teller: Teller) -> None:
    """Marja's own page, and a wish for relief that Joris told to who keeps the overview."""
    for days, answer in ANSWERS:
        row = say_how_long(actor=teller.seat("marja"), answer=answer)
        Pulse.objects.filter(pk=row.pk).update(answered_at=ago(days))
    set_rhythm(actor=teller.seat("marja"), weeks=Every.FOUR_WEEKS)
    tell_relief(actor=teller.seat("joris"), to=ReliefTo.OVERVIEW)
