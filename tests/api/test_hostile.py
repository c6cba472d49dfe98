"""What nobody would send by mistake, to every address: refused within a second, never a fault."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse

from tests.api.addresses import addresses
from tests.api.conftest import JSON, Caller
from tests.quickly import quickly

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
Sent = Iterator[tuple[str, HttpResponse]]
Call = Callable[[Any], Caller]

BODIES = {
    "NUL": b'{"name": "a\\u0000b", "secret": "\\u0000", "words": "\\u0000", "\\u0000": 1}',
    "half a character": b'{"words": "\\ud800", "status": "\\udfff", "text": "\\ud800"}',
    "no UTF-8": b'{"name": "\xff\xfe"}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"name":' * 50_000,
    "a deep value": b'{"name": ' + b"[" * 900 + b"]" * 900 + b"}",
    "a list": b"[]",
    "a word": b'"x"',
    "no number": b'{"name": NaN}',
    "too large": b'{"name": "' + b"x" * 1_100_000 + b'"}',
    "a large number": b'{"name": ' + b"9" * 5000 + b"}",
    "many names": json.dumps({f"n{number}": number for number in range(20_000)}).encode(),
}
QUESTIONS = (
    "page=-1", "limit=-1", "limit=99999999999999999999", "limit=x", "limit=10&limit=20", "cursor=x",
    "cursor=" + "A" * 1999, "format=xml", "search=%00", "order=-password", "on=0001-01-01", "on=9999-12-31",
    "since=0001-01-01T00:00:00Z", "until=9999-12-31T23:59:59-12:00", "unknown[]=1",
)  # fmt: skip
NO_IDS = ("..", "..%2f..", "-1", "%00", "%ed%a0%80", "1" * 3000)
FILES = ("imports", "story_photo")
"""Addresses that take a file instead of JSON; what is wrong with files is tried where they are read."""
VALUES: list[Any] = [None, 5, True, [], {}, "", "x" * 5000, [None]]


@pytest.fixture(autouse=True)
def _awake(cast: Any, call: Call) -> None:
    """The first request of a process also loads the whole house, which is no fault of an address."""
    call(cast.bram)("PATCH", "me/", {"unknown": 1})


def each(several: dict[str, Any], *quick: str) -> list[Any]:
    """All of these by name; those that are not quick stand in the long run."""
    assert set(quick) <= set(several)
    return [
        pytest.param(one, id=name[:10], marks=[] if name in quick else pytest.mark.slow)
        for name, one in several.items()
    ]


def judged(sent: Sent) -> Sent:
    """What was sent with its answer, after checking that it was no fault and quickly answered."""
    calls = iter(sent)
    while True:
        with quickly():
            what, answer = next(calls, (None, None))
        if what is None or answer is None:
            return
        assert answer.status_code < 500, f"{what}: {answer.content[:300]!r}"
        yield what, answer


def is_refused(answer: HttpResponse) -> bool:
    """A refusal for programs."""
    return 400 <= answer.status_code < 500 and answer.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    "body", each(BODIES, "NUL", "deep lists", "no UTF-8", "a word", "too large", "many names")
)
def test_a_hostile_body_is_refused_by_every_address(body: bytes, cast: Any, rows: Any, call: Call) -> None:
    bram = call(cast.bram)

    def sent() -> Sent:
        for found in addresses():
            for method in set(found.operations) & {"post", "patch"}:
                where = f"/api/v1/{found.within(rows)}"
                answer = bram.client.generic(method.upper(), where, body, JSON, headers={"If-Match": "*"})
                yield f"{method} {found.route}", answer

    for what, answer in judged(sent()):
        assert is_refused(answer), what


@pytest.mark.parametrize(
    "question",
    each(
        {one: one for one in QUESTIONS}, "limit=-1", "cursor=x", "search=%00", "on=9999-12-31", "unknown[]=1"
    ),
)
def test_a_question_that_makes_no_sense_is_refused_by_every_address(
    question: str, cast: Any, rows: Any, call: Call
) -> None:
    bram = call(cast.bram)

    def sent() -> Sent:
        for found in addresses():
            if "get" in found.operations:
                yield found.route, bram.get(f"{found.within(rows)}?{question}")

    for what, answer in judged(sent()):
        assert is_refused(answer), what


def test_too_many_names_in_a_question_are_refused(cast: Any, call: Call) -> None:
    assert is_refused(call(cast.bram).get("networks/?" + "&".join(f"n{number}=1" for number in range(1500))))


@pytest.mark.parametrize("pk", each({one: one for one in NO_IDS}, "..%2f..", "-1", "%00"))
def test_an_id_that_is_none_leads_nowhere(pk: str, cast: Any, call: Call) -> None:
    bram = call(cast.bram)

    def sent() -> Sent:
        for found in addresses():
            if "<uuid:" in found.route:
                for method in found.operations:
                    yield f"{method} {found.route}", bram(method.upper(), found.filled(pk), {})

    for what, answer in judged(sent()):
        assert is_refused(answer), what
        assert answer.status_code in (400, 404), what


@pytest.mark.parametrize(
    "value", each({repr(one): one for one in VALUES}, "None", "5", "[]", repr("x" * 5000))
)
def test_a_value_of_the_wrong_kind_is_refused_with_the_name_of_its_field(
    value: Any, cast: Any, rows: Any, call: Call
) -> None:
    bram = call(cast.bram)

    def sent() -> Sent:
        for found in addresses():
            for method in set(found.operations) & {"post", "patch"}:
                takes = found.operations[method].takes
                names = list(takes().fields) if takes else []
                if names and found.name not in FILES:
                    body = dict.fromkeys(names, value)
                    yield (
                        f"{method} {found.route}",
                        bram(method.upper(), found.within(rows), body, If_Match="*"),
                    )

    for what, answer in judged(sent()):
        if answer.status_code == 400:
            assert answer.json()["errors"], what
        else:
            assert answer.status_code in (200, 201, 403, 404, 409), what


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("where", ["", "nowhere/", "networks", "../", "%2e%2e/", "v2/"])
def test_an_address_that_does_not_exist_is_a_problem_too(
    method: str, where: str, cast: Any, call: Call
) -> None:
    answer = call(cast.bram).client.generic(method, f"/api/v1/nowhere/{where}")
    assert is_refused(answer)
    assert answer.status_code == 404
