"""The access matrix of what people do together, noun by noun; tests/access_table.py puts it with the rest."""

from tests.access_rows import (
    AUTHOR_OR_CLIENT,
    CLIENT,
    GOVERNING,
    GOVERNS,
    HENK_OR_GOVERNS,
    HENKS,
    INSIDE,
    MEMBERS,
    NO,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_AT_ALL,
    NONE,
    NOTHING,
    NOTHING_AT_ALL,
    PUBLIC,
    SIGNED_IN,
    Line,
    Row,
)

HENK_ALONE = Row(("henk",))
ASKED_OR_ASKER = Row(("bram", "henk"), inside=NONE)
ASKED = Row(("henk",), inside=NONE, but={"bram": NO})
ASKER = Row(("bram",), inside=NONE, but={"henk": NO})


def _talents() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    not_oneself = Row(tuple(name for name in INSIDE if name != "henk"), but={"henk": NONE})
    return (
        Line("networks:talents", MEMBERS, either, "network"),
        Line("networks:talent_add", MEMBERS, MEMBERS, "network"),
        Line("networks:talent_edit", HENK_ALONE, HENK_ALONE, "talent"),
        Line("networks:talent_end", either, HENK_ALONE, "talent"),
        Line("networks:availability", HENK_ALONE, HENK_ALONE, "henk"),
        Line("networks:challenges", MEMBERS, either, "network"),
        Line("networks:challenge_add", not_oneself, not_oneself, "henk"),
        Line("networks:challenge", ASKED_OR_ASKER, either, "challenge"),
        Line("networks:challenge_answer", either, ASKED, "challenge"),
        Line("networks:challenge_take_back", either, ASKER, "challenge"),
        Line(
            "api:talents",
            MEMBERS,
            HENK_ALONE,
            "network",
            {"member": "$henk", "kind": "likes", "words": "Tea"},
        ),
        Line("api:talent", MEMBERS, either, "talent"),
        Line("api:talent_end", either, HENK_ALONE, "talent"),
        Line("api:availability", Row(but={"henk": NONE}), HENK_ALONE, "henk"),
        Line("api:challenges", MEMBERS, MEMBERS, "network", {"member": "$henk", "words": "Would you?"}),
        Line("api:challenge", ASKED_OR_ASKER, either, "challenge"),
        Line("api:challenge_answer", either, ASKED, "challenge", {"answer": "yes"}),
        Line("api:challenge_take_back", either, ASKER, "challenge"),
    )


def _swaps() -> tuple[Line, ...]:
    either, two_or_organises = NO_SUCH_METHOD, HENK_OR_GOVERNS
    return (
        Line("networks:swaps", MEMBERS, either, "network"),
        Line("networks:swap_propose", MEMBERS, MEMBERS, "network"),
        Line("networks:swap", MEMBERS, either, "swap"),
        Line("networks:swap_answer", either, two_or_organises, "swap", {"answer": "yes"}),
        Line("networks:swap_try", either, two_or_organises, "swap"),
        Line("networks:swap_end", either, two_or_organises, "swap"),
        Line("networks:barriers", MEMBERS, either, "network"),
        Line("networks:barrier_add", MEMBERS, MEMBERS, "network"),
        Line("networks:barrier", MEMBERS, either, "barrier"),
        Line("networks:barrier_edit", MEMBERS, MEMBERS, "barrier"),
        Line("networks:barrier_end", GOVERNS, GOVERNS, "barrier"),
        Line("api:swaps", MEMBERS, MEMBERS, "network"),
        Line("api:swap", MEMBERS, either, "swap"),
        Line("api:swap_answer", either, two_or_organises, "swap", {"answer": "yes"}),
        Line("api:swap_try", either, two_or_organises, "swap"),
        Line("api:swap_end", either, two_or_organises, "swap"),
        Line("api:barriers", MEMBERS, MEMBERS, "network", {"words": "Never"}),
        Line("api:barrier", MEMBERS, either, "barrier"),
        Line("api:barrier_end", either, GOVERNS, "barrier", {"outcome": "It was a habit"}),
    )


