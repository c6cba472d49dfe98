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


class TalentKind(TextChoices):
    """What somebody says about a kind of thing to do; NEVER is "please don't ask me for"."""

    GOOD_AT = "good_at", _("is good at")
    LIKES = "likes", _("likes doing")
    WOULD_LOVE = "would_love", _("would love to be asked for")
    NEVER = "never", _("please don't ask for")


class DayPart(TextChoices):
    """When on a day somebody can usually be asked; wall-clock time of the network."""

    MORNING = "morning", _("in the morning")
    AFTERNOON = "afternoon", _("in the afternoon")
    EVENING = "evening", _("in the evening")


class ChallengeAnswer(TextChoices):
    YES = "yes", _("yes")
    NOT_THIS = "not_this", _("not this")
    NOT_NOW = "not_now", _("not now")
    RATHER = "rather", _("I'd rather do something else")


class BarrierSource(TextChoices):
    """Where "that is not possible here" comes from."""

    LAW = "law", _("a law")
    CONTRACT = "contract", _("a contract")
    PROTOCOL = "protocol", _("a protocol or house rule")
    HABIT = "habit", _("a habit")
    ASSUMPTION = "assumption", _("something we assume")
    UNKNOWN = "unknown", _("nobody knows yet")


class SwapStatus(TextChoices):
    """A swap is proposed, agreed by both and the organiser's side, and then it runs until it ends."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("not now")
    ENDED = "ended", pgettext_lazy("a swap", "ended")


class TaskWhen(TextChoices):
    ONCE = "once", _("once, on a date")
    WEEK = "week", _("any time in one week")
    RHYTHM = "rhythm", _("in a rhythm")


class TaskStatus(TextChoices):
    """SHOWN waits for the client, who wants to see it before anybody is asked."""

    SHOWN = "shown", _("waits for the client to see it")
    OPEN = "open", pgettext_lazy("a task", "open")
    ENDED = "ended", pgettext_lazy("a task", "ended")


class Rotation(TextChoices):
    """Who is proposed for the next date of a rhythm."""

    NONE = "none", _("whoever says yes")
    FIXED = "fixed", _("always the same people")
    IN_TURN = "in_turn", _("in turn")
    LEAST_RECENTLY = "least_recently", _("who did it longest ago")


class OccurrenceStatus(TextChoices):
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    NOT_NEEDED = "not_needed", _("not needed this time")
    DID_NOT_HAPPEN = "did_not_happen", _("did not happen")


class SeriesPart(TextChoices):
    """What a change of one date of a series is about."""

    ONLY = "only", _("only this date")
    FROM_HERE = "from_here", _("this date and all later ones")
    ALL = "all", _("all dates to come")


class Reach(TextChoices):
    """Whom an ask is put to."""

    FITTING = "fitting", _("everyone who fits")
    SOME = "some", _("the people I choose")
    ONE_FIRST = "one_first", _("one person first, then wider")


class AskStatus(TextChoices):
    SHOWN = "shown", _("waits for the client to see it")
    OPEN = "open", pgettext_lazy("an ask", "open")
    PROMISED = "promised", _("promised")
    CLOSED = "closed", pgettext_lazy("an ask", "closed")


class Answer(TextChoices):
    """What somebody answered to an ask. The person who needs it never sees who said no."""

    YES = "yes", _("yes")
    MAYBE = "maybe", _("maybe")
    NO = "no", _("not this time")
    NOT_THIS_KIND = "not_this_kind", _("not this kind of thing")
    NOT_UNTIL = "not_until", _("not until a date")


REFUSALS = (Answer.NO, Answer.NOT_THIS_KIND, Answer.NOT_UNTIL)
"""Answers by which somebody is left in peace about an ask."""


class PromiseStatus(TextChoices):
    """The states of a promise; networks/promising.py holds who may move it where."""

    PROMISED = "promised", _("promised")
    SEEKING = "seeking", _("looking for someone")
    KEPT = "kept", _("done")
    DID_NOT_HAPPEN = "did_not_happen", _("did not happen")
    WITHDRAWN = "withdrawn", _("taken back")
    CALLED_OFF = "called_off", _("not needed any more")


HOLDS = (PromiseStatus.PROMISED, PromiseStatus.KEPT, PromiseStatus.DID_NOT_HAPPEN)
"""A promise in one of these states holds its place on that date."""
CARRIES = (PromiseStatus.PROMISED, PromiseStatus.KEPT)
"""A promise in one of these states is done, or will be."""
STANDS = (PromiseStatus.PROMISED, PromiseStatus.SEEKING)
"""A promise in one of these states still counts on its holder, or on who takes over."""


class Verb(TextChoices):
    """What moves a promise."""

    CANNOT = "cannot", _("I can't after all")
    CAN_AFTER_ALL = "can_after_all", _("I can after all")
    TAKE_OVER = "take_over", _("take over")
    SWAP = "swap", _("swap dates")
    NOT_RIGHT = "not_right", _("that is not right")
    RELEASE = "release", _("let go")
    CALL_OFF = "call_off", _("call off")
    RESTORE = "restore", _("plan again")
    DONE = "done", _("it is done")
    DID_NOT_HAPPEN = "did_not_happen", _("it did not happen")
    CORRECT = "correct", _("correct what was reported")


class Channel(TextChoices):
    """How a message reaches somebody; PLAN is a moment at which the house itself has to look."""

    MAIL = "mail", _("e-mail")
    NOTICE = "notice", _("on this site")
    PUSH = "push", _("on my phone or computer")
    PLAN = "plan", _("by the house itself")


class DeliveryState(TextChoices):
    """HELD waits while a network mourns; it goes on, or is dropped, when the mourning is taken back."""

    DUE = "due", _("due")
    LEASED = "leased", _("on its way")
    HELD = "held", _("held back")
    SENT = "sent", pgettext_lazy("a message", "sent")
    DROPPED = "dropped", _("not needed any more")
    PARKED = "parked", _("could not be delivered")


class MessageKind(TextChoices):
    """Every reason for which the house writes to somebody. Switches are per kind."""

    ASKED = "asked", _("somebody asks you by name")
    OPEN_ASKS = "open_asks", _("open asks that may fit you")
    PROMISES = "promises", _("somebody promised, or took a promise back")
    DAY_BEFORE = "day_before", _("the day before you do something")
    SAME_DAY = "same_day", _("the morning of the day itself")
    OPEN_SOON = "open_soon", _("something has nobody yet")
    NOT_REPORTED = "not_reported", _("how did it go?")
    CHANGED = "changed", _("something you promised has changed")
    COVER = "cover", _("somebody needs a stand-in")
    CHALLENGE = "challenge", _("a question that starts from what you like")
    SWAP = "swap", _("somebody proposes a swap")
    STORY = "story", _("stories, questions and thanks")
    WEEK_LETTER = "week_letter", _("the letter of the week")
    REVIEW_DUE = "review_due", _("it is time to look back, together or on what you try")
    WHOLE = "whole", _("the network rests or goes on")
    STILL_THERE = "still_there", _("whether you are still there")
    FAREWELL = "farewell", _("what people write when a network ends")
    MEETING = "meeting", _("a meeting, and what was decided")
    RELIEF = "relief", _("somebody tells you that they would like relief")
    ROLE = "role", _("a role that somebody notes for you, or hands over")
    HOUSE = "house", _("the network itself needs something")
