"""The seventeen measures of one network, for one reader: a count and a sentence first, an index after it.

A number from elsewhere stands beside ours with its source and the people it is about. It is no aim: a small
network that does what its client wants is a good one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networks.choices import Side
from networks.health import measures
from networks.health.measures import DASH, shown
from networks.health.web import Web, web
from networks.load import ENOUGH_PEOPLE
from networks.standing import Permission, Seat

_FRAIL = gettext_lazy("74 frail people living at home, the Netherlands (Broese van Groenou and others, 2016)")
_PAIRS = gettext_lazy("2,150 pairs around frail people, the Netherlands (Jacobs and others, 2016)")
_DUTCH = gettext_lazy("458 older people with both kinds of help, the Netherlands (Jacobs and others, 2014)")
_AMERICAN = gettext_lazy("older people with help at home, United States (Hu and others, 2022)")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was found elsewhere, in words, and of whom and by whom."""

    found: str
    source: LazyText


@dataclass(frozen=True, slots=True)
class Number:
    """One measure for a page. ``index`` is "–" where it says nothing, "" where there is none; ``lines`` are
    things with their addresses.
    """

    code: str
    title: str
    sentence: str
    index: str = ""
    index_name: str = ""
    elsewhere: Elsewhere | None = None
    lines: tuple[tuple[str, str], ...] = ()


def of(seat: Seat) -> list[Number]:
    """Every measure that this seat may see, in their order."""
    found = web(seat)
    return [number for make in _ALL for number in make(seat, found)]


def _size(seat: Seat, found: Web) -> Iterator[Number]:
    size = measures.size(found.sides.values())
    words = _(
        "%(people)d take part. Family, friends and neighbours: %(informal)d. Professionals: %(formal)d. "
        "Communities: %(communities)d."
    )
    counts = {
        "people": size.people,
        "informal": size.informal,
        "formal": size.formal,
        "communities": size.communities,
    }
    share = shown(size.formal_share, size.people)
    known = Elsewhere(_("9.7 people on average, 0.67 of them professionals"), _FRAIL)
    yield Number("N1", _("Who take part"), words % counts, share, _("part that is professional"), known)


def _contact(seat: Seat, found: Web) -> Iterator[Number]:
    ties, people = measures.ties_of(found.groups()), len(found.sides)
    contacts, could = measures.mixed_contact(ties, found.sides)
    words = _(
        "Of %(could)d pairs of one professional and one other, %(contacts)d worked on the same thing in the "
        "past twelve weeks."
    )
    index = shown(measures.part(contacts, could), people)
    known = Elsewhere(_("contact in 0.34 of the pairs; talk about care in 0.26"), _PAIRS)
    yield Number(
        "N2",
        _("Professionals and others together"),
        words % {"could": could, "contacts": contacts},
        index,
        _("part of the pairs"),
        known,
    )
    yield from _ties(found, ties, people)


def _ties(found: Web, ties: set[frozenset[UUID]], people: int) -> Iterator[Number]:
    pairs = people * (people - 1) // 2
    words = _("Of %(pairs)d pairs of people, %(ties)d worked on the same thing in the past twelve weeks.")
    counts = {"pairs": pairs, "ties": len(ties)}
    index = shown(measures.density(people, len(ties)), people)
    yield Number("N3", _("Doing things together"), words % counts, index, _("density"))
    degrees = measures.degrees(found.sides, ties)
    most = degrees[0] if degrees else 0
    words = _("The one who does things with most others does so with %(most)d of %(others)d.")
    index = shown(measures.centralisation(degrees), people)
    counts = {"most": most, "others": max(people - 1, 0)}
    yield Number("N4", _("Whether it all runs through one"), words % counts, index, _("centralisation"))
    across = sum(len({found.sides[one] == Side.FORMAL for one in tie}) == 2 for tie in ties)
    words = _("%(across)d of these pairs cross the line between professionals and others, %(within)d do not.")
    index = shown(measures.across(ties, found.sides), people)
    counts = {"across": across, "within": len(ties) - across}
    yield Number(
        "N5", _("Across the line"), words % counts, index, _("from -1, only within, to 1, only across")
    )


def _cover(seat: Seat, found: Web) -> Iterator[Number]:
    able = {str(pk): people for pk, people in found.able.items()}
    single = measures.without_one(able)
    words = ngettext(
        "%(all)d thing that matters comes back again and again. People who can do it: %(fewest)s.",
        "%(all)d things that matter come back again and again. People who can do the one that fewest can: "
        "%(fewest)s.",
        len(able),
    )
    fewest = measures.bus_factor(able.values())
    counts = {"all": len(able), "fewest": DASH if fewest is None else fewest}
    yield Number("N6", _("How many can take over"), words % counts)
    lines = tuple(
        (title, reverse("networks:task", args=[pk])) for pk, title in found.tasks.items() if str(pk) in single
    )
    words = ngettext(
        "%(number)d of them stops when one person is away.",
        "%(number)d of them stop when one person is away.",
        len(lines),
    )
    yield Number("N7", _("What stops when somebody is away"), words % {"number": len(lines)}, lines=lines)