def _suggestions() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    return (
        Line("networks:suggestions", MEMBERS, either, "task"),
        Line("networks:need_suggestions", MEMBERS, either, "need"),
        Line("networks:helpers_wanted", GOVERNS, either, "network"),
        Line("api:task_suggestions", MEMBERS, either, "task"),
        Line("api:need_suggestions", MEMBERS, either, "need"),
        Line("api:unused_talents", GOVERNS, either, "network"),
        Line("api:drifting_members", GOVERNS, either, "network"),
    )


def _tasks() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    return (
        Line("networks:tasks", MEMBERS, either, "network"),
        Line("networks:task_add", MEMBERS, MEMBERS, "network"),
        Line("networks:task", MEMBERS, either, "task"),
        Line("networks:task_edit", GOVERNS, GOVERNS, "task"),
        Line("networks:task_end", GOVERNS, GOVERNS, "task"),
        Line("networks:task_approve", either, CLIENT, "task"),
        Line("networks:occurrence", MEMBERS, either, "date"),
        Line("networks:occurrence_change", GOVERNS, GOVERNS, "date"),
        Line("networks:occurrence_cancel", GOVERNS, GOVERNS, "date"),
        Line("networks:occurrence_restore", GOVERNS, GOVERNS, "date"),
        Line("networks:activities", MEMBERS, either, "network"),
        Line("networks:activity_add", GOVERNS, GOVERNS, "network"),
        Line("networks:activity_end", either, GOVERNS, "activity"),
        Line("api:activities", MEMBERS, GOVERNS, "network", {"name": "Chess"}),
        Line("api:activity_end", either, GOVERNS, "activity"),
        Line("api:tasks", MEMBERS, MEMBERS, "network"),
        Line("api:task", MEMBERS, either, "task"),
        Line("api:task_end", either, GOVERNS, "task"),
        Line("api:task_approve", either, CLIENT, "task"),
        Line("api:occurrences", MEMBERS, either, "network"),
        Line("api:occurrence", MEMBERS, either, "date"),
        Line("api:occurrence_change", either, GOVERNS, "date"),
        Line("api:occurrence_cancel", either, GOVERNS, "date", {"part": "only"}),
        Line("api:occurrence_restore", either, GOVERNS, "date"),
    )


def _asks() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    knows = Row((*GOVERNING, "henk"), inside=NONE)
    asked = Row(("henk",), inside=NONE)
    takes_back = Row(GOVERNING, inside=NONE, but={"henk": NO})
    return (
        Line("networks:ask_add", MEMBERS, MEMBERS, "task"),
        Line("networks:ask", knows, either, "ask"),
        Line("networks:ask_answer", either, asked, "ask", {"answer": "maybe"}),
        Line("networks:ask_approve", CLIENT, CLIENT, "ask"),
        Line("networks:ask_take_back", takes_back, takes_back, "ask"),
        Line("api:asks", MEMBERS, either, "network"),
        Line("api:who_fits", MEMBERS, either, "task"),
        Line("api:ask_add", either, MEMBERS, "task", {"reach": "fitting"}),
        Line("api:ask", knows, either, "ask"),
        Line("api:ask_answer", either, asked, "ask", {"answer": "maybe"}),
        Line("api:ask_approve", either, CLIENT, "ask"),
        Line("api:ask_take_back", either, takes_back, "ask"),
    )


def _promises() -> tuple[Line, ...]:
    return (*_one_promise(), *_date_swaps())


