"""What the API's schema calls each list of codes: by the name of the list, with "Code" behind it."""

OF_NETWORKS = (
    "NetworkStatus EndReason Decide Side Relation Circle RoleKind RoleSource Ground NeedStatus "
    "CloseReason Importance Visibility Met ViewSide InvitationStatus DeliveryWay MessageKind "
    "Channel TalentKind DayPart ChallengeAnswer BarrierSource SwapStatus TaskWhen TaskStatus Rotation "
    "OccurrenceStatus SeriesPart Reach AskStatus Answer PromiseStatus Verb"
)
OF_ACCOUNTS = "Language OrganisationKind Hat RegionLevel RegionScheme TokenScope"
OF_MODULES = {
    "coaching": "Opens CoachingAnswer CoachingKind",
    "emerging": "RoleQuestion RoleAnswer",
    "event": "EventKind StepKind StepState",
    "experiment": "ExperimentState SpeaksFor HowWasIt Verdict",
    "goal": "Level Weight",
    "health": "SignalKind Sharing Division Support",
    "lifecycle": "PauseLets StillThere Arrange PracticeAs",
    "meeting": "MeetingPhase Coming PointSource Becomes HowFar",
    "moved": "Direction Checked",
    "overview": "OverviewSort",
    "pulse": "HowLong Every ReliefTo",
    "rule": "RuleStatus Sphere RaisedAnswer",
    "sides": "SidesShown",
    "wheel": "HowWell",
}
NAMES = {
    **{f"{name}Code": f"networks.choices.{name}" for name in OF_NETWORKS.split()},
    **{f"{name}Code": f"accounts.choices.{name}" for name in OF_ACCOUNTS.split()},
    **{
        f"{name}Code": f"networks.choices.{module}.{name}"
        for module, names in OF_MODULES.items()
        for name in names.split()
    },
    "MeetingVisibilityCode": "networks.api.meeting.LEVELS",
    "TriedHereCode": "networks.choices.overview.TriedHere",
    "RemarkKindCode": "networks.intake.remarks.RemarkKind",
    "StandingCode": "networks.standing.Standing",
}
"""Where each list is, by its name in the schema. A list that is missing here makes the schema's test fail."""
