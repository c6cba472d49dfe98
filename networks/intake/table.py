"""Reads a table of people (CSV): any order of columns, any sign between them, with or without names."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext_lazy as _

from networks.choices import Side
from networks.intake import guess, table_columns, words
from networks.intake.clean import clean, looks_like_formula, plain, without_formula
from networks.intake.draft import Draft
from networks.intake.errors import UnreadableFile
from networks.intake.limits import Limits
from networks.intake.remarks import Findings, guessed, left_out, taken
from networks.intake.sheet import Sheet, gather
from networks.intake.table_columns import Columns

LINE = _("line %(line)s")
DELIMITERS = ";,\t|"
LONGEST_CELL_LINES = 40
"""A cell over more lines than this is no address but a quotation mark that was never closed."""
MOST_LINES = 100_000
"""Far more lines than people: the rest of such a file is empty lines."""
QUOTED_NUMBER = re.compile(r'="?([+\d][\d\s().\-/]*)"?')

PARTS = {"email": _("e-mail address"), "relation": _("relation or function"), "side": _("kind of member")}

NOT_PEOPLE = _(
    "We found no list of people in this file. The first line should name the columns, such as Name; Relation."
)
TOO_MANY_COLUMNS = _(
    "This file has more than %(most)s columns, so it is no list of people. Choose another file."
)
TOO_MANY_PEOPLE = _(
    "This file holds more than %(most)s people, too many for one network. Choose a smaller file."
)
SEVERAL_CLIENTS = _(
    "This file holds the people of several clients (%(names)s). Make a file for each of them."
)
BAD_TABLE = _(
    "Line %(line)s of this table cannot be read. Save the table as CSV again, and choose that file."
)


def read_table(text: str, findings: Findings, limits: Limits) -> Draft:
    """The draft of a CSV file. Raises UnreadableFile when no column holds names, or when it is too large."""
    numbered = _rows(text, findings, limits)
    rows = [row for _line, row in numbered]
    columns = table_columns.by_names(rows) or table_columns.by_content(rows)
    if columns is None:
        raise UnreadableFile(NOT_PEOPLE, code="no_people")
    _say_columns(columns, numbered, findings)
    body = numbered[columns.header + 1 :]
    if len(body) > limits.max_people:
        raise UnreadableFile(str(TOO_MANY_PEOPLE) % {"most": limits.max_people}, code="too_many_people")
    named = _client_in_column([row for _line, row in body], columns)
    sheets, client = _sheets(body, columns, findings, limits)
    people, doubles = gather(sheets, "csv")
    for remark in doubles:
        findings.say(remark)
    if not people and client is None:
        raise UnreadableFile(NOT_PEOPLE, code="no_people")
    if client is None and named:
        client = Sheet("", limits)
        client.write("name", named)
        about = taken("client_in_column", column=_title(columns, "client"))
    else:
        about = (
            taken("client_by_word", client.source, words=client.is_self)
            if client
            else guessed("client_unknown")
        )
    return Draft(
        format="csv",
        client_name=client.name if client else "",
        client_key=client.key("csv") if client else "",
        client_remarks=(about,),
        people=tuple(people),
        needs=(),
        left_out=findings.all_left_out(),
        remarks=tuple(findings.file),
    )


def _sheets(
    body: Sequence[tuple[int, list[str]]], columns: Columns, findings: Findings, limits: Limits
) -> tuple[list[Sheet], Sheet | None]:
    """The sheets of everybody but the client, and the client's own when a line says who that is."""
    sheets: list[Sheet] = []
    client: Sheet | None = None
    for line, row in body:
        sheet = _sheet(str(LINE) % {"line": line}, row, columns, limits)
        if set(plain(sheet.name).split()[:1]) & words.TOTALS:
            findings.say(left_out("total", sheet.source, words=sheet.name))
        elif not sheet.name_it():
            findings.say(left_out("nameless", sheet.source))
        elif not sheet.is_self:
            sheets.append(sheet)
        elif client is None:
            client = sheet
        else:
            findings.say(left_out("client_again", sheet.source, name=sheet.name))
    return sheets, client


def _client_in_column(rows: Sequence[list[str]], columns: Columns) -> str:
    """The client whom a column names on every line. Raises UnreadableFile when it names several people."""
    place = next((at for at, part in columns.fields.items() if part == "client"), None)
    if place is None:
        return ""
    cells = {clean(row[place], 150) for row in rows if place < len(row)}
    named = sorted(
        {plain(cell): cell for cell in cells if plain(cell) not in words.YES | words.NO | {""}}.values()
    )
    if len(named) > 1:
        shown = ", ".join(named[:4]) + (", …" if len(named) > 4 else "")
        raise UnreadableFile(str(SEVERAL_CLIENTS) % {"names": shown}, code="several_clients")
    return named[0] if named else ""


