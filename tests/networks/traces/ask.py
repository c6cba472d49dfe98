"""What asks leave in the ledger: never who said no."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networks.actions import ask, widen
from networks.choices import Answer, AskStatus, Reach
from networks.models import Ask, Network
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _asking(cast: Cast) -> dict[str, Any]:
    task = daily.make_task(cast.network, cast.marja)
    return {
        "actor": make.seat(cast.joris, cast.network),
        "task": task.pk,
        "reach": Reach.SOME,
        "members": [cast.members["henk"].pk],
        "words": "Never to be read in the ledger",
    }


def _asked(cast: Cast, **fields: Any) -> Ask:
    return daily.make_ask(daily.make_task(cast.network, cast.marja), cast.members["henk"], **fields)


@case(ask.ask, "ask_made")
def _(cast: Cast) -> dict[str, Any]:
    return _asking(cast)


@case(ask.ask, "ask_proposed")
def _(cast: Cast) -> dict[str, Any]:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    return _asking(cast)


@case(ask.approve_ask, "ask_approved")
def _(cast: Cast) -> dict[str, Any]:
    row = _asked(cast, status=AskStatus.SHOWN, asked_at=None)
    return {"actor": make.seat(cast.bram, cast.network), "ask": row.pk}


@case(ask.take_back_ask, "ask_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.marja, cast.network), "ask": _asked(cast).pk}


@case(ask.answer_ask, "ask_answered")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network), "ask": _asked(cast).pk, "answer": Answer.NO}


@case(ask.answer_ask, "promise_made")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network), "ask": _asked(cast).pk, "answer": Answer.YES}


@case(widen.widen_ask, "ask_widened")
def _(cast: Cast) -> dict[str, Any]:
    row = _asked(cast, reach=Reach.ONE_FIRST, wider_at=timezone.now() - timedelta(minutes=1))
    return {"ask": row.pk}


@case(widen.close_ask, "ask_over")
def _(cast: Cast) -> dict[str, Any]:
    task = daily.make_task(cast.network, cast.marja, starts=daily.hence(-2))
    return {"ask": daily.make_ask(task, cast.members["henk"]).pk}
