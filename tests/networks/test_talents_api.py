"""The API of talents, questions and swaps says and does the same as the pages."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from networks.choices import SwapStatus, TalentKind
from networks.models import Availability, Challenge, Swap, Talent
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import browser
from tests.watch import snapshot

JSON = "application/json"


def at(name: str, row: Any) -> str:
    return reverse(f"api:{name}", args=[row.pk])


def post(client: Client, where: str, **body: Any) -> HttpResponse:
    return client.post(where, body, content_type=JSON)  # type: ignore[return-value]


def test_a_talent_is_said_changed_and_ended(cast: Cast) -> None:
    client, here = browser(cast.henk), at("talents", cast.network)
    music = str(daily.activity("music").pk)
    member = str(cast.members["henk"].pk)
    made = post(client, here, member=member, kind="likes", activity=music, weekdays=[6])
    assert made.status_code == 201
    one = made.headers["Location"]
    tag = client.get(one).headers["ETag"]
    change = client.patch(one, {"words": "Records"}, content_type=JSON, headers={"If-Match": tag})
    assert (change.status_code, change.json()["words"]) == (200, "Records")
    stale = client.patch(one, {"words": "Piano"}, content_type=JSON, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert client.patch(one, {"words": "Piano"}, content_type=JSON).status_code == 428
    row = Talent.objects.get(words="Records")
    assert post(client, at("talent_end", row)).json()["until"] is not None
    assert client.get(one).status_code == 404


def test_what_is_wrong_is_named_and_nothing_is_kept(cast: Cast) -> None:
    client, here = browser(cast.henk), at("talents", cast.network)
    member = str(cast.members["henk"].pk)
    theirs = str(cast.other_member.pk)
    before = snapshot()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"member": member, "kind": "hates"}, "kind"),
        ({"member": member, "kind": "likes", "weekdays": [7]}, "weekdays"),
        ({"member": theirs, "kind": "likes", "words": "Wims"}, "member"),
        ({"member": member, "kind": "likes", "activity": theirs}, "activity"),
    ]
    for body, field in wrong:
        refused = post(client, here, **body)
        assert refused.status_code == 400, body
        assert any(name.startswith(field) for name in refused.json()["errors"]), body
    assert post(client, here, member=member, kind="likes").status_code == 409
    assert snapshot() == before


def test_the_list_is_narrowed_and_paged(cast: Cast) -> None:
    client, here = browser(cast.joris), at("talents", cast.network)
    for number in range(3):
        daily.make_talent(cast.members["henk"], words=f"Thing {number}")
    daily.make_talent(cast.members["fatima"], "garden")
    first = client.get(here + f"?member={cast.members['henk'].pk}&limit=2").json()
    assert [one["words"] for one in first["results"]] == ["Thing 0", "Thing 1"]
    assert [one["words"] for one in client.get(first["next"]).json()["results"]] == ["Thing 2"]
    garden = client.get(here + f"?activity={daily.activity('garden').pk}").json()["results"]
    assert [one["member"] for one in garden] == [str(cast.members["fatima"].pk)]


def test_availability_is_said_and_read_by_oneself_only(cast: Cast) -> None:
    client, here = browser(cast.henk), at("availability", cast.members["henk"])
    assert client.get(here).status_code == 404
    said = post(client, here, weekdays=[6, 5], parts=["evening"], hours_a_month=8)
    assert (said.status_code, said.json()["weekdays"], said.json()["version"]) == (200, [5, 6], 1)
    assert client.get(here).json()["hours_a_month"] == 8
    for other in (cast.bram, cast.joris, cast.fatima):
        assert browser(other).get(here).status_code == 403
        assert post(browser(other), here, hours_a_month=1).status_code == 403
    stale = client.post(here, {}, content_type=JSON, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    assert Availability.objects.get().version == 1


def test_a_question_is_asked_answered_and_taken_back(cast: Cast) -> None:
    talent = daily.make_talent(cast.members["henk"])
    joris, henk = browser(cast.joris), browser(cast.henk)
    body = {"member": str(cast.members["henk"].pk), "words": "Tea?", "talent": str(talent.pk)}
    made = post(joris, at("challenges", cast.network), **body)
    assert made.status_code == 201
    row = Challenge.objects.get()
    assert post(henk, at("challenge_answer", row), answer="rather").status_code == 409
    assert post(henk, at("challenge_answer", row), answer="not_now").json()["answer"] == "not_now"
    assert joris.get(made.headers["Location"]).json()["answer"] == "not_now"
    assert post(joris, at("challenge_take_back", row)).status_code == 409
    theirs = {"member": str(cast.other_member.pk), "words": "Wim?"}
    assert post(joris, at("challenges", cast.network), **theirs).status_code == 400


def test_a_swap_is_proposed_with_its_rule_answered_tried_and_ended(cast: Cast) -> None:
    rule = {"only_side": "formal", "rule_words": "For employees"}
    books = daily.make_task(cast.network, cast.bram, **rule)
    shop = daily.make_task(cast.network, cast.bram, starts=daily.hence(4))
    daily.make_promise(books.occurrences.get(), cast.members["fatima"])
    people = {"taker": str(cast.members["henk"].pk), "freed": str(cast.members["fatima"].pk)}
    made = post(
        browser(cast.henk),
        at("swaps", cast.network),
        **people,
        takes=str(books.pk),
        frees_for=str(shop.pk),
    )
    assert (made.status_code, made.json()["rule_stands"]) == (201, True)
    swap = Swap.objects.get()
    assert post(browser(cast.joris), at("swap_answer", swap), answer="yes").status_code == 403
    agreed = post(browser(cast.fatima), at("swap_answer", swap), answer="yes").json()
    assert (agreed["status"], agreed["runs_since"]) == ("agreed", None)
    assert post(browser(cast.fatima), at("swap_try", swap), until="2099-01-01").status_code == 403
    assert post(browser(cast.bram), at("swap_try", swap)).json()["errors"].keys() == {"until"}
    tried = post(browser(cast.bram), at("swap_try", swap), until="2099-01-01").json()
    assert tried["tried_until"] == "2099-01-01"
    assert books.occurrences.get().promises.holding().get().member == cast.members["henk"]
    assert post(browser(cast.henk), at("swap_end", swap)).json()["status"] == SwapStatus.ENDED
    assert not books.occurrences.get().promises.holding().exists()


def test_a_strangers_rows_make_no_swap(cast: Cast) -> None:
    task, other = daily.make_task(cast.network), daily.make_task(cast.network)
    theirs = {"taker": cast.other_member, "freed": cast.other_member}
    theirs |= {"takes": daily.make_task(cast.other), "frees_for": daily.make_task(cast.other)}
    own = {"taker": cast.members["henk"], "freed": cast.members["fatima"], "takes": task, "frees_for": other}
    client, here = browser(cast.henk), at("swaps", cast.network)
    before = snapshot()
    for field, row in theirs.items():
        body = {name: str(one.pk) for name, one in (own | {field: row}).items()}
        refused = post(client, here, **body)
        assert refused.json()["errors"].keys() == {field}
    assert snapshot() == before
    assert post(client, here, **{name: str(one.pk) for name, one in own.items()}).status_code == 201


def test_what_the_client_never_wants_is_known_to_who_speaks_for_them(cast: Cast) -> None:
    row = Talent.objects.create(
        network=cast.network,
        kind=TalentKind.NEVER,
        activity=daily.activity("sport"),
        since=make.ago(3),
    )
    seen = {
        name: browser(getattr(cast, name)).get(at("talent", row)).status_code for name in ("bram", "marja")
    }
    assert seen == {"bram": 200, "marja": 200}
    for other in (cast.henk, cast.joris, cast.fatima):
        assert browser(other).get(at("talent", row)).status_code == 404
