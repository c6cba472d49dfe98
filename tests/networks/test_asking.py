"""Whom an ask can be put to: the same number of queries for few people and for many."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks import asking
from networks.choices import Visibility
from networks.models import Member, Task
from tests import daily
from tests import factories as make
from tests.cast import Cast


def about(cast: Cast, visibility: Visibility, named: Sequence[Member]) -> Task:
    """A task for a need that Marja wrote; Henk, who asks, reads it as one of those who are named."""
    need = make.make_need(cast.network, cast.marja, visibility=visibility, named=named)
    return daily.make_task(cast.network, cast.marja, need=need)


@pytest.mark.parametrize("visibility", [Visibility.NAMED, Visibility.CLOSE])
def test_many_people_cost_the_queries_of_few(cast: Cast, visibility: Visibility) -> None:
    seat = make.seat(cast.henk, cast.network)
    assert seat is not None
    named, costs = [cast.members["henk"], cast.members["joris"]], []
    for more in (0, 0, 15):
        named += [make.make_member(cast.network) for _turn in range(more)]
        task = Task.objects.select_related("need").get(pk=about(cast, visibility, named).pk)
        with CaptureQueriesContext(connection) as asked:
            found = {one.pk for one in asking.whom(seat, task)}
        costs.append(len(asked))
        if visibility == Visibility.NAMED:
            assert {one.pk for one in named[1:]} <= found
            assert cast.members["fatima"].pk not in found
    # The first time reads the client as well.
    assert costs[1] == costs[2], costs
    assert costs[0] <= 7
