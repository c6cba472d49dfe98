"""The line through twelve weeks beside a count."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

HIGH, STEP = 18, 9
"""How many units high the drawing is, and how far two weeks are apart."""

register = template.Library()


@register.simple_tag
def trend(weeks: Sequence[int]) -> SafeString:
    """A small drawing of these numbers, oldest first, and the same for who hears the page."""
    return _drawn(tuple(weeks), get_language())


@lru_cache(maxsize=4096)
def _drawn(weeks: tuple[int, ...], _language: str | None) -> SafeString:
    return format_html(
        '<svg width="99" height="20" viewBox="0 0 99 20" aria-hidden="true" focusable="false"><polyline '
        'points="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/></svg>'
        '<span class="unseen">{} {}</span>',
        _points(weeks),
        gettext("the last twelve weeks:"),
        ", ".join(map(str, weeks)),
    )


def _points(weeks: tuple[int, ...]) -> str:
    """The points of a line through these numbers, the highest at the top; flat when all are the same."""
    most = max((*weeks, 1))
    return " ".join(
        f"{at * STEP},{HIGH - round(number * (HIGH - 2) / most)}" for at, number in enumerate(weeks)
    )
