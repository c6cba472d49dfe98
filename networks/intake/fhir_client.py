"""Whose network a FHIR file is about, and which of its teams count."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from networks.intake.clean import clean, plain, without_formula
from networks.intake.errors import UnreadableFile
from networks.intake.fhir_index import Index, identifiers, pointer, reference_kind
from networks.intake.fhir_names import best_name, identity, nickname
from networks.intake.fhir_tree import Element, Resource
from networks.intake.remarks import Findings, Remark, guessed, left_out, taken

SEVERAL_CLIENTS = _(
    "This file holds the records of several people (%(names)s), and does not say whose network it is. "
    "Make a file for each of them."
)
ABOUT = (
    ("Composition", "subject"),
    ("CarePlan", "subject"),
    ("Goal", "subject"),
    ("RelatedPerson", "patient"),
)
"""Records that tell whom a file is about, when no team does; the first kind that does, counts."""
OVER = frozenset({"inactive", "entered-in-error"})


@dataclass(slots=True)
class Chosen:
    """The client and the teams. ``pointers`` are all names by which references may point at the client."""

    name: str = ""
    key: str = ""
    record: Resource | None = None
    teams: list[Resource] = field(default_factory=list)
    pointers: set[str] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A person that a reference points at: a name to compare by, the record if there is one, and words."""

    who: str
    record: Resource | None
    display: str


class Chooser:
    """Decides once for the whole file. Raises UnreadableFile when several people could be meant."""

    def __init__(self, index: Index, findings: Findings, today: date) -> None:
        self.index = index
        self.findings = findings
        self.today = today

    def choose(self) -> Chosen:
        teams = self._live_teams()
        by_team = {id(team): self._client_of(team) for team in teams}
        people = {one.who: one for one in by_team.values() if one is not None}
        if not people:
            people = self._without_team()
        if len(people) > 1:
            raise UnreadableFile(
                str(SEVERAL_CLIENTS) % {"names": self._names(people)}, code="several_clients"
            )
        chosen = self._describe(next(iter(people.values()), None))
        chosen.teams = teams
        if len(teams) > 1:
            self.findings.say(guessed("several_teams", count=str(len(teams))))
        return chosen

    def pointed(self, reference: Element, holder: Resource) -> Pointed | None:
        """The person a reference to a Patient points at."""
        record = self.index.resolve(reference, holder)
        if record is not None and record.kind == "Patient":
            record = self._current(record)
            return Pointed(self._who(record), record, reference.text("display"))
        if record is not None or reference_kind(reference) not in ("", "Patient"):
            return None
        who = pointer(reference)
        return Pointed(who, None, clean(reference.text("display"), 300)) if who else None

    def _who(self, record: Resource) -> str:
        """A name to compare by. Contained copies have no address, so a number or name counts."""
        if record.parent is None:
            return record.source
        return next(iter(identifiers(record)), "") or plain(best_name(record, self.today)) or record.source

    def _current(self, record: Resource) -> Resource:
        """The record that replaces this one, when the file says so."""
        for link in record.children("link"):
            other = link.child("other")
            found = (
                self.index.resolve(other, record) if other and link.text("type") == "replaced-by" else None
            )
            if found is not None and found.kind == "Patient" and found is not record:
                return found
        return record

    def _client_of(self, team: Resource) -> Pointed | None:
        subject = team.child("subject")
        found = self.pointed(subject, team) if subject else None
        if found is not None:
            return found
        members = [part.child("member") for part in team.children("participant")]
        patients = {}
        for member in members:
            record = self.index.resolve(member, team) if member else None
            if member and (record.kind if record else reference_kind(member)) == "Patient":
                one = self.pointed(member, team)
                if one:
                    patients[one.who] = one
        return next(iter(patients.values())) if len(patients) == 1 else None

    def _live_teams(self) -> list[Resource]:
        """The teams that count: those going on, or when there are none, those that ended."""
        teams = [team for team in self.index.of("CareTeam") if team.text("status") != "entered-in-error"]
        for team in self.index.of("CareTeam"):
            if team.text("status") == "entered-in-error":
                self.findings.say(left_out("entered_in_error", team.source))
        live = [team for team in teams if not self._has_ended(team)]
        for team in teams:
            name = clean(team.text("name"), 100) or team.source
            if team in live:
                if team.text("status") not in ("", "active"):
                    self.findings.say(
                        guessed("team_status", team.source, team=name, status=team.text("status"))
                    )
            elif live:
                self.findings.say(left_out("team_left_out", team.source, team=name))
            else:
                self.findings.say(guessed("team_ended", team.source, team=name))
        return live or teams

    def _has_ended(self, team: Resource) -> bool:
        period = team.child("period")
        until = period.day("end") if period else None
        return team.text("status") in OVER or bool(until and until < self.today)

    def _without_team(self) -> dict[str, Pointed]:
        """The only person of the file, or the only one whom other records are about."""
        records = {one.source: one for one in map(self._current, self.index.of("Patient"))}
        if len(records) == 1:
            return {source: Pointed(source, record, "") for source, record in records.items()}
        about: dict[str, Pointed] = {}
        for kind, name in ABOUT:
            for resource in self.index.of(kind):
                reference = resource.child(name)
                one = self.pointed(reference, resource) if reference else None
                if one and (one.record or not records):
                    about[one.who] = one
            if about:
                return about
        return {source: Pointed(source, record, "") for source, record in records.items()}

    def _names(self, people: dict[str, Pointed]) -> str:
        names = [
            (best_name(one.record, self.today) if one.record else "") or one.display or one.who
            for one in people.values()
        ]
        return ", ".join(clean(name, 60) for name in names[:4]) + (", …" if len(names) > 4 else "")

    def _describe(self, one: Pointed | None) -> Chosen:
        if one is None:
            return Chosen(remarks=[guessed("client_unknown")])
        chosen = Chosen(record=one.record, pointers={one.who})
        if one.record is None:
            chosen.name, found = named_in(one.display)[0], "client_only_named"
            chosen.key = f"{one.who} {plain(chosen.name)}"
        else:
            chosen.name, found = best_name(one.record, self.today), "client_found"
            chosen.key = identity(one.record)
            chosen.remarks += self._about(one.record, chosen.name)
            chosen.name = chosen.name or named_in(one.display)[0]
        source = one.record.source if one.record else one.who
        chosen.name = clean(without_formula(clean(chosen.name, 400)), 150)
        chosen.remarks.insert(0, taken(found, source) if chosen.name else guessed("client_nameless", source))
        return chosen

    def _about(self, record: Resource, name: str) -> list[Remark]:
        remarks = []
        if record.has("deceasedDateTime") or record.flag("deceasedBoolean"):
            remarks.append(taken("client_deceased", record.source))
        if record.flag("active") is False:
            remarks.append(guessed("client_inactive", record.source))
        called = nickname(record, name)
        if called:
            remarks.append(taken("also_called", record.source, words=called))
        return remarks


LABELS = frozenset(
    {
        *("patient", "client", "contact person", "contactpersoon", "related person", "relatedperson"),
        *("healthcare professional role", "healthcare professional person", "practitioner", "zorgverlener"),
        *("zorgverlener rol", "zorgverlener persoon", "healthcare provider", "zorgaanbieder"),
        *("organization", "organisatie"),
    }
)
"""Words that Dutch files put before the name in ``Reference.display``."""


def named_in(display: str) -> tuple[str, str]:
    """The name in a display text, and what comes after it: a function, in Dutch files."""
    first, comma, rest = display.partition(", ")
    if not comma or plain(first) not in LABELS:
        return display, ""
    name, _comma, more = rest.partition(", ")
    return name, more
