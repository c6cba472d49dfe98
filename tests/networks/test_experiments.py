"""Small experiments: everybody says yes, weeks are told apart, anybody stops it, two pages come of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.models import LedgerEntry
from carenet.lib.errors import DomainError
from networks import experiments as reading
from networks import moments
from networks.actions.experiment import (
    answer_experiment,
    look_back,
    propose_experiment,
    stop_experiment,
    tell_week,
)
from networks.choices import DeliveryState, MessageKind, SwapStatus, Visibility
from networks.choices.experiment import ExperimentState, HowWasIt, SpeaksFor, Verdict
from networks.choices.rule import RuleStatus
from networks.errors import NotFromHere
from networks.models import Delivery, Experiment, ExperimentWeek
from networks.standing import Seat
from tests import daily, experiments
from tests import factories as make
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, words_of


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def propose(cast: Cast, who: str = "henk", *people: str, **more: Any) -> Experiment:
    ids = [cast.members[name].pk for name in people or ("henk", "fatima")]
    given = {"words": "We sing on Fridays", "stop_rule": "When Bram is too tired"} | more
    return propose_experiment(actor=seat(cast, who), people=ids, **given)


def agreed(cast: Cast, **more: Any) -> Experiment:
    """One that everybody it concerns has said yes to, just now."""
    row = propose(cast, **more)
    for who in ("bram", "fatima"):
        answer_experiment(actor=seat(cast, who), experiment=row.pk, yes=True)
    row.refresh_from_db()
    return row


def in_week(cast: Cast, week: int) -> Experiment:
    """One in that week, of Bram, Henk and Fatima."""
    row = experiments.running(cast.network, cast.henk, days=(week - 1) * 7)
    for who in ("henk", "fatima"):
        experiments.make_voice(row, cast.members[who])
    return row


def voice(row: Experiment, who: Any) -> Any:
    return row.voices.get(member=who)


def test_it_begins_with_the_last_yes_and_not_before(cast: Cast) -> None:
    row = propose(cast)
    assert {one.speaks_for for one in reading.voices(row)} == set(SpeaksFor)
    assert voice(row, cast.members["henk"]).agreed_at is not None
    answer_experiment(actor=seat(cast, "marja"), experiment=row.pk, yes=True)
    row.refresh_from_db()
    assert row.state == ExperimentState.PROPOSED
    answer_experiment(actor=seat(cast, "fatima"), experiment=row.pk, yes=True)
    row.refresh_from_db()
    today = cast.network.today(timezone.now())
    assert (row.state, row.first_on) == (ExperimentState.RUNS, today)
    assert row.last_on == today + timedelta(days=41)
    assert changes(cast.network.pk) == [
        "networks.experiment_proposed",
        "networks.experiment_answered",
        "networks.experiment_answered",
    ]


def test_one_no_is_enough_and_needs_no_reason(cast: Cast) -> None:
    row = propose(cast)
    answer_experiment(actor=seat(cast, "fatima"), experiment=row.pk, yes=False)
    row.refresh_from_db()
    assert row.state == ExperimentState.NOT_BEGUN
    with pytest.raises(DomainError):
        answer_experiment(actor=seat(cast, "bram"), experiment=row.pk, yes=True)


def test_only_whom_it_concerns_answers(cast: Cast) -> None:
    row = propose(cast)
    with pytest.raises(PermissionDenied):
        answer_experiment(actor=seat(cast, "anouk"), experiment=row.pk, yes=True)
    with pytest.raises(Http404):
        answer_experiment(actor=make.seat(cast.eve, cast.other), experiment=row.pk, yes=True)


@pytest.mark.parametrize("weeks", [1, 13])
def test_it_lasts_two_to_twelve_weeks(cast: Cast, weeks: int) -> None:
    with pytest.raises(DomainError) as refused:
        propose(cast, weeks=weeks)
    assert refused.value.field == "weeks"


def test_somebody_who_helps_is_concerned_and_nobody_from_elsewhere(cast: Cast) -> None:
    with pytest.raises(DomainError) as refused:
        propose_experiment(actor=seat(cast, "henk"), words="Sing", stop_rule="Tired", people=[])
    assert refused.value.field == "people"
    with pytest.raises((NotFromHere, Http404)):
        propose_experiment(
            actor=seat(cast, "henk"), words="Sing", stop_rule="Tired", people=[cast.other_member.pk]
        )
    with pytest.raises(NotFromHere):
        propose(cast, barrier=daily.make_barrier(cast.other, cast.eve).pk)


def test_a_swap_brings_its_two_and_its_rule_which_is_then_being_tried(cast: Cast) -> None:
    rule = daily.make_barrier(cast.network, cast.bram)
    swap = daily.make_swap(
        cast.members["henk"],
        daily.make_task(cast.network, cast.bram),
        cast.members["fatima"],
        daily.make_task(cast.network, cast.bram),
        barrier=rule,
    )
    row = propose_experiment(
        actor=seat(cast, "henk"), words="Books", stop_rule="Mistakes", people=[], swap=swap.pk
    )
    assert row.barrier == rule
    assert {one.member_id for one in row.voices.all()} == {None, swap.taker_id, swap.freed_id}
    for who in ("bram", "fatima"):
        answer_experiment(actor=seat(cast, who), experiment=row.pk, yes=True)
    rule.refresh_from_db()
    assert rule.status == RuleStatus.TRIED
    with pytest.raises(NotFromHere):
        propose_experiment(
            actor=seat(cast, "fatima"), words="Again", stop_rule="Mistakes", people=[], swap=swap.pk
        )


def test_who_may_not_know_of_the_swap_does_not_know_of_the_experiment(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, visibility=Visibility.FAMILY)
    swap = daily.make_swap(
        cast.members["henk"],
        daily.make_task(cast.network, cast.marja, need=need),
        cast.members["joris"],
        daily.make_task(cast.network, cast.marja),
        status=SwapStatus.PROPOSED,
    )
    row = experiments.make_experiment(cast.network, cast.henk, swap=swap)
    page = address("experiment", row.pk)
    assert browser(cast.fatima).get(page).status_code == 404
    assert browser(cast.henk).get(page).status_code == 200
    assert row.words not in words_of(browser(cast.fatima).get(address("experiments", cast.network.pk)))


def test_a_week_is_told_by_each_apart_and_what_nobody_told_is_no_zero(cast: Cast) -> None:
    row = in_week(cast, 2)
    given = {"experiment": row.pk, "week": 1}
    fatima = voice(row, cast.members["fatima"]).pk
    tell_week(actor=seat(cast, "marja"), voice=voice(row, None).pk, how="better", **given)
    tell_week(actor=seat(cast, "fatima"), voice=fatima, how="worse", minutes=40, **given)
    tell_week(actor=seat(cast, "fatima"), voice=fatima, how="same", minutes=30, **given)
    assert ExperimentWeek.objects.count() == 2
    voices = reading.voices(row)
    first, second = reading.weeks(row, voices, cast.network.today(timezone.now()))
    assert [one.how if one else None for _voice, one in first.said] == [HowWasIt.BETTER, None, HowWasIt.SAME]
    assert (first.minutes, second.minutes, reading.minutes([first, second])) == (30, None, 30)
    assert reading.minutes([second]) is None
    told = {one.side: one.told for one in reading.figures(voices, [first, second])}
    assert told == {SpeaksFor.CLIENT: 1, SpeaksFor.UNPAID: 0, SpeaksFor.PAID: 1}
    page = words_of(browser(cast.joris).get(address("experiment_result", row.pk)))
    assert "better: 1 · the same: 0 · not as good: 0" in page
    assert "<dd>–</dd>" in page


def test_more_time_of_staff_than_agreed_is_said_and_stops_nothing(cast: Cast) -> None:
    row = in_week(cast, 3)
    fatima, told = voice(row, cast.members["fatima"]), "more than you agreed"
    page, client = address("experiment", row.pk), browser(cast.henk)
    given = {"actor": seat(cast, "fatima"), "experiment": row.pk, "voice": fatima.pk, "how": "same"}
    tell_week(week=1, minutes=90, **given)
    assert told not in words_of(client.get(page)), "nothing was agreed"
    Experiment.objects.filter(pk=row.pk).update(budget=120)
    tell_week(week=2, minutes=30, **given)
    text = words_of(client.get(page))
    assert "2 hours / 2 hours" in text
    assert told not in text
    tell_week(week=3, minutes=1, **given)
    for who in ("bram", "henk", "fatima", "choir"):
        text = words_of(browser(getattr(cast, who)).get(page))
        assert "2 hours and 1 minute / 2 hours" in text
        assert told in text
    assert "2 hours and 1 minute / 2 hours" in words_of(client.get(address("experiment_result", row.pk)))
    row.refresh_from_db()
    assert row.state == ExperimentState.RUNS
    tell_week(week=3, minutes=0, **given)
    assert told not in words_of(client.get(page)), "what was told was corrected"
    Experiment.objects.filter(pk=row.pk).update(budget=0)
    assert told in words_of(client.get(page)), "no time at all was agreed"
    assert told in words_of(client.get(address("experiment_result", row.pk)))


@pytest.mark.parametrize("who", ["bram", "marja", "henk", "fatima"])
def test_the_page_of_a_week_says_when_to_stop_and_leads_there(cast: Cast, who: str) -> None:
    row = in_week(cast, 2)
    Experiment.objects.filter(pk=row.pk).update(stop_rule="Bram dare not go home")
    client, page = browser(getattr(cast, who)), address("experiment_week", row.pk)
    rule, stop = "You stop at once when: Bram dare not go home", address("experiment_stop", row.pk)
    text = words_of(client.get(page))
    assert rule in text
    assert f'href="{stop}">Stop it now' in text
    refused = client.post(page, {"how": ""})
    assert refused.status_code == 422
    assert rule in words_of(refused)
    client.post(stop, {"why": "He did not dare"})
    after = words_of(client.get(page))
    assert rule in after
    assert stop not in after


def test_nobody_tells_for_another_nor_of_a_week_to_come(cast: Cast) -> None:
    row = in_week(cast, 2)
    henk = voice(row, cast.members["henk"]).pk
    given = {"experiment": row.pk, "voice": henk, "how": "better"}
    with pytest.raises(PermissionDenied):
        tell_week(actor=seat(cast, "bram"), week=1, **given)
    with pytest.raises(DomainError) as refused:
        tell_week(actor=seat(cast, "henk"), week=3, **given)
    assert refused.value.field == "week"
    with pytest.raises(DomainError) as refused:
        tell_week(actor=seat(cast, "henk"), week=1, minutes=5, **given)
    assert refused.value.field == "minutes"


@pytest.mark.parametrize("who", ["bram", "marja", "henk", "fatima"])
def test_anybody_concerned_stops_it_at_any_moment(cast: Cast, who: str) -> None:
    row = in_week(cast, 2)
    stop_experiment(actor=seat(cast, who), experiment=row.pk)
    row.refresh_from_db()
    assert row.state == ExperimentState.STOPPED
    with pytest.raises(DomainError):
        stop_experiment(actor=seat(cast, who), experiment=row.pk)


def test_others_do_not_stop_it(cast: Cast) -> None:
    row = in_week(cast, 2)
    with pytest.raises(PermissionDenied):
        stop_experiment(actor=seat(cast, "anouk"), experiment=row.pk)


def test_looking_back_decides_also_after_it_was_stopped(cast: Cast) -> None:
    row = in_week(cast, 3)
    stop_experiment(actor=seat(cast, "henk"), experiment=row.pk, why="Bram had a cold")
    changed = {"changed_client": "He sang twice", "verdict_words": "Once more in spring"}
    look_back(actor=seat(cast, "henk"), experiment=row.pk, verdict=Verdict.CHANGE, **changed)
    page = words_of(browser(cast.choir).get(address("experiment_result", row.pk)))
    for words in ("He sang twice", "We go on, but otherwise", "Once more in spring", "Bram had a cold"):
        assert words in page
    with pytest.raises(DomainError):
        look_back(actor=seat(cast, "henk"), experiment=propose(cast).pk, verdict="keep")


def test_a_professional_neither_speaks_for_others_nor_decides(cast: Cast) -> None:
    row = in_week(cast, 3)
    fatima = seat(cast, "fatima")
    for more in ({"verdict": "keep"}, {"changed_client": "He is happier"}, {"changed_unpaid": "Less work"}):
        with pytest.raises(PermissionDenied):
            look_back(actor=fatima, experiment=row.pk, **more)
    look_back(actor=fatima, experiment=row.pk, changed_paid="Time to talk")
    look_back(actor=seat(cast, "henk"), experiment=row.pk, verdict="keep", changed_client="He sings")
    row.refresh_from_db()
    assert (row.changed_client, row.changed_paid, row.state) == ("He sings", "Time to talk", "decided")
    with pytest.raises(DomainError, match="Choose what you decide"):
        look_back(actor=seat(cast, "henk"), experiment=row.pk)


@pytest.mark.parametrize("act", [answer_experiment, stop_experiment])
def test_who_said_no_stands_nowhere(cast: Cast, act: Any) -> None:
    row = propose(cast)
    more = {"yes": False} if act is answer_experiment else {}
    act(actor=seat(cast, "fatima"), experiment=row.pk, **more)
    row.refresh_from_db()
    last = LedgerEntry.objects.filter(chain=cast.network.pk).latest("seq")
    assert (row.ended_by, last.actor_id, last.verb) == (None, None, "networks.experiment_not_begun")
    page = words_of(browser(cast.henk).get(address("experiment", row.pk)))
    assert "no answer yet" not in page


def test_the_house_reminds_once_a_week_and_only_who_told_nothing(cast: Cast) -> None:
    row = agreed(cast)
    plans = Delivery.objects.filter(subject_id=row.pk, kind=MessageKind.REVIEW_DUE)
    assert plans.count() == 6
    plan = plans.order_by("not_before").first()
    assert plan is not None
    later = timezone.now() + timedelta(days=8)
    experiments.make_week(voice(row, cast.members["fatima"]), cast.fatima)
    for _turn in range(2):
        moments.happen(plan, later)
    told = plans.exclude(user=None)
    assert {one.user for one in told} == {cast.bram, cast.marja, cast.henk}
    letter = moments.compose(told[0], later)
    assert letter is not None
    assert "We sing on Fridays" not in str(letter)
    stop_experiment(actor=seat(cast, "henk"), experiment=row.pk)
    assert not plans.filter(state=DeliveryState.DUE).exists()
    assert moments.compose(told[0], later) is None


def test_from_the_start_to_the_result_in_a_browser(cast: Cast) -> None:
    henk = browser(cast.henk)
    form = {
        "words": "Henk keeps the books",
        "stop_rule": "When a bill is lost",
        "weeks": "6",
        "budget": "120",
        "people": [str(cast.members["henk"].pk), str(cast.members["fatima"].pk)],
    }
    add = address("experiment_add", cast.network.pk)
    lacks = henk.post(add, form | {"stop_rule": ""})
    assert lacks.status_code == 422
    assert "Say when you stop at once." in words_of(lacks)
    assert "week" not in words_of(henk.post(add, form, follow=True)).split("Tell this")[1:]
    row = Experiment.objects.get()
    for who in (cast.marja, cast.fatima):
        browser(who).post(address("experiment_answer", row.pk), {"answer": "yes"})
    page = words_of(henk.get(address("experiment", row.pk)))
    assert "week 1 of 6" in page
    assert "– / 2 hours" in page
    week = address("experiment_week", row.pk)
    assert "How many minutes" not in words_of(henk.get(week))
    fatima = browser(cast.fatima)
    sent = fatima.post(week, {"how": "better", "minutes": "25", "words": "More air"}, follow=True)
    assert "25 minutes / 2 hours" in words_of(sent)
    back = address("experiment_look_back", row.pk)
    assert "What do we decide?" not in words_of(fatima.get(back))
    fatima.post(back, {"changed_paid": "Time to talk", "verdict": "stop"}, follow=True)
    assert "Time to talk" in words_of(henk.get(back))
    changed = {"changed_client": "He sings", "changed_paid": "Time to talk"}
    done = henk.post(back, changed | {"verdict": "keep"}, follow=True)
    assert "Time to talk" in words_of(done)
    assert "We keep it" in words_of(done)
    for name in INSIDE:
        assert browser(getattr(cast, name)).get(address("experiment", row.pk)).status_code == 200
    closed_to_outsiders(cast, address("experiments", cast.network.pk), address("experiment", row.pk), week)


def test_the_page_costs_the_same_with_many_weeks(cast: Cast) -> None:
    client, counts = browser(cast.bram), []
    for week in (1, 6):
        row = in_week(cast, week)
        for one in row.voices.all():
            for number in range(1, week + 1):
                experiments.make_week(one, cast.henk, week=number)
        client.get(address("experiment", row.pk))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address("experiment", row.pk)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_api_walks_the_same_way(cast: Cast) -> None:
    row = in_week(cast, 1)
    client, at = browser(cast.fatima), f"/api/v1/experiments/{row.pk}/"
    mine = voice(row, cast.members["fatima"]).pk
    told = {"voice": str(mine), "week": 1, "how": "better", "minutes": 5}
    assert client.post(f"{at}week/", told, content_type="application/json").status_code == 200
    seen = client.get(at).json()
    assert (seen["minutes"], len(seen["voices"]), seen["told"][0]["how"]) == (5, 3, "better")
    back = f"{at}look-back/"
    assert client.post(back, {"verdict": "stop"}, content_type="application/json").status_code == 403
    done = browser(cast.henk).post(back, {"verdict": "stop"}, content_type="application/json")
    assert done.json()["state"] == "decided"
