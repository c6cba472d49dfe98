"""Words of people inside a sentence of the house."""

import pytest

from carenet.lib.words import bare


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("Money is for employees.", "Money is for employees"),
        ("I make soup", "I make soup"),
        ("Can it be?", "Can it be?"),
        ("Well... ", "Well..."),
        ("", ""),
    ],
)
def test_only_the_full_stop_at_the_end_goes(said: str, stands: str) -> None:
    assert bare(said) == stands
