"""The rules of daily life that hold whoever writes: tried by going round forms and actions, at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.choices import (
    Answer,
    ChallengeAnswer,
    Channel,
    DeliveryState,
    SwapStatus,
    TalentKind,
    TaskStatus,
    TaskWhen,
)
from networks.models import (
    Activity,
    Ask,
    Asked,
    Availability,
    Barrier,
    Challenge,
    DateSwap,
    Delivery,
    Feed,
    HelperLink,
    Member,
    Occurrence,
    Photo,
    Pledge,
    Promise,
    PushSubscription,
    Reachability,
    Reply,
    Story,
    Swap,
    Switch,
    Talent,
    Task,
    Thanks,
    TurnTaker,
)
from tests import daily
from tests import factories as make
from tests.cast import Cast


def _henk(cast: Cast) -> Member:
    return cast.members["henk"]


def _task(cast: Cast, **fields: Any) -> Task:
    return daily.make_task(cast.network, cast.bram, **fields)


def _date(cast: Cast) -> Occurrence:
    return _task(cast).occurrences.get()


def _ask(cast: Cast) -> Ask:
    return daily.make_ask(_task(cast), _henk(cast))


def _promise(cast: Cast, name: str = "henk") -> Promise:
    return daily.make_promise(_date(cast), cast.members[name])


def _swap(cast: Cast, **fields: Any) -> Swap:
    fields = {"freed": cast.members["joris"], "frees_for": _task(cast), "takes": _task(cast)} | fields
    takes, freed, frees_for = (fields.pop(name) for name in ("takes", "freed", "frees_for"))
    return daily.make_swap(_henk(cast), takes, freed, frees_for, **fields)


def _notice(cast: Cast) -> Delivery:
    return daily.make_notice(cast.henk, cast.network)


def _becomes(row: models.Model, **fields: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).update(**fields)


def _twice(make_one: Callable[[], Any]) -> Any:
    return [make_one() for _turn in range(2)]


def _both_in_one_place(cast: Cast) -> Any:
    date = _date(cast)
    return [daily.make_promise(date, cast.members[name]) for name in ("henk", "joris")]


def _twice_on_a_date(cast: Cast) -> Any:
    date = daily.make_task(cast.network, cast.bram, places=("one", "two")).occurrences.get()
    return [daily.make_promise(date, _henk(cast), place=place) for place in (0, 1)]


def _again(cast: Cast, make_one: Callable[[Task], Any]) -> Any:
    task = _task(cast)
    return _twice(lambda: make_one(task))


def _same_swap(cast: Cast) -> Any:
    takes, frees_for = _task(cast), _task(cast)
    return _twice(lambda: _swap(cast, takes=takes, frees_for=frees_for))


def _one_thing(cast: Cast) -> Any:
    task = _task(cast)
    return _swap(cast, takes=task, frees_for=task)


def _asked_twice(cast: Cast) -> Any:
    ask = _ask(cast)
    return Asked.objects.create(network=cast.network, ask=ask, member=_henk(cast))


def _thanked_twice(cast: Cast) -> Any:
    story = daily.make_story(cast.network)
    return _twice(lambda: Thanks.objects.create(network=cast.network, story=story, author=cast.henk))


def _offered_twice(cast: Cast) -> Any:
    promise = _promise(cast)
    return _twice(lambda: daily.make_date_swap(promise))


def _slot_twice(cast: Cast) -> Any:
    date = _date(cast)
    return daily.make_date(date.task, date.slot)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "activity_once": lambda cast: Activity.objects.create(code="company", name="Company"),
    "activity_takes_time": lambda cast: Activity.objects.create(
        network=cast.network, code="own", name="Own", minutes=0
    ),
    "talent_in_order": lambda cast: daily.make_talent(_henk(cast), until=make.ago(900)),
    "talent_kind_known": lambda cast: daily.make_talent(_henk(cast), kind="odd"),
    "talent_says_something": lambda cast: _becomes(daily.make_talent(_henk(cast)), activity=None),
    "talent_never_names_it": lambda cast: _becomes(
        daily.make_talent(_henk(cast)), activity=None, words="Chess", kind=TalentKind.NEVER
    ),
    "talent_days_known": lambda cast: daily.make_talent(_henk(cast), weekdays=[7]),
    "talent_once": lambda cast: _twice(lambda: daily.make_talent(_henk(cast))),
    "availability_known": lambda cast: Availability.objects.create(member=_henk(cast), weekdays=[7]),
    "challenge_answered_with_date": lambda cast: daily.make_challenge(_henk(cast), cast.bram, answer="yes"),
    "challenge_rather_says_what": lambda cast: daily.make_challenge(
        _henk(cast), cast.bram, answer=ChallengeAnswer.RATHER, answered_at=timezone.now()
    ),
    "challenge_one_at_a_time": lambda cast: _twice(lambda: daily.make_challenge(_henk(cast), cast.bram)),
    "task_codes_known": lambda cast: _becomes(_task(cast), rotation="odd"),
    "task_has_title": lambda cast: _becomes(_task(cast), title=""),
    "task_takes_time": lambda cast: _becomes(_task(cast), minutes=0),
    "task_has_places": lambda cast: _becomes(_task(cast), places=[""] * 21),
    "task_rhythm_has_rule": lambda cast: _becomes(_task(cast), when=TaskWhen.RHYTHM),
    "task_side_known": lambda cast: _becomes(_task(cast), only_side="odd", rule_words="Odd"),
    "task_rule_in_words": lambda cast: _becomes(_task(cast), only_side="formal"),
    "task_ended_with_date": lambda cast: _becomes(_task(cast), status=TaskStatus.ENDED),
    "turn_taker_once": lambda cast: _again(
        cast, lambda task: TurnTaker.objects.create(task=task, member=_henk(cast), order=1)
    ),
    "occurrence_status_known": lambda cast: _becomes(_date(cast), status="odd"),
    "occurrence_ends_after_start": lambda cast: _becomes(_date(cast), ends_at=models.F("starts_at")),
    "occurrence_once": _slot_twice,
    "ask_codes_known": lambda cast: _becomes(_ask(cast), reach="odd"),
    "ask_put_with_date": lambda cast: _becomes(_ask(cast), asked_at=None),
    "ask_one_open": lambda cast: _again(cast, daily.make_ask),
    "asked_once": _asked_twice,
    "asked_answered_with_date": lambda cast: _becomes(_ask(cast).asked.get(), answer=Answer.NO),
    "asked_not_until_a_date": lambda cast: _becomes(
        _ask(cast).asked.get(), answer=Answer.NOT_UNTIL, answered_at=timezone.now()
    ),
    "pledge_in_order": lambda cast: daily.make_pledge(_task(cast), _henk(cast), last=make.ago(9).date()),
    "pledge_days_known": lambda cast: daily.make_pledge(_task(cast), _henk(cast), weekdays=[7]),
    "pledge_once": lambda cast: _again(cast, lambda task: daily.make_pledge(task, _henk(cast))),
    "promise_status_known": lambda cast: _becomes(_promise(cast), status="odd"),
    "promise_place_once": _both_in_one_place,
    "promise_member_once": _twice_on_a_date,
    "date_swap_one_open": _offered_twice,
    "date_swap_solved_with_one": lambda cast: daily.make_date_swap(_promise(cast), solved_at=timezone.now()),
    "barrier_in_order": lambda cast: daily.make_barrier(cast.network, cast.henk, until=make.ago(900)),
    "barrier_source_known": lambda cast: daily.make_barrier(cast.network, cast.henk, source="odd"),
    "barrier_has_words": lambda cast: daily.make_barrier(cast.network, cast.henk, words=""),
    "barrier_status_known": lambda cast: daily.make_barrier(cast.network, cast.henk, status="odd"),
    "barrier_gone_has_ended": lambda cast: daily.make_barrier(cast.network, cast.henk, status="changed"),
    "barrier_outcome_at_the_end": lambda cast: daily.make_barrier(
        cast.network, cast.henk, outcome="It is possible"
    ),
    "swap_status_known": lambda cast: _becomes(_swap(cast), status="odd"),
    "swap_between_two": lambda cast: _swap(cast, freed=_henk(cast)),
    "swap_of_two_things": _one_thing,
    "swap_agreed_by_both": lambda cast: _swap(cast, status=SwapStatus.AGREED),
    "swap_runs_by_both": lambda cast: _swap(cast, runs_since=timezone.now()),
    "swap_once": _same_swap,
    "story_in_order": lambda cast: daily.make_story(cast.network, until=make.ago(900)),
    "story_visibility_known": lambda cast: daily.make_story(cast.network, visibility="odd"),
    "story_has_text": lambda cast: _becomes(daily.make_story(cast.network), text=""),
    "reply_in_order": lambda cast: daily.make_reply(
        daily.make_story(cast.network), cast.henk, until=make.ago(900)
    ),
    "reply_has_text": lambda cast: _becomes(
        daily.make_reply(daily.make_story(cast.network), cast.henk), text=""
    ),
    "thanks_for_one_thing": lambda cast: Thanks.objects.create(network=cast.network, author=cast.henk),
    "thanks_once": _thanked_twice,
    "delivery_codes_known": lambda cast: _becomes(_notice(cast), kind="odd"),
    "delivery_has_recipient": lambda cast: _becomes(_notice(cast), channel=Channel.MAIL, user=None),
    "delivery_notice_needs_account": lambda cast: _becomes(_notice(cast), user=None, member=_henk(cast)),
    "delivery_sent_with_date": lambda cast: _becomes(_notice(cast), state=DeliveryState.DUE),
    "networks_delivery_key": lambda cast: _becomes(_notice(cast), key=_notice(cast).key),
    "reachability_of_one": lambda cast: Reachability.objects.create(user=cast.henk, member=_henk(cast)),
    "switch_of_one": lambda cast: Switch.objects.create(network=cast.network),
    "switch_codes_known": lambda cast: Switch.objects.create(user=cast.henk, kind="odd"),
    "switch_once": lambda cast: _twice(
        lambda: Switch.objects.create(user=cast.henk, network=cast.network, kind="asked", channel="mail")
    ),
    "feed_once": lambda cast: _twice(lambda: daily.make_feed(cast.henk)),
    "networks_feed_secret_hash": lambda cast: [
        daily.make_feed(user, secret="the same") for user in (cast.henk, cast.joris)
    ],
    "networks_pushsubscription_endpoint": lambda cast: _twice(
        lambda: daily.make_browser(cast.henk, endpoint="https://updates.push.services.mozilla.com/wpush/v2/1")
    ),
}
"""Every named constraint of daily life, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_of_daily_life_is_tried_here() -> None:
    rows: tuple[type[models.Model], ...] = (
        Activity, Talent, Availability, Challenge, Task, TurnTaker, Occurrence, Ask, Asked, HelperLink,
        Pledge, Promise, DateSwap, Barrier, Swap, Story, Photo, Reply, Thanks, Delivery, Reachability,
        Switch, PushSubscription, Feed,
    )  # fmt: skip
    named = {rule.name for model in rows for rule in model._meta.constraints}
    # That a row is the only one of its id in its network: what keys within a network point at.
    targets = {name for name in named if name.endswith("_in_network")}
    assert named - set(BROKEN) - targets == set()


