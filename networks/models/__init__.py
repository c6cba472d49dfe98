"""The rows of a network's life. Rows end, they are not deleted."""

from networks.models.importdraft import ImportDraft
from networks.models.invitation import Invitation
from networks.models.member import CirclePlacement, Member, Role
from networks.models.need import LifeDomain, Need, NeedLink, NeedState, NeedView
from networks.models.network import Client, Network, Representation, Stewardship
from networks.models.note import Note

__all__ = [
    "CirclePlacement",
    "Client",
    "ImportDraft",
    "Invitation",
    "LifeDomain",
    "Member",
    "Need",
    "NeedLink",
    "NeedState",
    "NeedView",
    "Network",
    "Note",
    "Representation",
    "Role",
    "Stewardship",
]
