"""What a coach may know: only what a client opened, until it is ended; questions, the log, and no names."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.access import Office
from carenet.lib.errors import Conflict, DomainError
from networks.actions import coach as actions
from networks.actions import coaching
from networks.choices import NetworkStatus, Visibility
from networks.choices.coaching import MOST_WAITING, RESTS, WAITS, CoachingAnswer, Opens
from networks.choices.experiment import ExperimentState, Verdict
from networks.choices.health import SignalKind
from networks.coaching import consents, doors, reading
from networks.errors import NotFromHere
from networks.models import CoachingConsent, CoachingQuestion, Network, Participation
from networks.overview.protecting import Shown
from networks.rules.refusing import HoldsName
from networks.waiting import today
from tests import coaching as rows
from tests import daily, experiments, rules
from tests import factories as make
from tests.cast import Cast
from tests.networks.counting import counted, stand_out, takes_part
from tests.watch import lines

TODAY = timezone.localdate()


@pytest.fixture
def bram(cast: Cast) -> Participation:
    """How De Linde counts Bram's network."""
    return rows.make_counted(cast.linde, cast.network, nickname="The blue door", people=7)


def carla(cast: Cast) -> Office:
    return doors.coached(cast.carla, cast.linde.pk)


def give(cast: Cast, *opens: str, who: Any = None, **fields: Any) -> list[CoachingConsent]:
    seat = make.seat(who or cast.bram, cast.network)
    given = {"organisation": cast.linde.pk, "opens": opens, "sure": True} | fields
    return coaching.give_consent(actor=seat, **given)


def note(cast: Cast, words: str = "A habit is quickly called a rule", **about: Any) -> Any:
    given = {"actor": cast.carla, "organisation": cast.linde.pk, "kind": "learned", "day": TODAY} | about
    return actions.write_note(words=words, **given)


def test_without_a_yes_there_is_nothing_not_even_in_a_count(cast: Cast, bram: Participation) -> None:
    stand_out(cast.network)
    experiments.running(cast.network, cast.bram)
    office = carla(cast)
    assert not doors.opened(office).exists()
    assert not doors.opened_experiments(office).exists()
    assert not any(reading.totals(office).values())
    assert reading.patterns(office).networks is None
    with pytest.raises(Http404):
        doors.coached_network_for(cast.carla, bram.pk)
    with pytest.raises(NotFromHere):
        note(cast, counted=bram.pk)


def test_each_yes_opens_its_own_and_its_end_works_at_once(cast: Cast, bram: Participation) -> None:
    experiments.running(cast.network, cast.bram, words="A ride by bus")
    (patterns,) = give(cast, Opens.PATTERNS)
    office = carla(cast)
    assert list(doors.opened(office)) == [bram]
    assert not doors.opened_experiments(office).exists()
    give(cast, Opens.EXPERIMENTS)
    assert [one.number for one in doors.opened_experiments(office)] == [bram.number]
    coaching.end_consent(actor=make.seat(cast.marja, cast.network), consent=patterns.pk)
    assert not doors.opened(office, Opens.PATTERNS).exists()
    assert doors.opened(office, Opens.EXPERIMENTS).exists()
    (line,) = reading.lines(office, doors.opened(office))
    assert (line.patterns, line.experiments, line.signals) == (False, True, [])
    patterns.refresh_from_db()
    assert patterns.ended_by == cast.marja


def test_who_may_say_yes_and_to_whom(cast: Cast, bram: Participation) -> None:
    for name in ("henk", "fatima", "joris", "anouk"):
        with pytest.raises(PermissionDenied):
            give(cast, Opens.PATTERNS, who=getattr(cast, name))
    with pytest.raises(NotFromHere):
        give(cast, Opens.PATTERNS, organisation=rules.make_organisation().pk)
    for opens, sure, code in (
        ((), True, "required"),
        (["words"], True, "together"),
        (["patterns"], False, "required"),
    ):
        with pytest.raises(DomainError) as refused:
            give(cast, *opens, sure=sure)
        assert refused.value.code == code
    assert not CoachingConsent.objects.exists()
    given = give(cast, Opens.PATTERNS, who=cast.marja)
    assert given[0].for_client
    assert give(cast, Opens.PATTERNS) == []


