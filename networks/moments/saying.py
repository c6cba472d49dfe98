"""Letters that are not about a date: questions, swaps, stories, thanks, the week, and the house itself."""

from datetime import timedelta

from django.utils.formats import date_format

from networks.choices import AskStatus, ChallengeAnswer, MessageKind, SwapStatus, TaskStatus, Visibility
from networks.choices.rule import DECIDED
from networks.helping import asks_of_helper
from networks.models import (
    Ask,
    Challenge,
    DateSwap,
    Experiment,
    Member,
    RaisedBarrier,
    Reply,
    Story,
    Swap,
    Task,
    Thanks,
)
from networks.moments.experiment import experiment
from networks.moments.letter import Case, Draft, Thing, by_phone, day, first_name, thing, when
from networks.moments.tongue import gettext
from networks.readers import may_read
from networks.standing import Permission

WEEK = timedelta(days=7)


def challenge(case: Case) -> Draft:
    """A question that starts from what you like, or the answer to yours."""
    row: Challenge | None = case.row
    if row is None or row.taken_back_at is not None:
        return None
    asker, asked = first_name(row.author.name), first_name(row.member.name)
    if case.what == "answered":
        if not row.answer:
            return None
        answer = str(ChallengeAnswer(row.answer).label)
        return {
            "subject": gettext("%(who)s answered your question") % {"who": asked},
            "lines": [gettext("The answer is: %(answer)s.") % {"answer": answer}],
            "quote": row.answer_words,
            "path": case.page("challenge", row.pk),
            "act": gettext("Read it"),
        }
    if row.answer or not case.is_me(row.member_id):
        return None
    return {
        "subject": gettext("%(who)s has a question for you") % {"who": asker},
        "preheader": gettext("No is fine too, and needs no reason."),
        "lines": [gettext("%(who)s thought of you, and writes:") % {"who": asker}],
        "quote": row.words,
        "more": [line for line in [by_phone(case, asker)] if line],
        "path": case.page("challenge", row.pk),
        "act": gettext("Look and answer"),
    }


def swap(case: Case) -> Draft:
    """A swap of tasks, or of dates."""
    row: Swap | DateSwap | None = case.row
    if isinstance(row, DateSwap):
        return _date_swap(case, row)
    if row is None or _is_for_family(case, row):
        return None
    names = {"who": first_name(row.author.name)}
    subjects = {
        SwapStatus.PROPOSED: gettext("%(who)s proposes a swap"),
        SwapStatus.AGREED: gettext("A swap is agreed"),
        SwapStatus.DECLINED: gettext("A swap does not go on"),
        SwapStatus.ENDED: gettext("A swap has ended"),
    }
    if case.what not in subjects or row.status != case.what:
        return None
    lines = []
    mine = case.is_me(row.taker_id) or case.is_me(row.freed_id)
    if mine or (case.knows(row.takes) and case.knows(row.frees_for)):
        lines.append(
            gettext("%(taker)s does “%(takes)s”, so that %(freed)s can do “%(frees)s”.")
            % {
                "taker": row.taker.name,
                "takes": row.takes.title,
                "freed": row.freed.name,
                "frees": row.frees_for.title,
            }
        )
    runs = row.status == SwapStatus.AGREED and row.runs_since is not None
    lines.extend(_how_it_stands(row, runs=runs))
    return {
        "subject": gettext("A swap begins") if runs else subjects[SwapStatus(case.what)] % names,
        "lines": lines or [gettext("The page says what is swapped.")],
        "quote": row.words if row.status == SwapStatus.PROPOSED else "",
        "more": [line for line in [by_phone(case, names["who"])] if line],
        "path": case.page("swap", row.pk),
        "act": gettext("Look at the swap"),
    }


def _is_for_family(case: Case, row: Swap) -> bool:
    """Whether the reader is a professional who may not know (any more) of what is swapped."""
    tasks = (row.takes, row.frees_for) if case.reader.seat.formal else ()
    family = [one for one in tasks if one.need is not None and one.need.visibility == Visibility.FAMILY]
    return not all(case.knows(one) for one in family)


def _how_it_stands(row: Swap, *, runs: bool) -> list[str]:
    """What a swap waits for, or until when it is tried."""
    if runs:
        if row.tried_until is None:
            return [gettext("The dates are handed over.")]
        last = date_format(row.tried_until, "l j F Y")
        return [gettext("You try it until and including %(day)s. The dates are handed over.") % {"day": last}]
    lines = []
    if row.status == SwapStatus.PROPOSED:
        lines.append(gettext("It only begins when both say yes. No is fine too, and needs no reason."))
    if row.barrier is not None and row.barrier.until is None:
        lines.append(gettext("A rule stands in the way. The page says which, and who can change it."))
    return lines


