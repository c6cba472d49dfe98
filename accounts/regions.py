"""Reads a list of municipalities. Pure: text in, rows or a list of faults out, each with its line number."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

COLUMNS = ("code", "name", "parent", "valid_from")
CODE = re.compile(r"GM\d{4}")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One line of the list. ``valid_until`` is the first day on which it is gone."""

    line: int
    code: str
    name: str
    parent: str
    valid_from: date
    valid_until: date | None


class BadList(Exception):
    """The list cannot be loaded. ``faults`` says why, one sentence a line."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_municipalities(content: bytes) -> list[Municipality]:
    """Every municipality in the list. Raises BadList, naming all faults at once."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList([_("The file is not text in UTF-8.")]) from error
    if "\0" in text:
        raise BadList([_("The file is not text in UTF-8.")])
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise BadList(
            [_("The first line must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}]
        )
    faults: list[str] = []
    rows = [row for row in (_row(reader.line_num, cells, faults) for cells in reader) if row is not None]
    faults += _overlaps(rows)
    if not rows and not faults:
        faults.append(_("The file names no municipality."))
    if faults:
        raise BadList(faults)
    return rows


def _row(line: int, cells: dict[str, str | None], faults: list[str]) -> Municipality | None:
    code, name, parent = ((cells.get(column) or "").strip() for column in ("code", "name", "parent"))
    begin, until = _day(cells.get("valid_from")), _day(cells.get("valid_until"))
    wrong = None
    if not CODE.fullmatch(code):
        wrong = _("Line %(line)d: “%(value)s” is not a code such as GM0228.") % {
            "line": line,
            "value": code[:40],
        }
    elif not 0 < len(name) <= LONGEST_NAME:
        wrong = _("Line %(line)d: the name is empty or too long.") % {"line": line}
    elif not parent:
        wrong = _("Line %(line)d: the parent is empty.") % {"line": line}
    elif not isinstance(begin, date):
        wrong = _("Line %(line)d: the first day must look like 2026-01-01.") % {"line": line}
    elif until == "wrong" or (isinstance(until, date) and until <= begin):
        wrong = _("Line %(line)d: the last day must look like 2027-01-01 and come after the first.") % {
            "line": line
        }
    if wrong is not None or not isinstance(begin, date):
        faults.append(wrong or "")
        return None
    return Municipality(
        line=line,
        code=code,
        name=name,
        parent=parent,
        valid_from=begin,
        valid_until=until if isinstance(until, date) else None,
    )


def _day(cell: str | None) -> date | str | None:
    """A day, None for an empty cell, or "wrong"."""
    text = (cell or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return "wrong"


def _overlaps(rows: list[Municipality]) -> list[str]:
    faults = []
    ordered = sorted(rows, key=lambda row: (row.code, row.valid_from))
    for before, after in pairwise(ordered):
        if before.code == after.code and (
            before.valid_until is None or before.valid_until > after.valid_from
        ):
            words = {"line": after.line, "code": after.code, "other": before.line}
            faults.append(_("Line %(line)d: %(code)s is already on line %(other)d for that time.") % words)
    return faults
