"""Small builders of files for the import: FHIR records, bundles, and what the tests ask of a draft."""

import datetime
import json
from pathlib import Path

from networks.intake import read

FILES = Path(__file__).parent.parent / "files" / "intake"
TODAY = datetime.date(2026, 11, 23)


def file(name):
    return read((FILES / name).read_bytes(), filename=name, today=TODAY)


def csv(text, **more):
    return read(text.encode(), filename="people.csv", today=TODAY, **more)


def fhir(*records, **bundle):
    """The draft of a bundle of these records; a dict with fullUrl is taken as a whole entry."""
    entries = [one if "resource" in one or "fullUrl" in one else {"resource": one} for one in records]
    return bare({"resourceType": "Bundle", "type": "collection", "entry": entries} | bundle)


def bare(record, **more):
    return read(json.dumps(record).encode(), filename="team.json", today=TODAY, **more)


def patient(id="p", family="Visser", given=("Bram",), **more):
    return {"resourceType": "Patient", "id": id, "name": [{"family": family, "given": list(given)}]} | more


def relative(id="r", name="Marja Visser", relationship=None, about="Patient/p", **more):
    record = {
        "resourceType": "RelatedPerson",
        "id": id,
        "name": [{"text": name}],
        "patient": {"reference": about},
    }
    return record | ({"relationship": [relationship]} if relationship else {}) | more


def practitioner(id="d", name="Anouk Bakker", **more):
    return {"resourceType": "Practitioner", "id": id, "name": [{"text": name}]} | more


def team(*members, id="t", subject="Patient/p", **more):
    """A care team; each member is a reference, or a whole participant as a dict with member."""
    places = [one if isinstance(one, dict) else {"member": {"reference": one}} for one in members]
    record = {"resourceType": "CareTeam", "id": id, "status": "active", "participant": places}
    return record | ({"subject": {"reference": subject}} if subject else {}) | more


def code(system, value, display=""):
    coding = {"system": system, "code": value} | ({"display": display} if display else {})
    return {"coding": [coding]}


def person(draft, name):
    """The one line with this name."""
    found = [line for line in draft.people if line.name == name]
    assert len(found) == 1, [line.name for line in draft.people]
    return found[0]


def names(draft):
    return [line.name for line in draft.people]


def codes(remarks):
    return [remark.code for remark in remarks]