def _one_promise() -> tuple[Line, ...]:
    either, holder = NO_SUCH_METHOD, Row(("henk",))
    others = Row(tuple(name for name in INSIDE if name != "henk"))
    return (
        Line("networks:promise_add", either, MEMBERS, "date"),
        Line("networks:promise_for", GOVERNS, GOVERNS, "date"),
        Line("networks:promise", MEMBERS, either, "promise"),
        Line("networks:promise_cannot", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "promise"),
        Line("networks:promise_back", either, holder, "promise"),
        Line("networks:promise_take_over", either, others, "promise"),
        Line("networks:promise_release", either, GOVERNS, "promise"),
        Line("networks:promise_report", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "promise"),
        Line("networks:promise_correct", either, HENK_OR_GOVERNS, "promise"),
        Line("networks:promise_not_right", holder, holder, "promise"),
        Line("networks:pledge_add", MEMBERS, MEMBERS, "task"),
        Line("networks:pledge_end", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "pledge"),
        Line("networks:load", MEMBERS, either, "network"),
        Line("api:promises", MEMBERS, MEMBERS, "date"),
        Line("api:my_promises", MEMBERS, either, "network"),
        Line("api:promise", MEMBERS, either, "promise"),
        Line("api:promise_cannot", either, HENK_OR_GOVERNS, "promise"),
        Line("api:promise_back", either, holder, "promise"),
        Line("api:promise_take_over", either, others, "promise"),
        Line("api:promise_release", either, GOVERNS, "promise"),
        Line("api:promise_not_right", either, holder, "promise"),
        Line("api:promise_report", either, HENK_OR_GOVERNS, "promise", {"verb": "done"}),
        Line(
            "api:promise_other_day", either, HENK_OR_GOVERNS, "promise", {"starts_at": "2098-01-01T10:00:00Z"}
        ),
        Line("api:promise_correct", either, HENK_OR_GOVERNS, "promise"),
        Line("api:promise_dates", either, MEMBERS, "task"),
        Line("api:pledges", MEMBERS, MEMBERS, "task"),
        Line("api:pledge_end", either, HENK_OR_GOVERNS, "pledge"),
        Line("api:load", MEMBERS, either, "network"),
    )


def _date_swaps() -> tuple[Line, ...]:
    either, holder = NO_SUCH_METHOD, Row(("henk",))
    knows = Row((*GOVERNING, "henk"), inside=NONE)
    asker = Row(("henk",), inside=NONE, but=dict.fromkeys(GOVERNING, NO))
    nobody = Row(inside=NONE, but=dict.fromkeys((*GOVERNING, "henk"), NO))
    yes = {"promise": "$wanted"}
    return (
        Line("networks:date_swap_add", holder, holder, "promise"),
        Line("networks:date_swap", knows, either, "date_swap"),
        Line("networks:date_swap_accept", either, nobody, "date_swap", yes),
        Line("networks:date_swap_take_back", either, asker, "date_swap"),
        Line("api:date_swaps", either, MEMBERS, "promise"),
        Line("api:date_swap", knows, either, "date_swap"),
        Line("api:date_swap_accept", either, nobody, "date_swap", yes),
        Line("api:date_swap_take_back", either, asker, "date_swap"),
    )


def _helpers() -> tuple[Line, ...]:
    no, wrong = NO_SUCH_METHOD_AT_ALL, {"secret": "this-opens-nothing"}
    return (
        Line("networks:help_lost", PUBLIC, PUBLIC),
        Line("networks:help", NOTHING_AT_ALL, NOTHING_AT_ALL, "wrong token"),
        Line("networks:help_calendar", NOTHING_AT_ALL, NO_SUCH_METHOD_AT_ALL, "no_link promise"),
        Line("networks:guest_add", MEMBERS, MEMBERS, "network"),
        Line("networks:help_links_revoke", NO_SUCH_METHOD, GOVERNS, "henk"),
        Line("networks:task_slip", MEMBERS, NO_SUCH_METHOD, "task"),
        Line("api:help", no, NOTHING_AT_ALL, "", wrong),
        Line("api:help_answer", no, NOTHING_AT_ALL, "", wrong | {"answer": "yes"}),
        Line("api:help_stand_in", no, NOTHING_AT_ALL, "", wrong | {"occurrence": "$date"}),
        Line("api:help_move", no, NOTHING_AT_ALL, "", wrong | {"promise": "$promise", "verb": "cannot"}),
        Line("api:help_mail", no, NOTHING_AT_ALL, "", wrong),
        Line("api:help_not_me", no, NOTHING_AT_ALL, "", wrong),
        Line("api:help_lost", no, PUBLIC, "", {"email": "ria@example.org"}),
        Line("api:guests", NO_SUCH_METHOD, MEMBERS, "network", {"name": "Ria", "email": "ria@example.org"}),
        Line("api:help_links_revoke", NO_SUCH_METHOD, GOVERNS, "henk"),
    )


