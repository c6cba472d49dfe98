"""Every state of a promise against every verb and every mover: the table is the only way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import promise as actions
from networks.actions.place import Closed, Taken, movers
from networks.choices import HOLDS, OccurrenceStatus, PromiseStatus, Verb
from networks.models import Occurrence, Promise
from networks.promising import MOVES, WHO, Mover, Rung, WrongState, may_move, move, rung, verbs_for
from networks.standing import Seat, Standing
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.watch import snapshot

REFUSALS = (DomainError, PermissionDenied)
REPORTS = (Verb.DONE, Verb.DID_NOT_HAPPEN, Verb.CORRECT)
GRID = {
    PromiseStatus.PROMISED: {
        Verb.CANNOT: PromiseStatus.SEEKING,
        Verb.SWAP: PromiseStatus.PROMISED,
        Verb.NOT_RIGHT: PromiseStatus.WITHDRAWN,
        Verb.RELEASE: PromiseStatus.WITHDRAWN,
        Verb.CALL_OFF: PromiseStatus.CALLED_OFF,
        Verb.DONE: PromiseStatus.KEPT,
        Verb.DID_NOT_HAPPEN: PromiseStatus.DID_NOT_HAPPEN,
    },
    PromiseStatus.SEEKING: {
        Verb.CAN_AFTER_ALL: PromiseStatus.PROMISED,
        Verb.TAKE_OVER: PromiseStatus.WITHDRAWN,
        Verb.SWAP: PromiseStatus.PROMISED,
        Verb.NOT_RIGHT: PromiseStatus.WITHDRAWN,
        Verb.RELEASE: PromiseStatus.WITHDRAWN,
        Verb.CALL_OFF: PromiseStatus.WITHDRAWN,
        Verb.DONE: PromiseStatus.KEPT,
        Verb.DID_NOT_HAPPEN: PromiseStatus.DID_NOT_HAPPEN,
    },
    PromiseStatus.KEPT: {Verb.CORRECT: PromiseStatus.DID_NOT_HAPPEN},
    PromiseStatus.DID_NOT_HAPPEN: {Verb.CORRECT: PromiseStatus.KEPT},
    PromiseStatus.WITHDRAWN: {},
    PromiseStatus.CALLED_OFF: {Verb.RESTORE: PromiseStatus.PROMISED},
}
"""The table once more, by hand."""
MAY: dict[Mover, set[Verb]] = {
    Mover.HOLDER: {
        Verb.CANNOT,
        Verb.CAN_AFTER_ALL,
        Verb.SWAP,
        Verb.NOT_RIGHT,
        Verb.DONE,
        Verb.DID_NOT_HAPPEN,
        Verb.CORRECT,
    },
    Mover.STAND_IN: {Verb.TAKE_OVER, Verb.RELEASE},
    Mover.ORGANISER: {
        Verb.CANNOT,
        Verb.TAKE_OVER,
        Verb.RELEASE,
        Verb.CALL_OFF,
        Verb.RESTORE,
        Verb.DONE,
        Verb.DID_NOT_HAPPEN,
        Verb.CORRECT,
    },
    Mover.ANYONE: {Verb.TAKE_OVER},
    Mover.HOUSE: {Verb.CALL_OFF, Verb.RELEASE, Verb.RESTORE},
}


def test_the_table_is_the_one_that_was_agreed() -> None:
    assert {
        status: {verb: MOVES[status, verb] for verb in Verb if (status, verb) in MOVES}
        for status in PromiseStatus
    } == GRID
    assert {mover: {verb for verb in Verb if mover in WHO[verb]} for mover in Mover} == MAY


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("status", PromiseStatus)
def test_a_move_outside_the_table_is_refused_with_a_sentence(status: PromiseStatus, verb: Verb) -> None:
    if verb in GRID[status]:
        assert move(status, verb) == GRID[status][verb]
        return
    with pytest.raises(WrongState) as refused:
        move(status, verb)
    assert refused.value.code == "promise_state"
    assert len(str(refused.value)) > 20


def test_the_buttons_somebody_gets_are_those_of_the_table() -> None:
    found = verbs_for(PromiseStatus.SEEKING, {Mover.ANYONE})
    assert found == [Verb.TAKE_OVER]
    assert verbs_for(PromiseStatus.WITHDRAWN, set(Mover)) == []


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(200, Rung.EARLY), (48, Rung.EARLY), (47.9, Rung.SOON), (3, Rung.SOON), (2.9, Rung.NOW), (-1, Rung.NOW)],
)
def test_how_near_a_date_is_decides_the_rung(hours: float, expected: Rung) -> None:
    at = timezone.now()
    assert rung(at + timedelta(hours=hours), at) == expected


def _row(cast: Cast, status: PromiseStatus, verb: Verb, *, stands_in: bool = False) -> Promise:
    """Henk's promise in this state, on a date at which the verb makes sense, noted by somebody else."""
    starts = daily.hence(-1) if verb in REPORTS else daily.hence(4)
    task = daily.make_task(cast.network, cast.bram, starts=starts, for_client=True)
    date = task.occurrences.get()
    Occurrence.objects.filter(pk=date.pk).update(status=OccurrenceStatus.PLANNED)
    return daily.make_promise(
        date, cast.members["henk"], status=status, stands_in=stands_in, said_by=cast.marja
    )


