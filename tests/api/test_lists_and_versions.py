"""What all addresses share: pages of lists, versions of rows, problems, and the schema."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.models import LedgerEntry
from tests import factories as make
from tests.access_rows import IN, NO
from tests.access_table import TABLE
from tests.api.addresses import Found, addresses
from tests.api.conftest import Caller
from tests.cast import STRANGERS

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


def walk(caller: Caller, where: str) -> list[dict[str, Any]]:
    """Every row of a list, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = f"/api/v1/{where}"
    while following:
        page = caller.client.get(following).json()
        rows += page["results"]
        following = page["next"]
    return rows


def fill(cast: Any, number: int) -> None:
    """More of everything in Bram's network."""
    for count in range(number):
        member = make.make_member(cast.network, name=f"Same name {count % 3}", circle=None)
        make.make_role(member)
        make.make_need(cast.network, cast.bram, domains=[make.domain()], since=make.ago(5))
        make.make_note(cast.network, cast.bram)
        make.make_member(make.make_network(f"Twin {count % 2}"), cast.bram)


LISTS = ["members", "roles", "needs", "notes", "ledger"]


@pytest.mark.parametrize("limit", [1, 4, 100])
@pytest.mark.parametrize("noun", LISTS)
def test_every_row_comes_once_whatever_the_size_of_a_page(
    noun: str, limit: int, cast: Any, call: Call
) -> None:
    fill(cast, 4)
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/{noun}/"
    key = "seq" if noun == "ledger" else "id"
    whole = [row[key] for row in walk(bram, f"{where}?limit=100")]
    found = [row[key] for row in walk(bram, f"{where}?limit={limit}")]
    assert len(found) == len(set(found))
    assert [one for one in found if one in whole][: len(whole)] == whole


@pytest.mark.parametrize("order", ["title", "-title", "since", "-since"])
def test_networks_of_one_name_do_not_get_lost_between_pages(order: str, cast: Any, call: Call) -> None:
    fill(cast, 5)
    rows = walk(call(cast.bram), f"networks/?order={order}&limit=2")
    key = order.lstrip("-")
    values = [row[key].upper() if key == "title" else row[key] for row in rows]
    assert len({row["id"] for row in rows}) == 6
    assert values == sorted(values, reverse=order.startswith("-"))


def test_a_cursor_shows_no_name_and_serves_one_reader_and_one_list(cast: Any, call: Call) -> None:
    fill(cast, 3)
    bram = call(cast.bram)
    following = bram.get("networks/?limit=1").json()["next"].partition("/api/v1/")[2]
    cursor = following.rpartition("cursor=")[2]
    assert "Bram" not in cursor
    assert bram.get(following).status_code == 200
    assert bram.get(f"networks/?limit=5&cursor={cursor}").status_code == 200
    for other in (f"networks/?order=since&cursor={cursor}", f"networks/?search=a&cursor={cursor}",
                  f"organisations/?cursor={cursor}", f"networks/?cursor={cursor[:-4]}AAAA"):  # fmt: skip
        assert list(bram.get(other).json()["errors"]) == ["cursor"]
    assert call(cast.eve).get(following).status_code == 400


