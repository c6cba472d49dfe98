"""What people can do in a network, each act drawn by chance: for tests that must hold after any history.

An act is given what to draw with and the seat of whoever acts. It is often refused, and that is fine.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from networks.actions import (
    ask,
    barrier,
    challenge,
    member,
    mourning,
    need,
    note,
    occurrence,
    pause,
    pledge,
    promise,
    report,
    role,
    story,
    talent,
    task,
)
from networks.actions import network as governing
from networks.choices import (
    Answer,
    ChallengeAnswer,
    Circle,
    CloseReason,
    EndReason,
    Importance,
    NeedStatus,
    Reach,
    RoleKind,
    Rotation,
    SeriesPart,
    Side,
    TalentKind,
    TaskWhen,
    Verb,
    Visibility,
)
from networks.mourning import mourner_for
from networks.standing import Seat
from tests import daily, factories

DAY = timedelta(days=1)
Act = Callable[[Random, Seat], Any]
ACTS: list[Act] = []
UNDOING: list[Act] = []
"""Acts by which a network that rests, mourns or has ended goes on."""
PARTS = ("participation", "physical", "meaning")
KINDS = ("ride", "company", "meal")


def act(times: int = 1) -> Callable[[Act], Act]:
    """Something that people do, so many times as often as what happens seldom."""

    def add(one: Act) -> Act:
        ACTS.extend([one] * times)
        return one

    return add


def undoing(one: Act) -> Act:
    """Something by which a network goes on."""
    UNDOING.append(one)
    return one


def pick(draw: Random, rows: Any) -> Any:
    """One of these rows, in an order that is the same again. Raises IndexError when there is none."""
    return draw.choice(list(rows.order_by("pk")))


def one_or_none(draw: Random, rows: Any) -> Any:
    """The id of one of these rows, or none."""
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    return draw.choice([None, *found])


def somebody(draw: Random, seat: Seat) -> Any:
    """The id of a current member, most often the actor's own."""
    if seat.member_ids and draw.random() < 0.7:
        return min(seat.member_ids)
    return pick(draw, seat.network.members.at(seat.at)).pk


def audience(draw: Random, seat: Seat) -> dict[str, Any]:
    """A level of readers, with names where there must be."""
    level = draw.choice(list(Visibility))
    named = [somebody(draw, seat)] if level == Visibility.NAMED else []
    return {"visibility": level, "named": named}


# Needs and what is written down


@act(3)
def raise_need(draw: Random, seat: Seat) -> None:
    parts = [factories.domain(code).pk for code in draw.sample(PARTS, draw.randrange(1, 3))]
    importance = draw.choice(list(Importance))
    need.raise_need(actor=seat, words="x", domains=parts, importance=importance, **audience(draw, seat))


@act()
def restrict_need(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.needs.all())
    need.restrict_need(actor=seat, need=row.pk, **audience(draw, seat))


@act(3)
def set_need_status(draw: Random, seat: Seat) -> None:
    row, status = pick(draw, seat.network.needs.all()), draw.choice(list(NeedStatus))
    reason = CloseReason.MET if status == NeedStatus.CLOSED else ""
    need.set_need_status(actor=seat, need=row.pk, status=status, reason=reason)


@act(2)
def write(draw: Random, seat: Seat) -> None:
    verb = draw.choice((note.write_note, story.tell_story))
    verb(actor=seat, text="x", **audience(draw, seat))


@act()
def record_barrier(draw: Random, seat: Seat) -> None:
    about = one_or_none(draw, seat.network.tasks.all())
    barrier.record_barrier(actor=seat, words="That is not possible", task=about)


@act()
def end_barrier(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.barriers.filter(until=None))
    barrier.end_barrier(actor=seat, barrier=row.pk, outcome="x")


# Tasks, dates and promises


@act(4)
def add_task(draw: Random, seat: Seat) -> None:
    when = draw.choice(list(TaskWhen))
    starts = seat.at + draw.randrange(1, 9) * DAY
    task.add_task(
        actor=seat,
        activity=daily.activity(draw.choice(KINDS)).pk,
        title="Something",
        when=when,
        rule="FREQ=WEEKLY" if when == TaskWhen.RHYTHM else "",
        starts=starts.replace(tzinfo=None, minute=0, second=0, microsecond=0),
        places=[""] * draw.randrange(1, 3),
        need=one_or_none(draw, seat.network.needs.all()),
        rotation=Rotation.IN_TURN if when == TaskWhen.RHYTHM and draw.random() < 0.3 else Rotation.NONE,
        turns=[somebody(draw, seat)] if draw.random() < 0.3 else [],
    )


