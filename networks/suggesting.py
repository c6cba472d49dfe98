"""Who could do something and what could be swapped, from the rows of one network, for one seat.

networks/matching.py and networks/freeing.py decide; here rows go in and suggestions with members and tasks
come out, in a fixed number of queries. Nothing says who refused: whoever was asked is left out, whatever
they answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from networks import freeing, hearing, matching
from networks.choices import Side, TaskStatus
from networks.doors import visible_tasks
from networks.gathering import Around, around
from networks.hearing import Heard
from networks.matching import Fit, Job, Person, Reason, Span
from networks.models import Activity, Member, Need, Occurrence, Task
from networks.reasons import all_told, kept_by, short_names, so_that
from networks.standing import Seat

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
    found = around(seat, [task], occurrence)
    return _fitting(_group(seat, found, found.job(task), task.activity, task=task))


def who_fits_need(seat: Seat, need: Need) -> list[Suggestion]:
    """Everyone who fits something this need asks for, best first, each person once."""
    best: dict[object, Suggestion] = {}
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
    found = around(seat, [task], occurrence)
    job, people = found.job(task), found.with_roles(seat, task.need)
    group = _group(seat, found, job, task.activity, people=people, task=task)
    swaps = _swaps(seat, found, job, people, task.activity, task)
    return Ideas((group,), tuple(_few(swaps)))


def ideas_for_need(seat: Seat, need: Need) -> Ideas:
    """People and swaps for the open tasks of a need, and for what its words speak of besides."""
    tasks = list(visible_tasks(seat).filter(need=need, status=TaskStatus.OPEN).order_by("starts", "pk"))
    found = around(seat, tasks)
    people = found.with_roles(seat, need)
    groups, swaps = [], []
    for job, activity, task, word in _jobs(seat, found, need, tasks):
        groups.append(_group(seat, found, job, activity, people=people, task=task, word=word))
        swaps.extend(_swaps(seat, found, job, people, activity, task))
    return Ideas(tuple(groups), tuple(_few(swaps)))


def heard(seat: Seat, words: str) -> list[tuple[Heard, Activity]]:
    """The kinds of things these words speak of, with the word that says so."""
    known = {one.pk: one for one in Activity.objects.for_network(seat.network)}
    vocabulary = [hearing.Known(one.pk, _keywords(one)) for one in known.values()]
    return [(one, known[one.activity]) for one in hearing.guess(words, vocabulary)[:MOST_HEARD]]


def _keywords(activity: Activity) -> tuple[str, ...]:
    """Its keywords; what a network added without any is recognised by its name."""
    return tuple(activity.keywords) or tuple(hearing.WORD.findall(activity.name))


def _jobs(
    seat: Seat, found: Around, need: Need, tasks: Sequence[Task]
) -> Iterator[tuple[Job, Activity, Task | None, str]]:
    """What a need asks for: its tasks, then what it speaks of without there being a task for it."""
    for task in tasks:
        yield found.job(task), task.activity, task, ""
    planned = {task.activity_id for task in tasks}
    days = hearing.days_in(need.words)
    for one, activity in heard(seat, need.words):
        if activity.pk not in planned:
            span = Span(found.at, found.at + SOON, activity.minutes, loose=True)
            job = Job(
                id=need.pk,
                activity=activity.pk,
                title=str(activity),
                spans=(span,),
                days=days,
                places=max(len(activity.places), 1),
            )
            yield job, activity, None, one.word


def _group(
    seat: Seat,
    found: Around,
    job: Job,
    activity: Activity,
    *,
    people: tuple[Person, ...] | None = None,
    task: Task | None = None,
    word: str = "",
) -> Group:
    if people is None:
        people = found.with_roles(seat, task.need if task else None)
    others = [person for person in people if person.id not in seat.member_ids]
    return Group(
        activity=activity,
        task=task,
        word=word,
        dates=job.spans if task else (),
        suggestions=tuple(_suggested(found, activity, matching.fits(job, others, found.at))),
        kept_out=tuple(_suggested(found, activity, matching.but_for_rule(job, others, found.at))),
    )


def _suggested(found: Around, activity: Activity, fits: Iterable[Fit]) -> Iterator[Suggestion]:
    for fit in fits:
        yield Suggestion(found.members[fit.person.id], activity, fit.reasons, fit.score, fit.strong)


def _fitting(group: Group) -> list[Suggestion]:
    return list(group.strong or group.suggestions)


def _swaps(
    seat: Seat, found: Around, job: Job, people: Sequence[Person], activity: Activity, task: Task | None
) -> Iterator[SwapIdea]:
    """Ideas that nobody proposed yet, or had a no to, for one job."""
    called = short_names({one.name: one.side != Side.COMMUNITY for one in found.members.values()})
    for idea in freeing.swaps(job, people, found.held, found.at):
        if idea.key[:3] in found.proposed:
            continue
        names = {
            "taker": called[idea.taker.name],
            "takes": idea.takes.title,
            "freed": called[idea.freed.name],
            "frees_for": idea.frees_for.title,
            "client": seat.network.client.short_name,
        }
        rules = (RuleSaid(found.tasks.get(one.job.id), one.words, one.only_side) for one in idea.rules)
        yield SwapIdea(
            taker=found.members[idea.taker.id],
            takes=found.tasks[idea.takes.id],
            freed=found.members[idea.freed.id],
            frees_for=task,
            activity=activity,
            idea=idea,
            rules=tuple(rules),
            names=names,
        )


def _few(ideas: Iterable[SwapIdea]) -> Iterator[SwapIdea]:
    """The first ideas, so that one person with many talents does not fill the page."""
    taken: dict[object, int] = {}
    shown = 0
    for idea in ideas:
        taken[idea.taker.pk] = taken.get(idea.taker.pk, 0) + 1
        if taken[idea.taker.pk] <= MOST_OF_ONE and shown < MOST_IDEAS:
            shown += 1
            yield idea
