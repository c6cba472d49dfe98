"""Names of people and ways to reach them, as FHIR and its Dutch profiles write them."""

from datetime import date

from networks.intake.clean import email_of, phone_of, plain
from networks.intake.fhir_index import impersonal_identifiers
from networks.intake.fhir_tree import Element, Resource
from networks.intake.sheet import Sheet

USES = ("usual", "official", "", "temp", "anonymous", "nickname", "maiden", "old")
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
QUALIFIER = EXTENSIONS + "iso21090-EN-qualifier"


def best_name(holder: Element, today: date) -> str:
    """The name to show, from all names in the record."""
    if isinstance(holder.fields.get("name"), str):  # organisations and teams have one plain text as a name
        return holder.text("name")
    names = sorted(holder.children("name"), key=lambda name: _rank(name, today))
    return next((shown for name in names if (shown := name_words(name))), "")


def nickname(holder: Element, shown: str) -> str:
    """What somebody is called by a nickname that the shown name does not hold."""
    for name in holder.children("name") if isinstance(holder.fields.get("name"), list) else []:
        called = name_words(name) if name.text("use") == "nickname" else ""
        if called and called.casefold() not in shown.casefold():
            return called
    return ""


def _rank(name: Element, today: date) -> tuple[bool, int]:
    use = name.text("use")
    period = name.child("period")
    until = period.day("end") if period else None
    return bool(until and until < today), USES.index(use) if use in USES else 2


def name_words(name: Element) -> str:
    """One HumanName as people write it: its text, else given and family names."""
    written = name.text("text")
    if written:
        return written
    family = " ".join(name.texts("family")) or _family_of_parts(name)
    return " ".join(part for part in (_given(name), family) if part)


def _given(name: Element) -> str:
    """The call name when one is marked (Dutch profile), else the given names, else the initials."""
    given = name.texts("given")
    marks = [_mark(one) for one in name.children("_given")]
    if len(marks) == len(given):
        for mark in ("CL", "BR"):
            chosen = [word for word, found in zip(given, marks, strict=True) if found == mark]
            if chosen:
                return " ".join(chosen)
        if given and all(found == "IN" for found in marks):
            return "".join(given)
    return " ".join(given)


def _mark(given: Element) -> str:
    return next(
        (one.text("valueCode") for one in given.children("extension") if one.text("url") == QUALIFIER), ""
    )


def _family_of_parts(name: Element) -> str:
    """The family name from the own and the partner's name, in the order the record asks for."""
    parts: dict[str, str] = {}
    for holder in name.children("_family"):
        for one in holder.children("extension"):
            parts[one.text("url").removeprefix(EXTENSIONS)] = one.text("valueString")
    own = _joined(parts, "own")
    partner = _joined(parts, "partner")
    order = next(
        (
            one.text("valueCode")
            for one in name.children("extension")
            if one.text("url").endswith("assembly-order")
        ),
        "",
    )
    ordered = {"NL1": (own,), "NL2": (partner,), "NL3": (partner, own)}.get(order, (own, partner))
    return "-".join(part for part in ordered if part) or own or partner


def _joined(parts: dict[str, str], whose: str) -> str:
    words = (parts.get(f"humanname-{whose}-prefix", ""), parts.get(f"humanname-{whose}-name", ""))
    return " ".join(word for word in words if word)


def write_telecom(sheet: Sheet, holder: Element, today: date) -> None:
    """Fill e-mail address and phone number; old ones are passed over."""
    points = [point for point in holder.children("telecom") if not _is_old(point, today)]
    for point in sorted(points, key=lambda one: one.text("use") != "mobile"):
        system, value = point.text("system"), point.text("value")
        if system == "email" or (system in ("", "other", "url") and email_of(value)):
            sheet.write_email(value)
        elif system in ("phone", "sms") or (not system and phone_of(value)):
            sheet.write_phone(value)
    for one in holder.children("identifier"):
        if one.text("system") == "email" and not sheet.email and email_of(one.text("value")):
            sheet.write_email(one.text("value"))


def _is_old(point: Element, today: date) -> bool:
    period = point.child("period")
    until = period.day("end") if period else None
    return point.text("use") == "old" or bool(until and until < today)


def lasting_identity(resource: Resource) -> str:
    """What names the record in the whole world: an identifier or a web address, or nothing."""
    for name in impersonal_identifiers(resource)[:1]:
        return f"{resource.kind}?{name}"
    return resource.url if ":" in resource.url and resource.parent is None else ""


def identity(resource: Resource) -> str:
    """What names a person: a lasting identity, else the place in the file with the name.

    “Patient/1” alone is not enough, because every system has a Patient/1.
    """
    lasting = lasting_identity(resource)
    if lasting or not resource.id:
        return lasting
    return f"{resource.source} {plain(best_name(resource, date.min))}"
