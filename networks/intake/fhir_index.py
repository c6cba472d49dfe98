"""Finding the records of a FHIR file, and what a reference in one of them points at."""

from urllib.parse import unquote

from networks.intake.clean import clean
from networks.intake.fhir_tree import Element, Resource
from networks.intake.remarks import Findings, left_out

KNOWN = frozenset(
    {
        *(
            "Patient",
            "RelatedPerson",
            "Practitioner",
            "PractitionerRole",
            "Person",
            "Organization",
            "CareTeam",
        ),
        *("Goal", "CarePlan", "Condition", "Bundle", "Group", "HealthcareService"),
    }
)
NESTING = 3
PERSONAL_NUMBERS = ("bsn", "us-ssn", "ssn", "nhs-number", "ihi", "kvnr", "rrn", "nrn")
"""The systems of national personal numbers end like this."""
DUTCH_PERSONAL_NUMBER = "2.16.840.1.113883.2.4.6.3"


class Index:
    """All records of one file, by every name that a reference may use for them."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.all: list[Resource] = []
        self._named: dict[str, Resource] = {}
        self._tails: dict[str, Resource] = {}
        self._identified: dict[str, Resource] = {}

    def of(self, kind: str) -> list[Resource]:
        return [resource for resource in self.all if resource.kind == kind]

    def add(self, value: object, *, url: str = "", depth: int = 0) -> None:
        """Add a record, a bundle of records, or a list of either. Anything else becomes a remark."""
        if isinstance(value, list):
            for one in value:
                self.add(one, depth=depth)
        elif not isinstance(value, dict) or not isinstance(value.get("resourceType"), str):
            self.findings.say(left_out("empty_record"))
        elif value["resourceType"] == "Bundle" and depth < NESTING:
            for entry in Element(value, "Bundle", self.findings).children("entry"):
                self._add_entry(entry, depth)
        else:
            self._add_resource(Resource(value, self.findings, url=clean(url, 500)))

    def _add_entry(self, entry: Element, depth: int) -> None:
        request, search = entry.child("request"), entry.child("search")
        if (request and request.text("method") == "DELETE") or (search and search.text("mode") == "outcome"):
            return
        if "resourceType" in entry.fields:  # the record stands where its envelope should be
            self.add(dict(entry.fields), depth=depth + 1)
        elif entry.has("resource"):
            self.add(entry.fields["resource"], url=entry.text("fullUrl"), depth=depth + 1)

    def _add_resource(self, resource: Resource) -> None:
        tail = f"{resource.kind}/{resource.id}" if resource.id else ""
        if resource.canonical in self._named and (resource.id or resource.url):
            if resource.kind in KNOWN:
                self.findings.say(left_out("same_record", resource.source))
            return
        self.all.append(resource)
        self._named[resource.canonical] = resource
        if resource.url:
            self._named.setdefault(resource.url.casefold(), resource)
        if tail:
            self._tails.setdefault(tail, resource)
            self._named.setdefault(f"urn:uuid:{resource.id}".casefold(), resource)
        for name in identifiers(resource):
            self._identified.setdefault(f"{resource.kind}?{name}", resource)
        for inner in resource.children("contained"):
            found = Resource(inner.fields, self.findings, parent=resource)
            resource.contained.setdefault(found.id, found)

    def resolve(self, reference: Element, holder: Resource) -> Resource | None:
        """The record a reference points at, when the file holds it."""
        target = reference.text("reference")
        if target.startswith("#"):
            home = holder.parent or holder
            return home if target == "#" else home.contained.get(target[1:])
        found = self._by_address(target.split("/_history/")[0]) if target else None
        return found or self._by_identifier(reference, target)

    def _by_address(self, address: str) -> Resource | None:
        found = self._named.get(address) or self._named.get(address.casefold())
        if found is None and "/" in address and "?" not in address:
            found = self._tails.get("/".join(address.rstrip("/").split("/")[-2:]))
        return found

    def _by_identifier(self, reference: Element, target: str) -> Resource | None:
        if "?identifier=" in target:
            kind, _sign, name = target.partition("?identifier=")
            return self._identified.get(f"{kind.split('/')[-1]}?{unquote(name)}")
        kind = reference_kind(reference)
        for name in _names(reference):
            for one in (kind,) if kind else sorted(KNOWN):
                if f"{one}?{name}" in self._identified:
                    return self._identified[f"{one}?{name}"]
        return None


def identifiers(resource: Element) -> list[str]:
    """All identifiers of a record, as system and value."""
    return [name for one in resource.children("identifier") for name in _names_of(one)]


def impersonal_identifiers(resource: Element) -> list[str]:
    """Identifiers with a system, without national personal numbers: those are never kept, even hashed."""
    return [
        name
        for one in resource.children("identifier")
        for name in _names_of(one)
        if not name.startswith("|") and not _is_personal_number(one)
    ]


def _is_personal_number(identifier: Element) -> bool:
    system = identifier.text("system").rstrip("/").lower()
    kind = identifier.child("type")
    codes = [coding.text("code") for coding in kind.children("coding")] if kind else []
    national = any(code in ("SS", "SB", "NI") or code.startswith("NN") for code in codes)
    return national or system.endswith(PERSONAL_NUMBERS) or DUTCH_PERSONAL_NUMBER in system


def _names(reference: Element) -> list[str]:
    identifier = reference.child("identifier")
    return _names_of(identifier) if identifier else []


def _names_of(identifier: Element) -> list[str]:
    system, value = identifier.text("system"), identifier.text("value")
    return [f"{system}|{value}"] if value else []


def reference_kind(reference: Element) -> str:
    """The type of record a reference points at, as far as the reference itself says."""
    kind = reference.text("type").split("/")[-1]
    if kind:
        return kind
    target = reference.text("reference").split("/_history/")[0].split("?")[0]
    parts = target.split("/")
    return next((part for part in (parts[-1], *parts[-2:-1]) if part in KNOWN), "")


def pointer(reference: Element) -> str:
    """A name for what a reference points at, to compare references that the file cannot resolve."""
    target = reference.text("reference").split("/_history/")[0]
    if "/" in target:
        return "/".join(target.rstrip("/").split("/")[-2:])
    return target or next(iter(_names(reference)), "") or reference.text("display")
