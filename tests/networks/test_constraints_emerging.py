"""The rules of roles that show and of what happens that hold whoever writes: tried at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.choices import RoleKind
from networks.choices.emerging import RoleAnswer
from networks.choices.event import EventKind, StepKind
from networks.models import EventStep, LifeEvent, Member, Role, RoleProposal
from tests import factories as make
from tests.access_meso.event import make_event
from tests.access_meso.role import make_question
from tests.cast import Cast


def _henk(cast: Cast) -> Member:
    return cast.members["henk"]


def _becomes(row: models.Model, **fields: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).update(**fields)


def _event(cast: Cast, **fields: Any) -> LifeEvent:
    return make_event(cast.network, cast.bram, **fields)


def _step(cast: Cast) -> EventStep:
    return _event(cast).steps.get()


def _answered(cast: Cast, **fields: Any) -> RoleProposal:
    return make_question(_henk(cast), answered_at=timezone.now(), **({"answer": RoleAnswer.NO} | fields))


def _same_step(cast: Cast) -> Any:
    step = _step(cast)
    return EventStep.objects.create(network=cast.network, event=step.event, kind=step.kind, order=2)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "role_proposal_known": lambda cast: make_question(_henk(cast), question="odd"),
    "role_proposal_answered_with_date": lambda cast: make_question(_henk(cast), answer=RoleAnswer.NO),
    "role_proposal_one_end": lambda cast: _answered(cast, lapsed_at=timezone.now()),
    "role_proposal_role_by_yes": lambda cast: _answered(cast, role=Role.objects.get(member=_henk(cast))),
    "role_proposal_once": lambda cast: [make_question(_henk(cast)) for _turn in range(2)],
    "life_event_in_order": lambda cast: _event(cast, until=make.ago(900)),
    "life_event_known": lambda cast: _event(cast, visibility="odd"),
    "life_event_days_in_order": lambda cast: _event(cast, ends_on=make.ago(900).date()),
    "life_event_about_somebody": lambda cast: _event(cast, kind=EventKind.CARER_ILL),
    "event_step_known": lambda cast: _becomes(
        _step(cast), state="odd", said_by=cast.bram, said_at=make.ago(1)
    ),
    "event_step_own_words": lambda cast: _becomes(_step(cast), words="Words of my own"),
    "event_step_said_by_somebody": lambda cast: _becomes(_step(cast), state="done"),
    "event_step_once": _same_step,
}
"""Every named constraint of these rows, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    rows: tuple[type[models.Model], ...] = (RoleProposal, LifeEvent, EventStep)
    named = {rule.name for model in rows for rule in model._meta.constraints}
    targets = {name for name in named if name.endswith("_in_network")}
    assert named - set(BROKEN) - targets == set()


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_roleproposal_member_id": lambda cast: _becomes(
        make_question(_henk(cast)), member=cast.other_member
    ),
    "networks_roleproposal_role_id": lambda cast: _answered(
        cast, answer=RoleAnswer.YES, role=make.make_role(cast.other_member, RoleKind.DIRECT)
    ),
    "networks_lifeevent_about_id": lambda cast: _event(
        cast, kind=EventKind.CARER_ILL, about=cast.other_member
    ),
    "networks_eventstep_event_id": lambda cast: EventStep.objects.create(
        network=cast.network, event=make_event(cast.other, cast.eve), kind=StepKind.TELL, order=2
    ),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()


def test_every_key_that_stays_within_a_network_is_tried_here(db: None) -> None:
    tables = [model._meta.db_table for model in (RoleProposal, LifeEvent, EventStep)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname LIKE %s AND conrelid::regclass::text = ANY(%s)",
            ["%same_network", tables],
        )
        keys = {name.removesuffix("_same_network") for (name,) in cursor.fetchall()}
    assert keys == set(OUTSIDE)
