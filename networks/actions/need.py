"""Needs: raise, revise, rest, close, link, and say how it goes from each side."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks.access import acting, trace
from networks.choices import CloseReason, Importance, Met, NeedStatus, ViewSide, Visibility
from networks.errors import NotFromHere
from networks.models import LifeDomain, Member, Need, NeedLink, NeedState, NeedView
from networks.standing import Permission, Seat


class NotYours(DomainError):
    """A visibility that the writer could not read under themselves, or that names nobody."""

    code = "visibility"


def check_audience(seat: Seat, visibility: Visibility, named: Iterable[UUID]) -> list[Member]:
    """The named members for this visibility, after checking that the writer may choose it.

    Raises NotYours for the family-only space from a professional's place and for NAMED without names;
    NotFromHere for somebody who is not a current member.
    """
    if visibility == Visibility.FAMILY and not seat.sees_family:
        raise NotYours(_("Only family and friends can write there."), field="visibility")
    if visibility != Visibility.NAMED:
        return []
    wanted = set(named)
    members = list(seat.network.members.taking_part(seat.at).filter(pk__in=wanted))
    if len(members) != len(wanted):
        raise NotFromHere("named")
    if not members:
        raise NotYours(_("Name at least one person who may read this."), field="named")
    return members


def may_restrict(seat: Seat, row: Any) -> bool:
    """Whether this seat may change who reads a row: its author, or who governs visibility."""
    return seat.wrote(row.author_id, row.for_client) or seat.may(Permission.SET_VISIBILITY)


def may_revise(seat: Seat, row: Any) -> bool:
    """Whether this seat may change what a need says or how it stands: its author, or who revises needs."""
    return seat.wrote(row.author_id, row.for_client) or seat.may(Permission.REVISE_NEED)


def set_audience(seat: Seat, row: Any, visibility: Visibility, named: Iterable[UUID]) -> None:
    """Set who may read a need or a note; the caller stores ``visibility``.

    Whoever may change the words but not the audience leaves it as it is; asking for another one raises
    PermissionDenied.
    """
    if not may_restrict(seat, row):
        if visibility != row.visibility:
            raise PermissionDenied
        return
    audience = check_audience(seat, visibility, named)
    row.visibility = visibility
    row.named.set(audience)


def _domains(seat: Seat, chosen: Iterable[UUID]) -> list[LifeDomain]:
    wanted = set(chosen)
    found = list(LifeDomain.objects.for_network(seat.network).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise NotFromHere("domains")
    if not found:
        raise DomainError(_("Choose at least one part of life."), code="required", field="domains")
    return found


def readable(seat: Seat, pk: UUID, field: str = "need") -> Need:
    """A need this seat may read, locked. Raises NotFromHere naming the field."""
    row = Need.objects.visible_to(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NotFromHere(field)
    return row  # type: ignore[no-any-return]


def raise_need(
    *,
    actor: Seat,
    words: str,
    domains: Iterable[UUID],
    importance: Importance = Importance.MEDIUM,
    visibility: Visibility,
    named: Iterable[UUID] = (),
) -> Need:
    """Write down a need. Whoever speaks for the client writes it as the client's own."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        audience = check_audience(seat, visibility, named)
        chosen = _domains(seat, domains)
        need = Need.objects.create(
            network=seat.network,
            author=seat.user,
            for_client=seat.for_client,
            words=words,
            importance=importance,
            visibility=visibility,
            since=seat.at,
        )
        need.domains.set(chosen)
        need.named.set(audience)
        NeedState.objects.create(need=need, status=NeedStatus.OPEN, since=seat.at)
        trace(seat, "networks.need_raised", need, visibility=visibility)
        return need


