"""Tells what Bram says of parts of his life: in the spring, in the summer, and now."""

from carenet.demo.past import ago
from carenet.demo.telling import Teller
from networks.actions.wheel import say_of_life
from networks.choices import Visibility
from networks.choices.wheel import HowWell
from networks.models import WheelWord

SAID = (
    (210, "participation", "I sit at the window and watch the others go.", HowWell.NOT_AT_ALL, "everyone"),
    (210, "physical", "My knee hurts when I get up.", HowWell.NOT_WELL, "everyone"),
    (210, "meaning", "Without the choir my week has no Tuesday.", HowWell.SO_SO, "everyone"),
    (210, "psychosocial", "At night I lie awake. I do not want to talk about it.", "", "close"),
    (96, "participation", "I go to the market now. People know my name there.", HowWell.SO_SO, "everyone"),
    (12, "participation", "I sang on Sunday and the baker saw me!", HowWell.WELL, "everyone"),
    (12, "meaning", "I am somebody in the choir.", HowWell.VERY_WELL, "everyone"),
    (12, "psychosocial", "I sleep, except before a doctor.", HowWell.SO_SO, "close"),
)
"""How many days ago, of which part of life, in his words, the level, and who reads it."""


def tell_of_parts_of_life(teller: Teller) -> None:
    """Bram's own words, then and now. Of his body he said nothing new."""
    for days, code, words, level, visibility in SAID:
        row = say_of_life(
            actor=teller.seat("bram"),
            domain=teller.domains[code],
            words=words,
            how_well=level,
            visibility=Visibility(visibility),
        )
        WheelWord.objects.filter(pk=row.pk).update(said_at=ago(days))
