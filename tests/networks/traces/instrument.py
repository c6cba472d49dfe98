"""What an organisation's lists leave in the book of the house; what is filled in leaves nothing."""

from typing import Any

from networks.actions import instrument
from networks.measuring.offered import office_of
from tests import instruments
from tests.cast import Cast
from tests.networks.traces import SILENT, case

SILENT |= {
    "keep_check": "what somebody fills in is theirs alone, and so is that they did",
    "erase_check": "the same",
}


def _els(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": office_of(cast.els, cast.linde.pk)} | more


@case(instrument.add_instrument, "instrument_added")
def _(cast: Cast) -> dict[str, Any]:
    instruments.make_instrument(cast.linde, cast.els)
    held = instruments.as_text(instruments.document(version="2"))
    return _els(cast, document=held, ground="Licence 12", sure=True)


@case(instrument.end_instrument, "instrument_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _els(cast, instrument=instruments.make_instrument(cast.linde, cast.els).pk)
