"""From the first word of a death nothing leaves: no kind, no channel, no job, no sweep that was running."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from networks import outbox, post, reminders, tasks
from networks.actions import occurrence, widen
from networks.actions.invitation import take_mail
from networks.actions.mourning import say_died, take_back_death
from networks.choices import AskStatus, Channel, DeliveryState, MessageKind, Reach, TaskWhen
from networks.mailing import LATEST_ONLY
from networks.models import Delivery, Network, Reachability
from networks.moments import look_ahead
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.mourning import near, said
from tests.networks.posting import QUICK, due, mails, quiet, server, voice, write

pytestmark = pytest.mark.django_db
HELD, SENT, DUE, DROPPED = (
    DeliveryState.HELD,
    DeliveryState.SENT,
    DeliveryState.DUE,
    DeliveryState.DROPPED,
)
KINDS = [one for one in MessageKind if one != MessageKind.FAREWELL]
SENDS = list(Channel)


def row(cast: Cast, kind: MessageKind, channel: Channel, **fields: Any) -> Delivery:
    """One row that is due, of any kind over any channel."""
    reader = {} if channel == Channel.PLAN else {"user": cast.joris, "member": cast.members["joris"]}
    fields = {"not_before": timezone.now(), "subject_kind": "network", "subject_id": cast.network.pk} | fields
    key = f"{kind}.{channel}.{Delivery.objects.count()}"
    return Delivery.objects.create(
        key=key, network=cast.network, kind=kind, channel=channel, **reader, **fields
    )


def sweep_all(**more: Any) -> int:
    """One sweep over every channel; how many rows were sent."""
    more.setdefault("push", lambda row, letter, at: None)
    return sum(post.sweep(channel, voice(**more), QUICK)["sent"] for channel in Channel)


def awake(cast: Cast) -> None:
    """Joris is reached at any hour."""
    quiet(cast.joris)


@pytest.mark.parametrize("channel", SENDS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_message_leaves_over_any_channel(cast: Cast, kind: MessageKind, channel: Channel) -> None:
    awake(cast)
    before, later = row(cast, kind, channel), row(cast, kind, channel, not_before=daily.hence(2))
    said(cast)
    stale = row(cast, kind, channel)  # written by somebody who did not know yet
    assert sweep_all() == 0
    for one in (before, later, stale):
        moment = one.not_before
        one.refresh_from_db()
        assert (one.state, one.not_before, one.attempts) == (HELD, moment, 0)
    assert mail.outbox == []
    assert not Delivery.objects.notices_of(cast.joris).exists()


@pytest.mark.parametrize("channel", SENDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_afterwards_is_held_from_the_start(
    cast: Cast, kind: MessageKind, channel: Channel
) -> None:
    network = said(cast)
    if channel == Channel.PLAN:
        outbox.plan(
            network=network, kind=kind, subject=network, at=timezone.now(), slot="", not_before=timezone.now()
        )
    else:
        due(network, cast.members["joris"], kind=kind, channels={channel})
    assert {one.state for one in Delivery.objects.all()} <= {HELD}


def test_a_sweep_that_is_running_sends_what_is_on_the_wire_and_nothing_more(cast: Cast) -> None:
    people = [
        make.make_member(cast.network, joined=False, email=f"p{turn}@example.org") for turn in range(12)
    ]
    for one in people:
        quiet(one)
    due(cast.network, *people)
    written: list[Delivery] = []

    def write_and_die(delivery: Delivery) -> Any:
        written.append(delivery)
        if len(written) == QUICK.connections + 1:  # the first four are with the server
            say_died(actor=make.seat(cast.henk, cast.network))
        return write(delivery)

    with server() as taken:
        counts = post.sweep(Channel.MAIL, voice(write_and_die), QUICK)
    assert len(taken) == QUICK.connections == counts["sent"]
    states = [one.state for one in mails()]
    assert (states.count(SENT), states.count(HELD)) == (QUICK.connections, 12 - QUICK.connections)
    assert not Delivery.objects.filter(leased_by__isnull=False).exists()


def test_one_mail_of_two_networks_leaves_without_the_one_that_mourns(cast: Cast) -> None:
    make.make_member(cast.other, cast.joris)
    awake(cast)
    other = cast.other
    for network in (cast.network, other):
        due(network, cast.joris, channels={Channel.MAIL}, subject=network)
    Delivery.objects.update(last_error="quiet hours")
    first: list[Delivery] = []

    def write_and_die(delivery: Delivery) -> Any:
        if not first:
            say_died(actor=make.seat(cast.henk, cast.network))
        first.append(delivery)
        return write(delivery)

    assert post.sweep(Channel.MAIL, voice(write_and_die), QUICK)["sent"] == 0
    assert post.sweep(Channel.MAIL, voice(), QUICK)["sent"] == 1
    assert {(one.network_id, one.state) for one in mails()} == {(cast.network.pk, HELD), (other.pk, SENT)}


def test_moments_of_the_house_and_messages_to_browsers_stop_in_the_middle(cast: Cast) -> None:
    awake(cast)
    planned = [row(cast, MessageKind.COVER, Channel.PLAN) for _turn in range(3)]
    pushed = [row(cast, MessageKind.PROMISES, Channel.PUSH) for _turn in range(3)]
    seen: list[Delivery] = []

    def once(delivery: Delivery, *_rest: Any) -> None:
        if not seen:
            say_died(actor=make.seat(cast.henk, cast.network))
        seen.append(delivery)

    assert post.sweep(Channel.PLAN, voice(happen=once), QUICK)["sent"] == 1
    assert post.sweep(Channel.PUSH, voice(push=once), QUICK)["sent"] == 0
    assert len(seen) == 1
    states = [Delivery.objects.get(pk=one.pk).state for one in (*planned, *pushed)]
    assert sorted(states) == [HELD] * 5 + [SENT]


def test_a_worker_that_died_leaves_nothing_that_is_sent_later(cast: Cast) -> None:
    """Its lease ends, somebody else claims the rows, and holds them."""
    awake(cast)
    left = row(cast, MessageKind.ASKED, Channel.MAIL, state=DeliveryState.LEASED, leased_by=cast.joris.pk)
    said(cast)
    assert sweep_all() == 0
    left.refresh_from_db()
    assert left.state == HELD


def test_no_job_begins_anything(cast: Cast) -> None:
    """Invitations, asks that go wider, dates of rhythms, letters of the week and looking back."""
    noor = make.make_invitation(cast.network, make.make_member(cast.network, joined=False), cast.marja)
    noor.mail_due = True
    noor.save()
    task = daily.make_task(cast.network, cast.bram)
    ask = daily.make_ask(
        task,
        cast.members["joris"],
        reach=Reach.ONE_FIRST,
        wider_at=make.ago(1),
        occurrence=task.occurrences.get(),
    )
    rhythm = daily.make_task(cast.network, cast.bram, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    Reachability.objects.create(user=cast.joris, week_letter=True)
    said(cast)
    Network.objects.filter(pk=cast.network.pk).update(review_on=(timezone.now() + timedelta(days=2)).date())
    assert reminders.due_invitations() == []
    assert take_mail(invitation=noor.pk) is None
    assert widen.due_to_widen(timezone.now()) == []
    assert widen.widen_ask(ask=ask.pk) == 0
    assert rhythm.pk not in occurrence.due_for_planning(timezone.now())
    assert occurrence.plan_ahead(task=rhythm.pk) == 0
    look_ahead(timezone.now())
    tasks.look_after()
    assert not Delivery.objects.exclude(state=HELD).exists()
    ask.refresh_from_db()
    assert ask.status == AskStatus.OPEN


def test_when_it_was_not_so_what_makes_sense_goes_on_and_the_rest_is_dropped(cast: Cast) -> None:
    awake(cast)
    now = timezone.now()
    plain = row(cast, MessageKind.PROMISES, Channel.MAIL)
    late = row(cast, MessageKind.PROMISES, Channel.MAIL, expires_at=now + timedelta(seconds=1))
    reminder = row(cast, MessageKind.DAY_BEFORE, Channel.MAIL, not_before=now - timedelta(hours=1))
    to_come = row(cast, MessageKind.DAY_BEFORE, Channel.MAIL, not_before=daily.hence(1))
    planned = row(cast, MessageKind.OPEN_SOON, Channel.PLAN, not_before=now - timedelta(hours=1))
    said(cast)
    Delivery.objects.filter(pk=late.pk).update(expires_at=now)
    take_back_death(actor=near(cast.henk, cast.network))
    rows = {one.pk: one.state for one in Delivery.objects.all()}
    assert rows[plain.pk] == rows[to_come.pk] == rows[planned.pk] == DUE
    assert rows[late.pk] == rows[reminder.pk] == DROPPED
    with server() as taken:
        assert post.sweep(Channel.MAIL, voice(), QUICK)["sent"] == 1
        assert post.sweep(Channel.MAIL, voice(), QUICK)["sent"] == 0
    assert len(taken) == 1


def test_every_reminder_of_the_clock_has_its_time(cast: Cast) -> None:
    for kind in LATEST_ONLY:
        row(cast, kind, Channel.MAIL, not_before=make.ago(1))
    said(cast)
    take_back_death(actor=near(cast.marja, cast.network))
    assert set(Delivery.objects.values_list("state", flat=True)) == {DROPPED}


def test_the_post_of_other_networks_goes_on(cast: Cast) -> None:
    gerda = make.make_member(cast.other, joined=False, email="gerda@example.org")
    quiet(gerda)
    due(cast.other, gerda)
    said(cast)
    with server() as taken:
        assert post.sweep(Channel.MAIL, voice(), QUICK)["sent"] == 1
    assert [one.to for one in taken] == ["gerda@example.org"]
