"""Codes of pausing, ending, mourning, and of practising in a network that is made up."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PauseLets(TextChoices):
    """What still comes through to somebody who paused. Nobody who paused is asked for anything new."""

    NOTHING = "nothing", _("nothing at all")
    MESSAGES = "messages", _("only messages, no questions for help")
    URGENT = "urgent", _("only when it is urgent")


class StillThere(TextChoices):
    """What somebody answers who was not seen for a while."""

    HERE = "here", _("I am still there")
    PAUSE = "pause", _("I would rather pause")
    LEAVE = "leave", _("I would rather leave")


class Arrange(TextChoices):
    """Things that often have to be arranged when somebody has died."""

    DOCTOR = "doctor", _("tell the doctor and whoever helped at home")
    FUNERAL = "funeral", _("the funeral or cremation")
    PEOPLE = "people", _("tell people who do not know yet")
    OFFICIAL = "official", _("the papers at the town hall")
    NOTARY = "notary", _("the will, and who settles things")
    MONEY = "money", _("the bank, insurance and pension")
    AIDS = "aids", _("give back what was borrowed")
    HOME = "home", _("the house, the post and the keys")
    ANIMALS = "animals", _("who looks after the animals and plants")
    OTHER = "other", pgettext_lazy("something to arrange", "something else")


class PracticeAs(TextChoices):
    """As whom somebody practises in a network that is made up."""

    CLIENT = "client", _("the person who needs help, or who speaks for them")
    FAMILY = "family", _("family")
    NEIGHBOUR = "neighbour", _("a neighbour or friend")
    COMMUNITY = "community", _("a choir, a club or a community of faith")
    PROFESSIONAL = "professional", _("a professional")
    MANAGER = "manager", _("a manager")
    COACH = "coach", _("a coach")
    EXECUTIVE = "executive", _("an executive")
    SUPERVISOR = "supervisor", _("a supervisor")
    FUNDER = "funder", _("a funder")

    @property
    def outside(self) -> bool:
        """Whether they are in no real network, and only look around in this one."""
        return self in (self.MANAGER, self.COACH, self.EXECUTIVE, self.SUPERVISOR, self.FUNDER)
