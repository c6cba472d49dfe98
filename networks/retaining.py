"""What is kept of a network and until when: one table and its clock; and what is to be handed over.

A row says what this house does by itself, with the numbers that it really uses, or says plainly that it does
nothing by itself. How long a law wants an organisation to keep its own records is not decided here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Max
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from networks.choices import InvitationStatus, PromiseStatus
from networks.doors import visible_tasks
from networks.models import Delivery, HelperLink, ImportDraft, Invitation, Member, Network, Promise
from networks.post import KEPT
from networks.standing import Seat


class Keeps(StrEnum):
    """What is kept."""

    WORDS = "words"
    OWN = "own"
    COUNTS = "counts"
    COACHING = "coaching"
    DIARY = "diary"
    MESSAGES = "messages"
    INVITATIONS = "invitations"
    GUESTS = "guests"
    LINKS = "links"
    FILES = "files"
    CALENDARS = "calendars"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what, until when in words, on what ground, and how its clock is read for a network.

    ``days`` is the number that the house works with, None where it removes nothing by itself. ``clock`` gives
    the moment from which those days count for what is there now; None when there is nothing.
    """

    what: Keeps
    label: LazyText
    until: LazyText
    ground: LazyText
    days: Callable[[], int | None]
    clock: Callable[[Network], datetime | None] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule, and what it means for one network: the day on which the last of it goes, None without one."""

    rule: Rule
    goes_at: datetime | None

    @property
    def until(self) -> str:
        """Until when, in words, with the number of days."""
        days = self.rule.days()
        words = str(self.rule.until)
        return words % {"days": days, "hours": days * 24} if days is not None else words


def _last_message(network: Network) -> datetime | None:
    rows = Delivery.objects.filter(network=network)
    last: datetime | None = rows.aggregate(last=Max("created_at"))["last"]
    return last


def _last_invitation(network: Network) -> datetime | None:
    rows = Invitation.objects.filter(network=network, status=InvitationStatus.SENT)
    last: datetime | None = rows.aggregate(last=Max("sent_at"))["last"]
    return last


def _last_guest(network: Network) -> datetime | None:
    rows = Member.objects.filter(network=network, guest=True, confirmed_at=None, until=None)
    last: datetime | None = rows.aggregate(last=Max("since"))["last"]
    return last


def _last_link(network: Network) -> datetime | None:
    rows = HelperLink.objects.filter(network=network, revoked_at=None)
    last: datetime | None = rows.aggregate(last=Max("expires_at"))["last"]
    return last


def _last_file(network: Network) -> datetime | None:
    rows = ImportDraft.objects.filter(network=network)
    last: datetime | None = rows.aggregate(last=Max("expires_at"))["last"]
    return last


OWN_AFTER_END = timedelta(days=30)
"""How long what people answered for themselves waits for a network that ended to go on."""
RULES: tuple[Rule, ...] = (
    Rule(
        Keeps.WORDS,
        _("Needs, notes, stories, goals, meetings, promises and who took part"),
        _(
            "As long as the network runs, and after it ended until the person, or who speaks for them, "
            "asks to have it erased. This house erases none of it by itself."
        ),
        _("So that it can be opened again, and because others can look back at what they did."),
        days=lambda: None,
    ),
    Rule(
        Keeps.OWN,
        _("What somebody answers for themselves: how long they can go on, and lists of questions"),
        _("Until they erase it, or no longer take part; %(days)s days after the network ended."),
        _("It is theirs alone, and helps nobody when they are gone."),
        days=lambda: OWN_AFTER_END.days,
        clock=lambda network: network.ended_at,
    ),
    Rule(
        Keeps.COUNTS,
        _("What is counted each week, and what stood out"),
        _("As long as the network is kept. It holds numbers and codes, no words and no names."),
        _("So that the network sees how it changes."),
        days=lambda: None,
    ),
    Rule(
        Keeps.COACHING,
        _("What was opened to coaches, and the lines they wrote"),
        _("What was opened and ended stays in the diary. The lines can no longer be read once it has ended."),
        _("So that the person can see what was open, and when."),
        days=lambda: None,
    ),
    Rule(
        Keeps.DIARY,
        _("The diary of who looked and who changed something"),
        _("At least five years. It holds no contents; names in it can be taken out."),
        _("So that the person can always find out who saw what."),
        days=lambda: None,
    ),
    Rule(
        Keeps.MESSAGES,
        _("Messages that were sent, dropped or held back"),
        _("%(days)s days after they were written."),
        _("To find out why a message did not arrive."),
        days=lambda: KEPT.days,
        clock=_last_message,
    ),
    Rule(
        Keeps.INVITATIONS,
        _("The address in an invitation that nobody answered"),
        _("%(days)s days after it was sent. A no wipes it at once."),
        _("It is only needed until somebody answers."),
        days=lambda: settings.INVITATION_DAYS,
        clock=_last_invitation,
    ),
    Rule(
        Keeps.GUESTS,
        _("Somebody without an account who was asked by mail and never answered"),
        _("%(days)s days after the last date they were asked for."),
        _("Who does not answer does not want to be known here."),
        days=lambda: settings.GUEST_DAYS,
        clock=_last_guest,
    ),
    Rule(
        Keeps.LINKS,
        _("Personal links in mails to helpers"),
        _("They open nothing %(days)s days after the last date they are about."),
        _("A link that lies about is a door that stands open."),
        days=lambda: settings.HELPER_LINK_DAYS,
        clock=_last_link,
    ),
    Rule(
        Keeps.FILES,
        _("A file that was read and not saved"),
        _("%(hours)s hours at most; then it is gone."),
        _("It is only needed until you decide."),
        days=lambda: -(-settings.IMPORT_DRAFT_HOURS // 24),
        clock=_last_file,
    ),
    Rule(
        Keeps.CALENDARS,
        _("The secret address of a calendar"),
        _("Until who made it ends it, or no longer takes part."),
        _("A calendar program needs it."),
        days=lambda: None,
    ),
)
"""Every rule, in the order in which people ask about them, with the numbers that the house works with."""
COUNTS_FROM = {Keeps.OWN, Keeps.MESSAGES, Keeps.INVITATIONS, Keeps.GUESTS}
"""Rules whose clock is the moment from which their days count; of the others it is the end itself."""


def kept(network: Network) -> list[Kept]:
    """What is kept of this network and until when. One query for each rule that has a clock."""
    found = []
    for rule in RULES:
        moment = rule.clock(network) if rule.clock else None
        days = rule.days()
        if moment is not None and rule.what in COUNTS_FROM and days is not None:
            moment += timedelta(days=days)
        found.append(Kept(rule, moment))
    return found


@dataclass(frozen=True, slots=True)
class Promised:
    """What somebody promised of one task: what, who, the first date and how many."""

    what: str
    who: str
    first: datetime
    number: int


def promised(seat: Seat) -> list[Promised]:
    """All that is promised for days to come, by task and person, the first date first: to hand over. One
    query; only of tasks that this seat may know of.
    """
    rows = Promise.objects.filter(
        occurrence__task__in=visible_tasks(seat).order_by().values("pk"),
        occurrence__starts_at__gt=seat.at,
        status=PromiseStatus.PROMISED,
        stands_in=False,
    ).select_related("occurrence__task", "member")
    found: dict[tuple[object, object], list[Promise]] = {}
    for row in rows.order_by("occurrence__starts_at", "pk"):
        found.setdefault((row.occurrence.task_id, row.member_id), []).append(row)
    return [
        Promised(
            what=dates[0].occurrence.task.title,
            who=dates[0].member.name,
            first=dates[0].occurrence.starts_at,
            number=len(dates),
        )
        for dates in found.values()
    ]
