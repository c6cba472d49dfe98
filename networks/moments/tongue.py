"""The language in which letters are written: what was translated once is not looked up again.

Sentences are constant and languages are few, so that each is translated once in a process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils import translation

_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write in this language; everything else that Django translates meanwhile is in it as well."""
    before = _SPOKEN.set(language)
    try:
        with translation.override(language):
            yield
    finally:
        _SPOKEN.reset(before)


def gettext(message: str) -> str:
    """The sentence in the language that is spoken; outside of speaking(), in the active one."""
    language = _SPOKEN.get()
    return _said(language, message) if language else translation.gettext(message)


@lru_cache(4096)
def _said(language: str, message: str) -> str:
    with translation.override(language):
        return translation.gettext(message)
