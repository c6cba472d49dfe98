"""The networks that opened their patterns to a coach, as a table for a spreadsheet, line by line."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from accounts.access import Office
from carenet.lib.events import announce_look
from networks.choices.coaching import Opens
from networks.choices.health import SignalKind
from networks.coaching.doors import SEEN, office_event, opened
from networks.models import Participation
from networks.overview.reading import since_of
from networks.overview.sheet import AT_ONCE, plain


def written(office: Office) -> Iterator[str]:
    """The table as pieces of text: a head, then a line for each network, after its own ledger was told.
    Words are looked up now.
    """
    names = {kind.value: str(kind.label) for kind in SignalKind}
    head = [
        _("Number"), _("Nickname"), _("People"), _("Family and friends"), _("Professionals"),
        _("Communities"), _("Open needs"), _("What stands out"), _("Since"),
    ]  # fmt: skip
    rows = opened(office, Opens.PATTERNS).order_by("number", "pk").iterator(chunk_size=AT_ONCE)
    return _pieces(office, head, rows, names)


def _pieces(
    office: Office, head: list[str], rows: Iterator[Participation], names: dict[str, str]
) -> Iterator[str]:
    yield _text(head)
    for row in rows:
        announce_look(office_event(office, SEEN, row.network_id))
        yield _text(_line(row, names))


def _line(row: Participation, names: dict[str, str]) -> list[object]:
    since = since_of(row)
    return [
        row.number, plain(row.nickname), row.people, row.informal, row.formal, row.communities, row.needs,
        "; ".join(names.get(code, code) for code in row.signals), since.isoformat() if since else "",
    ]  # fmt: skip


def _text(values: list[object] | list[str]) -> str:
    page = StringIO()
    csv.writer(page).writerow(values)
    return page.getvalue()
