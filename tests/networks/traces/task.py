"""What is given to the actions on tasks, their dates and the kinds of things to do."""

from datetime import timedelta
from typing import Any

from networks.actions import activity, occurrence, task
from networks.choices import OccurrenceStatus, SeriesPart, TaskStatus, TaskWhen
from networks.models import Activity, Occurrence, Task
from networks.rhythm import to_wall
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.series import make_series
from tests.networks.traces import case


def _bram(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)}


def _date(cast: Cast) -> Occurrence:
    return make_series(cast).occurrences.order_by("slot")[1]


def _moved(one: Occurrence) -> dict[str, Any]:
    return {"starts": to_wall(one.starts_at, one.task.zone) + timedelta(minutes=30), "minutes": 45}


def _off(cast: Cast, part: SeriesPart) -> Occurrence:
    row = _date(cast)
    occurrence.cancel_date(**_bram(cast), occurrence=row.pk, part=part)
    return row


@case(task.add_task, "task_added")
def _(cast: Cast) -> dict[str, Any]:
    starts = to_wall(daily.hence(4), cast.network.zone)
    kind = {"activity": daily.activity("ride").pk, "title": "To choir", "need": cast.need.pk}
    when = {"when": TaskWhen.RHYTHM, "starts": starts, "rule": "FREQ=WEEKLY"}
    return _bram(cast) | kind | when


@case(task.revise_task, "task_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"task": make_series(cast).pk, "title": "Other words", "places": ["driver", ""]}


@case(task.approve_task, "task_approved")
def _(cast: Cast) -> dict[str, Any]:
    row = make_series(cast)
    Task.objects.filter(pk=row.pk).update(status=TaskStatus.SHOWN)
    return _bram(cast) | {"task": row.pk}


@case(task.end_task, "task_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"task": make_series(cast, promised_by="henk").pk}


@case(occurrence.change_date, "date_changed")
def _(cast: Cast) -> dict[str, Any]:
    row = _date(cast)
    return _bram(cast) | _moved(row) | {"occurrence": row.pk, "part": SeriesPart.ONLY, "where": "Elsewhere"}


@case(occurrence.change_date, "dates_changed")
def _(cast: Cast) -> dict[str, Any]:
    row = _date(cast)
    return _bram(cast) | _moved(row) | {"occurrence": row.pk, "part": SeriesPart.FROM_HERE}


@case(occurrence.change_date, "dates_changed")
def _(cast: Cast) -> dict[str, Any]:
    row = _date(cast)
    return _bram(cast) | _moved(row) | {"occurrence": row.pk, "part": SeriesPart.ALL}


@case(occurrence.cancel_date, "date_called_off")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"occurrence": _date(cast).pk, "part": SeriesPart.ONLY, "reason": "Away"}


@case(occurrence.cancel_date, "dates_called_off")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"occurrence": _date(cast).pk, "part": SeriesPart.FROM_HERE}


@case(occurrence.restore_date, "date_restored")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"occurrence": _off(cast, SeriesPart.ONLY).pk}


@case(occurrence.restore_date, "dates_restored")
def _(cast: Cast) -> dict[str, Any]:
    row = _off(cast, SeriesPart.FROM_HERE)
    assert Occurrence.objects.get(pk=row.pk).status == OccurrenceStatus.NOT_NEEDED
    return _bram(cast) | {"occurrence": row.pk, "part": SeriesPart.FROM_HERE}


@case(occurrence.plan_ahead, "dates_planned")
def _(cast: Cast) -> dict[str, Any]:
    return {"task": make_series(cast, dates=2).pk}


@case(activity.add_activity, "activity_added")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"name": "Chess", "minutes": 90, "places": ["player"]}


@case(activity.end_activity, "activity_ended")
def _(cast: Cast) -> dict[str, Any]:
    own = Activity.objects.create(network=cast.network, code="own-chess", name="Chess")
    return _bram(cast) | {"activity": own.pk}
