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
from networks.moments.experiment import on_experiment_began, on_experiment_ended
from networks.moments.letter import Letter
from networks.moments.looking import happen, look_ahead
from networks.moments.meeting import (
    on_decision_due,
    on_decision_given,
    on_decision_open,
    on_meeting_called,
    on_meeting_called_off,
    on_meeting_closed,
    on_meeting_moved,
    reads_decision,
)
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
from networks.moments.relief import on_relief
from networks.moments.roles import on_role_given, on_role_handed_over
from networks.moments.rules import on_rule_decided
from networks.moments.table import MOMENTS, Moment
from networks.moments.wholes import on_awake, on_farewell, on_rest, on_still_there

__all__ = [
    "MOMENTS",
    "Desk",
    "Letter",
    "Moment",
    "compose",
    "happen",
    "look_ahead",
    "on_ask",
    "on_awake",
    "on_cannot",
    "on_challenge",
    "on_challenge_answered",
    "on_change",
    "on_covered",
    "on_date_swap",
    "on_decision_due",
    "on_decision_given",
    "on_decision_open",
    "on_experiment_began",
    "on_experiment_ended",
    "on_farewell",
    "on_mail_fails",
    "on_meeting_called",
    "on_meeting_called_off",
    "on_meeting_closed",
    "on_meeting_moved",
    "on_occurrence",
    "on_promise",
    "on_relief",
    "on_reply",
    "on_rest",
    "on_role_given",
    "on_role_handed_over",
    "on_rule_decided",
    "on_shown",
    "on_still_there",
    "on_story",
    "on_swap",
    "on_thanks",
    "on_withdrawn",
    "reads_decision",
]
