"""Networks that are made up, to practise in: as whom, what to try there, and the door to one's own.

Such a network is marked (Network.fictional) and shows that on every page. It is counted nowhere, sends
nothing beyond the notices of this site, and ends when its learner begins anew.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.choices.lifecycle import PracticeAs
from networks.models import Practice


@dataclass(frozen=True, slots=True)
class Step:
    """Something small to try: a code that is kept, the words, why it is worth it, and the page for it."""

    code: str
    words: Promise
    why: Promise
    page: str


LOOK = Step(
    "look",
    _("Look who is around Ria"),
    _("The picture shows who is close, and who could be asked."),
    "networks:network",
)
NEED = Step(
    "need",
    _("Write down one need in plain words"),
    _("What matters to Ria comes first; what people do follows from it."),
    "networks:need_add",
)
ASK = Step(
    "ask",
    _("Plan something small, and ask somebody"),
    _("Small, on one day, and easy to say no to: then people say yes."),
    "networks:task_add",
)
PROMISE = Step(
    "promise",
    _("Promise to walk to the market, and then say that you can’t after all"),
    _("You see what others get to see, and that nobody is cross."),
    "networks:tasks",
)
TALENT = Step(
    "talent",
    _("Say what you like doing, and what you do not want to be asked for"),
    _("What you do not want is seen by you alone, and obeyed everywhere."),
    "networks:talents",
)
STORY = Step(
    "story",
    _("Tell something that is no task"),
    _("Not everything is work."),
    "networks:story_add",
)
RULE = Step(
    "rule",
    _("Look at what is said to be impossible, and where it comes from"),
    _("A rule, a habit or something we assume: that makes a difference."),
    "networks:barriers",
)
SWAP = Step(
    "swap",
    _("Think of a swap: who could do what, so that somebody else has time for Ria?"),
    _("Somebody does the books, and the professional goes along to the market."),
    "networks:swaps",
)
NOTE = Step(
    "note",
    _("Write a note, and choose who may read it"),
    _("What is for family stays closed to professionals, whoever they are."),
    "networks:note_add",
)
HEALTH = Step(
    "health",
    _("See how the network is doing"),
    _("A sentence and a next step; never a score of anybody."),
    "networks:health",
)
REST = Step(
    "rest",
    _("Let the network rest, and go on again"),
    _("You see what stops and what stays."),
    "networks:life",
)

GUIDE: dict[str, tuple[Step, ...]] = {
    PracticeAs.CLIENT: (LOOK, NEED, ASK, NOTE, REST),
    PracticeAs.FAMILY: (LOOK, ASK, NEED, STORY, HEALTH),
    PracticeAs.NEIGHBOUR: (LOOK, TALENT, PROMISE, STORY),
    PracticeAs.COMMUNITY: (LOOK, TALENT, PROMISE, STORY),
    PracticeAs.PROFESSIONAL: (LOOK, RULE, SWAP, NOTE, STORY),
    PracticeAs.MANAGER: (RULE, SWAP, HEALTH, LOOK),
    PracticeAs.COACH: (HEALTH, RULE, SWAP, TALENT),
    PracticeAs.EXECUTIVE: (LOOK, RULE, HEALTH, STORY),
    PracticeAs.SUPERVISOR: (LOOK, HEALTH, RULE, STORY),
    PracticeAs.FUNDER: (LOOK, SWAP, RULE, STORY),
}
"""What to try, by as whom somebody practises."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A step, and whether it was tried."""

    step: Step
    done: bool


def steps_of(practice: Practice) -> list[Tried]:
    """The steps of one practice, in order."""
    return [Tried(step, step.code in practice.done) for step in GUIDE[practice.practises_as]]


def my_practices(user: Any) -> list[Practice]:
    """The practices of this user that run, the newest first."""
    rows = Practice.objects.filter(user=user.pk, until=None).select_related("network__client")
    return list(rows.order_by("-since", "pk"))


def practice_for(user: Any, pk: UUID) -> Practice:
    """The door to a practice: one's own that runs; others are not there (404)."""
    rows = Practice.objects.filter(pk=pk, user=user.pk, until=None).select_related("network__client")
    row: Practice | None = rows.first()
    if row is None:
        raise Http404
    return row


def not_begun(practices: list[Practice]) -> list[tuple[str, Any]]:
    """As whom one could practise besides: codes and words."""
    running = {one.practises_as for one in practices}
    return [(one.value, one.label) for one in PracticeAs if one.value not in running]
