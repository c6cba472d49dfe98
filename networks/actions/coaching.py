"""Coaching on the network's side: say yes to what a coach may see, end it at once, say no to a question."""

from collections.abc import Collection
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.choices.coaching import CoachingAnswer, Opens
from networks.coaching.doors import asked, consents
from networks.errors import NotFromHere
from networks.models import CoachingConsent, CoachingQuestion
from networks.overview.doors import counting
from networks.standing import Permission, Seat


def give_consent(
    *, actor: Seat, organisation: UUID, opens: Collection[Opens | str], sure: bool
) -> list[CoachingConsent]:
    """Open some of what there is to the coaches of an organisation that takes part in this network.

    What is open already stays. A question of that organisation that waits is answered by it. ``sure`` is the
    yes to what the preview shows. Raises NotFromHere for another organisation, DomainError without a choice,
    for words without the experiments they belong to, and without the yes.
    """
    with acting(actor, Permission.APPOINT) as seat:
        counted = counting(seat).filter(organisation=organisation).first()
        if counted is None:
            raise NotFromHere("organisation")
        wanted = [one for one in Opens if one.value in {str(code) for code in opens}]
        known = set(consents(seat).filter(organisation=organisation).values_list("opens", flat=True))
        _check(wanted, known, sure)
        rows = [
            CoachingConsent(
                network=seat.network,
                organisation=counted.organisation,
                opens=one,
                author=seat.user,
                for_client=bool(seat.on_behalf_of),
                since=seat.at,
            )
            for one in wanted
            if one.value not in known
        ]
        for row in rows:
            row.save()
        _answer(seat, list(asked(seat).filter(organisation=organisation)), CoachingAnswer.YES)
        codes = " ".join(one.value for one in wanted)
        trace(seat, "networks.coaching_allowed", seat.network, organisation=str(organisation), opens=codes)
        return rows


def end_consent(*, actor: Seat, consent: UUID) -> CoachingConsent:
    """End what was open: from this moment no coach sees it, and it counts nowhere. The words of experiments
    end with the experiments.
    """
    with acting(actor, Permission.APPOINT, also_ended=True) as seat:
        rows = consents(seat).select_for_update(of=("self",))
        row = rows.filter(pk=consent).first()
        if row is None:
            raise Http404
        ended = [row]
        if row.opens == Opens.EXPERIMENTS:
            ended += rows.filter(organisation=row.organisation_id, opens=Opens.WORDS)
        for one in ended:
            one.until, one.ended_by = max(seat.at, one.since), seat.user
            one.store("until", "ended_by")
        codes = " ".join(one.opens for one in ended)
        organisation = str(row.organisation_id)
        trace(seat, "networks.coaching_ended", seat.network, organisation=organisation, opens=codes)
        return row


def decline_question(*, actor: Seat, question: UUID) -> CoachingQuestion:
    """Say no to a coach's question. It needs no reason, and nobody outside is told."""
    with acting(actor, Permission.APPOINT) as seat:
        rows = asked(seat).select_for_update(of=("self",)).filter(pk=question)
        row = rows.first()
        if row is None:
            raise Http404
        _answer(seat, [row], CoachingAnswer.NO)
        trace(seat, "networks.coaching_declined", seat.network, organisation=str(row.organisation_id))
        return row


def _check(wanted: list[Opens], known: set[str], sure: bool) -> None:
    if not wanted:
        raise DomainError(_("Choose what they may see."), code="required", field="opens")
    if Opens.WORDS in wanted and not {*wanted, *known} & {Opens.EXPERIMENTS}:
        raise DomainError(
            _("The sentence belongs to your experiments. Choose those too."), code="together", field="opens"
        )
    if not sure:
        raise DomainError(_("Say that they may see this."), code="required", field="sure")


def _answer(seat: Seat, rows: Collection[CoachingQuestion], answer: CoachingAnswer) -> None:
    for row in rows:
        row.answer, row.answered_at, row.answered_by = answer, seat.at, seat.user
        row.store("answer", "answered_at", "answered_by")
