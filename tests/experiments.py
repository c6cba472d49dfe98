"""Rows of experiments made straight, for tests that need a situation."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.choices import Side
from networks.choices.experiment import ExperimentState, HowWasIt, SpeaksFor
from networks.models import Experiment, ExperimentVoice, ExperimentWeek, Member, Network
from tests.factories import ago

NUMBERS = count(1)


def make_experiment(network: Network, author: User, **fields: Any) -> Experiment:
    """Something that was proposed two days ago."""
    fields = {
        "words": f"We try something {next(NUMBERS)}",
        "stop_rule": "When anybody is afraid",
        "proposed_at": ago(2),
    } | fields
    return Experiment.objects.create(network=network, author=author, **fields)


def running(network: Network, author: User, days: int = 8, **fields: Any) -> Experiment:
    """One that runs since so many days (eight: in its second week) for six weeks, agreed by the client."""
    first = network.today(timezone.now()) - timedelta(days=days)
    fields = {
        "state": ExperimentState.RUNS,
        "first_on": first,
        "last_on": first + timedelta(days=41),
    } | fields
    row = make_experiment(network, author, **fields)
    make_voice(row, None, agreed_at=ago(days))
    return row


def make_voice(experiment: Experiment, member: Member | None, **fields: Any) -> ExperimentVoice:
    """Somebody whom it concerns; without a member the client."""
    side = SpeaksFor.PAID if member and member.side == Side.FORMAL else SpeaksFor.UNPAID
    fields = {"speaks_for": side if member else SpeaksFor.CLIENT} | fields
    return ExperimentVoice.objects.create(
        network=experiment.network, experiment=experiment, member=member, **fields
    )


def make_week(voice: ExperimentVoice, author: User, **fields: Any) -> ExperimentWeek:
    """How the first week was."""
    fields = {"week": 1, "how": HowWasIt.BETTER, "said_at": ago(1)} | fields
    return ExperimentWeek.objects.create(network=voice.network, voice=voice, author=author, **fields)