def _date_swap(case: Case, row: DateSwap) -> Draft:
    mine = row.promise
    names = {
        "who": first_name(mine.member.name),
        "day": day(mine.occurrence.starts_at, case.reader),
    }
    act = {"path": case.page("date_swap", row.pk) or case.help_page(), "act": gettext("Look at the swap")}
    if row.solved_with is not None:
        dates = [one.occurrence for one in (mine, row.solved_with) if case.is_me(one.member_id)]
        if case.what != "solved" or not dates:
            return None
        return act | {
            "subject": gettext("The dates are swapped"),
            "lines": [gettext("This is what you do now. Thank you for helping each other.")],
            "things": [thing(case, date, promised=True) for date in dates],
        }
    if case.what != "asked" or row.taken_back_at is not None or mine.occurrence.starts_at <= case.at:
        return None
    yours = [one.occurrence for one in row.wanted.all() if case.is_me(one.member_id)]
    days = ", ".join(when(date, case.reader) for date in yours)
    return act | {
        "subject": gettext("%(who)s asks to swap %(day)s") % names,
        "lines": [
            gettext("%(who)s cannot come on %(day)s, and asks whether you would swap.") % names,
            gettext("You would give away: %(days)s.") % {"days": days},
            gettext("Whoever says yes first swaps. No is fine too."),
        ],
        "things": [thing(case, mine.occurrence)],
        "quote": row.note,
    }


def story(case: Case) -> Draft:
    """A story, a question, a reply or thanks: never what it says, except thanks to yourself."""
    row: Story | Reply | Thanks | None = case.row
    if isinstance(row, Thanks):
        return _thanks(case, row)
    told = row.story if isinstance(row, Reply) else row
    if row is None or told is None or row.until is not None or told.until is not None:
        return None
    if not _reads(case, told):
        return None
    subject = gettext("%(who)s told something")
    if isinstance(row, Reply):
        subject = gettext("%(who)s replied")
    elif row.asks:
        subject = gettext("%(who)s asks everybody something")
    return {
        "subject": subject % {"who": first_name(row.author.name)},
        "lines": [gettext("You read it on the page. What people write to each other is not in mails.")],
        "path": case.page("story", told.pk),
        "act": gettext("Read it"),
    }


def _reads(case: Case, row: Story) -> bool:
    named = frozenset(one.pk for one in row.named.all())
    return may_read(
        case.reader.seat, row.visibility, author_id=row.author_id, for_client=row.for_client, named=named
    )


def _thanks(case: Case, row: Thanks) -> Draft:
    path = case.page("story", row.story_id) if row.story_id else ""
    if row.promise is not None:
        path = case.page("occurrence", row.promise.occurrence_id)
    return {
        "subject": gettext("%(who)s says thank you") % {"who": first_name(row.author.name)},
        "lines": [gettext("For what you did, and for being there.")],
        "quote": row.words,
        "path": path,
        "act": gettext("Look at it"),
    }


def week_letter(case: Case) -> Draft:
    """What you promised this week, and what still has nobody."""
    if not case.wants_week_letter:
        return None
    seat, network = case.reader.seat, case.reader.network
    mine = [date for member in seat.member_ids for date in case.desk.promised.get(member, [])]
    mine.sort(key=lambda date: date.starts_at)
    ids = {date.pk for date in mine}
    free = case.desk.open_dates.get(network.pk, [])
    free = [date for date in free if date.pk not in ids and case.knows(date.task)]
    free = [date for date in free if date.starts_at < case.at + WEEK and case.desk.fits(case.reader, date)]
    lines = [
        gettext("This is your week around %(client)s.") % {"client": network.client.short_name},
        gettext("You promised nothing for this week.")
        if not mine
        else gettext("What you promised is below, with its time."),
    ]
    more = [
        gettext("Nobody yet: %(what)s, %(when)s.")
        % {"what": date.own("title"), "when": when(date, case.reader)}
        for date in free[:5]
    ]
    return {
        "subject": gettext("Your week, from %(day)s") % {"day": day(case.at, case.reader)},
        "lines": lines,
        "things": [thing(case, date, promised=True) for date in mine],
        "more": more,
        "path": case.page("network", network.pk),
        "act": gettext("Look at the network"),
    }


