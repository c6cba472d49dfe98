"""How the rows that messages are about are read, each with what its letter needs."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet

from networks.models import (
    Ask,
    Challenge,
    DateSwap,
    Decision,
    Experiment,
    Farewell,
    FriendlyQuestion,
    Meeting,
    Member,
    Network,
    Occurrence,
    Pledge,
    Promise,
    RaisedBarrier,
    Relief,
    Reply,
    Rest,
    Role,
    Story,
    Swap,
    Task,
    Thanks,
)

NEED = "task__need"


def meetings_with_plan() -> QuerySet[Any]:
    """Meetings with who is invited, and their decisions with what those are about."""
    plan = Decision.objects.select_related("owner", "point__need", "author")
    rows = Meeting.objects.select_related("author").prefetch_related("attendances")
    return rows.prefetch_related(Prefetch("decisions", plan), "decisions__point__need__named")


ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "ask": lambda: Ask.objects.select_related(
        "task__activity", NEED, "occurrence__task", "author"
    ).prefetch_related(f"{NEED}__named"),
    "occurrence": lambda: Occurrence.objects.select_related("task__activity", NEED).prefetch_related(
        f"{NEED}__named"
    ),
    "promise": lambda: Promise.objects.select_related(
        "occurrence__task__activity", "occurrence__task__need", "member__user", "said_by"
    ).prefetch_related("occurrence__task__need__named"),
    "pledge": lambda: Pledge.objects.select_related("task__activity", NEED, "member"),
    "task": lambda: Task.objects.select_related("activity", "need", "author").prefetch_related("need__named"),
    "dateswap": lambda: DateSwap.objects.select_related(
        "promise__occurrence__task__need",
        "promise__member",
        "solved_with__occurrence__task__need",
        "solved_with__member",
    ).prefetch_related("wanted__occurrence__task__need"),
    "challenge": lambda: Challenge.objects.select_related("member", "author", "talent__activity"),
    "swap": lambda: Swap.objects.select_related("taker", "freed", "takes__need", "frees_for__need", "author"),
    "raisedbarrier": lambda: RaisedBarrier.objects.select_related(
        "organisation", "rule__joined_into", f"barrier__{NEED}"
    ).prefetch_related(f"barrier__{NEED}__named"),
    "story": lambda: Story.objects.select_related("author").prefetch_related("named"),
    "reply": lambda: Reply.objects.select_related("author", "story__author").prefetch_related("story__named"),
    "thanks": lambda: Thanks.objects.select_related("author", "story", "promise__occurrence__task__need"),
    "member": lambda: Member.objects.select_related("user"),
    "farewell": lambda: Farewell.objects.select_related("author"),
    "friendlyquestion": lambda: FriendlyQuestion.objects.all(),
    "rest": lambda: Rest.objects.all(),
    "role": lambda: Role.objects.select_related("member", "need").prefetch_related("need__named"),
    "relief": lambda: Relief.objects.select_related("member").prefetch_related("told"),
    "meeting": meetings_with_plan,
    "experiment": lambda: Experiment.objects.all(),
    "network": lambda: Network.objects.select_related("client"),
}
"""How the rows that messages are about are read, by Delivery.subject_kind."""
