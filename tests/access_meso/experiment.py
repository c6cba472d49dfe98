"""Who may know of an experiment, answer it, tell how a week was, stop it and look back on it."""

from typing import Any

from accounts.models import User
from networks.models import Member, Network
from tests import experiments
from tests.access_rows import CLIENT_SIDE, GOVERNING, MEMBERS, Line, Row
from tests.access_rows import NO_SUCH_METHOD as EITHER

SPEAK = Row((*CLIENT_SIDE, "henk"))
"""Whom it concerns: the client, and Henk."""
CONCERNED = Row((*GOVERNING, "henk"))
"""These, who organises, and who proposed it."""
HENK = Row(("henk",))
_TOLD = {"voice": "$experiment_voice", "week": "1", "how": "better"}
_PROPOSED = {"words": "We sing on Fridays", "stop_rule": "When it is too much"}

LINES = (
    Line("networks:experiments", MEMBERS, EITHER, "network"),
    Line("networks:experiment_add", MEMBERS, MEMBERS, "network"),
    Line("networks:experiment", MEMBERS, EITHER, "experiment"),
    Line("networks:experiment_answer", EITHER, SPEAK, "experiment", {"answer": "yes"}),
    Line("networks:experiment_week", SPEAK, SPEAK, "experiment"),
    Line("networks:experiment_stop", CONCERNED, CONCERNED, "experiment"),
    Line("networks:experiment_look_back", CONCERNED, CONCERNED, "experiment"),
    Line("networks:experiment_result", MEMBERS, EITHER, "experiment"),
    Line("api:experiments", MEMBERS, MEMBERS, "network", _PROPOSED),
    Line("api:experiment", MEMBERS, EITHER, "experiment"),
    Line("api:experiment_answer", EITHER, SPEAK, "experiment_proposed", {"answer": "yes"}),
    Line("api:experiment_week", EITHER, HENK, "experiment", _TOLD),
    Line("api:experiment_stop", EITHER, CONCERNED, "experiment"),
    Line("api:experiment_look_back", EITHER, CONCERNED, "experiment", {"verdict": "keep"}),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One that runs in its second week and one that was proposed; both concern the client and ``member``."""
    runs = experiments.running(network, author)
    proposed = experiments.make_experiment(network, author)
    experiments.make_voice(proposed, None)
    voice = experiments.make_voice(runs, member)
    experiments.make_voice(proposed, member)
    return {"experiment": runs, "experiment_proposed": proposed, "experiment_voice": voice}
