"""What is written beside a swap leaves one line, with codes and never words."""

from typing import Any

from networks.actions import moved
from tests import factories as make
from tests.access_meso.moved import rows
from tests.cast import Cast
from tests.networks.traces import case


@case(moved.note_swap, "swap_noted")
def _(cast: Cast) -> dict[str, Any]:
    swap = rows(cast.network, cast.bram, cast.members["henk"])["moved_swap"]
    seat = make.seat(cast.henk, cast.network)
    return {"actor": seat, "swap": swap.pk, "reason": "To sing", "competence": "yes", "competence_by": "me"}
