"""A role is handed over, or given by somebody else: who gets it hears of it.

For whom or what the role is, is not in it: the page shows that, as far as its reader may know.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from networks.choices import MessageKind, RoleKind
from networks.models import Member, Role
from networks.moments import people
from networks.moments.letter import Case, Draft, by_phone, day, first_name
from networks.moments.telling import tell
from networks.moments.tongue import gettext

HANDED, GIVEN = "role_handed", "role_given"


def on_role_handed_over(role: Role, before: Role, at: datetime) -> None:
    """Somebody got this role, which was ``before`` until then: told to who got it."""
    _tell(role, at, {"what": HANDED, "role": str(before.pk)})


def on_role_given(role: Role, giver: UUID | None, at: datetime) -> None:
    """Somebody else noted this role: told to who has it. ``giver`` is the place of who noted it, if any."""
    _tell(role, at, {"what": GIVEN} | ({"member": str(giver)} if giver else {}))


def _tell(role: Role, at: datetime, payload: dict[str, str]) -> None:
    to, kind = [role.member], MessageKind.ROLE
    tell(network=role.network, to=to, kind=kind, subject=role, at=at, payload=payload)


def about_role(case: Case) -> Draft:
    """What the letter says; nothing any more when the role has ended or is somebody else's, and nothing at
    all about a need that its reader may not read: that there is one stays closed.
    """
    row: Role | None = case.row
    if row is None or not case.is_me(row.member_id) or (row.until and row.until <= case.at):
        return None
    if row.need is not None and not people.reads(case.reader.seat, row.need):
        return None
    return _given(case, row) if case.what == GIVEN else _handed(case, row)


def _handed(case: Case, row: Role) -> Draft:
    pk = case.id_of("role")
    before: Role | None = case.desk.subjects.get(("role", pk)) if pk else None
    if before is None:
        return None
    who = first_name(before.member.name)
    return _letter(case, row, who, [_takes_over(row) % {"who": who}]) | {
        "subject": gettext("You take something over from %(who)s") % {"who": who},
        "why": gettext("You get this because something that you do here was handed over to you."),
    }


def _given(case: Case, row: Role) -> Draft:
    pk = case.id_of("member")
    giver: Member | None = case.desk.subjects.get(("member", pk)) if pk else None
    who = first_name(giver.name) if giver else ""
    subject = gettext("A role was noted for you")
    if who:
        subject = gettext("%(who)s noted a role for you") % {"who": who}
    return _letter(case, row, who, [_does(row)]) | {
        "subject": subject,
        "why": gettext("You get this because somebody noted what you do here."),
    }


def _letter(case: Case, row: Role, who: str, lines: list[str]) -> dict[str, Any]:
    phone = by_phone(case, who) if who else ""
    if row.since > case.at:
        lines.append(gettext("It begins on %(day)s.") % {"day": day(row.since, case.reader)})
    if case.reader.has_account:
        lines.append(gettext("Does it not suit you? You can hand it over again, or end it."))
    return {
        "lines": lines,
        "more": [phone] if phone else [],
        "path": case.page("roles", row.network_id),
        "act": gettext("Look at who does what"),
    }


def _does(row: Role) -> str:
    """What was noted that somebody does, as a whole sentence."""
    return _of_kind(
        row,
        gettext("You are noted as a stand-in."),
        gettext("You are noted as somebody who keeps the overview."),
        gettext("You are noted as somebody who supports directly."),
        gettext("You are noted as somebody who supports behind the scenes."),
    )


def _takes_over(row: Role) -> str:
    """What somebody does from now on in place of somebody else, as a whole sentence."""
    return _of_kind(
        row,
        gettext("You are a stand-in, in place of %(who)s."),
        gettext("You keep the overview, in place of %(who)s."),
        gettext("You support directly, in place of %(who)s."),
        gettext("You support behind the scenes, in place of %(who)s."),
    )


def _of_kind(row: Role, stand_in: str, organizer: str, direct: str, indirect: str) -> str:
    """Of four sentences the one that fits this role."""
    if row.stands_in:
        return stand_in
    return {RoleKind.ORGANIZER: organizer, RoleKind.DIRECT: direct}.get(RoleKind(row.kind), indirect)


WRITERS = {MessageKind.ROLE: about_role}
"""How messages about roles are written."""
