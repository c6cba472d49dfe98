"""What an attacker of access and data tried on what people do together, and what stands in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks import asking, feeding, promised
from networks import dates as calendar
from networks.actions import ask as asks
from networks.actions import occurrence as dates
from networks.actions import pledge as pledges
from networks.actions import promise as promises
from networks.actions import report as reports
from networks.actions import swap as swaps
from networks.actions import task as tasks
from networks.choices import (
    AskStatus,
    Channel,
    MessageKind,
    PromiseStatus,
    Reach,
    SeriesPart,
    TaskStatus,
    TaskWhen,
    Verb,
    Visibility,
)
from networks.doors import visible_asks, visible_swaps, visible_tasks
from networks.errors import NotFromHere
from networks.models import Delivery, Network, Promise, Swap, Task
from networks.moments import compose
from networks.standing import Seat
from networks.weeks import span
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of

SECRET = "Talk about the worries"


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def by(cast: Cast, who: str) -> dict[str, Seat]:
    return {"actor": seat(cast, who)}


def for_family(cast: Cast, **fields: Any) -> Task:
    """Something for a need that is for family and friends only."""
    return daily.make_task(cast.network, cast.marja, need=cast.family_need, title=SECRET, **fields)


def asked_then_family(cast: Cast, who: str = "fatima", **fields: Any) -> Any:
    """An ask to a professional, about a need that became for family only afterwards."""
    need = make.make_need(cast.network, cast.bram, for_client=True)
    task = daily.make_task(cast.network, cast.marja, need=need, title=SECRET)
    row = daily.make_ask(task, cast.members[who], words="Would you?", **fields)
    need.visibility = Visibility.FAMILY
    need.save()
    return row


# A professional, and the family-only space ----------------------------------------------------------------


@pytest.mark.parametrize("place", ["takes", "frees_for"])
@pytest.mark.parametrize("who", ["henk", "bram"])
def test_nobody_tells_a_professional_of_the_family_by_a_swap(cast: Cast, who: str, place: str) -> None:
    other = daily.make_task(cast.network, cast.bram).pk
    given = {"takes": other, "frees_for": other, place: for_family(cast).pk}
    henk, fatima = cast.members["henk"].pk, cast.members["fatima"].pk
    for taker, freed in ((henk, fatima), (fatima, henk)):
        with pytest.raises(NotFromHere):
            swaps.propose_swap(**by(cast, who), taker=taker, freed=freed, **given)
    assert not visible_swaps(seat(cast, "fatima")).exists()
    assert not Delivery.objects.filter(user=cast.fatima).exists()


def test_who_may_not_decide_who_reads_a_need_tells_nobody_of_it_by_a_swap(cast: Cast) -> None:
    close = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE, for_client=True)
    hidden = daily.make_task(cast.network, cast.bram, need=close, title="Hidden")
    given = {"taker": cast.members["henk"].pk, "takes": daily.make_task(cast.network, cast.bram).pk}
    given |= {"freed": cast.members["joris"].pk, "frees_for": hidden.pk}
    with pytest.raises(NotFromHere):
        swaps.propose_swap(**by(cast, "henk"), **given)
    assert swaps.propose_swap(**by(cast, "bram"), **given)


def test_a_swap_is_not_handed_over_once_a_need_is_for_family_only(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, for_client=True)
    task = daily.make_task(cast.network, cast.bram, need=need)
    books = daily.make_task(cast.network, cast.bram)
    given = {"taker": cast.members["henk"].pk, "freed": cast.members["fatima"].pk}
    swap = swaps.propose_swap(**by(cast, "bram"), takes=books.pk, frees_for=task.pk, **given)
    swaps.answer_swap(**by(cast, "fatima"), swap=swap.pk, yes=True)
    need.visibility = Visibility.FAMILY
    need.save()
    with pytest.raises(DomainError, match="may not know"):
        swaps.answer_swap(**by(cast, "henk"), swap=swap.pk, yes=True)
    assert not Promise.objects.filter(member=cast.members["fatima"]).exists()
    assert Swap.objects.get(pk=swap.pk).runs_since is None


def test_a_professional_reads_no_swap_that_became_for_family_only(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, for_client=True)
    task = daily.make_task(cast.network, cast.bram, need=need, title=SECRET)
    books = daily.make_task(cast.network, cast.bram)
    swap = daily.make_swap(cast.members["henk"], books, cast.members["fatima"], task, author=cast.bram)
    fields = {"kind": MessageKind.SWAP, "payload": {"what": "proposed"}, "subject_kind": "swap"}
    mail = daily.make_notice(cast.fatima, cast.network, subject_id=swap.pk, **fields)
    assert compose(mail, timezone.now()) is not None
    need.visibility = Visibility.FAMILY
    need.save()
    assert compose(mail, timezone.now()) is None
    assert browser(cast.fatima).get(address("swap", swap.pk)).status_code == 404
    assert browser(cast.henk).get(address("swap", swap.pk)).status_code == 200


def test_a_professional_who_was_asked_knows_nothing_any_more_once_it_is_for_family(cast: Cast) -> None:
    row = asked_then_family(cast)
    assert not visible_tasks(seat(cast, "fatima")).exists()
    assert not visible_asks(seat(cast, "fatima")).exists()
    assert browser(cast.fatima).get(address("ask", row.pk)).status_code == 404
    with pytest.raises(Http404):
        asks.answer_ask(**by(cast, "fatima"), ask=row.pk, answer="yes")
    assert visible_tasks(seat(cast, "henk")).exists()


@pytest.mark.parametrize(("kind", "by_name"), [(MessageKind.ASKED, True), (MessageKind.OPEN_ASKS, False)])
def test_a_mail_on_its_way_says_nothing_to_who_may_no_longer_know(
    cast: Cast, kind: MessageKind, by_name: bool
) -> None:
    row = asked_then_family(cast)
    row.asked.update(by_name=by_name)
    mail = daily.make_notice(
        cast.fatima, cast.network, kind=kind, channel=Channel.MAIL, subject_kind="ask", subject_id=row.pk
    )
    assert compose(mail, timezone.now()) is None
    row.task.need.visibility = Visibility.EVERYONE
    row.task.need.save()
    assert compose(mail, timezone.now()) is not None


def test_an_approved_ask_goes_only_to_whom_it_may_still_be_put(cast: Cast) -> None:
    row = asked_then_family(cast, status=AskStatus.SHOWN, asked_at=None, author=cast.joris)
    daily.Asked.objects.create(network=cast.network, ask=row, member=cast.members["henk"])
    asks.approve_ask(**by(cast, "bram"), ask=row.pk)
    put = row.asked.filter(asked_at__isnull=False)
    assert [one.member_id for one in put] == [cast.members["henk"].pk]
    assert not Delivery.objects.filter(user=cast.fatima).exists()
    assert not visible_tasks(seat(cast, "fatima")).exists()


# A plain member who asks, and what that gives them ---------------------------------------------------------


@pytest.fixture
def asked_by_joris(cast: Cast) -> Task:
    """Something of Marja's that Henk promised, and about which Joris asked Anouk."""
    weekly = {"when": TaskWhen.RHYTHM, "rule": "FREQ=WEEKLY"}
    task = daily.make_task(cast.network, cast.marja, places=("", ""), **weekly)
    daily.make_promise(task.occurrences.get(), cast.members["henk"])
    daily.make_ask(task, cast.members["anouk"], author=cast.joris)
    return task


