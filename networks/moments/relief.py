"""Somebody tells a few people that they would like relief: who is told, and how that letter is written.

Only that stands in it: not how long they can go on, and not who else was told.
"""

from collections.abc import Iterable
from datetime import datetime

from networks.choices import MessageKind
from networks.models import Member, Relief
from networks.moments.letter import Case, Draft, by_phone, first_name
from networks.moments.telling import tell
from networks.moments.tongue import gettext


def on_relief(row: Relief, to: Iterable[Member], at: datetime) -> None:
    """These people were told."""
    tell(network=row.network, to=to, kind=MessageKind.RELIEF, subject=row, at=at, slot="told")


def relief(case: Case) -> Draft:
    """What the letter says; nothing any more when it was taken back. The subject can be read by others."""
    row: Relief | None = case.row
    if row is None or row.until is not None or not any(case.is_me(one.member_id) for one in row.told.all()):
        return None
    who = first_name(row.member.name)
    return {
        "subject": gettext("%(who)s tells you something") % {"who": who},
        "lines": [
            gettext("%(who)s would like some relief, and chose to tell you.") % {"who": row.member.name},
            gettext("Please call first, and ask what would help. The page shows what you could do."),
        ],
        "more": [line for line in [by_phone(case, who)] if line],
        "path": case.page("relief", row.pk),
        "act": gettext("Look at what you could do"),
    }


WRITERS = {MessageKind.RELIEF: relief}
