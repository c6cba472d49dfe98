"""Roles that move, and what happens in a life: one line for each action, with codes and never contents."""

from typing import Any

from django.utils import timezone

from networks.actions import emerging, event, role
from networks.choices import RoleKind
from networks.choices.emerging import RoleQuestion
from networks.models import LifeEvent, Role
from tests import daily
from tests import factories as make
from tests.access_meso.event import make_event
from tests.access_meso.role import make_question
from tests.cast import Cast
from tests.networks.traces import SILENT, case

SILENT["propose_roles"] = (
    "a question to one person alone: whoever reads the ledger would learn that it was asked"
)


def _bram(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)}


def _henks_role(cast: Cast) -> Role:
    return Role.objects.get(member=cast.members["henk"])


@case(role.hand_over_role, "role_handed_over")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"role": _henks_role(cast).pk, "to": cast.members["anouk"].pk}


@case(role.limit_role, "role_limited")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"role": _henks_role(cast).pk, "until": daily.hence(9)}


@case(emerging.answer_proposal, "role_taken")
def _(cast: Cast) -> dict[str, Any]:
    asked = make_question(cast.members["henk"])
    return {"actor": make.seat(cast.henk, cast.network), "proposal": asked.pk, "answer": "yes"}


@case(emerging.answer_proposal, "role_ended")
def _(cast: Cast) -> dict[str, Any]:
    asked = make_question(
        cast.members["henk"],
        kind=RoleKind.INDIRECT,
        question=RoleQuestion.STILL,
        role=_henks_role(cast),
    )
    return {"actor": make.seat(cast.henk, cast.network), "proposal": asked.pk, "answer": "not_any_more"}


def _event(cast: Cast, **fields: Any) -> LifeEvent:
    return make_event(cast.network, cast.bram, for_client=True, **fields)


@case(event.write_event, "event_written")
def _(cast: Cast) -> dict[str, Any]:
    told = {"kind": "admission", "happens_on": timezone.localdate(), "visibility": "close"}
    return _bram(cast) | told | {"words": "For a new hip"}


@case(event.revise_event, "event_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"event": _event(cast).pk, "words": "For a new hip"}


@case(event.restrict_event, "event_restricted")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"event": _event(cast).pk, "visibility": "close"}


@case(event.put_away_event, "event_put_away")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"event": _event(cast).pk}


@case(event.take_up_event, "event_taken_up")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"event": _event(cast, until=daily.hence(1)).pk}


@case(event.add_step, "event_step_added")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"event": _event(cast).pk, "words": "Bring his guitar"}


@case(event.say_step, "event_step_said")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"step": _event(cast).steps.get().pk, "state": "done"}
