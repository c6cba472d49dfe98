"""What is said to whom, and when: the table of moments, and how actions tell of a change.

Actions call ``on_…`` inside their transaction; it writes the rows (networks.outbox). When a row is due,
networks.post asks compose() for the letter, or happen() for a moment at which the house itself looks. A Desk
reads what a batch of letters needs at once: compose(delivery, at, desk).
"""

from networks.moments.composing import compose
from networks.moments.dates import (
    on_ask,
    on_cannot,
    on_change,
    on_covered,
    on_date_swap,
    on_occurrence,
    on_promise,
    on_withdrawn,
)
from networks.moments.desk import Desk
from networks.moments.letter import Letter
from networks.moments.looking import happen, look_ahead
from networks.moments.others import (
    on_challenge,
    on_challenge_answered,
    on_mail_fails,
    on_reply,
    on_shown,
    on_story,
    on_swap,
    on_thanks,
)
from networks.moments.table import MOMENTS, Moment

__all__ = [
    "MOMENTS",
    "Desk",
    "Letter",
    "Moment",
    "compose",
    "happen",
    "look_ahead",
    "on_ask",
    "on_cannot",
    "on_challenge",
    "on_challenge_answered",
    "on_change",
    "on_covered",
    "on_date_swap",
    "on_mail_fails",
    "on_occurrence",
    "on_promise",
    "on_reply",
    "on_shown",
    "on_story",
    "on_swap",
    "on_thanks",
    "on_withdrawn",
]
