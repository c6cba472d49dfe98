"""Letters that look for somebody: asks, dates that have nobody yet, and somebody who cannot come."""

from datetime import timedelta

from django.utils.translation import ngettext

from networks.choices import AskStatus, MessageKind, PromiseStatus
from networks.models import Ask, Occurrence, Promise
from networks.moments.letter import Case, Draft, Thing, by_phone, day, first_name, holder_of, thing, to_come
from networks.moments.tongue import gettext

DATES_IN_A_LETTER = 8
DATES_OF_AN_ASK = 5
"""An ask about a whole rhythm names so many dates and says how many more there are."""
SINCE_LAST_EVENING = timedelta(hours=1)
"""A bundle is about what was asked since its first ask, which was written a moment before the row itself."""
DAYS_AHEAD = timedelta(days=4)
"""How far ahead a letter looks for dates that have nobody."""
VERY_SOON = timedelta(hours=3)


def asked(case: Case) -> Draft:
    """Somebody asks you by name."""
    ask: Ask | None = case.row
    if ask is None or ask.status != AskStatus.OPEN or not case.knows(ask.task):
        return None
    dates = _dates(ask, case)
    if not dates or _answered(ask, case):
        return None
    who = first_name(ask.author.name)
    one = dates[0] if len(dates) == 1 else None
    subject = gettext("%(who)s asks you something")
    if one is not None:
        subject = gettext("%(who)s asks you something for %(day)s")
    path = case.page("ask", ask.pk) or case.help_page(ask)
    lines = [gettext("%(who)s asks whether you could do this. No is fine too, and needs no reason.")]
    if ask.for_client and ask.author_id != case.reader.network.client.user_id:
        lines.append(gettext("%(who)s asks this for %(client)s."))
    names = {
        "who": who,
        "day": day(dates[0].starts_at, case.reader),
        "client": case.reader.network.client.short_name,
    }
    return {
        "subject": subject % names,
        "preheader": gettext("Yes, no or maybe: it is one tap."),
        "lines": [line % names for line in lines],
        "quote": ask.words,
        "things": [thing(case, date) for date in dates[:DATES_OF_AN_ASK]],
        "path": path,
        "act": gettext("Look and answer"),
        "more": [*_and_more(len(dates)), gettext("Until you answer, nothing is expected of you.")],
    }


def _dates(ask: Ask, case: Case) -> list[Occurrence]:
    """The dates to come that an ask is about, in their order."""
    if ask.occurrence is not None:
        ask.occurrence.task = ask.task
        found = [ask.occurrence]
    else:
        found = case.desk.dates.get(ask.task_id, [])
    return [row for row in found if to_come(row, case.at)]


def _and_more(dates: int) -> list[str]:
    left = dates - DATES_OF_AN_ASK
    said = ngettext("And %(count)s more date.", "And %(count)s more dates.", left)
    return [said % {"count": left}] if left > 0 else []


def _answered(ask: Ask, case: Case) -> bool:
    return any((ask.pk, member) in case.desk.answered for member in case.reader.seat.member_ids)


def open_asks(case: Case) -> Draft:
    """New asks that may fit you: one, or everything of this evening."""
    mine = case.reader.seat.member_ids
    rows = [row for member in mine for row in case.desk.open_asks.get(member, [])]
    if case.delivery.subject_kind == "ask":
        rows = [row for row in rows if row.ask_id == case.delivery.subject_id]
    else:
        since = case.delivery.created_at - SINCE_LAST_EVENING
        rows = [row for row in rows if row.asked_at and row.asked_at >= since]
    found: list[Thing] = []
    for row in rows:
        dates = _dates(row.ask, case)
        if dates and case.knows(row.ask.task):
            act = gettext("Look and answer")
            path = case.page("ask", row.ask_id) or case.help_page(row.ask)
            found.append(thing(case, dates[0], path=path, act=act))
    if not found:
        return None
    subject = ngettext(
        "Something you could help with", "%(count)s things you could help with", len(found)
    ) % {"count": len(found)}
    return {
        "subject": subject,
        "preheader": gettext("No is fine too, and needs no reason."),
        "lines": [
            gettext("This was asked, and it may fit you. Whoever says yes first does it."),
        ],
        "things": found,
    }


