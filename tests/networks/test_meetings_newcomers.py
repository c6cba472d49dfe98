"""Who begins to take part is invited to the meetings to come that everybody is invited to."""

from networks.actions.invitation import accept_invitation
from networks.actions.meeting_close import close_meeting
from networks.actions.member import (
    add_person,
    end_membership,
    join_without_account,
    welcome_back,
)
from networks.choices import Circle, Side
from networks.choices.meeting import MeetingPhase
from tests import factories as make
from tests.cast import SECRET, Cast
from tests.meetings import answered, make_meeting, seat, told_of


def test_who_joins_later_is_invited_to_what_everybody_is_and_hears_what_was_decided(cast: Cast) -> None:
    to_all = make_meeting(cast.network, cast.bram)
    of_some = make_meeting(cast.network, cast.bram, cast.members["henk"])
    over = make_meeting(cast.network, cast.bram, phase=MeetingPhase.CLOSED)
    accept_invitation(actor=cast.noor, secret=SECRET)
    place = to_all.attendances.get(member=cast.members["noor"])
    assert place.answer == ""
    for other in (of_some, over):
        assert not other.attendances.filter(member=cast.members["noor"]).exists()
    assert "Noor" in told_of("invited")
    to_all.phase = MeetingPhase.DECISIONS
    to_all.save()
    there = [cast.members["henk"].pk]
    close_meeting(actor=seat(cast, "bram"), meeting=to_all.pk, came=there)
    assert "Noor" in told_of("decided")


def test_who_is_added_as_somebody_who_takes_part_is_invited_too(cast: Cast) -> None:
    row = make_meeting(cast.network, cast.bram)
    new = add_person(
        actor=seat(cast, "bram"), name="Tess", side=Side.INFORMAL, takes_part=True, circle=Circle.CLOSE
    )
    known = add_person(actor=seat(cast, "bram"), name="Tom", side=Side.INFORMAL, circle=Circle.CLOSE)
    assert set(row.attendances.filter(member__in=[new, known]).values_list("member", flat=True)) == {new.pk}
    join_without_account(actor=seat(cast, "bram"), member=known.pk)
    assert row.attendances.filter(member=known).exists()


def test_who_comes_back_stands_there_once_and_is_asked_again(cast: Cast) -> None:
    row = make_meeting(cast.network, cast.bram)
    answered(row, cast.members["henk"])
    end_membership(actor=seat(cast, "bram"), member=cast.members["henk"].pk)
    back = welcome_back(actor=seat(cast, "bram"), member=cast.members["henk"].pk, circle=Circle.CLOSE)
    join_without_account(actor=seat(cast, "bram"), member=back.pk)
    places = row.attendances.filter(member__person=back.person)
    assert [(one.member_id, one.answer) for one in places] == [(back.pk, "")]


def test_a_guest_is_only_there_to_be_asked(cast: Cast) -> None:
    row = make_meeting(cast.network, cast.bram)
    guest = make.make_member(cast.network, name="Gus", guest=True, joined=False, email="gus@example.org")
    join_without_account(actor=seat(cast, "bram"), member=guest.pk)
    assert not row.attendances.filter(member=guest).exists()