def _seat(cast: Cast, mover: Mover) -> Seat:
    """The seat of somebody who is only that to Henk's promise."""
    if mover in (Mover.HOLDER, Mover.STAND_IN):
        return make.seat(cast.henk, cast.network)
    if mover == Mover.ORGANISER:
        return make.seat(cast.marja, cast.network)
    seat = make.seat(cast.joris, cast.network)
    if mover == Mover.ANYONE:
        return seat
    return Seat(user=cast.eve, network=cast.network, at=seat.at, standing=Standing.GUEST)


def _is(cast: Cast, mover: Mover, row: Promise) -> frozenset[Mover]:
    """All that this seat is, as the action finds it."""
    return movers(_seat(cast, mover), Promise.objects.select_related("occurrence__task").get(pk=row.pk))


@pytest.mark.parametrize("mover", [Mover.HOLDER, Mover.STAND_IN, Mover.ORGANISER, Mover.ANYONE])
@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("status", PromiseStatus)
def test_only_the_table_moves_a_promise_and_a_refusal_leaves_everything(
    cast: Cast, status: PromiseStatus, verb: Verb, mover: Mover
) -> None:
    stands_in = mover == Mover.STAND_IN
    row = _row(cast, status, verb, stands_in=stands_in)
    seat = _seat(cast, mover)
    movers = _is(cast, mover, row)
    assert mover in movers
    allowed = verb in GRID[status] and may_move(verb, movers)
    before = snapshot()
    if allowed:
        with transaction.atomic():
            assert actions.shift(seat, row, verb).status == GRID[status][verb]
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        actions.shift(seat, row, verb)
    assert snapshot() == before


@pytest.mark.parametrize("verb", Verb)
def test_who_has_no_part_in_a_network_moves_nothing_there(cast: Cast, verb: Verb) -> None:
    status = next(one for one in PromiseStatus if verb in GRID[one])
    row = _row(cast, status, verb)
    before = snapshot()
    with pytest.raises(PermissionDenied), transaction.atomic():
        actions.shift(_seat(cast, Mover.HOUSE), row, verb)
    assert snapshot() == before


@pytest.mark.parametrize("verb", [Verb.CANNOT, Verb.CAN_AFTER_ALL, Verb.DONE])
def test_a_verb_at_the_wrong_moment_is_refused(cast: Cast, verb: Verb) -> None:
    starts = daily.hence(2) if verb == Verb.DONE else daily.hence(-2)
    status = PromiseStatus.SEEKING if verb == Verb.CAN_AFTER_ALL else PromiseStatus.PROMISED
    date = daily.make_task(cast.network, starts=starts).occurrences.get()
    row = daily.make_promise(date, cast.members["henk"], status=status)
    with pytest.raises(Closed), transaction.atomic():
        actions.shift(make.seat(cast.henk, cast.network), row, verb)


@pytest.mark.parametrize("status", HOLDS)
@pytest.mark.parametrize("verb", [Verb.CAN_AFTER_ALL, Verb.DONE])
def test_a_place_that_somebody_else_has_by_now_does_not_come_back(
    cast: Cast, verb: Verb, status: PromiseStatus
) -> None:
    starts = daily.hence(-1) if verb == Verb.DONE else daily.hence(2)
    date = daily.make_task(cast.network, starts=starts).occurrences.get()
    row = daily.make_promise(date, cast.members["henk"], status=PromiseStatus.SEEKING)
    daily.make_promise(date, cast.members["joris"], status=status)
    with pytest.raises(Taken) as refused, transaction.atomic():
        actions.shift(make.seat(cast.henk, cast.network), row, verb)
    assert "Joris Kok" in str(refused.value)
