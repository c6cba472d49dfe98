"""Every status against every verb: what is allowed works, and the rest leaves rows and ledger untouched."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks.actions import invitation as invitations
from networks.actions import member as members
from networks.actions import need as needs
from networks.actions import network as networks
from networks.actions import note as notes
from networks.actions import pause
from networks.choices import Circle, DeliveryWay, EndReason, InvitationStatus, NeedStatus, NetworkStatus, Side
from networks.models import Invitation, Member, Need, NeedState, Network
from networks.standing import Seat
from tests import factories as make
from tests.cast import Cast
from tests.watch import snapshot

REFUSALS = (DomainError, PermissionDenied, Http404, ValidationError)
YES, NO = True, False


def works(act: Callable[[], Any], *, expected: bool) -> None:
    """The act succeeds and leaves something behind, or is refused and leaves nothing."""
    before = snapshot()
    if expected:
        act()
        assert snapshot() != before
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        act()
    assert snapshot() == before


def _network_in(cast: Cast, status: NetworkStatus) -> Seat:
    seat = make.seat(cast.bram, cast.network)
    ended = {"ended_at": timezone.now(), "end_reason": "moved"} if status == NetworkStatus.ENDED else {}
    Network.objects.filter(pk=cast.network.pk).update(status=status, **ended)
    return seat


NETWORK_VERBS: dict[str, Callable[[Cast, Seat], Any]] = {
    "activate": lambda cast, seat: networks.activate_network(actor=seat),
    "rest": lambda cast, seat: networks.rest_network(actor=seat),
    "end": lambda cast, seat: networks.end_network(actor=seat, reason=EndReason.MOVED),
    "reopen": lambda cast, seat: networks.reopen_network(actor=seat),
    "revise": lambda cast, seat: networks.revise_settings(actor=seat, purpose="Other"),
    "rename": lambda cast, seat: networks.revise_client(actor=seat, name="Bram V", called="B"),
    "add person": lambda cast, seat: members.add_person(actor=seat, name="Mies", side=Side.INFORMAL),
    "raise need": lambda cast, seat: needs.raise_need(
        actor=seat, words="Swim", domains=[make.domain().pk], visibility="everyone"
    ),
    "write note": lambda cast, seat: notes.write_note(actor=seat, text="A note", visibility="everyone"),
    "appoint": lambda cast, seat: networks.appoint_steward(actor=seat, member=cast.members["joris"].pk),
    "leave": lambda cast, seat: networks.leave_network(actor=_before(cast, cast.henk)),
}


def _before(cast: Cast, user: Any) -> Seat:
    """The seat somebody had before the network changed under them."""
    seat = make.seat(cast.bram, cast.network)
    return Seat(user=user, network=seat.network, at=seat.at, standing=seat.standing)


NETWORK_GRID = {
    NetworkStatus.FORMING: {"reopen": NO},
    NetworkStatus.ACTIVE: {"activate": NO, "reopen": NO},
    NetworkStatus.RESTING: {"rest": NO, "reopen": NO},
    NetworkStatus.ENDED: dict.fromkeys(NETWORK_VERBS, NO) | {"reopen": YES},
}
"""What a network in each status refuses; everything not named here is allowed."""


@pytest.mark.parametrize("verb", NETWORK_VERBS)
@pytest.mark.parametrize("status", NetworkStatus)
def test_a_network_allows_only_what_its_status_allows(cast: Cast, status: NetworkStatus, verb: str) -> None:
    seat = _network_in(cast, status)
    expected = NETWORK_GRID[status].get(verb, YES)
    works(lambda: NETWORK_VERBS[verb](cast, seat), expected=expected)


INVITATION_VERBS: dict[str, Callable[[Seat, Invitation], Any]] = {
    "approve": lambda seat, row: invitations.approve_invitation(actor=seat, invitation=row.pk),
    "refuse": lambda seat, row: invitations.refuse_invitation(actor=seat, invitation=row.pk),
    "resend": lambda seat, row: invitations.resend_invitation(actor=seat, invitation=row.pk),
    "revoke": lambda seat, row: invitations.revoke_invitation(actor=seat, invitation=row.pk),
    "reply": lambda seat, row: invitations.reply_to_question(actor=seat, invitation=row.pk, reply="Yes"),
    "accept": lambda seat, row: invitations.accept_invitation(actor=make.make_user(), secret="s3cret"),
    "decline": lambda seat, row: invitations.decline_invitation(secret="s3cret"),
    "ask": lambda seat, row: invitations.ask_question(secret="s3cret", question="When?"),
}
INVITATION_GRID = {
    InvitationStatus.PROPOSED: {"approve", "refuse", "revoke"},
    InvitationStatus.SENT: {"resend", "revoke", "reply", "accept", "decline", "ask"},
}
"""What each status of an invitation allows; the others allow nothing."""


@pytest.mark.parametrize("verb", INVITATION_VERBS)
@pytest.mark.parametrize("status", InvitationStatus)
def test_an_invitation_allows_only_what_its_status_allows(
    cast: Cast, status: InvitationStatus, verb: str
) -> None:
    known = make.make_member(cast.network, joined=False)
    row = make.make_invitation(cast.network, known, cast.joris, status=status, secret="s3cret")
    seat = make.seat(cast.bram, cast.network)
    make.make_user()
    expected = verb in INVITATION_GRID.get(status, ())
    if expected:
        INVITATION_VERBS[verb](seat, row)
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        INVITATION_VERBS[verb](seat, row)
    assert Invitation.objects.get(pk=row.pk).status == status


@pytest.mark.parametrize("verb", ["accept", "decline", "ask"])
def test_an_invitation_past_its_last_moment_opens_nothing(cast: Cast, verb: str) -> None:
    known = make.make_member(cast.network, joined=False)
    row = make.make_invitation(cast.network, known, secret="s3cret", expires_at=make.ago(0.01))
    with pytest.raises(invitations.NotWaiting):
        INVITATION_VERBS[verb](make.seat(cast.bram, cast.network), row)


def test_a_letter_is_written_only_for_an_invitation_by_letter(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    for way, expected in ((DeliveryWay.LETTER, YES), (DeliveryWay.MAIL, NO)):
        row = make.make_invitation(cast.network, make.make_member(cast.network, joined=False), way=way)
        works(lambda pk=row.pk: invitations.write_letter(actor=seat, invitation=pk), expected=expected)


NEED_VERBS = {"open": ("open", ""), "rest": ("resting", ""), "close": ("closed", "met")}


@pytest.mark.parametrize("verb", NEED_VERBS)
@pytest.mark.parametrize("status", NeedStatus)
def test_a_need_moves_to_any_other_status_but_not_to_its_own(
    cast: Cast, status: NeedStatus, verb: str
) -> None:
    row = make.make_need(cast.network, cast.bram, status=status)
    to, reason = NEED_VERBS[verb]
    seat = make.seat(cast.bram, cast.network)
    works(
        lambda: needs.set_need_status(actor=seat, need=row.pk, status=NeedStatus(to), reason=reason),
        expected=to != status,
    )
    assert NeedState.objects.get(need=row, until=None).status == Need.objects.get(pk=row.pk).status


@pytest.mark.parametrize(("status", "reason"), [("closed", ""), ("resting", "met")])
def test_a_need_is_closed_with_a_reason_and_only_then(cast: Cast, status: str, reason: str) -> None:
    seat = make.seat(cast.bram, cast.network)
    works(
        lambda: needs.set_need_status(
            actor=seat, need=cast.need.pk, status=NeedStatus(status), reason=reason
        ),
        expected=NO,
    )


def _member(cast: Cast, state: str) -> Member:
    return make.make_member(cast.network, joined=state != "known", ended=state == "ended")


def _invite(seat: Seat, row: Member) -> Any:
    return invitations.invite(actor=seat, member=row.pk, words="Come", way=DeliveryWay.LETTER, language="en")


MEMBER_VERBS: dict[str, Callable[[Seat, Member], Any]] = {
    "join": lambda seat, row: members.join_without_account(actor=seat, member=row.pk),
    "place": lambda seat, row: members.place(actor=seat, member=row.pk, circle=Circle.CLOSE),
    "pause": lambda seat, row: pause.pause_member(
        actor=seat, member=row.pk, until=timezone.now() + timedelta(days=3)
    ),
    "revise": lambda seat, row: members.revise_member(actor=seat, member=row.pk, phone="0318 555 0100"),
    "end": lambda seat, row: members.end_membership(actor=seat, member=row.pk),
    "welcome back": lambda seat, row: members.welcome_back(actor=seat, member=row.pk, circle=Circle.AROUND),
    "invite": _invite,
    "role": lambda seat, row: members.set_role(actor=seat, member=row.pk, kind="direct"),
}
MEMBER_GRID = {
    "known": {"join", "place", "pause", "revise", "end", "invite", "role"},
    "takes part": {"place", "pause", "revise", "end", "invite", "role"},
    "ended": {"welcome back"},
}


@pytest.mark.parametrize("verb", MEMBER_VERBS)
@pytest.mark.parametrize("state", MEMBER_GRID)
def test_a_member_allows_only_what_their_state_allows(cast: Cast, state: str, verb: str) -> None:
    row = _member(cast, state)
    seat = make.seat(cast.bram, cast.network)
    works(lambda: MEMBER_VERBS[verb](seat, row), expected=verb in MEMBER_GRID[state])


def test_somebody_who_is_back_is_not_welcomed_back_twice(cast: Cast) -> None:
    seat, igor = make.seat(cast.bram, cast.network), cast.members["igor"]
    members.welcome_back(actor=seat, member=igor.pk, circle=Circle.AROUND)
    works(lambda: members.welcome_back(actor=seat, member=igor.pk, circle=Circle.AROUND), expected=NO)


@pytest.mark.parametrize("room", ["network", "client", "member", "need", "note"])
def test_a_stale_version_changes_nothing(cast: Cast, room: str) -> None:
    seat = make.seat(cast.bram, cast.network)
    acts: dict[str, Callable[[], Any]] = {
        "network": lambda: networks.revise_settings(actor=seat, purpose="X", version=99),
        "client": lambda: networks.revise_client(actor=seat, name="X", called="", version=99),
        "member": lambda: members.revise_member(
            actor=seat, member=cast.members["henk"].pk, phone="1", version=99
        ),
        "need": lambda: needs.restrict_need(actor=seat, need=cast.need.pk, visibility="close", version=99),
        "note": lambda: notes.restrict_note(actor=seat, note=cast.note.pk, visibility="close", version=99),
    }
    works(acts[room], expected=NO)