def _messages() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    return (
        Line("networks:notices", SIGNED_IN, either),
        Line("networks:notices_read", either, SIGNED_IN),
        Line("networks:notice", HENKS, either, "notice"),
        Line("networks:notice_read", either, HENKS, "notice"),
        Line("networks:notice_mute", either, HENKS, "notice"),
        Line("networks:reached", SIGNED_IN, SIGNED_IN),
        Line("networks:reached_try_again", either, SIGNED_IN),
        Line("networks:browser_add", either, NOTHING),
        Line("networks:browser_end", either, HENKS, "browser"),
        Line("networks:reached_in", MEMBERS, MEMBERS, "network"),
        Line("networks:unsubscribe", NOTHING_AT_ALL, NOTHING_AT_ALL, "wrong token"),
        Line("networks:mailbox", PUBLIC, NO_SUCH_METHOD_AT_ALL),
        Line("networks:mail", NOTHING_AT_ALL, NO_SUCH_METHOD_AT_ALL, "wrong token"),
        Line("api:notices", SIGNED_IN, either),
        Line("api:notices_read", either, SIGNED_IN),
        Line("api:notice_read", either, HENKS, "notice"),
        Line("api:reach", SIGNED_IN, either),
        Line("api:reach_try_again", either, SIGNED_IN),
        Line("api:switches", MEMBERS, MEMBERS, "network"),
    )


def _calendar() -> tuple[Line, ...]:
    either = NO_SUCH_METHOD
    return (
        Line("networks:calendar", MEMBERS, either, "network"),
        Line("networks:agenda", SIGNED_IN, either),
        Line("networks:promise_ics", HENKS, either, "date"),
        Line("networks:feeds", SIGNED_IN, either),
        Line("networks:feed_make", either, SIGNED_IN),
        Line("networks:feed_renew", HENKS, HENKS, "feed"),
        Line("networks:feed_mask", HENKS, HENKS, "feed"),
        Line("networks:feed_end", HENKS, HENKS, "feed"),
        Line("networks:feed_text", NOTHING_AT_ALL, NO_SUCH_METHOD_AT_ALL, "wrong token"),
        Line("api:calendar", MEMBERS, either, "network"),
        Line("api:feeds", SIGNED_IN, SIGNED_IN),
        Line("api:feed_renew", either, HENKS, "feed"),
        Line("api:feed_mask", either, HENKS, "feed", {"masked": "true"}),
        Line("api:feed_end", either, HENKS, "feed"),
    )


def _stories() -> tuple[Line, ...]:
    return (
        Line("networks:stories", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:story_add", MEMBERS, MEMBERS, "network"),
        Line("networks:story", MEMBERS, NO_SUCH_METHOD, "story"),
        Line("networks:story_audience", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "story"),
        Line("networks:story_take_back", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "story"),
        Line("networks:story_photo", MEMBERS, NO_SUCH_METHOD, "story"),
        Line("networks:reply_add", NO_SUCH_METHOD, MEMBERS, "story"),
        Line("networks:reply_take_back", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "reply"),
        Line("networks:thanks_add", NO_SUCH_METHOD, MEMBERS, "story"),
        Line("networks:promise_thanks", MEMBERS, MEMBERS, "promise"),
        Line("api:stories", MEMBERS, MEMBERS, "network"),
        Line("api:story", MEMBERS, NO_SUCH_METHOD, "story"),
        Line("api:story_audience", NO_SUCH_METHOD, AUTHOR_OR_CLIENT, "story", {"visibility": "everyone"}),
        Line("api:story_take_back", NO_SUCH_METHOD, AUTHOR_OR_CLIENT, "story"),
        Line("api:story_photo", MEMBERS, MEMBERS, "story"),
        Line("api:replies", MEMBERS, MEMBERS, "story"),
        Line("api:reply_take_back", NO_SUCH_METHOD, AUTHOR_OR_CLIENT, "reply"),
        Line("api:story_thanks", MEMBERS, MEMBERS, "story"),
        Line("api:promise_thanks", NO_SUCH_METHOD, MEMBERS, "promise"),
    )


LINES = (
    *_talents(),
    *_swaps(),
    *_suggestions(),
    *_tasks(),
    *_asks(),
    *_promises(),
    *_helpers(),
    *_messages(),
    *_calendar(),
    *_stories(),
)
"""Every address of daily life, pages and API."""
