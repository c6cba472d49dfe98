"""Parts of life: one line for each action, with who may read it and never the words or the level."""

from typing import Any

from networks.actions import wheel
from tests import factories as make
from tests.access_meso.wheel import make_word
from tests.cast import Cast
from tests.networks.traces import case


def _bram(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)}


@case(wheel.say_of_life, "wheel_said")
def _(cast: Cast) -> dict[str, Any]:
    said = {"words": "I miss the garden", "how_well": "not_well", "visibility": "close"}
    return _bram(cast) | {"domain": make.domain("meaning").pk} | said


@case(wheel.restrict_wheel_word, "wheel_restricted")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"word": make_word(cast.network, cast.bram).pk, "visibility": "close"}


@case(wheel.take_back_wheel_word, "wheel_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"word": make_word(cast.network, cast.bram).pk}
