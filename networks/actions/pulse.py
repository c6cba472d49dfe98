"""How long I can go on, how often I am asked, and whom I tell that I would like relief.

None of it leaves a line in the ledger: its readers would learn that there is an answer, or who was told.
"""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments, outbox
from networks.access import acting
from networks.choices.pulse import Every, HowLong, ReliefTo
from networks.errors import NotFromHere
from networks.measuring.own import carer_of, could_be_told, keepers, own_answers
from networks.models import Member, Pulse, PulseRhythm, Relief, ReliefTold
from networks.standing import Permission, Seat


def say_how_long(*, actor: Seat, answer: HowLong | str) -> Pulse:
    """Keep one answer for oneself. When it is asked at a rhythm, it is asked again that much later.

    Raises PermissionDenied for who is not here as family, friend or neighbour.
    """
    with acting(actor, Permission.VIEW) as seat:
        member = carer_of(seat)
        row = Pulse.objects.create(
            network=seat.network, member=member, answer=HowLong(answer), answered_at=seat.at
        )
        _ask_later(seat, member)
        return row


def skip_pulse(*, actor: Seat) -> None:
    """Not now: it is asked again at the next time of one's own rhythm."""
    with acting(actor, Permission.VIEW) as seat:
        _ask_later(seat, carer_of(seat))


def _ask_later(seat: Seat, member: Member) -> None:
    rhythm = PulseRhythm.objects.filter(member=member).exclude(weeks=Every.NEVER).first()
    if rhythm is not None:
        rhythm.due_on = seat.network.today(seat.at) + timedelta(weeks=rhythm.weeks)
        rhythm.store("due_on")


def set_rhythm(*, actor: Seat, weeks: Every | int) -> PulseRhythm:
    """Say how often one wants to be asked, in weeks; 0 is never. Counted from the last answer."""
    with acting(actor, Permission.VIEW) as seat:
        member = carer_of(seat)
        row, _new = PulseRhythm.objects.get_or_create(member=member, defaults={"network": seat.network})
        row.weeks, row.due_on = Every(weeks), None
        if row.weeks != Every.NEVER:
            today = seat.network.today(seat.at)
            last = own_answers(seat).order_by("-answered_at").first()
            said = seat.network.today(last.answered_at) + timedelta(weeks=row.weeks) if last else today
            row.due_on = max(today, said)
        row.store("weeks", "due_on")
        return row


def erase_pulse(*, actor: Seat, pulse: UUID) -> None:
    """Erase one's own answer: it is gone at once, for oneself too. Raises Http404 for that of another."""
    with acting(actor, Permission.VIEW, also_ended=True) as seat:
        row = own_answers(seat).select_for_update(of=("self",)).filter(pk=pulse).first()
        if row is None:
            raise Http404
        row.answer, row.erased_at = "", seat.at
        row.store("answer", "erased_at")


def tell_relief(*, actor: Seat, to: ReliefTo | str, members: Collection[UUID] = ()) -> Relief:
    """Tell who keeps the overview, or people one chooses, that one would like relief: that and nothing more.

    Who was told already is not told again; others are added. Raises DomainError when there is nobody to
    tell, NotFromHere for somebody who does not take part or has no account.
    """
    with acting(actor, Permission.VIEW) as seat:
        member = carer_of(seat)
        people = _to_tell(seat, member, ReliefTo(to), frozenset(members))
        row, _new = Relief.objects.get_or_create(
            member=member, until=None, defaults={"network": seat.network, "since": seat.at}
        )
        known = set(row.told.values_list("member_id", flat=True))
        new = [one for one in people if one.pk not in known]
        ReliefTold.objects.bulk_create(
            ReliefTold(network=seat.network, relief=row, member=one) for one in new
        )
        moments.on_relief(row, new, seat.at)
        return row


def _to_tell(seat: Seat, member: Member, to: ReliefTo, chosen: frozenset[UUID]) -> list[Member]:
    if to == ReliefTo.OVERVIEW:
        found = list(keepers(seat, member).select_related("user"))
        if not found:
            raise DomainError(
                _("Nobody else keeps the overview now. Choose people yourself."), code="nobody", field="to"
            )
        return found
    found = list(could_be_told(seat, member).filter(pk__in=chosen).select_related("user"))
    if len(found) < len(chosen):
        raise NotFromHere("members")
    if not found:
        raise DomainError(_("Choose at least one person."), code="nobody", field="members")
    return found


def take_back_relief(*, actor: Seat, relief: UUID) -> Relief:
    """Take back that one would like relief: who was told sees it no longer. Raises Http404 for another's."""
    with acting(actor, Permission.VIEW, also_ended=True) as seat:
        rows = Relief.objects.select_for_update(of=("self",)).select_related("member")
        row: Relief | None = rows.filter(network=seat.network, member__user=seat.user.pk, pk=relief).first()
        if row is None:
            raise Http404
        if row.until is None:
            row.until = max(seat.at, row.since)
            row.store("until")
            outbox.drop([row.pk])
        return row