def test_the_words_end_with_the_experiments(cast: Cast, bram: Participation) -> None:
    given = {one.opens: one for one in give(cast, *Opens)}
    assert not given[Opens.PATTERNS].for_client
    coaching.end_consent(actor=make.seat(cast.bram, cast.network), consent=given[Opens.EXPERIMENTS].pk)
    assert set(CoachingConsent.objects.filter(until=None).values_list("opens", flat=True)) == {Opens.PATTERNS}
    assert [one.detail["opens"] for one in lines(cast.network.pk)] == [
        "patterns experiments words",
        "experiments words",
    ]


@pytest.mark.parametrize("what", ["ended", "mourns", "made up", "gone"])
def test_a_network_that_rests_for_good_opens_nothing(cast: Cast, bram: Participation, what: str) -> None:
    give(cast, *Opens)
    networks, now = Network.objects.filter(pk=cast.network.pk), timezone.now()
    if what == "ended":
        networks.update(status=NetworkStatus.ENDED, ended_at=now, end_reason="stopped")
    elif what == "mourns":
        networks.update(mourning_since=now)
    elif what == "made up":
        networks.update(fictional=True)
    else:
        Participation.objects.filter(pk=bram.pk).update(until=now)
    assert not doors.opened(carla(cast)).exists()
    with pytest.raises(Http404):
        doors.coached_network_for(cast.carla, bram.pk)


def test_only_the_coaches_of_that_organisation_come_in(cast: Cast, bram: Participation) -> None:
    give(cast, *Opens)
    line = note(cast, counted=bram.pk)
    elsewhere = rules.make_organisation()
    other = rows.coach_of(elsewhere)
    refusals = {other: Http404, cast.bram: Http404}
    refusals |= dict.fromkeys((cast.els, cast.karel, cast.fatima), PermissionDenied)
    for user, refused in refusals.items():
        for door, pk in (
            (doors.coached, cast.linde.pk),
            (doors.note_for, line.pk),
            (doors.coached_network_for, bram.pk),
        ):
            with pytest.raises(refused):
                door(user, pk)
    office = doors.coached(other, elsewhere.pk)
    assert not doors.opened(office).exists()
    assert not doors.notes(office).exists()
    rows.make_counted(elsewhere, cast.network)
    assert not doors.opened(office).exists()  # the yes was for De Linde


def test_an_experiment_about_what_not_everybody_reads_is_not_told(cast: Cast, bram: Participation) -> None:
    give(cast, *Opens)
    plain = experiments.running(cast.network, cast.bram)
    family = make.make_need(cast.network, cast.bram, visibility=Visibility.FAMILY)
    task = daily.make_task(cast.network, cast.bram, need=family)
    barrier = daily.make_barrier(cast.network, cast.bram, task=task)
    experiments.running(cast.network, cast.bram, barrier=barrier)
    swap = daily.make_swap(
        cast.members["henk"], task, cast.members["joris"], daily.make_task(cast.network, cast.bram)
    )
    experiments.running(cast.network, cast.bram, swap=swap)
    experiments.make_experiment(cast.network, cast.bram)
    assert list(doors.opened_experiments(carla(cast))) == [plain]
    preview = consents.preview(make.seat(cast.bram, cast.network), bram)
    assert [one.row.pk for one in preview.tried or []] == [plain.pk]


def test_how_far_an_experiment_is_and_whether_its_stop_rule_was_used(cast: Cast, bram: Participation) -> None:
    give(cast, Opens.PATTERNS, Opens.EXPERIMENTS)
    now, first = timezone.now(), TODAY - timedelta(days=70)
    ended = {"first_on": first, "last_on": first + timedelta(days=41), "ended_at": now}
    experiments.running(cast.network, cast.bram, days=9)
    experiments.running(cast.network, cast.bram, days=60)
    experiments.running(cast.network, cast.bram, state=ExperimentState.STOPPED, **ended)
    experiments.running(cast.network, cast.bram, state=ExperimentState.DECIDED, verdict=Verdict.KEEP, **ended)
    office = carla(cast)
    assert reading.totals(office) == {"runs": 2, "stopped": 1, "decided": 1}
    tried = {one.row.state: one for one in reading.tried(reading.experiments(office), office.at)}
    assert (tried["stopped"].stopped, tried["decided"].stopped) == (True, False)
    assert [one.over for one in reading.tried(reading.experiments(office, "over"), office.at)] == [True]
    assert len(reading.experiments(office, "runs")) == 2
    assert len(reading.experiments(office, "nonsense")) == 4


