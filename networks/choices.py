"""Every code that the life of a network uses: plain enumerations, no behaviour that touches the database."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NetworkStatus(TextChoices):
    FORMING = "forming", _("taking shape")
    ACTIVE = "active", _("active")
    RESTING = "resting", _("at rest")
    ENDED = "ended", _("ended")


class EndReason(TextChoices):
    """Why a network ended (reference: L1)."""

    GOALS_REACHED = "goals_reached", _("What we came together for is done")
    MOVED = "moved", _("The person moved")
    TAKEN_OVER = "taken_over", _("Others took over the care")
    STOPPED = "stopped", _("The person wanted to stop")
    DIED = "died", _("The person died")
    OTHER = "other", _("Another reason")


class Decide(TextChoices):
    """How a network decides."""

    CLIENT = "client", _("The client decides")
    TOGETHER = "together", _("We talk until nobody has a serious objection")
    MAJORITY = "majority", _("Most votes count")
    REPRESENTATIVE = "representative", _("The representative decides, after hearing the client")


class Side(TextChoices):
    """From which side somebody takes part: formal people are paid or appointed, a community is a whole."""

    INFORMAL = "informal", _("family, friend or neighbour")
    FORMAL = "formal", _("professional")
    COMMUNITY = "community", _("community or club")


class Relation(TextChoices):
    """What an informal member is to the client."""

    PARTNER = "partner", _("partner")
    PARENT = "parent", _("parent")
    CHILD = "child", _("son or daughter")
    SIBLING = "sibling", _("brother or sister")
    FAMILY = "family", _("other family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    VOLUNTEER = "volunteer", _("volunteer")
    COLLEAGUE = "colleague", _("colleague or old colleague")
    OTHER = "other", pgettext_lazy("relation to the client", "someone else")


class Circle(TextChoices):
    """How close the client places a member, from the middle outwards."""

    CLOSE = "close", _("close")
    AROUND = "around", _("around")
    TAKES_PART = "takes_part", _("takes part")
    COULD_BE_ASKED = "could_be_asked", _("could be asked")


class RoleKind(TextChoices):
    """A function somebody fulfils for a period. It grants no right whatever."""

    ORGANIZER = "organizer", _("keeps the overview")
    DIRECT = "direct", _("supports directly")
    INDIRECT = "indirect", _("supports behind the scenes")


class RoleSource(TextChoices):
    SELF = "self", _("said so themselves")
    SUGGESTED = "suggested", _("suggested and confirmed")
    AGREED = "agreed", _("agreed together")


class Ground(TextChoices):
    """On what ground somebody represents the client."""

    PARENT = "parent", _("parent of a minor")
    PARTNER = "partner", _("partner")
    FAMILY = "family", _("child, brother or sister")
    WRITTEN = "written", _("authorised by the client in writing")
    MENTOR = "mentor", _("mentor appointed by a court")
    CURATOR = "curator", _("guardian appointed by a court")


LEGAL_GROUNDS = frozenset({Ground.MENTOR, Ground.CURATOR})
"""Grounds that only the one who appointed them, not the client alone, can end."""


class NeedStatus(TextChoices):
    OPEN = "open", pgettext_lazy("a need", "open")
    RESTING = "resting", pgettext_lazy("a need", "at rest")
    CLOSED = "closed", pgettext_lazy("a need", "closed")


class CloseReason(TextChoices):
    MET = "met", _("It is taken care of")
    CHANGED = "changed", _("Something else matters now")
    NOT_POSSIBLE = "not_possible", _("It turned out not to be possible")
    ENTERED_WRONGLY = "entered_wrongly", _("It was written down by mistake")


class Importance(TextChoices):
    HIGH = "high", _("matters a lot")
    MEDIUM = "medium", _("matters")
    LOW = "low", _("would be nice")


class Visibility(TextChoices):
    """Who may read a need or a note. The author always may."""

    ONLY_ME = "only_me", _("only me")
    NAMED = "named", _("the people I name")
    CLOSE = "close", _("the close circle")
    PROFESSIONALS = "professionals", _("the professionals")
    FAMILY = "family", _("family and friends, never professionals")
    EVERYONE = "everyone", _("everyone in the network")


class Met(TextChoices):
    """A view on a need. Sides are never averaged."""

    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    UNKNOWN = "unknown", _("not known")


class ViewSide(TextChoices):
    """Who says it: three voices that stay apart."""

    CLIENT = "client", _("the client")
    INFORMAL = "informal", _("family, friends and neighbours")
    FORMAL = "formal", _("the professionals")


class InvitationStatus(TextChoices):
    PROPOSED = "proposed", _("waiting for approval")
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("said no thanks")
    REFUSED = "refused", _("not approved")
    REVOKED = "revoked", _("taken back")
    EXPIRED = "expired", _("expired")


class DeliveryWay(TextChoices):
    MAIL = "mail", _("by e-mail")
    LETTER = "letter", _("by a letter with a code")
