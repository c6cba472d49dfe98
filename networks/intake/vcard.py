"""Reads an address book (vCard): one card is one person, organisation or community."""

from django.utils.translation import gettext_lazy as _

from networks.choices import Relation, Side
from networks.intake import guess
from networks.intake.clean import clean, plain
from networks.intake.draft import Draft
from networks.intake.errors import UnreadableFile
from networks.intake.limits import Limits
from networks.intake.remarks import Findings, guessed, left_out, taken
from networks.intake.sheet import Sheet, gather
from networks.intake.vcard_lines import Card, Property, cards

NO_CARDS = _("We found no readable card in this address book. Export it again, and choose that file.")
TOO_MANY_CARDS = _(
    "This address book holds more than %(most)s cards. Export only the people of this network."
)

SOURCE = _("card of %(name)s (line %(line)s)")
KINDS = {"org": "org", "organization": "org", "group": "group", "individual": "person", "": "person"}
RELATED = {
    "spouse": Relation.PARTNER,
    "sweetheart": Relation.PARTNER,
    "parent": Relation.PARENT,
    "child": Relation.CHILD,
    "sibling": Relation.SIBLING,
    "kin": Relation.FAMILY,
    "friend": Relation.FRIEND,
    "acquaintance": Relation.FRIEND,
    "neighbor": Relation.NEIGHBOUR,
    "co-worker": Relation.COLLEAGUE,
    "colleague": Relation.COLLEAGUE,
    "co-resident": Relation.OTHER,
    "contact": Relation.OTHER,
    "emergency": Relation.OTHER,
}
RELATED_LINES = ("RELATED", "X-ABRELATEDNAMES", "X-SPOUSE")
TURNED_ROUND = {Relation.PARENT: Relation.CHILD, Relation.CHILD: Relation.PARENT}


