"""Work that moved: both directions, what was checked, what it gave back, and never a sum for one person."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carenet.lib.errors import Conflict, DomainError
from networks import moved
from networks.actions.moved import note_swap
from networks.choices import PromiseStatus, Side, SwapStatus, Visibility
from networks.choices.moved import Checked, Direction
from networks.models import Member, Promise, Swap, SwapNote, Task
from networks.moved import direction, in_hours, minutes_a_week
from networks.standing import Seat
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, words_of

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("freed", "taker", "expected"),
    [
        (Side.FORMAL, Side.INFORMAL, Direction.TO_UNPAID),
        (Side.FORMAL, Side.COMMUNITY, Direction.TO_UNPAID),
        (Side.INFORMAL, Side.FORMAL, Direction.TO_PAID),
        (Side.COMMUNITY, Side.FORMAL, Direction.TO_PAID),
        (Side.INFORMAL, Side.COMMUNITY, Direction.AMONG_UNPAID),
        (Side.FORMAL, Side.FORMAL, Direction.AMONG_PAID),
    ],
)
def test_work_goes_from_who_is_freed_to_who_takes_it_on(freed: str, taker: str, expected: Direction) -> None:
    assert direction(freed, taker) == expected


@pytest.mark.parametrize(
    ("minutes", "days", "expected"),
    [(0, 14, None), (60, 3, 60), (60, 7, 60), (120, 14, 60), (120, 8, 60), (100, 21, 33)],
)
def test_minutes_are_spread_over_the_weeks_that_began(minutes: int, days: int, expected: int | None) -> None:
    assert minutes_a_week(minutes, START, START + timedelta(days=days)) == expected


def test_time_in_words_and_a_dash_when_nothing_is_known() -> None:
    words = [in_hours(minutes) for minutes in (None, 0, 45, 60, 150)]
    assert words == ["–", "0 minutes", "45 minutes", "1 hour", "2 hours and 30 minutes"]


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def a_swap(cast: Cast, taker: str = "henk", freed: str = "fatima", **fields: Any) -> Swap:
    """A swap that runs since ten days; its tasks take an hour and an hour and a half."""
    agreed = make.ago(10)
    takes = daily.make_task(cast.network, cast.bram, title="Administration")
    frees_for = daily.make_task(cast.network, cast.bram, title="Shopping together", minutes=90)
    fields = {"status": SwapStatus.AGREED, "runs_since": agreed} | fields
    return daily.make_swap(
        cast.members[taker],
        takes,
        cast.members[freed],
        frees_for,
        taker_agreed_at=agreed,
        freed_agreed_at=agreed,
        **fields,
    )


def gave(swap: Swap, task: Task, member: Member, day: int, **fields: Any) -> Promise:
    """A date that the swap gave, so many days from when it began to run."""
    assert swap.runs_since is not None
    date = daily.make_date(task, swap.runs_since + timedelta(days=day))
    promise = daily.make_promise(date, member, **fields)
    swap.promises.add(promise)
    return promise


def test_what_moved_and_what_it_gave_back_are_counted_apart(cast: Cast) -> None:
    swap = a_swap(cast)
    for day in (1, 8):
        gave(swap, swap.takes, swap.taker, day)
    gave(swap, swap.frees_for, swap.freed, 2, status=PromiseStatus.KEPT)
    gave(swap, swap.frees_for, swap.freed, 3, status=PromiseStatus.DID_NOT_HAPPEN)
    (line,) = moved.of(seat(cast, "bram"))
    assert (line.direction, line.work, line.freed) == (Direction.TO_UNPAID, 60, 90)
    assert line.runs
    assert not line.gives_nothing_back
    totals = {one.direction: one for one in moved.totals([line])}
    assert list(totals) == list(Direction)
    assert (totals[Direction.TO_UNPAID].run, totals[Direction.TO_UNPAID].freed) == (1, 90)
    assert (totals[Direction.TO_PAID].run, totals[Direction.TO_PAID].work) == (0, None)


def test_work_that_only_goes_to_family_says_so_plainly(cast: Cast) -> None:
    swap = a_swap(cast)
    gave(swap, swap.takes, swap.taker, 1)
    page = browser(cast.henk).get(address("moved", cast.network.pk))
    assert "this only moves work to family" in words_of(page)
    gave(swap, swap.frees_for, swap.freed, 1)
    assert "this only moves work" not in words_of(browser(cast.henk).get(address("moved", cast.network.pk)))


def test_work_that_goes_to_professionals_needs_no_such_sentence(cast: Cast) -> None:
    a_swap(cast, taker="fatima", freed="henk")
    (line,) = moved.of(seat(cast, "bram"))
    assert line.direction == Direction.TO_PAID
    assert not line.gives_nothing_back
    assert line.work is None
    assert line.work_words == "–"


def test_what_only_was_proposed_did_not_move(cast: Cast) -> None:
    a_swap(cast, status=SwapStatus.PROPOSED, runs_since=None)
    assert moved.of(seat(cast, "bram")) == []
    assert "No work has moved yet" in words_of(browser(cast.bram).get(address("moved", cast.network.pk)))


def test_what_ended_stays_and_counts_apart(cast: Cast) -> None:
    a_swap(cast, status=SwapStatus.ENDED, ended_at=timezone.now())
    a_swap(cast)
    rows = moved.of(seat(cast, "bram"))
    assert [row.runs for row in rows] == [True, False]
    total = moved.totals(rows)[0]
    assert (total.run, total.ran) == (1, 1)


def test_a_swap_for_family_is_not_in_the_ledger_of_professionals(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    swap = a_swap(cast, taker="henk", freed="joris")
    swap.takes.need = need
    swap.takes.save()
    assert moved.of(seat(cast, "fatima")) == []
    assert len(moved.of(seat(cast, "henk"))) == 1


def test_why_and_what_was_checked_are_written_down_once_and_changed_later(cast: Cast) -> None:
    swap = a_swap(cast)
    first = note_swap(
        actor=seat(cast, "henk"),
        swap=swap.pk,
        reason="He likes figures",
        competence="yes",
        competence_by="Els",
    )
    assert first.competence_on == cast.network.today(timezone.now())
    again = {"insurance": Checked.NO, "insurance_by": "the insurer", "check_with": "the manager"}
    note = note_swap(actor=seat(cast, "fatima"), swap=swap.pk, version=first.version, **again)
    assert note.pk == first.pk
    assert SwapNote.objects.count() == 1
    assert (note.competence, note.competence_by, note.competence_on) == (Checked.NOT_ASKED, "", None)
    assert changes(cast.network.pk) == ["networks.swap_noted"] * 2
    (line,) = moved.of(seat(cast, "bram"))
    assert line.unsure
    with pytest.raises(Conflict):
        note_swap(actor=seat(cast, "henk"), swap=swap.pk, version=first.version)


def test_a_check_needs_who_made_it_and_a_day_that_was(cast: Cast) -> None:
    swap, tomorrow = a_swap(cast), cast.network.today(timezone.now()) + timedelta(days=1)
    with pytest.raises(DomainError) as refused:
        note_swap(actor=seat(cast, "henk"), swap=swap.pk, insurance="yes")
    assert refused.value.field == "insurance_by"
    with pytest.raises(DomainError) as refused:
        note_swap(
            actor=seat(cast, "henk"),
            swap=swap.pk,
            insurance="yes",
            insurance_by="Els",
            insurance_on=tomorrow,
        )
    assert refused.value.field == "insurance_on"


def test_others_write_nothing_beside_it_and_nobody_beside_what_was_declined(cast: Cast) -> None:
    swap = a_swap(cast)
    with pytest.raises(PermissionDenied):
        note_swap(actor=seat(cast, "joris"), swap=swap.pk)
    with pytest.raises(Http404):
        note_swap(actor=make.seat(cast.eve, cast.other), swap=swap.pk)
    Swap.objects.filter(pk=swap.pk).update(status=SwapStatus.DECLINED, ended_at=timezone.now())
    with pytest.raises(DomainError):
        note_swap(actor=seat(cast, "henk"), swap=swap.pk)


def test_the_page_has_both_directions_and_never_money(cast: Cast) -> None:
    swap = a_swap(cast)
    gave(swap, swap.takes, swap.taker, 1)
    gave(swap, swap.frees_for, swap.freed, 1)
    form = {"reason": "More time together", "competence": "not_needed", "competence_by": "Fatima"}
    form |= {"insurance": "not_asked"}
    client = browser(cast.henk)
    sent = client.post(address("moved_note", swap.pk), form, follow=True)
    said = words_of(sent)
    assert "More time together" in said
    assert "Not needed" in said
    assert "1 hour and 30 minutes" in said
    assert "From professionals to family, neighbours and communities" in said
    assert "From family, neighbours and communities to professionals" in said
    assert "€" not in said
    lacks = client.post(address("moved_note", swap.pk), {"competence": "yes", "insurance": "not_asked"})
    assert lacks.status_code == 422
    assert "Say who looked into it." in words_of(lacks)
    for name in INSIDE:
        page = browser(getattr(cast, name)).get(address("moved", cast.network.pk))
        assert page.status_code == 200
    closed_to_outsiders(cast, address("moved", cast.network.pk), address("moved_note", swap.pk))


def test_the_api_says_the_same(cast: Cast) -> None:
    swap = a_swap(cast)
    gave(swap, swap.takes, swap.taker, 1)
    client = browser(cast.henk)
    page = f"/api/v1/networks/{cast.network.pk}/moved/"
    (line,) = client.get(page).json()["results"]
    assert (line["work"], line["freed"], line["note"]) == (60, None, None)
    assert line["gives_nothing_back"] is True
    totals = client.get(f"{page}totals/").json()["results"]
    assert [one["run"] for one in totals] == [1, 0, 0, 0]


def test_the_page_costs_the_same_with_many_swaps(cast: Cast) -> None:
    client, page = browser(cast.bram), address("moved", cast.network.pk)
    a_swap(cast)
    client.get(page)
    counts = []
    for more in (0, 5):
        for _turn in range(more):
            swap = a_swap(cast)
            gave(swap, swap.takes, swap.taker, 1)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
