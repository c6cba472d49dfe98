"""The local mailbox of the demo: mails that were written into a folder instead of being sent."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN = re.compile(rb"^-{79}\r?\n", re.MULTILINE)
"""What Django's file backend writes after each message."""
NAME = re.compile(r"[0-9A-Za-z-]{1,60}\.log")
KEY = re.compile(r"([0-9A-Za-z-]{1,60})\.(\d{1,4})")
SHOWN = 100
"""How many mails are shown at most, newest first."""
LONGEST = 2_000_000
"""Bytes of a file beyond this are not read."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it was written. ``key`` finds it again: its file and its place in there."""

    key: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str


def letters() -> list[Letter]:
    """The newest mails in the folder."""
    found: list[Letter] = []
    for path in sorted(_files(), key=lambda path: path.stat().st_mtime, reverse=True):
        found += reversed(_read(path))
        if len(found) >= SHOWN:
            break
    return found[:SHOWN]


def letter(key: str) -> Letter | None:
    """One mail; None when it is not there."""
    folder, found = _folder(), KEY.fullmatch(key)
    path = folder / f"{found[1]}.log" if folder and found else None
    if path is None or not path.is_file():
        return None
    return next((one for one in _read(path) if one.key == key), None)


def _folder() -> Path | None:
    """The folder of the file backend; None when mail goes elsewhere."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    by_file = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return Path(folder) if folder and by_file else None


def _files() -> list[Path]:
    folder = _folder()
    if folder is None or not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.is_file() and NAME.fullmatch(path.name)]


def _read(path: Path) -> list[Letter]:
    with path.open("rb") as file:
        parts = [part for part in BETWEEN.split(file.read(LONGEST)) if part.strip()]
    return [_letter(f"{path.stem}.{number}", part) for number, part in enumerate(parts)]


def _letter(key: str, written: bytes) -> Letter:
    mail = message_from_bytes(written, policy=policy.default)
    try:
        sent_at = parsedate_to_datetime(str(mail["Date"]))
    except ValueError:
        sent_at = None
    if sent_at is not None and sent_at.tzinfo is None:  # "-0000" says UTC without a place
        sent_at = sent_at.replace(tzinfo=UTC)
    return Letter(
        key=key,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        sent_at=sent_at,
        text=_part(mail, "plain"),
        html=_part(mail, "html"),
    )


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
