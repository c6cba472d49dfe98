"""An experiment leaves one line for each thing that is done with it: codes, and never a word."""

from typing import Any

from networks.actions import experiment
from tests import factories as make
from tests.access_meso.experiment import rows
from tests.cast import Cast
from tests.networks.traces import case


def _henk(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)} | more


def _scene(cast: Cast) -> dict[str, Any]:
    return rows(cast.network, cast.bram, cast.members["henk"])


@case(experiment.propose_experiment, "experiment_proposed")
def _(cast: Cast) -> dict[str, Any]:
    people = [cast.members["fatima"].pk]
    return _henk(cast, words="We sing", stop_rule="When it is too loud", people=people)


@case(experiment.answer_experiment, "experiment_answered")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, experiment=_scene(cast)["experiment_proposed"].pk, yes=True)


@case(experiment.tell_week, "experiment_told")
def _(cast: Cast) -> dict[str, Any]:
    scene = _scene(cast)
    voice = scene["experiment_voice"].pk
    return _henk(cast, experiment=scene["experiment"].pk, voice=voice, week=1, how="better", words="Good")


@case(experiment.stop_experiment, "experiment_stopped")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, experiment=_scene(cast)["experiment"].pk, why="Too loud")


@case(experiment.look_back, "experiment_decided")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, experiment=_scene(cast)["experiment"].pk, verdict="keep", changed_client="He sings")