def review_due(case: Case) -> Draft:
    """It is time to look back together: on the network, or on a week of what is tried."""
    if isinstance(case.row, Experiment):
        return experiment(case)
    on = case.reader.network.review_on
    if on is None or case.delivery.payload.get("on") != on.isoformat():
        return None
    calls = case.reader.seat.may(Permission.ORGANIZE)
    lines = [
        gettext("On %(day)s we look back together: what was it like then, and what is it like now?")
        % {"day": _day_words(case)},
        gettext("Think of your own questions: what went well, who do we miss, what can stop?"),
        gettext("Can’t you be there? You hear afterwards what was decided."),
    ]
    if calls:
        lines.append(gettext("You can call a meeting for it, or leave it out this time and say why."))
    return {
        "subject": gettext("Looking back together soon"),
        "lines": lines,
        "path": case.page("meetings", case.reader.network.pk),
        "act": gettext("Call a meeting, or leave it out") if calls else gettext("Look at the meetings"),
    }


def _day_words(case: Case) -> str:
    on = case.reader.network.review_on
    return date_format(on, "l j F Y") if on else ""


def _shown(case: Case, row: Task) -> Draft:
    if row.status != TaskStatus.SHOWN:
        return None
    who = first_name(row.author.name)
    return {
        "subject": gettext("%(who)s wrote down something to do, and shows you first") % {"who": who},
        "lines": [gettext("Nobody is asked before you have seen it. You can let it go on, or end it.")],
        "path": case.page("task", row.pk),
        "act": gettext("Look at it first"),
    }


def house(case: Case) -> Draft:
    """The network itself needs something."""
    row: Ask | Member | RaisedBarrier | Task | None = case.row
    if isinstance(row, Task) and case.what == "show_first":
        return _shown(case, row)
    if isinstance(row, Ask) and case.what == "show_first":
        if row.status != AskStatus.SHOWN:
            return None
        return {
            "subject": gettext("%(who)s wants to ask something, and shows you first")
            % {"who": first_name(row.author.name)},
            "lines": [gettext("Nobody is asked before you have seen it. You can let it go out, or not.")],
            "path": case.page("ask", row.pk),
            "act": gettext("Look at it first"),
        }
    if isinstance(row, RaisedBarrier):
        return _rule_decided(case, row)
    if isinstance(row, Member) and case.what == "lost_link":
        return _lost_link(case)
    if isinstance(row, Member) and case.what == "mail_fails":
        who = first_name(row.name)
        return {
            "subject": gettext("Mail to %(who)s does not arrive") % {"who": who},
            "lines": [
                gettext("Mail to %(who)s came back, so no more is sent there.") % {"who": who},
                gettext("Please telephone, and ask for the right address."),
            ],
            "path": case.page("person", row.pk),
            "act": gettext("The page of %(who)s") % {"who": who},
        }
    return None


def _rule_decided(case: Case, row: RaisedBarrier) -> Draft:
    """An organisation answered. The answer itself stands on the page of the barrier, and not in the mail."""
    rule, task = row.rule.joined_into or row.rule, row.barrier.task
    if row.until or row.answer or rule.status not in DECIDED or (task and not case.knows(task)):
        return None
    who = {"organisation": row.organisation.name}
    return {
        "subject": gettext("%(organisation)s answered you") % who,
        "lines": [
            gettext("You put something to %(organisation)s that is said to be impossible.") % who,
            gettext("Read the answer, and say whether it is out of your way now."),
        ],
        "path": case.page("barrier", row.barrier_id),
        "act": gettext("Read the answer"),
    }


def _lost_link(case: Case) -> Draft:
    """New links for somebody without an account who lost theirs: what they were asked, and their promises."""
    return {
        "subject": gettext("Your new link"),
        "lines": [
            gettext("Somebody asked for a new link with this address. If that was not you, do nothing."),
        ],
        "things": [
            Thing(
                what=ask.occurrence.own("title") if ask.occurrence else ask.task.title,
                when=when(ask.occurrence, case.reader) if ask.occurrence else "",
                path=case.help_page(ask),
                act=gettext("Look at it and answer"),
            )
            for ask in asks_of_helper(case.row)
        ],
        "path": case.help_page(),
        "act": gettext("Look at what you promised"),
    }


WRITERS = {
    MessageKind.CHALLENGE: challenge,
    MessageKind.SWAP: swap,
    MessageKind.STORY: story,
    MessageKind.WEEK_LETTER: week_letter,
    MessageKind.REVIEW_DUE: review_due,
    MessageKind.HOUSE: house,
}
"""How each of the other kinds of message is written."""
