"""The networks of an organisation as a table for a spreadsheet, line by line, however many there are."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Office
from networks.choices import NetworkStatus
from networks.choices.health import SignalKind
from networks.models import Participation
from networks.overview.asking import Question
from networks.overview.reading import found_by, since_of

AT_ONCE = 2000
"""Rows that are in memory together."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(office: Office, asked: Question) -> Iterator[str]:
    """The table as pieces of text: a head, then one line for each network that the question finds.

    Every word is looked up now, in the reader's language; the rows are read while the pieces are taken.
    """
    signals = {kind.value: str(kind.label) for kind in SignalKind}
    statuses = {one.value: str(one.label) for one in NetworkStatus}
    rows = found_by(office, asked).order_by(*asked.order).iterator(chunk_size=AT_ONCE)
    return chain([_lines([_head()])], _pieces(rows, signals, statuses))


def _pieces(
    rows: Iterator[Participation], signals: dict[str, str], statuses: dict[str, str]
) -> Iterator[str]:
    while held := list(islice(rows, AT_ONCE)):
        yield _lines([_line(row, signals, statuses) for row in held])


def _line(row: Any, signals: dict[str, str], statuses: dict[str, str]) -> list[object]:
    since = since_of(row)
    return [
        row.number, plain(row.nickname), plain(row.team_name or ""), statuses[row.status],
        row.people, row.informal, row.formal, row.communities, row.own, row.needs,
        "; ".join(signals.get(code, code) for code in row.signals), since.isoformat() if since else "",
        " ".join(map(str, row.trend)),
    ]  # fmt: skip


def _head() -> list[object]:
    return [
        _("Number"), _("Nickname"), _("Team"), _("State"), _("People"), _("Family and friends"),
        _("Professionals"), _("Communities"), _("Of us"), _("Open needs"), _("What stands out"), _("Since"),
        _("How many things stood out in each of the last twelve weeks"),
    ]  # fmt: skip


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(rows: list[list[object]]) -> str:
    page = StringIO()
    csv.writer(page).writerows(rows)
    return page.getvalue()
