"""Settings for daily life: what the client sees first, holidays, whom to call, when to look back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from networks.actions.network import revise_settings
from networks.models import Network
from networks.planning import countries, holidays_of, rhythm_of
from networks.rhythm import slots
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of
from tests.networks.series import make_series


def answers(network: Network, **changed: Any) -> dict[str, Any]:
    """The settings form as it stands, with changes."""
    names = ("purpose", "decide", "need_visibility", "note_visibility", "time_zone", "version", "holidays")
    return {name: getattr(network, name) for name in names} | {"region": ""} | changed


def test_the_client_sets_how_daily_life_works(cast: Cast) -> None:
    day = cast.network.today(make.timezone.now()) + timedelta(days=30)
    given = {"show_first": "on", "holidays": "CW", "urgent": "Marja, 06-1234", "review_on": day.isoformat()}
    where = address("settings", cast.network.pk)
    assert browser(cast.bram).post(where, answers(cast.network, **given)).status_code == 302
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.show_first, network.holidays, network.urgent) == (True, "CW", "Marja, 06-1234")
    assert network.review_on == day
    assert "Marja, 06-1234" in words_of(browser(cast.bram).get(where))


def test_a_steward_cannot_take_away_what_the_client_wants_to_see_first(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    make.make_steward(cast.network, cast.joris)
    where = address("settings", cast.network.pk)
    assert "show_first" not in browser(cast.joris).get(where).context["form"].fields
    sent = answers(cast.network, urgent="Henk")
    assert browser(cast.joris).post(where, sent).status_code == 302
    network = Network.objects.get(pk=cast.network.pk)
    assert (network.show_first, network.urgent) == (True, "Henk")
    with pytest.raises(PermissionDenied):
        revise_settings(actor=make.seat(cast.joris, network), show_first=False)


@pytest.mark.parametrize(
    "wrong", [{"holidays": "Atlantis"}, {"review_on": "1999-01-01"}, {"urgent": "x" * 121}, {"urgent": "\0"}]
)
def test_what_cannot_be_is_said_and_nothing_changes(cast: Cast, wrong: dict[str, str]) -> None:
    where = address("settings", cast.network.pk)
    assert browser(cast.bram).post(where, answers(cast.network, **wrong)).status_code == 422
    assert Network.objects.get(pk=cast.network.pk).version == cast.network.version


def test_holidays_of_the_network_are_left_out_of_a_rhythm(cast: Cast) -> None:
    assert {"NL", "CW", "DE-BY"} <= countries()
    task = make_series(cast, "FREQ=DAILY", skip_holidays=True)
    first, last = task.starts, task.starts + timedelta(days=370)
    free = holidays_of("NL", first, last)
    assert any((day.month, day.day) == (12, 25) for day in free)
    days = {one.wall.date() for one in slots(rhythm_of(task, first, last), first, last)}
    assert not days & free
    assert holidays_of("", first, last) == holidays_of("Atlantis", first, last) == frozenset()
    assert date(2027, 4, 27) in holidays_of("NL", first.replace(year=2027), last.replace(year=2027))
