"""Sending: claimed once, looked at again, sent, retried, parked, dropped, held, bundled."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from bench.sink import Faults
from networks import outbox, parked, post
from networks.choices import Channel, DeliveryState, MessageKind
from networks.claims import Let, Rules, claim, let_go, mark_sent
from networks.models import Delivery, Member, Network, Reachability, Switch
from tests.factories import ago, make_member, make_network, make_steward, make_user
from tests.networks.posting import QUICK, at_port, due, mails, quiet, server, voice, write

pytestmark = pytest.mark.django_db
SENT, DROPPED, PARKED, DUE = (
    DeliveryState.SENT,
    DeliveryState.DROPPED,
    DeliveryState.PARKED,
    DeliveryState.DUE,
)


@pytest.fixture
def ann() -> User:
    user = make_user("Ann de Wit")
    quiet(user)
    return user


@pytest.fixture
def network(ann: User) -> Network:
    found = make_network("Bram")
    make_member(found, ann)
    return found


@pytest.fixture
def member(network: Network, ann: User) -> Member:
    return Member.objects.get(user=ann)


def sweep(channel: Channel = Channel.MAIL, *, rules: Rules = QUICK, **more: object) -> dict[str, int]:
    return dict(post.sweep(channel, voice(**more), rules))


def test_written_twice_is_there_once(network: Network, member: Member, ann: User) -> None:
    now = timezone.now()
    same = {"network": network, "kind": MessageKind.PROMISES, "subject": network, "at": now}
    assert outbox.post(to=[member, ann], **same) == 2  # mail and a notice
    assert outbox.post(to=[ann], **same) == 0
    assert outbox.post(to=[ann], slot="another", **same) == 2
    assert outbox.plan(slot="a", not_before=now, **same) == 1
    assert outbox.plan(slot="a", not_before=now, **same) == 0


def test_who_left_gets_nothing_and_who_has_no_account_gets_mail_only(network: Network) -> None:
    gone = make_member(network, make_user(), ended=True)
    closed = make_member(network, make_user(is_active=False))
    mute = make_member(network, joined=False)
    reached = make_member(network, joined=False, email="piet@example.org")
    due(network, gone, closed, mute, reached)
    assert [(row.member_id, row.channel) for row in Delivery.objects.all()] == [(reached.pk, "mail")]


def test_a_mail_leaves_with_the_headers_that_machines_need(network: Network, member: Member) -> None:
    due(network, member)
    with server() as taken:
        assert sweep()["sent"] == 1
    row = mails()[0]
    message = message_from_bytes(taken[0].content, policy=policy.default)
    assert row.state == SENT
    assert row.sent_at
    assert row.leased_by is None
    assert message["Message-ID"] == f"<{row.message_id}>" == f"<{row.pk}@testserver>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Id"] == f"<{network.pk.hex}.networks.testserver>"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert str(row.pk) in message.get_body(("plain",)).get_content()


def test_without_a_server_it_goes_where_the_settings_say(network: Network, member: Member) -> None:
    due(network, member)
    assert sweep()["sent"] == 1
    assert [message.to for message in mail.outbox] == [[member.user.email]]


def test_a_claimed_row_is_nobody_elses_until_its_lease_has_ended(network: Network, member: Member) -> None:
    due(network, member)
    at = timezone.now()
    mine = claim(Channel.MAIL, uuid4(), at, QUICK)
    assert [row.attempts for row in mine] == [1]
    assert claim(Channel.MAIL, uuid4(), at, QUICK) == []
    later = at + QUICK.lease + timedelta(seconds=1)
    assert [row.attempts for row in claim(Channel.MAIL, uuid4(), later, QUICK)] == [2]


def test_what_somebody_took_over_is_left_alone(network: Network, member: Member) -> None:
    due(network, member)
    at, slow, quick = timezone.now(), uuid4(), uuid4()
    rows = claim(Channel.MAIL, slow, at, QUICK)
    claim(Channel.MAIL, quick, at + QUICK.lease, QUICK)
    ids = [row.pk for row in rows]
    assert mark_sent(slow, ids, at) == 0
    assert let_go(slow, [Let(rows[0], PARKED, at)]) == 0
    assert mark_sent(quick, ids, at) == 1
    assert mark_sent(quick, ids, at) == 0


def test_the_claim_uses_the_index(as_owner, network: Network, member: Member) -> None:
    due(network, member)
    plan = as_owner(
        "EXPLAIN SELECT id FROM networks_delivery WHERE channel = 'mail' AND state IN ('due', 'leased') "
        "AND not_before <= now() ORDER BY not_before, user_id, member_id LIMIT 100 FOR UPDATE SKIP LOCKED"
    )
    assert "delivery_due" in str(plan)


def test_refused_for_now_is_tried_again_later_and_parked_after_a_day(
    network: Network, member: Member
) -> None:
    due(network, member)
    with server(Faults(refuse=1)):
        assert sweep()["later"] == 1
        row = mails()[0]
        assert (row.state, row.attempts, row.last_error) == (DUE, 1, "451 4.3.0 at DATA")
        assert timedelta(seconds=40) < row.not_before - timezone.now() < timedelta(seconds=80)
        last = next(turn for turn in range(1, 40) if QUICK.given_up(turn))
        Delivery.objects.update(attempts=last - 1, not_before=timezone.now())
        assert sweep()["parked"] == 1
    assert mails()[0].state == PARKED


def test_the_waits_double_up_to_six_hours_and_end_after_a_day() -> None:
    rules = Rules()
    waits = [rules.wait(turn) for turn in range(1, 40)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(waits) == timedelta(hours=6)
    last = next(turn for turn in range(1, 40) if rules.given_up(turn))
    assert timedelta(days=1) <= sum(waits[: last - 1], timedelta()) < timedelta(days=1, hours=6)
    around = {rules.again_at(4, datetime(2026, 1, 1, tzinfo=UTC)) for _turn in range(20)}
    assert len(around) > 10


def test_refused_for_good_is_parked_at_once(network: Network, member: Member) -> None:
    due(network, member)
    with server(Faults(reject=1)):
        assert sweep()["parked"] == 1
    assert mails()[0].last_error == "554 5.6.0 at DATA"
    assert not Reachability.objects.filter(mail_fails_since__isnull=False)


def test_a_server_that_is_away_is_nobodys_fault(network: Network) -> None:
    people = [make_member(network, email=f"p{number}@example.org") for number in range(12)]
    for person in people:
        quiet(person)
    due(network, *people)
    with at_port(1):
        counts = sweep()
    assert counts == {"claimed": 12, "later": 4, "away": 1, "given back": 8}
    untouched = [row for row in mails() if row.not_before <= timezone.now()]
    assert len(untouched) == 8
    assert {row.attempts for row in untouched} == {0}
    with server() as taken:
        assert sweep()["sent"] == len(taken) == 8


def test_an_outage_is_waited_for_and_parked_after_a_day_however_often_it_was_tried(
    network: Network, member: Member
) -> None:
    due(network, member)
    Delivery.objects.update(attempts=8)
    with at_port(1):
        for _try in range(3):
            assert sweep()["away"] == 1
            assert mails()[0].not_before < timezone.now() + timedelta(minutes=19)
            Delivery.objects.update(not_before=timezone.now())
        assert (mails()[0].state, mails()[0].attempts, mails()[0].last_error) == (DUE, 8, "hung up")
        away_for(timedelta(hours=23))
        assert sweep()["later"] == 1
        away_for(timedelta(hours=24))
        assert sweep()["parked"] == 1
    assert (mails()[0].state, mails()[0].last_error) == (PARKED, "hung up")
    assert parked.try_again() == 1
    with at_port(1):
        assert sweep()["later"] == 1  # its day begins anew
    Delivery.objects.update(not_before=timezone.now())
    with server() as taken:
        assert sweep()["sent"] == len(taken) == 1


def away_for(time: timedelta) -> None:
    row = mails()[0]
    row.payload["away_since"] = (timezone.now() - time).isoformat()
    row.not_before = timezone.now()
    row.save()


def test_a_server_that_answers_again_ends_the_outage(network: Network, member: Member) -> None:
    due(network, member, payload={"what": "made"})
    with at_port(1):
        assert sweep()["away"] == 1
    assert "away_since" in mails()[0].payload
    away_for(timedelta(hours=30))
    with server(Faults(refuse=1)):
        assert sweep()["later"] == 1
    assert mails()[0].payload == {"what": "made"}


def test_what_takes_every_worker_down_is_parked(network: Network, member: Member) -> None:
    due(network, member)
    Delivery.objects.update(attempts=30)
    assert sweep()["parked"] == 1
    assert mails()[0].last_error == "nobody came back from it"
    assert not mail.outbox


@pytest.mark.parametrize("pipelining", [True, False])
def test_what_happens_to_one_mail_happens_to_one_row(network: Network, pipelining: bool) -> None:
    names = ["fine", "unknown", "busy", "unwelcome", "fine too", "not an address", "last"]
    people = [make_member(network, email=f"{name}@example.org") for name in names]
    for person in people:
        quiet(person)
    due(network, *people)
    told: list[object] = []
    with server(Faults(pipelining=pipelining)) as taken:
        counts = sweep(mail_fails=lambda person, at: told.append(person))
    assert counts == {"claimed": 7, "sent": 2, "mails": 2, "later": 1, "parked": 4}
    assert [mail.to for mail in taken] == ["fine@example.org", "last@example.org"]
    by_name = {row.member.email.split("@")[0]: row for row in mails()}
    assert by_name["busy"].last_error == "451 4.2.1 at RCPT"
    assert by_name["unwelcome"].last_error == "550 5.7.1 at RCPT"
    assert by_name["fine too"].last_error == "not an address"
    assert {person.email for person in told} == {
        f"{name}@example.org" for name in ("unknown", "fine too", "not an address")
    }


def test_an_address_that_fails_is_left_alone_until_there_is_another(network: Network) -> None:
    member = make_member(network, email="unknown@example.org")
    quiet(member)
    due(network, member)
    with server() as taken:
        assert sweep()["parked"] == 1
        due(network, member, slot="again")
        assert sweep() == {"claimed": 1, "dropped": 1}
        Member.objects.filter(pk=member.pk).update(email="found@example.org")
        due(network, member, slot="after")
        assert sweep()["sent"] == 1
    assert [mail.to for mail in taken] == ["found@example.org"]


def test_a_line_that_was_hung_up_is_opened_again(network: Network) -> None:
    people = [make_member(network, email=f"p{number}@example.org") for number in range(40)]
    for person in people:
        quiet(person)
    due(network, *people)
    with server(Faults(hang_up=3)) as taken:
        assert sweep()["sent"] == 40
    assert len({mail.to for mail in taken}) == len(taken) == 40


def test_one_bad_row_holds_up_nobody(network: Network) -> None:
    people = [make_member(network, email=f"p{number}@example.org") for number in range(6)]
    for person in people:
        quiet(person)
    due(network, *people)
    bad = mails()[2].pk

    def broken(row: Delivery):
        if row.pk == bad:
            raise KeyError("a word that is missing")
        return write(row)

    with server() as taken:
        counts = sweep(write=broken)
    assert (counts["sent"], counts["later"], len(taken)) == (5, 1, 5)
    row = Delivery.objects.get(pk=bad)
    assert (row.state, row.last_error) == (DUE, "could not be written: KeyError")


def test_nothing_to_say_any_more_is_dropped(network: Network, member: Member) -> None:
    due(network, member)
    assert sweep(write=lambda row: None)["dropped"] == 1
    assert mails()[0].state == DROPPED
    assert not mail.outbox


NOT_WANTED = {
    "too late": lambda n, m: Delivery.objects.update(expires_at=ago(0)),
    "the network ended": lambda n, m: Network.objects.filter(pk=n.pk).update(
        status="ended", ended_at=ago(0), end_reason="stopped"
    ),
    "left": lambda n, m: Member.objects.filter(pk=m.pk).update(until=ago(0)),
    "paused": lambda n, m: Member.objects.filter(pk=m.pk).update(paused_until=ago(-2)),
    "muted": lambda n, m: Reachability.objects.update(muted_until=ago(-2)),
    "mail fails": lambda n, m: Reachability.objects.update(mail_fails_since=ago(1)),
    "the account closed": lambda n, m: User.objects.filter(pk=m.user_id).update(is_active=False),
    "all off": lambda n, m: Switch.objects.create(user=m.user),
    "this kind off": lambda n, m: Switch.objects.create(user=m.user, kind="promises", channel="mail"),
    "this network off": lambda n, m: Switch.objects.create(user=m.user, network=n, channel="mail"),
}


@pytest.mark.parametrize("why", NOT_WANTED)
def test_at_the_moment_of_sending_it_is_looked_at_again(why: str, network: Network, member: Member) -> None:
    due(network, member)
    NOT_WANTED[why](network, member)
    assert sweep() == {"claimed": 1, "dropped": 1}
    assert mails()[0].state == DROPPED


@pytest.mark.parametrize(
    "switch", [{"kind": "story"}, {"channel": "push"}, {"off": False}, {"network": "another"}]
)
def test_other_switches_do_not_matter(switch: dict[str, object], network: Network, member: Member) -> None:
    if "network" in switch:
        switch = {"network": make_network()}
    Switch.objects.create(user=member.user, **switch)
    due(network, member)
    assert sweep()["sent"] == 1


def test_the_house_itself_cannot_be_switched_off(network: Network, member: Member) -> None:
    Switch.objects.create(user=member.user)
    due(network, member, kind=MessageKind.HOUSE)
    assert sweep()["sent"] == 1


def test_who_is_no_member_needs_another_place(network: Network, ann: User) -> None:
    stranger, steward = make_user(), make_user()
    make_steward(network, steward)
    for user in (stranger, steward):
        quiet(user)
    due(network, stranger, steward)
    assert sweep() == {"claimed": 2, "dropped": 1, "sent": 1, "mails": 1}
    assert [message.to for message in mail.outbox] == [[steward.email]]
