"""One batch of mail: who still wants it, what it says, out over the kept lines, and what became of it.

The rows of a batch are ours until their lease ends. Mails leave a few at a time, one on each connection, and
what the server accepted is written down before the next: whoever is killed here leaves at most one mail for
each connection that will be sent again, with the same Message-ID.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from carenet.lib.mail import Mail
from carenet.lib.smtp import Fate, Outcome, Transport
from networks.bundle import bundle, single
from networks.choices import Channel, DeliveryState, MessageKind
from networks.claims import AWAY_SINCE, DAY, HELD, MOST_AWAY, Let, Rules, let_go, mark_sent
from networks.models import Delivery, Member
from networks.moments.letter import Letter
from networks.quiet import free_at, may_pass
from networks.reachable import (
    Reader,
    mail_fails,
    mark_passing,
    mourning_among,
    passed_this_week,
    readers_of,
    stopped_among,
)

log = logging.getLogger(__name__)

LATEST_ONLY = frozenset(
    {
        MessageKind.OPEN_ASKS,
        MessageKind.DAY_BEFORE,
        MessageKind.SAME_DAY,
        MessageKind.OPEN_SOON,
        MessageKind.NOT_REPORTED,
        MessageKind.WEEK_LETTER,
        MessageKind.REVIEW_DUE,
    }
)
"""Kinds that the clock brings. When several about one thing are due for one person, only the last has sense:
whoever slept for hours does not catch up on every one of them."""

Composer = Callable[[Delivery], Letter | None]
"""Writes one letter; None when there is nothing to say any more."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What messages say and do, handed in. ``composer`` reads for a whole batch what letters need, and gives
    what makes one letter. ``happen`` is for a moment at which the house itself looks; ``mail_fails`` tells
    others that somebody's mail comes back; ``push`` writes to browsers, None where this site does not.
    """

    composer: Callable[[Sequence[Delivery], datetime], Composer]
    happen: Callable[[Delivery, datetime], None]
    mail_fails: Callable[[User | Member, datetime], None]
    push: Callable[[Delivery, Letter, datetime], None] | None = None


@dataclass(slots=True)
class Unit:
    """What goes out as one mail to one reader."""

    rows: list[Delivery]
    reader: Reader


@dataclass(slots=True)
class Batch:
    """Claimed rows and what is done with them; ``counts`` says in the end how many went which way."""

    owner: UUID
    at: datetime
    rules: Rules
    voice: Voice
    counts: Counter[str] = field(default_factory=Counter)
    lets: list[Let] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def let(self, row: Delivery, state: DeliveryState, error: str = "", **more: Any) -> None:
        """Remember what becomes of a row; settle() writes it down."""
        word = {
            DeliveryState.DUE: "later",
            DeliveryState.HELD: "mourned",
            DeliveryState.DROPPED: "dropped",
            DeliveryState.PARKED: "parked",
        }
        not_before = more.pop("not_before", self.at)
        self.counts[more.pop("word", word[state])] += 1
        self.lets.append(Let(row, state, not_before, error, **more))

    def settle(self) -> None:
        """Write down what became of rows that were not sent."""
        let_go(self.owner, self.lets)
        self.lets.clear()

    def again(self, row: Delivery, error: str, *, away: bool = False) -> None:
        """Try a row again later, or park it when a day of trying was in vain.

        ``away``: the server could not be reached at all. Then the tries come closer together, and the day is
        counted from the first one that found nobody.
        """
        now = timezone.now()
        since = datetime.fromisoformat(row.payload.get(AWAY_SINCE) or now.isoformat())
        if now - since >= DAY if away else self.rules.given_up(row.attempts):
            self.let(row, DeliveryState.PARKED, error, away_since="")
            return
        self.let(
            row,
            DeliveryState.DUE,
            error,
            not_before=self.rules.again_at(row.attempts, now, away=away),
            uncounted=away and row.attempts > MOST_AWAY,
            away_since=since.isoformat() if away else "",
        )

    def took_us_down(self, row: Delivery) -> bool:
        """Whether it was claimed for longer than a day of attempts, and no worker lived to tell of it."""
        return self.rules.given_up(row.attempts - 1)

    def give_back(self, rows: Iterable[Delivery]) -> None:
        """Let rows go as if they had never been taken."""
        for row in rows:
            error = row.last_error
            self.let(row, DeliveryState.DUE, error, not_before=row.was_due, uncounted=True, word="given back")
        self.settle()

    def hold(self, row: Delivery) -> None:
        """Keep a row back as it was: its network mourns."""
        self.let(row, DeliveryState.HELD, not_before=row.was_due, uncounted=True)

    def wanted(self, rows: Sequence[Delivery], channel: Channel) -> list[tuple[Delivery, Reader]]:
        """Those to be sent now. What has no sense any more is dropped; what would disturb waits."""
        unwanted, held = stopped_among(rows, self.at)
        unwanted |= superseded(rows)
        readers = readers_of(rows)
        found = []
        for row in rows:
            reader = readers[row.pk]
            if row.pk in held:
                self.hold(row)
            elif self.took_us_down(row):
                self.let(row, DeliveryState.PARKED, "nobody came back from it")
            elif row.pk in unwanted or (channel == Channel.MAIL and not reader.address):
                self.let(row, DeliveryState.DROPPED)
            else:
                found.append((row, reader))
        return self._not_in_quiet_hours(found, channel)

    def _not_in_quiet_hours(
        self, found: list[tuple[Delivery, Reader]], channel: Channel
    ) -> list[tuple[Delivery, Reader]]:
        free = {row.pk: free_at(self.at, reader.quiet) for row, reader in found}
        urgent = [reader for row, reader in found if row.urgent and free[row.pk] > self.at]
        passed = passed_this_week(urgent, channel, self.at) if urgent else Counter[UUID | None]()
        awake, passing = [], []
        for row, reader in found:
            if free[row.pk] <= self.at:
                awake.append((row, reader))
            elif may_pass(row.urgent, passed[reader.key]):
                passed[reader.key] += 1
                passing.append(row)
                awake.append((row, reader))
            else:
                when = free[row.pk]
                self.let(row, DeliveryState.DUE, HELD, not_before=when, uncounted=True, word="held")
        if passing:
            mark_passing(passing)
            log.info("urgent messages in quiet hours: %s", [str(row.pk) for row in passing])
        return awake

    def send(self, units: Iterable[Unit], compose: Composer, to: Transport) -> None:
        """Send, a few at a time, until all is done, the server is away or the lease nears its end.

        While the server reads who mails are for, it is written down what became of those before; while it
        reads the mails, the next are written.
        """
        waiting = deque(units)
        composed = self._composed(waiting, compose)
        ready = list(islice(composed, to.size))
        before: tuple[Sequence[tuple[Unit, Mail]], Sequence[Outcome]] = [], []
        while ready and not self.late():
            going = self._may_still_go(ready)
            to.begin([mail for _unit, mail in going])
            self._became(*before)
            to.hand_over()
            following = list(islice(composed, to.size))
            before = going, to.finish()
            ready = following
            if _is_away(before[1]):
                log.warning("the mail server cannot be reached; what is due waits")
                self.counts["away"] += 1
                break
        self._became(*before)
        self.give_back(row for unit in (*(unit for unit, _mail in ready), *waiting) for row in unit.rows)

    def _may_still_go(self, ready: Sequence[tuple[Unit, Mail]]) -> list[tuple[Unit, Mail]]:
        """Those of which no network began to mourn since the batch was claimed. What would leave in one mail
        with something that is held is given back, to be written anew.
        """
        mourning = mourning_among(row for unit, _mail in ready for row in unit.rows)
        going = []
        for unit, mail in ready:
            held = [row for row in unit.rows if row.network_id in mourning]
            if not held:
                going.append((unit, mail))
                continue
            for row in held:
                self.hold(row)
            self.give_back(row for row in unit.rows if row.network_id not in mourning)
        return going

    def late(self) -> bool:
        """Whether the lease may end before the server answers, so that nothing new may begin."""
        lease = self.rules.lease.total_seconds()
        return time.monotonic() - self.began > lease - min(2 * (settings.EMAIL_TIMEOUT or 30), lease / 2)

    def push(self, row: Delivery, compose: Composer) -> None:
        """Send one row to the reader's browsers."""
        if mourning_among([row]):
            self.hold(row)
            return
        letter = self._letter(row, compose)
        if letter is None or self.voice.push is None:
            return
        try:
            self.voice.push(row, letter, self.at)
        except Exception as error:
            log.warning("message %s could not be pushed", row.key, exc_info=error)
            self.again(row, f"could not be pushed: {type(error).__name__}")
        else:
            self.counts["sent"] += mark_sent(self.owner, [row.pk], timezone.now())

    def _composed(self, waiting: deque[Unit], compose: Composer) -> Iterator[tuple[Unit, Mail]]:
        while waiting:
            unit = waiting.popleft()
            letters = [(row, letter) for row in unit.rows if (letter := self._letter(row, compose))]
            unit.rows = [row for row, _letter in letters]
            try:
                if len(letters) == 1:
                    yield unit, single(*letters[0], unit.reader.address)
                elif letters:
                    yield unit, bundle(letters, unit.reader.address, unit.reader.language)
            except Exception as error:
                self._broken(unit.rows, error)

    def _letter(self, row: Delivery, compose: Composer) -> Letter | None:
        try:
            letter = compose(row)
        except Exception as error:
            self._broken([row], error)
            return None
        if letter is None:
            self.let(row, DeliveryState.DROPPED)
        return letter

    def _broken(self, rows: Iterable[Delivery], error: Exception) -> None:
        for row in rows:
            log.error("message %s could not be written", row.key, exc_info=error)
            self.again(row, f"could not be written: {type(error).__name__}")

    def _became(self, ready: Sequence[tuple[Unit, Mail]], outcomes: Sequence[Outcome]) -> None:
        """Write down what the server said; ``away`` is told of all when it said nothing to anybody."""
        sent: list[UUID] = []
        away = _is_away(outcomes)
        for (unit, mail), outcome in zip(ready, outcomes, strict=True):
            if outcome.fate == Fate.ACCEPTED:
                sent += [row.pk for row in unit.rows]
                self.counts["mails"] += 1
                continue
            for row in unit.rows:
                if outcome.fate in (Fate.NEVER, Fate.NO_SUCH_ADDRESS):
                    self.let(row, DeliveryState.PARKED, outcome.error)
                else:
                    self.again(row, outcome.error, away=away)
            if outcome.fate == Fate.NO_SUCH_ADDRESS:
                address_fails(unit.reader, mail.to, self.voice)
        if sent:
            marked = mark_sent(self.owner, sent, timezone.now())
            self.counts["sent"] += marked
            if marked < len(sent):
                log.warning("%s messages were taken over by somebody else", len(sent) - marked)
        self.settle()


