"""Filling a sheet from one FHIR record: name, addresses, functions, organisation, side and relation."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from networks.choices import Relation, Side
from networks.intake import guess
from networks.intake.clean import clean, plain
from networks.intake.fhir_client import named_in
from networks.intake.fhir_codes import (
    CARE_ORGANISATION_TYPES,
    COMMUNITY_TYPES,
    Kinship,
    is_vague,
    kinship,
)
from networks.intake.fhir_index import Index
from networks.intake.fhir_names import best_name, identity, nickname, write_telecom
from networks.intake.fhir_tree import Element, Resource, concept_codes, concept_words
from networks.intake.remarks import Findings, guessed, left_out, taken
from networks.intake.sheet import Sheet

GROUPS = frozenset({"Organization", "CareTeam", "HealthcareService", "Group"})
PEOPLE = frozenset({"Practitioner", "RelatedPerson", "Person", "Patient"})
PROFESSIONALS = frozenset({"Practitioner", "PractitionerRole"})
PARTICIPATION = {
    "RESP": _("responsible practitioner"),
    "ATND": _("attending practitioner"),
    "PPRF": _("primary performer"),
    "SPRF": _("secondary performer"),
    "REF": _("referrer"),
    "CON": _("consultant"),
}


class Filler:
    """Knows how each kind of record describes a person. ``used`` gathers records that are part of a line."""

    def __init__(self, index: Index, findings: Findings, today: date) -> None:
        self.index = index
        self.findings = findings
        self.today = today
        self.used: set[str] = set()
        self._roles: dict[str, list[Resource]] = {}
        for role in index.of("PractitionerRole"):
            person = self.practitioner_of(role)
            if person is not None:
                self._roles.setdefault(person.source, []).append(role)

    def practitioner_of(self, role: Resource) -> Resource | None:
        reference = role.child("practitioner") if role.kind == "PractitionerRole" else None
        return self.index.resolve(reference, role) if reference else None

    def use(self, record: Resource | None) -> None:
        if record is not None:
            self.used.add(record.source)

    def why_over(self, record: Resource | None) -> str:
        """The code of the remark why a record no longer counts, or nothing."""
        for one in filter(None, (record, self.practitioner_of(record) if record else None)):
            if one.has("deceasedDateTime") or one.flag("deceasedBoolean"):
                return "deceased"
            if one.flag("active") is False:
                return "inactive"
        return ""

    def _is_over(self, record: Resource) -> bool:
        period = record.child("period")
        until = period.day("end") if period else None
        return bool(until and until < self.today) or bool(self.why_over(record))

    def fill(self, sheet: Sheet, record: Resource, display: str) -> bool:
        if record.kind == "PractitionerRole":
            self._fill_from_role(sheet, record)
        elif record.kind in GROUPS or record.kind in PEOPLE:
            self._fill_from_person(sheet, record)
        else:
            self.findings.say(left_out("not_a_person", record.source, words=display or record.source))
            return False
        sheet.write("name", named_in(display)[0])
        if not sheet.name_it():
            self.findings.say(left_out("nameless", record.source))
            self.use(record)
        return bool(sheet.name)

    def _fill_from_person(self, sheet: Sheet, record: Resource) -> None:
        sheet.write("name", best_name(record, self.today))
        sheet.identity = sheet.identity or identity(record)
        called = nickname(record, sheet.name)
        if called:
            sheet.remarks.append(taken("also_called", words=clean(called, 100)))
        write_telecom(sheet, record, self.today)
        for spoken in record.children("communication"):
            language = spoken.child("language") or spoken
            codes = [code for _system, code, _display in concept_codes(language)]
            sheet.language = sheet.language or next(filter(None, map(guess.language_of, codes)), "")
        if record.kind == "RelatedPerson":
            self.write_kinship(sheet, record)
        elif record.kind == "Practitioner":
            self._write_qualification(sheet, record)

    def _fill_from_role(self, sheet: Sheet, role: Resource) -> None:
        self._write_functions(sheet, [*role.children("code"), *role.children("specialty")])
        self.write_organisation(sheet, role.child("organization"), role)
        reference = role.child("practitioner")
        person = self.index.resolve(reference, role) if reference else None
        if person is not None:
            self._fill_from_person(sheet, person)
            self.use(person)
        elif reference is not None:
            sheet.write("name", named_in(reference.text("display"))[0])
        sheet.identity = sheet.identity or identity(role)
        write_telecom(sheet, role, self.today)
        for contact in role.children("contact"):
            write_telecom(sheet, contact, self.today)

    def write_organisation(self, sheet: Sheet, reference: Element | None, holder: Resource) -> None:
        if reference is None:
            return
        record = self.index.resolve(reference, holder)
        name = best_name(record, self.today) if record else ""
        sheet.write("organisation", name or named_in(reference.text("display"))[0])

    def _write_functions(self, sheet: Sheet, concepts: list[Element]) -> None:
        """The first concept with words is the function; the others are kept as a remark."""
        useful = [concept for concept in concepts if not is_vague(concept)] or concepts
        for concept in useful:
            words = clean(concept_words(concept), 200)
            codes = [code for _system, code, _display in concept_codes(concept)]
            words = words or next((str(PARTICIPATION[code]) for code in codes if code in PARTICIPATION), "")
            if not words and codes:
                sheet.remarks.append(guessed("code_without_words", words=codes[0]))
            elif words and not sheet.function:
                sheet.write("function", words)
                sheet.remarks.append(taken("function_stated", words=words))
            elif words and plain(words) != plain(sheet.function):
                sheet.remarks.append(taken("function_more", words=words))

    def _write_qualification(self, sheet: Sheet, record: Resource) -> None:
        if sheet.function:
            return
        for role in self._roles.get(record.source, ()):
            if not self._is_over(role):
                self._write_functions(sheet, [*role.children("code"), *role.children("specialty")])
                self.write_organisation(sheet, role.child("organization"), role)
                write_telecom(sheet, role, self.today)
            self.use(role)
        if not sheet.function:
            codes = [code for one in record.children("qualification") if (code := one.child("code"))]
            self._write_functions(sheet, codes[:1])

    def write_side(self, sheet: Sheet, kind: str, record: Resource | None) -> None:
        if kind in PROFESSIONALS and guess.meaning_of(sheet.function).relation is Relation.VOLUNTEER:
            sheet.place(sheet.function)
        elif kind in PROFESSIONALS:
            sheet.side = Side.FORMAL
            sheet.remarks.append(taken("side_stated", words=kind, side=Side.FORMAL.value))
        elif kind in GROUPS:
            self._write_group(sheet, kind, record)
        elif kind in ("RelatedPerson", "Patient", "Person") and sheet.side is None:
            sheet.side = Side.INFORMAL
            sheet.remarks.append(taken("side_stated", words=kind, side=Side.INFORMAL.value))

    def _write_group(self, sheet: Sheet, kind: str, record: Resource | None) -> None:
        if kind == "CareTeam":
            sheet.remarks.append(guessed("nested_team"))
        types = record.children("type") if record else []
        codes = {code for concept in types for _system, code, _display in concept_codes(concept)}
        words = next(filter(None, map(concept_words, types)), "") or kind
        stated = (
            Side.COMMUNITY
            if codes & COMMUNITY_TYPES
            else Side.FORMAL
            if codes & CARE_ORGANISATION_TYPES
            else None
        )
        if stated:
            sheet.side = stated
            sheet.remarks.append(taken("side_stated", words=words, side=stated.value))
            return
        sheet.side = guess.side_of_group(f"{sheet.name} {words}") or Side.FORMAL
        sheet.remarks.append(guessed("side_guessed", words=sheet.name, side=sheet.side.value))

    def write_kinship(self, sheet: Sheet, record: Resource) -> None:
        """All relationships of a RelatedPerson: the first that says what somebody is, counts."""
        found = [kinship(concept) for concept in record.children("relationship")]
        known = [one for one in found if one.relation not in (None, Relation.OTHER)]
        best = next(
            iter([*known, *(one for one in found if one.relation), *(one for one in found if one.side)]), None
        )
        for one in found:
            if one.is_self:
                sheet.is_self = one.words
            if one.legal:
                sheet.remarks.append(taken("legal_role", words=one.words))
            elif one is not best and one.words:
                sheet.remarks.append(taken("function_more", words=one.words))
        if best is None:
            return
        if best.relation:
            _write_relation(sheet, best)
        elif best.side:
            sheet.side = best.side
            sheet.write("function", best.words if best.side is Side.FORMAL else "")
            sheet.remarks.append(guessed("side_guessed", words=best.words, side=best.side.value))

    def write_roles(self, sheet: Sheet, place: Element, kind: str) -> None:
        """What the team says somebody does in it: a function for professionals, a relation for others."""
        roles = place.children("role")
        for role in roles if kind not in GROUPS else []:
            one = kinship(role)
            if one.legal:
                sheet.remarks.append(taken("legal_role", words=one.words))
            believable = kind not in PROFESSIONALS or one.stated or one.relation is Relation.VOLUNTEER
            if one.side is Side.INFORMAL and believable and sheet.relation in (None, Relation.OTHER):
                _write_relation(sheet, one)
        if sheet.side is not Side.INFORMAL and kind not in GROUPS:
            telling = [role for role in roles if not is_vague(role)]
            self._write_functions(sheet, telling or ([] if sheet.function else roles))


def _write_relation(sheet: Sheet, one: Kinship) -> None:
    """Somebody turns out to be informal: what was said about their side before no longer holds."""
    sheet.remarks = [remark for remark in sheet.remarks if remark.code != "side_stated"]
    sheet.side, sheet.relation = Side.INFORMAL, one.relation or Relation.OTHER
    remark, code = (taken, "relation_stated") if one.stated else (guessed, "relation_guessed")
    sheet.remarks.append(remark(code, words=one.words, relation=sheet.relation.value))
