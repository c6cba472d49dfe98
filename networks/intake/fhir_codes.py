"""What the codes in FHIR files mean in this house: relations, legal roles, organisations, domains.

Sources: HL7 v3 RoleCode, HL7 v2 tables 0063 and 0131, the Dutch zib code lists for contact persons, and
the SNOMED CT codes that Koppeltaal publishes for ``CareTeam.participant.role``. Words are in ``words.py``.
"""

from dataclasses import dataclass

from networks.choices import Relation, Side
from networks.intake import guess, words
from networks.intake.clean import clean, plain
from networks.intake.fhir_tree import Element, concept_codes, concept_words


def _codes(relation: Relation, codes: str) -> dict[str, Relation]:
    return dict.fromkeys(codes.split(), relation)


ROLE_CODE: dict[str, Relation] = {
    **_codes(Relation.PARTNER, "SPS HUSB WIFE DOMPART SIGOTHR"),
    **_codes(
        Relation.PARENT,
        "PRN FTH MTH NPRN NFTH NMTH NFTHF NMTHF STPPRN STPFTH STPMTH ADOPTP ADOPTF ADOPTM PRNFOST FTHFOST "
        "MTHFOST GESTM",
    ),
    **_codes(
        Relation.CHILD,
        "CHILD SON DAU SONC DAUC NCHILD NSON NDAU STPCHLD STPSON STPDAU CHLDADOPT SONADOPT DAUADOPT CHLDFOST "
        "SONFOST DAUFOST",
    ),
    **_codes(
        Relation.SIBLING,
        "SIB BRO SIS HSIB HBRO HSIS NSIB NBRO NSIS STPSIB STPBRO STPSIS TWIN TWINBRO TWINSIS FTWIN FTWINBRO "
        "FTWINSIS ITWIN ITWINBRO ITWINSIS",
    ),
    **_codes(
        Relation.FAMILY,
        "FAMMEMB EXT AUNT MAUNT PAUNT UNCLE MUNCLE PUNCLE COUSN MCOUSN PCOUSN NIENEPH NEPHEW NIECE GRPRN "
        "GRFTH "
        "GRMTH MGRPRN MGRFTH MGRMTH PGRPRN PGRFTH PGRMTH GGRPRN GGRFTH GGRMTH MGGRPRN MGGRFTH MGGRMTH "
        "PGGRPRN PGGRFTH PGGRMTH GRNDCHILD GRNDSON GRNDDAU INLAW CHLDINLAW SONINLAW DAUINLAW PRNINLAW "
        "FTHINLAW MTHINLAW SIBINLAW BROINLAW SISINLAW FMRSPS",
    ),
    **_codes(Relation.FRIEND, "FRND"),
    **_codes(Relation.NEIGHBOUR, "NBOR"),
    **_codes(Relation.OTHER, "ROOM GUARD POWATT DPOWATT HPOWATT SPOWATT RESPRSN GUADLTM CAREGIVER"),
}
V2_CODE: dict[str, Relation] = {
    **_codes(Relation.PARTNER, "SPO DOM"),
    **_codes(Relation.PARENT, "PAR MTH FTH"),
    **_codes(Relation.CHILD, "CHD NCH SCH FCH"),
    **_codes(Relation.SIBLING, "SIB BRO SIS"),
    **_codes(Relation.FAMILY, "N GCH GRP EXF"),
    **_codes(Relation.FRIEND, "FND"),
    **_codes(Relation.COLLEAGUE, "EME EMR ASC E"),
    **_codes(Relation.OTHER, "C CP EP EMC CGV GRD O OTH U UNK BP NON"),
}
CONTACT_ROLE: dict[str, Relation] = {
    **_codes(Relation.OTHER, "01 02 03 04 05 06 09 11 14 15 23 24"),
    **_codes(Relation.NEIGHBOUR, "19"),
    **_codes(Relation.FRIEND, "20"),
}
"""Dutch contact person roles, system …22.472; 07 and 21 are professionals."""
SNOMED: dict[str, Relation] = {
    "407542009": Relation.OTHER,
    "125677006": Relation.FAMILY,
    "62071000": Relation.VOLUNTEER,
    "310391000146105": Relation.OTHER,
    "72705000": Relation.PARENT,
    "66839005": Relation.PARENT,
    "127848009": Relation.PARTNER,
    "133932002": Relation.OTHER,
}
LEGAL_CODES = frozenset(
    {"GUARD", "POWATT", "DPOWATT", "HPOWATT", "SPOWATT", "RESPRSN", "GUADLTM", "GRD", "310391000146105"}
)
LEGAL_CONTACT_ROLES = frozenset({"03", "04", "05", "11", "14", "15", "24"})
PROFESSIONAL_CONTACTS = frozenset({"07", "21", "100002", "100003", "100004"})
COMMUNITY_TYPES = frozenset({"reli", "cg"})
CARE_ORGANISATION_TYPES = frozenset({"prov", "dept", "team", "govt", "ins", "pay", "edu", "crs"})
VAGUE_ROLES = frozenset({"223366009", "394730007", "125676002", "116154003"})
"""SNOMED for “healthcare professional”, “healthcare organisation”, “person” and “patient”."""

