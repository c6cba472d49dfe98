"""After any history, drawn by chance and lived by many people, what is read is what one counts by hand."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as some

from carenet.lib.errors import DomainError
from networks.access import seat_in, seat_of_mourner
from networks.choices import NetworkStatus
from networks.health.gathering import gather
from networks.health.rounds import begin_new, read_batch, sweep
from networks.models import Health, Network
from networks.standing import Seat
from tests import daily, factories
from tests.cast import INSIDE, Cast
from tests.networks.acts import ACTS, UNDOING
from tests.networks.recount import recount
from tests.networks.test_health_counts import counted
from tests.networks.test_health_rounds import fresh, stored

DAY = timedelta(days=1)
DONE, TRIED = 30, 150
"""How many things are done in one history, and how many are tried at most."""
REFUSED = (DomainError, ValidationError, PermissionDenied, Http404, IndexError)
"""How an act says no; an IndexError is nothing to act on."""
PATIENTLY = settings(
    deadline=None,
    max_examples=5,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # another seed is another history, not a shorter one
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.django_db
def test_after_any_history_what_is_read_is_what_one_counts_by_hand(cast: Cast) -> None:
    happened: Counter[str] = Counter()

    @PATIENTLY
    @example(seed=0)
    @example(seed=1)
    @given(seed=some.integers(2, 2**32))
    def lived(seed: int) -> None:
        note(f"The history of seed {seed}")
        with transaction.atomic():
            draw = Random(seed)
            begin(draw, cast)
            happened.update(live(draw, cast))
            now = timezone.now()
            agrees(cast.network.pk, now)
            agrees(cast.network.pk, now + draw.randrange(1, 100) * DAY)
            transaction.set_rollback(True)

    lived()
    names = {one.__name__ for one in (*ACTS, *UNDOING)}
    assert len(happened) > len(names) / 2, names - set(happened)


def begin(draw: Random, cast: Cast) -> None:
    """Things were promised before, and nobody told how they went; Henk runs the membership."""
    factories.make_steward(cast.network, cast.henk)
    task = daily.make_task(cast.network, cast.marja, need=cast.need, starts=factories.ago(60))
    for days in (50, 30, 20, 9, 3, 1):
        date = daily.make_date(task, factories.ago(days))
        daily.make_promise(date, cast.members[draw.choice(INSIDE[1:])], moved_at=factories.ago(days))
    begin_new()
    sweep()


def live(draw: Random, cast: Cast) -> Counter[str]:
    """Let people do as they please for a while, with a look now and then; how often each act was done."""
    done: Counter[str] = Counter()
    for _turn in range(TRIED):
        if done.total() == DONE:
            break
        seat = seat_of(draw, cast)
        if seat is None:
            continue
        one = draw.choice(UNDOING if stands_still(seat) and draw.random() < 0.5 else ACTS)
        try:
            with transaction.atomic():
                one(draw, seat)
        except REFUSED:
            continue
        done[one.__name__] += 1
        if draw.random() < 0.2:
            sweep()
    return done


def stands_still(seat: Seat) -> bool:
    """Whether this network rests, mourns or has ended."""
    return seat.network.mourning_since is not None or seat.network.status != NetworkStatus.ACTIVE


def seat_of(draw: Random, cast: Cast) -> Seat | None:
    """The seat of somebody around Bram, or his own; of who left, none."""
    user, at = getattr(cast, draw.choice(INSIDE)), timezone.now()
    return seat_in(user, cast.network.pk, at) or seat_of_mourner(user, cast.network.pk, at)


def agrees(pk: object, at: datetime) -> None:
    """What stands in the tables at that moment is a fresh count, and that is one by hand.

    Nothing marks the network here: what was changed did, or the night does.
    """
    read_batch(at=at)
    network = Network.objects.get(pk=pk)
    found, expected = stored(network), fresh(network, at)
    if Health.objects.get(network=network).silent:  # what was read this week before that stays
        found, expected = (found[0], *found[2:]), (expected[0], *expected[2:])
    assert found == expected
    assert counted(gather([network.pk], at)[str(network.pk)]) == recount(network, at)
