"""Fill in a list of questions for oneself, and erase what one filled in.

None of it leaves a line in the ledger: its readers would learn that there is something.
"""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting
from networks.errors import NotFromHere
from networks.measuring.checks import own_checks
from networks.measuring.offered import offered_one
from networks.measuring.own import carer_of
from networks.models import Check
from networks.standing import Permission, Seat


def keep_check(*, actor: Seat, instrument: UUID, answers: Mapping[str, str]) -> Check:
    """Keep for oneself what one answered. Questions may be left open, not all of them.

    ``answers`` are codes of answers by code of question. Raises PermissionDenied for who is not here as
    family, friend or neighbour, NotFromHere for a list that is not offered here (any more), DomainError for
    an answer that is not one of the question's, or when nothing was answered.
    """
    with acting(actor, Permission.VIEW) as seat:
        member = carer_of(seat)
        chosen = offered_one(seat, instrument)
        if chosen is None:
            raise NotFromHere("instrument")
        if chosen.definition.unknown(answers):
            raise DomainError(_("Choose one of the answers."), code="unknown_answer", field="answers")
        if not answers:
            raise DomainError(_("Answer at least one question."), code="required", field="answers")
        return Check.objects.create(
            network=seat.network,
            member=member,
            instrument=chosen.row,
            code=chosen.definition.code,
            edition=chosen.definition.edition,
            answers=dict(answers),
            answered_at=seat.at,
        )


def erase_check(*, actor: Seat, check: UUID) -> None:
    """Erase one's own result: it is gone at once, for oneself too. Raises Http404 for that of another."""
    with acting(actor, Permission.VIEW, also_ended=True) as seat:
        row = own_checks(seat).select_for_update(of=("self",)).filter(pk=check).first()
        if row is None:
            raise Http404
        row.answers, row.erased_at = None, seat.at
        row.store("answers", "erased_at")
