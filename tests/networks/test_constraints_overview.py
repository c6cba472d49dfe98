"""The rules of what organisations see, tried past every form, at the tables."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from networks.choices import NetworkStatus
from networks.models import Host, Participation, SavedView, Tally, Team, WeekTotal
from tests import factories as make
from tests.cast import Cast


def _host(cast: Cast, **fields: Any) -> Host:
    fields = {"network": cast.network, "organisation": cast.linde, "since": make.ago(9)} | fields
    return Host.objects.create(**fields)


def _team(cast: Cast, name: str = "North", **fields: Any) -> Team:
    return Team.objects.create(organisation=cast.linde, name=name, **{"since": make.ago(9)} | fields)


def _view(cast: Cast, name: str = "Quiet", **fields: Any) -> SavedView:
    fields = {"since": make.ago(9)} | fields
    return SavedView.objects.create(user=cast.els, organisation=cast.linde, name=name, **fields)


def _counted(cast: Cast, **fields: Any) -> Participation:
    usual = {"network": cast.network, "number": 1, "status": NetworkStatus.ACTIVE, "since": make.ago(9)}
    return Participation.objects.create(organisation=cast.linde, **usual | fields)


def _tally(cast: Cast, number: int = 1) -> Tally:
    return Tally.objects.create(organisation=cast.linde, first="", second="nactive", number=number)


def _week(cast: Cast, week: date = date(2026, 11, 23)) -> WeekTotal:
    return WeekTotal.objects.create(organisation=cast.linde, week=week, facet="", number=1)


def _twice(make_one: Callable[[], Any]) -> Any:
    return [make_one() for _turn in range(2)]


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "host_in_order": lambda cast: _host(cast, until=make.ago(99)),
    "host_once": lambda cast: _twice(lambda: _host(cast)),
    "team_in_order": lambda cast: _team(cast, until=make.ago(99)),
    "team_named": lambda cast: _team(cast, ""),
    "team_once": lambda cast: [_team(cast, "North"), _team(cast, "NORTH")],
    "participation_in_order": lambda cast: _counted(cast, until=make.ago(99)),
    "participation_once": lambda cast: [_counted(cast), _counted(cast, number=2)],
    "participation_number_once": lambda cast: [_counted(cast), _counted(cast, network=cast.other)],
    "participation_number_from_one": lambda cast: _counted(cast, number=0),
    "participation_status_known": lambda cast: _counted(cast, status="odd"),
    "tally_once": lambda cast: _twice(lambda: _tally(cast)),
    "tally_not_below_zero": lambda cast: _tally(cast, -1),
    "week_total_once": lambda cast: _twice(lambda: _week(cast)),
    "week_total_on_monday": lambda cast: _week(cast, date(2026, 11, 24)),
    "saved_view_in_order": lambda cast: _view(cast, until=make.ago(99)),
    "saved_view_named": lambda cast: _view(cast, ""),
    "saved_view_sort_known": lambda cast: _view(cast, sort="odd"),
    "saved_view_once": lambda cast: [_view(cast, "Quiet"), _view(cast, "QUIET")],
}
"""Every named constraint of these rows, and how to break it."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    rows: tuple[type[models.Model], ...] = (Host, Team, Participation, Tally, WeekTotal, SavedView)
    named = {rule.name for model in rows for rule in model._meta.constraints}
    assert {name for name in named if not name.endswith("_in_network")} == set(BROKEN)


def test_a_name_is_free_again_once_its_row_has_ended(cast: Cast) -> None:
    _team(cast, until=timezone.now())
    _team(cast)
    _view(cast, until=timezone.now())
    _view(cast)
