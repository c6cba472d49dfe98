"""Letters about promises: made, taken back, tomorrow, today, yesterday, and changed under way."""

import datetime as dt
from datetime import datetime, timedelta
from uuid import UUID

from networks.choices import MessageKind, OccurrenceStatus, PromiseStatus
from networks.models import Occurrence, Promise, Task
from networks.moments.clock import bounds
from networks.moments.letter import Case, Draft, clock, day, first_name, holder_of, thing, to_come
from networks.moments.tongue import gettext

DATES_IN_A_LETTER = 8


def promises(case: Case) -> Draft:
    """Somebody promised, took it back, noted your yes, or it is solved."""
    named = case.delivery.payload.get("promise", "")
    promise: Promise | None = case.desk.subjects.get(("promise", UUID(named))) if named else None
    if promise is None or not case.knows(promise.occurrence.task):
        return None
    write = {"made": _made, "withdrawn": _withdrawn, "for_you": _for_you, "solved": _solved}
    writer = write.get(case.what)
    return writer(case, promise) if writer else None


def _made(case: Case, promise: Promise) -> Draft:
    if promise.status not in (PromiseStatus.PROMISED, PromiseStatus.KEPT):
        return None
    date, pledge = promise.occurrence, promise.pledge_id
    names = {"who": holder_of(promise), "day": day(date.starts_at, case.reader)}
    subject = gettext("%(who)s said yes for %(day)s")
    if promise.stands_in:
        subject = gettext("%(who)s stands in for %(day)s")
    elif pledge:
        subject = gettext("%(who)s said yes, from %(day)s on")
    return {
        "subject": subject % names,
        "lines": [gettext("You need not do anything.")],
        "things": [thing(case, date)],
        "path": case.page("occurrence", date.pk),
        "act": gettext("Look at this date"),
    }


def _withdrawn(case: Case, promise: Promise) -> Draft:
    date = promise.occurrence
    if promise.status != PromiseStatus.WITHDRAWN or not to_come(date, case.at):
        return None
    names = {"who": holder_of(promise), "day": day(date.starts_at, case.reader)}
    return {
        "subject": gettext("%(who)s does not come on %(day)s") % names,
        "lines": [gettext("The promise is taken back. Thank %(who)s for saying so in time.") % names],
        "things": [thing(case, date)],
        "path": case.page("occurrence", date.pk),
        "act": gettext("Ask others"),
    }


def _for_you(case: Case, promise: Promise) -> Draft:
    date = promise.occurrence
    if promise.status != PromiseStatus.PROMISED or not to_come(date, case.at):
        return None
    who = first_name(promise.said_by.name) if promise.said_by else ""
    names = {"who": who, "day": day(date.starts_at, case.reader)}
    return {
        "subject": gettext("%(who)s noted that you come on %(day)s") % names,
        "preheader": gettext("Is that not right? Say so with one tap."),
        "lines": [
            gettext("%(who)s wrote down that you said yes to this.") % names,
            gettext("Is that not right? Say so on the page, and it is gone."),
        ],
        "things": [thing(case, date, promised=True)],
        "path": case.page("occurrence", date.pk) or case.help_page(),
        "act": gettext("Look at it"),
    }


def _solved(case: Case, promise: Promise) -> Draft:
    date = promise.occurrence
    if not to_come(date, case.at):
        return None
    return {
        "subject": gettext("Solved for %(day)s") % {"day": day(date.starts_at, case.reader)},
        "lines": [gettext("You said maybe. Somebody else does it now, so you are free. Thank you.")],
        "things": [thing(case, date)],
    }


def day_before(case: Case) -> Draft:
    """What you promised for the next day, whenever the night lets this mail leave."""
    evening = dt.date.fromisoformat(case.delivery.payload["day"])
    _start, end = bounds(evening + timedelta(days=1), case.reader.zone)
    dates = [date for member in case.reader.seat.member_ids for date in case.desk.promised.get(member, [])]
    dates = sorted((date for date in dates if date.starts_at < end), key=_begins)
    if not dates:
        return None
    return {
        "subject": gettext("What you promised for %(day)s") % {"day": day(dates[0].starts_at, case.reader)},
        "preheader": gettext("Can’t you after all? Say so, and somebody else is found."),
        "lines": [gettext("This is what you promised. Thank you for doing it.")],
        "things": [
            thing(
                case,
                date,
                promised=True,
                path=case.page("occurrence", date.pk),
                act=gettext("The page of this date"),
            )
            for date in dates
        ],
        "more": [gettext("Can’t you after all? Say so on the page. That is no shame.")],
        "path": case.page("agenda") or case.help_page(),
        "act": gettext("Everything I promised"),
    }


def _begins(date: Occurrence) -> datetime:
    return date.starts_at


