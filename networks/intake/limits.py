"""How much a file may hold before it is refused, so that no upload costs much time or memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings of one reading. Sizes are in bytes, lengths in characters, the rest are counts."""

    max_bytes: int = 5_000_000
    max_people: int = 500
    max_needs: int = 500
    max_depth: int = 40
    """How deep objects may lie inside each other in JSON; FHIR itself stays below 20."""
    max_parts: int = 400_000
    """How many objects and lists JSON may hold; it bounds the memory that parsing takes."""
    max_columns: int = 200
    max_field: int = 2_000
    """Longest text kept of one need or remark; the rest is cut off and said so."""
    max_name: int = 200
    """Longest name, function or organisation kept."""
    max_remarks: int = 500
    """How many things left out are listed one by one; what comes after is counted."""


DEFAULT = Limits()
