"""How somebody is reached: what each action is given and the line it leaves."""

from typing import Any

from django.utils import timezone

from networks.actions import reach
from networks.models import Reachability
from networks.moments.letter import mute_token
from tests import daily
from tests.cast import Cast
from tests.networks.traces import SILENT, case

SILENT["read_notices"] = "having read a message is between its reader and the page"


@case(reach.set_reach, "reach_changed")
def _(cast: Cast) -> dict[str, Any]:
    hours = {"quiet_from": "22:00", "quiet_until": "07:00", "quiet_weekends": True, "week_letter": True}
    return {"actor": cast.henk} | hours


@case(reach.set_switches, "switches_changed")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "network": cast.network.pk, "off": [("asked", "mail")]}


@case(reach.mute, "switches_changed")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "notice": daily.make_notice(cast.henk, cast.network).pk}


@case(reach.stop_mail, "mail_kind_stopped")
def _(cast: Cast) -> dict[str, Any]:
    return {"token": mute_token(daily.make_notice(cast.henk, cast.network))}


@case(reach.try_mail_again, "mail_tried_again")
def _(cast: Cast) -> dict[str, Any]:
    Reachability.objects.create(user=cast.henk, mail_fails_since=timezone.now())
    return {"actor": cast.henk}


@case(reach.address_confirmed, "mail_tried_again")
def _(cast: Cast) -> dict[str, Any]:
    Reachability.objects.create(user=cast.henk, mail_fails_since=timezone.now())
    return {"actor": cast.henk, "address": cast.henk.email}


@case(reach.add_browser, "browser_added")
def _(cast: Cast) -> dict[str, Any]:
    endpoint = "https://fcm.googleapis.com/fcm/send/abc"
    return {"actor": cast.henk, "endpoint": endpoint, "p256dh": "B" + "A" * 86, "auth": "A" * 22}


@case(reach.end_browser, "browser_ended")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.henk, "browser": daily.make_browser(cast.henk).pk}