class AddressBook:
    """The cards of one file on the way to a draft."""

    def __init__(self, findings: Findings, limits: Limits) -> None:
        self.findings = findings
        self.limits = limits
        self.people: list[tuple[Card, Sheet]] = []
        self.labels: dict[str, str] = {}
        self.client: tuple[Card, Sheet] | None = None
        self.client_is_guessed = False

    def add(self, card: Card) -> None:
        """Make a sheet of a card, or remark why not."""
        source = _source(_name(card), card)
        kind = KINDS.get(_kind(card))
        if kind is None:
            self.findings.say(left_out("not_a_person", source, words=_name(card) or source))
            return
        sheet = _sheet(source, card, kind, self.limits)
        if not sheet.name_it():
            self.findings.say(left_out("nameless" if card.properties else "bad_card", source))
        elif kind == "group" and _members(card):
            self._label(card, sheet)
        elif sheet.is_self and self.client is None:
            self.client = card, sheet
        elif sheet.is_self:
            self.findings.say(left_out("client_again", source, name=sheet.name))
        else:
            self.people.append((card, sheet))

    def _label(self, card: Card, sheet: Sheet) -> None:
        """A group that lists cards of people is their label, not a member of the network."""
        for member in _members(card):
            self.labels.setdefault(member, sheet.name)
        self.findings.say(left_out("group_label", sheet.source, name=sheet.name))

    def relate(self) -> None:
        """Use labels and RELATED lines, now that all cards are known."""
        if self.client is None:
            self._find_client()
        for card, sheet in self.people:
            label = self.labels.get(_bare(card.text("UID")))
            if label and sheet.relation is None:
                sheet.place(label)
            for related in card.all(*RELATED_LINES):
                self._relate_to_client(card, sheet, related)
        if self.client:
            for related in self.client[0].all(*RELATED_LINES):
                self._relate_from_client(self.client[0], related)

    def _find_client(self) -> None:
        """When no card says who the client is: the one whom at least two cards name as their relative."""
        named: dict[str, list[str]] = {}
        for card, _sheet in self.people:
            for text in {related.text() for related in card.all(*RELATED_LINES)}:
                named.setdefault(_bare(text), []).append(text)
        most = max(named, key=lambda uid: len(named[uid]), default="")
        if not most or len(named[most]) < 2:
            return
        for one in self.people:
            if _bare(one[0].text("UID")) == most or plain(one[1].name) == plain(most):
                self.client = one
        if self.client is None and ":" not in most:
            sheet = Sheet("", self.limits)
            sheet.write("name", named[most][0])
            self.client = (Card(0), sheet) if sheet.name else None
        self.people = [one for one in self.people if one is not self.client]
        self.client_is_guessed = True

    def _relate_to_client(self, card: Card, sheet: Sheet, related: Property) -> None:
        """A line on somebody's own card says what another is to them, so it must be turned round.

        When the file holds one such line and no client, it might be about anybody: it is left out.
        """
        word = _related_word(card, related)
        relation = RELATED.get(word) or guess.meaning_of(word).relation
        if relation is None or not self._is_client(related):
            sheet.remarks.append(left_out("related_left_out", words=clean(related.text(), 80) or word))
        elif sheet.relation is None and sheet.side in (None, Side.INFORMAL):
            sheet.side, sheet.relation = Side.INFORMAL, TURNED_ROUND.get(relation, relation)
            sheet.remarks.append(taken("inverse", words=word))

    def _relate_from_client(self, card: Card, related: Property) -> None:
        """A line on the client's card says directly what somebody is to the client."""
        word = _related_word(card, related)
        relation = RELATED.get(word) or guess.meaning_of(word).relation
        wanted = _bare(related.text()), plain(related.text())
        for other, sheet in self.people:
            if wanted[0] == _bare(other.text("UID")) or wanted[1] == plain(sheet.name):
                if relation and sheet.side in (None, Side.INFORMAL):
                    sheet.side, sheet.relation = Side.INFORMAL, relation
                    sheet.remarks.append(taken("relation_stated", words=word, relation=relation.value))
                return
        sheet = Sheet(_source(_name(card), card), self.limits)
        sheet.write("name", "" if ":" in related.text() else related.text())
        if not sheet.name:
            self.findings.say(left_out("not_in_file", sheet.source, words=clean(related.text(), 80)))
            return
        sheet.side, sheet.relation = Side.INFORMAL, relation
        sheet.remarks.append(taken("only_named"))
        if relation:
            sheet.remarks.append(taken("relation_stated", words=word, relation=relation.value))
        self.people.append((card, sheet))

    def _is_client(self, related: Property) -> bool:
        if self.client is None or not related.text().strip():
            return False
        card, sheet = self.client
        uid = _bare(card.text("UID"))
        return bool(uid and _bare(related.text()) == uid) or plain(related.text()) == plain(sheet.name)


def read_vcards(text: str, findings: Findings, limits: Limits) -> Draft:
    """The draft of an address book. Raises UnreadableFile when no card is readable, or there are too many."""
    book = AddressBook(findings, limits)
    for count, card in enumerate(cards(text), start=1):
        if count > limits.max_people:
            raise UnreadableFile(str(TOO_MANY_CARDS) % {"most": limits.max_people}, code="too_many_people")
        book.add(card)
    book.relate()
    people, doubles = gather([sheet for _card, sheet in book.people], "vcard")
    for remark in doubles:
        findings.say(remark)
    client = book.client[1] if book.client else None
    if not people and client is None:
        raise UnreadableFile(NO_CARDS, code="no_people")
    if client is None:
        about = guessed("client_unknown")
    elif book.client_is_guessed:
        about = guessed("client_by_others", client.source)
    else:
        about = taken("client_by_word", client.source, words=client.is_self)
    return Draft(
        format="vcard",
        client_name=client.name if client else "",
        client_key=client.key("vcard") if client else "",
        client_remarks=(about,),
        people=tuple(people),
        needs=(),
        left_out=findings.all_left_out(),
        remarks=tuple(findings.file),
    )


