"""What one statement counts for many networks is what one counts by hand for each."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from networks.choices import (
    AskStatus,
    Importance,
    NeedStatus,
    OccurrenceStatus,
    PromiseStatus,
    RoleKind,
    Side,
    TalentKind,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.health.facts import Facts
from networks.health.gathering import gather
from networks.models import Ask, Member, Network, Task, TurnTaker
from tests import daily, factories
from tests.networks.recount import recount

DAY = timedelta(days=1)
KINDS = ("company", "ride", "care", "meal")


def counted(facts: Facts) -> dict[str, Any]:
    """Facts in the words of the recount."""
    found = {name: getattr(facts, name) for name in Facts.__slots__ if not name.startswith("packed")}
    return found | {
        "domains": _parts(facts.domains),
        "orphans": _parts(facts.orphans),
        "needs_alone": [(one.level, int(one.since.timestamp()), one.subject) for one in facts.needs_alone],
        "gaps": [
            (one.level, one.wanted, one.free, int(one.first.timestamp()), one.subject) for one in facts.gaps
        ],
        "rules": [(one.level, int(one.since.timestamp()), one.subject) for one in facts.rules],
    }


def _parts(packed: str) -> list[str]:
    return sorted(part for part in packed.strip("{}").split(",") if part)


def a_life(seed: int, at: datetime) -> Network:
    """A network in which a lot of all kinds happened, drawn from a seed, straight in the tables."""
    draw = Random(seed)
    network = factories.make_network(since=at - draw.randrange(20, 400) * DAY)
    people = _people(draw, network, at)
    needs = [
        factories.make_need(
            network,
            visibility=draw.choice(list(Visibility)),
            status=draw.choices(list(NeedStatus), (6, 1, 1))[0],
            importance=draw.choice(list(Importance)),
            domains=[factories.domain(draw.choice(("participation", "physical", "meaning")))],
            since=at - draw.randrange(0, 200) * DAY - timedelta(minutes=5),
            for_client=draw.random() < 0.5,
        )
        for _turn in range(draw.randrange(0, 9))
    ]
    for _turn in range(draw.randrange(0, 6)):
        _a_task(draw, network, draw.choice([None, *needs]), people, at)
    for _turn in range(draw.randrange(0, 4)):
        member, need = draw.choice(people), draw.choice([None, *needs])
        if need is not None:
            kind = draw.choice((RoleKind.DIRECT, RoleKind.INDIRECT))
            if not member.roles.filter(kind=kind, need=need).exists():
                factories.make_role(member, kind, need=need, until=_maybe(draw, member.since, at))
    return network


def _maybe(draw: Random, since: datetime, at: datetime) -> datetime | None:
    """An end: none, in the past or to come."""
    until = draw.choice([None, None, at - draw.randrange(1, 60) * DAY, at + 9 * DAY])
    return until if until and until > since else None


def _people(draw: Random, network: Network, at: datetime) -> list[Member]:
    people = []
    for place in range(draw.randrange(1, 9)):
        since = at - draw.randrange(1, 300) * DAY
        member = factories.make_member(
            network,
            side=draw.choice(list(Side)),
            joined=draw.random() < 0.85,
            since=since,
            until=draw.choice([None, None, None, since + draw.randrange(1, 200) * DAY]),
            paused_until=draw.choice([None, None, None, at + 5 * DAY, at - 5 * DAY]),
        )
        people.append(member)
        if draw.random() < 0.2:
            part = factories.domain(draw.choice(("participation", "physical", "meaning")))
            factories.make_role(member, RoleKind.DIRECT, domain=part, until=_maybe(draw, since, at))
        if draw.random() < 0.4:
            factories.make_role(member, stands_in=place > 0, until=_maybe(draw, since, at))
        for code in draw.sample(KINDS, draw.randrange(0, 3)):
            kind = draw.choice(list(TalentKind))
            daily.make_talent(member, code, kind=kind, since=at - draw.randrange(1, 90) * DAY)
    author = factories.make_user()
    if draw.random() < 0.3:
        daily.make_challenge(people[0], author, asked_at=at - draw.randrange(1, 99) * DAY)
    if draw.random() < 0.5:
        daily.make_story(network, author, since=at - draw.randrange(1, 99) * DAY)
    if draw.random() < 0.3:
        factories.make_note(network, author, since=at - draw.randrange(1, 99) * DAY)
    return people


def _a_task(draw: Random, network: Network, need: Any, people: list[Member], at: datetime) -> None:
    when = draw.choices(list(TaskWhen), (2, 1, 3))[0]
    ended = draw.random() < 0.2
    task = daily.make_task(
        network,
        need=need,
        code=draw.choice(KINDS),
        starts=at + draw.randrange(-90, 20) * DAY + timedelta(hours=draw.randrange(24)),
        places=[""] * draw.randrange(1, 3),
        when=when,
        rule="FREQ=WEEKLY" if when == TaskWhen.RHYTHM else "",
        minutes=draw.choice((30, 60, 90)),
        status=TaskStatus.ENDED if ended else draw.choices(list(TaskStatus)[:2], (1, 9))[0],
        ended_at=at - draw.randrange(0, 120) * DAY if ended else None,
        only_side=(side := draw.choice(("", "", "formal", "informal"))),
        rule_words="As it is said" if side else "",
    )
    Task.objects.filter(pk=task.pk).update(created_at=at - draw.randrange(1, 99) * DAY)
    for _turn in range(draw.randrange(0, 8)):
        start = at + draw.randrange(-100, 40) * DAY + timedelta(minutes=draw.randrange(1440))
        if not task.occurrences.filter(slot=start).exists():
            status = OccurrenceStatus.PLANNED if draw.random() < 0.8 else OccurrenceStatus.DONE
            daily.make_date(task, start, status=status)
    for date in task.occurrences.all():
        for place, member in enumerate(draw.sample(people, min(len(people), len(task.places)))):
            if draw.random() < 0.7:
                daily.make_promise(
                    date,
                    member,
                    place=place,
                    status=draw.choices(list(PromiseStatus), (4, 1, 4, 2, 1, 1))[0],
                    stands_in=draw.random() < 0.1,
                    moved_at=at - draw.randrange(1, 99) * DAY,
                )
    _around(draw, task, people, at)


def _around(draw: Random, task: Task, people: list[Member], at: datetime) -> None:
    member = draw.choice(people)
    if draw.random() < 0.3:
        TurnTaker.objects.create(task=task, member=member, order=0)
    if draw.random() < 0.3:
        last = draw.choice([None, (at - 9 * DAY).date(), (at + 9 * DAY).date()])
        first = (at - 60 * DAY).date()
        daily.make_pledge(task, member, first=first, last=last, ended_at=draw.choice([None, None, at]))
    if draw.random() < 0.4:
        ask = daily.make_ask(task, member, for_client=draw.random() < 0.5, status=AskStatus.OPEN)
        Ask.objects.filter(pk=ask.pk).update(created_at=at - draw.randrange(1, 200) * DAY)
    if draw.random() < 0.3:
        about = task if draw.random() < 0.7 else None
        daily.make_barrier(
            task.network,
            task.author,
            task=about,
            since=at - draw.randrange(1, 60) * DAY,
            until=draw.choice([None, None, at]),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("first", range(0, 40, 10))
def test_one_statement_counts_what_one_counts_by_hand(first: int) -> None:
    at = timezone.now()
    lives = [a_life(seed, at) for seed in range(first, first + 10)]
    found = gather([one.pk for one in lives], at)
    assert len(found) == len(lives)
    for seed, network in enumerate(lives, first):
        assert counted(found[str(network.pk)]) == recount(network, at), f"seed {seed}"


@pytest.mark.django_db
def test_a_network_alone_is_counted_as_among_others() -> None:
    at = timezone.now()
    lives = [a_life(seed, at) for seed in (100, 101, 102)]
    together = gather([one.pk for one in lives], at)
    for one in lives:
        assert gather([one.pk], at) == {str(one.pk): together[str(one.pk)]}


@pytest.mark.django_db
def test_nothing_is_counted_of_nothing_and_of_an_empty_network_only_noughts() -> None:
    at = timezone.now()
    network = factories.make_network()
    assert gather([], at) == {}
    facts = gather([network.pk], at)[str(network.pk)]
    assert counted(facts) == recount(network, at)
    assert (facts.people, facts.fewest, facts.last) == (0, None, None)
    assert gather([UUID(int=1)], at)[str(UUID(int=1))].people == 0
