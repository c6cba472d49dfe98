"""What joining means, in sentences: the same before sending, in the letter and on the page of the invited."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.choices import Circle, Side
from networks.models import Invitation

OPEN_TO = {
    (Side.INFORMAL, True): _(
        "What is written here for everyone, for the close circle, or for family and friends."
    ),
    (Side.INFORMAL, False): _("What is written here for everyone, or for family and friends."),
    (Side.FORMAL, True): _("What is written here for everyone, for the close circle, or for professionals."),
    (Side.FORMAL, False): _("What is written here for everyone, or for professionals."),
    (Side.COMMUNITY, True): _("What is written here for everyone or for the close circle."),
    (Side.COMMUNITY, False): _("What is written here for everyone."),
}
CLIENT_SEES = (
    _("Everyone around you, and what they do."),
    _("What others wrote down, except what they keep to themselves."),
    _("Who looked, when, and as what."),
    _("You decide who takes part and who may read what."),
)
MEMBER_SEES = _("Who is around the person it is about, and what they do.")
NOT_EXPECTED = (
    _("You do not have to do anything. Joining is not a promise."),
    _("You can say no to whatever is asked, without a reason."),
    _("You can pause or leave at any time."),
    _("Your telephone number and address are not shown to everyone."),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody will see when they join, and what is not expected of them."""

    sees: tuple[str | Promise, ...]
    not_expected: tuple[str | Promise, ...] = NOT_EXPECTED


def offer(invitation: Invitation, circle: str) -> Offer:
    """The offer in this invitation; ``circle`` is where the client placed the invited member now."""
    if invitation.member is None:
        return Offer(CLIENT_SEES)
    side = Side(invitation.member.side)
    return Offer((MEMBER_SEES, OPEN_TO[side, circle == Circle.CLOSE]))
