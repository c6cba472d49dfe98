"""What came of a rule is shared without names: what is refused, and what nobody finds out by trying."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import DomainError
from networks.actions import rule as actions
from networks.models import Lesson, Participation
from networks.rules.refusing import HoldsName
from tests import factories as make
from tests import rules
from tests.cast import Cast
from tests.coaching import make_counted
from tests.networks.test_register import els


@pytest.fixture
def takes_part(cast: Cast) -> Participation:
    return make_counted(cast.linde, cast.network)


@pytest.mark.parametrize(
    "words", ["Henk may not do it", "Bram van der Veen asked", "Mrs Visser waited", "Call 0612345678"]
)
def test_a_lesson_holds_no_name_from_a_network_of_the_organisation(
    cast: Cast, takes_part: Participation, words: str
) -> None:
    row = rules.decided(cast.linde)
    for field in ("words", "outcome"):
        given = {"words": "No visits", "outcome": "A habit", "sure": True} | {field: words}
        with pytest.raises(HoldsName) as refused:
            actions.share_lesson(actor=els(cast), rule=row.pk, **given)
        assert not any(name in str(refused.value) for name in ("Henk", "Bram", "Visser"))
    refusals = LedgerEntry.objects.filter(verb="networks.lesson_refused")
    assert refusals.count() == 2
    assert not any("Henk" in str(one.detail) for one in refusals)
    assert not Lesson.objects.exists()


def test_words_that_are_also_names_may_stand_in_a_lesson(cast: Cast, takes_part: Participation) -> None:
    make.make_member(cast.network, name="Rose Hope")
    row = rules.decided(cast.linde)
    given = {"words": "No rose in the ward", "outcome": "We hope it ends", "sure": True}
    assert actions.share_lesson(actor=els(cast), rule=row.pk, **given)


def test_by_sharing_lessons_nobody_finds_out_who_is_in_a_network(
    cast: Cast, takes_part: Participation
) -> None:
    row = rules.decided(cast.linde)
    given = {"rule": row.pk, "outcome": "A habit", "sure": True}
    for _turn in range(10):
        with pytest.raises(HoldsName):
            actions.share_lesson(actor=els(cast), words="Henk", **given)
    for words in ("Henk", "No visits"):
        with pytest.raises(DomainError, match="were refused"):
            actions.share_lesson(actor=els(cast), words=words, **given)


def test_trying_names_without_sharing_tells_nothing(cast: Cast, takes_part: Participation) -> None:
    row = rules.decided(cast.linde)
    given = {"actor": els(cast), "rule": row.pk, "outcome": "A habit"}
    for words in ("Henk", "Nobody"):
        with pytest.raises(DomainError, match="names nobody"):
            actions.share_lesson(words=words, sure=False, **given)
    assert actions.share_lesson(words="No visits", sure=True, **given)
    for words in ("Henk", "Nobody"):
        with pytest.raises((DomainError, ValidationError)) as refused:
            actions.share_lesson(words=words, sure=True, **given)
        assert not isinstance(refused.value, HoldsName)


def test_names_stay_out_when_the_network_ended_and_in_other_capitals(
    cast: Cast, takes_part: Participation
) -> None:
    Participation.objects.update(until=timezone.now())
    make.make_member(cast.network, name="TESSA JANSEN")
    row = rules.decided(cast.linde)
    for words in ("Tessa waited", "HENK waited", "Henk waited"):
        with pytest.raises(HoldsName):
            actions.share_lesson(actor=els(cast), rule=row.pk, words=words, outcome="A habit", sure=True)
