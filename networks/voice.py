"""The house's own voice: what its messages say and do, handed to whoever sends them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from networks import moments, push
from networks.mailing import Composer, Voice
from networks.models import Delivery


def _composer(rows: Sequence[Delivery], at: datetime) -> Composer:
    return partial(moments.compose, at=at, desk=moments.Desk(rows, at))


HOUSE = Voice(
    composer=_composer,
    happen=moments.happen,
    mail_fails=moments.on_mail_fails,
    push=push.push if push.can_push() else None,
)
