"""A letter: what a message says, made from rows as they are at the moment of sending.

Every kind of message has the same parts, so that one text template and one HTML template draw them all, and
both always say the same. The parts that others can see (subject, preheader, a lock screen) hold first names
and days, never a title, a need or the client's full name.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from networks.choices import MessageKind, OccurrenceStatus, TaskStatus, TaskWhen
from networks.helping import helper_path
from networks.models import Ask, Delivery, Occurrence, Promise, Task
from networks.moments.desk import Desk, Reader
from networks.moments.people import knows
from networks.moments.table import MOMENTS
from networks.moments.tongue import gettext

Draft = Mapping[str, Any] | None
"""The parts of a letter that are its own; None when there is nothing to say any more."""
TEMPLATE = "networks/email/letter"
MUTE_SALT = "networks.mute"
NOBODY, _TOKEN = UUID(int=0), "a-token-of-nobody"
PLAIN = re.compile(r"[A-Za-z0-9_.:-]+")
"""What stands in a path as it is."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing in a letter: what, when, where, what else matters, and where it is answered."""

    what: str
    when: str
    where: str = ""
    notes: tuple[str, ...] = ()
    path: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one message says.

    ``subject`` and ``preheader`` are safe on a lock screen. ``path`` leads to the page, ``act`` is the words
    on the button. ``thread`` is the same for messages that belong together. ``unsubscribe`` is the path at
    which one click stops this kind of mail from this network, "" where that cannot be.
    """

    subject: str
    lines: Sequence[str] = ()
    quote: str = ""
    things: Sequence[Thing] = ()
    more: Sequence[str] = ()
    path: str = ""
    act: str = ""
    preheader: str = ""
    hello: str = ""
    why: str = ""
    thread: str = ""
    unsubscribe: str = ""
    settings_path: str = ""
    language: str = "en"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    template: str = TEMPLATE

    @property
    def context(self) -> dict[str, Any]:
        """What the templates need."""
        # Templates find names in a dict much sooner than in an object.
        letter = {name: getattr(self, name) for name in _PARTS}
        letter["things"] = [{name: getattr(one, name) for name in _OF_THING} for one in self.things]
        return {"letter": letter, "site_url": settings.SITE_URL, "language": self.language}

    def text(self) -> str:
        """The letter as plain text, in the reader's language."""
        with override(self.language), timezone.override(self.zone):
            return render_to_string(f"{self.template}.txt", self.context).strip() + "\n"

    def html(self) -> str:
        """The same as HTML."""
        with override(self.language), timezone.override(self.zone):
            return render_to_string(f"{self.template}.html", self.context)


