"""The grid of roles, changed in place; a need with somebody is no gap; who could do what is left alone."""

from datetime import timedelta

from django.utils import timezone

from networks.choices import PromiseStatus, RoleKind
from networks.models import Member, Role
from networks.roles import grid
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of
from tests.networks.test_roles_pages import QUICK, role_of
from tests.networks.test_roles_pages import asked as rehearsed


def line(cast: Cast, words: str, who: str = "joris") -> grid.Line:
    lines = grid.grid(make.seat(getattr(cast, who), cast.network)).lines
    return next(one for one in lines if one.words == words)


def only_gaps(cast: Cast) -> dict[str, str]:
    return QUICK | {"HX-Current-URL": f"https://example.org{address('roles', cast.network.pk)}?gaps=1"}


def test_handing_over_limiting_and_ending_happen_in_the_cell(cast: Cast) -> None:
    client = browser(cast.marja)
    soon = (timezone.localdate() + timedelta(days=5)).isoformat()
    for name, given in (
        ("role_hand_over", {"to": str(cast.members["anouk"].pk)}),
        ("role_until", {"until": soon}),
        ("role_end", {}),
    ):
        held = Role.objects.not_over(timezone.now()).filter(kind=RoleKind.INDIRECT).get()
        here = address(name, held.pk)
        form = client.get(here, headers=QUICK)
        assert "<html" not in words_of(form)
        assert "data-focus" in words_of(form)
        answer = client.post(here, given, headers=QUICK)
        assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#who-does-what")
        assert words_of(answer).count("data-focus") == 1, "the cell that changed has the focus"
    assert not Role.objects.not_over(timezone.now()).filter(kind=RoleKind.INDIRECT).exists()
    assert "<html" in words_of(client.get(address("role_until", role_of(cast, "marja").pk)))


def test_a_mistake_in_a_cell_comes_back_there_and_changes_nothing(cast: Cast) -> None:
    held = role_of(cast, "henk", RoleKind.INDIRECT)
    answer = browser(cast.marja).post(address("role_until", held.pk), {"until": "2020-01-01"}, headers=QUICK)
    assert answer.status_code == 422
    assert "HX-Retarget" not in answer.headers
    held.refresh_from_db()
    assert held.until is None


def test_only_gaps_stay_only_gaps_and_a_line_that_went_leaves_the_focus_to_the_heading(cast: Cast) -> None:
    given = {"member": str(cast.members["anouk"].pk), "kind": "direct", "scope": f"need:{cast.need.pk}"}
    client, here = browser(cast.marja), address("role_take", cast.network.pk)
    page = words_of(client.post(here, given, headers=only_gaps(cast)))
    assert "Bram wants to sing in the choir" not in page, "it is no gap any more"
    assert "Bram worries" in page
    assert page.count("data-focus") == 1
    assert page.index("data-focus") < page.index("<table")
    given |= {"scope": "network"}
    assert "Bram wants to sing" in words_of(client.post(here, given, headers=QUICK))


def test_a_need_for_which_somebody_promised_or_lately_did_something_is_no_gap(cast: Cast) -> None:
    words = cast.need.words
    task = daily.make_task(cast.network, cast.bram, need=cast.need)
    promise = daily.make_promise(task.occurrences.get(), cast.members["henk"])
    cell = line(cast, words).cells[1]
    assert (cell.gap, cell.promised) == ("", True)
    assert not line(cast, "Taking part").gaps
    promise.status = PromiseStatus.DID_NOT_HAPPEN
    promise.save()
    assert line(cast, words).cells[1].gap == "Nobody yet"


def test_a_promise_of_long_ago_fills_no_gap_and_a_yes_for_a_while_does(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, need=cast.need, starts=make.ago(40))
    daily.make_promise(task.occurrences.get(), cast.members["henk"], status=PromiseStatus.KEPT)
    assert line(cast, cast.need.words).cells[1].gap == "Nobody yet"
    daily.make_pledge(task, cast.members["henk"])
    assert line(cast, cast.need.words).cells[1].gap == ""
    pause = timezone.now() + timedelta(days=9)
    Member.objects.filter(pk=cast.members["henk"].pk).update(paused_until=pause)
    assert line(cast, cast.need.words).cells[1].gap == "Nobody yet"


def test_a_hole_between_two_periods_is_a_gap_to_come(cast: Cast) -> None:
    make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.need, until=daily.hence(5))
    make.make_role(cast.members["anouk"], RoleKind.DIRECT, need=cast.need, since=daily.hence(9))
    assert line(cast, cast.need.words).cells[1].gap.startswith("Nobody from ")
    make.make_role(
        cast.members["joris"], RoleKind.INDIRECT, need=cast.need, since=daily.hence(4), until=daily.hence(9)
    )
    assert line(cast, cast.need.words).cells[1].gap == ""


def asked(cast: Cast, name: str, who: str) -> str:
    """What a rehearsal says of the roles of somebody."""
    page = rehearsed(cast, name, who)
    return page[page.index("What they do") :] if "What they do" in page else ""


def test_what_if_names_who_lately_did_something_for_it_or_has_a_role_like_it(cast: Cast) -> None:
    make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.need)
    task = daily.make_task(cast.network, cast.bram, need=cast.need)
    daily.make_promise(task.occurrences.get(), cast.members["anouk"])
    page = asked(cast, "marja", "henk")
    page = page[page.index("Bram wants to sing in the choir") :]
    did, alike = "Lately did or promised something for it", "Has a role like it here"
    assert page.index("Anouk Bakker") < page.index(did) < page.index("Joris Kok") < page.index(alike)
    link = f"?kind=direct&scope=need:{cast.need.pk}&member={cast.members['anouk'].pk}"
    assert link in page
    form = browser(cast.marja).get(address("role_take", cast.network.pk) + link).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    assert browser(cast.marja).post(address("role_take", cast.network.pk), given).status_code == 302
    assert "Note this role" not in asked(cast, "anouk", "henk"), "who may set no roles"


def test_who_takes_a_pause_or_may_not_be_told_is_not_named(cast: Cast) -> None:
    make.make_role(cast.members["henk"], RoleKind.DIRECT, need=cast.family_need)
    make.make_role(cast.members["fatima"], RoleKind.DIRECT)
    page = asked(cast, "marja", "henk")
    page = page[page.index(cast.family_need.words) :].split("</section>")[0]
    assert "Joris Kok" in page
    assert "Fatima" not in page
    pause = timezone.now() + timedelta(days=9)
    Member.objects.filter(pk=cast.members["joris"].pk).update(paused_until=pause)
    page = asked(cast, "marja", "henk")
    assert "Joris Kok" not in page[page.index(cast.family_need.words) :].split("</section>")[0]


def test_without_a_stand_in_what_if_proposes_one_for_who_keeps_the_overview(cast: Cast) -> None:
    Role.objects.filter(member=cast.members["joris"], kind=RoleKind.ORGANIZER).update(until=timezone.now())
    daily.make_task(cast.network, cast.henk)
    page = asked(cast, "bram", "marja")
    assert page.index("Henk Visser") < page.index("Lately wrote down things to do")
    assert f"stands_in=on&member={cast.members['henk'].pk}" in page


def test_a_strange_address_of_the_page_changes_nothing(cast: Cast) -> None:
    given = {"member": str(cast.members["anouk"].pk), "kind": "direct", "scope": f"need:{cast.need.pk}"}
    headers = QUICK | {"HX-Current-URL": "http://[?gaps=1&%ff"}
    answer = browser(cast.marja).post(address("role_take", cast.network.pk), given, headers=headers)
    assert answer.status_code == 200
