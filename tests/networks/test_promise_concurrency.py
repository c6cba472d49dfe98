"""Many taps on one place at the same moment, over real connections."""

from collections import Counter

import pytest
from django.utils import timezone

from accountability.ledger import verify_chain
from networks.actions.dateswap import accept_date_swap
from networks.actions.promise import cannot, promise, take_over
from networks.models import DateSwap, Member, Promise
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TAPS = 100


def _people(cast: Cast, number: int) -> list[Member]:
    return [make.make_member(cast.network, make.make_user()) for _turn in range(number)]


@pytest.mark.slow
def test_a_hundred_taps_on_one_place_are_one_promise_and_ninety_nine_friendly_answers(cast: Cast) -> None:
    date = daily.make_task(cast.network, cast.marja).occurrences.get()
    seats = [make.seat(one.user, cast.network) for one in _people(cast, TAPS)]
    said: list[str] = []

    def tap(seat: object) -> None:
        try:
            promise(actor=seat, occurrence=date.pk)  # type: ignore[arg-type]
        except Exception as refusal:
            said.append(str(refusal))
            raise

    assert at_once(tap, seats) == {"done": 1, "taken": TAPS - 1}
    held = Promise.objects.get(occurrence=date)
    expected = f"{held.member.name} already promised this. You can be the stand-in."
    assert Counter(said) == {expected: TAPS - 1}
    assert list(verify_chain(cast.network.pk)) == []


@pytest.mark.slow
def test_a_hundred_taps_of_one_person_are_one_promise(cast: Cast) -> None:
    date = daily.make_task(cast.network, cast.marja).occurrences.get()
    seat = make.seat(cast.henk, cast.network)
    came = at_once(lambda _turn: promise(actor=seat, occurrence=date.pk), range(TAPS))
    assert came == {"done": 1, "already": TAPS - 1}


def test_two_places_are_held_by_two(cast: Cast) -> None:
    date = daily.make_task(cast.network, cast.marja, places=["driver", "companion"]).occurrences.get()
    seats = [make.seat(one.user, cast.network) for one in _people(cast, 20)]
    came = at_once(lambda seat: promise(actor=seat, occurrence=date.pk), seats)
    assert came == {"done": 2, "taken": 18}
    assert sorted(Promise.objects.values_list("place", flat=True)) == [0, 1]


def test_one_of_many_takes_over(cast: Cast) -> None:
    date = daily.make_task(cast.network, cast.marja).occurrences.get()
    row = daily.make_promise(date, cast.members["henk"])
    cannot(actor=make.seat(cast.henk, cast.network), promise=row.pk)
    seats = [make.seat(one.user, cast.network) for one in _people(cast, 20)]
    came = at_once(lambda seat: take_over(actor=seat, promise=row.pk), seats)
    assert came == {"done": 1, "promise_state": 19}
    assert Promise.objects.filter(occurrence=date).holding().count() == 1


def test_the_first_yes_to_a_swap_wins(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja, when="rhythm", rule="FREQ=WEEKLY")
    mine = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    swap = DateSwap.objects.create(network=cast.network, promise=mine, asked_at=timezone.now())
    rows = [
        daily.make_promise(daily.make_date(task, daily.hence(10 + turn)), one)
        for turn, one in enumerate(_people(cast, 12))
    ]
    swap.wanted.set(rows)
    seats = {row.pk: make.seat(row.member.user, cast.network) for row in rows}
    came = at_once(lambda pk: accept_date_swap(actor=seats[pk], swap=swap.pk, promise=pk), seats)
    assert came == {"done": 1, "solved": 11}
    swap.refresh_from_db()
    held = {row.pk: row.member_id for row in Promise.objects.filter(pk__in=[mine.pk, swap.solved_with_id])}
    assert held[swap.solved_with_id] == cast.members["henk"].pk
    assert held[mine.pk] == next(row.member_id for row in rows if row.pk == swap.solved_with_id)