PARTS_OF_SYSTEM = (
    (("v3-RoleCode", "2.16.840.1.113883.5.111", "relatedperson-relationshiptype"), ROLE_CODE),
    (("v2-0131", "v2-0063", "v2/0131", "v2/0063"), V2_CODE),
    (("2.4.3.11.22.472", "2.4.3.11.60.40.4.23.1"), CONTACT_ROLE),
    (("snomed.info/sct",), SNOMED),
)


@dataclass(frozen=True, slots=True)
class Kinship:
    """What the codes of one concept say. ``stated`` is False when only its words were understood."""

    relation: Relation | None
    side: Side | None
    words: str
    stated: bool
    legal: bool = False
    is_self: bool = False


def kinship(concept: Element) -> Kinship:
    """What one relationship (or role) says somebody is to the client."""
    shown = clean(concept_words(concept), 200)
    by_code = [one for coding in concept_codes(concept) if (one := _by_code(coding, shown)) is not None]
    telling = [one for one in by_code if one.relation is not Relation.OTHER or one.legal]
    if telling:
        return telling[0]
    by_words = _by_words(concept, shown)
    return by_code[0] if by_code and by_words.relation in (None, Relation.OTHER) else by_words


def _by_code(coding: tuple[str, str, str], shown: str) -> Kinship | None:
    system, code, display = coding
    name = shown or display or code
    legal = code in LEGAL_CODES or ("11.22.472" in system and code in LEGAL_CONTACT_ROLES)
    if code in PROFESSIONAL_CONTACTS and "2.4.3.11" in system:
        return Kinship(None, Side.FORMAL, name, True)
    if code in ("ONESELF", "SEL"):
        return Kinship(None, None, name, True, is_self=True)
    relation = _relation(system, code)
    return None if relation is None else Kinship(relation, Side.INFORMAL, name, True, legal)


def _relation(system: str, code: str) -> Relation | None:
    for marks, table in PARTS_OF_SYSTEM:
        if any(mark in system for mark in marks):
            return table.get(code) or table.get(code.upper())
    return ROLE_CODE.get(code.upper()) if not system and len(code) > 2 else None


def _by_words(concept: Element, shown: str) -> Kinship:
    """Understand the text or a display; a bare code is tried as a word too (“MOTHER”)."""
    for text in (
        shown,
        *(part for _system, code, display in concept_codes(concept) for part in (display, code)),
    ):
        meaning = guess.meaning_of(text) if text else guess.NOTHING
        if meaning is not guess.NOTHING and meaning.side is not Side.COMMUNITY:
            return Kinship(meaning.relation, meaning.side, text, False, meaning.legal, meaning.is_self)
    return Kinship(None, None, shown, False)


def is_vague(concept: Element) -> bool:
    """Whether a role only says “professional” or “patient”, which is no function."""
    codes = {code for _system, code, _display in concept_codes(concept)}
    return bool(codes) and codes <= VAGUE_ROLES


def domain_of(concepts: list[Element]) -> tuple[str | None, str]:
    """The life domain that a goal's categories name, with the words that said so."""
    for concept in concepts:
        for text in (concept_words(concept), *(code for _system, code, _display in concept_codes(concept))):
            domain = words.DOMAINS.get(plain(clean(text, 100)))
            if domain:
                return domain, text
    return None, ""
