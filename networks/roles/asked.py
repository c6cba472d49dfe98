"""The questions about what somebody seems to do, as that person reads them: theirs alone."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from networks.choices import RoleKind
from networks.choices.emerging import RoleAnswer, RoleQuestion
from networks.models import RoleProposal
from networks.roles.detecting import Did
from networks.standing import Seat

SEEMS: dict[tuple[str, bool], Promise] = {
    (RoleKind.ORGANIZER, False): gettext_lazy("You seem to keep the overview since %(since)s."),
    (RoleKind.DIRECT, False): gettext_lazy("You seem to support %(client)s directly since %(since)s."),
    (RoleKind.DIRECT, True): gettext_lazy(
        "You seem to support %(client)s directly since %(since)s, mostly in one part of life: %(part)s."
    ),
    (RoleKind.INDIRECT, False): gettext_lazy(
        "You seem to make it possible for others to support %(client)s, since %(since)s."
    ),
    (RoleKind.INDIRECT, True): gettext_lazy(
        "You seem to make it possible for others to support %(client)s, since %(since)s, "
        "mostly in one part of life: %(part)s."
    ),
}
HOLDS: dict[tuple[str, bool], Promise] = {
    (RoleKind.ORGANIZER, False): gettext_lazy("You keep the overview since %(since)s."),
    (RoleKind.ORGANIZER, True): gettext_lazy("You keep the overview of “%(part)s” since %(since)s."),
    (RoleKind.DIRECT, False): gettext_lazy("You support %(client)s directly since %(since)s."),
    (RoleKind.DIRECT, True): gettext_lazy("You support %(client)s directly since %(since)s: %(part)s."),
    (RoleKind.INDIRECT, False): gettext_lazy("You support %(client)s behind the scenes since %(since)s."),
    (RoleKind.INDIRECT, True): gettext_lazy(
        "You support %(client)s behind the scenes since %(since)s: %(part)s."
    ),
}
LESS = gettext_lazy("Lately we see little of it here. That may well be because you do it without us.")
TIMES = {
    Did.PLANNED: ngettext_lazy("%(n)d thing to do written down", "%(n)d things to do written down", "n"),
    Did.ASKED: ngettext_lazy("people asked %(n)d time", "people asked %(n)d times", "n"),
    Did.ANSWERED: ngettext_lazy("%(n)d question answered", "%(n)d questions answered", "n"),
    Did.INVITED: ngettext_lazy("%(n)d person invited", "%(n)d people invited", "n"),
    Did.NOTED: ngettext_lazy("a yes of others noted %(n)d time", "a yes of others noted %(n)d times", "n"),
    Did.ARRANGED_SWAP: ngettext_lazy("%(n)d swap proposed", "%(n)d swaps proposed", "n"),
    Did.CARRIED_OUT: ngettext_lazy("%(n)d promise carried out", "%(n)d promises carried out", "n"),
    Did.MADE_POSSIBLE: ngettext_lazy(
        "%(n)d time done what lets others support", "%(n)d times done what lets others support", "n"
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in words: what was seen, what is asked, the counts behind it, and what to choose from."""

    row: RoleProposal
    seen: str
    question: str
    counts: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]

    @property
    def still(self) -> bool:
        return self.row.question == RoleQuestion.STILL


def waiting(seat: Seat) -> list[Asked]:
    """The questions that wait for this seat's own places. One query; none without a place."""
    if not seat.member_ids:
        return []
    rows = RoleProposal.objects.waiting().filter(network=seat.network, member__in=seat.member_ids)
    return [in_words(seat, row) for row in rows.select_related("domain", "member").order_by("proposed_at")]


def in_words(seat: Seat, row: RoleProposal) -> Asked:
    """A question of this seat's own, as its page says it."""
    still = row.question == RoleQuestion.STILL
    said = (HOLDS if still else SEEMS)[row.kind, row.domain is not None]
    facts = {
        "since": date_format(row.seen_since, "F Y"),
        "client": seat.network.client.short_name,
        "part": row.domain.label if row.domain else "",
    }
    words = str(said % facts)
    asks = gettext("Is that still what you do?") if still else gettext("Is that what you do?")
    known = [(did, row.figures.get(did.value, 0)) for did in Did]
    return Asked(
        row=row,
        seen=f"{words} {LESS}" if still else words,
        question=asks,
        counts=tuple(str(TIMES[did] % {"n": number}) for did, number in known if number),
        answers=_answers(still),
    )


def _answers(still: bool) -> tuple[tuple[str, str], ...]:
    if still:
        return (
            (RoleAnswer.YES.value, gettext("Yes, still")),
            (RoleAnswer.NOT_ANY_MORE.value, gettext("Not any more")),
        )
    return tuple((one.value, str(one.label)) for one in RoleAnswer)
