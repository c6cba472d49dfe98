"""Who reads what: one table of levels and readers, and the family-only space closed on every path."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from carenet.lib.errors import DomainError
from networks.access import links_then, readable_notes, roles_then, seat_in
from networks.actions.invitation import accept_invitation
from networks.actions.member import end_membership, revise_member
from networks.actions.need import raise_need, restrict_need
from networks.actions.note import write_note
from networks.choices import Circle, Relation, Side, Visibility
from networks.models import Member, Need, NeedLink
from networks.standing import Seat
from tests import factories as make
from tests.cast import Cast

ONLY_ME, NAMED, CLOSE = Visibility.ONLY_ME, Visibility.NAMED, Visibility.CLOSE
PROFESSIONALS, FAMILY, EVERYONE = Visibility.PROFESSIONALS, Visibility.FAMILY, Visibility.EVERYONE

READS: dict[str, set[Visibility]] = {
    "the client": {CLOSE, PROFESSIONALS, FAMILY, EVERYONE},
    "the representative": {CLOSE, PROFESSIONALS, FAMILY, EVERYONE},
    "a close informal member": {CLOSE, FAMILY, EVERYONE},
    "an informal member": {FAMILY, EVERYONE},
    "the named member": {NAMED, FAMILY, EVERYONE},
    "a formal member": {PROFESSIONALS, EVERYONE},
    "a close formal member": {CLOSE, PROFESSIONALS, EVERYONE},
    "a community": {EVERYONE},
    "a formal steward": {PROFESSIONALS, EVERYONE},
    "an informal steward": {FAMILY, EVERYONE},
    "a steward without a place": {EVERYONE},
    "a representative with a professional's place": {CLOSE, PROFESSIONALS, EVERYONE},
}
"""What each kind of reader reads of what somebody else wrote. Whoever is not here reads nothing."""
NOTHING = ("the former member", "the invited", "the neighbour network", "the manager", "nobody", "closed")


class Readers:
    """Every kind of reader around Bram, and one author who wrote something at every level."""

    def __init__(self, cast: Cast) -> None:
        network = cast.network
        self.author = make.make_user("Sanne Visser")
        self.author_member = make.make_member(network, self.author)
        named = make.make_user("The named one")
        self.named = make.make_member(network, named)
        close_formal, steward, alone, both = (make.make_user() for _turn in range(4))
        make.make_member(network, close_formal, side=Side.FORMAL, circle=Circle.CLOSE)
        make.make_member(network, steward, side=Side.FORMAL)
        make.make_steward(network, steward)
        make.make_steward(network, alone)
        informal_steward = make.make_user()
        make.make_member(network, informal_steward)
        make.make_steward(network, informal_steward)
        make.make_member(network, both, side=Side.FORMAL)
        network.client.representations.create(user=both, ground="written", since=make.ago(5))
        closed = make.make_user(is_active=False)
        make.make_member(network, closed)
        self.readers: dict[str, User] = {
            "the client": cast.bram,
            "the representative": cast.marja,
            "a close informal member": cast.henk,
            "an informal member": cast.joris,
            "the named member": named,
            "a formal member": cast.fatima,
            "a close formal member": close_formal,
            "a community": cast.choir,
            "a formal steward": steward,
            "an informal steward": informal_steward,
            "a steward without a place": alone,
            "a representative with a professional's place": both,
            "the former member": cast.igor,
            "the invited": cast.noor,
            "the neighbour network": cast.eve,
            "the manager": cast.els,
            "nobody": cast.nobody,
            "closed": closed,
        }
        self.needs = {level: self._need(network, level) for level in Visibility}
        self.notes = {level: self._note(network, level) for level in Visibility}

    def _need(self, network, level: Visibility) -> Need:
        named = [self.named] if level == NAMED else []
        return make.make_need(network, self.author, visibility=level, named=named)

    def _note(self, network, level: Visibility):
        named = [self.named] if level == NAMED else []
        return make.make_note(network, self.author, visibility=level, named=named)

    def read_by(self, kind: str, network) -> tuple[set[str], set[str]]:
        """The levels of the author's needs and notes that this kind of reader reads."""
        seat = seat_in(self.readers[kind], network.pk, timezone.now())
        if seat is None:
            return set(), set()
        needs = Need.objects.visible_to(seat).filter(author=self.author)
        notes = readable_notes(seat).filter(author=self.author)
        return set(needs.values_list("visibility", flat=True)), set(
            notes.values_list("visibility", flat=True)
        )


def test_each_kind_of_reader_reads_the_levels_of_the_table_and_no_other(cast: Cast) -> None:
    around = Readers(cast)
    for kind in around.readers:
        needs, notes = around.read_by(kind, cast.network)
        assert needs == READS.get(kind, set()), kind
        assert notes == READS.get(kind, set()), kind
    assert set(READS) | set(NOTHING) == set(around.readers)


def test_authors_read_all_their_own_words(cast: Cast) -> None:
    around = Readers(cast)
    seat = make.seat(around.author, cast.network)
    assert Need.objects.visible_to(seat).filter(author=around.author).count() == len(Visibility)