def test_asking_gives_no_hold_on_the_task_nor_its_dates(cast: Cast, asked_by_joris: Task) -> None:
    date, joris = asked_by_joris.occurrences.get(), by(cast, "joris")
    part, why = SeriesPart.ALL, {"reason": "Because"}
    with pytest.raises(PermissionDenied):
        tasks.revise_task(**joris, task=asked_by_joris.pk, title="Mine")
    with pytest.raises(PermissionDenied):
        tasks.end_task(**joris, task=asked_by_joris.pk, **why)
    with pytest.raises(PermissionDenied):
        dates.cancel_date(**joris, occurrence=date.pk, part=part, **why)
    with pytest.raises(PermissionDenied):
        dates.change_date(**joris, occurrence=date.pk, part=part, starts=date.starts_at, minutes=5)
    for name in ("task_edit", "task_end"):
        assert browser(cast.joris).get(address(name, asked_by_joris.pk)).status_code == 403


def test_asking_gives_no_hold_on_what_others_promised(cast: Cast, asked_by_joris: Task) -> None:
    date, joris = asked_by_joris.occurrences.get(), by(cast, "joris")
    held, pledge = date.promises.get(), daily.make_pledge(asked_by_joris, cast.members["henk"])
    for act in (promises.release, promises.cannot):
        with pytest.raises(PermissionDenied):
            act(**joris, promise=held.pk)
    with pytest.raises(PermissionDenied):
        pledges.end_pledge(**joris, pledge=pledge.pk)
    for name in ("choir", "fatima"):
        with pytest.raises(PermissionDenied):
            promises.promise(**joris, occurrence=date.pk, member=cast.members[name].pk)
    date.starts_at -= timedelta(days=5)
    date.ends_at -= timedelta(days=5)
    date.save()
    with pytest.raises(PermissionDenied):
        reports.report(**joris, promise=held.pk, verb=Verb.DID_NOT_HAPPEN)


