"""Who looked and what happened, as the client reads it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability import diary
from accountability.models import LedgerEntry
from carenet.lib.events import Event, Subject, announce_look
from tests import factories as make
from tests.cast import Cast

LOOK = "networks.network_seen"


def look(cast: Cast, name: str = "henk", verb: str = LOOK, times: int = 1, label: str = "") -> None:
    """Somebody of the cast looks at (or, by the verb, does) something in Bram's network."""
    for _time in range(times):
        announce_look(
            Event(
                verb=verb,
                actor=getattr(cast, name),
                network_id=cast.network.pk,
                subject=Subject(kind="network", id=cast.network.pk, label=label),
                standing="member",
            )
        )


def read(client: Client, user: Any, cast: Cast, query: str = "", status: int = 200) -> str:
    client.force_login(user)
    response = client.get(f"/networks/{cast.network.pk}/who-looked/{query}")
    assert response.status_code == status
    return response.content.decode()


def test_client_and_representative_read_it_members_do_not_and_outsiders_find_nothing(
    cast: Cast, client: Client
) -> None:
    make.make_steward(cast.network, cast.joris)
    for name in ("bram", "marja"):
        read(client, getattr(cast, name), cast)
    for name in ("henk", "joris", "fatima", "anouk", "choir"):
        read(client, getattr(cast, name), cast, status=403)
    for name in ("igor", "noor", "eve", "els", "otto"):
        read(client, getattr(cast, name), cast, status=404)


def test_every_sentence_says_who_what_and_as_what(cast: Cast, client: Client) -> None:
    look(cast)
    look(cast, "marja", "networks.person_added", label="Noor Haddad")
    text = read(client, cast.bram, cast)
    assert "Henk Visser looked at the picture of the network." in text
    assert "Marja Visser added Noor Haddad." in text
    assert "member" in text


def test_reading_this_page_is_a_look_as_well(cast: Cast, client: Client) -> None:
    text = read(client, cast.marja, cast)
    assert "Marja Visser looked at this page." in text
    assert "representative, for Bram Visser" in text
    assert LedgerEntry.objects.filter(verb="accountability.ledger_seen").count() == 1


def test_repeated_looks_of_one_person_on_one_day_are_one_line(cast: Cast, client: Client) -> None:
    look(cast, times=3)
    look(cast, "fatima")
    look(cast, "marja", "networks.settings_revised", times=2)
    text = read(client, cast.bram, cast)
    assert text.count("Henk Visser looked at the picture of the network.") == 1
    assert "(3 times that day)" in text
    assert text.count("Marja Visser changed the settings.") == 2


def test_days_are_apart_and_in_the_time_zone_of_the_network(cast: Cast) -> None:
    late = datetime(2026, 3, 3, 23, 0, tzinfo=UTC)
    entries = [
        LedgerEntry(verb=LOOK, actor_id=cast.henk.pk, actor_label="Henk Visser", at=at)
        for at in (late, late - timedelta(hours=1), late - timedelta(days=1))
    ]
    days = diary.by_day(entries, ZoneInfo("Pacific/Auckland"))
    assert [day.day.isoformat() for day in days] == ["2026-03-04", "2026-03-03"]
    assert [(line.clock, line.times) for line in days[0].lines] == [("12:00", 2)]


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("?kind=looks", "Henk Visser looked", "Marja Visser changed the settings"),
        ("?kind=changes", "Marja Visser changed the settings", "Henk Visser looked"),
        ("?kind=nonsense", "Henk Visser looked", "nobody"),
    ],
)
def test_it_can_be_narrowed_to_looks_or_changes(
    cast: Cast, client: Client, query: str, inside: str, outside: str
) -> None:
    look(cast)
    look(cast, "marja", "networks.settings_revised")
    text = read(client, cast.bram, cast, query)
    assert inside in text
    assert outside not in text


