"""What a coach reads: patterns over the networks that opened them, those networks, what they try, the log.

Everything is found behind networks/coaching/doors.py, in a number of queries that does not grow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchVector
from django.db.models import Aggregate, Count, DateTimeField, QuerySet
from django.utils import timezone

from accounts.access import Office
from networks.choices.coaching import CoachingKind, Opens
from networks.choices.experiment import BEGAN, ExperimentState, Verdict
from networks.choices.health import SignalKind
from networks.coaching.doors import known_to_all, notes, opened, opened_experiments
from networks.experiments import week_of
from networks.models import CoachingConsent, CoachingNote, Experiment, Member, Participation, Rule, Signal
from networks.models.experiment import ExperimentQuerySet
from networks.overview import reading as overview
from networks.overview.protecting import LEAST, Shown, shown, size
from networks.overview.protecting import Count as Number
from networks.rules.influence import names_of_speakers
from networks.rules.names import named_in
from networks.rules.names import says as holds
from networks.rules.register import Aged, aged, looked_for, register

LATELY = 5
"""How many rules and log lines the first page shows."""
CHOICES = 200
"""How many networks, experiments and rules one can choose from for a log line."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How many networks have something, as it may be shown (None: too few have it, or too few have it not).
    ``few``: fewer than five have it. ``half_since``: half of it stood out before that day.
    """

    kind: str
    label: str
    shown: Shown | None
    few: bool
    half_since: date | None


@dataclass(frozen=True, slots=True)
class Patterns:
    """``networks``: how many opened their patterns, rounded; None for fewer than five."""

    networks: int | None
    lines: list[Pattern]


@dataclass(frozen=True, slots=True)
class Tried:
    """An experiment as a coach reads it: how far it is, never how it was. ``words`` only where the network
    opened them and they hold no name; ``hidden`` when they hold one.
    """

    row: Any
    week: int
    over: bool
    words: str = ""
    hidden: bool = False

    @property
    def stopped(self) -> bool:
        """Whether somebody used the stop rule, or stopped it for another reason."""
        return bool(self.row.state == ExperimentState.STOPPED or self.row.stopped_why)

    @property
    def verdict(self) -> str:
        """What was decided, in words."""
        return str(Verdict(self.row.verdict).label) if self.row.verdict else ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One network as a coach sees it: what stands out (None: not opened) and what is tried (None)."""

    row: Participation
    findings: list[overview.Finding] | None
    tried: list[Tried] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One network in the coach's list. Its counts and signals are empty when it opened experiments only."""

    row: Participation
    signals: list[str]
    since: date | None
    patterns: bool
    experiments: bool


