"""The addresses of calendars: what each action is given and the line it leaves."""

from typing import Any

from django.utils import timezone

from networks.actions import feed
from networks.models import Feed
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _feed(cast: Cast) -> Feed:
    return daily.make_feed(cast.henk, cast.network)


@case(feed.make_own_feed, "feed_made")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk}


@case(feed.make_network_feed, "feed_made")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)}


@case(feed.renew_feed, "feed_renewed")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "feed": _feed(cast).pk}


@case(feed.mask_feed, "feed_revised")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "feed": _feed(cast).pk, "masked": False}


@case(feed.end_feed, "feed_ended")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "feed": _feed(cast).pk}


@case(feed.note_use, "feed_read")
def _(cast: Cast) -> dict[str, Any]:
    return {"feed": _feed(cast), "seat": make.seat(cast.henk, cast.network), "at": timezone.now()}
