"""One person on the way from file to draft: every reader fills a sheet, and the sheet makes the line."""

import re
from dataclasses import dataclass, field

from networks.choices import Circle, Relation, Side
from networks.intake import guess
from networks.intake.clean import EMPTY_WORDS, clean, email_of, key_of, phone_of, plain, without_formula
from networks.intake.draft import PersonLine
from networks.intake.limits import Limits
from networks.intake.remarks import Remark, guessed, left_out, taken

SEVERAL = re.compile(r"[,;/|]|\s(?:of|or|en|and)\s")
IN_BRACKETS = re.compile(r"(?P<name>.*\S)\s*\((?P<words>[^()]{2,60})\)")
VAGUE = frozenset({Relation.FAMILY, Relation.OTHER})


@dataclass(slots=True)
class Sheet:
    """What is known so far about one person. Set fields through the methods: they clean, check and remark."""

    source: str
    limits: Limits
    name: str = ""
    function: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    side: Side | None = None
    relation: Relation | None = None
    circle: Circle | None = None
    takes_part: bool = True
    is_self: str = ""
    identity: str = ""
    """Whatever names this person for good in the file: an identifier, a UID, a web address of the record."""
    remarks: list[Remark] = field(default_factory=list)

    def write(self, part: str, text: str) -> None:
        """Fill name, function or organisation when it is still empty; too long a text is cut and said so."""
        text = clean(text, self.limits.max_field)
        if part == "name":
            text = without_formula(text)
        if getattr(self, part) or text.casefold() in EMPTY_WORDS:
            return
        most = self.limits.max_function if part == "function" else self.limits.max_name
        if len(text) > most:
            self.remarks.append(guessed("shortened", words=text[:40]))
        setattr(self, part, text[:most].strip())

    def write_email(self, text: str) -> None:
        """Take the first good e-mail address; remark on what is none and on what comes after."""
        text = clean(text, self.limits.max_field)
        if text.casefold() in EMPTY_WORDS:
            return
        address = email_of(text.removeprefix("mailto:"))
        if not address:
            self.remarks.append(left_out("bad_email", words=text[:80]))
        elif not self.email:
            self.email = address
        if address and (address != self.email or text.count("@") > 1):
            self._say_more_addresses()

    def write_phone(self, text: str) -> None:
        """Take the first good phone number; remark on what is none and on what comes after."""
        text = (
            clean(text, self.limits.max_field).strip("'\"").removeprefix("tel:").removeprefix("=").strip('"')
        )
        if text.casefold() in EMPTY_WORDS:
            return
        number = phone_of(text) or next(filter(None, map(phone_of, SEVERAL.split(text))), "")
        if not number:
            self.remarks.append(left_out("bad_phone", words=text[:80]))
        elif not self.phone:
            self.phone = number
            if number != text:
                self._say_more_addresses()
        elif _digits(number) != _digits(self.phone):
            self._say_more_addresses()

    def _say_more_addresses(self) -> None:
        if all(remark.code != "more_addresses" for remark in self.remarks):
            self.remarks.append(left_out("more_addresses"))

    def place(self, text: str, *, by: str = "guessed") -> bool:
        """Let words such as “buurvrouw” fill side and relation. Returns whether they were understood."""
        meaning = guess.meaning_of(text)
        if meaning.is_self:
            self.is_self = text
        if meaning.legal:
            self.remarks.append(taken("legal_role", words=text))
        remark = taken if by == "stated" else guessed
        open_side = self.side in (None, Side.INFORMAL)
        if meaning.relation and open_side and self._says_more(meaning.relation):
            self.side, self.relation = Side.INFORMAL, meaning.relation
            self.remarks.append(remark(f"relation_{by}", words=text, relation=meaning.relation.value))
        elif meaning.side and self.side is None:
            self.side = meaning.side
            self.remarks.append(remark(f"side_{by}", words=text, side=meaning.side.value))
        return meaning is not guess.NOTHING

    def _says_more(self, relation: Relation) -> bool:
        """Whether a relation is new, or more precise than “family” or “someone else”."""
        return self.relation is None or (self.relation in VAGUE and relation not in VAGUE)

    def name_it(self) -> bool:
        """Find another name when there is none: the organisation's, or from the e-mail address."""
        if not self.name and self.organisation:
            self.name = self.organisation
            self.remarks.append(guessed("name_from_organisation"))
            if self.side is None:
                self.side = guess.side_of_group(self.organisation)
        if not self.name and self.email:
            words = self.email.split("@")[0].replace(".", " ").replace("_", " ")
            self.write("name", words.title())
            self.remarks.append(guessed("name_from_mail"))
        return bool(self.name)

    def read_name(self) -> None:
        """Use what a name says beside the name: “A. Jansen (huisarts)”, “Buurvrouw Joke”, “Mama”."""
        match = IN_BRACKETS.fullmatch(self.name)
        meaning = guess.meaning_of(match["words"]) if match else guess.NOTHING
        if match and meaning is not guess.NOTHING:
            self.remarks.append(guessed("name_turned", words=self.name))
            self.name = match["name"]
            self.place(match["words"])
            if meaning.is_function:
                self.write("function", match["words"])
        elif self.side is None and not self.function and not self.organisation:
            self.place(guess.title_in(self.name))

    def settle(self) -> None:
        """Fill what is still open with the most careful guess, and say so."""
        self.read_name()
        self.side = self.side or self._guess_side()
        if self.side is not Side.INFORMAL:
            self.relation = None
        elif self.relation is None:
            self.relation = Relation.OTHER
            self.remarks.append(guessed("relation_unknown"))
        if self.circle is None:
            self.circle = guess.circle_for(self.side, self.relation, takes_part=self.takes_part)
            self.remarks.append(guessed("circle_guessed", circle=self.circle.value))

    def _guess_side(self) -> Side:
        group = guess.side_of_group(self.name)
        words = self.name if group else self.function or self.organisation
        side = group or (Side.FORMAL if words else Side.INFORMAL)
        said = guessed("side_guessed", words=words, side=side.value)
        self.remarks.append(said if words else guessed("side_default", side=side.value))
        return side

    def key(self, kind: str) -> str:
        """The stable key: what names the person for good, else the name with one way to reach them."""
        if self.identity:
            return key_of(kind, "id", self.identity)
        return key_of(kind, plain(self.name), self.email or _digits(self.phone) or plain(self.organisation))

    def line(self, key: str) -> PersonLine:
        """The finished line. Call ``settle`` first."""
        if self.side is None or self.circle is None:
            raise ValueError(self.source)
        return PersonLine(
            key=key,
            source=self.source,
            name=self.name,
            side=self.side,
            relation=self.relation,
            function=self.function,
            organisation=self.organisation,
            email=self.email,
            phone=self.phone,
            circle=self.circle,
            takes_part=self.takes_part,
            remarks=tuple(self.remarks),
            language=self.language,
        )