def _sheet(source: str, card: Card, kind: str, limits: Limits) -> Sheet:
    sheet = Sheet(source, limits, identity=_bare(card.text("UID")))
    sheet.write("name", _name(card))
    _write_addresses(sheet, card)
    organisation = card.first("ORG")
    if organisation:
        sheet.write("organisation", ", ".join(part for part in organisation.parts()[:2] if part.strip()))
    for spoken in card.all("LANG"):
        sheet.language = sheet.language or guess.language_of(spoken.text())
    if kind != "person":
        sheet.side = guess.side_of_group(sheet.name) or (Side.COMMUNITY if kind == "group" else Side.FORMAL)
        sheet.remarks.append(guessed("side_guessed", words=_kind(card), side=sheet.side.value))
    _place(sheet, card)
    if card.first("NOTE"):
        sheet.remarks.append(left_out("notes_left_out"))
    if not card.closed:
        sheet.remarks.append(guessed("not_closed"))
    if card.bad_lines:
        sheet.remarks.append(left_out("bad_lines", count=str(card.bad_lines)))
    return sheet


def _write_addresses(sheet: Sheet, card: Card) -> None:
    for address in sorted(card.all("EMAIL"), key=_preference):
        sheet.write_email(address.text())
    for number in sorted(card.all("TEL"), key=lambda one: (_preference(one), "cell" not in one.types)):
        if not number.types & {"fax", "pager"}:
            sheet.write_phone(number.text().split(";")[0])


def _place(sheet: Sheet, card: Card) -> None:
    """Relation and function from categories, title and role; other categories are passed over."""
    for category in [item for one in card.all("CATEGORIES") for item in one.items()][:20]:
        sheet.place(clean(category, 100))
    for relation in card.all("X-RELATION", "X-RELATIONSHIP", "X-RELATIE", "RELATIONSHIP"):
        sheet.place(clean(relation.text(), 100))
    for function in (clean(one.text(), 300) for one in card.all("TITLE", "ROLE")):
        meaning = guess.meaning_of(function)
        sheet.place(function)
        if meaning.relation is None and not meaning.is_self:
            sheet.write("function", function)
    nickname = clean(card.text("NICKNAME"), 100)
    if nickname and plain(nickname) not in plain(sheet.name):
        sheet.remarks.append(taken("also_called", words=nickname))


def _source(name: str, card: Card) -> str:
    return str(SOURCE) % {"name": clean(name, 60) or "–", "line": card.line}


def _name(card: Card) -> str:
    shown = clean(card.text("FN"), 400)
    if shown:
        return shown
    name = card.first("N")
    if name is None:
        return ""
    family, given, middle, _prefix, suffix, *_rest = (*name.parts(), "", "", "", "", "")
    return " ".join(part for part in (given, middle, family, suffix) if part.strip())


def _kind(card: Card) -> str:
    apple = "org" if card.text("X-ABSHOWAS").upper() == "COMPANY" else ""
    kind = card.text("KIND") or card.text("X-ADDRESSBOOKSERVER-KIND") or apple
    return clean(kind, 40).lower()


def _members(card: Card) -> list[str]:
    return [_bare(one.text()) for one in card.all("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")]


def _bare(uid: str) -> str:
    return clean(uid, 300).lower().removeprefix("urn:uuid:")


def _preference(one: Property) -> int:
    """Lower comes first: PREF=1 of vCard 4, TYPE=pref of vCard 3."""
    order = one.params.get("PREF", "")
    return 0 if "pref" in one.types else int(order) if order.isdecimal() and len(order) < 4 else 101


def _related_word(card: Card, related: Property) -> str:
    """What kind of relation a line names: by its TYPE, or by Apple's label in the same group of lines."""
    if related.name == "X-SPOUSE":
        return "spouse"
    known = sorted(related.types & RELATED.keys())
    labels = [one for one in card.all("X-ABLABEL") if related.group and one.group == related.group]
    label = clean(labels[0].text(), 60).strip("_$!<> ").lower() if labels else ""
    return (known or [label or next(iter(sorted(related.types)), "")])[0]
