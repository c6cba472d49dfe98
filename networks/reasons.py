"""Reasons and ideas of matching in the words of the screens, in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks.choices import DayPart
from networks.freeing import Keeps
from networks.matching import Reason, Why

PLAIN: Mapping[Why, Promise] = {
    Why.SUPPORTS: gettext_lazy("supports directly with this"),
    Why.BEHIND: gettext_lazy("supports with this behind the scenes"),
    Why.BY_FUNCTION: gettext_lazy("may do this by function"),
    Why.CLOSE: gettext_lazy("is in the close circle"),
    Why.NEVER_ASKED: gettext_lazy("was never asked for anything yet"),
    Why.HAS_ROOM: gettext_lazy("has room within their own limit"),
}
OFFERED: Mapping[Why, Promise] = {
    Why.WOULD_LOVE: gettext_lazy("would love to be asked for this: %(what)s"),
    Why.LIKES: gettext_lazy("likes doing this: %(what)s"),
    Why.GOOD_AT: gettext_lazy("is good at this: %(what)s"),
}
FREE: Mapping[int, Promise] = {
    0: gettext_lazy("can be asked on Mondays"),
    1: gettext_lazy("can be asked on Tuesdays"),
    2: gettext_lazy("can be asked on Wednesdays"),
    3: gettext_lazy("can be asked on Thursdays"),
    4: gettext_lazy("can be asked on Fridays"),
    5: gettext_lazy("can be asked on Saturdays"),
    6: gettext_lazy("can be asked on Sundays"),
}
PARTS: Mapping[str, Promise] = {
    DayPart.MORNING: gettext_lazy("can be asked in the morning"),
    DayPart.AFTERNOON: gettext_lazy("can be asked in the afternoon"),
    DayPart.EVENING: gettext_lazy("can be asked in the evening"),
}
KEPT: Mapping[Keeps, Promise] = {
    Keeps.OVERLAPS: gettext_lazy("“%(takes)s” is at the same time."),
    Keeps.USES_ROOM: gettext_lazy("“%(takes)s” takes the time that %(freed)s has."),
    Keeps.SAME_WEEK: gettext_lazy("“%(takes)s” is in the same week."),
}
SO_THAT: Mapping[str, Promise] = {
    "shopping": gettext_lazy(
        "%(taker)s does “%(takes)s”, so that %(freed)s can go shopping with %(client)s."
    ),
    "walk": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can go for a walk with %(client)s."),
    "outing": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can go out with %(client)s."),
    "visit": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can visit %(client)s."),
    "company": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can keep %(client)s company."),
    "music": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can make music with %(client)s."),
    "talk": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can have a talk with %(client)s."),
    "sport": gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can do sports with %(client)s."),
}
"""What is freed for, where the kind of thing says it better than the name of the task."""
ANYTHING = gettext_lazy("%(taker)s does “%(takes)s”, so that %(freed)s can do “%(frees_for)s”.")


def told(reason: Reason, what: str) -> str:
    """One reason in words; ``what`` names the kind of thing when the person has no words for it."""
    value = reason.value
    if reason.why in OFFERED:
        return str(OFFERED[reason.why] % {"what": value or what})
    if reason.why == Why.DID_BEFORE:
        day = date_format(localtime(value), "j F Y") if not isinstance(value, (str, int)) else ""
        return _("did this before, last on %(day)s") % {"day": day}
    if reason.why == Why.NOT_ASKED:
        weeks = int(str(value))
        said = ngettext("was not asked for %(weeks)s week", "was not asked for %(weeks)s weeks", weeks)
        return said % {"weeks": weeks}
    if reason.why == Why.FREE_DAY:
        return str(FREE[int(str(value))])
    if reason.why == Why.FREE_PART:
        return str(PARTS[str(value)])
    return str(PLAIN[reason.why])


def all_told(reasons: Iterable[Reason], what: str) -> tuple[str, ...]:
    """All reasons in words, in their order."""
    return tuple(told(reason, what) for reason in reasons)


def so_that(activity: str, **names: str) -> str:
    """ "Henk does “House administration”, so that Fatima can go shopping with Bram." ``activity`` is the code
    of what somebody is freed for ("" for one that a network added), ``names`` are taker, takes, freed,
    frees_for and client.
    """
    return str(SO_THAT.get(activity, ANYTHING) % names)


def kept_by(keeps: Keeps, **names: str) -> str:
    """How one thing keeps somebody from the other, in words."""
    return str(KEPT[keeps] % names)


def short_names(names: Mapping[str, bool]) -> dict[str, str]:
    """What people are called here: the first part of the name where only one bears it. True in ``names``
    marks a person; a community keeps its whole name.
    """
    firsts = [name.split(" ")[0] for name, person in names.items() if person]
    return {
        name: first if person and firsts.count(first := name.split(" ")[0]) == 1 else name
        for name, person in names.items()
    }


def days_told(days: Iterable[int]) -> str:
    """Weekdays in words: "Saturday, Sunday"."""
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(days))
