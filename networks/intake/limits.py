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
    """How much of one cell or line is looked at."""
    max_name: int = 150
    """Longest name or organisation kept; what is cut off is said so."""
    max_function: int = 120
    max_words: int = 300
    """Longest need kept; what is cut off is said so."""
    max_remarks: int = 500
    """How many things left out are listed one by one; what comes after is counted."""


DEFAULT = Limits()
