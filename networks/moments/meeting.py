"""Meetings: who is told what and when, and how those letters are written.

What is for family and friends only stands in no letter, and neither does that there is family time.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format

from accounts.models import User
from networks import outbox
from networks.access import seat_in
from networks.choices import MessageKind, NetworkStatus, Visibility
from networks.choices.meeting import RUNS, MeetingPhase
from networks.models import Decision, Delivery, Meeting, MeetingPoint, Member
from networks.moments import people
from networks.moments.clock import days_before, on_day
from networks.moments.letter import Case, Draft, Thing, by_phone, clock, day, first_name
from networks.moments.table import NINE, QUIETLY
from networks.moments.telling import stamp, tell
from networks.moments.tongue import gettext
from networks.readers import may_read
from networks.standing import Seat

BEFORE = 2
"""How many days before a meeting who is invited is reminded."""
A_WEEK_LATE = timedelta(days=7)
"""After this time who keeps the overview hears of a decision of which nobody said how far it is."""


def reads_decision(decision: Decision, member: Member, at: datetime) -> bool:
    """Whether a member may read a decision, saved or not: its level, and the point it is about."""
    if member.user is not None:
        seat = seat_in(member.user, decision.network_id, at)
    else:
        placed = member.placements.filter(until=None).values_list("circle", flat=True).first()
        seat = people.seat_without_account(member, placed or "", at)
    return _reads(decision, seat)


def _reads(decision: Decision, seat: Seat | None) -> bool:
    if seat is None or not may_read(
        seat, decision.visibility, author_id=decision.author_id, for_client=decision.for_client
    ):
        return False
    if decision.point_id is None:
        return True
    return MeetingPoint.objects.readable_by(seat).filter(pk=decision.point_id).exists()


def on_meeting_called(meeting: Meeting, to: Iterable[Member], at: datetime, *, slot: str = "") -> None:
    """People were invited: told at once, and two days before once more. ``slot`` tells the invitation of who
    comes back from the one of before.
    """
    given = list(to)
    _tell(meeting, given, at, "invited", slot=slot)
    _remind(meeting, given, at)


def on_meeting_moved(meeting: Meeting, at: datetime) -> None:
    """Another time or place: one message that names the new one, and a reminder for it."""
    outbox.drop([meeting.pk], [MessageKind.MEETING])
    invited = _invited(meeting)
    _tell(meeting, invited, at, "moved", slot=f"moved:{meeting.version}")
    _remind(meeting, invited, at)


def on_meeting_called_off(meeting: Meeting, at: datetime) -> None:
    """It does not take place; reminders of it are taken back."""
    outbox.drop([meeting.pk], [MessageKind.MEETING])
    _tell(meeting, _invited(meeting), at, "off")


def on_meeting_closed(meeting: Meeting, at: datetime) -> None:
    """What was decided: by mail for who was not there, as a notice for who was; and when the house asks."""
    rows = list(meeting.attendances.select_related("member__user"))
    absent = [row.member for row in rows if not row.came]
    _tell(meeting, absent, at, "decided")
    there = [row.member for row in rows if row.came]
    payload = {"what": "decided"}
    kind = MessageKind.MEETING
    network = meeting.network
    tell(
        network=network,
        to=there,
        kind=kind,
        subject=meeting,
        at=at,
        slot="decided",
        channels=QUIETLY,
        payload=payload,
    )
    if meeting.check_on is not None:
        _plan(meeting, at, meeting.check_on, f"check:{meeting.check_on}", {"what": "check"})
    for decision in meeting.decisions.filter(until=None, task=None):
        on_decision_due(decision, at)


def on_decision_given(decision: Decision, at: datetime) -> None:
    """Somebody is asked to see to a decision."""
    if decision.owner is not None:
        slot = f"owner:{decision.pk.hex}:{decision.version}"
        _tell(decision.meeting, [decision.owner], at, "owner", slot=slot, decision=decision)


def on_decision_open(decision: Decision, at: datetime) -> None:
    """A decision has nobody any more: told to who wrote it down, without a name."""
    slot = f"open:{decision.pk.hex}:{decision.version}"
    _tell(decision.meeting, [decision.author], at, "open", slot=slot, decision=decision)


def on_decision_due(decision: Decision, at: datetime) -> None:
    """The house looks the day after its day whether anybody said how far a decision is."""
    named = {"what": "late", "decision": str(decision.pk), "due": decision.due_on.isoformat()}
    slot = f"late:{decision.pk.hex}:{decision.due_on}"
    _plan(decision.meeting, at, decision.due_on + timedelta(days=1), slot, named)


def look_at_meeting(delivery: Delivery, at: datetime) -> None:
    """A moment at which the house looks at a meeting: how far are we, or is something late?"""
    rows = Meeting.objects.select_related("network__client").exclude(network__status=NetworkStatus.ENDED)
    closed = rows.filter(phase=MeetingPhase.CLOSED)
    meeting = closed.filter(pk=delivery.subject_id).first() if delivery.subject_id else None
    if meeting is None:
        return
    what = delivery.payload.get("what")
    if what == "check" and meeting.checked_at is None and meeting.asked_about.exists():
        _tell(meeting, _invited(meeting), at, "check")
    elif what in ("late", "later"):
        _late(meeting, delivery, at)


def _late(meeting: Meeting, delivery: Delivery, at: datetime) -> None:
    rows = meeting.decisions.filter(until=None, task=None, how_far="").select_related("owner__user")
    decision = rows.filter(pk=delivery.payload.get("decision")).first()
    if decision is None or decision.due_on.isoformat() != delivery.payload.get("due"):
        return
    named = {"decision": str(decision.pk), "due": decision.due_on.isoformat()}
    if delivery.payload.get("what") == "late":
        if decision.owner is not None:
            _tell(meeting, [decision.owner], at, "late", slot=_slot("late", decision), decision=decision)
        day_after = decision.due_on + timedelta(days=1) + A_WEEK_LATE
        _plan(meeting, at, day_after, _slot("later", decision), {"what": "later"} | named)
    else:
        overview = people.overview(meeting.network, at)
        reading = [user for user in overview if _reads(decision, seat_in(user, meeting.network_id, at))]
        _tell(meeting, reading, at, "later", slot=_slot("told", decision), decision=decision)


def _slot(what: str, decision: Decision) -> str:
    return f"{what}:{decision.pk.hex}:{decision.due_on}"


def _invited(meeting: Meeting) -> list[Member]:
    return [row.member for row in meeting.attendances.select_related("member__user")]


def _tell(
    meeting: Meeting,
    to: Iterable[Member | User],
    at: datetime,
    what: str,
    *,
    slot: str = "",
    decision: Decision | None = None,
) -> None:
    tell(
        network=meeting.network,
        to=to,
        kind=MessageKind.MEETING,
        subject=meeting,
        at=at,
        slot=slot or what,
        payload={"what": what} | ({"decision": str(decision.pk)} if decision else {}),
    )


def _remind(meeting: Meeting, to: Iterable[Member], at: datetime) -> None:
    starts = meeting.starts_at
    tell(
        network=meeting.network,
        to=to,
        kind=MessageKind.MEETING,
        subject=meeting,
        at=at,
        when=lambda zone: days_before(starts, BEFORE, NINE, zone),
        slot=f"soon:{stamp(starts)}",
        expires_at=starts,
        payload={"what": "soon", "starts": starts.isoformat()},
    )


def _plan(meeting: Meeting, at: datetime, on: date, slot: str, payload: dict[str, str]) -> None:
    outbox.plan(
        network=meeting.network,
        kind=MessageKind.MEETING,
        subject=meeting,
        at=at,
        slot=slot,
        not_before=on_day(on, NINE, meeting.network.zone),
        payload=payload,
    )


def meeting(case: Case) -> Draft:
    """What a letter about a meeting says; None for who is not invited any more and does not lead it."""
    row: Meeting | None = case.row
    if row is None or not _may_know(case, row):
        return None
    if case.what in ("owner", "open", "late", "later"):
        return _about_decision(case, row)
    if case.what in ("decided", "check"):
        return _afterwards(case, row)
    return _before(case, row)


def _may_know(case: Case, row: Meeting) -> bool:
    seat = case.reader.seat
    invited = any(one.member_id in seat.member_ids for one in row.attendances.all())
    return seat.for_client or row.everybody or invited or seat.wrote(row.author_id, row.for_client)


def _before(case: Case, row: Meeting) -> Draft:
    who, when = first_name(row.author.name), {"day": day(row.starts_at, case.reader)}
    if case.what == "off":
        if row.phase != MeetingPhase.CALLED_OFF:
            return None
        return _letter(
            case, row, gettext("The meeting on %(day)s is called off") % when, quote=row.reason, things=False
        )
    if row.phase not in RUNS or row.starts_at <= case.at:
        return None
    if case.what == "soon":
        if case.delivery.payload.get("starts") != row.starts_at.isoformat():
            return None
        return _letter(case, row, gettext("We meet on %(day)s") % when, _own_questions())
    if case.what == "moved":
        return _letter(case, row, gettext("The meeting is on %(day)s now, or elsewhere") % when)
    lines = [
        gettext("%(who)s invites you to a meeting.") % {"who": row.author.name},
        gettext("Please say whether you come. You can put on the agenda what you want to speak about."),
    ]
    subject = gettext("%(who)s invites you to a meeting on %(day)s") % (when | {"who": who})
    return _letter(case, row, subject, lines, quote=row.words)


def _own_questions() -> list[str]:
    return [
        gettext("Think of your own questions: what went well, who do we miss, what can stop?"),
        gettext("Can’t you be there? You hear afterwards what was decided."),
    ]


def _letter(
    case: Case,
    row: Meeting,
    subject: str,
    lines: Iterable[str] = (),
    *,
    quote: str = "",
    things: bool = True,
) -> Draft:
    phone = by_phone(case, first_name(row.author.name))
    times = {
        "day": day(row.starts_at, case.reader),
        "start": clock(row.starts_at, case.reader),
        "end": clock(row.ends_at, case.reader),
    }
    what = Thing(
        what=row.title,
        when=gettext("%(day)s from %(start)s until %(end)s") % times,
        where=row.where,
        path=case.page("meeting", row.pk),
        act=gettext("Look at the meeting"),
    )
    return {
        "subject": subject,
        "lines": list(lines) or [gettext("It is about the meeting “%(title)s”.") % {"title": row.title}],
        "quote": quote,
        "things": [what] if things else [],
        "more": [line for line in [phone] if line],
        "path": case.page("meeting", row.pk),
        "act": gettext("Look at the meeting"),
    }


def _afterwards(case: Case, row: Meeting) -> Draft:
    if row.phase != MeetingPhase.CLOSED or (case.what == "check" and row.checked_at is not None):
        return None
    decided = gettext("What was decided is below, as far as it is for you. The page may say more.")
    subject, line = gettext("What we decided together"), decided
    if case.what == "check":
        subject = gettext("How far are we?")
        line = gettext("Some weeks ago we made a plan. How far are we? “Not yet” is a good answer, too.")
    return {
        "subject": subject,
        "lines": [line],
        "things": [_as_thing(case, one) for one in row.decisions.all() if _in_letter(case, one)],
        "path": case.page("meeting", row.pk),
        "act": gettext("Look at the plan"),
    }


def _as_thing(case: Case, decision: Decision) -> Thing:
    notes = [gettext("If it goes otherwise: %(words)s") % {"words": decision.otherwise}]
    if decision.owner is not None:
        notes.insert(0, gettext("%(name)s sees to it.") % {"name": decision.owner.name})
    until = gettext("by %(day)s") % {"day": date_format(decision.due_on, "l j F")}
    return Thing(what=decision.words, when=until, notes=tuple(notes))


def _in_letter(case: Case, decision: Decision) -> bool:
    """Whether a decision stands in this letter: never one for family and friends, nor one about what only
    the page can tell whether the reader may know of it.
    """
    if decision.until is not None or decision.visibility == Visibility.FAMILY:
        return False
    seat, point = case.reader.seat, decision.point
    author, for_client = decision.author_id, decision.for_client
    if not may_read(seat, decision.visibility, author_id=author, for_client=for_client):
        return False
    if point is None:
        return True
    if point.barrier_id or point.signal_id:
        return False
    reads = may_read(seat, point.visibility, author_id=point.author_id, for_client=point.for_client)
    return reads and (point.need is None or people.reads(seat, point.need))


def _about_decision(case: Case, row: Meeting) -> Draft:
    named = case.delivery.payload.get("decision", "")
    decision = next((one for one in row.decisions.all() if one.pk == UUID(named)), None)
    if decision is None or decision.until is not None:
        return None
    mine = decision.owner_id in case.reader.seat.member_ids
    subject, line = _says(case.what, decision, mine=mine)
    if not subject:
        return None
    return {
        "subject": subject,
        "lines": [line],
        "things": [_as_thing(case, decision)] if _in_letter(case, decision) else [],
        "more": [words for words in [by_phone(case, first_name(row.author.name))] if words],
        "path": case.page("meeting", row.pk),
        "act": gettext("Look at it"),
    }


def _says(what: str, decision: Decision, *, mine: bool) -> tuple[str, str]:
    """Subject and first line; "" when there is nothing to say any more."""
    if what == "owner" and mine and decision.accepted_at is None:
        return (
            gettext("Would you see to something we decided?"),
            gettext("At a meeting your name was mentioned. No is fine too, and needs no reason."),
        )
    if what == "open" and decision.owner_id is None:
        return (
            gettext("Something we decided has nobody yet"),
            gettext("Somebody else is wanted to see to it."),
        )
    if decision.how_far:
        return "", ""
    if what == "late" and mine:
        return (
            gettext("How far is it?"),
            gettext("The day we chose is over. Done, something else, or not yet: all of them are fine."),
        )
    if what == "later":
        return (
            gettext("Something we decided may need a hand"),
            gettext(
                "The day we chose is a week ago, and nobody said how far it is. Perhaps help is welcome."
            ),
        )
    return "", ""


WRITERS = {MessageKind.MEETING: meeting}
"""How messages about meetings are written."""
