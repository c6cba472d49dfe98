"""A role is handed over: who gets it hears of it.

For whom or what the role is, is not in it: the page shows that, as far as its reader may know.
"""

from datetime import datetime

from networks.choices import MessageKind, RoleKind
from networks.models import Role
from networks.moments.letter import Case, Draft, by_phone, day, first_name
from networks.moments.telling import tell
from networks.moments.tongue import gettext

HANDED = "role_handed"


def on_role_handed_over(role: Role, before: Role, at: datetime) -> None:
    """Somebody got this role, which was ``before`` until then: told to who got it."""
    tell(
        network=role.network,
        to=[role.member],
        kind=MessageKind.HOUSE,
        subject=role,
        at=at,
        payload={"what": HANDED, "role": str(before.pk)},
    )


def role_handed(case: Case, row: Role) -> Draft:
    """What the letter says; nothing any more when the role has ended or is somebody else's."""
    pk = case.id_of("role")
    before: Role | None = case.desk.subjects.get(("role", pk)) if pk else None
    if before is None or not case.is_me(row.member_id) or (row.until and row.until <= case.at):
        return None
    who = first_name(before.member.name)
    lines = [_does(row) % {"who": who}]
    if row.since > case.at:
        lines.append(gettext("It begins on %(day)s.") % {"day": day(row.since, case.reader)})
    if case.reader.has_account:
        lines.append(gettext("Does it not suit you? You can hand it over again, or end it."))
    return {
        "subject": gettext("You take something over from %(who)s") % {"who": who},
        "lines": lines,
        "more": [line for line in [by_phone(case, who)] if line],
        "path": case.page("roles", row.network_id),
        "act": gettext("Look at who does what"),
        "why": gettext("You get this because something that you do here was handed over to you."),
    }


def _does(row: Role) -> str:
    """What somebody does from now on, as a whole sentence."""
    if row.stands_in:
        return gettext("You are a stand-in, in place of %(who)s.")
    if row.kind == RoleKind.ORGANIZER:
        return gettext("You keep the overview, in place of %(who)s.")
    if row.kind == RoleKind.DIRECT:
        return gettext("You support directly, in place of %(who)s.")
    return gettext("You support behind the scenes, in place of %(who)s.")
