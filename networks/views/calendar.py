"""The calendar of a network by week, month or list, one's own agenda, and a promised date as a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from networks import calendars, dates, feeding, weeks
from networks.access import network_for
from networks.doors import occurrence_for
from networks.meeting_dates import meeting_dates, own_meetings
from networks.models import Activity
from networks.standing import Permission, Seat
from networks.views.page import show
from networks.weeks import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: the days, mine or everybody's, one kind of thing or all."""

    span: Span
    today: date
    mine: bool
    activity: Activity | None


def _asked(request: HttpRequest, seat: Seat, kinds: list[Activity]) -> Asked:
    zone = ZoneInfo(seat.network.time_zone)
    today = seat.at.astimezone(zone).date()
    day = weeks.day_from(request.GET.get("day", ""), today)
    wanted = request.GET.get("activity", "")
    return Asked(
        span=weeks.span(request.GET.get("view", ""), day, zone),
        today=today,
        mine=request.GET.get("whose") == "mine",
        activity=next((kind for kind in kinds if str(kind.pk) == wanted), None),
    )


def _found(seat: Seat, asked: Asked) -> list[dates.Date]:
    """Dates and meetings by time; a meeting is no kind of thing to do."""
    if asked.activity:
        return dates.dates(seat, asked.span, mine=asked.mine, activity=asked.activity.pk)
    rows = dates.dates(seat, asked.span, mine=asked.mine)
    return _by_time([*rows, *meeting_dates(seat, asked.span, mine=asked.mine)])


def _by_time(rows: list[dates.Date]) -> list[dates.Date]:
    return sorted(rows, key=lambda one: (one.starts_at, one.ends_at, one.id))


def _period(span: Span) -> str:
    """What is shown, in words."""
    if span.view == weeks.MONTH:
        return date_format(span.day, "F Y")
    first, last = span.first, date.fromordinal(span.end.toordinal() - 1)
    days = {"first": date_format(first, "j F"), "last": date_format(last, "j F Y")}
    if span.view == weeks.LIST:
        return _("%(first)s to %(last)s") % days
    return _("Week %(number)s, %(first)s to %(last)s") % (days | {"number": str(first.isocalendar().week)})


def _zone_elsewhere(seat: Seat) -> str:
    """The network's zone, when the reader's clock tells another time than the network's."""
    zone = seat.network.time_zone
    here, there = timezone.localtime(seat.at), seat.at.astimezone(ZoneInfo(zone))
    return "" if here.utcoffset() == there.utcoffset() else zone.replace("_", " ")


def _abroad(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether another clock tells another time at that moment."""
    return moment.utcoffset() != moment.astimezone(zone).utcoffset()


@require_safe
def calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The dates of a network by week, by month or as a list; open ones stand out."""
    seat = network_for(request.user, pk, Permission.VIEW, look="networks.calendar_seen")
    kinds = dates.activities(seat)
    asked = _asked(request, seat, kinds)
    found = _found(seat, asked)
    context: dict[str, Any] = {
        "asked": asked,
        "span": asked.span,
        "kinds": kinds,
        "period": _period(asked.span),
        "zone": _zone_elsewhere(seat),
        "found": found,
        "views": [(weeks.WEEK, _("Week")), (weeks.MONTH, _("Month")), (weeks.LIST, _("List"))],
        "open": sum(1 for one in found if one.free),
    }
    grouped = weeks.days if asked.span.view == weeks.LIST else weeks.weeks
    return show(request, seat, "networks/calendar.html", context | {"parts": grouped(asked.span, found)})


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What I promised and the meetings I come to, in all my networks but those in mourning, day by day."""
    at = timezone.now()
    zone = ZoneInfo(timezone.get_current_timezone_name())
    today = at.astimezone(zone).date()
    span = weeks.span(weeks.LIST, weeks.day_from(request.GET.get("day", ""), today), zone)
    seats = [one for one in dates.my_seats(request.user, at) if one.network.mourning_since is None]
    promised = dates.own_dates(seats, at, span.start, span.stop)
    found = _by_time([*promised, *own_meetings(seats, span.start, span.stop)])
    context = {
        "span": span,
        "today": today,
        "period": _period(span),
        "found": found,
        "parts": weeks.days(span, found),
        "abroad": any(_abroad(one.starts_at, zone) for one in found),
    }
    return render(request, "networks/agenda.html", context)


@require_safe
def promise_ics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One date that I promised, as a file for my own calendar. With ``details`` it says what it is."""
    seat, occurrence = occurrence_for(request.user, pk, Permission.VIEW)
    promise = feeding.own_promise(seat, occurrence)
    if promise is None:
        raise Http404
    text = feeding.one_promise(promise, seat.at, masked=request.GET.get("details") != "yes")
    named = {"Content-Disposition": 'attachment; filename="carenet.ics"'}
    return HttpResponse(text, content_type=calendars.MEDIA_TYPE, headers=named)
