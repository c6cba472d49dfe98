"""Quiet hours, urgent ones, notices, planned moments, and a timetable that slept."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from networks import outbox, post
from networks.choices import Channel, DeliveryState, MessageKind
from networks.claims import HELD, Rules
from networks.models import Delivery, Member, Network, Reachability, Switch
from tests.factories import ago, make_member, make_network, make_user
from tests.networks.posting import QUICK, due, mails, quiet, voice

pytestmark = pytest.mark.django_db
SENT, DUE = DeliveryState.SENT, DeliveryState.DUE


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


def sleep(user: User) -> None:
    """Quiet since an hour ago and for three hours yet, on this user's wall."""
    user.time_zone = "UTC"
    user.save()
    now = datetime.now(UTC)
    Reachability.objects.filter(user=user).update(
        quiet_from=(now - timedelta(hours=1)).time(), quiet_until=(now + timedelta(hours=3)).time()
    )


def wake(user: User) -> None:
    Reachability.objects.filter(user=user).update(quiet_from=time(3), quiet_until=time(3))
    Delivery.objects.filter(state=DUE).update(not_before=timezone.now())


def test_what_is_held_in_quiet_hours_leaves_as_one_mail(network: Network, member: Member) -> None:
    sleep(member.user)
    due(network, member)
    due(network, member, kind=MessageKind.STORY)
    due(network, member, kind=MessageKind.CHALLENGE)
    assert sweep() == {"claimed": 3, "held": 3}
    rows = mails()
    assert {row.last_error for row in rows} == {HELD}
    assert {row.attempts for row in rows} == {0}
    assert len({row.not_before for row in rows}) == 1
    assert timedelta(hours=2) < rows[0].not_before - timezone.now() < timedelta(hours=4)
    wake(member.user)
    assert sweep() == {"claimed": 3, "sent": 3, "mails": 1}
    assert mail.outbox[0].subject == "3 messages for you"
    for row in rows:
        assert str(row.pk) in mail.outbox[0].body
        assert str(row.pk) in mail.outbox[0].alternatives[0][0]


def test_a_bundle_does_not_end_with_the_batch(network: Network, member: Member) -> None:
    sleep(member.user)
    for number in range(30):
        due(network, member, slot=str(number))
    assert sweep()["held"] == 30
    wake(member.user)
    assert sweep()["mails"] == 1


def test_urgent_passes_three_times_a_week_and_is_written_down(network: Network, member: Member) -> None:
    sleep(member.user)
    for number in range(5):
        due(network, member, slot=str(number), urgent=True)
    assert sweep() == {"claimed": 5, "sent": 3, "mails": 3, "held": 2}
    assert len(mails(payload__has_key="passed_quiet_hours")) == 3
    due(network, member, slot="one more", urgent=True)
    assert sweep()["held"] == 1
    Delivery.objects.filter(state=SENT).update(sent_at=ago(8))
    due(network, member, slot="next week", urgent=True)
    assert sweep()["sent"] == 1


def test_notices_appear_at_night_as_well_and_all_at_once(network: Network, member: Member) -> None:
    sleep(member.user)
    off = make_member(network, make_user())
    Switch.objects.create(user=off.user, channel="notice")
    due(network, member, off)
    assert sweep(Channel.NOTICE) == {"claimed": 2, "sent": 1, "dropped": 1}
    assert Delivery.objects.notices_of(member.user).count() == 1


def test_a_planned_moment_happens_once_and_a_broken_one_holds_up_nobody(network: Network) -> None:
    now, seen = timezone.now(), []
    for slot in "abc":
        member = make_member(network)
        outbox.plan(
            network=network, kind=MessageKind.COVER, subject=member, at=now, slot=slot, not_before=now
        )

    def happen(row: Delivery, at: datetime) -> None:
        Switch.objects.create(user=make_user(), network=network)
        if row.key.endswith("b.plan"):
            raise RuntimeError
        seen.append(row.key)

    assert sweep(Channel.PLAN, happen=happen) == {"claimed": 3, "sent": 2, "later": 1}
    assert sweep(Channel.PLAN, happen=happen) == {}
    assert len(seen) == 2 == Switch.objects.count()  # what the broken one wrote is undone


def test_a_timetable_that_slept_six_hours_makes_no_flood(network: Network, member: Member) -> None:
    now = timezone.now()
    six = now - timedelta(hours=6)
    for hours in range(6):
        at = six + timedelta(hours=hours)
        due(network, member, kind=MessageKind.OPEN_SOON, slot=f"{hours}", at=at, not_before=at)
        due(
            network,
            member,
            kind=MessageKind.SAME_DAY,
            slot=f"{hours}",
            at=at,
            subject=member,
            expires_at=at + timedelta(minutes=59),
        )
        outbox.plan(
            network=network,
            kind=MessageKind.OPEN_SOON,
            subject=network,
            at=at,
            slot=f"{hours}",
            not_before=at,
        )
    happened: list[str] = []
    counts = sweep(Channel.PLAN, happen=lambda row, at: happened.append(row.key))
    assert counts == {"claimed": 6, "dropped": 5, "sent": 1}
    assert happened[0].endswith(".5.plan")
    assert sweep() == {"claimed": 12, "dropped": 11, "sent": 1, "mails": 1}
    assert mails(state=SENT)[0].key.endswith(".5.mail")


def test_messages_of_long_ago_are_removed_and_parked_ones_stay(network: Network, member: Member) -> None:
    for number, state in enumerate(("due", "dropped", "parked")):
        due(network, member, slot=str(number))
        Delivery.objects.filter(key__contains=f".{number}.").update(state=state, created_at=ago(91))
    assert post.tidy() == 2
    assert {row.state for row in Delivery.objects.all()} == {"due", "parked"}


def test_what_is_held_stays_while_a_network_mourns(network: Network, member: Member) -> None:
    due(network, member)
    Delivery.objects.update(state="held", created_at=ago(91))
    Network.objects.update(mourning_since=ago(91))
    assert post.tidy() == 0
    Network.objects.update(mourning_since=None)
    assert post.tidy() == Delivery.objects.count() + 2
