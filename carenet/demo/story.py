"""What the demo tells about Bram: values only. Days count back from the day the demo is made."""

from dataclasses import dataclass, field
from typing import Any

from networks.choices import Circle, Met, Relation, RoleKind, Side, Visibility

PURPOSE = "I want to live my own life, with people who know me."
STARTED = 310
"""Days ago that Marja started the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Somebody around Bram. ``key`` names the account; without one they take part by telephone or not yet."""

    name: str
    side: Side
    circle: Circle
    days: int
    key: str = ""
    moved: tuple[Circle, int] | None = None
    takes_part: bool = True
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """A need. ``by`` is who writes it down; ``views`` are who says what, how many days ago."""

    key: str
    by: str
    words: str
    domains: tuple[str, ...]
    importance: str
    visibility: Visibility
    days: int
    named: tuple[str, ...] = ()
    views: tuple[tuple[str, Met, int], ...] = ()


PEOPLE = (
    Around(
        name="Henk Visser",
        key="henk",
        side=Side.INFORMAL,
        circle=Circle.CLOSE,
        days=300,
        more={"relation": Relation.PARENT},
    ),
    Around(
        name="Sanne Visser",
        key="sanne",
        side=Side.INFORMAL,
        circle=Circle.CLOSE,
        days=298,
        moved=(Circle.AROUND, 63),
        more={"relation": Relation.SIBLING},
    ),
    Around(
        name="Fatima El Amrani",
        key="fatima",
        side=Side.FORMAL,
        circle=Circle.TAKES_PART,
        days=280,
        moved=(Circle.AROUND, 150),
        more={"function": "group leader"},
    ),
    Around(
        name="Joris Kok",
        key="joris",
        side=Side.INFORMAL,
        circle=Circle.COULD_BE_ASKED,
        days=240,
        moved=(Circle.AROUND, 200),
        more={"relation": Relation.NEIGHBOUR},
    ),
    Around(
        name="Igor Petrov",
        key="igor",
        side=Side.INFORMAL,
        circle=Circle.AROUND,
        days=210,
        more={"relation": Relation.VOLUNTEER},
    ),
    Around(
        name="Anouk Bakker",
        key="anouk",
        side=Side.FORMAL,
        circle=Circle.AROUND,
        days=170,
        more={"function": "district nurse"},
    ),
    Around(
        name="Choir De Meent",
        key="choir",
        side=Side.COMMUNITY,
        circle=Circle.AROUND,
        days=140,
        more={"organisation_name": "Choir De Meent", "function": "choir"},
    ),
    Around(
        name="Peter Smit",
        key="peter",
        side=Side.FORMAL,
        circle=Circle.TAKES_PART,
        days=95,
        more={"function": "activity leader"},
    ),
    Around(
        name="Imam Yusuf Aydin",
        key="yusuf",
        side=Side.INFORMAL,
        circle=Circle.TAKES_PART,
        days=45,
        more={"relation": Relation.FRIEND, "function": "visits to talk"},
    ),
    Around(
        name="Lia de Wit",
        side=Side.INFORMAL,
        circle=Circle.COULD_BE_ASKED,
        days=30,
        takes_part=False,
        more={"relation": Relation.COLLEAGUE, "email": "lia@example.org"},
    ),
    Around(
        name="Noor Haddad",
        side=Side.INFORMAL,
        circle=Circle.COULD_BE_ASKED,
        days=6,
        takes_part=False,
        more={"relation": Relation.FRIEND, "email": "noor@example.org"},
    ),
)
ORGANISATIONS = {"fatima": "De Linde", "anouk": "Thuiszorg De Meent", "peter": "Dagcentrum De Molen"}
NEEDS = (
    Asks(
        key="shopping",
        by="bram",
        words="I want to do my own shopping on Saturday.",
        domains=("participation",),
        importance="high",
        visibility=Visibility.EVERYONE,
        days=230,
        views=(("bram", Met.NOT_MET, 20), ("joris", Met.UNKNOWN, 14), ("fatima", Met.NOT_MET, 12)),
    ),
    Asks(
        key="singing",
        by="bram",
        words="Singing makes my week.",
        domains=("meaning", "participation"),
        importance="high",
        visibility=Visibility.EVERYONE,
        days=200,
        views=(("bram", Met.MET, 25), ("henk", Met.MET, 18)),
    ),
    Asks(
        key="sleep",
        by="bram",
        words="I want to sleep through the night.",
        domains=("psychosocial", "physical"),
        importance="high",
        visibility=Visibility.EVERYONE,
        days=160,
        views=(("bram", Met.NOT_MET, 9), ("henk", Met.NOT_MET, 30), ("anouk", Met.MET, 5)),
    ),
    Asks(
        key="sanne",
        by="bram",
        words="I miss Sanne.",
        domains=("psychosocial",),
        importance="medium",
        visibility=Visibility.CLOSE,
        days=50,
        views=(("bram", Met.NOT_MET, 15),),
    ),
    Asks(
        key="knee",
        by="bram",
        words="My knee hurts when I climb the stairs.",
        domains=("physical",),
        importance="medium",
        visibility=Visibility.EVERYONE,
        days=120,
        views=(("anouk", Met.UNKNOWN, 40),),
    ),
    Asks(
        key="hands",
        by="bram",
        words="I want to earn something with my own hands.",
        domains=("participation", "meaning"),
        importance="low",
        visibility=Visibility.EVERYONE,
        days=190,
    ),
    Asks(
        key="pills",
        by="fatima",
        words="I want to take my pills without being told.",
        domains=("physical",),
        importance="medium",
        visibility=Visibility.PROFESSIONALS,
        days=180,
        views=(("fatima", Met.MET, 70),),
    ),
    Asks(
        key="later",
        by="bram",
        words="I want to talk about what comes later.",
        domains=("meaning",),
        importance="medium",
        visibility=Visibility.NAMED,
        named=("yusuf", "marja"),
        days=40,
    ),
    Asks(
        key="weekend",
        by="marja",
        words="Who is there for Bram when his father and I are away?",
        domains=("psychosocial",),
        importance="high",
        visibility=Visibility.FAMILY,
        days=55,
    ),
)
LINKS = (
    ("sleep", "singing", "If sleep fails, I skip choir.", 150),
    ("singing", "sanne", "Singing takes my mind off it.", 45),
    ("knee", "shopping", "With a bad knee I cannot carry the bags.", 100),
)
ROLES: tuple[tuple[str, RoleKind, str, str, int], ...] = (
    ("joris", RoleKind.DIRECT, "", "shopping", 130),
    ("henk", RoleKind.INDIRECT, "", "", 290),
    ("fatima", RoleKind.DIRECT, "", "shopping", 140),
    ("anouk", RoleKind.DIRECT, "physical", "", 165),
    ("choir", RoleKind.DIRECT, "", "singing", 135),
    ("peter", RoleKind.DIRECT, "participation", "", 90),
    ("peter", RoleKind.INDIRECT, "", "hands", 88),
    ("igor", RoleKind.DIRECT, "meaning", "", 205),
)
"""Who does what: key of the person, kind, code of a life domain or key of a need, days ago."""
NOTES = (
    ("marja", Visibility.EVERYONE, "singing", "Rehearsal is at seven now. The door at the back is open.", 80),
    ("bram", Visibility.EVERYONE, "", "Please call before you come. I like to know who is at the door.", 60),
    (
        "henk",
        Visibility.FAMILY,
        "weekend",
        "We could ask Joris for the first night, and his aunt after that.",
        50,
    ),
    (
        "anouk",
        Visibility.PROFESSIONALS,
        "knee",
        "Stairs twice a day, holding the rail. I look again in May.",
        38,
    ),
    ("fatima", Visibility.EVERYONE, "shopping", "He paid by himself today. I stood ten steps away.", 13),
    (
        "joris",
        Visibility.NAMED,
        "",
        "Marja, I can take over the overview from the tenth to the twentieth.",
        10,
    ),
    ("bram", Visibility.CLOSE, "sanne", "She called on my birthday. That was nice.", 8),
)
"""Who wrote what beside which need, for whom, how many days ago. Named ones are for Marja."""
WIM = (
    ("Gerda Mulder", Side.INFORMAL, Circle.AROUND, {"relation": Relation.NEIGHBOUR}),
    ("Rob Jansen", Side.INFORMAL, Circle.CLOSE, {"relation": Relation.CHILD}),
    ("Huub Willems", Side.FORMAL, Circle.TAKES_PART, {"function": "general practitioner"}),
)
"""Around Wim, in the network of Eve."""
WIM_NEEDS = (
    ("I want to swim again.", "physical"),
    ("I want to hear my old records.", "meaning"),
)
