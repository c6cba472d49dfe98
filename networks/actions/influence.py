"""The circle of influence: everybody's own answers about what stands in the way, kept apart."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from networks.access import acting, trace
from networks.actions.barrier import record_barrier, standing_barrier
from networks.choices import BarrierSource
from networks.choices.rule import Sphere
from networks.models import Barrier, Placing
from networks.rules.access import visible_placings
from networks.standing import Permission, Seat

ANSWERS = (
    "told_by",
    "written_where",
    "source",
    "sphere",
    "thinks",
    "shows_thinks",
    "smallest_try",
    "must_agree",
)
"""What somebody says of a barrier for themselves."""
_ALSO = {
    "told_by": "said_by",
    "written_where": "written_where",
    "source": "source",
    "smallest_try": "smallest_try",
    "must_agree": "must_agree",
}
"""Answers that are written with the barrier too, where nothing is written yet: by the name they have there.
"""


def place_barrier(
    *,
    actor: Seat,
    barrier: UUID,
    sphere: Sphere | str,
    source: BarrierSource | str = BarrierSource.UNKNOWN,
    told_by: str = "",
    written_where: str = "",
    thinks: str = "",
    shows_thinks: bool = False,
    smallest_try: str = "",
    must_agree: str = "",
    version: int | None = None,
) -> Placing:
    """Say for oneself what one knows and thinks of a barrier, and in which circle one places it.

    Saying it again replaces one's own answers (``version`` is that of the answers). Where nothing is written
    with the barrier yet, what was found out is written there too; what somebody thinks never is. Raises
    Http404 for a barrier that has ended or that this seat may not know of, Conflict on a stale version.
    """
    given = (told_by, written_where, source, sphere, thinks, shows_thinks, smallest_try, must_agree)
    answers = dict(zip(ANSWERS, given, strict=True))
    with acting(actor, Permission.WRITE_NOTE) as seat:
        row = standing_barrier(seat, barrier)
        placing = (
            Placing.objects.select_for_update().filter(barrier=row, author=seat.user, until=None).first()
        )
        if placing is None:
            placing = Placing(network=seat.network, barrier=row, author=seat.user, since=seat.at, **answers)
            placing.validate_constraints()
            placing.save()
        else:
            placing.expect(version)
            for field, value in answers.items():
                setattr(placing, field, value)
            placing.validate_constraints()
            placing.store(*ANSWERS)
        _write_with_barrier(row, answers)
        trace(seat, "networks.barrier_placed", row, sphere=str(sphere), source=str(source))
        return placing


def begin_influence(*, actor: Seat, words: str, task: UUID | None = None, **answers: Any) -> Placing:
    """Write down something that is said to be impossible, and place it: both or neither."""
    with transaction.atomic():
        row = record_barrier(actor=actor, words=words, task=task)
        return place_barrier(actor=actor, barrier=row.pk, **answers)


def take_back_placing(*, actor: Seat, placing: UUID) -> Placing:
    """Take one's own answers back: nobody reads them any more. Raises Http404 for those of somebody else."""
    with acting(actor, Permission.WRITE_NOTE) as seat:
        rows = visible_placings(seat).filter(author=seat.user.pk)
        row = rows.select_for_update(of=("self",)).filter(pk=placing).first()
        if row is None:
            raise Http404
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.placing_taken_back", row.barrier)
        return row


def _write_with_barrier(row: Barrier, answers: dict[str, Any]) -> None:
    """Fill in what nobody wrote with the barrier yet."""
    found = []
    for answer, field in _ALSO.items():
        nothing = BarrierSource.UNKNOWN if field == "source" else ""
        if getattr(row, field) == nothing and answers[answer] != nothing:
            setattr(row, field, answers[answer])
            found.append(field)
    if found:
        row.store(*found)
