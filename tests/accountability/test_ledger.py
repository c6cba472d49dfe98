"""The ledger: every fact once, in one chain for each network, and nobody takes anything back."""

import pytest
from django.db import DatabaseError, connection, transaction

from accountability.ledger import sentence, verify, verify_chain
from accountability.models import LedgerEntry, LedgerHead
from accountability.models.ledger import HOUSE
from carenet.lib.events import Event, NoTransaction, Subject, announce, announce_look
from networks.access import network_for
from networks.actions.member import add_person
from networks.actions.need import raise_need
from networks.choices import Side
from networks.standing import Permission
from tests import factories as make
from tests.cast import Cast
from tests.watch import broken_ledger, lines, snapshot


def _look(cast: Cast, times: int = 1) -> None:
    for _turn in range(times):
        network_for(cast.fatima, cast.network.pk, Permission.VIEW, look="networks.network_seen")


def test_a_look_leaves_one_line_before_anything_is_shown(cast: Cast) -> None:
    _look(cast)
    (line,) = lines(cast.network.pk)
    assert (line.verb, line.actor_label, line.standing) == (
        "networks.network_seen",
        "Fatima El Amrani",
        "member",
    )
    assert line.is_look
    assert line.at is not None


def test_when_the_ledger_fails_nothing_is_shown(cast: Cast) -> None:
    before = snapshot()
    with broken_ledger(), pytest.raises(DatabaseError), transaction.atomic():
        _look(cast)
    assert snapshot() == before


def test_each_network_has_its_own_chain_without_gaps(cast: Cast) -> None:
    _look(cast, 3)
    network_for(cast.eve, cast.other.pk, Permission.VIEW, look="networks.network_seen")
    assert [line.seq for line in lines(cast.network.pk)] == [1, 2, 3]
    assert [line.seq for line in lines(cast.other.pk)] == [1]


def test_every_line_holds_the_hash_of_the_one_before(cast: Cast) -> None:
    _look(cast, 3)
    first, second, third = lines(cast.network.pk)
    assert bytes(first.previous) == b""
    assert bytes(second.previous) == bytes(first.hash)
    assert bytes(third.previous) == bytes(second.hash)
    assert bytes(LedgerHead.objects.get(chain=cast.network.pk).hash) == bytes(third.hash)
    assert list(verify()) == []


def test_what_somebody_sends_as_place_moment_or_hash_is_not_believed(cast: Cast) -> None:
    LedgerEntry.objects.create(
        chain=cast.network.pk, verb="networks.network_seen", seq=99, hash=b"x", at=make.ago(900)
    )
    (line,) = lines(cast.network.pk)
    assert line.seq == 1
    assert line.at is not None
    assert line.at > make.ago(1)
    assert bytes(line.hash) != b"x"


def test_a_change_that_is_undone_leaves_no_line_and_no_gap(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    with pytest.raises(RuntimeError), transaction.atomic():
        _add_and_fail(seat)
    add_person(actor=seat, name="Mies Vos", side=Side.INFORMAL)
    assert [(line.seq, line.verb) for line in lines(cast.network.pk)] == [(1, "networks.person_added")]


def _add_and_fail(seat) -> None:
    add_person(actor=seat, name="Nobody", side=Side.INFORMAL)
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(NoTransaction):
        announce(Event(verb="networks.network_started", actor=None))


def test_what_happens_outside_networks_stands_in_the_chain_of_the_house(cast: Cast) -> None:
    announce_look(Event(verb="accounts.profile_changed", actor=cast.bram))
    assert [line.chain for line in lines()] == [HOUSE]


def test_a_name_with_every_sign_keeps_the_chain_sound(cast: Cast) -> None:
    subject = Subject(kind="member", id=cast.members["henk"].pk, label='Zoë "\\" 👵🏽 \u2028 </script>')
    announce_look(
        Event(
            verb="networks.person_seen",
            actor=cast.bram,
            network_id=cast.network.pk,
            subject=subject,
            detail={"reason": 'é"\\', "to": "x"},
        )
    )
    assert list(verify_chain(cast.network.pk)) == []


def test_every_line_of_the_life_of_a_network_reads_as_a_sentence(cast: Cast) -> None:
    seat = make.seat(cast.marja, cast.network)
    add_person(actor=seat, name="Mies Vos", side=Side.INFORMAL)
    raise_need(actor=seat, words="Secret words", domains=[make.domain().pk], visibility="close")
    for line in lines(cast.network.pk):
        words = sentence(line)
        assert "networks." not in words
        assert "Marja Visser" in words
        assert "Secret words" not in words


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("UPDATE accountability_ledgerentry SET verb = 'networks.nothing' WHERE seq = 2", "changed"),
        ("UPDATE accountability_ledgerentry SET standing = 'client' WHERE seq = 2", "changed"),
        ("UPDATE accountability_ledgerentry SET at = at - interval '1 day' WHERE seq = 2", "changed"),
        (
            "UPDATE accountability_ledgerentry SET actor_label = 'X' WHERE seq = 2",
            "labels_changed",
        ),
        ("DELETE FROM accountability_ledgerentry WHERE seq = 2", "gap"),
        ("DELETE FROM accountability_ledgerentry WHERE seq = 3", "cut"),
        ("DELETE FROM accountability_ledgerhead", "headless"),
    ],
)
def test_what_a_database_owner_spoils_is_found(as_the_owner: None, cast: Cast, spoil: str, code: str) -> None:
    _look(cast, 3)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # past the triggers, as only an owner can
        cursor.execute(spoil)
        cursor.execute("SET session_replication_role = origin")
    assert code in {fault.code for fault in verify_chain(cast.network.pk)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accountability_ledgerentry SET verb = 'x'",
        "DELETE FROM accountability_ledgerentry",
        "TRUNCATE accountability_ledgerentry",
    ],
)
def test_even_the_owner_cannot_change_it_in_passing(as_the_owner: None, cast: Cast, statement: str) -> None:
    _look(cast)
    with (
        pytest.raises(DatabaseError, match="inserts only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_name_can_be_erased_without_breaking_the_chain(as_the_owner: None, cast: Cast) -> None:
    _look(cast, 2)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE accountability_ledgerentry SET actor_label = '', salt = NULL WHERE seq = 1")
        cursor.execute("SET session_replication_role = origin")
    assert list(verify_chain(cast.network.pk)) == []