def test_words_show_only_where_they_were_opened_and_hold_no_name(cast: Cast, bram: Participation) -> None:
    experiments.running(cast.network, cast.bram, words="A ride by bus, with a volunteer", days=8)
    experiments.running(cast.network, cast.bram, words="Henk cooks on Thursday", days=9)
    experiments.running(cast.network, cast.bram, words="We practise with Choir De Meent", days=10)
    for opens, said in (
        ((Opens.EXPERIMENTS,), ["", "", ""]),
        (tuple(Opens), ["A ride by bus, with a volunteer", "", ""]),
    ):
        seen = reading.seen(bram, opens, timezone.now())
        assert [one.words for one in seen.tried or []] == said
    assert [one.hidden for one in seen.tried or []] == [False, True, True]


def test_patterns_are_rounded_and_hide_what_is_about_a_few(cast: Cast) -> None:
    office = carla(cast)
    for turn in range(14):
        network = takes_part(cast.linde)
        if turn < 7:
            stand_out(network, SignalKind.QUIET, since=make.ago(40 + turn))
        if turn < 3:
            stand_out(network, SignalKind.NO_ORGANIZER)
        if turn < 13:
            stand_out(network, SignalKind.NO_STAND_IN)
        if turn < 12:
            rows.opened(counted(cast.linde, network), make.make_user(), Opens.PATTERNS)
    found = reading.patterns(office)
    assert found.networks == 10
    told = {one.kind: one for one in found.lines}
    assert told["quiet"].shown == Shown(5, 10)
    assert told["quiet"].half_since == timezone.localdate(make.ago(43)).replace(day=1)
    assert (told["no_organizer"].shown, told["no_organizer"].few) == (None, True)
    assert (told["no_stand_in"].shown, told["no_stand_in"].few) == (None, False)
    assert told["no_organizer"].half_since is None
    CoachingConsent.objects.exclude(pk__in=CoachingConsent.objects.values("pk")[:4]).update(
        until=timezone.now(), ended_by=cast.bram
    )
    assert reading.patterns(office) == reading.Patterns(None, [])


def ask(cast: Cast, number: int, words: str = "We want to learn") -> CoachingQuestion:
    return actions.ask_consent(actor=cast.carla, organisation=cast.linde.pk, number=number, words=words)


def test_a_question_waits_with_the_client_and_nobody_can_tell_a_no(cast: Cast, bram: Participation) -> None:
    asked, unknown = ask(cast, bram.number), ask(cast, 4711)
    assert (asked.network, unknown.network) == (cast.network, None)
    assert asked.until == asked.since + RESTS
    seat = make.seat(cast.bram, cast.network)
    assert list(doors.asked(seat)) == [asked]
    waiting = [one.words for one in today(cast.bram, timezone.now()).mine]
    assert "De Linde asks whether its coach may see something of this network." in waiting
    assert not any("coach" in one.words for one in today(cast.henk, timezone.now()).mine)
    for name in ("henk", "fatima"):
        with pytest.raises(PermissionDenied):
            doors.question_for(getattr(cast, name), asked.pk)
    coaching.decline_question(actor=seat, question=asked.pk)
    assert not doors.asked(seat).exists()
    shown = list(doors.questions(carla(cast)).values_list("number", "until"))
    assert shown == [(4711, unknown.until), (bram.number, asked.until)]
    for number in (bram.number, 4711):
        with pytest.raises(DomainError, match="already") as refused:
            ask(cast, number)
        assert refused.value.code == "asked"
    with pytest.raises(Http404):
        coaching.decline_question(actor=seat, question=asked.pk)


def test_a_question_goes_away_by_itself_and_a_yes_answers_it(cast: Cast, bram: Participation) -> None:
    seat = make.seat(cast.bram, cast.network)
    rows.make_question(bram, cast.carla, since=timezone.now() - WAITS - timedelta(hours=1), number=9)
    assert not doors.asked(seat).exists()
    asked = rows.make_question(bram, cast.carla)
    give(cast, Opens.PATTERNS)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == (CoachingAnswer.YES, cast.bram)


def test_who_ended_a_consent_is_not_asked_again_for_half_a_year(cast: Cast, bram: Participation) -> None:
    for consent in give(cast, Opens.PATTERNS):
        coaching.end_consent(actor=make.seat(cast.bram, cast.network), consent=consent.pk)
    assert ask(cast, bram.number).network is None


