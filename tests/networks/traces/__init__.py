"""One case for every action: what it is given, and the verb of the one line it leaves.

Each module here registers the cases of one noun; tests/networks/test_actions_trace.py runs them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import Cast

SEVERAL = {
    "import_network": "starts a network and adds the people: two facts",
    "begin_network": "starts a network, adds and invites its first people, writes down its first needs",
}
"""Actions made of other actions, each of which leaves its own line."""
SILENT = {
    "close_dead_links": "the door refuses these links already; it keeps the table honest",
    "keep_draft": "a draft is private to its owner and is no record",
    "drop_draft": "the same",
    "save_view": "a question somebody keeps for themselves is no record",
    "end_view": "the same",
    "take_mail": "hands a mail to the post; the invitation itself left its trace when it was sent",
}
"""Actions that change nothing anybody answers for, and why."""


@dataclass(frozen=True)
class Case:
    """One action: its arguments from the cast, and the verb of the one line it leaves."""

    action: Callable[..., Any]
    verb: str
    arguments: Callable[[Cast], dict[str, Any]]

    def __str__(self) -> str:
        return f"{self.action.__name__} {self.verb}"


CASES: list[Case] = []


def case(action: Callable[..., Any], verb: str) -> Callable[..., Any]:
    """The decorated function prepares the arguments of one action."""

    def register(arguments: Callable[[Cast], dict[str, Any]]) -> Callable[[Cast], dict[str, Any]]:
        CASES.append(Case(action, f"networks.{verb}", arguments))
        return arguments

    return register
