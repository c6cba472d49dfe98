"""The constraints of work that moved and of experiments, straight at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.models import Experiment, ExperimentVoice, ExperimentWeek, SwapNote
from tests import daily, experiments
from tests import factories as make
from tests.access_meso.moved import rows
from tests.cast import Cast


def _becomes(row: models.Model, **fields: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).update(**fields)


def _note(cast: Cast, **fields: Any) -> SwapNote:
    swap = rows(cast.network, cast.bram, cast.members["henk"])["moved_swap"]
    return SwapNote.objects.create(network=cast.network, swap=swap, author=cast.bram, **fields)


def _one(cast: Cast, **fields: Any) -> Experiment:
    return experiments.make_experiment(cast.network, cast.bram, **fields)


def _voice(cast: Cast) -> ExperimentVoice:
    return experiments.make_voice(_one(cast), cast.members["henk"])


def _week(cast: Cast) -> ExperimentWeek:
    return experiments.make_week(_voice(cast), cast.henk)


def _same_swap(cast: Cast) -> Any:
    swap = rows(cast.network, cast.bram, cast.members["henk"])["moved_swap"]
    return [_one(cast, swap=swap) for _turn in range(2)]


def _voice_twice(cast: Cast) -> Any:
    row = _one(cast)
    return [experiments.make_voice(row, cast.members["henk"]) for _turn in range(2)]


def _client_twice(cast: Cast) -> Any:
    row = _one(cast)
    return [experiments.make_voice(row, None) for _turn in range(2)]


def _week_twice(cast: Cast) -> Any:
    voice = _voice(cast)
    return [experiments.make_week(voice, cast.henk) for _turn in range(2)]


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "swapnote_competence_known": lambda cast: _note(
        cast, competence="odd", competence_by="me", competence_on=make.ago(1).date()
    ),
    "swapnote_insurance_known": lambda cast: _note(
        cast, insurance="odd", insurance_by="me", insurance_on=make.ago(1).date()
    ),
    "swapnote_competence_by_somebody": lambda cast: _note(cast, competence="yes"),
    "swapnote_insurance_by_somebody": lambda cast: _note(cast, insurance_by="me"),
    "experiment_has_words": lambda cast: _one(cast, words=""),
    "experiment_has_stop_rule": lambda cast: _one(cast, stop_rule=""),
    "experiment_some_weeks": lambda cast: _one(cast, weeks=13),
    "experiment_state_known": lambda cast: _one(cast, state="odd"),
    "experiment_days_in_order": lambda cast: _one(cast, first_on=make.ago(1).date()),
    "experiment_began_on_a_day": lambda cast: _one(cast, state="runs"),
    "experiment_ended_at_a_moment": lambda cast: _one(cast, ended_at=timezone.now()),
    "experiment_decided_with_verdict": lambda cast: _one(cast, verdict="keep"),
    "experiment_once_a_swap": _same_swap,
    "voice_of_somebody": lambda cast: _becomes(_voice(cast), member=None),
    "voice_once": _voice_twice,
    "voice_of_client_once": _client_twice,
    "experimentweek_once": _week_twice,
    "experimentweek_within": lambda cast: _becomes(_week(cast), week=0),
    "experimentweek_how_known": lambda cast: _becomes(_week(cast), how="odd"),
}
"""Every named constraint, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name.replace("_known", "")), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    models_here = (SwapNote, Experiment, ExperimentVoice, ExperimentWeek)
    named = {rule.name for model in models_here for rule in model._meta.constraints}
    assert named - set(BROKEN) == {"experiment_in_network", "voice_in_network"}


def _elsewhere(cast: Cast) -> Any:
    return rows(cast.other, cast.eve, cast.other_member)["moved_swap"]


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_swapnote_swap_id": lambda cast: _becomes(_note(cast), swap=_elsewhere(cast)),
    "networks_experiment_swap_id": lambda cast: _becomes(_one(cast), swap=_elsewhere(cast)),
    "networks_experiment_barrier_id": lambda cast: _becomes(
        _one(cast), barrier=daily.make_barrier(cast.other, cast.eve)
    ),
    "networks_experimentvoice_experiment_id": lambda cast: _becomes(
        _voice(cast), experiment=experiments.make_experiment(cast.other, cast.eve)
    ),
    "networks_experimentvoice_member_id": lambda cast: _becomes(_voice(cast), member=cast.other_member),
    "networks_experimentweek_voice_id": lambda cast: _becomes(
        _week(cast),
        voice=experiments.make_voice(experiments.make_experiment(cast.other, cast.eve), cast.other_member),
    ),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _at_once(OUTSIDE[key], cast)


def _at_once(point: Callable[[Cast], Any], cast: Cast) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    point(cast)
    connection.check_constraints()
