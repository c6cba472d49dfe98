"""Questions that start from a talent: small, refusable, and between two people only."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import challenge as challenges
from networks.actions.challenge import Rests
from networks.choices import ChallengeAnswer, MessageKind, TalentKind, Visibility
from networks.errors import NotFromHere
from networks.models import Challenge, Delivery, Talent
from networks.standing import Seat
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of
from tests.watch import snapshot

REFUSALS = (DomainError, PermissionDenied, Http404, ValidationError)
OTHERS = tuple(name for name in INSIDE if name not in ("henk", "joris"))


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def ask(cast: Cast, who: str = "joris", of: str = "henk", **says: Any) -> Challenge:
    """Somebody asks somebody something."""
    says.setdefault("words", "Would you keep the books of the group?")
    return challenges.ask_challenge(actor=seat(cast, who), member=cast.members[of].pk, **says)


def answer(cast: Cast, row: Challenge, said: str, words: str = "", who: str = "henk") -> Challenge:
    return challenges.answer_challenge(actor=seat(cast, who), challenge=row.pk, answer=said, words=words)


def test_outsiders_find_no_question(cast: Cast) -> None:
    row = ask(cast)
    pages = (address("challenges", cast.network.pk), address("challenge_add", cast.members["henk"].pk))
    closed_to_outsiders(cast, *pages, address("challenge", row.pk))


def test_a_question_starts_from_a_talent_of_that_person_and_from_no_other(cast: Cast) -> None:
    henks = daily.make_talent(cast.members["henk"])
    assert ask(cast, talent=henks.pk).talent == henks
    for other in (daily.make_talent(cast.members["fatima"]), daily.make_talent(cast.other_member)):
        with pytest.raises(NotFromHere):
            ask(cast, talent=other.pk)


def test_what_somebody_never_wants_is_no_start_of_a_question(cast: Cast) -> None:
    refusal = daily.make_talent(cast.members["henk"], kind=TalentKind.NEVER)
    with pytest.raises(NotFromHere):
        ask(cast, talent=refusal.pk)


@pytest.mark.parametrize("of", ["igor", "noor", "joris"])
def test_only_somebody_else_who_takes_part_is_asked(cast: Cast, of: str) -> None:
    with pytest.raises(NotFromHere):
        ask(cast, of=of)


def test_somebody_of_another_network_is_not_asked(cast: Cast) -> None:
    with pytest.raises(NotFromHere):
        challenges.ask_challenge(actor=seat(cast, "joris"), member=cast.other_member.pk, words="Wim?")


def test_who_rests_is_left_in_peace(cast: Cast) -> None:
    henk = cast.members["henk"]
    henk.paused_until = timezone.now() + timedelta(days=3)
    henk.store("paused_until")
    with pytest.raises(Rests):
        ask(cast)


def test_the_same_question_waits_for_its_answer_first(cast: Cast) -> None:
    row = ask(cast)
    with pytest.raises(ValidationError):
        ask(cast)
    challenges.take_back_challenge(actor=seat(cast, "joris"), challenge=row.pk)
    assert ask(cast).pk != row.pk


def test_the_asked_one_hears_it_and_the_answer_goes_to_who_asked_alone(cast: Cast) -> None:
    row = ask(cast)
    told = Delivery.objects.filter(kind=MessageKind.CHALLENGE, network=cast.network)
    assert {one.user_id for one in told} == {cast.henk.pk}
    answer(cast, row, ChallengeAnswer.NOT_THIS)
    assert {one.user_id for one in told.all()} == {cast.henk.pk, cast.joris.pk}


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_the_question_or_its_answer(cast: Cast, name: str) -> None:
    row = answer(cast, ask(cast), ChallengeAnswer.RATHER, "Rather the piano")
    client = browser(getattr(cast, name))
    pages = [address("challenges", cast.network.pk), address("person", cast.members["henk"].pk)]
    pages += [reverse("api:challenges", args=[cast.network.pk]), address("talents", cast.network.pk)]
    for page in pages:
        page_words = words_of(client.get(page))
        assert "Rather the piano" not in page_words, page
        assert "keep the books" not in page_words, page
    for page in (address("challenge", row.pk), reverse("api:challenge", args=[row.pk])):
        assert client.get(page).status_code == 404, page


def test_which_answer_it_was_stands_in_no_trace(cast: Cast) -> None:
    answer(cast, ask(cast), ChallengeAnswer.NOT_NOW)
    page = words_of(browser(cast.bram).get(reverse("accountability:ledger", args=[cast.network.pk])))
    assert "answered a question" in page
    assert "not_now" not in page


def test_id_rather_says_what(cast: Cast) -> None:
    row = ask(cast)
    with pytest.raises(ValidationError):
        answer(cast, row, ChallengeAnswer.RATHER)
    assert answer(cast, row, ChallengeAnswer.RATHER, "The books").answer_words == "The books"


def test_who_asked_notes_what_somebody_without_an_account_said(cast: Cast) -> None:
    cast.members["mies"] = make.make_member(cast.network, name="Mies Vos")
    row = ask(cast, of="mies")
    with pytest.raises(Http404):
        answer(cast, row, ChallengeAnswer.YES, who="marja")
    assert answer(cast, row, ChallengeAnswer.YES, who="joris").answer == "yes"


VERBS: dict[str, Callable[[Cast, Challenge], Any]] = {
    "yes": lambda cast, row: answer(cast, row, ChallengeAnswer.YES),
    "not this": lambda cast, row: answer(cast, row, ChallengeAnswer.NOT_THIS),
    "rather": lambda cast, row: answer(cast, row, ChallengeAnswer.RATHER, "Other"),
    "take back": lambda cast, row: challenges.take_back_challenge(
        actor=seat(cast, "joris"), challenge=row.pk
    ),
    "answer for": lambda cast, row: answer(cast, row, ChallengeAnswer.YES, who="joris"),
    "take back for": lambda cast, row: challenges.take_back_challenge(
        actor=seat(cast, "henk"), challenge=row.pk
    ),
}
WAITING = {"yes", "not this", "rather", "take back"}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["waiting", "answered", "taken back"])
def test_a_question_allows_only_what_its_state_allows(cast: Cast, state: str, verb: str) -> None:
    row = ask(cast)
    if state == "answered":
        answer(cast, row, ChallengeAnswer.NOT_NOW)
    elif state == "taken back":
        challenges.take_back_challenge(actor=seat(cast, "joris"), challenge=row.pk)
    before = snapshot()
    if state == "waiting" and verb in WAITING:
        VERBS[verb](cast, row)
        assert snapshot() != before
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        VERBS[verb](cast, row)
    assert snapshot() == before


def test_the_need_shows_only_to_who_may_read_it(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, words="A quiet need", visibility=Visibility.CLOSE)
    row = ask(cast, "marja", "joris", need=need.pk)
    assert "A quiet need" in words_of(browser(cast.marja).get(address("challenge", row.pk)))
    assert "A quiet need" not in words_of(browser(cast.joris).get(address("challenge", row.pk)))
    shown = browser(cast.joris).get(reverse("api:challenge", args=[row.pk])).json()
    assert shown["need"] is None
    with pytest.raises(NotFromHere):
        ask(cast, "joris", "henk", need=need.pk)


def test_a_question_is_asked_and_answered_on_pages(cast: Cast) -> None:
    talent = daily.make_talent(cast.members["henk"], "administration", words="Books")
    here = address("challenge_add", cast.members["henk"].pk)
    client = browser(cast.joris)
    page = client.get(here + f"?talent={talent.pk}")
    assert "Books (is good at)" in words_of(page)
    assert client.post(here, {"talent": str(talent.pk)}).status_code == 422
    client.post(here, {"talent": str(talent.pk), "words": "Keep our books?"})
    row = Challenge.objects.get()
    henk = browser(cast.henk)
    assert "waits for you" in words_of(henk.get(address("challenges", cast.network.pk)))
    page = words_of(henk.get(address("challenge", row.pk)))
    assert all(choice in page for choice in ("Yes, I would like that", "Not this", "Not now", "I'd rather…"))
    reply = address("challenge_answer", row.pk)
    refused = henk.post(reply, {"answer": "rather"})
    assert refused.status_code == 422
    assert "Say what you would rather do." in words_of(refused)
    henk.post(reply, {"answer": "rather", "words": "Play the piano"})
    assert "Play the piano" in words_of(client.get(address("challenge", row.pk)))
    offered = words_of(henk.get(address("challenge", row.pk)))
    assert "Write it down as a talent" in offered
    add = address("talent_add", cast.network.pk) + f"?kind=would_love&answer={row.pk}"
    assert "Play the piano" in words_of(henk.get(add))
    assert browser(cast.fatima).get(add).status_code == 404
    assert "Play the piano" not in words_of(client.get(add))


def test_the_list_costs_the_same_however_long(cast: Cast) -> None:
    client, here = browser(cast.joris), address("challenges", cast.network.pk)
    ask(cast)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(25):
        other = make.make_member(cast.network)
        daily.make_challenge(other, cast.joris, daily.make_talent(other))
        daily.make_challenge(cast.members["joris"], make.make_user())
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 12


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("challenge_answered_with_date", {"answer": "yes"}),
        ("challenge_answered_with_date", {"answered_at": make.ago(1)}),
        ("challenge_rather_says_what", {"answer": "rather", "answered_at": make.ago(1)}),
    ],
)
def test_the_table_itself_keeps_questions_right(cast: Cast, name: str, fields: dict[str, Any]) -> None:
    row = ask(cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Challenge.objects.filter(pk=row.pk).update(**fields)


def test_a_talent_that_became_a_refusal_is_not_shown_with_the_question(cast: Cast) -> None:
    talent = daily.make_talent(cast.members["henk"], words="Driving at night")
    row = ask(cast, talent=talent.pk)
    Talent.objects.filter(pk=talent.pk).update(kind=TalentKind.NEVER)
    assert "Driving at night" not in words_of(browser(cast.joris).get(address("challenge", row.pk)))
