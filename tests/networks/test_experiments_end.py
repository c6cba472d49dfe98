"""What an experiment leaves behind: its swap goes on or ends, a rule lists its tries, a year counts them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.access import Office
from accounts.choices import Hat
from networks.actions.experiment import look_back, stop_experiment
from networks.choices import SwapStatus, Visibility
from networks.choices.experiment import ExperimentState, Verdict
from networks.models import Experiment, Participation, Swap, WeekTotal
from networks.overview.copying import copy, recount
from networks.overview.protecting import Shown
from networks.overview.yearly import weeks_of, yearly
from tests import daily, experiments
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, changes, words_of
from tests.networks.counting import counted, read, takes_part

FREE = {"status": SwapStatus.AGREED, "taker_agreed_at": make.ago(3), "freed_agreed_at": make.ago(3)}


def _tried(cast: Cast, **fields: Any) -> tuple[Experiment, Swap]:
    """A running experiment with a swap of Henk and Fatima that runs; Joris is concerned as well."""
    tasks = [daily.make_task(cast.network, cast.bram) for _turn in range(2)]
    given = FREE | {"runs_since": make.ago(2), "author": cast.marja} | fields
    swap = daily.make_swap(cast.members["henk"], tasks[0], cast.members["fatima"], tasks[1], **given)
    row = experiments.running(cast.network, cast.marja, swap=swap)
    for name in ("henk", "fatima", "joris"):
        experiments.make_voice(row, cast.members[name])
    return row, swap


def _seat(cast: Cast, name: str) -> Any:
    return make.seat(getattr(cast, name), cast.network)


def _status(swap: Swap) -> str:
    swap.refresh_from_db()
    return str(swap.status)


def test_a_swap_goes_on_unless_somebody_ends_it_with_the_experiment(cast: Cast) -> None:
    row, swap = _tried(cast)
    stop_experiment(actor=_seat(cast, "joris"), experiment=row.pk)
    assert _status(swap) == SwapStatus.AGREED
    second, swap = _tried(cast)
    with pytest.raises(PermissionDenied):
        stop_experiment(actor=_seat(cast, "joris"), experiment=second.pk, end_swap=True)
    stop_experiment(actor=_seat(cast, "henk"), experiment=second.pk, end_swap=True)
    assert _status(swap) == SwapStatus.ENDED
    assert changes(cast.network.pk)[-2:] == ["networks.swap_ended", "networks.experiment_stopped"]


def test_a_swap_against_a_rule_ends_with_a_try_that_is_stopped(cast: Cast) -> None:
    rule = daily.make_barrier(cast.network, cast.bram)
    row, swap = _tried(cast, barrier=rule)
    stop_experiment(actor=_seat(cast, "joris"), experiment=row.pk)
    assert _status(swap) == SwapStatus.ENDED
    row, swap = _tried(cast, barrier=rule)
    look_back(actor=_seat(cast, "henk"), experiment=row.pk, verdict=Verdict.KEEP)
    assert _status(swap) == SwapStatus.AGREED
    row, swap = _tried(cast, barrier=daily.make_barrier(cast.network, cast.bram))
    look_back(actor=_seat(cast, "henk"), experiment=row.pk, verdict="stop")
    assert _status(swap) == SwapStatus.ENDED


def test_the_page_asks_what_becomes_of_the_swap(cast: Cast) -> None:
    row, swap = _tried(cast)
    stop = address("experiment_stop", row.pk)
    assert "End the swap as well" not in words_of(browser(cast.joris).get(stop))
    assert "goes on until one of its two ends it" in words_of(browser(cast.joris).get(stop))
    henk = browser(cast.henk)
    assert "End the swap as well" in words_of(henk.get(stop))
    back = address("experiment_look_back", row.pk)
    assert "End the swap as well" in words_of(henk.get(back))
    assert henk.post(back, {"verdict": "change", "end_swap": "on", "version": "1"}).status_code == 302
    assert _status(swap) == SwapStatus.ENDED
    assert "End the swap as well" not in words_of(henk.get(back))
    ruled, _swap = _tried(cast, barrier=daily.make_barrier(cast.network, cast.bram))
    page = words_of(browser(cast.joris).get(address("experiment_stop", ruled.pk)))
    assert "The swap ends with it" in page
    assert "End the swap as well" not in page


def test_a_rule_lists_the_experiments_that_try_it_and_leads_to_a_new_one(cast: Cast) -> None:
    rule = daily.make_barrier(cast.network, cast.bram)
    page = words_of(browser(cast.henk).get(address("barrier", rule.pk)))
    assert f"{address('experiment_add', cast.network.pk)}?barrier={rule.pk}" in page
    experiments.running(cast.network, cast.bram, barrier=rule, words="A round through the village")
    assert "A round through the village" in words_of(browser(cast.henk).get(address("barrier", rule.pk)))


def _year_of(cast: Cast) -> Any:
    return yearly(Office(cast.karel, cast.linde, frozenset({Hat.ADMINISTRATOR}), timezone.now()))


def test_a_year_tells_in_how_many_networks_something_was_tried_and_hides_a_few(cast: Cast) -> None:
    last = weeks_of(timezone.now())[-1]
    for facet, number in {"": 40, "xbegun": 12, "xkept": 6, "xstopped": 2}.items():
        WeekTotal.objects.create(organisation=cast.linde, week=last, facet=facet, number=number)
    told = {line.kind: line.moments[-1] for line in _year_of(cast).tried}
    assert told == {"begun": Shown(10, 40), "kept": Shown(5, 40)}, "two look the same as none"
    page = words_of(browser(cast.karel).get(address("yearly", cast.linde.pk)))
    assert "Something was tried for some weeks" in page
    assert "Work moved by a swap" not in page


def _facets(network: Any, organisation: Any) -> set[str]:
    return {one for one in counted(organisation, network).facets if one.startswith("x")}


def test_what_was_tried_is_copied_as_codes_for_a_year(cast: Cast) -> None:
    network = takes_part(cast.linde)
    assert _facets(network, cast.linde) == set()
    today = timezone.localdate()
    old = {"first_on": today - timedelta(days=500), "last_on": today - timedelta(days=459)}
    experiments.running(network, cast.bram, **old)
    assert _facets(network, cast.linde) == set()
    experiments.running(network, cast.bram)
    ended = {"state": ExperimentState.DECIDED, "ended_at": make.ago(1)}
    experiments.running(network, cast.bram, verdict=Verdict.KEEP, **ended)
    experiments.running(network, cast.bram, verdict=Verdict.STOP, **ended)
    assert _facets(network, cast.linde) == {"xbegun", "xkept", "xstopped"}
    recount(timezone.now())
    rows = WeekTotal.objects.filter(organisation=cast.linde, facet__startswith="x")
    assert set(rows.values_list("facet", "number")) == {("xbegun", 1), ("xkept", 1), ("xstopped", 1)}


@pytest.mark.parametrize("level", [Visibility.EVERYONE, Visibility.FAMILY])
def test_what_is_about_a_need_for_family_counts_nowhere(cast: Cast, level: str) -> None:
    read(cast.network)
    cast.members["fatima"].organisation = cast.linde
    cast.members["fatima"].save(update_fields=["organisation"])
    _row, swap = _tried(cast)
    swap.takes.need = make.make_need(cast.network, cast.bram, visibility=level)
    swap.takes.save(update_fields=["need"])
    copy([cast.network.pk], timezone.now())
    facets = Participation.objects.get(network=cast.network).facets
    found = {one for one in facets if one.startswith("x")}
    assert found == ({"xbegun", "xswap"} if level == Visibility.EVERYONE else set())
