"""Pausing: what still comes through, who is looked for, how a network rests and wakes, who is still there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks import post, tasks, unseen
from networks.actions import pause
from networks.actions.network import activate_network, end_network, reopen_network, rest_network
from networks.actions.pause import answer_still_there, ask_still_there, pause_member, wake_network
from networks.choices import Channel, DeliveryState, EndReason, MessageKind, NetworkStatus, PromiseStatus
from networks.choices.lifecycle import PauseLets
from networks.models import Delivery, Farewell, FriendlyQuestion, Member, Network, Rest
from networks.reachable import ASKS_FOR_HELP
from networks.retaining import kept, promised
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of
from tests.networks.posting import QUICK, due, quiet, voice

pytestmark = pytest.mark.django_db
LETS = {
    PauseLets.NOTHING: set[str](),
    PauseLets.MESSAGES: {one for one in MessageKind if one not in ASKS_FOR_HELP},
    PauseLets.URGENT: {"urgent"},
}


@pytest.mark.parametrize("lets", list(PauseLets))
def test_only_what_a_pause_lets_through_arrives(cast: Cast, lets: PauseLets) -> None:
    joris = cast.members["joris"]
    quiet(cast.joris)
    for kind in MessageKind:
        if kind != MessageKind.FAREWELL:
            due(cast.network, joris, kind=kind, channels={Channel.MAIL})
    due(cast.network, joris, slot="urgent", urgent=True, channels={Channel.MAIL})
    pause_member(actor=make.seat(cast.joris, cast.network), member=joris.pk, until=daily.hence(9), lets=lets)
    post.sweep(Channel.MAIL, voice(), QUICK)
    sent = Delivery.objects.filter(state=DeliveryState.SENT)
    got = {"urgent" if one.urgent else one.kind for one in sent}
    expected = LETS[lets] - {MessageKind.FAREWELL}
    assert got == (expected | {"urgent"} if lets == PauseLets.MESSAGES else expected)


def test_a_pause_looks_for_somebody_else_and_tells_nobody_why(cast: Cast) -> None:
    joris = cast.members["joris"]
    inside = daily.make_promise(daily.make_task(cast.network, cast.bram).occurrences.get(), joris)
    later = daily.make_task(cast.network, cast.bram, starts=daily.hence(30))
    after = daily.make_promise(later.occurrences.get(), joris)
    browser(cast.joris).post(
        address("person_pause", joris.pk), {"until": daily.hence(10).date().isoformat(), "hand_over": "on"}
    )
    inside.refresh_from_db()
    after.refresh_from_db()
    assert (inside.status, after.status) == (PromiseStatus.SEEKING, PromiseStatus.PROMISED)
    assert inside.reason == ""


def test_who_pauses_may_keep_what_they_promised(cast: Cast) -> None:
    joris = cast.members["joris"]
    mine = daily.make_promise(daily.make_task(cast.network, cast.bram).occurrences.get(), joris)
    browser(cast.joris).post(
        address("person_pause", joris.pk), {"until": daily.hence(10).date().isoformat(), "lets": "messages"}
    )
    mine.refresh_from_db()
    joris.refresh_from_db()
    assert (mine.status, joris.pause_lets) == (PromiseStatus.PROMISED, PauseLets.MESSAGES)


def test_a_network_rests_until_its_day_and_wakes_by_itself(cast: Cast) -> None:
    bram = make.seat(cast.bram, cast.network)
    today = cast.network.today(timezone.now())
    with pytest.raises(DomainError):
        rest_network(actor=bram, back_on=today)
    rest_network(actor=bram, back_on=today + timedelta(days=3), words="We are at the sea")
    told = Delivery.objects.filter(kind=MessageKind.WHOLE, channel=Channel.NOTICE)
    assert set(told.values_list("user__name", flat=True)) == {
        "Marja Visser", "Henk Visser", "Joris Kok", "Fatima El Amrani", "Anouk Bakker", "Choir De Meent",
    }  # fmt: skip
    assert "We are at the sea" in words_of(browser(cast.joris).get(address("life", cast.network.pk)))
    rest = Rest.objects.get()
    assert not wake_network(rest=rest.pk)
    Rest.objects.update(back_on=today)
    tasks.look_after()
    cast.network.refresh_from_db()
    rest.refresh_from_db()
    assert (cast.network.status, rest.until is None) == (NetworkStatus.ACTIVE, False)
    assert not wake_network(rest=rest.pk)


def test_what_looks_for_people_stops_while_a_network_rests(cast: Cast) -> None:
    quiet(cast.joris)
    for kind in (MessageKind.OPEN_ASKS, MessageKind.WEEK_LETTER, MessageKind.DAY_BEFORE):
        due(cast.network, cast.members["joris"], kind=kind, channels={Channel.MAIL})
    rest_network(actor=make.seat(cast.bram, cast.network))
    Delivery.objects.filter(kind=MessageKind.WHOLE).delete()
    post.sweep(Channel.MAIL, voice(), QUICK)
    sent = Delivery.objects.filter(state=DeliveryState.SENT)
    assert [one.kind for one in sent] == [MessageKind.DAY_BEFORE]
    activate_network(actor=make.seat(cast.marja, cast.network))
    assert Rest.objects.get().until


def test_who_gave_no_sign_for_a_month_is_asked_once(cast: Cast) -> None:
    at = timezone.now()
    Member.objects.filter(network=cast.network).exclude(joined_at=None).update(joined_at=make.ago(90))
    everybody = {cast.members[name].pk for name in ("marja", "henk", "joris", "fatima", "anouk", "choir")}
    assert (
        set(unseen.quiet_members(at).filter(network=cast.network).values_list("pk", flat=True)) == everybody
    )
    cast.henk.last_login = make.ago(3)
    cast.henk.save()
    daily.make_story(cast.network, cast.marja)
    daily.make_promise(daily.make_task(cast.network).occurrences.get(), cast.members["fatima"])
    cast.members["anouk"].paused_until = daily.hence(9)
    cast.members["anouk"].save()
    left = {cast.members[name].pk for name in ("joris", "choir")}
    assert set(unseen.quiet_members(at).filter(network=cast.network).values_list("pk", flat=True)) == left
    tasks.look_after()
    asked = FriendlyQuestion.objects.filter(network=cast.network)
    assert set(asked.values_list("member_id", flat=True)) == left
    assert Delivery.objects.filter(kind=MessageKind.STILL_THERE, channel=Channel.MAIL).count() >= 2
    assert ask_still_there(member=cast.members["joris"].pk) is None


def test_every_answer_is_fine(cast: Cast) -> None:
    for answer, leads_to in (("here", "/networks/"), ("pause", "/pause/"), ("leave", "/leave/")):
        question = FriendlyQuestion.objects.create(
            network=cast.network, member=cast.members["joris"], asked_at=timezone.now()
        )
        where = address("still_there", question.pk)
        assert browser(cast.henk).get(where).status_code == 404
        assert browser(cast.joris).get(where).status_code == 200
        answered = browser(cast.joris).post(where, {"answer": answer})
        assert leads_to in answered.headers["Location"]
        question.refresh_from_db()
        assert question.answer == answer
        with pytest.raises(DomainError):
            answer_still_there(actor=make.seat(cast.joris, cast.network), question=question.pk, answer="here")


def test_an_ending_hands_over_what_is_promised_and_may_say_something_once(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, title="Singing together")
    daily.make_promise(task.occurrences.get(), cast.members["joris"])
    bram = make.seat(cast.bram, cast.network)
    (one,) = promised(bram)
    assert (one.what, one.who, one.number) == ("Singing together", "Joris Kok", 1)
    client = browser(cast.bram)
    assert "Singing together" in words_of(client.get(address("end", cast.network.pk)))
    client.post(address("end", cast.network.pk), {"reason": "goals_reached", "farewell": "Thank you all."})
    assert Farewell.objects.get().text == "Thank you all."
    quiet(cast.joris)
    Delivery.objects.filter(user=cast.joris, kind=MessageKind.FAREWELL).update(not_before=make.ago(1))
    assert post.sweep(Channel.MAIL, voice(), QUICK)["sent"] >= 1
    client.post(address("reopen", cast.network.pk))
    assert Network.objects.get(pk=cast.network.pk).status == NetworkStatus.ACTIVE
    assert Farewell.objects.get().until
    end_network(actor=bram, reason="moved", farewell="Again.")
    assert Farewell.objects.count() == 2


def test_the_clock_of_what_is_kept_says_what_the_house_does(cast: Cast) -> None:
    due(cast.network, cast.members["joris"])
    rows = {one.rule.what.value: one for one in kept(cast.network)}
    message = rows["messages"]
    days = post.KEPT.days
    assert str(days) in message.until
    assert message.goes_at is not None
    assert abs(message.goes_at - timezone.now() - timedelta(days=days)) < timedelta(minutes=5)
    assert rows["words"].goes_at is None
    page = words_of(browser(cast.joris).get(address("kept", cast.network.pk)))
    assert all(str(one.rule.label) in page for one in rows.values())


def test_pausing_is_one_noun(cast: Cast) -> None:
    seat = make.seat(cast.joris, cast.network)
    joris = cast.members["joris"].pk
    pause.pause_member(actor=seat, member=joris, until=daily.hence(2), lets="urgent")
    row = pause.resume_member(actor=seat, member=joris)
    assert (row.paused_until, row.pause_lets) == (None, PauseLets.NOTHING)


def test_an_end_ends_the_rest_so_that_it_can_rest_again_later(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    for _turn in range(2):
        rest_network(actor=seat)
        end_network(actor=seat, reason=EndReason.MOVED)
        assert not Rest.objects.filter(network=cast.network, until=None).exists()
        reopen_network(actor=seat)
    assert Rest.objects.filter(network=cast.network).count() == 2
