"""The year of an organisation: noted figures of fixed weeks, small groups hidden, promises kept or not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.access import Office
from accounts.choices import Hat
from accounts.models import Organisation
from networks.models import Team, WeekTotal
from networks.overview.protecting import Shown
from networks.overview.yearly import weeks_of, yearly
from tests import daily, rules
from tests import factories as make
from tests.networks.browsing import address, browser, words_of
from tests.networks.counting import manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def linde() -> Organisation:
    return make.make_organisation("De Linde Care")


def _office(linde: Organisation) -> Office:
    user = manager(linde, "administrator")
    return Office(user, linde, frozenset({Hat.ADMINISTRATOR}), timezone.now())


def _note(linde: Organisation, week: date, **facets: int) -> None:
    names = {"all": ""}
    for facet, number in facets.items():
        WeekTotal.objects.create(organisation=linde, week=week, facet=names.get(facet, facet), number=number)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (datetime(2026, 11, 25, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 2, tzinfo=UTC), date(2026, 10, 5)),
        (datetime(2026, 11, 8, tzinfo=UTC), date(2026, 10, 5)),
        (datetime(2026, 11, 9, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2027, 1, 3, tzinfo=UTC), date(2026, 12, 7)),
    ],
)
def test_the_figures_are_of_a_whole_week_at_the_beginning_of_a_month(today: datetime, last: date) -> None:
    weeks = weeks_of(today)
    assert weeks[-1] == last
    assert len(weeks) == 5
    assert all(week.weekday() == 0 and week.day <= 7 for week in weeks)
    assert timedelta(days=358) <= weeks[-1] - weeks[0] <= timedelta(days=371)


def test_a_year_is_rounded_and_hides_what_is_about_a_few(linde: Organisation) -> None:
    first, *_between, last = weeks_of(timezone.now())
    _note(linde, first, all=40, squiet=4, sno_stand_in=12)
    _note(linde, last, all=52, squiet=9, sno_stand_in=23, sown_say=50)
    year = yearly(_office(linde))
    assert (year.sizes[0], year.sizes[-1], year.known) == (40, 50, True)
    lines = {line.kind: line for line in year.lines}
    assert lines["quiet"].moments[0] is None
    assert lines["quiet"].moments[-1] == Shown(10, 50)
    assert lines["quiet"].change is None
    assert lines["no_stand_in"].change == 15
    assert "own_say" not in lines, "all but two have it: then it is known of nearly all"


def test_teams_with_too_few_are_told_together(linde: Organisation) -> None:
    teams = {name: Team.objects.create(organisation=linde, name=name) for name in ("East", "North", "South")}
    last = weeks_of(timezone.now())[-1]
    sizes = {"East": (2, 9), "North": (8, 21), "South": (20, 50)}
    facets: dict[str, Any] = {f"t{teams[name].pk}": all_ for name, (_has, all_) in sizes.items()}
    facets |= {f"squiet t{teams[name].pk}": has for name, (has, _all) in sizes.items()}
    _note(linde, last, all=80, squiet=30, **facets)
    table = yearly(_office(linde)).teams[0]
    assert table.groups == [("South", Shown(20, 50))]
    assert set(table.together) == {"East", "North"}
    assert table.rest == Shown(10, 30)


def test_what_became_of_promises_is_told_when_five_networks_said_it(linde: Organisation) -> None:
    rule = rules.decided(linde)
    for number in range(1, 6):
        author = make.make_user()
        barrier = daily.make_barrier(make.make_network(), author)
        rules.make_raised(barrier, author, rule, answer="over", answered_at=timezone.now())
        (told,) = yearly(_office(linde)).promised
        assert told.made == 1
        assert (told.kept, told.not_kept, told.unsaid) == ((1, 0, 0) if number == 5 else (None, None, None))
        page = words_of(browser(manager(linde, "administrator")).get(address("yearly", linde.pk)))
        assert ("Fewer than five networks said what became of it" in page) is (number < 5)


def test_of_four_networks_a_page_tells_nothing(linde: Organisation) -> None:
    for week in weeks_of(timezone.now()):
        _note(linde, week, all=4, squiet=2)
    page = words_of(browser(manager(linde, "administrator")).get(address("yearly", linde.pk)))
    assert "Too few networks to show" in page
    assert "It has been quiet" not in page


def test_the_page_says_too_few_in_words(linde: Organisation) -> None:
    weeks = weeks_of(timezone.now())
    _note(linde, weeks[0], all=40, squiet=2)
    _note(linde, weeks[-1], all=40, squiet=13)
    page = words_of(browser(manager(linde, "administrator")).get(address("yearly", linde.pk)))
    assert "too few" in page
    assert "Numbers are rounded to five" in page
    assert ">13<" not in page


@pytest.mark.parametrize("hat", ["professional", "coach"])
def test_other_hats_do_not_see_the_year(linde: Organisation, hat: str) -> None:
    assert browser(manager(linde, hat)).get(address("yearly", linde.pk)).status_code == 403