def _digits(number: str) -> str:
    return "".join(sign for sign in number if sign.isdigit())


def differ(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets with one name are clearly two people: other mail, phone or relation."""
    if one.email and other.email:
        return one.email != other.email
    if one.phone and other.phone and _digits(one.phone)[-8:] != _digits(other.phone)[-8:]:
        return True
    known = {one.relation, other.relation} - {None, Relation.OTHER}
    return len(known) > 1


def gather(sheets: list[Sheet], kind: str) -> tuple[list[PersonLine], list[Remark]]:
    """Settle the sheets into lines with unique keys; a second mention of one person is left out."""
    lines: list[PersonLine] = []
    doubles: list[Remark] = []
    seen: dict[str, list[Sheet]] = {}
    keys: dict[str, int] = {}
    for sheet in sheets:
        sheet.settle()
        namesakes = seen.setdefault(plain(sheet.name), [])
        first = next((one for one in namesakes if not _told_apart(one, sheet)), None)
        if first is not None:
            doubles.append(left_out("double", sheet.source, name=sheet.name, other=first.source))
            continue
        if namesakes:
            sheet.remarks.append(guessed("same_name", other=namesakes[0].source))
        namesakes.append(sheet)
        key = sheet.key(kind)
        keys[key] = keys.get(key, 0) + 1
        lines.append(sheet.line(key if keys[key] == 1 else f"{key}#{keys[key]}"))
    return lines, doubles


def _told_apart(one: Sheet, other: Sheet) -> bool:
    if one.identity and other.identity:
        return one.identity != other.identity
    return differ(one, other)
