"""The one minute a week of an experiment: the house looks when a week is over, and reminds once."""

from datetime import datetime, timedelta

from accounts.models import User
from networks import outbox
from networks.choices import MessageKind, NetworkStatus
from networks.choices.experiment import ExperimentState
from networks.models import Delivery, Experiment, Member
from networks.moments import people
from networks.moments.clock import on_day
from networks.moments.letter import Case, Draft
from networks.moments.table import NINE
from networks.moments.telling import tell
from networks.moments.tongue import gettext


def on_experiment_began(experiment: Experiment, at: datetime) -> None:
    """It runs: the house looks on the day after each of its weeks."""
    if experiment.first_on is None:
        return
    for week in range(1, experiment.weeks + 1):
        outbox.plan(
            network=experiment.network,
            kind=MessageKind.REVIEW_DUE,
            subject=experiment,
            at=at,
            slot=f"week:{week}",
            not_before=on_day(experiment.first_on + timedelta(weeks=week), NINE, experiment.network.zone),
            payload={"week": str(week)},
        )


def on_experiment_ended(experiment: Experiment) -> None:
    """It was stopped, or one has looked back on it: nobody is reminded any more."""
    outbox.drop([experiment.pk], [MessageKind.REVIEW_DUE])


def look_at_experiment(delivery: Delivery, at: datetime) -> None:
    """A week is over: whoever is concerned and told nothing yet is reminded, once."""
    rows = Experiment.objects.filter(state=ExperimentState.RUNS).exclude(network__status=NetworkStatus.ENDED)
    week = delivery.payload.get("week", "")
    if delivery.subject_id is None or not week:
        return
    row = rows.select_related("network__client").filter(pk=delivery.subject_id).first()
    if row is None:
        return
    to: list[Member | User] = []
    for voice in row.voices.exclude(told__week=week).select_related("member__user"):
        to.extend([voice.member] if voice.member else people.speakers(row.network, at))
    tell(
        network=row.network,
        to=to,
        kind=MessageKind.REVIEW_DUE,
        subject=row,
        at=at,
        slot=f"tell:{week}",
        payload={"week": week},
    )


def experiment(case: Case) -> Draft:
    """What the reminder says: nothing of what is tried, and nothing once it has ended."""
    row: Experiment = case.row
    if row.state != ExperimentState.RUNS:
        return None
    return {
        "subject": gettext("How was this week?"),
        "lines": [
            gettext("Week %(week)s of what you try together is over.")
            % {"week": case.delivery.payload.get("week", "")},
            gettext("Telling how it was takes a minute. You can stop at any moment, without a reason."),
        ],
        "path": case.page("experiment", row.pk),
        "act": gettext("Tell how it was"),
    }