def test_who_asked_still_notes_what_those_they_asked_answer(cast: Cast, asked_by_joris: Task) -> None:
    date = asked_by_joris.occurrences.get()
    page = browser(cast.joris).get(address("promise_for", date.pk))
    assert "Anouk Bakker" in words_of(page)
    assert "Choir De Meent" not in words_of(page)
    row = promises.promise(**by(cast, "joris"), occurrence=date.pk, member=cast.members["anouk"].pk)
    promises.release(**by(cast, "joris"), promise=row.pk)
    row.refresh_from_db()
    assert row.status == PromiseStatus.WITHDRAWN


def test_what_somebody_took_back_is_no_news_for_everybody(cast: Cast) -> None:
    date = daily.make_task(cast.network, cast.marja).occurrences.get()
    daily.make_promise(date, cast.members["henk"], status=PromiseStatus.WITHDRAWN, note="I am ill")
    for who, seen in {"joris": 0, "fatima": 0, "henk": 1, "marja": 1, "bram": 1}.items():
        assert promised.promises_at(seat(cast, who), date).count() == seen


def test_an_ask_that_waits_for_the_client_gives_nothing_at_all(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.marja)
    daily.make_ask(task, cast.members["henk"], author=cast.joris, status=AskStatus.SHOWN, asked_at=None)
    with pytest.raises(PermissionDenied):
        promises.promise(
            **by(cast, "joris"), occurrence=task.occurrences.get().pk, member=cast.members["henk"].pk
        )


# What the client wants to see first ------------------------------------------------------------------------


def test_what_waits_for_the_client_shows_nowhere_to_others(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.joris, title=SECRET, status=TaskStatus.SHOWN)
    date = task.occurrences.get()
    henk = seat(cast, "henk")
    assert not calendar.dates(henk, span("month", date.starts_at.date(), cast.network.zone))
    assert SECRET.encode() not in feeding.network_dates(henk, masked=False)
    pages = [browser(cast.henk).get(address(name, cast.network.pk)) for name in ("tasks", "calendar")]
    pages.append(browser(cast.henk).get(address("tasks", cast.network.pk) + "?q=Talk"))
    assert all(SECRET not in words_of(page) for page in pages)
    for name, pk in (("task", task.pk), ("occurrence", date.pk), ("suggestions", task.pk)):
        assert browser(cast.henk).get(address(name, pk)).status_code == 404
    for who in ("henk", "marja"):
        with pytest.raises((Http404, DomainError)):
            promises.promise(**by(cast, who), occurrence=date.pk)


def test_an_author_puts_to_nobody_what_the_client_did_not_see(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    task = daily.make_task(cast.network, cast.joris, status=TaskStatus.SHOWN)
    to = {"reach": Reach.SOME, "members": [cast.members["henk"].pk]}
    row = asks.ask(**by(cast, "joris"), task=task.pk, **to)
    assert row.status == AskStatus.SHOWN
    assert not Delivery.objects.filter(user=cast.henk).exists()
    with pytest.raises(DomainError):
        promises.promise(**by(cast, "joris"), occurrence=task.occurrences.get().pk)
    with pytest.raises(PermissionDenied):
        asks.approve_ask(**by(cast, "joris"), ask=row.pk)
    assert asking.numbers([row])[row.pk].asked == 0
