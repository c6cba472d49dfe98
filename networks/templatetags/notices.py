"""The number of unread notices, for the top bar of every page."""

from typing import Any

from django import template

from accounts.models import User
from networks import notices

register = template.Library()


@register.simple_tag
def unread_notices(user: Any) -> int:
    """How many notices this user has not read; 0 for somebody without an account."""
    return notices.unread(user) if isinstance(user, User) else 0