@pytest.mark.parametrize(
    ("where", "most"),
    [("networks/", 3), ("networks/{}/members/", 6), ("networks/{}/needs/", 7), ("networks/{}/notes/", 5),
     ("networks/{}/roles/", 5), ("networks/{}/picture/", 11), ("networks/{}/ledger/", 5)],
)  # fmt: skip
def test_a_list_costs_the_same_queries_whatever_its_length(
    where: str, most: int, cast: Any, call: Call
) -> None:
    bram, where = call(cast.bram), where.format(cast.network.pk)
    bram.get(where)
    counts = []
    for more in (2, 10):
        fill(cast, more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert bram.get(where).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most, queries.captured_queries


VERSIONED = ["me/", "networks/{n}/", "networks/{n}/client/", "members/{m}/", "needs/{d}/"]
CHANGES = [{"name": "A"}, {"purpose": "A"}, {"called": "A"}, {"name": "A"}, {"words": "A"}]


@pytest.mark.parametrize(("where", "change"), zip(VERSIONED, CHANGES, strict=True))
def test_a_change_needs_the_version_that_was_read(where: str, change: Any, cast: Any, call: Call) -> None:
    bram = call(cast.bram)
    where = where.format(n=cast.network.pk, m=cast.members["joris"].pk, d=cast.need.pk)
    read = bram.get(where)
    tag, version = read.headers["ETag"], read.json()["version"]
    assert tag.startswith(f'"{version}.')
    assert bram("PATCH", where, change).status_code == 428
    for wrong in ('"999"', "nonsense", '""', f"{version}"):
        assert bram("PATCH", where, change, If_Match=wrong).status_code == 412
    changed = bram("PATCH", where, change, If_Match=tag)
    assert (changed.status_code, changed.json()["version"]) == (200, version + 1)
    assert bram("PATCH", where, change, If_Match=tag).status_code == 412
    assert bram("PATCH", where, change, If_Match=f'W/"{version + 1}"').status_code == 200


def test_what_is_wrong_anyway_is_not_refused_for_its_version(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/"
    assert bram("PATCH", where, {"decide": "x"}).status_code == 400
    assert call(cast.henk)("PATCH", where, {"decide": "x"}).status_code == 403
    assert call(cast.eve)("PATCH", where, {"decide": "x"}).status_code == 404


def test_a_verb_minds_the_version_when_it_is_told_one(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"needs/{cast.need.pk}/status/"
    assert bram.post(where, {"status": "resting"}, If_Match='"7"').status_code == 412
    assert bram.post(where, {"status": "resting"}, If_Match='"1"').status_code == 200


def test_what_has_not_changed_is_not_sent_again_and_the_look_is_noted(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"members/{cast.members['joris'].pk}/"
    tag = bram.get(where).headers["ETag"]
    looks = LedgerEntry.objects.looks().count()
    same = bram.get(where, If_None_Match=f'"x", W/{tag}')
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert LedgerEntry.objects.looks().count() == looks + 1
    bram.post(f"{where}place/", {"circle": "close"})
    assert bram.get(where, If_None_Match=tag).json()["circle"] == "close"


def test_who_lost_the_right_is_not_told_that_nothing_changed(cast: Any, call: Call) -> None:
    where = f"needs/{cast.need.pk}/"
    tag = call(cast.henk).get(where).headers["ETag"]
    call(cast.bram).post(f"members/{cast.members['henk'].pk}/end/")
    assert call(cast.henk).get(where, If_None_Match=tag).status_code == 404


@pytest.mark.parametrize(
    ("method", "where", "headers", "status"),
    [
        ("GET", "networks/", {"Accept": "text/html"}, 406),
        ("GET", "networks/", {"Accept": "application/problem+json"}, 406),
        ("DELETE", "networks/", {}, 405),
        ("OPTIONS", "networks/", {}, 405),
        ("POST", "networks/", {"Content_Type": "text/plain"}, 415),
        ("POST", "networks/", {"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ("GET", "networks", {}, 404),
    ],
)
def test_every_refusal_is_a_problem(
    method: str, where: str, headers: Any, status: int, cast: Any, call: Call
) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kind = named.pop("Content-Type", "application/json")
    caller = call(cast.bram).client
    body = "name=x" if "form" in kind else '{"name": "x"}' if method == "POST" else ""
    answer = caller.generic(method, f"/api/v1/{where}", body, kind, headers=named)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert problem["title"]
    assert problem["detail"]
    assert problem["code"]


def test_fields_inside_fields_are_named_with_dots(cast: Any, call: Call) -> None:
    body = {"name": "", "place": {"side": "x", "more": 1}, "extra": 1}
    errors = call(cast.joris).post("networks/", body).json()["errors"]
    assert set(errors) == {"extra"}
    errors = call(cast.joris).post("networks/", {"name": "", "place": {"side": "x"}}).json()["errors"]
    assert set(errors) == {"name", "place.side"}
    named = {"visibility": "named", "named": [str(cast.need.pk), "x"]}
    errors = call(cast.bram).post(f"needs/{cast.need.pk}/audience/", named).json()["errors"]
    assert set(errors) == {"named.1"}


def test_answers_are_kept_by_nobody(cast: Any, call: Call) -> None:
    answer = call(cast.bram).get(f"needs/{cast.need.pk}/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_ledger_is_for_who_may_read_it(cast: Any, call: Call) -> None:
    where = f"networks/{cast.network.pk}/ledger/"
    call(cast.henk).get(f"networks/{cast.network.pk}/")
    rows = call(cast.bram).get(where).json()["results"]
    assert rows[0]["verb"] == "accountability.ledger_seen"
    assert "Henk Visser" in rows[1]["sentence"]
    found = call(cast.bram).get(f"{where}?kind=changes").json()["results"]
    assert found == []
    found = call(cast.bram).get(f"{where}?actor={cast.henk.pk}&kind=looks").json()["results"]
    assert [row["actor_name"] for row in found] == ["Henk Visser"]
    day = (timezone.now() + timedelta(days=1)).isoformat().replace("+", "%2B")
    assert call(cast.bram).get(f"{where}?since={day}").json()["results"] == []
    assert call(cast.henk).get(where).status_code == 403
    assert call(cast.igor).get(where).status_code == 404


def _is_theirs(found: Found, name: str) -> bool:
    """Whether it is of the organisation they work for: tests/test_access_matrix.py says what they get."""
    line = TABLE.get(f"api:{found.name}")
    return line is not None and bool({line.get.expected(name), line.post.expected(name)} & {IN, NO})


@pytest.mark.slow
def test_who_is_outside_finds_nothing_anywhere(cast: Any, rows: Any, call: Call) -> None:
    for name in (*STRANGERS, "nobody"):
        caller = call(getattr(cast, name))
        for found in addresses():
            if "<uuid:" not in found.route or found.route.startswith(("organisations", "regions", "me/")):
                continue
            if name == "els" and _is_theirs(found, name):
                continue
            for method in found.operations:
                answer = caller(method.upper(), found.within(rows), {}, If_Match="*")
                expected = 401 if name == "nobody" else 404
                assert answer.status_code == expected, f"{name} {method} {found.route}"


def test_the_schema_is_whole_and_without_warnings(tmp_path: Any) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))


def test_the_schema_names_every_address_and_method() -> None:
    answer = Client().get("/api/v1/schema/", headers={"Accept": "application/json"})
    paths = answer.json()["paths"]
    number = sum(len(methods) for methods in paths.values())
    assert number == sum(len(found.operations) for found in addresses())
    for methods in paths.values():
        for operation in methods.values():
            assert operation["summary"]
            assert {"400", "401", "403", "406", "429"} <= set(operation["responses"])


def test_a_browser_gets_the_page_that_explains_the_schema() -> None:
    page = Client().get("/api/v1/schema/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert b"api-docs.js" in page.content
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"].partition("style-src")[0]
    assert Client().get("/api/v1/schema/docs/").status_code == 200
