"""Tells what is done around Bram: talents, tasks, promises, a question, stories. Every step is an action."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from carenet.demo import daily, past
from carenet.demo.telling import Teller
from networks.actions.ask import ask
from networks.actions.challenge import ask_challenge
from networks.actions.pledge import pledge
from networks.actions.story import reply, say_thanks, tell_story
from networks.actions.talent import say_availability, say_talent
from networks.actions.task import add_task
from networks.choices import Reach, TaskWhen
from networks.models import Activity, Story, Talent, Task

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def tell_of_daily_life(teller: Teller) -> None:
    """What Bram and the people around him like, do, promise and tell."""
    talents = _tell_of_talents(teller)
    tasks = {one.key: _plan(teller, one) for one in daily.TASKS}
    for key, task in daily.PLEDGES:
        today = teller.network.today(timezone.now())
        pledge(actor=teller.seat(key), task=tasks[task].pk, first=today, last=today + timedelta(weeks=10))
    _ask(teller, tasks)
    by, to, code, words = daily.CHALLENGE
    ask_challenge(
        actor=teller.seat(by), member=teller.members[to].pk, words=words, talent=talents[to, code].pk
    )
    _tell_stories(teller)


def _tell_of_talents(teller: Teller) -> dict[tuple[str, str], Talent]:
    kinds = {one.code: one.pk for one in Activity.objects.for_network(teller.network)}
    said = {}
    for key, kind, code, words, more in daily.TALENTS:
        said[key, code] = say_talent(
            actor=teller.seat(key or "bram"),
            member=teller.members[key].pk if key else None,
            kind=kind,
            activity=kinds[code],
            words=words,
            **more,
        )
    for key, days, parts, hours in daily.AVAILABLE:
        say_availability(
            actor=teller.seat(key),
            member=teller.members[key].pk,
            weekdays=days,
            parts=parts,
            hours_a_month=hours,
        )
    return said


def _plan(teller: Teller, one: daily.Does) -> Task:
    kinds = {kind.code: kind.pk for kind in Activity.objects.for_network(teller.network)}
    rhythm = one.when == TaskWhen.RHYTHM
    return add_task(
        actor=teller.seat(one.by),
        activity=kinds[one.activity],
        title=one.title,
        need=teller.needs[one.need].pk if one.need else None,
        when=one.when,
        starts=datetime.combine(_first_day(teller, one), one.at),
        rule=f"FREQ=WEEKLY;BYDAY={WEEKDAYS[one.day or 0]}" if rhythm else "",
        **one.more,
    )


def _first_day(teller: Teller, one: daily.Does) -> date:
    today = teller.network.today(timezone.now())
    if one.when == TaskWhen.WEEK:
        return today - timedelta(days=today.weekday()) + timedelta(weeks=1)
    if one.day is None:
        return today + timedelta(days=one.in_days)
    return today + timedelta(days=(one.day - today.weekday() - 1) % 7 + 1)


def _ask(teller: Teller, tasks: dict[str, Task]) -> None:
    """The ride to the hospital is asked of two people by name; shopping waits, and that is the story."""
    date_of = tasks["knee"].occurrences.get()
    ask(
        actor=teller.seat("anouk"),
        task=tasks["knee"].pk,
        occurrence=date_of.pk,
        reach=Reach.SOME,
        members=[teller.members["joris"].pk, teller.members["sanne"].pk],
        words="It is only there and back; I meet you both at the entrance.",
    )


def _tell_stories(teller: Teller) -> None:
    told: list[Story] = []
    for key, asks, visibility, text, days in daily.STORIES:
        story = tell_story(actor=teller.seat(key), text=text, visibility=visibility, asks=asks)
        past.told(story, past.ago(days))
        told.append(story)
    for number, key, text in daily.REPLIES:
        reply(actor=teller.seat(key), story=told[number].pk, text=text)
    for number, key, words in daily.THANKS:
        say_thanks(actor=teller.seat(key), story=told[number].pk, words=words)