def cover(case: Case) -> Draft:
    """Somebody cannot come: who can take over?"""
    promise: Promise | None = case.row
    if promise is None or not case.knows(promise.occurrence.task):
        return None
    date = promise.occurrence
    if not to_come(date, case.at):
        return None
    names = {"who": holder_of(promise), "day": day(date.starts_at, case.reader)}
    if case.what == "covered":
        return {
            "subject": gettext("%(who)s takes over on %(day)s") % names,
            "lines": [gettext("It is solved. Thank you.")],
            "things": [thing(case, date)],
            "path": case.page("occurrence", date.pk),
            "act": gettext("Look at this date"),
        }
    if promise.status != PromiseStatus.SEEKING or case.is_me(promise.member_id):
        return None
    return _seeking(case, date, names)


def _seeking(case: Case, date: Occurrence, names: dict[str, str]) -> Draft:
    if case.what == "overview":
        subject = gettext("%(who)s cannot come on %(day)s")
        lines = [
            gettext("%(who)s cannot come after all. The page shows who could, with telephone numbers."),
        ]
    else:
        subject = gettext("Who can take over on %(day)s?")
        lines = [gettext("%(who)s cannot come after all, and somebody is wanted. Could it be you?")]
        if case.what == "stand_in":
            lines = [gettext("%(who)s cannot come after all, and you stand in. Can you take over?")]
    if date.starts_at - case.at < VERY_SOON:
        lines.append(gettext("It is soon. Please telephone as well."))
    return {
        "subject": subject % names,
        "preheader": gettext("No is fine too, and needs no reason."),
        "lines": [line % names for line in lines],
        "things": [thing(case, date)],
        "path": case.page("occurrence", date.pk) or case.help_page(),
        "act": gettext("Look at it"),
        "more": [line for line in [by_phone(case, names["who"])] if line and case.what == "circle"],
    }


def open_soon(case: Case) -> Draft:
    """Dates that still have nobody."""
    network_dates = case.desk.open_dates.get(case.reader.network.pk, [])
    if case.delivery.subject_kind == "occurrence":
        dates = [date for date in network_dates if date.pk == case.delivery.subject_id]
        dates = [date for date in dates if case.given("starts") in (None, date.starts_at)]
        lines = [gettext("Nobody has said yes to this yet. Perhaps you can ask somebody, or do without.")]
    else:
        dates = [date for date in network_dates if date.starts_at < case.at + DAYS_AHEAD]
        dates = [date for date in dates if case.desk.fits(case.reader, date)]
        lines = [gettext("Nobody has said yes to this yet. Could it be you? No is fine too.")]
    dates = [date for date in dates if case.knows(date.task)][:DATES_IN_A_LETTER]
    if not dates:
        return None
    path = (
        case.page("occurrence", dates[0].pk)
        if len(dates) == 1
        else case.page("tasks", case.reader.network.pk)
    )
    return {
        "subject": gettext("Nobody yet for %(day)s") % {"day": day(dates[0].starts_at, case.reader)},
        "lines": lines,
        "things": [thing(case, date) for date in dates],
        "path": path,
        "act": gettext("Look at it"),
        "more": [line for line in [by_phone(case, _who_asks(dates[0]))] if line],
    }


def _who_asks(date: Occurrence) -> str:
    return first_name(date.task.author.name)


WRITERS = {
    MessageKind.ASKED: asked,
    MessageKind.OPEN_ASKS: open_asks,
    MessageKind.COVER: cover,
    MessageKind.OPEN_SOON: open_soon,
}
"""How each kind of message that looks for somebody is written."""
