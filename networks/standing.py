"""The one rights table: what each standing may do. Pure data, asked only through networks.access.may().

Standing is the only source of rights. A role (organizer, direct, indirect) grants nothing; unknown means no.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """What somebody is to one network at one moment, strongest first."""

    CLIENT = "client", _("client")
    REPRESENTATIVE = "representative", _("representative")
    STEWARD = "steward", _("steward")
    MEMBER = "member", _("member")
    GUEST = "guest", _("guest")


class Permission(StrEnum):
    """A named right inside one network.

    ORGANIZE is changing what others planned, promising for others, and seeing how the work is spread;
    SEE_ASK_FIRST is letting an ask go out where the client wants to see it first; MOURN is saying that the
    client has died, confirming it and arranging what follows, for members only when they are close;
    GIVE_KEEPSAKE is naming who gets something to remember the client by.
    """

    VIEW = "view"
    RAISE_NEED = "raise_need"
    REVISE_NEED = "revise_need"
    SAY_VIEW = "say_view"
    WRITE_NOTE = "write_note"
    PROPOSE_PERSON = "propose_person"
    LEAVE = "leave"
    TAKE_ROLE = "take_role"
    SET_ROLE = "set_role"
    GOVERN_MEMBERS = "govern_members"
    PLACE = "place"
    SET_VISIBILITY = "set_visibility"
    SETTINGS = "settings"
    APPOINT = "appoint"
    END = "end"
    READ_LEDGER = "read_ledger"
    ASK = "ask"
    PROMISE = "promise"
    OFFER_TALENT = "offer_talent"
    TELL_STORY = "tell_story"
    ORGANIZE = "organize"
    SEE_ASK_FIRST = "see_ask_first"
    MOURN = "mourn"
    GIVE_KEEPSAKE = "give_keepsake"


_MEMBER = frozenset(
    {
        Permission.VIEW,
        Permission.RAISE_NEED,
        Permission.SAY_VIEW,
        Permission.WRITE_NOTE,
        Permission.PROPOSE_PERSON,
        Permission.LEAVE,
        Permission.TAKE_ROLE,
        Permission.ASK,
        Permission.PROMISE,
        Permission.OFFER_TALENT,
        Permission.TELL_STORY,
        Permission.MOURN,
    }
)
_STEWARD = _MEMBER | {
    Permission.REVISE_NEED,
    Permission.SET_ROLE,
    Permission.GOVERN_MEMBERS,
    Permission.PLACE,
    Permission.SETTINGS,
    Permission.ORGANIZE,
}
_GOVERNS = (_STEWARD - {Permission.LEAVE}) | {
    Permission.SET_VISIBILITY,
    Permission.APPOINT,
    Permission.END,
    Permission.READ_LEDGER,
    Permission.SEE_ASK_FIRST,
    Permission.GIVE_KEEPSAKE,
}

MAY: dict[Standing, frozenset[Permission]] = {
    Standing.CLIENT: _GOVERNS,
    Standing.REPRESENTATIVE: _GOVERNS | {Permission.LEAVE},
    Standing.STEWARD: _STEWARD,
    Standing.MEMBER: _MEMBER,
    Standing.GUEST: frozenset(),
}
"""Every standing and all that it may do. Nothing else grants anything."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What one user is to one network at one moment: found by the door, carried by views and actions.

    ``formal`` is true when any current place of this user in the network is a professional's; it closes
    the family-only space whatever else the user is. ``close`` means the client placed them close by.
    """

    user: Any
    network: Any
    at: datetime
    standing: Standing
    member_ids: frozenset[UUID] = frozenset()
    formal: bool = False
    informal: bool = False
    close: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the rights table gives this standing that permission."""
        return permission in MAY[self.standing]

    @property
    def one_place(self) -> UUID | None:
        """One of this user's places here, always the same; None for who has none."""
        return min(self.member_ids, default=None)

    @property
    def for_client(self) -> bool:
        """Whether this user speaks as, or for, the client."""
        return self.standing in (Standing.CLIENT, Standing.REPRESENTATIVE)

    def wrote(self, author_id: UUID, for_client: bool) -> bool:
        """Whether a need or note with that author is this user's own. What was written for the client stays
        with who speaks for the client, not with somebody who no longer does.
        """
        return author_id == self.user.pk and (self.for_client or not for_client)

    @property
    def sees_family(self) -> bool:
        """Whether the family-only space is open: never to anyone who takes part as a professional."""
        return not self.formal and (self.informal or self.for_client)

    @property
    def on_behalf_of(self) -> str:
        """The client's name when a representative acts, "" otherwise."""
        return self.network.client.name if self.standing == Standing.REPRESENTATIVE else ""