def test_it_can_be_narrowed_to_one_person_also_a_former_one(cast: Cast, client: Client) -> None:
    look(cast)
    look(cast, "igor")
    text = read(client, cast.bram, cast, f"?who={cast.igor.pk}")
    assert "Igor Petrov looked" in text
    assert "Henk Visser looked" not in text
    assert f'value="{cast.igor.pk}" selected' in text
    read(client, cast.bram, cast, "?who=nobody")


def test_it_can_be_narrowed_to_a_period(cast: Cast, client: Client) -> None:
    look(cast)
    today = cast.network.today(timezone.now())
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    assert "Henk Visser" in _lines(read(client, cast.bram, cast, f"?since={today}&until={today}"))
    assert "Henk Visser" not in _lines(read(client, cast.bram, cast, f"?until={before}"))
    assert "Henk Visser" not in _lines(read(client, cast.bram, cast, f"?since={after}"))


def _lines(text: str) -> str:
    return text.split("</form>")[1]


@pytest.mark.parametrize(
    "query",
    [
        "?since=x",
        "?until=0000-00-00",
        "?since=9999-12-31&until=9999-12-31",
        "?since=0001-01-01",
        "?since=2026-03-04&until=2026-03-03",
        "?before=-1",
        "?before=99999999999999999999999",
        "?after=x",
        "?before=0&after=0",
    ],
)
def test_what_makes_no_sense_breaks_nothing(cast: Cast, client: Client, query: str) -> None:
    read(client, cast.bram, cast, query)


def test_pages_follow_each_other_and_lose_or_repeat_nothing(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary, "READ", 4)
    for number in range(10):
        look(cast, "marja", "networks.person_added", label=f"Person {number}.")
    first = diary.page_of(cast.network)
    second = diary.page_of(cast.network, before=first.older)
    third = diary.page_of(cast.network, before=second.older)
    words = [line.words for page in (first, second, third) for day in page.days for line in day.lines]
    assert words == [f"Marja Visser added Person {number}.." for number in reversed(range(10))]
    assert (first.newer, third.older) == (None, None)
    back = diary.page_of(cast.network, after=third.newer)
    assert [line.words for day in back.days for line in day.lines] == words[4:8]
    assert diary.page_of(cast.network, after=back.newer).newer is None


def test_a_page_holds_whole_days_so_that_a_repeated_look_is_counted_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary, "PAGE", 2)
    look(cast, times=70)
    look(cast, "fatima", times=30)
    look(cast, "marja", "networks.settings_revised")
    page = diary.page_of(cast.network)
    assert [line.times for day in page.days for line in day.lines] == [1, 30, 70]
    assert page.older is None


def test_a_day_that_was_not_wholly_read_waits_for_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diary, "READ", 5)
    noon = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    days = [noon] * 3 + [noon - timedelta(days=1)] * 3
    entries = [LedgerEntry(verb=LOOK, actor_label="Henk", at=at) for at in days]
    taken, more = diary._whole_days(entries, ZoneInfo("UTC"))
    assert ([len(day) for day in taken], more) == ([3], True)


def test_older_and_newer_keep_the_filters(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diary, "READ", 2)
    look(cast, "marja", "networks.settings_revised", times=5)
    text = read(client, cast.bram, cast, "?kind=changes")
    assert "?kind=changes&amp;before=4" in text


def test_nothing_of_another_network_is_shown(cast: Cast, client: Client) -> None:
    client.force_login(cast.eve)
    client.get(f"/networks/{cast.other.pk}/")
    assert "Eve Jansen" not in read(client, cast.bram, cast)


def test_it_costs_the_same_for_ten_entries_and_for_a_hundred(cast: Cast, client: Client) -> None:
    client.force_login(cast.bram)
    counts = []
    for number in (10, 90):
        look(cast, times=number)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/networks/{cast.network.pk}/who-looked/")
        counts.append(len(queries))
    assert max(counts) <= 10
