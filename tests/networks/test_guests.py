"""People added only to be asked: added by who may, forgotten when they never answer, their links closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networks import reminders
from networks.actions.helper import GUESTS_A_DAY, add_guest, close_dead_links
from networks.choices import Circle, PromiseStatus
from networks.helping import link_for, opened
from networks.models import HelperLink, Member, Network
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, traces, words_of

GUEST = {"name": "Ria Bos", "email": "ria@example.org"}


def test_outsiders_add_nobody(cast: Cast) -> None:
    closed_to_outsiders(cast, address("guest_add", cast.network.pk))


@pytest.mark.parametrize(("who", "joined"), [("bram", True), ("marja", True), ("joris", False)])
def test_who_organises_adds_somebody_to_ask_and_others_propose(cast: Cast, who: str, joined: bool) -> None:
    client, here = browser(getattr(cast, who)), address("guest_add", cast.network.pk)
    assert client.get(here).status_code == 200
    assert client.post(here, {"name": "Ria Bos", "email": "no address"}).status_code == 422
    client.post(here, GUEST)
    member = Member.objects.get(name="Ria Bos")
    assert (member.guest, member.joined_at is not None, member.user) == (True, joined, None)
    assert member.placements.get().circle == Circle.COULD_BE_ASKED
    assert traces(cast.network.pk, "networks.guest_added") == ["networks.guest_added"]


def test_a_network_does_not_add_people_by_the_dozen_to_be_mailed(cast: Cast) -> None:
    for one in range(GUESTS_A_DAY):
        add_guest(actor=make.seat(cast.bram, cast.network), name=f"Ria {one}", email=f"ria{one}@example.org")
    answer = browser(cast.bram).post(address("guest_add", cast.network.pk), GUEST)
    assert answer.status_code == 422
    assert "enough new people for one day" in answer.content.decode()
    Member.objects.filter(guest=True).update(since=make.ago(2))
    assert browser(cast.bram).post(address("guest_add", cast.network.pk), GUEST).status_code == 302


def guest(cast: Cast, *, asked: float | None = None, since: float = 60, **fields: Any) -> Member:
    """A guest, asked for a date that many days ago (or to come)."""
    fields = {"name": "Ria Bos", "email": "ria@example.org", "phone": "06", "guest": True} | fields
    member = make.make_member(cast.network, since=make.ago(since), **fields)
    if asked is not None:
        task = daily.make_task(cast.network, cast.bram, starts=timezone.now() - timedelta(days=asked))
        ask = daily.make_ask(task, member, occurrence=task.occurrences.get())
        link_for(member, ask, timezone.now())
    return member


def test_who_never_answered_is_forgotten_some_days_after_the_date(cast: Cast) -> None:
    member = guest(cast, asked=20)
    assert reminders.forget_silent_guests() == 1
    member.refresh_from_db()
    assert (member.name, member.email, member.phone) == ("somebody who never answered", "", "")
    assert member.until is not None
    assert not HelperLink.objects.filter(revoked_at=None).exists()
    assert reminders.forget_silent_guests() == 0
    assert traces(cast.network.pk) == ["networks.guest_forgotten"]
    assert "Ria Bos" not in words_of(browser(cast.bram).get(address("people", cast.network.pk)))


def test_whoever_is_still_waited_for_or_answered_or_promised_is_not_forgotten(cast: Cast) -> None:
    kept = [
        guest(cast, asked=3),
        guest(cast, asked=-5),
        guest(cast, asked=20, confirmed_at=timezone.now()),
        guest(cast, asked=20, guest=False),
        guest(cast, since=2),
    ]
    promised = guest(cast, asked=20)
    date = daily.make_task(cast.network, cast.bram, starts=make.ago(20)).occurrences.get()
    daily.make_promise(date, promised, status=PromiseStatus.KEPT)
    both = guest(cast, asked=20)
    task = daily.make_task(cast.network, cast.bram)
    daily.make_ask(task, both)
    assert reminders.forget_silent_guests() == 0
    for member in (*kept, promised, both):
        member.refresh_from_db()
        assert member.name == "Ria Bos"


def test_a_guest_who_was_never_asked_is_forgotten_too(cast: Cast) -> None:
    guest(cast)
    assert reminders.forget_silent_guests() == 1


def test_how_many_days_is_a_setting(cast: Cast, settings: Any) -> None:
    guest(cast, asked=20)
    settings.GUEST_DAYS = 30
    assert reminders.forget_silent_guests() == 0


def test_links_of_who_left_and_of_what_ended_are_closed_but_not_of_who_mourns(cast: Cast) -> None:
    at = timezone.now()
    here, left = guest(cast), guest(cast)
    for member in (here, left):
        link_for(member, None, at)
    Member.objects.filter(pk=left.pk).update(until=at)
    assert close_dead_links(at=timezone.now()) == 1
    assert HelperLink.objects.get(member=here).revoked_at is None
    Network.objects.update(status="ended", ended_at=at, end_reason="died")
    assert close_dead_links(at=timezone.now()) == 0
    Network.objects.update(end_reason="moved")
    assert close_dead_links(at=timezone.now()) == 1


def test_a_link_holds_some_days_after_the_last_date_it_is_about(cast: Cast, settings: Any) -> None:
    settings.HELPER_LINK_DAYS = 5
    at, member = timezone.now(), guest(cast)
    task = daily.make_task(cast.network, cast.bram)
    last = daily.make_date(task, daily.hence(40))
    many = daily.make_ask(task, member)
    for ask, end in ((many, last.ends_at), (None, at)):
        secret = link_for(member, ask, at)
        _opens, link = opened(secret, at)
        assert link is not None
        assert link.expires_at == end + timedelta(days=5)
    promise = daily.make_promise(last, member)
    _opens, link = opened(link_for(member, None, at), at)
    assert link is not None
    assert link.expires_at == promise.occurrence.ends_at + timedelta(days=5)


def test_from_an_ask_one_comes_back_to_the_ask(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram)
    client, here = browser(cast.bram), address("guest_add", cast.network.pk)
    assert here in words_of(client.get(address("ask_add", task.pk)))
    answer = client.post(f"{here}?task={task.pk}", GUEST)
    assert answer.headers["Location"] == address("ask_add", task.pk)
    assert "Ria Bos" in words_of(client.get(answer.headers["Location"]))
    answer = client.post(f"{here}?task=//evil.example", GUEST | {"name": "Lia"})
    assert answer.headers["Location"] == address("person", Member.objects.get(name="Lia").pk)


def test_a_slip_of_paper_says_what_and_when_and_no_address_or_need(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, need=cast.need, title="Drive", address="Code 4711")
    page = words_of(browser(cast.henk).get(address("task_slip", task.pk)))
    assert "Can you help Bram?" in page
    assert "Drive" in page
    for secret in ("4711", cast.need.words, "Bram Visser"):
        assert secret not in page
    closed_to_outsiders(cast, address("task_slip", task.pk))
