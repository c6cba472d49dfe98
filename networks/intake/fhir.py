"""Reads a care team as FHIR R4 or R4B JSON: any bundle, a bare record, or one record a line."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from networks.intake.clean import key_of
from networks.intake.draft import Draft
from networks.intake.errors import UnreadableFile
from networks.intake.fhir_client import Chooser
from networks.intake.fhir_index import Index
from networks.intake.fhir_needs import Needs
from networks.intake.fhir_people import People
from networks.intake.json_text import parse
from networks.intake.limits import Limits
from networks.intake.remarks import Findings, left_out
from networks.intake.sheet import gather

NOT_FHIR = _(
    "This is JSON, but no FHIR record. Ask for a FHIR file (a Bundle or a CareTeam), and choose that one."
)
ONLY_ERROR = _("This file holds an answer of a server that something went wrong, and no care team.")
NOTHING_USEFUL = _(
    "This FHIR file holds no person and no goal that a network can be made from. Choose another file."
)
TOO_MANY_PEOPLE = _(
    "This team holds more than %(most)s people, too many for one network. Choose a smaller file."
)

USED = frozenset(
    {
        *("Patient", "RelatedPerson", "Practitioner", "PractitionerRole", "Person"),
        *("Organization", "CareTeam", "Goal", "CarePlan"),
    }
)
ONE_BY_ONE = 10
"""So many diagnoses are named one by one; further ones are counted."""


def read_fhir(text: str, findings: Findings, limits: Limits, today: date) -> Draft:
    """The draft of a FHIR file. Raises UnreadableFile when it is no FHIR, or about several people."""
    value = parse(text, limits)
    _check_shape(value)
    index = Index(findings)
    index.add(value)
    if not index.all:
        raise UnreadableFile(NOTHING_USEFUL, code="no_people")
    chooser = Chooser(index, findings, today)
    chosen = chooser.choose()
    sheets = People(index, chosen, chooser, findings, limits, today).read()
    if len(sheets) > limits.max_people:
        raise UnreadableFile(str(TOO_MANY_PEOPLE) % {"most": limits.max_people}, code="too_many_people")
    needs = Needs(index, chosen, chooser, findings, limits).read()
    people, doubles = gather(sheets, "fhir")
    if not people and not needs and not chosen.name:
        only_errors = all(record.kind == "OperationOutcome" for record in index.all)
        raise UnreadableFile(ONLY_ERROR if only_errors else NOTHING_USEFUL, code="no_people")
    for remark in doubles:
        findings.say(remark)
    _say_other_records(index, findings)
    return Draft(
        format="fhir",
        client_name=chosen.name,
        client_key=key_of("fhir", "client", chosen.key) if chosen.key else "",
        client_remarks=tuple(chosen.remarks),
        people=tuple(people),
        needs=tuple(needs),
        left_out=findings.all_left_out(),
        remarks=tuple(findings.file),
    )


def _check_shape(value: object) -> None:
    records = value if isinstance(value, list) else [value]
    if not any(
        isinstance(record, dict) and isinstance(record.get("resourceType"), str) for record in records
    ):
        raise UnreadableFile(NOT_FHIR, code="not_fhir")


def _say_other_records(index: Index, findings: Findings) -> None:
    """Name what is in the file and never taken: diagnoses first, other kinds by number."""
    conditions = index.of("Condition")
    for condition in conditions[:ONE_BY_ONE]:
        findings.say(left_out("diagnosis", condition.source))
    if len(conditions) > ONE_BY_ONE:
        findings.say(left_out("diagnoses", count=str(len(conditions) - ONE_BY_ONE)))
    counts: dict[str, int] = {}
    for record in index.all:
        if record.kind not in USED and record.kind != "Condition":
            counts[record.kind] = counts.get(record.kind, 0) + 1
    for kind, count in sorted(counts.items()):
        findings.say(left_out("record_kind", count=str(count), type=kind))
