"""What is done with the link in a mail and about people without an account leaves this in the ledger."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networks.actions import helper
from networks.choices import Answer, Verb
from networks.helping import link_for
from networks.models import Member, Occurrence
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _asked(cast: Cast) -> tuple[str, Member, Occurrence]:
    """A link of somebody without an account who was asked, and the date."""
    ria = make.make_member(cast.network, name="Ria Bos", email="ria@example.org", guest=True)
    date = daily.make_task(cast.network, cast.bram).occurrences.get()
    ask = daily.make_ask(date.task, ria, occurrence=date)
    return link_for(ria, ask, timezone.now()), ria, date


@case(helper.answer_by_link, "promise_made")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": _asked(cast)[0], "answer": Answer.YES}


@case(helper.answer_by_link, "ask_answered")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": _asked(cast)[0], "answer": Answer.NO}


@case(helper.stand_in_by_link, "stand_in_promised")
def _(cast: Cast) -> dict[str, Any]:
    secret, _ria, date = _asked(cast)
    daily.make_promise(date, cast.members["henk"])
    return {"secret": secret, "occurrence": date.pk}


@case(helper.move_by_link, "promise_given_back")
def _(cast: Cast) -> dict[str, Any]:
    secret, ria, date = _asked(cast)
    return {"secret": secret, "promise": daily.make_promise(date, ria).pk, "verb": Verb.CANNOT}


@case(helper.stop_mail_by_link, "mail_stopped")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": _asked(cast)[0]}


@case(helper.close_link, "helper_links_closed")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": _asked(cast)[0]}


@case(helper.revoke_links, "helper_links_revoked")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network), "member": _asked(cast)[1].pk}


@case(helper.add_guest, "guest_added")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network), "name": "Ria", "email": "ria@example.org"}


@case(helper.resend_links, "helper_link_asked")
def _(cast: Cast) -> dict[str, Any]:
    return {"email": _asked(cast)[1].email}


@case(helper.forget_guest, "guest_forgotten")
def _(cast: Cast) -> dict[str, Any]:
    ria = make.make_member(cast.network, since=timezone.now() - timedelta(days=60), guest=True)
    return {"member": ria.pk}
