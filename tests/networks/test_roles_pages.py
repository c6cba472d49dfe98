"""Who does what: the grid with its gaps, changed in place; hand over, until when, and "what if"."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.choices import PromiseStatus, RoleKind, Visibility
from networks.models import LifeDomain, Member, Role
from networks.roles import grid
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, traces, words_of
from tests.watch import snapshot

QUICK = {"HX-Request": "true"}


def role_of(cast: Cast, name: str, kind: RoleKind = RoleKind.ORGANIZER) -> Role:
    return Role.objects.get(member=cast.members[name], kind=kind, until=None)


def end(cast: Cast, name: str) -> None:
    """They keep the overview, or stand in, no longer."""
    Role.objects.filter(pk=role_of(cast, name).pk).update(until=timezone.now())


def lines(cast: Cast, name: str) -> dict[str, grid.Line]:
    return {line.words: line for line in grid.grid(make.seat(getattr(cast, name), cast.network)).lines}


def take(cast: Cast, who: str, name: str, **data: Any) -> Any:
    given = {"member": str(cast.members[who].pk), "kind": "direct", "scope": "network"} | data
    return browser(getattr(cast, name)).post(address("role_take", cast.network.pk), given)


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_outsiders_find_no_page_of_roles(cast: Cast) -> None:
    role = role_of(cast, "henk", RoleKind.INDIRECT)
    of_network = (address(name, cast.network.pk) for name in ("roles", "role_take", "what_if"))
    closed_to_outsiders(cast, *of_network, address("role_hand_over", role.pk), address("role_until", role.pk))


def test_the_grid_shows_who_does_what_and_what_is_missing(cast: Cast) -> None:
    found = lines(cast, "joris")
    whole = found["The whole network"]
    assert [[one.name for one in cell.has] for cell in whole.cells] == [
        ["Marja Visser"],
        ["Joris Kok"],
        ["Henk Visser"],
    ]
    assert [one.name for one in whole.cells[0].stand_ins] == ["Joris Kok"]
    assert whole.gaps == 0
    assert found["Bram wants to sing in the choir"].cells[1].gap == "Nobody yet"
    assert found["Taking part"].cells[1].gap == "Nobody in this part of life"
    assert found["Body"].gaps == 0, "without a need there is nothing to do"
    make.make_role(cast.members["anouk"], RoleKind.DIRECT, need=cast.need)
    make.make_role(cast.members["henk"], RoleKind.INDIRECT, need=cast.family_need)
    assert sum(line.gaps for line in lines(cast, "joris").values()) == 0


def test_a_role_that_ends_leaves_a_gap_that_shows_before(cast: Cast) -> None:
    until = timezone.now() + timedelta(days=9)
    Role.objects.filter(member=cast.members["marja"], kind=RoleKind.ORGANIZER).update(until=until)
    cell = lines(cast, "bram")["The whole network"].cells[0]
    assert cell.gap.startswith("Nobody from ")
    assert not cell.gets_stand_in
    make.make_role(cast.members["henk"], RoleKind.ORGANIZER, since=timezone.now() + timedelta(days=8))
    assert lines(cast, "bram")["The whole network"].cells[0].gap == ""


def test_who_takes_a_pause_holds_no_role_meanwhile(cast: Cast) -> None:
    pause = timezone.now() + timedelta(days=9)
    for name in ("joris", "marja"):
        Member.objects.filter(pk=cast.members[name].pk).update(paused_until=pause)
        gap = lines(cast, "bram")["The whole network"].cells[0].gap
        assert gap == ("No stand-in" if name == "joris" else "Nobody keeps the overview")


def test_an_organizer_without_a_stand_in_and_a_network_without_organizer_are_gaps(cast: Cast) -> None:
    end(cast, "joris")
    assert lines(cast, "bram")["The whole network"].cells[0].gap == "No stand-in"
    end(cast, "marja")
    page = words_of(browser(cast.bram).get(address("roles", cast.network.pk)))
    assert "Nobody keeps the overview" in page


def test_a_role_to_come_fills_no_gap_yet(cast: Cast) -> None:
    end(cast, "joris")
    make.make_role(cast.members["joris"], stands_in=True, since=daily.hence(3))
    cell = lines(cast, "bram")["The whole network"].cells[0]
    assert (cell.gap, [one.later for one in cell.stand_ins]) == ("No stand-in", [True])


def test_a_need_that_one_may_not_read_and_what_is_done_for_it_are_not_there(cast: Cast) -> None:
    secret = make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.family_need)
    assert "Bram worries" in lines(cast, "joris")
    assert "Bram worries" not in lines(cast, "fatima")
    page = words_of(browser(cast.fatima).get(address("roles", cast.network.pk)))
    assert "Bram worries" not in page
    for name in ("role_hand_over", "role_until", "role_end"):
        assert browser(cast.fatima).get(address(name, secret.pk)).status_code == 404, name
    assert take(cast, "fatima", "fatima", scope=f"need:{cast.family_need.pk}").status_code == 422


def test_a_part_of_life_that_an_organisation_added_has_its_own_line(cast: Cast) -> None:
    added = LifeDomain.objects.create(organisation=cast.linde, code="own-money", name="Money")
    cast.members["fatima"].organisation = cast.linde
    cast.members["fatima"].save()
    assert "Money" in lines(cast, "henk")
    take(cast, "henk", "henk", scope=f"domain:{added.pk}")
    assert [one.name for one in lines(cast, "henk")["Money"].cells[1].has] == ["Henk Visser"]


def test_a_member_takes_a_role_for_themselves_only(cast: Cast) -> None:
    assert take(cast, "henk", "henk", scope=f"need:{cast.need.pk}").status_code == 302
    assert role_of(cast, "henk", RoleKind.DIRECT).need == cast.need
    assert take(cast, "joris", "henk", scope=f"need:{cast.need.pk}").status_code == 422
    assert take(cast, "anouk", "marja", scope=f"need:{cast.need.pk}").status_code == 302
    assert take(cast, "henk", "henk", scope=f"need:{cast.need.pk}").status_code == 422, "has it already"


def test_a_role_is_taken_for_a_while(cast: Cast) -> None:
    take(cast, "henk", "henk", since=day(2), until=day(5))
    role = role_of_now_or_later(cast, "henk")
    assert role.until is not None
    assert role.until - role.since == timedelta(days=4), "both days included"
    assert take(cast, "henk", "henk", since=day(4)).status_code == 422, "the same in a part of that time"
    assert take(cast, "henk", "henk", since=day(6)).status_code == 302
    assert take(cast, "henk", "henk", kind="indirect", since=day(9), until=day(8)).status_code == 422


def role_of_now_or_later(cast: Cast, name: str) -> Role:
    rows = Role.objects.not_over(timezone.now()).filter(member=cast.members[name], kind=RoleKind.DIRECT)
    return rows.get()


def test_in_place_only_the_grid_comes_back_and_a_mistake_comes_back_in_its_cell(cast: Cast) -> None:
    client, here = browser(cast.marja), address("role_take", cast.network.pk)
    where = f"?kind=direct&scope=need:{cast.need.pk}"
    form = client.get(here + where, headers=QUICK)
    assert "<html" not in words_of(form)
    assert f'value="need:{cast.need.pk}"' in words_of(form)
    given = {"member": str(cast.members["anouk"].pk), "kind": "direct", "scope": f"need:{cast.need.pk}"}
    answer = client.post(here, given, headers=QUICK)
    assert answer.headers["HX-Retarget"] == "#who-does-what"
    assert "Anouk Bakker" in words_of(answer)
    assert "<html" not in words_of(answer)
    wrong = client.post(here, given, headers=QUICK)
    assert wrong.status_code == 422
    assert "This person already has this role." in words_of(wrong)
    assert "<html" in words_of(client.get(here + where)), "without a script it is a page of its own"


def test_a_role_is_handed_over_and_who_kept_the_overview_may_stand_in(cast: Cast) -> None:
    here = address("role_hand_over", role_of(cast, "marja").pk)
    client = browser(cast.marja)
    assert client.post(here, {}).status_code == 422
    client.post(here, {"to": str(cast.members["joris"].pk), "stays": "on"})
    assert changes(cast.network.pk)[-1:] == ["networks.role_handed_over"]
    cell = lines(cast, "bram")["The whole network"].cells[0]
    assert [one.name for one in cell.has] == ["Joris Kok"]
    assert [one.name for one in cell.stand_ins] == ["Marja Visser"], "who takes over stands in no longer"


def test_a_role_is_handed_over_from_a_day_on(cast: Cast) -> None:
    role = role_of(cast, "henk", RoleKind.INDIRECT)
    browser(cast.henk).post(
        address("role_hand_over", role.pk), {"to": str(cast.members["anouk"].pk), "since": day(7)}
    )
    has = lines(cast, "bram")["The whole network"].cells[2].has
    assert [(one.name, one.later) for one in has] == [("Henk Visser", False), ("Anouk Bakker", True)]
    assert has[0].role.until == has[1].role.since


def test_nobody_hands_over_for_another_nor_to_who_does_not_take_part(cast: Cast) -> None:
    here = address("role_hand_over", role_of(cast, "henk", RoleKind.INDIRECT).pk)
    assert browser(cast.joris).post(here, {"to": str(cast.members["joris"].pk)}).status_code == 403
    assert browser(cast.henk).post(here, {"to": str(cast.members["noor"].pk)}).status_code == 422
    assert browser(cast.henk).post(here, {"to": str(cast.other_member.pk)}).status_code == 422


def test_until_when_is_said_and_taken_back(cast: Cast) -> None:
    role = role_of(cast, "henk", RoleKind.INDIRECT)
    client, here = browser(cast.henk), address("role_until", role.pk)
    assert client.post(here, {"until": day(-3)}).status_code == 422
    client.post(here, {"until": day(3)})
    assert "until" in words_of(client.get(address("roles", cast.network.pk)))
    assert f'value="{day(3)}"' in words_of(client.get(here))
    client.post(here, {"until": ""})
    role.refresh_from_db()
    assert role.until is None


def test_who_goes_takes_roles_to_come_along(cast: Cast) -> None:
    coming = make.make_role(cast.members["joris"], RoleKind.INDIRECT, since=daily.hence(9))
    browser(cast.marja).post(address("person_end", cast.members["joris"].pk))
    assert not Role.objects.not_over(timezone.now()).filter(member=cast.members["joris"]).exists()
    coming.refresh_from_db()
    assert coming.until == coming.since


def test_the_grid_costs_the_same_however_large(cast: Cast) -> None:
    client, here = browser(cast.marja), address("roles", cast.network.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(20):
        need = make.make_need(cast.network, domains=[make.domain("physical"), make.domain()])
        make.make_role(make.make_member(cast.network), RoleKind.DIRECT, need=need)
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 14


def asked(cast: Cast, name: str, who: str, **more: str) -> str:
    data = {"member": str(cast.members[who].pk), "first": day(0), "last": day(14)} | more
    return words_of(browser(getattr(cast, name)).get(address("what_if", cast.network.pk), data))


def promised(cast: Cast, who: str, **fields: Any) -> Any:
    task = daily.make_task(cast.network, cast.bram, **fields)
    return daily.make_promise(task.occurrences.get(), cast.members[who])


def test_what_if_somebody_is_away_lists_what_has_nobody_and_who_could(cast: Cast) -> None:
    daily.make_talent(cast.members["joris"], "ride")
    promised(cast, "henk", title="Ride to choir", code="ride")
    covered = promised(cast, "henk", title="Soup for Bram", code="meal", starts=daily.hence(5))
    daily.make_promise(covered.occurrence, cast.members["anouk"], stands_in=True)
    before = snapshot()
    page = asked(cast, "marja", "henk")
    assert "Ride to choir" in page
    assert "Could be asked" in page
    assert "Joris Kok" in page
    assert "Ready to take over: Anouk Bakker" in page
    changed = {table for table, rows in snapshot().items() if rows != before[table]}
    assert not [table for table in changed if table.startswith("networks_")], "nothing is kept"
    assert traces(cast.network.pk)[-1] == "networks.tasks_seen"


def test_the_question_it_proposes_names_nobody_who_might_be_away(cast: Cast) -> None:
    promised(cast, "henk", title="Ride to choir", code="company")
    page = asked(cast, "marja", "henk")
    words = page[page.index("challenge") :]
    assert "words=Would%20you%20be%20ready%20to%20stand%20in" in words
    assert "Henk" not in words[: words.index('">')]


def test_it_shows_no_more_than_the_reader_may_know(cast: Cast) -> None:
    promised(cast, "henk", title="A talk about worries", need=cast.family_need)
    make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.family_need)
    assert "A talk about worries" in asked(cast, "joris", "henk")
    page = asked(cast, "fatima", "henk")
    assert "A talk about worries" not in page
    assert "Bram worries" not in page


def test_who_is_busy_then_or_may_not_be_told_is_not_proposed(cast: Cast) -> None:
    starts = daily.hence(3)
    promised(cast, "henk", title="Company for Bram", starts=starts)
    promised(cast, "joris", title="Something else", starts=starts)
    page = asked(cast, "marja", "henk")
    assert ">Joris Kok<" not in page[page.index("What they promised") :]
    for one in ("fatima", "anouk"):
        daily.make_talent(cast.members[one], "visit")
    promised(cast, "henk", title="A visit", code="visit", need=cast.family_need, starts=daily.hence(6))
    page = asked(cast, "marja", "henk")
    assert "Fatima El Amrani" not in page[page.index("A visit") :]


def test_roles_without_anybody_else_are_named_too(cast: Cast) -> None:
    assert "Also: Joris Kok" in asked(cast, "bram", "marja")
    end(cast, "joris")
    page = asked(cast, "bram", "marja")
    assert "Name a stand-in" in page
    assert "Nobody else" in page


@pytest.mark.parametrize("wrong", [{"last": "2020-01-01"}, {"last": day(99)}, {"member": "x"}, {"first": ""}])
def test_a_question_that_is_wrong_says_so(cast: Cast, wrong: dict[str, str]) -> None:
    data = {"member": str(cast.members["henk"].pk), "first": day(0), "last": day(14)} | wrong
    answer = browser(cast.marja).get(address("what_if", cast.network.pk), data)
    assert answer.status_code == 422
    data["member"] = str(cast.other_member.pk)
    assert browser(cast.marja).get(address("what_if", cast.network.pk), data).status_code == 422


def test_a_rehearsal_costs_the_same_however_many_dates(cast: Cast) -> None:
    promised(cast, "henk", need=cast.need)
    asked(cast, "marja", "henk")
    with CaptureQueriesContext(connection) as few:
        asked(cast, "marja", "henk")
    for number in range(12):
        need = make.make_need(cast.network, visibility=Visibility.EVERYONE)
        promised(cast, "henk", need=need, starts=daily.hence(4 + number / 2))
    with CaptureQueriesContext(connection) as many:
        asked(cast, "marja", "henk")
    assert len(many) <= len(few) + 1 <= 45


def test_a_promise_that_is_looked_for_already_is_asked_for_itself(cast: Cast) -> None:
    promise = promised(cast, "henk", title="Ride to choir", code="company")
    promise.status = PromiseStatus.SEEKING
    promise.save()
    assert f"/tasks/{promise.occurrence.task_id}/ask/" in asked(cast, "marja", "henk")
