"""Who gets what of the circle of influence, of what is put to organisations, and of their registers."""

from typing import Any

from accounts.models import User
from networks.models import Member, Network
from tests import daily, rules
from tests.access_rows import (
    GOVERNS,
    MEMBERS,
    METHOD,
    NO_SUCH_METHOD,
    NONE,
    RUNS_LINDE,
    SIGNED_IN,
    Line,
    Row,
)

READS = Row(("els", "karel", "fatima", "carla"), inside=NONE)
"""Who may read the register of De Linde: those with a hat there that is not a supervisor's or a funder's."""
MINE = Row(("henk",), inside=NONE)
_WHERE = "barrier"
PLACE = {"sphere": "control"}
PUT = {"organisation": "00000000-0000-0000-0000-000000000000", "words": "No visits", "step": "send"}
ANSWER = {"answer": "still"}
SHARE = {"words": "No visits", "outcome": "A habit", "sure": "on"}
_POST = NO_SUCH_METHOD
_VERB = NO_SUCH_METHOD


LINES = (
    Line("networks:influence", MEMBERS, _POST, "network"),
    Line("networks:influence_new", MEMBERS, MEMBERS, "network", PLACE | {"words": "No"}),
    Line("networks:influence_place", MEMBERS, MEMBERS, _WHERE, PLACE),
    Line("networks:influence_together", MEMBERS, _POST, _WHERE),
    Line("networks:influence_sheet", MEMBERS, _POST, _WHERE),
    Line("networks:placing_end", _VERB, MINE, "placing"),
    Line("networks:barrier_put", GOVERNS, GOVERNS, _WHERE, PUT),
    Line("networks:raised_end", _VERB, GOVERNS, "raised"),
    Line("networks:raised_answer", GOVERNS, GOVERNS, "raised", ANSWER),
    Line("networks:rules", READS, _POST, "office_of_rules"),
    Line("networks:rule_add", RUNS_LINDE, RUNS_LINDE, "office_of_rules", {"words": "No", "source": "law"}),
    Line("networks:rule", READS, _POST, "rule"),
    Line("networks:rule_edit", RUNS_LINDE, RUNS_LINDE, "rule"),
    Line("networks:rule_decide", RUNS_LINDE, RUNS_LINDE, "rule"),
    Line("networks:rule_join", RUNS_LINDE, RUNS_LINDE, "rule"),
    Line("networks:rule_split", _VERB, RUNS_LINDE, "rule"),
    Line("networks:rule_share", RUNS_LINDE, RUNS_LINDE, "rule"),
    Line("networks:lessons", SIGNED_IN, Row(inside=METHOD, outside=METHOD)),
    Line("networks:lesson_end", _VERB, RUNS_LINDE, "lesson"),
    Line("api:placings", MEMBERS, MEMBERS, _WHERE, PLACE),
    Line("api:placing", MEMBERS, _POST, "placing"),
    Line("api:placing_end", _VERB, MINE, "placing"),
    Line("api:barrier_raised", MEMBERS, GOVERNS, _WHERE, PUT | {"sure": "on"}),
    Line("api:raised", MEMBERS, _POST, "raised"),
    Line("api:raised_end", _VERB, GOVERNS, "raised"),
    Line("api:raised_answer", _VERB, GOVERNS, "raised", ANSWER),
    Line("api:rules", READS, RUNS_LINDE, "office_of_rules", {"words": "No"}),
    Line("api:rule", READS, _POST, "rule"),
    Line("api:rule_status", _VERB, RUNS_LINDE, "rule", {"status": "asked"}),
    Line("api:rule_join", _VERB, RUNS_LINDE, "rule", {"into": "$lesson"}),
    Line("api:rule_split", _VERB, RUNS_LINDE, "rule"),
    Line("api:rule_alike", READS, _POST, "rule"),
    Line("api:rule_share", _VERB, RUNS_LINDE, "rule", SHARE),
    Line("api:lessons", SIGNED_IN, Row(inside=METHOD, outside=METHOD)),
    Line("api:lesson_end", _VERB, RUNS_LINDE, "lesson"),
    Line("api:legal_notes", SIGNED_IN, Row(inside=METHOD, outside=METHOD)),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A decided rule that the network put, Henk's placing of the barrier behind it, and a shared lesson."""
    organisation = rules.organisation_of(network)
    barrier = daily.make_barrier(network, author)
    rule = rules.decided(organisation)
    other = rules.decided(organisation)
    assert member.user is not None
    return {
        "office_of_rules": organisation,
        "placing": rules.make_placing(barrier, member.user),
        "raised": rules.make_raised(barrier, author, rule),
        "rule": rule,
        "lesson": rules.make_lesson(other, author),
    }
