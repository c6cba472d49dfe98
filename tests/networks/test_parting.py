"""Whoever leaves, or is sent away, leaves nothing behind that somebody counts on."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from networks.actions.member import end_membership
from networks.actions.network import leave_network
from networks.choices import AskStatus, MessageKind, PromiseStatus, SwapStatus
from networks.models import Ask, Delivery, HelperLink, Pledge, Promise, Talent
from tests import daily
from tests import factories as make
from tests.cast import Cast


def _leaves(cast: Cast) -> None:
    leave_network(actor=make.seat(cast.henk, cast.network))


def _is_sent_away(cast: Cast) -> None:
    end_membership(actor=make.seat(cast.bram, cast.network), member=cast.members["henk"].pk)


@pytest.mark.parametrize("goes", [_leaves, _is_sent_away])
def test_what_was_promised_is_open_again_and_who_asked_hears_it_once(
    cast: Cast, goes: Callable[[Cast], None]
) -> None:
    henk = cast.members["henk"]
    task = daily.make_task(cast.network, cast.joris)
    later = daily.make_date(task, daily.hence(10))
    over = daily.make_date(task, daily.hence(-9))
    pledge = Pledge.objects.create(network=cast.network, task=task, member=henk, first=timezone.localdate())
    ask = daily.make_ask(task, henk, author=cast.joris, status=AskStatus.PROMISED)
    promised = [daily.make_promise(one, henk, pledge=pledge) for one in (task.occurrences.first(), later)]
    kept = daily.make_promise(over, henk, status=PromiseStatus.KEPT)
    stands_in = daily.make_promise(
        daily.make_task(cast.network, cast.joris).occurrences.get(), henk, stands_in=True
    )

    goes(cast)
    states = {row.pk: row.status for row in Promise.objects.filter(member=henk)}
    assert {states[row.pk] for row in [*promised, stands_in]} == {PromiseStatus.WITHDRAWN}
    assert states[kept.pk] == PromiseStatus.KEPT
    pledge.refresh_from_db()
    assert pledge.ended_at is not None
    assert Ask.objects.get(pk=ask.pk).status == AskStatus.OPEN
    told = Delivery.objects.filter(kind=MessageKind.PROMISES, user=cast.joris, channel="notice")
    assert told.count() == 1


@pytest.mark.parametrize("goes", [_leaves, _is_sent_away])
def test_swaps_questions_talents_and_links_end_with_the_place(
    cast: Cast, goes: Callable[[Cast], None]
) -> None:
    henk = cast.members["henk"]
    mine, theirs = (daily.make_task(cast.network, cast.joris) for _turn in range(2))
    swap = daily.make_swap(henk, mine, cast.members["fatima"], theirs)
    question = daily.make_challenge(henk, cast.joris)
    daily.make_talent(henk)
    link = HelperLink.objects.create(
        network=cast.network, member=henk, secret_hash="a" * 64, expires_at=daily.hence(9)
    )
    goes(cast)
    for row in (swap, question, link):
        row.refresh_from_db()
    assert swap.status == SwapStatus.ENDED
    assert question.taken_back_at is not None
    assert link.revoked_at is not None
    assert not Talent.objects.filter(member=henk, until=None).exists()
