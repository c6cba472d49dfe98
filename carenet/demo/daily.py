"""What the demo tells about the days around Bram: values only, in English as the rest of the story."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from networks.choices import DayPart, TalentKind, TaskWhen, Visibility

GOOD, LIKES, LOVES, NEVER = (
    TalentKind.GOOD_AT,
    TalentKind.LIKES,
    TalentKind.WOULD_LOVE,
    TalentKind.NEVER,
)
TALENTS: tuple[tuple[str, TalentKind, str, str, dict[str, Any]], ...] = (
    ("henk", GOOD, "administration", "I kept the books of a shop for thirty years.", {}),
    ("henk", NEVER, "shopping", "", {}),
    ("marja", LIKES, "talk", "", {}),
    ("marja", GOOD, "meal", "Soup for ten people.", {}),
    ("joris", LIKES, "walk", "With my dog along the river.", {"weekdays": [2, 5, 6]}),
    ("joris", GOOD, "ride", "", {}),
    ("joris", GOOD, "repairs", "Lamps, taps and bicycles.", {"limits": "no ladders"}),
    ("sanne", LOVES, "call", "Ring me in the evening, any evening.", {}),
    ("sanne", LIKES, "outing", "", {"with_someone": True}),
    ("fatima", LIKES, "shopping", "Going out with Bram is the best part of my Saturday.", {}),
    ("anouk", GOOD, "care", "", {}),
    ("peter", GOOD, "crafts", "Wood, mostly.", {}),
    ("yusuf", GOOD, "talk", "About what matters, and about football.", {}),
    ("choir", LIKES, "music", "We sing on Tuesday evening; a chair is kept free.", {}),
    ("", GOOD, "music", "I know every song by heart.", {}),
    ("", LIKES, "animals", "I can walk a dog.", {}),
)
"""Who (a key; "" is Bram himself), what they say, which activity, in their words, within which limits."""
AVAILABLE: tuple[tuple[str, list[int], list[DayPart], int | None], ...] = (
    ("henk", [0, 2, 5], [DayPart.MORNING, DayPart.AFTERNOON], 8),
    ("joris", [2, 5, 6], [], 6),
    ("sanne", [], [DayPart.EVENING], 4),
)
"""Who can usually be asked when, and their own limit in hours a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Does:
    """Something to do. ``day`` is a weekday (0 is Monday) or, for ``in_days``, so many days from today."""

    key: str
    by: str
    activity: str
    title: str
    need: str = ""
    day: int | None = None
    in_days: int = 0
    at: time = time(10, 0)
    when: TaskWhen = TaskWhen.RHYTHM
    weeks: int = 1
    more: dict[str, Any] = field(default_factory=dict)


TASKS = (
    Does(
        key="administration",
        by="fatima",
        activity="administration",
        title="House administration",
        day=5,
        more={
            "minutes": 120,
            "where": "The office of the house",
            "only_side": "formal",
            "rule_words": "Guiding is for volunteers, administration is for employees.",
        },
    ),
    Does(
        key="shopping",
        by="bram",
        activity="shopping",
        title="Go shopping with Bram",
        need="shopping",
        day=5,
        more={
            "minutes": 90,
            "where": "The market",
            "bring": "The blue bag. Bram has his own list and pays himself.",
            "avoid": "Do not carry the bag for him unless he asks.",
            "address": "Lindelaan 12, ring twice",
        },
    ),
    Does(
        key="choir",
        by="marja",
        activity="ride",
        title="Ride to the choir",
        need="singing",
        day=1,
        at=time(18, 30),
        more={
            "minutes": 30,
            "where": "From the house to the Meent",
            "address": "Lindelaan 12, back door",
            "skip_holidays": True,
        },
    ),
    Does(
        key="knee",
        by="anouk",
        activity="ride",
        title="Ride to the hospital and back",
        need="knee",
        when=TaskWhen.ONCE,
        in_days=2,
        at=time(9, 15),
        more={"minutes": 150, "where": "Hospital, north entrance", "address": "Lindelaan 12, front door"},
    ),
    Does(
        key="lamp",
        by="joris",
        activity="repairs",
        title="Hang the lamp in Bram's room",
        when=TaskWhen.WEEK,
        in_days=5,
        more={"bring": "A screwdriver."},
    ),
    Does(
        key="weekend",
        by="marja",
        activity="respite",
        title="Be with Bram while his parents are away",
        need="weekend",
        when=TaskWhen.ONCE,
        in_days=16,
        at=time(14, 0),
        more={"minutes": 240, "places": ["afternoon", "evening"]},
    ),
)
PLEDGES = (("fatima", "administration"), ("joris", "choir"))
"""Who said yes for a while to what."""
STORIES: tuple[tuple[str, bool, Visibility, str, int], ...] = (
    ("choir", False, Visibility.EVERYONE, "Bram sang the second verse alone. The whole hall was quiet.", 9),
    ("bram", False, Visibility.EVERYONE, "I bought the oranges. The man at the stall knows my name now.", 4),
    ("marja", True, Visibility.EVERYONE, "Who knows a good barber who comes to the house?", 3),
    ("henk", False, Visibility.FAMILY, "A quiet evening, just the two of us, and the old records.", 2),
)
"""Who told (or asked: True) what, for whom, how many days ago."""
REPLIES = ((2, "fatima", "Mrs de Boer on the corner does. She comes on Wednesdays."),)
"""To which story (counted from 0) somebody said something."""
THANKS = ((0, "bram", ""), (0, "marja", "I cried a little."), (1, "fatima", ""))
"""For which story somebody said thank you."""
CHALLENGE = ("marja", "yusuf", "talk", "Would you come and talk about football before the match on Sunday?")
