"""Kept connections to the mail server, a few at a time in step: one mail on each, then all their answers.

In step, because then whoever sends can write down what was accepted before any connection takes its next
mail: a process that dies leaves at most one mail for each connection of which nobody knows. With a server
that takes several commands at once (PIPELINING), a mail costs two turns on the line.
"""

import contextlib
import re
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import Enum, auto
from functools import lru_cache
from typing import Protocol, cast

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from carenet.lib.mail import BadAddress, Mail, address, sender

DONE, GO_AHEAD, CLOSING = 250, 354, 421
TROUBLE = (OSError, smtplib.SMTPException)
ENHANCED = re.compile(rb"([245]\.\d{1,3}\.\d{1,3})\b")
MAILBOX_FULL = "5.2.2"
LONGEST_ANSWER = 8192
"""Bytes in one line of what a server says."""
POLICY = "5.7."
"""Enhanced status codes (RFC 3463) of refusals that do not mean that the address is wrong."""


class Fate(Enum):
    """What became of one mail. AWAY: the server could not be reached, which is nobody's mail's fault."""

    ACCEPTED = auto()
    LATER = auto()
    NEVER = auto()
    NO_SUCH_ADDRESS = auto()
    AWAY = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one mail; ``error`` holds codes only, because what servers say may name people."""

    fate: Fate
    error: str = ""


ACCEPTED = Outcome(Fate.ACCEPTED)


def _backend() -> EmailBackend:
    return EmailBackend()


class Transport(Protocol):
    """What takes mails to where they go: at most ``size`` at a time, in step."""

    size: int

    def begin(self, mails: Sequence[Mail]) -> None:
        """Announce at most ``size`` mails, without waiting. No mail leaves yet."""

    def hand_over(self) -> None:
        """Give the mails away. ``finish`` has to follow."""

    def finish(self) -> list[Outcome]:
        """Wait, and tell what became of each mail, in the order they were given."""

    def close(self) -> None:
        """Hang up."""


class Lines:
    """Several connections to the server that the settings name; opened when they are first needed."""

    def __init__(self, count: int) -> None:
        self.size = count
        self.lines = [_Line() for _turn in range(count)]
        self.started: list[tuple[_Line, Mail]] = []

    def begin(self, mails: Sequence[Mail]) -> None:
        """Announce at most one mail on each line that is open, without waiting."""
        for line, _mail in self.started:  # somebody was interrupted: nobody knows what the server waits for
            line.drop()
        self.started = list(zip(self.lines, mails, strict=False))
        for line, mail in self.started:
            line.begin(mail)

    def hand_over(self) -> None:
        """Read what the server says to that, and put the mails on the lines. ``finish`` has to follow."""
        for line, _mail in self.started:
            line.hand_over()

    def finish(self) -> list[Outcome]:
        """Wait for the server and tell what became of each mail, in the order they were given."""
        outcomes = [line.outcome() for line, _mail in self.started]
        self.started = []
        return outcomes

    def close(self) -> None:
        """Hang up."""
        for line in self.lines:
            line.close()


class Other:
    """Where mail goes that no server takes: into files, to the screen, into the memory of a test."""

    size = 1

    def __init__(self) -> None:
        self.started: list[Mail] = []
        self.outcomes: list[Outcome] = []

    def begin(self, mails: Sequence[Mail]) -> None:
        """Keep what is to be sent."""
        self.started = list(mails)

    def hand_over(self) -> None:
        """Hand each to the backend that the settings name."""
        self.outcomes = [self._send(mail) for mail in self.started]

    def finish(self) -> list[Outcome]:
        """Tell what became of each mail."""
        return self.outcomes

    def close(self) -> None:
        """Nothing is kept open."""

    def _send(self, mail: Mail) -> Outcome:
        try:
            address(mail.to)
            mail.for_django().send()
        except BadAddress:
            return Outcome(Fate.NO_SUCH_ADDRESS, "not an address")
        except ValueError:
            return Outcome(Fate.NEVER, "not a header")
        except TROUBLE as error:
            return Outcome(Fate.AWAY, type(error).__name__)
        return ACCEPTED


KEPT: dict[tuple[str, str, int, int], Transport] = {}
"""The connections of this process, by the server that they lead to and how many they are."""


def transport(count: int) -> Transport:
    """What takes mail to where the settings say, kept in this process from one time to the next."""
    where = (settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT, count)
    if where not in KEPT:
        by_server = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
        KEPT[where] = Lines(count) if by_server else Other()
    return KEPT[where]


def hang_up() -> None:
    """Close what is kept; it opens again when it is needed."""
    while KEPT:
        KEPT.popitem()[1].close()


@dataclass(slots=True)
class _Line:
    """One connection and the mail that is on it. What goes wrong is kept until the outcome is asked.

    ``reused``: the connection was there already, so that the server may have hung it up while it was idle.
    ``announced``: the server was told who the mail is from and for; only a line that is open is told early.
    ``gave_body``: from here on nobody knows whether a silent server has taken the mail.
    """

    backend: EmailBackend = field(default_factory=_backend)
    mail: Mail | None = None
    to: str = ""
    reused: bool = False
    announced: bool = False
    gave_body: bool = False
    said: Outcome | None = None

    def begin(self, mail: Mail) -> None:
        """Say who it is from and for, if that can be said without waiting."""
        self.mail, self.said, self.gave_body = mail, None, False
        self.reused, self.announced = self.backend.connection is not None, False
        try:
            self.to = address(mail.to)
        except BadAddress:
            self.said = Outcome(Fate.NO_SUCH_ADDRESS, "not an address")
        else:
            with contextlib.suppress(*TROUBLE):
                if self.reused:
                    self._envelope()
                    self.announced = True

    def hand_over(self) -> None:
        """Say it if that has not been done, read what the server says to that, and give it the mail."""
        if self.said is None:
            self._attempt(*(() if self.announced else (self._envelope,)), self._answered)

    def outcome(self) -> Outcome:
        """Read what the server says to the mail."""
        if self.said is None:
            self._attempt(self._final)
        return self.said or ACCEPTED

    def close(self) -> None:
        """Hang up, and be polite about it."""
        if self.backend.connection is not None:
            with contextlib.suppress(*TROUBLE):
                self.backend.connection.quit()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word."""
        server, self.backend.connection = self.backend.connection, None
        if server is not None:
            server.close()

    def _attempt(self, *steps: Callable[[], None]) -> None:
        """Take steps; when an idle line turns out to be hung up, open it anew and say it all once more."""
        try:
            for step in steps:
                step()
        except ValueError:
            self.drop()
            self.said = Outcome(Fate.NEVER, "not a header")
        except TROUBLE as error:
            self.drop()
            if self.reused and not self.gave_body and not _late(error):
                self.reused = False
                self._attempt(*dict.fromkeys((self._envelope, *steps)))
            else:
                self.said = _broken(error, self.gave_body)

    def _server(self) -> smtplib.SMTP:
        fresh = self.backend.connection is None and self.backend.open()
        server = cast("smtplib.SMTP", self.backend.connection)
        if fresh:
            server.ehlo_or_helo_if_needed()
        return server

    def _envelope(self) -> None:
        server = self._server()
        commands = (f"MAIL FROM:<{_own_address(sender())}>", f"RCPT TO:<{self.to}>", "DATA", "")
        server.send("\r\n".join(commands if server.has_extn("pipelining") else (commands[0], "")))

    def _answered(self) -> None:
        server = self._server()
        answers = [_reply(server)]
        if answers[0][0] == CLOSING and self.reused:
            raise smtplib.SMTPServerDisconnected
        if server.has_extn("pipelining"):
            answers += [_reply(server), _reply(server)]
        else:
            answers += [server.docmd("RCPT", f"TO:<{self.to}>"), server.docmd("DATA")]
        self.said = _refusal(answers)
        if self.said is not None:
            self._start_over(server, answers[2][0])
        elif self.mail is not None:
            body = self.mail.as_bytes().replace(b"\r\n.", b"\r\n..")
            self.gave_body = True
            server.send(body + b".\r\n")

    def _start_over(self, server: smtplib.SMTP, data: int) -> None:
        try:
            if data == GO_AHEAD:  # it wants the mail although nobody may get it: an empty one
                server.docmd(".")
            if server.docmd("RSET")[0] != DONE:
                self.drop()
        except TROUBLE:
            self.drop()

    def _final(self) -> None:
        code, words = _reply(self._server())
        if code == DONE:
            self.said = ACCEPTED
        else:
            self.said = Outcome(Fate.NEVER if code >= 500 else Fate.LATER, _code(code, words, "DATA"))
        if code in (CLOSING, -1):
            self.drop()


