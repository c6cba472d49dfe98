"""The access matrix of who does what; a question about what somebody seems to do is theirs alone."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.choices import RoleKind
from networks.models import Member, Network, RoleProposal
from tests.access_rows import HENK_OR_GOVERNS, HENKS, MEMBERS, Line
from tests.access_rows import NO_SUCH_METHOD as EITHER

LINES = (
    Line("networks:roles", MEMBERS, EITHER, "network"),
    Line("networks:role_take", MEMBERS, MEMBERS, "network"),
    Line("networks:what_if", MEMBERS, EITHER, "network"),
    Line("networks:role_hand_over", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "role"),
    Line("networks:role_until", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "role"),
    Line("networks:role_question", HENKS, HENKS, "role_question"),
    Line("api:who_does_what", MEMBERS, EITHER, "network"),
    Line("api:role_questions", MEMBERS, EITHER, "network"),
    Line("api:what_if", MEMBERS, EITHER, "network"),
    Line("api:role_hand_over", EITHER, HENK_OR_GOVERNS, "role", {"to": "$noor"}),
    Line("api:role_until", EITHER, HENK_OR_GOVERNS, "role", {"until": "2099-01-01T00:00:00Z"}),
    Line("api:role_question", HENKS, EITHER, "role_question"),
    Line("api:role_question_answer", EITHER, HENKS, "role_question", {"answer": "no"}),
)


def make_question(member: Member, **fields: Any) -> RoleProposal:
    """A question to this member whether they support directly."""
    fields = {
        "kind": RoleKind.DIRECT,
        "seen_since": date(2026, 3, 2),
        "figures": {"carried_out": 5},
        "proposed_at": timezone.now(),
    } | fields
    return RoleProposal.objects.create(network=member.network, member=member, **fields)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One question to the member."""
    return {"role_question": make_question(member)}
