"""What somebody without an account does with the link in a mail, and what is done about such people.

Everything a helper does comes in by ``networks.helping.helping()``: a POST, the network locked, the link
looked up again. The trace names no actor; it is about the member. A no names nobody at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from networks import helped, outbox
from networks.access import acting, subject_of, trace
from networks.actions.ask import answer_for, leave_nameless
from networks.actions.member import current, forget
from networks.actions.parting import end
from networks.actions.place import Closed, Taken
from networks.actions.promise import give, shift
from networks.choices import Answer, AskStatus, Circle, EndReason, MessageKind, NetworkStatus, Side, Verb
from networks.errors import NotFromHere
from networks.helping import Visit, helping
from networks.models import (
    Asked,
    CirclePlacement,
    HelperLink,
    Member,
    Network,
    Occurrence,
    Promise,
    Switch,
)
from networks.standing import Permission, Seat

VERBS = {
    Verb.CANNOT: "networks.promise_given_back",
    Verb.CAN_AFTER_ALL: "networks.promise_kept_after_all",
    Verb.NOT_RIGHT: "networks.promise_not_right",
    Verb.RELEASE: "networks.stand_in_ended",
    Verb.DONE: "networks.promise_reported",
    Verb.DID_NOT_HAPPEN: "networks.promise_reported",
    Verb.CORRECT: "networks.report_corrected",
    Verb.TAKE_OVER: "networks.promise_taken_over",
}
"""What a helper can do with a promise of their own, and the trace it leaves."""
GUESTS_A_DAY = 20
"""How many people a network puts in the picture in a day only to be asked by mail."""


class NotFree(DomainError):
    """Somebody was first. Unlike Taken it names nobody: who has no account learns of no other people."""

    code = "taken"

    def __init__(self) -> None:
        super().__init__(_("Somebody was just before you. Thank you. You can be the stand-in."))


@contextmanager
def _naming_nobody() -> Iterator[None]:
    try:
        yield
    except Taken:
        raise NotFree from None


def answer_by_link(
    *,
    secret: str,
    answer: Answer,
    note: str = "",
    not_until: date | None = None,
    occurrence: UUID | None = None,
) -> Promise | None:
    """Answer the ask of a link; the promise when it is a yes. ``occurrence`` says which of its open dates.

    Raises LinkGone, NotFromHere for a date that is not the ask's or an ask that was not put to this member,
    NotFree when somebody was first, and what answer_for() raises.
    """
    with _naming_nobody(), helping(secret) as visit:
        asked = _asked(visit)
        if occurrence is not None:
            _date_of_ask(visit, occurrence)
        given = answer_for(visit.seat, asked, answer, note=note, not_until=not_until, occurrence=occurrence)
        if given is None:
            leave_nameless(visit.seat, asked.ask)
        else:
            trace(visit.seat, "networks.promise_made", given)
        return given


def _asked(visit: Visit) -> Asked:
    rows = Asked.objects.filter(ask=visit.link.ask_id, member=visit.member, asked_at__isnull=False)
    asked = rows.select_for_update(of=("self",)).select_related("ask__task", "ask__occurrence").first()
    if asked is None:
        raise NotFromHere("answer")
    asked.ask.network = visit.seat.network
    asked.member = visit.member
    return asked


def _date_of_ask(visit: Visit, occurrence: UUID) -> Occurrence:
    ask = _asked(visit).ask
    rows = Occurrence.objects.filter(task=ask.task_id, pk=occurrence)
    if ask.occurrence_id is not None:
        rows = rows.filter(pk=ask.occurrence_id)
    date_ = rows.first()
    if date_ is None:
        raise NotFromHere("occurrence")
    return date_


def stand_in_by_link(*, secret: str, occurrence: UUID) -> Promise:
    """Be the stand-in for a date of the ask that somebody else promised. Raises as answer_by_link()."""
    with _naming_nobody(), helping(secret) as visit:
        date_ = _date_of_ask(visit, occurrence)
        if _asked(visit).ask.status == AskStatus.CLOSED:
            raise Closed(_("This was solved or taken back. Thank you for looking."))
        given = give(visit.seat, date_.pk, visit.member, stands_in=True)
        trace(visit.seat, "networks.stand_in_promised", given)
        return given


def move_by_link(*, secret: str, promise: UUID, verb: Verb, reason: str = "") -> Promise:
    """Do something with a promise of one's own: "I can't after all", how it went, as stand-in take over.

    Raises LinkGone, NotFromHere for a promise of somebody else or a verb that is not a helper's, and what
    shift() raises.
    """
    with _naming_nobody(), helping(secret) as visit:
        row = Promise.objects.filter(pk=promise, member=visit.member).first()
        if row is None:
            raise NotFromHere("promise")
        if row.stands_in and verb == Verb.CANNOT:
            verb = Verb.RELEASE
        if verb not in VERBS or (verb == Verb.TAKE_OVER and not row.stands_in):
            raise NotFromHere("verb")
        if verb == Verb.TAKE_OVER:
            row = give(visit.seat, row.occurrence_id, visit.member)
        else:
            row = shift(visit.seat, row, verb, reason=reason)
        trace(visit.seat, VERBS[verb], row, status=row.status)
        return row


def stop_mail_by_link(*, secret: str, stop: bool = True) -> bool:
    """No more mail from this network to this member, or (``stop`` False) mail again. True when it is new."""
    with helping(secret) as visit:
        who = {"member": visit.member, "network": visit.seat.network, "kind": "", "channel": ""}
        if helped.wants_no_mail(visit.member) == stop:
            return False
        switch, _made = Switch.objects.get_or_create(**who)
        switch.off = stop
        switch.store("off")
        verb = "networks.mail_stopped" if stop else "networks.mail_resumed"
        trace(visit.seat, verb, visit.member)
        return True


def close_link(*, secret: str) -> Member:
    """The link came to somebody else: it opens nothing any more. Gives the member it was for."""
    with helping(secret) as visit:
        _revoke(visit.member.helper_links.filter(revoked_at=None), visit.seat.at)
        trace(visit.seat, "networks.helper_links_closed", visit.member)
        return visit.member


def _revoke(links: QuerySet[HelperLink], at: datetime) -> int:
    return end(links, "revoked_at", at)


def revoke_links(*, actor: Seat, member: UUID) -> int:
    """Make every link of a member worthless; the number. The next mail to them brings a new one."""
    with acting(actor, Permission.GOVERN_MEMBERS) as seat:
        row = current(seat, member)
        number = _revoke(row.helper_links.filter(revoked_at=None), seat.at)
        trace(seat, "networks.helper_links_revoked", row)
        return number


def add_guest(*, actor: Seat, name: str, email: str) -> Member:
    """Put somebody in the picture only to be asked by mail. Who may organise can ask them at once; from
    others it is a proposal, and who governs the membership notes that they take part.

    Raises DomainError after GUESTS_A_DAY: the house writes to addresses that nobody has confirmed.
    """
    with acting(actor, Permission.PROPOSE_PERSON) as seat:
        lately = seat.network.members.filter(guest=True, since__gt=seat.at - timedelta(days=1))
        if lately.count() >= GUESTS_A_DAY:
            raise DomainError(
                _("That is enough new people for one day. Add the others tomorrow, or invite them."),
                code="too_many_guests",
            )
        organises = seat.may(Permission.ORGANIZE)
        member = Member.objects.create(
            network=seat.network,
            name=name,
            email=email,
            side=Side.INFORMAL,
            since=seat.at,
            joined_at=seat.at if organises else None,
            guest=True,
        )
        CirclePlacement.objects.create(member=member, circle=Circle.COULD_BE_ASKED, since=seat.at)
        trace(seat, "networks.guest_added", member)
        return member


@transaction.atomic
def resend_links(*, email: str) -> int:
    """Mail a new link to everybody without an account who has this address, at most one an hour each.

    The number is for tests: whoever asked is told nothing.
    """
    at = timezone.now()
    rows = Member.objects.at(at).filter(email__iexact=email, user=None, joined_at__lte=at)
    written = 0
    for member in rows.exclude(network__status=NetworkStatus.ENDED).select_related("network")[:20]:
        new = outbox.post(
            network=member.network,
            to=[member],
            kind=MessageKind.HOUSE,
            subject=member,
            at=at,
            slot=f"lost_link:{at:%Y%m%dT%H}",
            payload={"what": "lost_link"},
        )
        if new:
            written += new
            _announce(member, "networks.helper_link_asked")
    return written


def _announce(member: Member, verb: str) -> None:
    announce(Event(verb=verb, actor=None, network_id=member.network_id, subject=subject_of(member)))


@transaction.atomic
def forget_guest(*, member: UUID) -> bool:
    """Wipe one guest who never answered, some days after all they were asked for. Safe to run twice."""
    found = silent_guests(timezone.now()).filter(pk=member).values_list("network_id", flat=True).first()
    if found is None:
        return False
    Network.objects.select_for_update().filter(pk=found).values_list("pk").first()
    at = timezone.now()
    row = silent_guests(at).select_for_update(of=("self",)).filter(pk=member).first()
    if row is None:
        return False
    _revoke(row.helper_links.filter(revoked_at=None), at)
    forget(row, at, gettext("somebody who never answered"))
    _announce(row, "networks.guest_forgotten")
    return True


def silent_guests(at: datetime) -> QuerySet[Member]:
    """Guests who never answered from a mail nor promised anything, and for whom nothing is asked any more:
    the last date they were asked for is over since GUEST_DAYS, or they were never asked for as long.
    """
    before = at - timedelta(days=settings.GUEST_DAYS)
    asked = Asked.objects.filter(member=OuterRef("pk"))
    later = Q(ask__occurrence__ends_at__gt=before) | Q(
        Exists(Occurrence.objects.filter(task=OuterRef("ask__task"), ends_at__gt=before)),
        ask__occurrence__isnull=True,
    )
    rows: Any = Member.objects.at(at).filter(guest=True, user=None, confirmed_at=None, since__lte=before)
    rows = rows.exclude(Exists(asked.filter(later)))
    return rows.exclude(Exists(Promise.objects.filter(member=OuterRef("pk"))))  # type: ignore[no-any-return]


def close_dead_links(*, at: datetime) -> int:
    """Revoke the links of members and networks that have ended, and of who has an account by now; the number.

    The door refuses them anyway; this keeps the table honest. Where the client died they stay as they are:
    they open a page that says so gently, whatever the state of the link.
    """
    rows = HelperLink.objects.alive(at)
    ended = Q(network__status=NetworkStatus.ENDED) & ~Q(network__end_reason=EndReason.DIED)
    dead = rows.filter(ended | Q(member__until__lte=at))
    return _revoke(HelperLink.objects.filter(pk__in=dead.values("pk")), at)
