"""Cases of talents, questions that start from them, swaps, and what is said to be impossible."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networks.actions import barrier, challenge, swap, talent
from networks.choices import BarrierSource, ChallengeAnswer, SwapStatus, TalentKind
from networks.models import Swap
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _henk(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)}


def _joris(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.joris, cast.network)}


def _swap(cast: Cast, **fields: Any) -> Swap:
    takes, frees_for = daily.make_task(cast.network), daily.make_task(cast.network, starts=daily.hence(4))
    daily.make_promise(takes.occurrences.get(), cast.members["fatima"])
    return daily.make_swap(cast.members["henk"], takes, cast.members["fatima"], frees_for, **fields)


@case(talent.say_talent, "talent_said")
def _(cast: Cast) -> dict[str, Any]:
    says = {"kind": TalentKind.GOOD_AT, "activity": daily.activity("administration").pk}
    return _henk(cast) | {"member": cast.members["henk"].pk} | says


@case(talent.say_talent, "talent_said")
def _(cast: Cast) -> dict[str, Any]:
    says = {"kind": TalentKind.NEVER, "activity": daily.activity("shopping").pk}
    return _henk(cast) | {"member": cast.members["henk"].pk} | says


@case(talent.change_talent, "talent_changed")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"talent": daily.make_talent(cast.members["henk"]).pk, "words": "With coffee"}


@case(talent.end_talent, "talent_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"talent": daily.make_talent(cast.members["henk"]).pk}


@case(talent.say_availability, "availability_said")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"member": cast.members["henk"].pk, "weekdays": [6], "hours_a_month": 8}


@case(challenge.ask_challenge, "challenge_asked")
def _(cast: Cast) -> dict[str, Any]:
    offers = daily.make_talent(cast.members["henk"])
    return _joris(cast) | {"member": cast.members["henk"].pk, "talent": offers.pk, "words": "Tea on Sunday?"}


@case(challenge.answer_challenge, "challenge_answered")
def _(cast: Cast) -> dict[str, Any]:
    asked = daily.make_challenge(cast.members["henk"], cast.joris)
    return _henk(cast) | {"challenge": asked.pk, "answer": ChallengeAnswer.NOT_THIS}


@case(challenge.take_back_challenge, "challenge_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast) | {"challenge": daily.make_challenge(cast.members["henk"], cast.joris).pk}


@case(barrier.record_barrier, "barrier_recorded")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast) | {"words": "That is for employees", "said_by": "the team leader"}


@case(barrier.revise_barrier, "barrier_revised")
def _(cast: Cast) -> dict[str, Any]:
    said = daily.make_barrier(cast.network, cast.joris)
    return _henk(cast) | {"barrier": said.pk, "source": BarrierSource.HABIT}


@case(barrier.end_barrier, "barrier_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast) | {"barrier": daily.make_barrier(cast.network, cast.joris).pk, "outcome": "A habit"}


@case(swap.propose_swap, "swap_proposed")
def _(cast: Cast) -> dict[str, Any]:
    books = daily.make_task(cast.network, only_side="formal", rule_words="For employees")
    shop = daily.make_task(cast.network)
    people = {"taker": cast.members["henk"].pk, "freed": cast.members["fatima"].pk}
    return _henk(cast) | people | {"takes": books.pk, "frees_for": shop.pk}


@case(swap.answer_swap, "swap_answered")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"swap": _swap(cast).pk, "yes": False}


@case(swap.answer_swap, "swap_answered")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"swap": _swap(cast, freed_agreed_at=timezone.now()).pk, "yes": True}


@case(swap.run_swap, "swap_runs")
def _(cast: Cast) -> dict[str, Any]:
    now = timezone.now()
    row = _swap(cast, status=SwapStatus.AGREED, taker_agreed_at=now, freed_agreed_at=now)
    until = (now + timedelta(days=40)).date()
    return {"actor": make.seat(cast.bram, cast.network), "swap": row.pk, "until": until}


@case(swap.end_swap, "swap_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast) | {"swap": _swap(cast).pk}
