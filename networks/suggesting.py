"""Who could do something and what could be swapped, from the rows of one network, for one seat.

networks/matching.py and networks/freeing.py decide; here rows go in and suggestions with members and tasks
come out, in a fixed number of queries. Nothing says who refused: whoever was asked is left out, whatever
they answered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from networks import freeing, hearing, matching
from networks.choices import Side
from networks.gathering import Around, around
from networks.hearing import Heard
from networks.matching import Fit, Job, Person, Reason, Span, Why
from networks.models import Activity, Member, Need, Occurrence, Task
from networks.reasons import all_told, kept_by, short_names, so_that
from networks.standing import Seat
from networks.telling import Told

MOST_HEARD = 3
"""A need is taken to speak of this many kinds of things at most."""
MOST_IDEAS, MOST_OF_ONE = 12, 3
"""Ideas for a swap that are shown, and how many of them with the same taker."""
SOON = timedelta(weeks=2)
"""A need without a task and a date is looked at as something for these weeks."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A member who could be asked, and why. Not ``strong``: only their being there speaks for them."""

    member: Member
    activity: Activity
    why: tuple[Reason, ...]
    score: int
    strong: bool

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in words."""
        return all_told(self.why, str(self.activity))


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule that stands in the way of a swap: about which task (None: only a need), and its words."""

    task: Task | None
    words: str
    only_side: str

    @property
    def only_for(self) -> str:
        return str(Side(self.only_side).label)


@dataclass(frozen=True, slots=True)
class SwapIdea:
    """ "``taker`` does ``takes``, so that ``freed`` can do ``frees_for``" (None where nobody made a task of
    the need yet; then ``activity`` says what it speaks of).
    """

    taker: Member
    takes: Task
    freed: Member
    frees_for: Task | None
    activity: Activity
    idea: freeing.Idea
    rules: tuple[RuleSaid, ...]
    names: dict[str, str]

    @property
    def words(self) -> str:
        """The idea as one sentence."""
        code = "" if self.activity.network_id else self.activity.code
        return so_that(code, **self.names)

    @property
    def kept_by(self) -> str:
        """How what is taken over keeps the other from it."""
        return kept_by(self.idea.keeps, **self.names)

    @property
    def taker_reasons(self) -> tuple[str, ...]:
        return all_told(self.idea.taker_reasons, str(self.takes.activity))

    @property
    def freed_reasons(self) -> tuple[str, ...]:
        return all_told(self.idea.freed_reasons, str(self.activity))


@dataclass(frozen=True, slots=True)
class Group:
    """Who could do one thing: a task, or what a need seems to speak of by its ``word``. ``kept_out`` would
    fit if a rule about who may do it were not there; ``dates`` are those on which somebody is wanted.
    """

    activity: Activity
    task: Task | None
    word: str
    dates: tuple[Span, ...]
    suggestions: tuple[Suggestion, ...]
    kept_out: tuple[Suggestion, ...]

    @property
    def strong(self) -> tuple[Suggestion, ...]:
        return tuple(one for one in self.suggestions if one.strong)

    @property
    def others(self) -> tuple[Suggestion, ...]:
        return tuple(one for one in self.suggestions if not one.strong)


@dataclass(frozen=True, slots=True)
class Ideas:
    """Everything that can be suggested for a task or a need: people for each thing, and swaps."""

    groups: tuple[Group, ...]
    swaps: tuple[SwapIdea, ...]


def who_fits(seat: Seat, task: Task, occurrence: Occurrence | None = None) -> list[Suggestion]:
    """Everyone who fits a task (or one of its dates), best first.

    Those for whom something to do with the task speaks; where nobody is, whoever could be asked all the same.
    """
    (one,) = _look(seat, task.need, [task], occurrence)
    return _fitting(one.group())


def who_fits_need(seat: Seat, need: Need) -> list[Suggestion]:
    """Everyone who fits something this need asks for, best first, each person once."""
    best: dict[UUID, Suggestion] = {}
    for group in ideas_for_need(seat, need).groups:
        for one in _fitting(group):
            if one.member.pk not in best or one.score > best[one.member.pk].score:
                best[one.member.pk] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.member.name.casefold(), str(one.member.pk)))


def swaps_for(seat: Seat, task: Task) -> list[SwapIdea]:
    """What somebody could take over so that whoever holds it can do this task; the best idea first."""
    return list(ideas_for(seat, task).swaps)


def swaps_for_need(seat: Seat, need: Need) -> list[SwapIdea]:
    """The same for everything this need asks for."""
    return list(ideas_for_need(seat, need).swaps)


def ideas_for(seat: Seat, task: Task, occurrence: Occurrence | None = None) -> Ideas:
    """People and swaps for a task, or for one of its dates."""
    (one,) = _look(seat, task.need, [task], occurrence)
    return Ideas((one.group(),), tuple(_few(one.swaps())))


