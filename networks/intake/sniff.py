"""What kind of file this is, by its content: refuses what we cannot read, with one sentence that helps."""

import codecs
import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.intake.errors import UnreadableFile
from networks.intake.limits import Limits

WORKBOOK = _("This is a spreadsheet workbook. Open it, save it as CSV, and choose that file.")
PICTURE = _("This is a picture. Choose a CSV, vCard or FHIR file.")
ARCHIVE = _("This is a compressed archive. Unpack it first, and choose the file that is inside.")
TEXT_DOCUMENT = _("This is a text document. Put the people in a table, save it as CSV, and choose that file.")
PROGRAM = _("This is a program or a database. Choose a CSV, vCard or FHIR file.")
SOUND = _("This is a sound or video file. Choose a CSV, vCard or FHIR file.")
PDF = _("This is a PDF. Choose a CSV, vCard or FHIR file.")
MARKUP = _("This is a web page or XML. Choose a CSV, vCard or FHIR file.")
FHIR_XML = _("This is FHIR in XML. Ask for the same file as JSON, and choose that one.")
CALENDAR = _("This is a calendar. Choose a CSV, vCard or FHIR file.")
BINARY = _("This file holds no text that we can read. Choose a CSV, vCard or FHIR file.")
EMPTY = _("This file is empty. Choose another file.")
TOO_LARGE = _("This file is too large: %(size)s MB, and we read at most %(most)s MB. Choose a smaller file.")

SIGNATURES: tuple[tuple[bytes, str, Promise], ...] = (
    (b"%PDF", "pdf", PDF),
    (b"\x89PNG", "picture", PICTURE),
    (b"GIF8", "picture", PICTURE),
    (b"\xff\xd8\xff", "picture", PICTURE),
    (b"BM", "picture", PICTURE),
    (b"II*\x00", "picture", PICTURE),
    (b"MM\x00*", "picture", PICTURE),
    (b"\x1f\x8b", "archive", ARCHIVE),
    (b"Rar!", "archive", ARCHIVE),
    (b"7z\xbc\xaf", "archive", ARCHIVE),
    (b"BZh", "archive", ARCHIVE),
    (b"\xfd7zXZ", "archive", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "archive", ARCHIVE),
    (b"\xd0\xcf\x11\xe0", "workbook", WORKBOOK),
    (b"{\\rtf", "document", TEXT_DOCUMENT),
    (b"\x7fELF", "program", PROGRAM),
    (b"MZ\x90", "program", PROGRAM),
    (b"SQLite format 3", "program", PROGRAM),
    (b"RIFF", "sound", SOUND),
    (b"OggS", "sound", SOUND),
    (b"ID3", "sound", SOUND),
)
INSIDE_ZIP: tuple[tuple[bytes, str, Promise], ...] = (
    (b"xl/", "workbook", WORKBOOK),
    (b"opendocument.spreadsheet", "workbook", WORKBOOK),
    (b"word/", "document", TEXT_DOCUMENT),
    (b"opendocument.text", "document", TEXT_DOCUMENT),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Text:
    """The decoded file. ``kind`` is csv, vcard or fhir; the flags say what had to be guessed or removed."""

    kind: str
    text: str
    guessed_encoding: bool
    removed_controls: bool


def sniff(content: bytes, limits: Limits) -> Text:
    """Decode the file and tell its kind. Raises UnreadableFile for anything that is not one of the three."""
    if len(content) > limits.max_bytes:
        size = {"size": _megabytes(len(content)), "most": _megabytes(limits.max_bytes)}
        raise UnreadableFile(str(TOO_LARGE) % size, code="too_large")
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile(EMPTY, code="empty")
    _refuse_known_kinds(content)
    text, certain = _decode(content)
    controls = len(CONTROLS.findall(text[:200_000]))
    if controls > max(3, min(len(text), 200_000) // 100):
        raise UnreadableFile(BINARY, code="binary")
    cleaned = CONTROLS.sub("", text)
    if not cleaned.strip():
        raise UnreadableFile(EMPTY, code="empty")
    return Text(_kind(cleaned), cleaned, not certain, len(cleaned) != len(text))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")


def _refuse_known_kinds(content: bytes) -> None:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for mark, code, sentence in INSIDE_ZIP:
            if mark in content[:200_000]:
                raise UnreadableFile(sentence, code=code)
        raise UnreadableFile(ARCHIVE, code="archive")
    for mark, code, sentence in SIGNATURES:
        if content.startswith(mark) and (
            len(mark) > 3 or not content[:200].isascii() or b"\x00" in content[:200]
        ):
            raise UnreadableFile(sentence, code=code)
    if content[4:8] == b"ftyp":
        raise UnreadableFile(SOUND, code="sound")


def _decode(content: bytes) -> tuple[str, bool]:
    """The text, and whether the encoding is certain."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff"), True
    start = content[:2000]
    if start[1::2].count(0) > len(start) // 3:
        return content.decode("utf-16-le", errors="replace"), True
    if start[::2].count(0) > len(start) // 3:
        return content.decode("utf-16-be", errors="replace"), True
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), False


def _kind(text: str) -> str:
    start = text[:4000].lstrip("\ufeff \t\r\n").casefold()
    if start.startswith("<"):
        fhir = "hl7.org/fhir" in text[:4000]
        raise UnreadableFile(FHIR_XML if fhir else MARKUP, code="markup")
    if start.startswith("begin:vcalendar"):
        raise UnreadableFile(CALENDAR, code="calendar")
    if start.startswith(("{", "[")):
        return "fhir"
    if start.startswith("begin:vcard") or "\nbegin:vcard" in start:
        return "vcard"
    return "csv"
