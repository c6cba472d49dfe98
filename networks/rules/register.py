"""What the register of an organisation reads: its rules with their ages and how many networks say them.

It counts networks and names none. A rule that was joined to another is read with that one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower

from accounts.access import Office
from accounts.choices import RegionScheme
from accounts.models import Organisation, Region
from networks.choices import BarrierSource
from networks.choices.rule import ANSWER_WITHIN, DECIDED, RaisedAnswer, RuleStatus
from networks.models import Lesson, RaisedBarrier, Rule, RuleState
from networks.models.rule import RuleQuerySet
from networks.rules.access import DECIDES, lessons
from networks.rules.legal import USUAL
from networks.rules.likeness import ALIKE, likeness, stems

SORTS: dict[str, tuple[Any, ...]] = {
    "age": ("raised_at", "pk"),
    "-age": ("-raised_at", "-pk"),
    "words": (Lower("words"), "pk"),
    "-words": (Lower("words").desc(), "pk"),
    "networks": ("networks_now", "raised_at", "pk"),
    "-networks": ("-networks_now", "raised_at", "pk"),
    "status": ("rank", "raised_at", "pk"),
    "-status": ("-rank", "raised_at", "pk"),
}
"""The orders of the register, by the word in its address. Without one: what is open first, the oldest first.
"""
STATES = ("open", "waiting", "decided", *RuleStatus.values)
"""What the register can be narrowed to: every status, all open ones, those that wait too long, the decided.
"""
ALIKE_AT_MOST = 5
_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Said:
    """How many networks say a rule: now, that it is out of their way, and that it stands after a decision."""

    now: int
    over: int
    still: int


@dataclass(frozen=True, slots=True)
class Aged:
    """A rule with how many whole weeks it waits for an answer, and whether that is too long."""

    rule: Rule
    weeks: int
    late: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """Another rule that may be the same, and the words they share."""

    rule: Rule
    likeness: float
    shared: list[str]

    @property
    def percent(self) -> int:
        """The likeness in whole hundredths."""
        return round(100 * self.likeness)


def _raised(**only: Any) -> QuerySet[RaisedBarrier]:
    of_it = Q(rule=OuterRef("pk")) | Q(rule__joined_into=OuterRef("pk"))
    rows: QuerySet[RaisedBarrier] = RaisedBarrier.objects.filter(of_it, **only).order_by()
    return rows


def _networks(rows: QuerySet[RaisedBarrier]) -> Any:
    number = rows.annotate(one=F("organisation")).values("one").annotate(n=Count("network", distinct=True))
    return Coalesce(Subquery(number.values("n")[:1], output_field=IntegerField()), 0)


def rules_of(office: Office) -> RuleQuerySet:
    """The rules of an organisation that stand by themselves, with ``networks_now`` and ``rank``."""
    rank = [When(status=one, then=number) for number, one in enumerate(RuleStatus)]
    rows = Rule.objects.heads().filter(organisation=office.organisation)
    return rows.annotate(
        networks_now=_networks(_raised(until=None)),
        rank=Case(*rank, output_field=IntegerField()),
        joined_here=Exists(Rule.objects.filter(joined_into=OuterRef("pk"))),
    )


def register(
    office: Office, *, words: str = "", state: str = "", source: str = "", sort: str = ""
) -> RuleQuerySet:
    """The register, narrowed and in order. Words that are not known narrow nothing."""
    rows = narrowed(rules_of(office), office.at, words=words, state=state, source=source)
    return rows.order_by(*SORTS.get(sort, ("rank", "raised_at", "pk")))


def narrowed(
    rows: RuleQuerySet, at: datetime, *, words: str = "", state: str = "", source: str = ""
) -> RuleQuerySet:
    """Those of these rules in which every word occurs (or in a rule joined to them), in a state, of a
    source.
    """
    for word in words.split()[:8]:
        joined = Rule.objects.filter(joined_into=OuterRef("pk"), words__icontains=word)
        here = Q(words__icontains=word) | Q(owner__icontains=word) | Q(evidence__icontains=word)
        rows = rows.filter(here | Q(reason__icontains=word) | Exists(joined))
    if state == "open":
        rows = rows.undecided()
    elif state == "waiting":
        rows = rows.waiting_since(at - ANSWER_WITHIN)
    elif state == "decided":
        rows = rows.filter(status__in=DECIDED)
    elif state in RuleStatus.values:
        rows = rows.filter(status=state)
    return rows.filter(source=source) if source in BarrierSource.values else rows


def aged(rows: Iterable[Rule], at: datetime) -> list[Aged]:
    """The same rules, each with how long it waits."""
    return [Aged(row, weeks_open(row, at), waits_long(row, at)) for row in rows]


def weeks_open(rule: Rule, at: datetime) -> int:
    """For how many whole weeks a rule waits for an answer; 0 once it has one."""
    return 0 if rule.status in DECIDED else (at - rule.raised_at).days // 7


def waits_long(rule: Rule, at: datetime) -> bool:
    """Whether a rule waits for an answer for too long: an open loop."""
    return rule.status not in DECIDED and rule.raised_at < at - ANSWER_WITHIN


def totals(office: Office) -> dict[str, int]:
    """How many rules are open, wait too long, and are decided. One query."""
    late = Q(raised_at__lt=office.at - ANSWER_WITHIN) & ~Q(status__in=DECIDED)
    found: dict[str, int] = (
        Rule.objects.heads()
        .filter(organisation=office.organisation)
        .aggregate(
            open=Count("pk", filter=~Q(status__in=DECIDED)),
            waiting=Count("pk", filter=late),
            decided=Count("pk", filter=Q(status__in=DECIDED)),
        )
    )
    return found


def said(rule: Rule) -> Said:
    """How many networks say this rule, or one joined to it. One query; no network is named."""
    rows = RaisedBarrier.objects.filter(Q(rule=rule) | Q(rule__joined_into=rule))
    found = rows.aggregate(
        now=Count("network", filter=Q(until=None), distinct=True),
        over=Count("network", filter=Q(answer=RaisedAnswer.OVER), distinct=True),
        still=Count("network", filter=Q(answer=RaisedAnswer.STILL, until=None), distinct=True),
    )
    return Said(**found)


def history(rule: Rule) -> list[RuleState]:
    """Every status a rule was in, the latest first, with who put it there."""
    return list(rule.states.select_related("author").order_by("-since", "-pk"))


def joined_to(rule: Rule) -> list[Rule]:
    """The rules that were joined to this one, the oldest first."""
    return list(rule.joined.order_by("raised_at", "pk"))


def alike(office: Office, rule: Rule) -> list[Alike]:
    """Rules of the same organisation that may be the same, the likest first.

    The database finds those that share the beginning of a word; how much they are alike is worked out here.
    """
    mine = stems(rule.words)
    if not mine:
        return []
    query = SearchQuery(
        " | ".join(f"'{stem}':*" for stem in sorted(mine)), search_type="raw", config="simple"
    )
    rows = Rule.objects.heads().filter(organisation=office.organisation).exclude(pk=rule.pk)
    rows = rows.annotate(text=SearchVector("words", config="simple")).filter(text=query)
    found = [
        Alike(one, likeness(rule.words, one.words), sorted(mine & stems(one.words)))
        for one in rows.order_by("-raised_at")[:_CANDIDATES]
    ]
    found = [one for one in found if one.likeness >= ALIKE]
    return sorted(found, key=lambda one: (-one.likeness, one.rule.raised_at))[:ALIKE_AT_MOST]


def shared(rule: Rule) -> Lesson | None:
    """What is shared of this rule with everybody, or None."""
    return lessons().filter(rule=rule).first()


def library(*, words: str = "", source: str = "", status: str = "") -> QuerySet[Lesson]:
    """What organisations share, the latest first. Words are looked for from their beginning."""
    rows = lessons().order_by("-since", "-pk")
    query = looked_for(words)
    if query is not None:
        vector = SearchVector("words", "outcome", config="simple")
        rows = rows.annotate(text=vector).filter(text=query)
    if source in BarrierSource.values:
        rows = rows.filter(source=source)
    return rows.filter(status=status) if status in DECIDED else rows


def looked_for(words: str) -> SearchQuery | None:
    """A search for words that begin with these, of letters and digits: nothing in it is read as a sign. None
    when there are none.
    """
    signs = "".join(sign if sign.isalnum() else " " for sign in words.casefold())
    terms = [f"'{word}':*" for word in signs.split()[:8]]
    return SearchQuery(" & ".join(terms), search_type="raw", config="simple") if terms else None


def may_decide(office: Office) -> bool:
    """Whether this office decides on rules, or only reads them."""
    return office.wears(*DECIDES)


def jurisdiction_of(organisation: Organisation) -> str:
    """The country whose law holds there, by the code of its region: "NL"."""
    return country_of(organisation.region)


def country_of(region: Region | None) -> str:
    """The country in which a region lies, as the codes of legal notes have it."""
    if region is None or region.scheme != RegionScheme.NUTS:
        return USUAL
    return region.code[:2]
