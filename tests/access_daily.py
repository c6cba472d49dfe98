"""The access matrix of what people do together, noun by noun; tests/access_table.py puts it with the rest."""

from tests.access_rows import AUTHOR_OR_CLIENT, MEMBERS, NO_SUCH_METHOD, Line


def _talents() -> tuple[Line, ...]:
    return ()


def _swaps() -> tuple[Line, ...]:
    return ()


def _tasks() -> tuple[Line, ...]:
    return ()


def _asks() -> tuple[Line, ...]:
    return ()


def _promises() -> tuple[Line, ...]:
    return ()


def _helpers() -> tuple[Line, ...]:
    return ()


def _messages() -> tuple[Line, ...]:
    return ()


def _calendar() -> tuple[Line, ...]:
    return ()


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
    *_tasks(),
    *_asks(),
    *_promises(),
    *_helpers(),
    *_messages(),
    *_calendar(),
    *_stories(),
)
"""Every address of daily life, pages and API."""