def _keepers(seat: Seat, found: Web) -> Iterator[Number]:
    number = measures.keepers(found.facts.organizers, found.facts.stand_ins)
    words = ngettext(
        "%(number)d person can keep the overview or take it over; it takes at least %(enough)d.",
        "%(number)d people can keep the overview or take it over; it takes at least %(enough)d.",
        number,
    )
    counts = {"number": number, "enough": measures.ENOUGH_KEEPERS}
    yield Number("N8", _("Who can keep the overview"), words % counts)


def _load(seat: Seat, found: Web) -> Iterator[Number]:
    """For who organises, and only among enough others: it may not tell what one of them carries."""
    if not seat.may(Permission.ORGANIZE) or len(set(found.sides) - seat.member_ids) < ENOUGH_PEOPLE:
        return
    hours, people = found.hours(), len(found.sides)
    words = _("In the past four weeks %(hours)d hours were done, by %(doers)d people.")
    index = shown(measures.effective_carers(hours), people, 1)
    counts = {"hours": round(sum(hours)), "doers": len(hours)}
    name = _("as if so many people all did the same")
    yield Number("N9", _("How the work is spread"), words % counts, index, name)
    kind = measures.sharing(hours)
    known = Elsewhere(_("one carer does it all in 51 of 100, it is shared in 20 of 100"), _AMERICAN)
    said = str(kind.label).capitalize() + "." if kind else DASH
    yield Number("N10", _("How the work is shared"), said, elsewhere=known)


def _division(seat: Seat, found: Web) -> Iterator[Number]:
    kinds = found.kinds()
    kind = measures.division(kinds)
    both, paid, unpaid = measures.divided(kinds)
    words = _("Of %(all)d kinds of things that are done, %(both)d are done by both sides, %(paid)d by "
              "professionals alone and %(unpaid)d by others alone.")  # fmt: skip
    said = words % {"all": both + paid + unpaid, "both": both, "paid": paid, "unpaid": unpaid}
    said += f" {str(kind.label).capitalize()}." if kind else ""
    known = Elsewhere(
        _("14 of 100 share nothing, 39 share everything; in 27 the rest is done by family, in 20 by "
          "professionals"),
        _DUTCH,
    )  # fmt: skip
    yield Number("N11", _("Who does which kinds of things"), said, elsewhere=known)
    ways = [one for one in found.ways() if one]
    words = ngettext(
        "%(number)d person supports in at least one way.",
        "%(number)d people support in at least one way.",
        len(ways),
    )
    index = shown(measures.multiplexity(ways), len(found.sides), 1)
    yield Number(
        "N12", _("In how many ways"), words % {"number": len(ways)}, index, _("ways for each person")
    )


def _change(seat: Seat, found: Web) -> Iterator[Number]:
    now = set(found.sides)
    words = _("In the past twelve weeks %(joined)d came and %(gone)d went.")
    index = shown(measures.turnover(found.before, now), len(now))
    counts = {"joined": len(now - found.before), "gone": len(found.before - now)}
    yield Number("N13", _("Who came and went"), words % counts, index, _("from 0, all stayed, to 1, all new"))
    visits = found.visits()
    words = _("In the past twelve weeks professionals came %(visits)d times, %(people)d different people.")
    index = shown(measures.continuity(visits), len(now))
    counts = {"visits": sum(visits), "people": len(visits)}
    yield Number(
        "N14", _("Known faces"), words % counts, index, _("from 0, always another, to 1, always the same")
    )


def _needs(seat: Seat, found: Web) -> Iterator[Number]:
    needs, alone = sum(found.facts.needs), sum(found.facts.alone)
    words = ngettext(
        "For %(some)d of %(all)d open need somebody does something or has promised to.",
        "For %(some)d of %(all)d open needs somebody does something or has promised to.",
        needs,
    )
    index = shown(measures.part(needs - alone, needs), len(found.sides))
    counts = {"some": needs - alone, "all": needs}
    said = words % counts
    orphans = [str(one.label) for pk, one in found.domains.items() if str(pk) in found.facts.orphans]
    if orphans:
        said += " " + _("As far as you may know, nobody yet in: %(names)s.") % {"names": ", ".join(orphans)}
    yield Number("N15", _("Needs with somebody"), said, index, _("part of the needs"))
    weights = measures.keystone(found.links)
    if weights:
        most = max(weights.values())
        names = ", ".join(str(found.domains[pk].label) for pk in found.domains if weights.get(pk) == most)
        words = _("“This affects that” starts most often at %(names)s: %(number)d times.")
        said = words % {"names": names, "number": most}
    else:
        said = _("Nobody has linked needs of different parts of life yet.")
    yield Number("N16", _("What affects other parts of life"), said)


def _give(seat: Seat, found: Web) -> Iterator[Number]:
    gives = {one.member for one in found.past if one.member in found.sides}
    both, either = measures.reciprocity(gives, found.thanked & set(found.sides))
    words = _(
        "Of %(either)d people who gave or got something back, %(both)d did both: they did something and were "
        "thanked by %(client)s."
    )
    counts = {"either": either, "both": both, "client": seat.network.client.short_name}
    index = shown(measures.part(both, either), len(found.sides))
    yield Number("N17", _("Giving and getting back"), words % counts, index, _("part of the people"))


_ALL: tuple[Callable[[Seat, Web], Iterator[Number]], ...] = (
    _size,
    _contact,
    _cover,
    _keepers,
    _load,
    _division,
    _change,
    _needs,
    _give,
)
