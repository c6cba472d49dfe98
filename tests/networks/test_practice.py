"""Practising in a made-up network: marked everywhere, mixed with nothing, and fresh again at any time."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from networks import post, practising, reminders, waiting
from networks.access import networks_of, seat_in
from networks.actions import practice as actions
from networks.actions.invitation import NotWaiting, accept_invitation, invite, write_letter
from networks.actions.member import add_person
from networks.actions.mourning import say_died
from networks.choices import Channel, DeliveryWay
from networks.choices.lifecycle import PracticeAs
from networks.feeding import network_dates
from networks.models import Delivery, Member, Network
from networks.standing import Standing
from networks.voice import HOUSE
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of

pytestmark = pytest.mark.django_db
STANDINGS = {
    PracticeAs.CLIENT: (Standing.REPRESENTATIVE, False),
    PracticeAs.FAMILY: (Standing.STEWARD, False),
    PracticeAs.NEIGHBOUR: (Standing.MEMBER, False),
    PracticeAs.PROFESSIONAL: (Standing.MEMBER, True),
    PracticeAs.MANAGER: (Standing.MEMBER, True),
    PracticeAs.COMMUNITY: (Standing.MEMBER, False),
    PracticeAs.COACH: (Standing.MEMBER, True),
    PracticeAs.EXECUTIVE: (Standing.MEMBER, True),
    PracticeAs.SUPERVISOR: (Standing.MEMBER, True),
    PracticeAs.FUNDER: (Standing.MEMBER, True),
}


@pytest.mark.parametrize("role", list(PracticeAs))
def test_everybody_practises_as_somebody_and_finds_what_to_try(role: PracticeAs) -> None:
    learner = make.make_user("Lotte")
    practice = actions.begin_practice(actor=learner, practise_as=role)
    seat = make.seat(learner, practice.network)
    assert (seat.standing, seat.formal) == STANDINGS[role]
    assert practice.network.fictional
    client = browser(learner)
    page = words_of(client.get(address("practice", practice.pk)))
    assert ("In a real network you would have no place" in page) is role.outside
    for one in practising.steps_of(practice):
        assert str(one.step.words) in page
        opened = client.get(reverse(one.step.page, args=[practice.network_id]))
        assert opened.status_code == 200, one.step.page
        assert "This network is made up" in words_of(opened)


def test_it_is_made_of_what_people_do_and_of_nobody_who_exists(cast: Cast) -> None:
    practice = actions.begin_practice(actor=cast.joris, practise_as="family")
    people = Member.objects.filter(network=practice.network)
    assert {one.user for one in people} == {cast.joris, None}
    verbs = traces(practice.network_id)
    for verb in ("network_started", "person_added", "need_raised", "task_added", "invitation_accepted"):
        assert f"networks.{verb}" in verbs
    host = practice.host
    assert host.email.endswith("made-up.invalid")
    assert not host.has_usable_password()
    assert not traces(cast.network.pk)


def test_it_shows_up_nowhere_but_where_one_practises(cast: Cast) -> None:
    at = timezone.now()
    before = waiting.today(cast.joris, at)
    practice = actions.begin_practice(actor=cast.joris, practise_as="client")
    at = timezone.now()
    assert practice.network not in networks_of(cast.joris, at)
    assert waiting.today(cast.joris, at).places == before.places
    client = browser(cast.joris)
    for page in ("today", "list", "agenda"):
        assert "Ria" not in words_of(client.get(address(page))), page
    assert b"VEVENT" not in network_dates(make.seat(cast.joris, practice.network))
    assert "Ria" not in words_of(client.get("/api/v1/networks/"))


def test_nothing_leaves_the_site(cast: Cast) -> None:
    practice = actions.begin_practice(actor=cast.joris, practise_as="family")
    seat = make.seat(cast.joris, practice.network)
    friend = add_person(actor=seat, name="Bea", side="informal", email="bea@example.org", takes_part=True)
    invite(
        actor=seat,
        member=friend.pk,
        words="Come",
        way=DeliveryWay.MAIL,
        email="bea@example.org",
        language="en",
    )
    assert reminders.due_invitations() == []
    assert set(Delivery.objects.values_list("channel", flat=True)) <= {Channel.NOTICE, Channel.PLAN}
    Delivery.objects.create(
        key="stray", network=practice.network, user=cast.joris, kind="asked", channel="mail",
        not_before=timezone.now(),
    )  # fmt: skip
    for channel in Channel:
        post.sweep(channel, HOUSE)
    assert mail.outbox == []


def test_nobody_else_comes_in(cast: Cast) -> None:
    practice = actions.begin_practice(actor=cast.joris, practise_as="family")
    seat = make.seat(cast.joris, practice.network)
    friend = add_person(actor=seat, name="Bea", side="informal")
    row = invite(actor=seat, member=friend.pk, words="Come", way=DeliveryWay.LETTER, language="en")
    _row, code = write_letter(actor=seat, invitation=row.pk)
    with pytest.raises(NotWaiting):
        accept_invitation(actor=cast.eve, secret=code)
    for page in ("practice", "practice_anew", "practice_end"):
        assert browser(cast.eve).get(address(page, practice.pk)).status_code == 404


def test_steps_are_ticked_and_taken_back(cast: Cast) -> None:
    client = browser(cast.joris)
    client.post(address("learn"), {"practise_as": "coach"})
    (practice,) = practising.my_practices(cast.joris)
    client.post(address("practice_step", practice.pk), {"step": "rule"})
    client.post(address("practice_step", practice.pk), {"step": "never heard of"})
    practice.refresh_from_db()
    assert practice.done == ["rule"]
    client.post(address("practice_step", practice.pk), {"step": "rule", "do": "not"})
    practice.refresh_from_db()
    assert practice.done == []


def test_beginning_anew_ends_the_old_one_and_makes_a_fresh_one(cast: Cast) -> None:
    client = browser(cast.joris)
    client.post(address("learn"), {"practise_as": "family"})
    (first,) = practising.my_practices(cast.joris)
    assert client.post(address("learn"), {"practise_as": "family"}).status_code == 422
    say_died(actor=make.seat(cast.joris, first.network))  # somebody tried that, too
    client.post(address("practice_anew", first.pk))
    (second,) = practising.my_practices(cast.joris)
    assert second.network_id != first.network_id
    assert Network.objects.get(pk=first.network_id).has_ended
    assert seat_in(cast.joris, first.network_id, timezone.now()) is None
    client.post(address("practice_end", second.pk))
    assert practising.my_practices(cast.joris) == []


def test_the_made_up_people_cannot_sign_in(cast: Cast) -> None:
    practice = actions.begin_practice(actor=cast.joris, practise_as="family")
    assert User.objects.filter(email__endswith=actions.NOBODYS).get() == practice.host
    assert not practice.host.has_usable_password()