def _elsewhere(cast: Cast) -> Task:
    """A task of Eve's network."""
    return daily.make_task(cast.other, cast.eve)


def _promised_elsewhere(cast: Cast) -> Promise:
    return daily.make_promise(_elsewhere(cast).occurrences.get(), cast.other_member)


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_talent_member_id": lambda cast: _becomes(
        daily.make_talent(_henk(cast)), member=cast.other_member
    ),
    "networks_challenge_member_id": lambda cast: _becomes(
        daily.make_challenge(_henk(cast), cast.bram), member=cast.other_member
    ),
    "networks_challenge_need_id": lambda cast: daily.make_challenge(
        _henk(cast), cast.bram, need=cast.other_need
    ),
    "networks_task_need_id": lambda cast: _task(cast, need=cast.other_need),
    "networks_occurrence_task_id": lambda cast: _becomes(
        _date(cast), task=_elsewhere(cast), slot=daily.hence(9)
    ),
    "networks_ask_task_id": lambda cast: _becomes(_ask(cast), task=_elsewhere(cast)),
    "networks_ask_occurrence_id": lambda cast: _becomes(
        _ask(cast), occurrence=_elsewhere(cast).occurrences.get()
    ),
    "networks_asked_ask_id": lambda cast: _becomes(
        _ask(cast).asked.get(), ask=daily.make_ask(_elsewhere(cast))
    ),
    "networks_asked_member_id": lambda cast: _becomes(_ask(cast).asked.get(), member=cast.other_member),
    "networks_helperlink_member_id": lambda cast: _link(cast, member=cast.other_member),
    "networks_helperlink_ask_id": lambda cast: _link(cast, ask=daily.make_ask(_elsewhere(cast))),
    "networks_pledge_task_id": lambda cast: _becomes(
        daily.make_pledge(_task(cast), _henk(cast)), task=_elsewhere(cast)
    ),
    "networks_pledge_member_id": lambda cast: daily.make_pledge(_task(cast), cast.other_member),
    "networks_promise_occurrence_id": lambda cast: _becomes(
        _promise(cast), occurrence=_elsewhere(cast).occurrences.get()
    ),
    "networks_promise_member_id": lambda cast: _becomes(_promise(cast), member=cast.other_member),
    "networks_barrier_task_id": lambda cast: daily.make_barrier(
        cast.network, cast.henk, task=_elsewhere(cast)
    ),
    "networks_swap_taker_id": lambda cast: _becomes(_swap(cast), taker=cast.other_member),
    "networks_swap_freed_id": lambda cast: _becomes(_swap(cast), freed=cast.other_member),
    "networks_swap_takes_id": lambda cast: _becomes(_swap(cast), takes=_elsewhere(cast)),
    "networks_swap_frees_for_id": lambda cast: _becomes(_swap(cast), frees_for=_elsewhere(cast)),
    "networks_swap_barrier_id": lambda cast: _becomes(
        _swap(cast), barrier=daily.make_barrier(cast.other, cast.eve)
    ),
    "networks_promise_pledge_id": lambda cast: _becomes(
        _promise(cast), pledge=daily.make_pledge(_elsewhere(cast), cast.other_member)
    ),
    "networks_dateswap_promise_id": lambda cast: _becomes(
        daily.make_date_swap(_promise(cast)), promise=_promised_elsewhere(cast)
    ),
    "networks_dateswap_solved_with_id": lambda cast: _becomes(
        daily.make_date_swap(_promise(cast)),
        solved_at=timezone.now(),
        solved_with=_promised_elsewhere(cast),
    ),
    "networks_challenge_talent_id": lambda cast: _becomes(
        daily.make_challenge(_henk(cast), cast.bram), talent=daily.make_talent(cast.other_member)
    ),
    "networks_task_continues_id": lambda cast: _becomes(_task(cast), continues=_elsewhere(cast)),
    "networks_reply_story_id": lambda cast: _becomes(
        daily.make_reply(daily.make_story(cast.network), cast.henk), story=daily.make_story(cast.other)
    ),
    "networks_thanks_story_id": lambda cast: Thanks.objects.create(
        network=cast.network, author=cast.henk, story=daily.make_story(cast.other)
    ),
    "networks_thanks_promise_id": lambda cast: Thanks.objects.create(
        network=cast.network, author=cast.henk, promise=_promised_elsewhere(cast)
    ),
}


def _link(cast: Cast, **fields: Any) -> HelperLink:
    fields = {"member": _henk(cast), "secret_hash": "0" * 64, "expires_at": daily.hence()} | fields
    return HelperLink.objects.create(network=cast.network, **fields)


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=f"{key}_same_network"), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()


def test_every_key_that_stays_within_a_network_is_tried_here(db: None) -> None:
    tables = {
        model._meta.db_table
        for model in (
            Talent, Challenge, Task, Occurrence, Ask, Asked, HelperLink, Pledge, Promise, Barrier, Swap,
            DateSwap, Story, Reply, Thanks,
        )
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE conname LIKE %s",
            ["%same_network"],
        )
        keys = {name.removesuffix("_same_network") for table, name in cursor.fetchall() if table in tables}
    assert keys == set(OUTSIDE)
