"""The access matrix of what people do together, noun by noun; tests/access_table.py puts it with the rest."""

from tests.access_rows import Line


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
    return ()


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
