"""Roles that show: the house asks one person, who answers; nobody else ever learns that it was asked."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from carenet.lib.errors import DomainError
from networks import awaiting
from networks.actions.emerging import answer_proposal, propose_roles
from networks.choices import PromiseStatus, RoleKind, RoleSource
from networks.choices.emerging import RoleAnswer, RoleQuestion
from networks.errors import LastOrganizer
from networks.models import Invitation, Member, Network, Role, RoleProposal, Task
from networks.tasks import propose_all_roles
from tests import daily
from tests import factories as make
from tests.access_meso.role import make_question
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, words_of


def plans(network: Network, who: User, *weeks_ago: int) -> None:
    """Somebody wrote down something to do, so many weeks ago each."""
    for weeks in weeks_ago:
        task = daily.make_task(network, who, starts=make.ago(7 * weeks - 2))
        Task.objects.filter(pk=task.pk).update(created_at=make.ago(7 * weeks))


def asks(network: Network, who: User, member: Member, *weeks_ago: int) -> None:
    """Somebody put a task of long ago to a member."""
    for weeks in weeks_ago:
        task = daily.make_task(network, starts=make.ago(7 * weeks - 2))
        Task.objects.filter(pk=task.pk).update(created_at=make.ago(400))
        daily.make_ask(task, member, author=who, asked_at=make.ago(7 * weeks))


def keeps_overview(cast: Cast, who: User) -> None:
    plans(cast.network, who, 1, 3, 5)
    asks(cast.network, who, cast.members["anouk"], 2, 4, 6)


def keeps_promises(member: Member, weeks_ago: Iterable[int] = range(1, 5), code: str = "company") -> None:
    for weeks in weeks_ago:
        task = daily.make_task(member.network, starts=make.ago(7 * weeks), code=code)
        Task.objects.filter(pk=task.pk).update(created_at=make.ago(400))
        daily.make_promise(task.occurrences.get(), member, status=PromiseStatus.KEPT)


def night(network: Network) -> int:
    return propose_roles(network=network.pk, at=timezone.now())


def waiting(cast: Cast, name: str) -> list[str]:
    user = getattr(cast, name)
    seats = [make.seat(user, cast.network)]
    return [one.words for one in awaiting.things(user, seats, timezone.now()) if "you alone" in one.words]


def test_the_question_is_for_that_person_alone(cast: Cast) -> None:
    keeps_overview(cast, cast.henk)
    before = changes(cast.network.pk)
    assert night(cast.network) == 1
    question = RoleProposal.objects.get()
    assert (question.member, question.kind) == (cast.members["henk"], RoleKind.ORGANIZER)
    assert changes(cast.network.pk) == before, "no reader of the ledger may learn that it was asked"
    for name in INSIDE:
        client = browser(getattr(cast, name))
        page = words_of(client.get(address("roles", cast.network.pk)))
        listed = client.get(f"/api/v1/networks/{cast.network.pk}/role-questions/").json()["results"]
        alone = name == "henk"
        assert ("You seem to keep the overview since" in page) is alone, name
        assert (len(listed) == 1) is alone, name
        assert (len(waiting(cast, name)) == 1) is alone, name
        assert (client.get(address("role_question", question.pk)).status_code == 200) is alone, name


def test_a_night_twice_asks_once_and_the_timetable_finds_the_network(cast: Cast) -> None:
    keeps_overview(cast, cast.henk)
    for _night in range(2):
        propose_all_roles()
    assert RoleProposal.objects.count() == 1


def test_a_yes_is_a_role_that_was_suggested_and_confirmed_and_gives_no_right(cast: Cast) -> None:
    keeps_overview(cast, cast.henk)
    night(cast.network)
    rights = make.seat(cast.henk, cast.network).standing
    client, here = browser(cast.henk), address("role_question", RoleProposal.objects.get().pk)
    client.post(here, {"answer": "yes"})
    role = Role.objects.get(member=cast.members["henk"], kind=RoleKind.ORGANIZER)
    assert (role.source, role.scope_id) == (RoleSource.SUGGESTED, None)
    assert changes(cast.network.pk)[-1:] == ["networks.role_taken"]
    assert make.seat(cast.henk, cast.network).standing == rights
    assert client.get(address("settings", cast.network.pk)).status_code == 403
    assert night(cast.network) == 0
    assert "you alone" not in words_of(client.get(address("roles", cast.network.pk)))


@pytest.mark.parametrize(("answer", "weeks"), [("no", 26), ("not_any_more", 13)])
def test_a_no_is_remembered_for_a_time_and_leaves_no_trace(cast: Cast, answer: str, weeks: int) -> None:
    keeps_promises(cast.members["anouk"])
    night(cast.network)
    before = changes(cast.network.pk)
    question = RoleProposal.objects.get()
    seat = make.seat(cast.anouk, cast.network)
    row = answer_proposal(actor=seat, proposal=question.pk, answer=RoleAnswer(answer))
    assert row.quiet_until is not None
    assert row.answered_at is not None
    assert row.quiet_until - row.answered_at == timedelta(weeks=weeks)
    assert changes(cast.network.pk) == before
    assert not Role.objects.filter(member=cast.members["anouk"]).exists()
    assert night(cast.network) == 0


def test_what_is_done_by_many_is_asked_of_each_and_by_its_part_of_life(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, domains=[make.domain("physical")])
    keeps_promises(cast.members["anouk"])
    Task.objects.filter(network=cast.network).update(need=need)
    keeps_promises(cast.members["fatima"], code="administration")
    assert night(cast.network) == 2
    found = {one.member.name: one for one in RoleProposal.objects.select_related("member", "domain")}
    assert found["Anouk Bakker"].kind == RoleKind.DIRECT
    assert found["Anouk Bakker"].domain == make.domain("physical")
    assert (found["Fatima El Amrani"].kind, found["Fatima El Amrani"].domain) == (RoleKind.INDIRECT, None)
    page = words_of(browser(cast.anouk).get(address("roles", cast.network.pk)))
    assert "mostly in one part of life: Body." in page
    assert "Is that what you do?" in page
    assert "4 promises carried out" in page


def test_who_cannot_be_asked_is_not(cast: Cast) -> None:
    plain = make.make_member(cast.network, name="No Account")
    for member in (plain, cast.members["anouk"], cast.members["igor"]):
        keeps_promises(member)
    Member.objects.filter(pk=cast.members["anouk"].pk).update(paused_until=daily.hence(9))
    assert night(cast.network) == 0


@pytest.mark.parametrize(
    "fields", [{"status": "resting"}, {"mourning_since": make.ago(0)}], ids=["rest", "mourning"]
)
def test_a_network_at_rest_or_in_mourning_is_left_alone(cast: Cast, fields: dict[str, Any]) -> None:
    keeps_promises(cast.members["anouk"])
    Network.objects.filter(pk=cast.network.pk).update(**fields)
    assert night(cast.network) == 0
    propose_all_roles()
    assert not RoleProposal.objects.exists()


def test_a_question_falls_away_when_it_is_no_longer_one(cast: Cast) -> None:
    keeps_promises(cast.members["fatima"], [1])
    gone = make_question(cast.members["igor"])
    taken = make_question(cast.members["joris"])
    old = make_question(cast.members["fatima"], proposed_at=make.ago(92))
    ended = make_question(cast.members["henk"], question=RoleQuestion.STILL, kind=RoleKind.INDIRECT)
    good = make_question(cast.members["anouk"])
    Role.objects.filter(member=cast.members["henk"]).update(until=timezone.now())
    night(cast.network)
    assert set(RoleProposal.objects.waiting()) == {good}
    seat = make.seat(cast.joris, cast.network)
    with pytest.raises(DomainError):
        answer_proposal(actor=seat, proposal=taken.pk, answer=RoleAnswer.YES)
    assert {gone, old, ended}.isdisjoint(RoleProposal.objects.waiting())


def test_nobody_answers_for_somebody_else_and_nobody_twice(cast: Cast) -> None:
    question = make_question(cast.members["henk"])
    with pytest.raises(Http404):
        answer_proposal(actor=make.seat(cast.bram, cast.network), proposal=question.pk, answer=RoleAnswer.NO)
    seat = make.seat(cast.henk, cast.network)
    answer_proposal(actor=seat, proposal=question.pk, answer=RoleAnswer.NO)
    with pytest.raises(DomainError):
        answer_proposal(actor=seat, proposal=question.pk, answer=RoleAnswer.YES)
    assert "This question is over" in words_of(browser(cast.henk).get(address("role_question", question.pk)))


def test_a_role_that_fades_is_asked_about_and_its_end_needs_a_successor(cast: Cast) -> None:
    marja = cast.members["marja"]
    Role.objects.filter(member=marja).update(since=make.ago(200))
    Invitation.objects.filter(network=cast.network).update(sent_at=make.ago(100))
    keeps_promises(cast.members["fatima"], [*range(1, 11)])
    night(cast.network)
    question = RoleProposal.objects.get(member=marja)
    assert question.question == RoleQuestion.STILL
    client, here = browser(cast.marja), address("role_question", question.pk)
    assert "Is that still what you do?" in words_of(client.get(here))
    assert client.post(here, {"answer": "not_any_more"}).status_code == 422
    client.post(here, {"answer": "not_any_more", "successor": str(cast.members["joris"].pk)})
    keeps = Role.objects.at(timezone.now()).overview().filter(network=cast.network, stands_in=False)
    assert [role.member.name for role in keeps] == ["Joris Kok"]


def test_a_role_that_fades_stays_after_a_yes_and_is_left_in_peace(cast: Cast) -> None:
    role = Role.objects.get(member=cast.members["henk"])
    question = make_question(
        cast.members["henk"], question=RoleQuestion.STILL, kind=RoleKind.INDIRECT, role=role
    )
    seat = make.seat(cast.henk, cast.network)
    row = answer_proposal(actor=seat, proposal=question.pk, answer=RoleAnswer.YES)
    role.refresh_from_db()
    assert role.until is None
    assert row.quiet_until is not None


def test_the_last_one_who_keeps_the_overview_cannot_let_go_without_a_successor(cast: Cast) -> None:
    role = Role.objects.get(member=cast.members["marja"])
    question = make_question(
        cast.members["marja"], question=RoleQuestion.STILL, kind=RoleKind.ORGANIZER, role=role
    )
    with pytest.raises(LastOrganizer):
        answer_proposal(
            actor=make.seat(cast.marja, cast.network), proposal=question.pk, answer=RoleAnswer.NOT_ANY_MORE
        )


def test_a_night_costs_the_same_however_much_was_done(cast: Cast) -> None:
    keeps_overview(cast, cast.henk)
    with CaptureQueriesContext(connection) as few:
        night(cast.network)
    RoleProposal.objects.all().update(lapsed_at=timezone.now())
    keeps_promises(cast.members["anouk"], [*range(1, 12)])
    keeps_overview(cast, cast.henk)
    with CaptureQueriesContext(connection) as many:
        night(cast.network)
    assert len(many) <= len(few) <= 24
