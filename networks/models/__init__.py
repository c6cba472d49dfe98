"""The rows of a network's life. Rows end, they are not deleted."""

from networks.models.ask import Ask, Asked, HelperLink
from networks.models.barrier import Barrier, Swap
from networks.models.delivery import Delivery, PushSubscription, Reachability, Switch
from networks.models.feed import Feed
from networks.models.importdraft import ImportDraft
from networks.models.invitation import Invitation
from networks.models.member import CirclePlacement, Member, Role
from networks.models.need import LifeDomain, Need, NeedLink, NeedState, NeedView
from networks.models.network import Client, Network, Representation, Stewardship
from networks.models.note import Note
from networks.models.promise import DateSwap, Pledge, Promise
from networks.models.story import Photo, Reply, Story, Thanks
from networks.models.talent import Activity, Availability, Challenge, Talent
from networks.models.task import Occurrence, Task, TurnTaker

__all__ = [
    "Activity",
    "Ask",
    "Asked",
    "Availability",
    "Barrier",
    "Challenge",
    "CirclePlacement",
    "Client",
    "DateSwap",
    "Delivery",
    "Feed",
    "HelperLink",
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
    "Occurrence",
    "Photo",
    "Pledge",
    "Promise",
    "PushSubscription",
    "Reachability",
    "Reply",
    "Representation",
    "Role",
    "Stewardship",
    "Story",
    "Swap",
    "Switch",
    "Talent",
    "Task",
    "Thanks",
    "TurnTaker",
]