class HalfBefore(Aggregate):
    """The moment that half of the rows lie at or before."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DateTimeField()


def patterns(office: Office) -> Patterns:
    """What stands out in the networks that opened it, so that it can be shown to others. Two queries."""
    networks = opened(office, Opens.PATTERNS)
    everywhere = networks.count()
    rows = Signal.objects.loud(office.at).filter(
        closed=False, network__in=networks.order_by().values("network")
    )
    counted = (
        rows.order_by().values("kind").annotate(has=Count("network", distinct=True), half=HalfBefore("since"))
    )
    found = {row["kind"]: (row["has"], row["half"]) for row in counted}
    if everywhere < LEAST:
        return Patterns(None, [])
    lines = [
        _pattern(kind, Number(found[kind.value][0], everywhere), found[kind.value][1])
        for kind in SignalKind
        if kind.value in found
    ]
    return Patterns(size(everywhere), lines)


def _pattern(kind: SignalKind, number: Number, half: datetime) -> Pattern:
    seen = shown(number)
    since = timezone.localdate(half).replace(day=1) if seen else None
    return Pattern(kind.value, str(kind.label), seen, number.has < LEAST, since)


def networks(office: Office) -> QuerySet[Participation]:
    """The networks that opened something, by number."""
    return opened(office).order_by("number", "pk")


def lines(office: Office, rows: Iterable[Participation]) -> list[Line]:
    """What the list shows of these networks. One query."""
    found = list(rows)
    opens = _opens(office, found)
    names = {kind.value: str(kind.label) for kind in SignalKind}
    return [_line(row, opens.get(row.network_id, set()), names) for row in found]


def _line(row: Participation, opens: set[str], names: dict[str, str]) -> Line:
    patterns_too = Opens.PATTERNS in opens
    return Line(
        row,
        [names.get(code, code) for code in row.signals] if patterns_too else [],
        overview.since_of(row) if patterns_too else None,
        patterns_too,
        Opens.EXPERIMENTS in opens,
    )


def _opens(office: Office, rows: Iterable[Participation]) -> dict[UUID, set[str]]:
    given = CoachingConsent.objects.filter(
        organisation=office.organisation, until=None, network__in=[row.network_id for row in rows]
    )
    opens: dict[UUID, set[str]] = {}
    for network, code in given.values_list("network", "opens"):
        opens.setdefault(network, set()).add(code)
    return opens


def opens_of(office: Office, row: Participation) -> set[str]:
    """What one network opens to this office now. One query."""
    return _opens(office, [row]).get(row.network_id, set())


def seen(row: Participation, opens: Iterable[str], at: datetime) -> Seen:
    """One network as a coach sees it who may see that much: the coach's page and the client's preview."""
    codes = set(opens)
    findings = overview.findings(row, at) if Opens.PATTERNS in codes else None
    tries = None
    if Opens.EXPERIMENTS in codes:
        found = Experiment.objects.filter(known_to_all(), network=row.network, state__in=BEGAN)
        tries = tried(found.select_related("network").order_by("-first_on", "-pk")[:CHOICES], at)
        if Opens.WORDS in codes:
            tries = _in_words(row, tries)
    return Seen(row, findings, tries)


def tried(rows: Iterable[Experiment], at: datetime) -> list[Tried]:
    """How far these experiments are."""
    return [_tried(row, row.network.today(at)) for row in rows]


def _tried(row: Experiment, today: date) -> Tried:
    over = row.state == ExperimentState.RUNS and row.last_on is not None and row.last_on < today
    return Tried(row, week_of(row, today), over)


def _in_words(row: Participation, rows: list[Tried]) -> list[Tried]:
    """The same with their words, where these hold no name of anybody in the network. Three queries."""
    client = row.network.client
    people = list(Member.objects.filter(network=row.network).values_list("name", flat=True))
    names = [client.name, client.called, *people, *names_of_speakers([row.network_id])]
    return [
        Tried(one.row, one.week, one.over, hidden=True)
        if named_in(one.row.words, names) or any(holds(one.row.words, name) for name in people)
        else Tried(one.row, one.week, one.over, one.row.words)
        for one in rows
    ]


def experiments(office: Office, how_far: str = "") -> ExperimentQuerySet:
    """The experiments a coach may know of, the latest first; those that run, ran out without a look back,
    were stopped or were looked back on.
    """
    rows = opened_experiments(office).order_by("-first_on", "-pk")
    if how_far == "over":
        today = timezone.localdate(office.at)
        return rows.filter(state=ExperimentState.RUNS, last_on__lt=today)
    return rows.filter(state=how_far) if how_far in ExperimentState.values else rows


def totals(office: Office) -> dict[str, int]:
    """How many experiments run, were stopped early and were looked back on. One query."""
    rows = opened_experiments(office).order_by().values("state").annotate(number=Count("pk"))
    return {one.value: 0 for one in BEGAN} | dict(rows.values_list("state", "number"))


def rules(office: Office) -> list[Aged]:
    """The rules of the organisation that wait longest for an answer, with their ages."""
    return aged(register(office, state="open")[:LATELY], office.at)


def log(
    office: Office, *, words: str = "", kind: str = "", counted: UUID | None = None
) -> QuerySet[CoachingNote]:
    """The log, the latest day first, narrowed to what was looked for."""
    rows = notes(office).order_by("-day", "-pk")
    query = looked_for(words)
    if query is not None:
        rows = rows.annotate(text=SearchVector("words", config="simple")).filter(text=query)
    if counted is not None:
        rows = rows.filter(network__in=opened(office).filter(pk=counted).values("network"))
    return rows.filter(kind=kind) if kind in CoachingKind.values else rows


def subjects(office: Office) -> tuple[list[Participation], list[Any], list[Rule]]:
    """What a log line can be about: networks and experiments that are open, and rules. Three queries."""
    return (
        list(networks(office)[:CHOICES]),
        list(experiments(office)[:CHOICES]),
        list(register(office)[:CHOICES]),
    )