def _is_away(outcomes: Sequence[Outcome]) -> bool:
    """Whether the server said nothing to anybody of those to whom something was offered."""
    return bool(outcomes) and all(outcome.fate == Fate.AWAY for outcome in outcomes)


def address_fails(reader: Reader, address: str, voice: Voice) -> None:
    """Mail no more to an address, and tell who keeps the overview: once, and without the message."""
    person, at = reader.user or reader.member, timezone.now()
    if person is None:
        return
    try:
        with transaction.atomic():
            if mail_fails(reader, address, at):
                voice.mail_fails(person, at)
    except Exception:
        log.exception("that mail comes back could not be told")


def superseded(rows: Iterable[Delivery]) -> set[UUID]:
    """Reminders of which a later one, about the same thing for the same person, is due as well."""
    last: dict[tuple[Any, ...], Delivery] = {}
    older = set()
    for row in sorted(rows, key=lambda row: (row.was_due, row.pk)):
        if row.kind in LATEST_ONLY and row.subject_id:
            about = (row.user_id, row.member_id, row.kind, row.subject_id)
            if about in last:
                older.add(last[about].pk)
            last[about] = row
    return older


def units_of(found: Iterable[tuple[Delivery, Reader]]) -> list[Unit]:
    """One mail for each row; what was held back for one person goes out as one."""
    units: list[Unit] = []
    held: dict[UUID | None, Unit] = {}
    for row, reader in found:
        if row.last_error == HELD and reader.key in held:
            held[reader.key].rows.append(row)
            continue
        units.append(Unit([row], reader))
        if row.last_error == HELD:
            held[reader.key] = units[-1]
    return units
