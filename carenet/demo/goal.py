"""Tells of a goal that Bram has with singing, and how far three sides say it is."""

from carenet.demo.telling import Teller
from networks.actions.goal import say_level, set_goal
from networks.choices.goal import Level, Weight

SINGING = {
    "words": "I want to sing with the choir again",
    "much_less": "I do not sing at all",
    "less": "I sing at home, with the radio",
    "expected": "I go to the choir twice a month",
    "more": "I go every week",
    "much_more": "I sing a part on my own",
}
SAID = (
    ("bram", Level.LESS),
    ("fatima", Level.LESS),
    ("marja", Level.EXPECTED),
    ("bram", Level.EXPECTED),
)


def tell_of_goals(teller: Teller) -> None:
    """One goal, and what was said of it."""
    goal = set_goal(
        actor=teller.seat("bram"),
        need=teller.needs["singing"].pk,
        importance=Weight.MOST,
        difficulty=Weight.MUCH,
        **SINGING,
    )
    for key, level in SAID:
        say_level(actor=teller.seat(key), goal=goal.pk, level=level)
