"""Who may what at a meeting; the family's space does not exist for professionals and communities."""

from typing import Any

from accounts.models import User
from networks.choices.meeting import MeetingPhase
from networks.models import Member, Network
from tests import meetings
from tests.access_rows import CLIENT_SIDE, GOVERNS, INSIDE, MEMBERS, NO_SUCH_METHOD, NONE, Line, Row

FORMAL = ("fatima", "anouk")
FAMILY = Row((*CLIENT_SIDE, "henk", "joris"), inside=NONE)
BRAM_AMONG_FAMILY = Row(("bram",), inside=NONE, but=dict.fromkeys(("marja", "henk", "joris"), "403"))
BRAM = Row(("bram",))
PROFESSIONALS = Row(FORMAL)
DECIDES = Row(tuple(name for name in INSIDE if name not in FORMAL))
OWNER = Row(("henk",))
TAKES_ON = Row((*GOVERNS.answered, "henk", "joris"))
"""Who arranges the meeting, and family and friends once it has begun."""
OWNER_OR_GOVERNS = Row((*GOVERNS.answered, "henk"))

_NEVER = NO_SUCH_METHOD
_DECISION = {"words": "We sing", "otherwise": "We hum", "due_on": "2100-01-01"}

LINES = (
    Line("networks:meetings", MEMBERS, _NEVER, "network"),
    Line("networks:meeting_call", GOVERNS, GOVERNS, "network"),
    Line("networks:review_skip", GOVERNS, GOVERNS, "network"),
    Line("networks:meeting", MEMBERS, _NEVER, "meeting"),
    Line("networks:meeting_plan", MEMBERS, _NEVER, "meeting"),
    Line("networks:meeting_edit", GOVERNS, GOVERNS, "meeting"),
    Line("networks:meeting_invite", GOVERNS, GOVERNS, "meeting"),
    Line("networks:meeting_answer", _NEVER, MEMBERS, "meeting", {"answer": "yes"}),
    Line("networks:meeting_go_on", _NEVER, TAKES_ON, "meeting", {"phase": "information"}),
    Line("networks:meeting_close", GOVERNS, GOVERNS, "meeting"),
    Line("networks:meeting_call_off", GOVERNS, GOVERNS, "meeting"),
    Line("networks:meeting_points", MEMBERS, MEMBERS, "meeting"),
    Line("networks:meeting_point_add", MEMBERS, MEMBERS, "meeting"),
    Line("networks:meeting_point_off", _NEVER, GOVERNS, "meeting_point"),
    Line("networks:meeting_inform", PROFESSIONALS, PROFESSIONALS, "meeting"),
    Line("networks:contribution_take_back", _NEVER, BRAM, "contribution"),
    Line("networks:meeting_family", FAMILY, FAMILY, "meeting"),
    Line("networks:meeting_family_words", FAMILY, _NEVER, "meeting"),
    Line("networks:family_word_take_back", _NEVER, BRAM_AMONG_FAMILY, "family_word"),
    Line("networks:decision_add", DECIDES, DECIDES, "meeting"),
    Line("networks:decision_edit", DECIDES, DECIDES, "decision"),
    Line("networks:decision_take_back", DECIDES, DECIDES, "decision"),
    Line("networks:decision_accept", _NEVER, OWNER, "decision"),
    Line("networks:decision_decline", _NEVER, OWNER, "decision"),
    Line("networks:decision_how_far", OWNER_OR_GOVERNS, OWNER_OR_GOVERNS, "decision"),
    Line("api:meetings", MEMBERS, GOVERNS, "network", {"title": "Tea"}),
    Line("api:review_skip", _NEVER, GOVERNS, "network"),
    Line("api:meeting", MEMBERS, _NEVER, "meeting"),
    Line("api:meeting_people", MEMBERS, GOVERNS, "meeting"),
    Line("api:meeting_answer", _NEVER, MEMBERS, "meeting", {"answer": "yes"}),
    Line("api:meeting_go_on", _NEVER, TAKES_ON, "meeting", {"phase": "information"}),
    Line("api:meeting_close", _NEVER, GOVERNS, "meeting"),
    Line("api:meeting_call_off", _NEVER, GOVERNS, "meeting"),
    Line("api:meeting_points", MEMBERS, MEMBERS, "meeting", {"words": "The garden"}),
    Line("api:meeting_points_from", _NEVER, MEMBERS, "meeting"),
    Line("api:meeting_point_off", _NEVER, GOVERNS, "meeting_point"),
    Line("api:meeting_told", MEMBERS, PROFESSIONALS, "meeting", {"text": "Tuesdays are full"}),
    Line("api:contribution_take_back", _NEVER, BRAM, "contribution"),
    Line("api:meeting_family", FAMILY, FAMILY, "meeting", {"text": "We are tired"}),
    Line("api:family_word_take_back", _NEVER, BRAM_AMONG_FAMILY, "family_word"),
    Line("api:decisions", MEMBERS, DECIDES, "meeting", _DECISION),
    Line("api:decision", MEMBERS, _NEVER, "decision"),
    Line("api:decision_accept", _NEVER, OWNER, "decision"),
    Line("api:decision_decline", _NEVER, OWNER, "decision"),
    Line("api:decision_take_back", _NEVER, DECIDES, "decision"),
    Line("api:decision_how_far", _NEVER, OWNER_OR_GOVERNS, "decision", {"how_far": "done"}),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A meeting at its plan, with one of everything in it."""
    meeting = meetings.make_meeting(network, author, phase=MeetingPhase.DECISIONS)
    professional = meetings.a_professional(network)
    return {
        "meeting": meeting,
        "meeting_point": meetings.make_point(meeting, author, for_client=True),
        "contribution": meetings.make_told(meeting, professional, author),
        "family_word": meetings.make_family_word(meeting, author, for_client=True, side="client"),
        "decision": meetings.make_decision(meeting, author, member),
    }
