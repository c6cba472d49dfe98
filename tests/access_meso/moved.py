"""Who may read which work moved, and who may write beside a swap."""

from typing import Any

from accounts.models import User
from networks.choices import SwapStatus
from networks.models import Member, Network
from tests import daily
from tests import factories as make
from tests.access_rows import GOVERNING, MEMBERS, Line, Row
from tests.access_rows import NO_SUCH_METHOD as EITHER

CONCERNED = Row((*GOVERNING, "henk", "joris"))
"""The two of the swap, who proposed it (Bram), and who organises."""

LINES = (
    Line("networks:moved", MEMBERS, EITHER, "network"),
    Line("networks:moved_note", CONCERNED, CONCERNED, "moved_swap"),
    Line("api:moved", MEMBERS, EITHER, "network"),
    Line("api:moved_totals", MEMBERS, EITHER, "network"),
    Line("api:moved_note", EITHER, CONCERNED, "moved_swap", {"reason": "More time to sing"}),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A swap that runs between ``member`` and another one."""
    other = network.members.filter(user__email="joris@example.org").first() or make.make_member(network)
    agreed = make.ago(10)
    swap = daily.make_swap(
        member,
        daily.make_task(network, author, for_client=True),
        other,
        daily.make_task(network, author, for_client=True),
        status=SwapStatus.AGREED,
        taker_agreed_at=agreed,
        freed_agreed_at=agreed,
        runs_since=agreed,
    )
    return {"moved_swap": swap}
