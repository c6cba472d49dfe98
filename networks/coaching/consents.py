"""What a network sees of coaching: which organisations coach here, what they ask, and what they would see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Organisation
from networks.choices.coaching import Opens
from networks.coaching.doors import asked, consents
from networks.coaching.reading import Seen, seen
from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Participation
from networks.overview.doors import counting
from networks.standing import Permission, Seat
from networks.thing import Source, Thing, title_of


@dataclass(slots=True)
class Coaching:
    """One organisation: what is open to its coaches (``open``), the question that waits, whether it still
    takes part, and how many lines its coaches wrote about this network.
    """

    organisation: Organisation
    counted: Participation | None = None
    open: list[CoachingConsent] = field(default_factory=list)
    question: CoachingQuestion | None = None
    notes: int = 0

    @property
    def all_open(self) -> bool:
        """Whether there is nothing left to give."""
        return len(self.open) == len(Opens)


def coaching(seat: Seat) -> list[Coaching]:
    """Who coaches with this network. Who does not speak for the client sees only what is open, and since
    when. Four queries at most.
    """
    found: dict[object, Coaching] = {}
    for consent in consents(seat):
        one = found.setdefault(consent.organisation_id, Coaching(consent.organisation))
        one.open.append(consent)
    if not seat.may(Permission.APPOINT):
        return list(found.values())
    for row in counting(seat):
        found.setdefault(row.organisation_id, Coaching(row.organisation)).counted = row
    for question in asked(seat):
        found.setdefault(question.organisation_id, Coaching(question.organisation)).question = question
    written = CoachingNote.objects.filter(network=seat.network, until=None).order_by()
    for organisation, number in written.values_list("organisation").annotate(number=Count("pk")):
        if organisation in found:
            found[organisation].notes = number
    return sorted(found.values(), key=lambda one: (one.question is None, not one.open, one.organisation.name))


def preview(seat: Seat, row: Participation) -> Seen:
    """Exactly what a coach would see with everything open."""
    row.network = seat.network
    return seen(row, [one.value for one in Opens], seat.at)


def coaching_waits(seats: Iterable[Seat], at: datetime) -> Source:
    """Questions of coaches that wait for who speaks for the client: for the first page."""
    seat_of = {seat.network.pk: seat for seat in seats if seat.may(Permission.APPOINT)}
    rows = CoachingQuestion.objects.filter(network__in=seat_of, answer="", waits_until__gt=at)

    def tell(row: CoachingQuestion) -> Thing | None:
        seat = seat_of.get(row.network_id) if row.network_id else None
        if seat is None:
            return None
        words = gettext("%(name)s asks whether its coach may see something of this network.")
        href = reverse("networks:coaching", args=[seat.network.pk])
        return Thing(
            words % {"name": row.organisation.name}, title_of(seat.network.title), href, gettext("Look")
        )

    return Source(rows.select_related("organisation").order_by("since"), tell)
