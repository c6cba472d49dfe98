"""The lists of questions that the house itself brings along: one JSON file each, with source and licence.

A list is offered from the file that bears its bare code. An earlier edition keeps a file with something
behind the code ("carerqol-1.json"), so that who filled it in can still read what they answered.
"""

from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from networks.measuring.document import read
from networks.measuring.instrument import Definition

FOLDER = Path(__file__).with_name("instruments")


@cache
def editions() -> dict[tuple[str, str], Definition]:
    """Every edition of every list, by code and edition. Raises Faulty for a file that is not right."""
    found = [read(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    return {(one.code, one.edition): one for one in found}


@cache
def of_the_house() -> dict[UUID, Definition]:
    """The lists that are offered now, each by an id that is the same on every machine."""
    bare = [path for path in sorted(FOLDER.glob("*.json")) if "-" not in path.stem]
    return {id_of(one): one for one in (read(path.read_text(encoding="utf-8")) for path in bare)}


def id_of(definition: Definition) -> UUID:
    """The id of a list of the house: its code decides it."""
    return uuid5(NAMESPACE_URL, f"instrument:{definition.code}")


def codes() -> frozenset[str]:
    """The codes that are taken: an organisation uses others."""
    return frozenset(code for code, _edition in editions())


@cache
def example() -> str:
    """The document of a list of the house, to begin from."""
    return (FOLDER / "carerqol.json").read_text(encoding="utf-8")