@act()
def approve_task(draw: Random, seat: Seat) -> None:
    task.approve_task(actor=seat, task=pick(draw, seat.network.tasks.filter(status="shown")).pk)


@act()
def end_task(draw: Random, seat: Seat) -> None:
    task.end_task(actor=seat, task=pick(draw, seat.network.tasks.all()).pk)


@act()
def cancel_date(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.occurrences.all())
    occurrence.cancel_date(actor=seat, occurrence=row.pk, part=draw.choice(list(SeriesPart)))


@act()
def restore_date(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.occurrences.filter(status="not_needed"))
    occurrence.restore_date(actor=seat, occurrence=row.pk)


@act()
def move_date(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.occurrences.filter(starts_at__gt=seat.at))
    starts = (row.starts_at + draw.randrange(-3, 9) * DAY).replace(tzinfo=None)
    minutes = draw.choice((30, 90))
    occurrence.change_date(
        actor=seat, occurrence=row.pk, part=SeriesPart.ONLY, starts=starts, minutes=minutes
    )


@act(8)
def make_promise(draw: Random, seat: Seat) -> None:
    dates = seat.network.occurrences.filter(status="planned", ends_at__gt=seat.at, task__status="open")
    row, stands_in = pick(draw, dates), draw.random() < 0.1
    who = somebody(draw, seat)
    promise.promise(actor=seat, occurrence=row.pk, member=who, stands_in=stands_in)


@act(4)
def change_ones_mind(draw: Random, seat: Seat) -> None:
    verb = draw.choice((promise.cannot, promise.can_after_all, promise.take_over, promise.release))
    row = pick(draw, seat.network.promises.filter(status__in=("promised", "seeking")))
    verb(actor=seat, promise=row.pk)


@act(4)
def tell_how_it_went(draw: Random, seat: Seat) -> None:
    rows = seat.network.promises.filter(status="promised", occurrence__ends_at__lt=seat.at)
    verb = draw.choice((Verb.DONE, Verb.DONE, Verb.DID_NOT_HAPPEN))
    report.report(actor=seat, promise=pick(draw, rows).pk, verb=verb)


@act()
def correct_report(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.promises.filter(status__in=("kept", "did_not_happen")))
    report.correct(actor=seat, promise=row.pk)


@act(2)
def promise_for_a_while(draw: Random, seat: Seat) -> None:
    rows = seat.network.tasks.filter(when=TaskWhen.RHYTHM)
    today = seat.network.today(seat.at)
    last = draw.choice((None, today + draw.randrange(1, 60) * DAY))
    pledge.pledge(actor=seat, task=pick(draw, rows).pk, first=today, last=last, member=somebody(draw, seat))


@act()
def end_promising(draw: Random, seat: Seat) -> None:
    pledge.end_pledge(actor=seat, pledge=pick(draw, seat.network.pledges.filter(ended_at=None)).pk)


# Asks, answers and talents


@act(4)
def ask_people(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.tasks.filter(status="open"))
    who = pick(draw, seat.network.members.at(seat.at)).pk
    ask.ask(actor=seat, task=row.pk, reach=Reach.SOME, members=[who])


@act(4)
def answer_or_take_back_ask(draw: Random, seat: Seat) -> None:
    if draw.random() < 0.2:
        ask.take_back_ask(actor=seat, ask=pick(draw, seat.network.asks.all()).pk)
        return
    row = pick(draw, seat.network.asks.filter(asked__member__in=seat.member_ids))
    answer = draw.choice((Answer.YES, Answer.MAYBE, Answer.NO))
    ask.answer_ask(actor=seat, ask=row.pk, answer=answer)


@act(2)
def say_talent(draw: Random, seat: Seat) -> None:
    kind, thing = draw.choice(list(TalentKind)), daily.activity(draw.choice(KINDS)).pk
    talent.say_talent(actor=seat, member=somebody(draw, seat), kind=kind, activity=thing)


