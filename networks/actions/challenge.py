"""Challenges: a question to a person that starts from what they like or are good at. A no needs no reason."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments
from networks.access import acting, trace
from networks.actions.member import current
from networks.actions.need import readable
from networks.choices import ChallengeAnswer
from networks.doors import visible_challenges, visible_talents
from networks.errors import NotFromHere
from networks.models import Challenge, Member, Talent
from networks.standing import Permission, Seat


class Rests(DomainError):
    """Somebody who rests is left in peace."""

    code = "rests"

    def __init__(self, field: str = "member") -> None:
        super().__init__(_("This person rests for a while. Ask again later."), field=field)


def may_answer(seat: Seat, row: Challenge) -> bool:
    """Whether this seat may answer: whom it was put to. For somebody without an account, who asked notes
    what they said.
    """
    if row.member_id in seat.member_ids:
        return True
    return row.member.user_id is None and row.author_id == seat.user.pk


def ask_challenge(
    *, actor: Seat, member: UUID, words: str, talent: UUID | None = None, need: UUID | None = None
) -> Challenge:
    """Ask a member something in one's own words, starting from one of their talents or from nothing.

    Raises NotFromHere for oneself, for who does not take part and for a talent that is not theirs; Rests.
    """
    with acting(actor, Permission.ASK) as seat:
        row = Challenge(
            network=seat.network,
            member=to_ask(seat, member),
            talent=_talent(seat, talent, member) if talent else None,
            need=readable(seat, need) if need else None,
            author=seat.user,
            for_client=seat.for_client,
            words=words,
            asked_at=seat.at,
        )
        row.validate_constraints()
        row.save()
        moments.on_challenge(row, seat.at)
        trace(seat, "networks.challenge_asked", row)
        return row


def answer_challenge(
    *, actor: Seat, challenge: UUID, answer: ChallengeAnswer | str, words: str = ""
) -> Challenge:
    """Answer a question that was put to oneself. The answer goes to who asked, and to nobody else: the trace
    does not say which it was.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = _waiting(seat, challenge)
        if not may_answer(seat, row):
            raise PermissionDenied
        row.answer, row.answer_words, row.answered_at = answer, words, seat.at
        row.validate_constraints()
        row.store("answer", "answer_words", "answered_at")
        moments.on_challenge_answered(row, seat.at)
        trace(seat, "networks.challenge_answered", row)
        return row


def take_back_challenge(*, actor: Seat, challenge: UUID) -> Challenge:
    """Take one's own question back while it waits for an answer."""
    with acting(actor, Permission.ASK) as seat:
        row = _waiting(seat, challenge)
        if row.author_id != seat.user.pk:
            raise PermissionDenied
        row.taken_back_at = seat.at
        row.store("taken_back_at")
        trace(seat, "networks.challenge_taken_back", row)
        return row


def to_ask(seat: Seat, pk: UUID, field: str = "member") -> Member:
    """Somebody else who takes part and does not rest. Raises NotFromHere, Rests."""
    member = current(seat, pk)
    if pk in seat.member_ids or not member.takes_part:
        raise NotFromHere(field)
    if member.is_paused(seat.at):
        raise Rests(field)
    return member


def _talent(seat: Seat, pk: UUID, member: UUID) -> Talent:
    found: Talent | None = visible_talents(seat).offered().filter(pk=pk, member=member).first()
    if found is None:
        raise NotFromHere("talent")
    return found


def _waiting(seat: Seat, pk: UUID) -> Challenge:
    """A question that waits for an answer, locked. Raises Http404, DomainError when it no longer waits."""
    rows = visible_challenges(seat).select_for_update(of=("self",))
    row: Challenge | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.answer or row.taken_back_at:
        raise DomainError(_("This question no longer waits for an answer."), code="not_waiting")
    return row
