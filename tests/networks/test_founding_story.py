"""The story with which it began: the accountant who would rather keep the books than go shopping."""

from datetime import date, timedelta

from django.db.models import F
from django.test import Client
from django.utils import timezone

from networks.actions.report import report
from networks.choices import ChallengeAnswer, PromiseStatus, SwapStatus, TaskWhen, Verb
from networks.models import Challenge, Occurrence, Pledge, Promise, Swap, Talent
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, changes, words_of

RULE = "Guiding is for volunteers, administration for employees"


def test_the_accountant_keeps_the_books_so_that_the_group_leader_goes_shopping(cast: Cast) -> None:
    henk, fatima, bram = browser(cast.henk), browser(cast.fatima), browser(cast.bram)
    weekly = {"when": TaskWhen.RHYTHM, "rule": "FREQ=WEEKLY", "only_side": "formal", "rule_words": RULE}
    books = daily.make_task(
        cast.network, cast.fatima, code="administration", title="House administration", **weekly
    )
    shop = daily.make_task(
        cast.network, cast.bram, code="shopping", title="Go shopping with Bram", need=cast.need
    )
    yes = {"network": cast.network, "task": books, "member": cast.members["fatima"]}
    pledge = Pledge.objects.create(**yes, first=date(2026, 1, 1))
    daily.make_promise(books.occurrences.get(), cast.members["fatima"], pledge=pledge)

    _henk_is_asked_and_would_rather(cast, fatima, henk)
    _he_proposes_it(cast, henk, books.pk, shop.pk)
    swap = Swap.objects.get()
    assert swap.barrier is not None
    assert RULE in words_of(fatima.get(address("swap", swap.pk)))
    assert RULE in words_of(browser(cast.anouk).get(address("barriers", cast.network.pk)))

    fatima.post(address("swap_answer", swap.pk), {"answer": "yes", "side": "freed"})
    swap.refresh_from_db()
    assert (swap.status, swap.runs_since) == (SwapStatus.AGREED, None)
    page = words_of(bram.get(address("swap", swap.pk)))
    assert "House administration" in page
    assert "We try it" in page
    assert "We try it" not in words_of(fatima.get(address("swap", swap.pk)))

    fatima.post(
        address("barrier_edit", swap.barrier.pk),
        {"source": "habit", "said_by": "the office", "can_change": "the manager", "version": 1},
    )
    assert bram.post(address("swap_try", swap.pk), {"until": ""}).status_code == 422
    until = timezone.localdate() + timedelta(weeks=6)
    bram.post(address("swap_try", swap.pk), {"until": until.isoformat()})
    held = Promise.objects.holding().filter(status=PromiseStatus.PROMISED)
    by_task = {one.occurrence.task_id: one.member for one in held.select_related("occurrence", "member")}
    assert by_task == {books.pk: cast.members["henk"], shop.pk: cast.members["fatima"]}

    _both_did_it(cast)
    happened = changes(cast.network.pk)
    assert happened == [
        "networks.talent_said",
        "networks.challenge_asked",
        "networks.challenge_answered",
        "networks.swap_proposed",
        "networks.swap_answered",
        "networks.barrier_revised",
        "networks.swap_runs",
        "networks.promise_reported",
        "networks.promise_reported",
    ]


def _both_did_it(cast: Cast) -> None:
    """The dates come and go, and each says that it is done."""
    Occurrence.objects.filter(network=cast.network).update(
        slot=F("slot") - timedelta(days=9),
        starts_at=F("starts_at") - timedelta(days=9),
        ends_at=F("ends_at") - timedelta(days=9),
    )
    for who in ("henk", "fatima"):
        promise = Promise.objects.holding().get(member=cast.members[who])
        actor = make.seat(getattr(cast, who), cast.network)
        assert report(actor=actor, promise=promise.pk, verb=Verb.DONE).status == PromiseStatus.KEPT


def _henk_is_asked_and_would_rather(cast: Cast, fatima: Client, henk: Client) -> None:
    member = cast.members["henk"]
    bookkeeping = {"kind": "good_at", "activity": str(daily.activity("administration").pk)}
    henk.post(
        address("talent_add", cast.network.pk),
        bookkeeping | {"member": str(member.pk), "words": "Keeping books"},
    )
    assert Talent.objects.get().words == "Keeping books"
    fatima.post(address("challenge_add", member.pk), {"words": "Would you go shopping with the group?"})
    asked = Challenge.objects.get()
    henk.post(
        address("challenge_answer", asked.pk), {"answer": "rather", "words": "I would rather do the books"}
    )
    asked.refresh_from_db()
    assert asked.answer == ChallengeAnswer.RATHER
    assert "Propose it as a swap" in words_of(henk.get(address("challenge", asked.pk)))


def _he_proposes_it(cast: Cast, henk: Client, books: object, shop: object) -> None:
    here = address("swap_propose", cast.network.pk)
    page = henk.get(here + f"?takes={books}&frees_for={shop}")
    assert "the rule is written beside it" in words_of(page)
    people = {"taker": str(cast.members["henk"].pk), "freed": str(cast.members["fatima"].pk)}
    answer = henk.post(here, people | {"takes": str(books), "frees_for": str(shop)})
    assert answer.status_code == 302
