"""What promises leave in the ledger."""

from typing import Any

from django.utils import timezone

from networks.actions import dateswap, pledge, promise, report
from networks.choices import PromiseStatus, TaskWhen, Verb
from networks.models import DateSwap, Occurrence, Pledge, Promise, Task
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _henk(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)}


def _date(cast: Cast, days: float = 4) -> Occurrence:
    return daily.make_task(cast.network, cast.marja, starts=daily.hence(days)).occurrences.get()


def _held(cast: Cast, name: str = "henk", days: float = 4, **fields: Any) -> Promise:
    return daily.make_promise(_date(cast, days), cast.members[name], **fields)


def _rhythm(cast: Cast) -> Task:
    return daily.make_task(cast.network, cast.marja, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")


@case(promise.promise, "promise_made")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"occurrence": _date(cast).pk}


@case(promise.promise, "stand_in_promised")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"occurrence": _date(cast).pk, "stands_in": True}


@case(promise.promise, "promise_noted")
def _(cast: Cast) -> dict[str, Any]:
    actor = make.seat(cast.marja, cast.network)
    return {"actor": actor, "occurrence": _date(cast).pk, "member": cast.members["henk"].pk}


@case(promise.take_over, "promise_taken_over")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, "joris", status=PromiseStatus.SEEKING).pk}


@case(promise.cannot, "promise_given_back")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast).pk, "reason": "Never to be read in the ledger"}


@case(promise.cannot, "stand_in_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, stands_in=True).pk}


@case(promise.can_after_all, "promise_kept_after_all")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, status=PromiseStatus.SEEKING).pk}


@case(promise.not_right, "promise_not_right")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, said_by=cast.marja).pk}


@case(promise.release, "promise_released")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.marja, cast.network), "promise": _held(cast).pk}


@case(report.report, "promise_reported")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, days=-1).pk, "verb": Verb.DONE}


@case(report.correct, "report_corrected")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"promise": _held(cast, days=-1, status=PromiseStatus.KEPT).pk}


@case(report.other_day, "promise_moved")
def _(cast: Cast) -> dict[str, Any]:
    starts = daily.hence(3).replace(tzinfo=None)
    return _henk(cast) | {"promise": _held(cast, days=-1).pk, "starts": starts}


@case(pledge.promise_dates, "dates_promised")
def _(cast: Cast) -> dict[str, Any]:
    task = _rhythm(cast)
    daily.make_date(task, daily.hence(10))
    return _henk(cast) | {"task": task.pk, "occurrences": [one.pk for one in task.occurrences.all()]}


@case(pledge.pledge, "pledge_made")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"task": _rhythm(cast).pk, "first": timezone.localdate()}


@case(pledge.end_pledge, "pledge_ended")
def _(cast: Cast) -> dict[str, Any]:
    task, henk = _rhythm(cast), cast.members["henk"]
    row = Pledge.objects.create(network=cast.network, task=task, member=henk, first=timezone.localdate())
    daily.make_promise(task.occurrences.get(), henk, pledge=row)
    return _henk(cast) | {"pledge": row.pk}


def _swap(cast: Cast) -> tuple[DateSwap, Promise]:
    """Joris offers his date for Henk's."""
    task = _rhythm(cast)
    theirs = daily.make_promise(daily.make_date(task, daily.hence(10)), cast.members["joris"])
    mine = daily.make_promise(task.occurrences.earliest("starts_at"), cast.members["henk"])
    swap = DateSwap.objects.create(network=cast.network, promise=theirs, asked_at=timezone.now())
    swap.wanted.set([mine])
    return swap, mine


@case(dateswap.ask_date_swap, "date_swap_asked")
def _(cast: Cast) -> dict[str, Any]:
    swap, mine = _swap(cast)
    return _henk(cast) | {"promise": mine.pk, "wanted": [swap.promise_id]}


@case(dateswap.accept_date_swap, "date_swap_solved")
def _(cast: Cast) -> dict[str, Any]:
    swap, mine = _swap(cast)
    return _henk(cast) | {"swap": swap.pk, "promise": mine.pk}


@case(dateswap.take_back_date_swap, "date_swap_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    swap, _mine = _swap(cast)
    return {"actor": make.seat(cast.joris, cast.network), "swap": swap.pk}