def test_an_organisation_does_not_ask_without_end(cast: Cast, bram: Participation) -> None:
    for number in range(100, 100 + MOST_WAITING):
        rows.make_question(bram, cast.carla, number=number, network=None)
    with pytest.raises(DomainError, match="Many questions"):
        ask(cast, bram.number)
    with pytest.raises(PermissionDenied):
        actions.ask_consent(actor=cast.els, organisation=cast.linde.pk, number=1, words="Who are they?")


NAMED = [
    "Bram wanted to go by bus",
    "I spoke with bram and his team",
    "I spoke with Henk",
    "Mrs Visser called",
    "The people of Choir De Meent sang",
    "Write to somebody@example.org",
    "Call 0612345678",
    "The papers of 1234567",
    "Call 06 12 34 56 78",
    "Ask Sonja, she speaks for them",
]


@pytest.mark.parametrize("words", NAMED)
def test_the_log_holds_no_name_from_any_network_of_the_organisation(
    cast: Cast, bram: Participation, words: str
) -> None:
    make.make_steward(cast.network, make.make_user("Sonja Smit", "sonja@example.org"))
    with pytest.raises(HoldsName) as refused:
        note(cast, words)
    assert not any(name in str(refused.value) for name in ("Bram", "Henk", "Visser"))
    line = note(cast, "On 3 March 2026 a team asked whose rule it is")
    with pytest.raises(HoldsName):
        actions.revise_note(actor=cast.carla, note=line.pk, words=words)


def test_nobody_finds_out_by_trying_who_is_in_a_network(cast: Cast, bram: Participation) -> None:
    for _turn in range(10):
        with pytest.raises(HoldsName):
            note(cast, "Henk")
    for words in ("Henk", "A habit is quickly called a rule"):
        with pytest.raises(DomainError, match="Several lines were refused"):
            note(cast, words)
    refused = [one for one in lines() if one.verb == "networks.coaching_note_refused"]
    assert len(refused) == 10
    assert not any("Henk" in str(one.detail) for one in refused)


def test_names_of_other_networks_are_words_like_others(cast: Cast, bram: Participation) -> None:
    assert note(cast, "Wim taught us that a visser waits").words


def test_a_line_about_a_network_rests_when_its_consent_ends(cast: Cast, bram: Participation) -> None:
    tried = experiments.running(cast.network, cast.bram)
    given = {one.opens: one for one in give(cast, Opens.PATTERNS, Opens.EXPERIMENTS)}
    rule = rules.make_rule(cast.linde)
    about = {"rule": rule.pk, "counted": bram.pk, "experiment": tried.pk}
    whole, *_others = [note(cast)] + [note(cast, **{name: pk}) for name, pk in about.items()]
    office = carla(cast)
    assert doors.notes(office).count() == 4
    assert reading.log(office, counted=bram.pk).count() == 2
    seat = make.seat(cast.bram, cast.network)
    assert [one.notes for one in consents.coaching(seat)] == [2]
    coaching.end_consent(actor=seat, consent=given[Opens.EXPERIMENTS].pk)
    assert doors.notes(office).count() == 3
    coaching.end_consent(actor=seat, consent=given[Opens.PATTERNS].pk)
    assert {one.rule_id for one in doors.notes(office)} == {None, rule.pk}
    assert doors.note_for(cast.carla, whole.pk)
    with pytest.raises(DomainError, match="one thing"):
        note(cast, rule=rule.pk, counted=bram.pk)
    with pytest.raises(NotFromHere):
        note(cast, rule=rules.make_rule(rules.make_organisation()).pk)
    with pytest.raises(DomainError, match="today"):
        note(cast, day=TODAY + timedelta(days=2))


def test_a_line_is_changed_and_taken_back_by_who_wrote_it(cast: Cast) -> None:
    line = note(cast)
    with pytest.raises(PermissionDenied):
        actions.revise_note(actor=_colleague(cast), note=line.pk, words="Something else")
    with pytest.raises(Conflict):
        actions.revise_note(actor=cast.carla, note=line.pk, version=7, words="Something else")
    actions.revise_note(actor=cast.carla, note=line.pk, version=1, words="A rule that was a habit")
    assert [one.words for one in reading.log(carla(cast), words="habi rule")] == ["A rule that was a habit"]
    assert not reading.log(carla(cast), words="bus").exists()
    assert not reading.log(carla(cast), kind="team").exists()
    actions.take_back_note(actor=cast.carla, note=line.pk)
    assert not doors.notes(carla(cast)).exists()


def _colleague(cast: Cast) -> Any:
    return rows.coach_of(cast.linde)
