"""What somebody without an account gets to see behind their link: one ask, and what they promised.

Nothing else of the network is read here: no other dates, no other people, no words of a need.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from networks.choices import STANDS, Answer, AskStatus, PromiseStatus, Side, Verb, Visibility
from networks.models import Ask, Asked, HelperLink, Member, Occurrence, Promise, Switch, Task
from networks.promising import Mover, Rung, rung, verbs_for

MOST_DATES = 12
MOST_PROMISES = 40
LOOKS_BACK = timedelta(days=14)
"""How long a date stays on the page after it is over, so that somebody can say how it went."""
BEFOREHAND = (Verb.CANNOT, Verb.CAN_AFTER_ALL, Verb.NOT_RIGHT, Verb.RELEASE)
AFTERWARDS = (Verb.DONE, Verb.DID_NOT_HAPPEN, Verb.CORRECT)


class Stands(StrEnum):
    """How an ask stands for one who was asked."""

    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Question:
    """The ask behind a link: how it stands, what this member answered, and the dates they can say yes to."""

    ask: Ask
    asked: Asked
    stands: Stands
    dates: list[Occurrence]
    could_stand_in: Occurrence | None

    @property
    def who(self) -> str:
        """Who asks: a name, and of the client only how they like to be called."""
        client = self.ask.network.client
        return client.short_name if self.ask.author_id == client.user_id else str(self.ask.author)

    @property
    def date(self) -> Occurrence | None:
        """The one date it is about; None when there are several to choose from."""
        if self.ask.occurrence is not None:
            return self.ask.occurrence
        return self.dates[0] if len(self.dates) == 1 else None

    @property
    def promised(self) -> bool:
        """Whether the answer of this member was a yes."""
        return self.asked.answer == Answer.YES


@dataclass(frozen=True, slots=True)
class Mine:
    """One promise of this member, and what they can do with it now."""

    promise: Promise
    verbs: tuple[Verb, ...]
    shows_address: bool
    is_over: bool
    is_near: bool

    @property
    def date(self) -> Occurrence:
        return self.promise.occurrence


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the page of one link."""

    link: HelperLink
    question: Question | None
    promises: list[Mine]
    no_mail: bool

    @property
    def client(self) -> str:
        """How the client is called here: never by the full name."""
        return self.link.network.client.short_name


def sheet(link: HelperLink, at: datetime) -> Sheet:
    """What the page of this link shows at this moment. At most seven queries."""
    return Sheet(link, question(link, at), promises(link.member, at), wants_no_mail(link.member))


def question(link: HelperLink, at: datetime) -> Question | None:
    """The ask of this link; None without one, when it was never put to this member, and for a professional
    when it became for family only.
    """
    if link.ask is None:
        return None
    asked = Asked.objects.filter(ask=link.ask_id, member=link.member_id, asked_at__isnull=False).first()
    need = link.ask.task.need
    family = need is not None and need.visibility == Visibility.FAMILY
    if asked is None or (family and link.member.side == Side.FORMAL):
        return None
    rows = Occurrence.objects.filter(task=link.ask.task_id).select_related("task__activity")
    if link.ask.occurrence_id is not None:
        rows = rows.filter(pk=link.ask.occurrence_id)
    mine = Promise.objects.standing().filter(member=link.member_id).values("occurrence_id")
    dates = list(rows.open(at).exclude(pk__in=mine).order_by("starts_at", "id")[:MOST_DATES])
    stands = Stands.OPEN if dates else Stands.SOLVED
    if link.ask.status == AskStatus.CLOSED:
        stands, dates = Stands.CLOSED, []
    full = None
    if stands == Stands.SOLVED and link.ask.occurrence_id is not None:
        full = rows.to_come(at).exclude(pk__in=mine).first()
    return Question(link.ask, asked, stands, dates, full)


def promises(member: Member, at: datetime) -> list[Mine]:
    """What this member promised: what is to come, and what was just over. At most two queries."""
    counts = Q(status__in=[*STANDS, PromiseStatus.KEPT, PromiseStatus.DID_NOT_HAPPEN])
    fell_away = Q(status=PromiseStatus.CALLED_OFF, occurrence__ends_at__gt=at)
    rows = Promise.objects.filter(counts | fell_away, member=member, occurrence__ends_at__gt=at - LOOKS_BACK)
    rows = rows.select_related("occurrence__task__activity", "network", "said_by")
    found = list(rows.order_by("occurrence__starts_at", "id")[:MOST_PROMISES])
    dates = [one.occurrence_id for one in found if one.stands_in]
    wanted = (
        set(Occurrence.objects.filter(pk__in=dates).open(at).values_list("pk", flat=True)) if dates else ()
    )
    return [_mine(one, at, wanted=one.stands_in and one.occurrence_id in wanted) for one in found]


def _mine(promise: Promise, at: datetime, *, wanted: bool) -> Mine:
    """``wanted``: this member stands in, and somebody has to take over now."""
    date, status = promise.occurrence, PromiseStatus(promise.status)
    can = verbs_for(status, {Mover.STAND_IN if promise.stands_in else Mover.HOLDER})
    over = date.ends_at <= at
    allowed: tuple[Verb, ...] = AFTERWARDS if over else BEFOREHAND
    if not over and date.starts_at <= at:
        allowed = (*BEFOREHAND, *AFTERWARDS)
    verbs: tuple[Verb, ...] = (Verb.TAKE_OVER,) if wanted else ()
    verbs += tuple(one for one in can if one in allowed and (one != Verb.NOT_RIGHT or promise.said_by_id))
    holds = status == PromiseStatus.PROMISED and not promise.stands_in
    near = rung(date.starts_at, at) == Rung.NOW
    return Mine(promise, verbs, shows_address=holds and not over, is_over=over, is_near=near)


def wants_no_mail(member: Member) -> bool:
    """Whether this member asked for no more mail from this network."""
    return Switch.objects.filter(
        member=member, network=member.network_id, kind="", channel="", off=True
    ).exists()


def dates_of_slip(task: Task, at: datetime) -> list[Occurrence]:
    """The dates of a task that still have a free place, for a slip of paper."""
    rows = Occurrence.objects.filter(task=task).open(at).select_related("task")
    return list(rows.order_by("starts_at", "id")[:MOST_DATES])