def revise_need(
    *,
    actor: Seat,
    need: UUID,
    words: str,
    domains: Iterable[UUID],
    importance: Importance,
    visibility: Visibility,
    named: Iterable[UUID] = (),
    version: int | None = None,
) -> Need:
    """Change a need's words, parts of life, importance or audience. Raises Conflict on a stale version."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        row = _revisable(seat, need)
        row.expect(version)
        before = row.visibility
        chosen = _domains(seat, domains)
        set_audience(seat, row, visibility, named)
        row.words, row.importance = words, importance
        row.store("words", "importance", "visibility")
        row.domains.set(chosen)
        trace(seat, "networks.need_revised", row, visibility=visibility, before=before)
        return row


def _revisable(seat: Seat, pk: UUID) -> Need:
    row = _visible(seat, pk)
    if not may_revise(seat, row):
        raise PermissionDenied
    return row


def _visible(seat: Seat, pk: UUID) -> Need:
    row: Need | None = Need.objects.visible_to(seat).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def restrict_need(
    *, actor: Seat, need: UUID, visibility: Visibility, named: Iterable[UUID] = (), version: int | None = None
) -> Need:
    """Change only who may read a need."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        row = _visible(seat, need)
        if not may_restrict(seat, row):
            raise PermissionDenied
        row.expect(version)
        before = row.visibility
        set_audience(seat, row, visibility, named)
        row.store("visibility")
        trace(seat, "networks.need_restricted", row, visibility=visibility, before=before)
        return row


def set_need_status(
    *, actor: Seat, need: UUID, status: NeedStatus, reason: CloseReason | str = "", version: int | None = None
) -> Need:
    """Open, rest or close a need; the former status stays as history. Closing needs a reason."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        row = _revisable(seat, need)
        row.expect(version)
        if status == row.status:
            raise DomainError(_("The need has this state already."), code="same_state", field="status")
        if (status == NeedStatus.CLOSED) != bool(reason):
            raise DomainError(_("Say why this need is closed."), code="required", field="reason")
        for before in row.states.filter(until=None):
            before.until = seat.at
            before.store("until")
        NeedState.objects.create(need=row, status=status, reason=reason, since=seat.at)
        row.status = status
        row.store("status")
        trace(seat, f"networks.need_{_PAST[status]}", row, reason=str(reason))
        return row


_PAST = {NeedStatus.OPEN: "opened", NeedStatus.RESTING: "rested", NeedStatus.CLOSED: "closed"}


def link_needs(*, actor: Seat, source: UUID, target: UUID, words: str) -> NeedLink:
    """Say that one need affects another. Both must be readable to the actor."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        link = NeedLink(
            network=seat.network,
            source=readable(seat, source, "source"),
            target=readable(seat, target, "target"),
            words=words,
            since=seat.at,
        )
        link.validate_constraints()
        link.save()
        trace(seat, "networks.needs_linked", link.source, target=str(target))
        return link


def unlink_needs(*, actor: Seat, link: UUID) -> NeedLink:
    """End a link between two needs."""
    with acting(actor, Permission.RAISE_NEED) as seat:
        visible = Need.objects.visible_to(seat).values("id")
        rows = NeedLink.objects.at(seat.at).select_for_update(of=("self",))
        row: NeedLink | None = rows.filter(pk=link, source__in=visible, target__in=visible).first()
        if row is None:
            raise Http404
        row.until = seat.at
        row.store("until")
        trace(seat, "networks.needs_unlinked", row.source, target=str(row.target_id))
        return row


def say_view(*, actor: Seat, need: UUID, met: Met) -> NeedView:
    """Say from one's own side whether a need is met. Nobody speaks for another side.

    Raises PermissionDenied for somebody without a side (a steward who is not a member, a community).
    """
    with acting(actor, Permission.SAY_VIEW) as seat:
        row = _visible(seat, need)
        view = NeedView.objects.create(
            need=row, side=side_of(seat), met=met, said_by=seat.user, said_at=seat.at
        )
        trace(seat, "networks.need_viewed_by_side", row, side=view.side, met=met)
        return view


def side_of(seat: Seat) -> ViewSide:
    """From which side this seat speaks. Raises PermissionDenied when from none."""
    if seat.for_client:
        return ViewSide.CLIENT
    if seat.formal:
        return ViewSide.FORMAL
    if seat.informal:
        return ViewSide.INFORMAL
    raise PermissionDenied
