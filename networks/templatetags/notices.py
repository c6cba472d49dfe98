"""The number of unread notices, for the top bar of every page."""

from typing import Any

from django import template

from networks import notices

register = template.Library()


@register.simple_tag
def unread_notices(user: Any) -> int:
    """How many notices this user has not read; 0 for nobody."""
    return notices.unread(user) if user.is_authenticated else 0
