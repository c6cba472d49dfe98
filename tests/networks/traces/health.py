"""Signals that are put off and looked at again."""

from typing import Any

from networks.actions import health
from tests import daily
from tests import factories as make
from tests.access_meso.health import make_signal
from tests.cast import Cast
from tests.networks.traces import case


@case(health.put_off, "signal_put_off")
def _(cast: Cast) -> dict[str, Any]:
    signal = make_signal(cast.network)
    until = daily.hence(20).date()
    return {"actor": make.seat(cast.bram, cast.network), "signal": signal.pk, "until": until}


@case(health.look_again, "signal_looked_at_again")
def _(cast: Cast) -> dict[str, Any]:
    put_off = {"quiet_until": daily.hence(20), "quieted_by": cast.bram}
    signal = make_signal(cast.network, **put_off)
    return {"actor": make.seat(cast.bram, cast.network), "signal": signal.pk}