def _title(columns: Columns, part: str) -> str:
    place = next((at for at, field in columns.fields.items() if field == part), -1)
    return columns.titles.get(place, str(place + 1))


def _rows(text: str, findings: Findings, limits: Limits) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their number in the file."""
    delimiter, skip = _delimiter(text)
    rows, torn = _parse(text, delimiter, limits, quoting=csv.QUOTE_MINIMAL)
    if torn:
        rows, torn = _parse(text, delimiter, limits, quoting=csv.QUOTE_NONE)
        rows = [(line, [cell.strip().strip('"') for cell in row]) for line, row in rows]
        findings.say(guessed("quotes"))
    return [(line, row) for line, row in rows if line > skip]


def _delimiter(text: str) -> tuple[str, int]:
    """The sign between cells, and how many lines at the start only say so (Excel's “sep=;”)."""
    first = text[:20].splitlines()[0] if text[:20].strip() else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    lines = [line for line in text[:20_000].splitlines()[:40] if line.strip()]
    best, most = ",", 0.0
    for sign in DELIMITERS:
        counts = [_outside_quotes(line, sign) for line in lines]
        steady = max((counts.count(count) for count in set(counts) if count), default=0)
        known = max((_known_names(line, sign) for line in lines[: table_columns.HEADER_SEARCH]), default=0)
        score = known * len(lines) + steady
        if score > most:
            best, most = sign, score
    return best, 0


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _known_names(line: str, sign: str) -> int:
    cells = line[:5000].split(sign)
    return sum(plain(cell) in table_columns.FIELD_OF for cell in cells) if len(cells) > 1 else 0


def _parse(
    text: str, delimiter: str, limits: Limits, *, quoting: Literal[0, 3]
) -> tuple[list[tuple[int, list[str]]], bool]:
    """The rows with their line numbers, and whether a quotation mark seems never to be closed."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, skipinitialspace=True
    )
    before = 0
    try:
        for row in reader:
            if len(row) > limits.max_columns and any(cell.strip() for cell in row[limits.max_columns :]):
                raise UnreadableFile(
                    str(TOO_MANY_COLUMNS) % {"most": limits.max_columns}, code="too_many_columns"
                )
            if reader.line_num - before > LONGEST_CELL_LINES:
                return rows, True
            if before > MOST_LINES:
                raise UnreadableFile(str(BAD_TABLE) % {"line": before}, code="bad_table")
            if any(cell.strip() for cell in row):
                rows.append((before + 1, row[: limits.max_columns]))
            if len(rows) > limits.max_people + 2 * table_columns.HEADER_SEARCH:
                return rows, False
            before = reader.line_num
    except csv.Error as error:
        if quoting == csv.QUOTE_MINIMAL:
            return rows, True
        raise UnreadableFile(str(BAD_TABLE) % {"line": before + 1}, code="bad_table") from error
    last = rows[-1][1] if rows else []
    return rows, quoting == csv.QUOTE_MINIMAL and any("\n" in cell for cell in last) and text.count(
        '"'
    ) % 2 == 1


def _say_columns(columns: Columns, numbered: Sequence[tuple[int, list[str]]], findings: Findings) -> None:
    if columns.header < 0:
        findings.say(guessed("no_header"))
    for line, _row in numbered[: max(columns.header, 0)]:
        findings.say(left_out("lines_above", line=str(line)))
    for place in columns.guessed:
        part = str(PARTS[columns.fields[place]])
        findings.say(guessed("column_guessed", column=clean(columns.titles[place], 60), part=part))
    for place in columns.unknown[:20]:
        findings.say(left_out("column_left_out", column=clean(columns.titles[place], 60)))
    if len(columns.unknown) > 20:
        findings.say(left_out("columns_left_out", count=str(len(columns.unknown) - 20)))


def _sheet(source: str, row: Sequence[str], columns: Columns, limits: Limits) -> Sheet:
    sheet = Sheet(source, limits)
    cells = _cells(sheet, row, columns)
    _write_name(sheet, cells)
    for address in cells.get("email", ()):
        sheet.write_email(address)
    for number in (*cells.get("mobile", ()), *cells.get("phone", ())):
        sheet.write_phone(number)
    for organisation in cells.get("organisation", ()):
        sheet.write("organisation", organisation)
    for language in cells.get("language", ()):
        sheet.language = guess.language_of(language)
    _place(sheet, cells, columns)
    return sheet


def _cells(sheet: Sheet, row: Sequence[str], columns: Columns) -> dict[str, list[str]]:
    """The filled cells by field, without formulas."""
    cells: dict[str, list[str]] = {}
    for place, raw in enumerate(row):
        part = columns.fields.get(place)
        text = clean(raw, sheet.limits.max_field)
        if not part or not text:
            continue
        number = QUOTED_NUMBER.fullmatch(text)
        if number and part in ("phone", "mobile"):
            text = number.group(1)
        if looks_like_formula(text):
            column = columns.titles.get(place, "") or str(place + 1)
            sheet.remarks.append(left_out("formula", column=clean(column, 60)))
        else:
            cells.setdefault(part, []).append(text)
    if columns.header >= 0 and any(raw.strip() for raw in row[len(columns.titles) :]):
        sheet.remarks.append(left_out("extra_cells"))
    return cells


def _write_name(sheet: Sheet, cells: dict[str, list[str]]) -> None:
    parts = [part for name in ("first", "infix", "last") for part in cells.get(name, ())[:1]]
    if cells.get("last") and not cells.get("first"):
        parts = [*cells.get("initials", ())[:1], *parts]
    full = " ".join(cells.get("name", ())[:1])
    if full.count(",") == 1 and not parts:
        last, first = (part.strip() for part in full.split(","))
        if first and last:
            sheet.remarks.append(guessed("name_turned", words=full))
            full = _turned(first, last)
    if cells.get("last") and cells.get("name") and not cells.get("first"):
        parts = [full, *parts]  # a column “Naam” beside “Achternaam” holds the first name
    sheet.write("name", without_formula(" ".join(parts) or full))


def _turned(first: str, last: str) -> str:
    """“Berg, Anna van den” and “Berg van den, Anna” both become Anna van den Berg."""
    given, family = first.split(), last.split()
    while len(family) > 1 and plain(family[-1]) in words.SURNAME_PREFIXES:
        family.insert(0, family.pop())
    while len(given) > 1 and plain(given[-1]) in words.SURNAME_PREFIXES:
        family.insert(0, given.pop())
    return " ".join([*given, *family])


def _place(sheet: Sheet, cells: dict[str, list[str]], columns: Columns) -> None:
    """Side, relation, function and circle, from the columns that are there."""
    for text in cells.get("client", ())[:1]:
        if plain(text) in words.YES:
            sheet.is_self = f"{_title(columns, 'client')}: {text}"
    for text in cells.get("circle", ())[:1]:
        _write_circle(sheet, text, _title(columns, "circle"))
    for text in cells.get("side", ())[:1]:
        _write_side(sheet, text, _title(columns, "side"))
    for text in cells.get("relation", ()):
        _write_relation(sheet, text, _title(columns, "relation"))
    for text in cells.get("function", ()):
        sheet.place(text)
        sheet.write("function", text)
    for text in cells.get("side", ())[:1]:
        if sheet.side is Side.INFORMAL and sheet.relation is None and guess.meaning_of(text).relation:
            sheet.place(text)
    if sheet.side is Side.FORMAL and not sheet.function:
        sheet.write("function", " ".join(cells.get("relation", ())[:1]))


def _write_circle(sheet: Sheet, text: str, column: str) -> None:
    sheet.circle = words.CIRCLES.get(plain(text))
    if sheet.circle:
        sheet.remarks.append(taken("circle_stated", words=text, circle=sheet.circle.value))
    else:
        sheet.remarks.append(left_out("unknown_word", words=text, column=column))


def _write_side(sheet: Sheet, text: str, column: str) -> None:
    side = words.SIDES.get(plain(text)) or _side_by_yes(plain(text), plain(column))
    if side is not None:
        sheet.side = side
        sheet.remarks.append(taken("side_stated", words=f"{column}: {text}", side=side.value))
    elif not sheet.place(text):
        sheet.remarks.append(left_out("unknown_word", words=text, column=column))


def _side_by_yes(answer: str, column: str) -> Side | None:
    """The side when a column such as “professional” is answered with yes or no."""
    side = next((words.SIDES[word] for word in column.split() if word in words.SIDES), None)
    if answer in words.YES:
        return side
    return (
        {Side.FORMAL: Side.INFORMAL, Side.INFORMAL: Side.FORMAL}.get(side)
        if side and answer in words.NO
        else None
    )


def _write_relation(sheet: Sheet, text: str, column: str) -> None:
    """A relation, or a function that stands in the same column; a word nobody knows is kept as a function."""
    understood = sheet.place(text)
    if guess.meaning_of(text).is_function or not understood:
        sheet.write("function", text)
    if not understood and sheet.side is not Side.FORMAL:
        sheet.remarks.append(guessed("unknown_word", words=text, column=column))
