"""What is made for paper fits on it: the circle of influence on one page, what came of a try on two."""

import re
from collections.abc import Callable

import pytest

from networks.choices import Side, SwapStatus
from networks.choices.experiment import ExperimentState, HowWasIt, SpeaksFor, Verdict
from networks.choices.rule import Sphere
from networks.models import Barrier, Experiment
from tests import daily, experiments, rules
from tests import factories as make
from tests.cast import Cast
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
A4 = re.compile(rb"/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]")
SENTENCE = (
    "De vrijwilligers van de zangvereniging halen hem op woensdagavond op, omdat de begeleiding van de "
    "woonvoorziening dan vergadert en er niemand met hem mee kan lopen naar het wijkgebouw. "
)
WEEKS = 12


def long(length: int) -> str:
    """An ordinary text of this length."""
    return (SENTENCE * (length // len(SENTENCE) + 1))[: length - 1].strip() + "."


def pages(one: Visitor, address: str) -> int:
    """How many sheets of A4 a printer takes for this page."""
    one.open(address)
    paper = one.page.pdf(format="A4", prefer_css_page_size=True)
    assert A4.search(paper), "not on A4"
    return len(PAGE.findall(paper))


def placed(cast: Cast) -> Barrier:
    """Something that stands in the way, said at full length, which Henk and five others placed."""
    barrier = daily.make_barrier(cast.network, cast.henk, words=long(300))
    for who in (cast.henk, cast.marja, cast.joris, cast.bram, cast.fatima, cast.anouk):
        rules.make_placing(
            barrier,
            who,
            sphere=Sphere.INFLUENCE,
            told_by=long(150),
            written_where=long(200),
            thinks="\n\n".join(long(240) for _paragraph in range(4)),
            shows_thinks=True,
            smallest_try=long(300),
            must_agree=long(200),
        )
    return barrier


def tried(cast: Cast, barrier: Barrier) -> Experiment:
    """Twelve weeks of which five told every one, with a swap and a rule, looked back on at length."""
    fatima, henk = cast.members["fatima"], cast.members["henk"]
    books = daily.make_task(cast.network, cast.fatima, title=long(60))
    shop = daily.make_task(cast.network, cast.bram, title=long(60))
    row = experiments.running(
        cast.network,
        cast.bram,
        days=7 * WEEKS + 2,
        weeks=WEEKS,
        words=long(120),
        hope=long(200),
        stop_rule=long(200),
        budget=3000,
        barrier=barrier,
        swap=daily.make_swap(henk, books, fatima, shop, status=SwapStatus.ENDED, ended_at=make.ago(2)),
        state=ExperimentState.DECIDED,
        ended_at=make.ago(1),
        ended_by=cast.bram,
        verdict=Verdict.CHANGE,
        verdict_words=long(400),
        changed_client=long(500),
        changed_unpaid=long(500),
        changed_paid=long(500),
    )
    for name in ("henk", "joris", "fatima", "anouk"):
        experiments.make_voice(row, cast.members[name], agreed_at=row.proposed_at)
    for voice in row.voices.select_related("member"):
        staff = voice.speaks_for == SpeaksFor.PAID
        for week in range(1, WEEKS + 1):
            told = {"how": HowWasIt.SAME, "words": long(30 + 4 * week), "minutes": 95 if staff else None}
            experiments.make_week(voice, cast.bram, week=week, **told)
    assert {voice.member.side for voice in row.voices.all() if voice.member} >= {Side.FORMAL, Side.INFORMAL}
    return row


@pytest.fixture
def henk(language: str, visitor: Callable[..., Visitor], cast: Cast) -> Visitor:
    """Henk at a browser, signed in."""
    one = visitor(language)
    sign_in(one, reads(cast.henk, language))
    return one


def test_the_circle_of_influence_is_one_page_filled_in_and_empty(
    language: str, henk: Visitor, cast: Cast
) -> None:
    where = f"/barriers/{placed(cast).pk}/sheet/"
    assert pages(henk, where) == 1
    assert pages(henk, f"{where}?empty") == 1


def test_what_came_of_a_try_is_two_pages_at_most(language: str, henk: Visitor, cast: Cast) -> None:
    row = tried(cast, placed(cast))
    assert pages(henk, f"/experiments/{row.pk}/result/") == 2
