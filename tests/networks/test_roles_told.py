"""Whoever gets a role from somebody else, handed over or noted, hears of it, and nobody else does."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from networks import moments, notices
from networks.actions.member import end_membership, set_role
from networks.actions.role import hand_over_role
from networks.choices import Channel, MessageKind, RoleKind, Visibility
from networks.models import Delivery, Role
from tests import factories as make
from tests.cast import Cast
from tests.networks.letters import TITLE, letters

TOLD = {"kind": MessageKind.ROLE, "subject_kind": "role"}


def hand_over(cast: Cast, role: Role, to: str, by: str = "bram", since: datetime | None = None) -> Role:
    actor = make.seat(getattr(cast, by), cast.network)
    return hand_over_role(actor=actor, role=role.pk, to=cast.members[to].pk, since=since)


def henks(cast: Cast) -> Role:
    return Role.objects.get(member=cast.members["henk"])


def test_who_gets_a_role_hears_of_it_by_mail_and_on_the_site_and_nobody_else(cast: Cast) -> None:
    new = hand_over(cast, henks(cast), "anouk")
    rows = Delivery.objects.filter(**TOLD)
    assert set(rows.values_list("user", "channel")) == {
        (cast.anouk.pk, Channel.MAIL),
        (cast.anouk.pk, Channel.NOTICE),
    }
    letter = letters(MessageKind.ROLE, subject_id=new.pk)[0]
    assert letter.subject == "You take something over from Henk"
    assert "You support behind the scenes, in place of Henk." in letter.lines
    assert letter.path == f"/networks/{cast.network.pk}/roles/"
    assert "was handed over to you" in letter.why
    line = notices.written_out(rows.filter(channel=Channel.NOTICE), timezone.now())[0]
    assert (line.words, line.path) == (letter.subject, letter.path)


def test_what_the_role_is_for_stands_on_the_page_and_not_in_the_letter(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, words=TITLE, visibility=Visibility.FAMILY)
    role = make.make_role(cast.members["henk"], RoleKind.DIRECT, need=need)
    letter = letters(MessageKind.ROLE, subject_id=hand_over(cast, role, "joris", by="henk").pk)[0]
    assert TITLE not in letter.text() + letter.html()
    assert cast.network.client.name not in letter.text() + letter.html()


def test_a_role_from_a_later_day_says_so(cast: Cast) -> None:
    new = hand_over(cast, henks(cast), "anouk", since=timezone.now() + timedelta(days=7))
    assert any(line.startswith("It begins on ") for line in letters(MessageKind.ROLE)[0].lines)
    assert not letters(MessageKind.ROLE, new.since + timedelta(days=1))[0].lines[1].startswith("It begins")


def test_who_takes_a_role_over_oneself_is_not_told(cast: Cast) -> None:
    hand_over(cast, henks(cast), "marja", by="marja")
    assert not Delivery.objects.filter(**TOLD).exists()


def test_a_role_that_moved_on_or_ended_says_nothing_any_more(cast: Cast) -> None:
    new = hand_over(cast, henks(cast), "anouk")
    last = hand_over(cast, new, "joris")
    assert not letters(MessageKind.ROLE, subject_id=new.pk)
    assert letters(MessageKind.ROLE, subject_id=last.pk)[0].subject == "You take something over from Anouk"


def test_while_the_network_mourns_nothing_leaves(cast: Cast) -> None:
    cast.network.mourning_since = timezone.now()
    cast.network.store("mourning_since")
    role = henks(cast)
    new = make.make_role(cast.members["anouk"], RoleKind.INDIRECT)
    new.network = cast.network
    moments.on_role_handed_over(new, role, timezone.now())
    assert set(Delivery.objects.filter(**TOLD).values_list("state", flat=True)) == {"held"}


def give(cast: Cast, to: str, by: str, **more: Any) -> Role:
    actor = make.seat(getattr(cast, by), cast.network)
    return set_role(actor=actor, member=cast.members[to].pk, **({"kind": RoleKind.DIRECT} | more))


def test_who_is_noted_with_a_role_by_somebody_else_hears_of_it(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, words=TITLE, visibility=Visibility.FAMILY)
    role = give(cast, "henk", "marja", need=need.pk, kind=RoleKind.ORGANIZER)
    assert set(Delivery.objects.filter(**TOLD).values_list("user", flat=True)) == {cast.henk.pk}
    letter = letters(MessageKind.ROLE, subject_id=role.pk)[0]
    assert letter.subject == "Marja noted a role for you"
    assert "You are noted as somebody who keeps the overview." in letter.lines
    assert TITLE not in letter.text() + letter.html()
    role.until = timezone.now()
    role.store("until")
    assert not letters(MessageKind.ROLE, subject_id=role.pk)


def test_the_client_has_no_place_and_so_no_name_in_that_letter(cast: Cast) -> None:
    role = give(cast, "anouk", "bram", kind=RoleKind.ORGANIZER, stands_in=True)
    letter = letters(MessageKind.ROLE, subject_id=role.pk)[0]
    assert letter.subject == "A role was noted for you"
    assert letter.lines[0] == "You are noted as a stand-in."
    assert "Bram" not in letter.subject


def test_who_takes_a_role_or_takes_no_part_yet_is_not_told(cast: Cast) -> None:
    give(cast, "henk", "henk")
    give(cast, "noor", "marja")
    assert not Delivery.objects.filter(**TOLD).exists()


def test_who_may_not_read_what_a_role_is_for_gets_no_letter_of_it(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.marja, words=TITLE, visibility=Visibility.FAMILY)
    for who in ("fatima", "anouk"):
        role = give(cast, who, "marja", need=need.pk)
        assert not letters(MessageKind.ROLE, subject_id=role.pk)
    mine = make.make_role(cast.members["henk"], RoleKind.DIRECT, need=need)
    assert not letters(MessageKind.ROLE, subject_id=hand_over(cast, mine, "choir", by="henk").pk)


def test_who_has_to_keep_the_overview_because_somebody_went_hears_of_it(cast: Cast) -> None:
    Role.objects.filter(member=cast.members["joris"]).update(until=timezone.now())
    end_membership(
        actor=make.seat(cast.bram, cast.network),
        member=cast.members["marja"].pk,
        successor=cast.members["henk"].pk,
    )
    letter = letters(MessageKind.ROLE, user=cast.henk)[0]
    assert "You are noted as somebody who keeps the overview." in letter.lines
