"""The week on paper, and a promise in a calendar program of one's own."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from tests import daily
from tests.cast import Cast
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def test_a_full_week_is_printed_on_one_page_and_the_phone_reads_a_promise(
    language: str, visitor: Callable[..., Visitor], cast: Cast
) -> None:
    starts = daily.hence(7)
    monday = starts - timedelta(days=starts.weekday())
    for number in range(21):
        one = daily.make_task(cast.network, cast.bram, starts=monday + timedelta(days=number % 7))
    task = daily.make_task(cast.network, cast.bram, starts=starts, title="Ride to the choir")
    daily.make_promise(task.occurrences.get(), cast.members["henk"])
    henk = visitor(language)
    sign_in(henk, reads(cast.henk, language))
    henk.open(f"/networks/{cast.network.pk}/calendar/?day={starts:%Y-%m-%d}")
    henk.reads("Ride to the choir", one.title)

    henk.page.emulate_media(media="print")
    assert henk.page.locator("table.calendar thead").is_visible()
    for gone in ("nav.local", "header.bar", "form.filters", ".turn", ".actions"):
        assert not henk.page.locator(gone).first.is_visible(), gone
    assert len(PAGE.findall(henk.page.pdf(prefer_css_page_size=True))) == 1
    henk.page.emulate_media(media="screen")

    henk.follow("In my own calendar")
    henk.pick("network", "everything")
    henk.press("Make an address")
    address = henk.page.locator("input#address").input_value()
    with urlopen(address) as answer:  # noqa: S310 - the address of this house
        (event,) = Calendar.from_ical(answer.read()).walk("VEVENT")
    assert event["DTSTART"].dt == starts
    assert str(event["STATUS"]) == "CONFIRMED"
