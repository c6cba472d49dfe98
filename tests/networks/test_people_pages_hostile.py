"""What nobody types by accident gets an answer below 500, and changes nothing."""

import pytest

from tests.cast import Cast
from tests.networks.browsing import address, browser, changes

ODD = ["", "x" * 20_000, "\U0001f600", "-1", "9" * 400, "null", "../../etc/passwd", "{{ 7*7 }}", "%s%n"]


def _forms(cast: Cast) -> dict[str, list[str]]:
    joris = cast.members["joris"].pk
    person = ("person_edit", "person_place", "person_pause", "person_end", "role_add")
    need = ("need_edit", "need_audience", "need_status", "need_view", "need_link")
    return {
        address("person_add", cast.network.pk): ["name", "side", "takes_part", "circle", "email"],
        address("need_add", cast.network.pk): ["words", "domains", "importance", "visibility", "named"],
        address("note_add", cast.network.pk): ["text", "subject", "visibility", "named"],
        address("invite", cast.members["noor"].pk): ["words", "way", "email", "language", "send"],
        **{
            address(name, joris): ["version", "circle", "until", "kind", "scope", "successor"]
            for name in person
        },
        **{address(name, cast.need.pk): ["version", "status", "met", "other", "direction"] for name in need},
    }


@pytest.mark.parametrize("value", ODD)
def test_odd_values_in_every_field_change_nothing(cast: Cast, value: str) -> None:
    client = browser(cast.marja)
    for here, fields in _forms(cast).items():
        if here == address("person_end", cast.members["joris"].pk):
            continue
        answer = client.post(here, dict.fromkeys(fields, value))
        assert answer.status_code in (200, 302, 422), here
    assert changes(cast.network.pk) == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "01/02/2030", "tomorrow"])
def test_odd_days_get_an_answer(cast: Cast, day: str) -> None:
    client, joris = browser(cast.marja), cast.members["joris"].pk
    assert client.post(address("person_pause", joris), {"until": day}).status_code in (302, 422)
    assert client.get(address("person", joris)).status_code == 200
    assert client.get(address("people", cast.network.pk)).status_code == 200


@pytest.mark.slow
def test_odd_questions_in_an_address_get_an_answer(cast: Cast) -> None:
    client = browser(cast.bram)
    for page, names in (
        ("people", ["words", "side", "circle", "role", "page"]),
        ("needs", ["status", "domain"]),
        ("notes", ["visibility", "page"]),
        ("note_add", ["about"]),
    ):
        for value in ODD[2:]:
            for name in names:
                answer = client.get(address(page, cast.network.pk), {name: value})
                assert answer.status_code == 200, (page, name, value)