@act()
def end_talent(draw: Random, seat: Seat) -> None:
    talent.end_talent(actor=seat, talent=pick(draw, seat.network.talents.filter(until=None)).pk)


@act(2)
def challenge_somebody(draw: Random, seat: Seat) -> None:
    who = pick(draw, seat.network.members.at(seat.at)).pk
    challenge.ask_challenge(actor=seat, member=who, words="Would you?")


@act(2)
def answer_challenge(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.challenges.filter(answer="", member__in=seat.member_ids))
    challenge.answer_challenge(actor=seat, challenge=row.pk, answer=ChallengeAnswer.YES)


# People and their functions


@act(3)
def add_person(draw: Random, seat: Seat) -> None:
    member.add_person(
        actor=seat,
        name="New",
        side=draw.choice(list(Side)),
        circle=Circle.AROUND,
        takes_part=draw.random() < 0.8,
        since=seat.at - draw.randrange(1, 90) * DAY,
    )


@act()
def join(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.members.at(seat.at).filter(joined_at=None))
    member.join_without_account(actor=seat, member=row.pk)


@act()
def send_away(draw: Random, seat: Seat) -> None:
    member.end_membership(actor=seat, member=somebody(draw, seat), successor=somebody(draw, seat))


@act()
def leave(draw: Random, seat: Seat) -> None:
    governing.leave_network(actor=seat, successor=somebody(draw, seat))


@act(2)
def welcome_back(draw: Random, seat: Seat) -> None:
    gone = pick(draw, seat.network.members.exclude(until=None)).pk
    member.welcome_back(actor=seat, member=gone, circle=Circle.AROUND)


@act()
def pause_somebody(draw: Random, seat: Seat) -> None:
    until = seat.at + draw.randrange(1, 30) * DAY
    pause.pause_member(actor=seat, member=somebody(draw, seat), until=until, hand_over=draw.random() < 0.5)


@act()
def resume_somebody(draw: Random, seat: Seat) -> None:
    pause.resume_member(actor=seat, member=pick(draw, seat.network.members.exclude(paused_until=None)).pk)


@act(4)
def give_role(draw: Random, seat: Seat) -> None:
    about = draw.choice(("", "", "need", "domain"))
    member.set_role(
        actor=seat,
        member=somebody(draw, seat),
        kind=draw.choice((RoleKind.ORGANIZER, RoleKind.ORGANIZER, RoleKind.DIRECT)),
        stands_in=draw.random() < 0.5,
        need=one_or_none(draw, seat.network.needs.all()) if about == "need" else None,
        domain=factories.domain(draw.choice(PARTS)).pk if about == "domain" else None,
        since=seat.at + draw.choice((0, 0, 0, 5)) * DAY,
        until=draw.choice((None, seat.at + 20 * DAY)),
    )


@act(2)
def end_role(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.roles.not_over(seat.at))
    member.end_role(actor=seat, role=row.pk, successor=somebody(draw, seat))


@act()
def hand_over_role(draw: Random, seat: Seat) -> None:
    row = pick(draw, seat.network.roles.not_over(seat.at))
    role.hand_over_role(actor=seat, role=row.pk, to=somebody(draw, seat), stays=draw.random() < 0.3)


# The network as a whole


@act()
def show_first(draw: Random, seat: Seat) -> None:
    governing.revise_settings(actor=seat, show_first=draw.random() < 0.3)


@act()
def rest(draw: Random, seat: Seat) -> None:
    governing.rest_network(actor=seat)


@undoing
def wake(draw: Random, seat: Seat) -> None:
    governing.activate_network(actor=seat)


@act()
def end_network(draw: Random, seat: Seat) -> None:
    governing.end_network(actor=seat, reason=EndReason.MOVED)


@undoing
def reopen(draw: Random, seat: Seat) -> None:
    governing.reopen_network(actor=seat)


@act()
def say_died(draw: Random, seat: Seat) -> None:
    mourning.say_died(actor=seat)


@act()
def confirm_died(draw: Random, seat: Seat) -> None:
    mourning.confirm_died(actor=mourner_for(seat.user, seat.network.pk))


@undoing
def not_died(draw: Random, seat: Seat) -> None:
    mourning.take_back_death(actor=mourner_for(seat.user, seat.network.pk))
