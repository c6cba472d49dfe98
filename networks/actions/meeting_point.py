"""What stands on the agenda of a meeting, and what professionals tell at the information round."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.actions.meeting import NotNow, known, still_runs
from networks.actions.need import NotYours, readable
from networks.choices import Side, Visibility
from networks.choices.meeting import PointSource
from networks.doors import visible_barriers
from networks.errors import NotFromHere
from networks.meetings import contributions, leads, may_inform, readable_signals, visible_points
from networks.models import Contribution, Meeting, MeetingPoint
from networks.models.meeting import OPEN_TO
from networks.standing import Permission, Seat


def check_level(seat: Seat, visibility: str) -> None:
    """Raise NotYours for a level that this seat may not write under."""
    if visibility not in OPEN_TO:
        raise NotYours(_("Choose who may read this."), field="visibility")
    if visibility == Visibility.FAMILY and not seat.sees_family:
        raise NotYours(_("Only family and friends can write there."), field="visibility")
    if visibility == Visibility.PROFESSIONALS and not (seat.formal or seat.for_client):
        raise NotYours(_("Only professionals can write there."), field="visibility")


def add_point(
    *, actor: Seat, meeting: UUID, words: str, visibility: Visibility | str = Visibility.EVERYONE
) -> MeetingPoint:
    """Put a point of one's own on the agenda, for everybody who is invited or for some of them."""
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        still_runs(row)
        check_level(seat, visibility)
        point = _put(seat, row, source=PointSource.OWN, words=words, visibility=visibility)
        trace(seat, "networks.meeting_point_added", point, source=PointSource.OWN)
        return point


def add_points(
    *,
    actor: Seat,
    meeting: UUID,
    needs: Iterable[UUID] = (),
    differences: Iterable[UUID] = (),
    barriers: Iterable[UUID] = (),
    signals: Iterable[UUID] = (),
) -> list[MeetingPoint]:
    """Put what is there already on the agenda: needs, needs that sides see differently, what stands in the
    way, what shows in how it goes. What stands on it already is not put twice.

    Raises NotFromHere naming the field for what this seat may not read, DomainError for nothing at all.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        still_runs(row)
        wanted = [
            *_sources(PointSource.NEED, "need", [readable(seat, pk, "needs") for pk in needs]),
            *_sources(
                PointSource.DIFFERENCE, "need", [readable(seat, pk, "differences") for pk in differences]
            ),
            *_sources(PointSource.BARRIER, "barrier", [_barrier(seat, pk) for pk in barriers]),
            *_sources(PointSource.SIGNAL, "signal", _signals(seat, signals)),
        ]
        if not wanted:
            raise DomainError(_("Choose at least one thing to speak about."), code="required")
        made = [_put(seat, row, **one) for one in wanted if not _stands(row, one)]
        trace(seat, "networks.meeting_points_added", row, points=str(len(made)))
        return made


def _sources(source: PointSource, name: str, rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"source": source, name: row} for row in rows]


def _stands(meeting: Meeting, about: dict[str, Any]) -> bool:
    return meeting.points.filter(until=None, **about).exists()


def _put(seat: Seat, meeting: Meeting, **fields: Any) -> MeetingPoint:
    point = MeetingPoint(
        network=seat.network,
        meeting=meeting,
        author=seat.user,
        for_client=seat.for_client,
        since=seat.at,
        **fields,
    )
    point.validate_constraints()
    point.save()
    return point


def _barrier(seat: Seat, pk: UUID) -> Any:
    row = visible_barriers(seat).filter(pk=pk).first()
    if row is None:
        raise NotFromHere("barriers")
    return row


def _signals(seat: Seat, wanted: Iterable[UUID]) -> list[Any]:
    ids = set(wanted)
    rows = list(readable_signals(seat).filter(pk__in=ids)) if ids else []
    if len(rows) != len(ids):
        raise NotFromHere("signals")
    return rows


def take_off_point(*, actor: Seat, point: UUID) -> MeetingPoint:
    """Take a point off the agenda: who put it there, or who arranges the meeting. Decisions about it stay."""
    with acting(actor, Permission.VIEW) as seat:
        row = visible_points(seat).select_for_update(of=("self",)).filter(pk=point).first()
        if row is None:
            raise Http404
        meeting = known(seat, row.meeting_id)
        if not (seat.wrote(row.author_id, row.for_client) or leads(seat, meeting)):
            raise PermissionDenied
        still_runs(meeting)
        if row.decisions.filter(until=None).exists():
            raise DomainError(_("Something was decided about this, so it stays."), code="decided")
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.meeting_point_taken_off", row)
        return row  # type: ignore[no-any-return]


def inform(*, actor: Seat, meeting: UUID, text: str) -> Contribution:
    """Tell something at the information round, as a professional: what the others should know.

    Raises PermissionDenied for who is no professional, NotNow once the plan has begun, NotFromHere for a
    professional who is not invited.
    """
    with acting(actor, Permission.VIEW) as seat:
        row = known(seat, meeting)
        if not seat.formal:
            raise PermissionDenied
        if not may_inform(seat, row):
            raise NotNow(_("The information round is over."))
        places = row.attendances.filter(member__in=seat.member_ids, member__side=Side.FORMAL)
        place = places.select_related("member").first()
        if place is None:
            raise PermissionDenied
        told = Contribution.objects.create(
            network=seat.network,
            meeting=row,
            member=place.member,
            author=seat.user,
            text=text,
            since=seat.at,
        )
        trace(seat, "networks.meeting_informed", told)
        return told


def take_back_contribution(*, actor: Seat, contribution: UUID) -> Contribution:
    """Take back what one told at the information round: nobody reads it any more."""
    with acting(actor, Permission.VIEW) as seat:
        row = contributions(seat).select_for_update(of=("self",)).filter(pk=contribution).first()
        if row is None:
            raise Http404
        if row.author_id != seat.user.pk:
            raise PermissionDenied
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.meeting_information_taken_back", row)
        return row
