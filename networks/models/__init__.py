"""The rows of a network's life. Rows end, they are not deleted."""

from networks.models.ask import Ask, Asked, HelperLink
from networks.models.barrier import Barrier, Swap
from networks.models.coaching import CoachingConsent, CoachingNote, CoachingQuestion
from networks.models.delivery import Delivery, PushSubscription, Reachability, Switch
from networks.models.emerging import RoleProposal
from networks.models.event import EventStep, LifeEvent
from networks.models.experiment import Experiment, ExperimentVoice, ExperimentWeek
from networks.models.feed import Feed
from networks.models.goal import Goal, GoalSaid
from networks.models.health import Health, Reading, Signal
from networks.models.importdraft import ImportDraft
from networks.models.instrument import Check, Instrument
from networks.models.invitation import Invitation
from networks.models.lifecycle import (
    Condolence,
    Farewell,
    FriendlyQuestion,
    KeepsakeFor,
    Mourning,
    Practice,
    Rest,
    ThingToArrange,
)
from networks.models.meeting import (
    Attendance,
    Contribution,
    Decision,
    FamilyWord,
    Meeting,
    MeetingPoint,
    SkippedReview,
)
from networks.models.member import CirclePlacement, Member, Role
from networks.models.moved import SwapNote
from networks.models.need import LifeDomain, Need, NeedLink, NeedState, NeedView
from networks.models.network import Client, Network, Representation, Stewardship
from networks.models.note import Note
from networks.models.overview import Host, Participation, SavedView, Tally, Team, WeekTotal
from networks.models.promise import DateSwap, Pledge, Promise
from networks.models.pulse import Pulse, PulseRhythm, Relief, ReliefTold
from networks.models.rule import Lesson, Placing, RaisedBarrier, Rule, RuleState
from networks.models.story import Photo, Reply, Story, Thanks
from networks.models.talent import Activity, Availability, Challenge, Talent
from networks.models.task import Occurrence, Task, TurnTaker
from networks.models.wheel import WheelWord

__all__ = [
    "Activity",
    "Ask",
    "Asked",
    "Attendance",
    "Availability",
    "Barrier",
    "Challenge",
    "Check",
    "CirclePlacement",
    "Client",
    "CoachingConsent",
    "CoachingNote",
    "CoachingQuestion",
    "Condolence",
    "Contribution",
    "DateSwap",
    "Decision",
    "Delivery",
    "EventStep",
    "Experiment",
    "ExperimentVoice",
    "ExperimentWeek",
    "FamilyWord",
    "Farewell",
    "Feed",
    "FriendlyQuestion",
    "Goal",
    "GoalSaid",
    "Health",
    "HelperLink",
    "Host",
    "ImportDraft",
    "Instrument",
    "Invitation",
    "KeepsakeFor",
    "Lesson",
    "LifeDomain",
    "LifeEvent",
    "Meeting",
    "MeetingPoint",
    "Member",
    "Mourning",
    "Need",
    "NeedLink",
    "NeedState",
    "NeedView",
    "Network",
    "Note",
    "Occurrence",
    "Participation",
    "Photo",
    "Placing",
    "Pledge",
    "Practice",
    "Promise",
    "Pulse",
    "PulseRhythm",
    "PushSubscription",
    "RaisedBarrier",
    "Reachability",
    "Reading",
    "Relief",
    "ReliefTold",
    "Reply",
    "Representation",
    "Rest",
    "Role",
    "RoleProposal",
    "Rule",
    "RuleState",
    "SavedView",
    "Signal",
    "SkippedReview",
    "Stewardship",
    "Story",
    "Swap",
    "SwapNote",
    "Switch",
    "Talent",
    "Tally",
    "Task",
    "Team",
    "Thanks",
    "ThingToArrange",
    "TurnTaker",
    "WeekTotal",
    "WheelWord",
]
