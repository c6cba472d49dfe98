"""What is read about asks: whom one can be put to and why, how it stands, and what somebody was asked.

Who refused is shown to nobody: who arranges it sees numbers, who was asked sees their own answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from networks import suggesting
from networks.choices import Answer, AskStatus, Reach, Side, TalentKind, Visibility
from networks.models import Activity, Ask, Asked, Member, Need, Occurrence, Talent, Task
from networks.standing import Seat
from networks.telling import Told

NOES = (Answer.NO, Answer.NOT_THIS_KIND)
THREE = 3
LOOK_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Reached:
    """One person who would see an ask, and why they are among them."""

    member: Member
    reasons: tuple[str | LazyText, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How an ask stands, without names: how many were asked, and how many of them said what.

    Of fewer than three, and when nobody said anything else, it does not say how many said no, nor how many
    are silent: that would name them.
    """

    asked: int
    yes: int
    maybe: int
    no: int
    silent: int


def whom(seat: Seat, task: Task) -> list[Member]:
    """Everybody to whom this seat may put an ask about a task, closest first. At most seven queries.

    Not oneself, nobody who is paused or asked to be left out of this kind of thing, nobody whom its rule
    leaves out. An ask tells people about the task: who wrote the need, or decides who reads it, may ask
    anybody; others ask those who may read it. What is for family only is never put to a professional.
    """
    here = Member.objects.taking_part(seat.at).filter(network=seat.network)
    awake = here.filter(Q(paused_until=None) | Q(paused_until__lte=seat.at)).exclude(pk__in=seat.member_ids)
    never = Talent.objects.at(seat.at).filter(kind=TalentKind.NEVER, activity=task.activity_id)
    rows = awake.exclude(pk__in=never.filter(member__isnull=False).values("member_id"))
    if task.only_side:
        rows = rows.filter(side=task.only_side)
    if task.need is not None and task.need.visibility == Visibility.FAMILY:
        rows = rows.filter(side=Side.INFORMAL)
    members = list(rows.with_circle(seat.at).closest_first().select_related("user"))
    hear = Told(seat, {one.pk: one for one in members}).who(task.need)
    return [one for one in members if one.pk in hear]


def who_would_see(
    seat: Seat, task: Task, occurrence: Occurrence | None, reach: str, chosen: Collection[UUID] = ()
) -> list[Reached]:
    """Exactly the people who get to see an ask now, each with why: those who fit, or those who were chosen.

    With Reach.ONE_FIRST only that one; see who_comes_next() for the others.
    """
    may = {one.pk: one for one in whom(seat, task)}
    if reach == Reach.FITTING:
        fits = [one for one in suggesting.who_fits(seat, task, occurrence) if one.member.pk in may]
        kept = [one for one in fits if not chosen or one.member.pk in chosen]
        return [Reached(one.member, tuple(one.reasons)) for one in kept]
    why = _("you ask this person first") if reach == Reach.ONE_FIRST else _("you chose this person")
    return [Reached(may[pk], (why,)) for pk in may if pk in chosen]


def who_comes_next(
    seat: Seat, task: Task, occurrence: Occurrence | None, asked: Iterable[UUID]
) -> list[Reached]:
    """Who fits besides those who were asked already: to whom the ask goes when it goes wider."""
    known = set(asked)
    fits = who_would_see(seat, task, occurrence, Reach.FITTING)
    return [one for one in fits if one.member.pk not in known]


def numbers(asks: Iterable[Ask]) -> dict[UUID, Numbers]:
    """How these asks stand, by ask, without names. One query."""
    ids = [ask.pk for ask in asks]
    rows = Asked.objects.filter(ask__in=ids, asked_at__isnull=False).order_by().values("ask_id")
    found = rows.annotate(
        asked=Count("pk"),
        yes=Count("pk", filter=Q(answer=Answer.YES)),
        maybe=Count("pk", filter=Q(answer=Answer.MAYBE)),
        silent=Count("pk", filter=Q(answer="")),
    )
    known = {row.pop("ask_id"): row for row in found}
    return {pk: _numbers(known.get(pk)) for pk in ids}


def _numbers(row: dict[str, int] | None) -> Numbers:
    if row is None:
        return Numbers(0, 0, 0, 0, 0)
    no = row["asked"] - row["yes"] - row["maybe"] - row["silent"]
    if row["asked"] < THREE or no == row["asked"]:
        return Numbers(row["asked"], row["yes"], row["maybe"], 0, 0)
    return Numbers(**row, no=no)


def asks_about(task: Task, occurrence: Occurrence | None = None) -> QuerySet[Ask]:
    """Asks about a date (or all of a task) that are not over, the newest first."""
    rows = Ask.objects.filter(task=task).exclude(status=AskStatus.CLOSED)
    if occurrence is not None:
        rows = rows.filter(Q(occurrence=occurrence) | Q(occurrence=None))
    return rows.select_related("author", "occurrence").order_by("-created_at")


def put_to_me(seat: Seat, asks: Iterable[UUID]) -> dict[UUID, Asked]:
    """What this seat's holder was asked and answered, by ask. One query."""
    rows = Asked.objects.filter(ask__in=list(asks), member__in=seat.member_ids, asked_at__isnull=False)
    return {row.ask_id: row for row in rows.select_related("member")}


def open_dates(ask: Ask, at: datetime) -> list[Occurrence]:
    """Dates of an ask that can still be promised, the first one first."""
    rows = Occurrence.objects.filter(task=ask.task_id).open(at).select_related("task")
    if ask.occurrence_id:
        rows = rows.filter(pk=ask.occurrence_id)
    return list(rows.order_by("starts_at")[:30])


def shall_we_stop(member_ids: Collection[UUID], activity: Activity, at: datetime) -> bool:
    """Whether somebody has now said no three times (or six, nine …) in a row to this kind of thing.

    Only the person themselves is told, and only with a question.
    """
    answered = Asked.objects.filter(
        member__in=member_ids, ask__task__activity=activity, answered_at__gt=at - LOOK_BACK
    )
    row = 0
    for answer in answered.order_by("-answered_at", "-id").values_list("answer", flat=True):
        if answer not in NOES:
            break
        row += 1
    return row > 0 and row % THREE == 0


def stop_now(seat: Seat, ask: Ask, mine: Asked) -> bool:
    """Whether to ask quietly "shall we stop asking you for this?": right after the third no in a row."""
    return mine.answer in NOES and shall_we_stop(seat.member_ids, ask.task.activity, seat.at)


def shown_to(ask: Ask) -> list[Member]:
    """To whom an ask goes when it goes out, the first one first."""
    rows = Member.objects.filter(asked__ask=ask).order_by("name", "id")
    return list(rows)


def readable_need(seat: Seat, task: Task) -> Need | None:
    """The need of a task, if this seat may read it."""
    if task.need_id is None:
        return None
    return Need.objects.visible_to(seat).filter(pk=task.need_id).first()
