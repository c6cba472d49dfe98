"""A nickname names nobody: words against names, written together or with accents, and long numbers."""

import pytest

from networks.overview.naming import names_somebody, tells_a_number

NAMES = ["Bram Visser", "Brammetje", "Fatima El Amrani", "Zoë de Vries", "Bo Ng"]


@pytest.mark.parametrize(
    "nickname",
    [
        "Bram",
        "bram's house",
        "The Vissers of Visser",
        "BRAM",
        "de visserhoek",
        "B r a m",
        "zoe",
        "Zoë",
        "Amrani-tuin",
        "bo",
        "Fatimas garden",
    ],
)
def test_a_name_or_a_part_of_one_is_found(nickname: str) -> None:
    assert names_somebody(nickname, NAMES)


@pytest.mark.parametrize(
    "nickname", ["The blue door", "de tuin", "El faro", "Boat", "Corner house", "", "12"]
)
def test_other_words_are_free(nickname: str) -> None:
    assert not names_somebody(nickname, NAMES)


@pytest.mark.parametrize("nickname", ["born 1957", "06-1 2 3 4", "a@b.nl", "12 3 45", "6711 ab"])
def test_long_numbers_and_addresses_are_found(nickname: str) -> None:
    assert tells_a_number(nickname)


@pytest.mark.parametrize("nickname", ["door 12", "house no. 3", "team 7", ""])
def test_short_numbers_are_free(nickname: str) -> None:
    assert not tells_a_number(nickname)