def same_day(case: Case) -> Draft:
    """The morning itself, for rides and for visits with a key."""
    promise = _standing(case)
    if promise is None or promise.occurrence.starts_at <= case.at:
        return None
    date = promise.occurrence
    return {
        "subject": gettext("Today at %(time)s") % {"time": clock(date.starts_at, case.reader)},
        "lines": [gettext("Today you do this. Have a good time together.")],
        "things": [thing(case, date, promised=True)],
        "path": case.page("occurrence", date.pk) or case.help_page(),
        "act": gettext("Look at it"),
    }


def _standing(case: Case) -> Promise | None:
    """The promise a reminder is about, while it stands and its date is where it was."""
    promise: Promise | None = case.row
    if promise is None or promise.status != PromiseStatus.PROMISED or not case.is_me(promise.member_id):
        return None
    starts = case.given("starts")
    if starts is not None and starts != promise.occurrence.starts_at:
        return None
    return promise if promise.occurrence.status == OccurrenceStatus.PLANNED else None


def not_reported(case: Case) -> Draft:
    """How did it go? Asked once."""
    promise = _standing(case)
    if promise is None or promise.occurrence.ends_at > case.at:
        return None
    date = promise.occurrence
    return {
        "subject": gettext("How did it go on %(day)s?") % {"day": day(date.starts_at, case.reader)},
        "preheader": gettext("Done, it did not happen, or another day."),
        "lines": [
            gettext("You promised this. Was it done, did it not happen, or will it be another day?"),
            gettext("We ask this once. Any answer is fine."),
        ],
        "things": [thing(case, date)],
        "path": case.page("occurrence", date.pk) or case.help_page(),
        "act": gettext("Say how it went"),
    }


def changed(case: Case) -> Draft:
    """Something you promised has changed."""
    row: Occurrence | Task | None = case.row
    if row is None:
        return None
    dates = [row] if isinstance(row, Occurrence) else _mine(row, case)
    if isinstance(row, Task) and case.what == "cancelled":
        dates = _called_off(row, case)
    if case.what == "ended" and isinstance(row, Task):
        return _ended(case, row)
    if not dates or (case.what != "cancelled" and not to_come(dates[0], case.at)):
        return None
    before = case.given("before")
    names = {
        "day": day(before or dates[0].starts_at, case.reader),
        "time": clock(before or dates[0].starts_at, case.reader),
    }
    subjects = {
        "changed": gettext("The plan for %(day)s has changed"),
        "cancelled": gettext("Not needed on %(day)s"),
        "restored": gettext("Needed again on %(day)s"),
    }
    lines = {
        "changed": gettext("Something you promised has changed. This is how it is now."),
        "cancelled": gettext("What you promised for %(day)s at %(time)s is not needed any more. Thank you."),
        "restored": gettext("What was called off for %(day)s is needed again. Your promise stands."),
    }
    if case.what not in subjects:
        return None
    after = [gettext("It was %(day)s at %(time)s.")] if before and case.what == "changed" else []
    if case.what == "changed":
        after.append(gettext("Does it not suit you any more? Say so on the page."))
    return {
        "subject": subjects[case.what] % names,
        "lines": [lines[case.what] % names],
        "things": [thing(case, date, promised=case.what != "cancelled") for date in dates],
        "more": [line % names for line in after],
        "path": case.page("occurrence", dates[0].pk) or case.help_page(),
        "act": gettext("Look at it"),
    }


def _mine(task: Task, case: Case) -> list[Occurrence]:
    mine = {promise for member in case.reader.seat.member_ids for promise in case.desk.held.get(member, ())}
    return [date for date in case.desk.dates.get(task.pk, []) if date.pk in mine][:DATES_IN_A_LETTER]


def _called_off(task: Task, case: Case) -> list[Occurrence]:
    """The reader's dates that this change called off, and that nobody brought back since."""
    moved = case.given("at")
    mine = [row for member in case.reader.seat.member_ids for row in case.desk.called_off.get(member, [])]
    found = [row.occurrence for row in mine if row.occurrence.task_id == task.pk and row.moved_at == moved]
    return sorted(found, key=lambda date: date.starts_at)[:DATES_IN_A_LETTER]


def _ended(case: Case, task: Task) -> Draft:
    what = task.title if case.knows(task) else gettext("Something for this network")
    return {
        "subject": gettext("Something you promised comes to an end"),
        "lines": [
            gettext("“%(what)s” is not needed any more. Your promises for later dates are gone.")
            % {"what": what},
            gettext("Thank you for what you did."),
        ],
        "path": case.page("agenda") or case.help_page(),
        "act": gettext("Everything I promised"),
    }


WRITERS = {
    MessageKind.PROMISES: promises,
    MessageKind.DAY_BEFORE: day_before,
    MessageKind.SAME_DAY: same_day,
    MessageKind.NOT_REPORTED: not_reported,
    MessageKind.CHANGED: changed,
}
"""How each kind of message about promises is written."""
