"""The people of a FHIR file: everybody in the team, and who else is in the file."""

from datetime import date

from networks.intake.clean import clean, plain
from networks.intake.fhir_client import Chooser, Chosen, named_in
from networks.intake.fhir_fill import PROFESSIONALS, Filler
from networks.intake.fhir_index import Index, pointer, reference_kind
from networks.intake.fhir_names import best_name, write_telecom
from networks.intake.fhir_tree import Element, Resource, concept_words
from networks.intake.limits import Limits
from networks.intake.remarks import Findings, guessed, left_out, taken
from networks.intake.sheet import Sheet


class People:
    """Turns team places and loose records into sheets, each person once."""

    def __init__(
        self, index: Index, chosen: Chosen, chooser: Chooser, findings: Findings, limits: Limits, today: date
    ) -> None:
        self.index = index
        self.chosen = chosen
        self.chooser = chooser
        self.findings = findings
        self.limits = limits
        self.today = today
        self.fill = Filler(index, findings, today)
        self.sheets: dict[str, Sheet] = {}

    def read(self) -> list[Sheet]:
        """The sheets of the team first, then those of people who are in the file but not in the team."""
        for team in self.chosen.teams:
            for number, place in enumerate(team.children("participant"), start=1):
                self._read_place(place, team, f"{team.source} participant {number}")
        in_team = bool(self.chosen.teams)
        if not in_team:
            self.findings.say(guessed("no_team"))
        count = len(self.sheets)
        for kind in ("RelatedPerson", "PractitionerRole", "Practitioner", "Person"):
            for record in self.index.of(kind):
                person = self.fill.practitioner_of(record) or record
                if person.source not in self.fill.used and record.source not in self.fill.used:
                    self._read_loose(record, in_team=in_team)
        self._read_contacts(in_team=in_team)
        self._read_doctors(in_team=in_team)
        sheets = list(self.sheets.values())
        most = max(self.limits.max_people, count)
        if len(sheets) > most:
            self.findings.say(left_out("too_many", count=str(len(sheets) - most)))
        return sheets[:most]

    # places in a team

    def _read_place(self, place: Element, team: Resource, source: str) -> None:
        member = place.child("member")
        if member is None:
            roles = ", ".join(filter(None, map(concept_words, place.children("role"))))
            self.findings.say(left_out("no_member", source, words=clean(roles, 100) or "–"))
            return
        record = self.index.resolve(member, team)
        kind = record.kind if record else reference_kind(member)
        if kind == "Patient" and self._is_client(member, team):
            self.fill.use(record)
            return
        sheet = self._sheet_of(record, member, kind, source, place, team)
        if sheet is None or self._is_over(place, record, sheet):
            return
        self.fill.write_roles(sheet, place, kind)
        self._finish(sheet, record)

    def _is_client(self, member: Element, team: Resource) -> bool:
        one = self.chooser.pointed(member, team)
        return one is not None and one.who in self.chosen.pointers

    def _sheet_of(
        self, record: Resource | None, member: Element, kind: str, source: str, place: Element, team: Resource
    ) -> Sheet | None:
        """A sheet with everything but the roles, or a remark why there is none."""
        display = clean(member.text("display"), 400)
        if record is not None and record.kind == "CareTeam" and record in self.chosen.teams:
            return None  # its people are read themselves
        if record is None and (not display or kind in ("Device", "Location")):
            self.findings.say(left_out("not_in_file", source, words=display or pointer(member) or "–"))
            return None
        sheet = Sheet(record.source if record else source, self.limits)
        self.fill.write_organisation(sheet, place.child("onBehalfOf"), team)
        if record is None:
            name, function = named_in(display)
            sheet.write("name", name)
            sheet.write("function", function if kind in PROFESSIONALS else "")
            sheet.identity = f"{pointer(member)} {plain(name)}" if member.has("reference") else ""
            sheet.remarks.append(guessed("only_named"))
        elif not self.fill.fill(sheet, record, display):
            return None
        self.fill.write_side(sheet, kind, record)
        return sheet

    # people outside the team

    def _read_loose(self, record: Resource, *, in_team: bool) -> None:
        if self._belongs_to_other(record, in_team=in_team):
            return
        sheet = Sheet(record.source, self.limits, takes_part=not in_team)
        if not self.fill.fill(sheet, record, ""):
            return
        self.fill.write_side(sheet, record.kind, record)
        if self._is_over(None, record, sheet):
            return
        if in_team:
            sheet.remarks.append(taken("not_in_team"))
        self._finish(sheet, record)

    def _belongs_to_other(self, record: Resource, *, in_team: bool) -> bool:
        """Whether a relative's record is about another person who is in the file too."""
        reference = record.child("patient")
        one = self.chooser.pointed(reference, record) if reference else None
        if one is None or one.who in self.chosen.pointers or (one.record is None and in_team):
            return False
        if one.record is None:
            return False
        name = best_name(record, self.today) or record.source
        self.findings.say(left_out("belongs_to_other", record.source, name=clean(name, 100)))
        return True

    def _read_contacts(self, *, in_team: bool) -> None:
        record = self.chosen.record
        for number, contact in enumerate(record.children("contact") if record else [], start=1):
            sheet = Sheet(
                f"{record.source if record else ''} contact {number}", self.limits, takes_part=not in_team
            )
            sheet.write("name", best_name(contact, self.today))
            self.fill.write_organisation(sheet, contact.child("organization"), record) if record else None
            write_telecom(sheet, contact, self.today)
            self.fill.write_kinship(sheet, Resource(contact.fields, self.findings))
            if not sheet.name_it() or self._is_over(contact, None, sheet):
                continue
            if any(plain(other.name) == plain(sheet.name) for other in self.sheets.values()):
                continue
            if in_team:
                sheet.remarks.append(taken("not_in_team"))
            self.sheets[sheet.source] = sheet

    def _read_doctors(self, *, in_team: bool) -> None:
        """The client's own doctors when the file only names them; their records are read as everybody's."""
        record = self.chosen.record
        for number, doctor in enumerate(record.children("generalPractitioner") if record else [], start=1):
            name = clean(named_in(doctor.text("display"))[0], 300)
            known = any(plain(other.name) == plain(name) for other in self.sheets.values())
            if record is None or known or not name or self.index.resolve(doctor, record) is not None:
                continue
            sheet = Sheet(
                f"{record.source} generalPractitioner {number}", self.limits, takes_part=not in_team
            )
            sheet.write("name", name)
            self.fill.write_side(sheet, reference_kind(doctor) or "Practitioner", None)
            sheet.remarks.append(guessed("only_named"))
            if in_team:
                sheet.remarks.append(taken("not_in_team"))
            self.sheets[sheet.source] = sheet

    # when somebody does not count, and keeping those who do

    def _is_over(self, place: Element | None, record: Resource | None, sheet: Sheet) -> bool:
        """Whether a place, record or person has ended; says so when it has."""
        periods = [place.child(name) for name in ("period", "coveragePeriod")] if place else []
        for period in (*periods, record.child("period") if record else None):
            since, until = (period.day("start"), period.day("end")) if period else (None, None)
            if until and until < self.today:
                self.findings.say(left_out("ended", sheet.source, name=sheet.name, date=until.isoformat()))
                self.fill.use(record)
                return True
            if since and since > self.today:
                sheet.remarks.append(taken("starts_later", date=since.isoformat()))
        code = self.fill.why_over(record)
        if code and record:
            self.findings.say(left_out(code, record.source, name=sheet.name))
            self.fill.use(record)
        return bool(code)

    def _finish(self, sheet: Sheet, record: Resource | None) -> None:
        self.fill.use(record)
        if sheet.is_self:
            self.findings.say(left_out("client_again", sheet.source, name=sheet.name))
            return
        self._check_record(sheet, record)
        known = self.sheets.get(sheet.identity) if sheet.identity else None
        if known is None:
            self.sheets[sheet.identity or f"{sheet.source} {len(self.sheets)}"] = sheet
            return
        known.write("organisation", sheet.organisation)
        if sheet.function and plain(sheet.function) != plain(known.function):
            if known.function:
                known.remarks.append(taken("function_more", words=sheet.function))
            known.write("function", sheet.function)

    def _check_record(self, sheet: Sheet, record: Resource | None) -> None:
        """Remark when a relative's record names another person than the client."""
        reference = record.child("patient") if record is not None and record.kind == "RelatedPerson" else None
        one = self.chooser.pointed(reference, record) if reference and record else None
        if one is None or not self.chosen.pointers or one.who in self.chosen.pointers:
            return
        name = (best_name(one.record, self.today) if one.record else "") or named_in(one.display)[0]
        code = "other_record" if name else "other_record_unknown"
        sheet.remarks.append(guessed(code, name=clean(name, 100)) if name else guessed(code))