def test_an_author_who_becomes_a_professional_loses_the_family_only_space(cast: Cast) -> None:
    around = Readers(cast)
    Member.objects.filter(pk=around.author_member.pk).update(side=Side.FORMAL, relation="")
    seat = make.seat(around.author, cast.network)
    mine = Need.objects.visible_to(seat).filter(author=around.author)
    assert set(mine.values_list("visibility", flat=True)) == set(Visibility) - {FAMILY}


def test_what_the_client_keeps_to_themselves_no_representative_reads(cast: Cast) -> None:
    secret = make.make_need(cast.network, cast.bram, visibility=ONLY_ME, for_client=True)
    assert not Need.objects.visible_to(make.seat(cast.marja, cast.network)).filter(pk=secret.pk).exists()
    assert Need.objects.visible_to(make.seat(cast.bram, cast.network)).filter(pk=secret.pk).exists()


def test_what_a_representative_wrote_for_the_client_the_client_reads(cast: Cast) -> None:
    written = make.make_need(cast.network, cast.marja, visibility=ONLY_ME, for_client=True)
    assert Need.objects.visible_to(make.seat(cast.bram, cast.network)).filter(pk=written.pk).exists()


def test_a_note_beside_a_need_is_read_only_with_the_need(cast: Cast) -> None:
    make.make_note(cast.network, cast.marja, text="Beside it", need=cast.family_need, visibility=EVERYONE)
    assert not readable_notes(make.seat(cast.fatima, cast.network)).filter(text="Beside it").exists()
    assert readable_notes(make.seat(cast.henk, cast.network)).filter(text="Beside it").exists()


def test_a_link_or_role_does_not_betray_a_need_that_stays_closed(cast: Cast) -> None:
    NeedLink.objects.create(
        network=cast.network, source=cast.need, target=cast.family_need, words="Both", since=make.ago(2)
    )
    make.make_role(cast.members["henk"], "direct", need=cast.family_need)
    now = timezone.now()
    for name, expected in (("fatima", 0), ("henk", 1)):
        seat = make.seat(getattr(cast, name), cast.network)
        assert links_then(seat, now).count() == expected
        assert roles_then(seat, now).filter(need=cast.family_need).count() == expected


def test_one_account_has_one_place_at_a_time_so_nobody_is_both(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_member(cast.network, cast.fatima, side=Side.INFORMAL)


def test_a_seat_with_both_sides_stays_outside_the_family_only_space(cast: Cast) -> None:
    both = replace(make.seat(cast.henk, cast.network), formal=True)
    assert not both.sees_family
    assert FAMILY not in set(Need.objects.visible_to(both).values_list("visibility", flat=True))


@pytest.mark.parametrize("write", ["need", "note"])
@pytest.mark.parametrize("name", ["fatima", "choir"])
def test_only_family_and_friends_write_in_the_family_only_space(cast: Cast, write: str, name: str) -> None:
    seat = make.seat(getattr(cast, name), cast.network)
    with pytest.raises(DomainError):
        _write(seat, write)


def _write(seat: Seat, what: str) -> None:
    if what == "need":
        raise_need(actor=seat, words="Swim", domains=[make.domain().pk], visibility=FAMILY)
    else:
        write_note(actor=seat, text="A note", visibility=FAMILY)


def test_a_steward_does_not_make_themselves_family(cast: Cast) -> None:
    make.make_steward(cast.network, cast.fatima)
    seat = make.seat(cast.fatima, cast.network)
    for name in ("fatima", "anouk"):
        with pytest.raises(PermissionDenied):
            revise_member(actor=seat, member=cast.members[name].pk, side=Side.INFORMAL)


def test_who_speaks_for_the_client_may_correct_the_side_of_somebody_else(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    revise_member(actor=seat, member=cast.members["anouk"].pk, side=Side.INFORMAL, relation=Relation.FRIEND)
    assert make.seat(cast.anouk, cast.network).sees_family


@pytest.mark.parametrize(("inviter", "opens"), [("henk", False), ("bram", True)])
def test_a_professional_comes_back_as_a_friend_only_at_the_clients_word(
    cast: Cast, inviter: str, *, opens: bool
) -> None:
    end_membership(actor=make.seat(cast.bram, cast.network), member=cast.members["fatima"].pk)
    place = make.make_member(cast.network, name="Fatima", joined=False)
    make.make_invitation(cast.network, place, getattr(cast, inviter), secret="s3cret")
    if opens:
        accept_invitation(actor=cast.fatima, secret="s3cret")
        assert make.seat(cast.fatima, cast.network).sees_family
        return
    with pytest.raises(DomainError, match="professional"):
        accept_invitation(actor=cast.fatima, secret="s3cret")
    assert seat_in(cast.fatima, cast.network.pk, timezone.now()) is None


def test_a_steward_may_not_change_who_reads_what_somebody_else_wrote(cast: Cast) -> None:
    make.make_steward(cast.network, cast.joris)
    with pytest.raises(PermissionDenied):
        restrict_need(actor=make.seat(cast.joris, cast.network), need=cast.need.pk, visibility=CLOSE)
