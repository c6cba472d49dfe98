"""The access matrix as data: for every address, who is answered, who is refused, and who finds nothing.

A row says who is let in; everybody who is not named gets nothing there. ``where`` names what the address is
about (tests/access_scene.py makes it); GET and POST each have a row.
"""

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


SPEAKS = {"member": "$henk", "ground": "written"}


def _pages() -> tuple[Line, ...]:
    return (
        Line("networks:today", PUBLIC, NO_SUCH_METHOD_AT_ALL),
        Line("networks:start", SIGNED_IN, SIGNED_IN),
        Line("networks:start_people", SIGNED_IN, SIGNED_IN),
        Line("networks:start_needs", SIGNED_IN, SIGNED_IN),
        Line("networks:domains", RUNS_LINDE, RUNS_LINDE, "organisation"),
        Line("networks:domain_rename", RUNS_LINDE, RUNS_LINDE, "domain"),
        Line("networks:list", SIGNED_IN, NO_SUCH_METHOD),
        Line("networks:network", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:settings", GOVERNS, GOVERNS, "network"),
        Line("networks:settings_client", GOVERNS, GOVERNS, "network"),
        Line("networks:steward_appoint", CLIENT, CLIENT, "network"),
        Line("networks:steward_dismiss", CLIENT, CLIENT, "network stewardship"),
        Line("networks:representative_appoint", CLIENT, CLIENT, "network"),
        Line("networks:representative_end", CLIENT, CLIENT, "network representation"),
        Line("networks:activate", NO_SUCH_METHOD, GOVERNS, "network"),
        Line("networks:rest", NO_SUCH_METHOD, GOVERNS, "network"),
        Line("networks:end", CLIENT, CLIENT, "network"),
        Line("networks:reopen", NO_SUCH_METHOD, CLIENT, "network"),
        Line("networks:leave", LEAVES, LEAVES, "network"),
        Line("networks:people", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:person_add", MEMBERS, MEMBERS, "network"),
        Line("networks:person", MEMBERS, NO_SUCH_METHOD, "henk"),
        Line("networks:person_edit", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "henk"),
        Line("networks:person_place", GOVERNS, GOVERNS, "henk"),
        Line("networks:person_pause", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "henk"),
        Line("networks:person_resume", NO_SUCH_METHOD, HENK_OR_GOVERNS, "henk"),
        Line("networks:person_joined", NO_SUCH_METHOD, GOVERNS, "noor"),
        Line("networks:person_end", GOVERNS, GOVERNS, "henk"),
        Line("networks:person_return", GOVERNS, GOVERNS, "igor"),
        Line("networks:role_add", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "henk"),
        Line("networks:role_end", HENK_OR_GOVERNS, HENK_OR_GOVERNS, "role"),
        Line("networks:invite", MEMBERS, MEMBERS, "noor"),
        Line("networks:invite_client", CLIENT_IS_HERE, CLIENT_IS_HERE, "network"),
        Line("networks:invitations", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:invitation", JORIS_OR_GOVERNS, NO_SUCH_METHOD, "invitation"),
        Line("networks:invitation_approve", NO_SUCH_METHOD, GOVERNS, "proposed"),
        Line("networks:invitation_refuse", NO_SUCH_METHOD, GOVERNS, "proposed"),
        Line("networks:invitation_resend", NO_SUCH_METHOD, JORIS_OR_GOVERNS, "invitation"),
        Line("networks:invitation_revoke", NO_SUCH_METHOD, JORIS_OR_GOVERNS, "invitation"),
        Line("networks:invitation_reply", NO_SUCH_METHOD, JORIS_OR_GOVERNS, "invitation"),
        Line("networks:invitation_letter", NO_SUCH_METHOD, JORIS_OR_GOVERNS, "letter"),
        Line("networks:join_welcome", MEMBERS, MEMBERS, "network"),
        Line("networks:join_code", PUBLIC, PUBLIC),
        Line("networks:join_answer", NOTHING_AT_ALL, NOTHING_AT_ALL),
        Line("networks:join", NOTHING_AT_ALL, NO_SUCH_METHOD_AT_ALL, "wrong token"),
        Line("networks:import", SIGNED_IN, SIGNED_IN),
        Line("networks:import_preview", EVES, EVES, "import of another"),
        Line("networks:import_drop", NO_SUCH_METHOD, EVES, "import of another"),
        Line("networks:import_into", GOVERNS, GOVERNS, "network"),
        Line("networks:needs", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:need_add", MEMBERS, MEMBERS, "network"),
        Line("networks:need", MEMBERS, NO_SUCH_METHOD, "need"),
        Line("networks:need_edit", GOVERNS, GOVERNS, "need"),
        Line("networks:need_audience", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "need"),
        Line("networks:need_status", GOVERNS, GOVERNS, "need"),
        Line("networks:need_view", SAYS, SAYS, "need"),
        Line("networks:need_link", MEMBERS, MEMBERS, "need"),
        Line("networks:link_end", NO_SUCH_METHOD, MEMBERS, "link"),
        Line("networks:notes", MEMBERS, NO_SUCH_METHOD, "network"),
        Line("networks:note_add", MEMBERS, MEMBERS, "network"),
        Line("networks:note_audience", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "note"),
        Line("networks:note_take_back", AUTHOR_OR_CLIENT, AUTHOR_OR_CLIENT, "note"),
        Line("accountability:ledger", CLIENT, NO_SUCH_METHOD, "network"),
        Line("accountability:readers", CLIENT, NO_SUCH_METHOD, "need"),
    )


def _own_pages() -> tuple[Line, ...]:
    return (
        Line("accounts:profile", SIGNED_IN, SIGNED_IN),
        Line("accounts:tokens", SIGNED_IN, SIGNED_IN),
        Line("accounts:token_revoke", NO_SUCH_METHOD, EVES, "token of another"),
        Line("accounts:confirm", SIGNED_IN, PROVE_FIRST),
        Line("accounts:close", SIGNED_IN, SIGNED_IN),
        Line("accounts:help", PUBLIC, NO_SUCH_METHOD_AT_ALL),
        Line("accounts:about", PUBLIC, NO_SUCH_METHOD_AT_ALL),
        Line("accounts:language", NO_SUCH_METHOD_AT_ALL, PUBLIC),
        Line("accounts:demo", PUBLIC, NO_SUCH_METHOD_AT_ALL),
        Line("accounts:demo_sign_in", NO_SUCH_METHOD_AT_ALL, NOTHING_AT_ALL),
    )


def _api() -> tuple[Line, ...]:
    either, open_to_all = NO_SUCH_METHOD, NO_SUCH_METHOD_AT_ALL
    return (
        Line("api:start", PUBLIC, open_to_all),
        Line("api:schema", PUBLIC, open_to_all),
        Line("api:docs", PUBLIC, open_to_all),
        Line("api:schema_file", PUBLIC, open_to_all),
        Line("api:nowhere", NOTHING_AT_ALL, NOTHING_AT_ALL, "nowhere"),
        Line("api:me", SIGNED_IN, either),
        Line("api:tokens", SIGNED_IN, NEEDS_PROOF),
        Line("api:token", either, either, "token of another"),
        Line("api:organisations", SIGNED_IN, either),
        Line("api:organisation", SIGNED_IN, either, "organisation"),
        Line("api:regions", SIGNED_IN, either),
        Line("api:region", SIGNED_IN, either, "region"),
        Line("api:networks", SIGNED_IN, SIGNED_IN),
        Line("api:network", MEMBERS, either, "network"),
        Line("api:client", MEMBERS, either, "network"),
        Line("api:picture", MEMBERS, either, "network"),
        Line("api:network_activate", either, GOVERNS, "network"),
        Line("api:network_rest", either, GOVERNS, "network"),
        Line("api:network_end", either, CLIENT, "network"),
        Line("api:network_reopen", either, CLIENT, "network"),
        Line("api:network_leave", either, LEAVES, "network"),
        Line("api:stewards", MEMBERS, CLIENT, "network", {"member": "$henk"}),
        Line("api:steward_end", either, CLIENT, "network stewardship"),
        Line("api:representatives", MEMBERS, CLIENT, "network", SPEAKS),
        Line("api:representative_end", either, CLIENT, "network representation"),
        Line("api:members", MEMBERS, MEMBERS, "network"),
        Line("api:member", MEMBERS, either, "henk"),
        Line("api:member_place", either, GOVERNS, "henk"),
        Line("api:member_pause", either, HENK_OR_GOVERNS, "henk", {"until": "2099-01-01T00:00:00Z"}),
        Line("api:member_resume", either, HENK_OR_GOVERNS, "henk"),
        Line("api:member_joined", either, GOVERNS, "noor"),
        Line("api:member_end", either, GOVERNS, "henk"),
        Line("api:member_welcome_back", either, GOVERNS, "igor"),
        Line("api:roles", MEMBERS, MEMBERS, "network"),
        Line("api:role", MEMBERS, either, "role"),
        Line("api:role_end", either, HENK_OR_GOVERNS, "role"),
        Line("api:domains", MEMBERS, either, "network"),
        Line("api:own_domains", RUNS_LINDE, RUNS_LINDE, "organisation", {"name": "Living"}),
        Line("api:own_domain", RUNS_LINDE, either, "domain"),
        Line("api:needs", MEMBERS, MEMBERS, "network"),
        Line("api:links", MEMBERS, MEMBERS, "network"),
        Line("api:need", MEMBERS, either, "need"),
        Line("api:need_status", either, GOVERNS, "need", {"status": "resting"}),
        Line("api:need_audience", either, AUTHOR_OR_CLIENT, "need", {"visibility": "everyone"}),
        Line("api:need_views", MEMBERS, SAYS, "need", {"met": "met"}),
        Line("api:link_end", either, MEMBERS, "link"),
        Line("api:notes", MEMBERS, MEMBERS, "network"),
        Line("api:note", MEMBERS, either, "note"),
        Line("api:note_audience", either, AUTHOR_OR_CLIENT, "note", {"visibility": "everyone"}),
        Line("api:note_take_back", either, AUTHOR_OR_CLIENT, "note"),
        Line("api:invitations", MEMBERS, MEMBERS, "network"),
        Line("api:invitation", JORIS_OR_GOVERNS, either, "invitation"),
        Line("api:invitation_approve", either, GOVERNS, "proposed"),
        Line("api:invitation_refuse", either, GOVERNS, "proposed"),
        Line("api:invitation_resend", either, JORIS_OR_GOVERNS, "invitation"),
        Line("api:invitation_revoke", either, JORIS_OR_GOVERNS, "invitation"),
        Line("api:invitation_letter", either, JORIS_OR_GOVERNS, "letter"),
        Line("api:invitation_reply", either, JORIS_OR_GOVERNS, "invitation", {"reply": "On Saturdays"}),
        Line("api:join", open_to_all, NOTHING_AT_ALL, body={"secret": "wrong"}),
        Line("api:join_accept", either, SIGNED_IN, body={"secret": "wrong"}),
        Line("api:join_decline", open_to_all, PUBLIC, body={"secret": "wrong"}),
        Line("api:join_ask", open_to_all, PUBLIC, body={"secret": "wrong", "question": "When?"}),
        Line("api:imports", either, SIGNED_IN),
        Line("api:import", EVES, either, "import of another"),
        Line("api:import_save", either, EVES, "import of another"),
        Line("api:ledger", CLIENT, either, "network"),
    )


TABLE = {line.name: line for line in (*_pages(), *_own_pages(), *_api())}
"""Every address of the house's own rooms."""

GROUPS: dict[str, Row] = {
    "admin:": OPERATOR,
    "account_": PUBLIC,
    "mfa_": PUBLIC,
    "usersessions_": SIGNED_IN,
}
"""Addresses of rooms that others built, by the beginning of their name. Nothing of a network is there."""