def ideas_for_need(seat: Seat, need: Need) -> Ideas:
    """People and swaps for the open tasks of a need, and for what its words speak of besides."""
    every = list(_look(seat, need, words=need.words, also=lambda task: task.need_id == need.pk))
    each = max(MOST_IDEAS // max(len(every), 1), MOST_OF_ONE)
    swaps = (idea for one in every for idea in _few(one.swaps(), each))
    return Ideas(tuple(one.group() for one in every), tuple(_few(swaps)))


@dataclass(frozen=True, slots=True)
class _Look:
    """One thing to be done, and everything around it."""

    seat: Seat
    found: Around
    told: Told
    people: tuple[Person, ...]
    need: Need | None
    job: Job
    activity: Activity
    task: Task | None = None
    word: str = ""

    def group(self) -> Group:
        """Who could do it. Not oneself, and nobody who may not be told of it."""
        others = self.told.who(self.need) - self.seat.member_ids
        people = [person for person in self.people if person.id in others]
        at = self.found.at
        return Group(
            activity=self.activity,
            task=self.task,
            word=self.word,
            dates=self.job.spans if self.task else (),
            suggestions=tuple(self._suggested(matching.fits(self.job, people, at))),
            kept_out=tuple(self._suggested(matching.but_for_rule(self.job, people, at))),
        )

    def _suggested(self, fits: Iterable[Fit]) -> Iterator[Suggestion]:
        for fit in fits:
            member = self.found.members[fit.person.id]
            why = tuple(one for one in fit.reasons if one.why != Why.HAS_ROOM)  # a limit is private
            if why:  # nobody is suggested for a reason that is not told
                yield Suggestion(member, self.activity, why, fit.score, fit.strong)

    def swaps(self) -> Iterator[SwapIdea]:
        """Ideas that nobody proposed yet, or had a no to, between people who may be told of both tasks."""
        called = short_names({one.name: one.side != Side.COMMUNITY for one in self.found.members.values()})
        for idea in freeing.swaps(self.job, self.people, self.found.held, self.found.at):
            takes = self.found.tasks[idea.takes.id]
            hear = self.told.who(self.need) & self.told.who(takes.need)
            if idea.key[:3] not in self.found.proposed and {idea.taker.id, idea.freed.id} <= hear:
                yield self._said(idea, takes, called)

    def _said(self, idea: freeing.Idea, takes: Task, called: dict[str, str]) -> SwapIdea:
        rules = (RuleSaid(self.found.tasks.get(one.job.id), one.words, one.only_side) for one in idea.rules)
        return SwapIdea(
            taker=self.found.members[idea.taker.id],
            takes=takes,
            freed=self.found.members[idea.freed.id],
            frees_for=self.task,
            activity=self.activity,
            idea=idea,
            rules=tuple(rules),
            names={
                "taker": called[idea.taker.name],
                "takes": takes.title,
                "freed": called[idea.freed.name],
                "frees_for": self.job.title,
                "client": self.seat.network.client.short_name,
            },
        )


def _look(
    seat: Seat,
    need: Need | None,
    tasks: Sequence[Task] = (),
    occurrence: Occurrence | None = None,
    *,
    words: str = "",
    also: Callable[[Task], bool] | None = None,
) -> Iterator[_Look]:
    """Each of these tasks, then what the words of the need speak of without there being a task for it."""
    found = around(seat, tasks, occurrence, also=also)
    shared = (seat, found, Told(seat, found.members), found.with_roles(seat, need), need)
    for task in found.wanted:
        yield _Look(*shared, found.job(task), task.activity, task)
    known = vocabulary(seat) if words else {}
    planned = {task.activity_id for task in found.wanted}
    for one in heard(words, known):
        if one.activity not in planned:
            job = _heard_job(found, need, known[one.activity], words)
            yield _Look(*shared, job, known[one.activity], word=one.word)


def _heard_job(found: Around, need: Need | None, activity: Activity, words: str) -> Job:
    """What nobody made a task of yet: one of these weeks, on the days that are named, if any."""
    return Job(
        id=need.pk if need else activity.pk,
        activity=activity.pk,
        title=str(activity),
        spans=(Span(found.at, found.at + SOON, activity.minutes, loose=True),),
        days=hearing.days_in(words),
        places=max(len(activity.places), 1),
    )


def vocabulary(seat: Seat) -> dict[UUID, Activity]:
    """The kinds of things this network knows."""
    return {one.pk: one for one in Activity.objects.for_network(seat.network)}


def heard(words: str, known: Mapping[UUID, Activity]) -> list[Heard]:
    """The kinds of things these words speak of most, each with the word that says so."""
    kinds = [hearing.Known(one.pk, _keywords(one)) for one in known.values()]
    return hearing.guess(words, kinds)[:MOST_HEARD]


def _keywords(activity: Activity) -> tuple[str, ...]:
    """Its keywords; what a network added without any is recognised by its name."""
    return tuple(activity.keywords) or tuple(hearing.WORD.findall(activity.name))


def _fitting(group: Group) -> list[Suggestion]:
    return list(group.strong or group.suggestions)


def _few(ideas: Iterable[SwapIdea], most: int = MOST_IDEAS) -> Iterator[SwapIdea]:
    """The first ideas, so that one person with many talents does not fill the page."""
    taken: dict[UUID, int] = {}
    for idea in ideas:
        taken[idea.taker.pk] = taken.get(idea.taker.pk, 0) + 1
        if taken[idea.taker.pk] <= MOST_OF_ONE:
            yield idea
            most -= 1
        if not most:
            return