def _reply(server: smtplib.SMTP) -> tuple[int, bytes]:
    """The next answer, as smtplib reads it, without what it does besides for every line."""
    if server.file is None:
        return server.getreply()
    words = []
    while True:
        try:
            line = server.file.readline(LONGEST_ANSWER + 1)
        except OSError as error:
            server.close()
            raise smtplib.SMTPServerDisconnected from error
        if not line or len(line) > LONGEST_ANSWER:
            server.close()
            raise smtplib.SMTPServerDisconnected
        words.append(line[4:].strip())
        if line[3:4] != b"-" or not line[:3].isdigit():
            return int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(words)


@lru_cache(4)
def _own_address(name: str) -> str:
    return parseaddr(name)[1]


def _refusal(answers: list[tuple[int, bytes]]) -> Outcome | None:
    """What the answers to MAIL, RCPT and DATA mean when one of them is a no."""
    for (code, words), step in zip(answers, ("MAIL", "RCPT", "DATA"), strict=True):
        if code == GO_AHEAD or code // 100 == 2:
            continue
        error = _code(code, words, step)
        if code == CLOSING:
            return Outcome(Fate.AWAY, error)
        if code < 500 or step == "MAIL" or MAILBOX_FULL in error:
            return Outcome(Fate.LATER, error)
        wrong = step == "RCPT" and POLICY not in error
        return Outcome(Fate.NO_SUCH_ADDRESS if wrong else Fate.NEVER, error)
    return None


def _code(code: int, words: bytes, step: str) -> str:
    enhanced = ENHANCED.match(words)
    return " ".join(filter(None, (str(code), enhanced[1].decode() if enhanced else "", "at", step)))


def _late(error: BaseException) -> bool:
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _broken(error: BaseException, gave_body: bool) -> Outcome:
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome(Fate.AWAY, f"{error.smtp_code} at the door")
    what = "no answer in time" if _late(error) else "hung up"
    if gave_body:
        return Outcome(Fate.LATER, f"{what} after the mail")
    return Outcome(Fate.AWAY, what)
