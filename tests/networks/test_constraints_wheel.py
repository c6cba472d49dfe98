"""The rules of what the client says of parts of life that hold whoever writes: tried at the table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.models import WheelWord
from tests.access_meso.wheel import make_word
from tests.cast import Cast

BROKEN: dict[str, Callable[[Cast], Any]] = {
    "wheel_word_codes_known": lambda cast: make_word(cast.network, cast.bram, how_well="10"),
    "wheel_word_said_or_erased": lambda cast: make_word(cast.network, cast.bram, words=""),
    "wheel_word_of_client": lambda cast: make_word(cast.network, cast.henk, for_client=False),
}
"""Every named constraint of these rows, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


@pytest.mark.parametrize(
    "left", [{}, {"words": "still here"}, {"words": "", "how_well": "well"}], ids=["all", "words", "level"]
)
def test_nothing_stays_behind_of_what_was_taken_back(cast: Cast, left: dict[str, str]) -> None:
    row = make_word(cast.network, cast.bram)
    with pytest.raises(IntegrityError, match="wheel_word_said_or_erased"), transaction.atomic():
        WheelWord.objects.filter(pk=row.pk).update(erased_at=timezone.now(), **left)


def test_every_named_rule_is_tried_here() -> None:
    named = {rule.name for rule in WheelWord._meta.constraints}
    assert named - set(BROKEN) == {"wheel_word_in_network"}