_PARTS = tuple(part.name for part in fields(Letter))
_OF_THING = tuple(part.name for part in fields(Thing))


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery on the desk, with its reader and what it is about: what the writers of letters get."""

    delivery: Delivery
    reader: Reader
    desk: Desk

    @property
    def at(self) -> datetime:
        return self.desk.at

    @property
    def row(self) -> Any:
        return self.desk.subject(self.delivery)

    @property
    def what(self) -> str:
        return str(self.delivery.payload.get("what", ""))

    def given(self, name: str) -> datetime | None:
        """A moment that was written down with the row."""
        found = self.delivery.payload.get(name)
        return datetime.fromisoformat(found) if found else None

    def id_of(self, name: str) -> UUID | None:
        """The id of another row that was written down with this one."""
        found = self.delivery.payload.get(name)
        return UUID(found) if found else None

    def is_me(self, member_id: UUID) -> bool:
        return member_id in self.reader.seat.member_ids

    def knows(self, task: Task) -> bool:
        """Whether the reader may know of a task; only then is its title named."""
        return knows(self.reader.seat, task, self.desk.involved.get(task.pk, ()))

    @property
    def wants_week_letter(self) -> bool:
        """Whether the reader still wants it: between writing it down and sending lie two days."""
        return (self.delivery.user_id or self.delivery.member_id) in self.desk.week_letters

    def page(self, name: str, *arguments: Any) -> str:
        """The path of a page for who has an account; "" for others."""
        return path_to(name, *arguments) if self.reader.has_account else ""

    def help_page(self, ask: Ask | None = None) -> str:
        """A fresh personal link for who has no account; it opens this ask, or else their own promises."""
        member = self.reader.member
        return helper_path(member, ask, self.at) if member else ""


def path_to(name: str, *arguments: Any) -> str:
    """The path of a page of networks, "" when this installation has none by that name."""
    ids = tuple([type(one) is UUID for one in arguments])
    if not all(ids) and not all(PLAIN.fullmatch(str(one)) for one in arguments):
        return _reverse(name, arguments)
    pattern = _pattern(name, ids)
    return pattern % arguments if pattern else ""


@lru_cache(256)
def _pattern(name: str, ids: tuple[bool, ...]) -> str:
    """The path with a place for each argument: looking a path up anew for every mail costs too much."""
    path = _reverse(name, tuple(NOBODY if one else _TOKEN for one in ids)).replace("%", "%%")
    return path.replace(str(NOBODY), "%s").replace(_TOKEN, "%s")


def _reverse(name: str, arguments: tuple[Any, ...]) -> str:
    try:
        return reverse(f"networks:{name}", args=arguments)
    except NoReverseMatch:
        return ""


def mute_token(delivery: Delivery) -> str:
    """Signed: whose mail it is, of which kind and from which network. It stops mail and does nothing else."""
    person, letter = (delivery.user_id, "u") if delivery.user_id else (delivery.member_id, "m")
    network = short(delivery.network_id) if delivery.network_id else ""
    named = short(person) if person else ""
    return _signer(settings.SECRET_KEY).sign(f"{letter}{named}.{network}.{delivery.kind}")


@lru_cache(2)
def _signer(_secret: str) -> signing.Signer:
    return signing.Signer(salt=MUTE_SALT)


def short(pk: UUID) -> str:
    """An id in 22 letters, so that a link in a mail stays on its line."""
    return urlsafe_b64encode(pk.bytes).decode().rstrip("=")


def long(text: str) -> UUID:
    """The id that was made short. Raises ValueError for anything else."""
    return UUID(bytes=urlsafe_b64decode(f"{text}=="))


def first_name(name: str) -> str:
    return name.split(" ")[0]


def day(moment: datetime, reader: Reader) -> str:
    """ "Tuesday 3 June" where the reader is; with the year when it is not this one."""
    this_year = timezone.now().astimezone(reader.zone).year
    return _day(moment.astimezone(reader.zone).date(), this_year, reader.language)


@lru_cache(1024)
def _day(local: date, this_year: int, language: str) -> str:
    with override(language):
        return date_format(local, "l j F" if local.year == this_year else "l j F Y")


def clock(moment: datetime, reader: Reader) -> str:
    return f"{moment.astimezone(reader.zone):%H:%M}"


def when(date: Occurrence, reader: Reader) -> str:
    """When a date is, in words, where the reader is; and where it happens, if the clock differs there."""
    if date.task.when == TaskWhen.WEEK:
        return gettext("some time in the week of %(day)s") % {"day": day(date.starts_at, reader)}
    words = gettext("%(day)s from %(start)s until %(end)s") % {
        "day": day(date.starts_at, reader),
        "start": clock(date.starts_at, reader),
        "end": clock(date.ends_at, reader),
    }
    there = date.starts_at.astimezone(date.task.zone)
    if there.utcoffset() == date.starts_at.astimezone(reader.zone).utcoffset():
        return words
    return gettext("%(words)s your time (%(there)s there)") % {
        "words": words,
        "there": date_format(there, "l H:i"),
    }


def thing(case: Case, date: Occurrence, *, path: str = "", act: str = "", promised: bool = False) -> Thing:
    """One date of a task, with what somebody needs to know; the address is never in a mail."""
    notes = []
    if bring := date.own("bring"):
        notes.append(gettext("Bring along: %(what)s") % {"what": bring})
    if date.own("avoid"):
        notes.append(gettext("The page says what not to do."))
    if promised and date.task.address:
        notes.append(gettext("The address is on the page."))
    what = date.own("title") if case.knows(date.task) else gettext("Something for this network")
    return Thing(
        what=what,
        when=when(date, case.reader),
        where=date.own("where"),
        notes=tuple(notes),
        path=path,
        act=act,
    )


def to_come(date: Occurrence, at: datetime) -> bool:
    """Whether a date is planned, of a task that goes on, and has not begun."""
    planned = date.status == OccurrenceStatus.PLANNED and date.task.status == TaskStatus.OPEN
    return planned and date.starts_at > at


def finish(case: Case, letter: Mapping[str, Any]) -> Letter:
    """Add what every letter has: hello, why somebody gets it (if it does not say so), and how to stop it."""
    delivery, reader = case.delivery, case.reader
    moment = MOMENTS[MessageKind(delivery.kind)]
    about = gettext("It is about the people around %(client)s.")
    unsubscribe = path_to("unsubscribe", mute_token(delivery)) if moment.mutable else ""
    why = letter.get("why") or _why(moment.kind, reader.language)
    own = {name: part for name, part in letter.items() if name != "why"}
    return Letter(
        **own,
        hello=gettext("Dear %(name)s,") % {"name": reader.name},
        why=f"{why} {about % {'client': reader.network.client.short_name}}",
        thread=letter_thread(delivery),
        unsubscribe=unsubscribe,
        settings_path=case.page("reached"),
        language=reader.language,
        zone=reader.zone,
    )


@lru_cache(256)
def _why(kind: MessageKind, language: str) -> str:
    with override(language):
        return str(MOMENTS[kind].why)


def letter_thread(delivery: Delivery) -> str:
    """What ties messages together in a mail program: what they are about, for this one reader's network."""
    return f"{delivery.subject_kind or 'house'}.{delivery.subject_id or delivery.pk}"


def by_phone(case: Case, name: str) -> str:
    """How somebody without a page of their own answers."""
    if case.reader.has_account:
        return ""
    return gettext("You answer by telephoning %(name)s.") % {"name": name}


def holder_of(promise: Promise) -> str:
    return first_name(promise.member.name)
