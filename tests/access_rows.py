"""Who gets what at an address: the rows of which the access matrix is made."""

from dataclasses import dataclass, field

IN, NO, NONE, SIGN_IN, METHOD = "answered", "403", "404", "sign in first", "405"
CLIENT_SIDE = ("bram", "marja")
GOVERNING = (*CLIENT_SIDE, "steward")
INSIDE = (*GOVERNING, "henk", "joris", "fatima", "anouk", "choir")
"""Who has a standing in Bram's network in the scene of the matrix."""
NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """``answered`` are let in. Others inside get ``inside``, others signed in ``outside``, and the signed-out
    ``signed_out``; ``but`` names who gets something else.
    """

    answered: tuple[str, ...] = ()
    inside: str = NO
    outside: str = NONE
    signed_out: str = SIGN_IN
    but: dict[str, str] = field(default_factory=dict)

    def expected(self, name: str) -> str:
        """What this person gets."""
        if name in self.but:
            return self.but[name]
        if name in self.answered:
            return IN
        if name == NOBODY:
            return self.signed_out
        return self.inside if name in INSIDE else self.outside


PUBLIC = Row(inside=IN, outside=IN, signed_out=IN)
SIGNED_IN = Row(inside=IN, outside=IN)
NOTHING = Row(inside=NONE)
NOTHING_AT_ALL = Row(inside=NONE, signed_out=NONE)
MEMBERS = Row(INSIDE)
GOVERNS = Row(GOVERNING)
CLIENT = Row(CLIENT_SIDE)
HENK_OR_GOVERNS = Row((*GOVERNING, "henk"))
JORIS_OR_GOVERNS = Row((*GOVERNING, "joris"))
AUTHOR_OR_CLIENT = Row(CLIENT_SIDE)
LEAVES = Row(tuple(name for name in INSIDE if name != "bram"))
SAYS = Row(tuple(name for name in INSIDE if name not in ("choir", "steward")))
NO_SUCH_METHOD = Row(inside=METHOD, outside=METHOD)
NO_SUCH_METHOD_AT_ALL = Row(inside=METHOD, outside=METHOD, signed_out=METHOD)
EVES = Row(("eve",), inside=NONE)
HENKS = Row(("henk",), inside=NONE)
NEEDS_PROOF = Row(inside=NO, outside=NO)
PROVE_FIRST = Row(inside=SIGN_IN, outside=SIGN_IN)
CLIENT_IS_HERE = Row(but=dict.fromkeys(CLIENT_SIDE, NONE))
RUNS_LINDE = Row(("els", "karel"), inside=NONE, but={"fatima": NO, "carla": NO})
OPERATOR = Row(("otto",), inside=SIGN_IN, outside=SIGN_IN)


@dataclass(frozen=True)
class Line:
    """One address. A value in ``body`` that begins with $ stands for the id of that row of the scene."""

    name: str
    get: Row
    post: Row
    where: str = ""
    body: dict[str, str] = field(default_factory=dict)
