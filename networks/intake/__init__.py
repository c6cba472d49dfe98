"""Reading a list of people, an address book or a care team from elsewhere into one neutral draft.

Pure: takes bytes, gives values, touches no database. ``read`` is the only door.
"""

from datetime import date

from django.utils import timezone

from networks.intake.draft import Draft, NeedLine, PersonLine
from networks.intake.errors import UnreadableFile
from networks.intake.fhir import read_fhir
from networks.intake.limits import DEFAULT, Limits
from networks.intake.remarks import Findings, Remark, RemarkKind, guessed
from networks.intake.sniff import sniff
from networks.intake.table import read_table
from networks.intake.vcard import read_vcards

__all__ = [
    "DEFAULT",
    "Draft",
    "Limits",
    "NeedLine",
    "PersonLine",
    "Remark",
    "RemarkKind",
    "UnreadableFile",
    "read",
]


def read(content: bytes, *, filename: str = "", limits: Limits = DEFAULT, today: date | None = None) -> Draft:
    """The draft that a file becomes, whatever its name says it is.

    ``today`` decides who has already left; it is the current day when not given.
    Raises UnreadableFile, and nothing else, when the file cannot be used.
    """
    found = sniff(content, limits)
    findings = Findings(limits.max_remarks)
    if found.guessed_encoding:
        findings.say(guessed("encoding"))
    if found.removed_controls:
        findings.say(guessed("control_characters"))
    if found.kind == "vcard":
        return read_vcards(found.text, findings, limits)
    if found.kind == "fhir":
        return read_fhir(found.text, findings, limits, today or timezone.localdate())
    return read_table(found.text, findings, limits)
