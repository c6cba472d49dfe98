"""The doors of coaching: what a coach may know of, and what a network may see of its coaches.

A coach's hat opens a network's number, counts and experiments only while a consent for that holds. A network
that mourns, has ended or is made up opens nothing.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from accounts.access import Office, office_for
from accounts.choices import Hat
from carenet.lib.events import Event, Subject, announce_look
from networks.access import network_for, network_of
from networks.choices import NetworkStatus, Visibility
from networks.choices.coaching import Opens
from networks.choices.experiment import BEGAN
from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Experiment, Participation
from networks.models.experiment import ExperimentQuerySet
from networks.overview.doors import participations
from networks.standing import Permission, Seat

SEEN = "networks.coach_seen"
LOG_SEEN = "networks.coaching_log_seen"


def coached(user: Any, pk: UUID) -> Office:
    """The door to the coach's workspace of an organisation: open to its tilting coaches."""
    return office_for(user, pk, Hat.COACH, at=timezone.now())


def alive(office: Office) -> QuerySet[Participation]:
    """The networks this organisation counts and that could open something at all."""
    rows = participations(office).filter(network__fictional=False, network__mourning_since=None)
    return rows.exclude(network__status=NetworkStatus.ENDED)


def opened(office: Office, *opens: Opens) -> QuerySet[Participation]:
    """The networks that opened one of these to the coaches of this organisation; without any: anything."""
    wanted = opens or (Opens.PATTERNS, Opens.EXPERIMENTS)
    consents = CoachingConsent.objects.filter(
        organisation=office.organisation, network=OuterRef("network"), until=None, opens__in=wanted
    )
    return alive(office).filter(Exists(consents))


def coached_network_for(user: Any, pk: UUID, *, look: bool = False) -> tuple[Office, Participation]:
    """The door to one network as a coach sees it. ``look`` leaves a trace in that network's own ledger."""
    organisation = Participation.objects.filter(pk=pk).values_list("organisation", flat=True).first()
    if organisation is None:
        raise Http404
    office = coached(user, organisation)
    row = opened(office).filter(pk=pk).select_related("network__client").first()
    if row is None:
        raise Http404
    if look:
        announce_look(office_event(office, SEEN, row.network_id))
    return office, row


def office_event(office: Office, verb: str, network_id: UUID | None, **detail: str) -> Event:
    """What a coach does for their organisation: in the ledger of the network it is about, or of the house."""
    where = office.organisation
    return Event(
        verb=verb,
        actor=office.user,
        network_id=network_id,
        subject=Subject(kind="organisation", id=where.pk, label=where.name),
        detail={"hat": Hat.COACH.value} | detail,
    )


def known_to_all() -> Q:
    """The condition that everybody in the network may know of an experiment: what its swap and its rule are
    about is read by everybody.
    """
    about = Q()
    for path in ("swap__takes", "swap__frees_for", "barrier__task"):
        about &= Q(**{f"{path}__need__isnull": True}) | Q(
            **{f"{path}__need__visibility": Visibility.EVERYONE}
        )
    return about


def tried_in(office: Office, rows: QuerySet[Participation]) -> ExperimentQuerySet:
    """Experiments that began in these networks and that everybody there may know of, each with ``counted``,
    ``number`` and ``nickname``: the organisation's own id, number and nickname for its network.
    """
    here = Participation.objects.filter(organisation=office.organisation, network=OuterRef("network"))
    states = [one.value for one in BEGAN]
    found = Experiment.objects.filter(known_to_all(), state__in=states, network__in=rows.values("network"))
    return found.select_related("network").annotate(
        counted=Subquery(here.values("pk")[:1]),
        number=Subquery(here.values("number")[:1]),
        nickname=Subquery(here.values("nickname")[:1]),
    )


def opened_experiments(office: Office) -> ExperimentQuerySet:
    """The experiments that a coach may know of."""
    return tried_in(office, opened(office, Opens.EXPERIMENTS))


def notes(office: Office) -> QuerySet[CoachingNote]:
    """The log of this organisation's coaches. What is about a network is there only while that network
    opens what it is about.
    """
    whole = Q(network=None)
    network = Q(experiment=None, network__in=opened(office).values("network"))
    tried = Q(experiment__isnull=False, network__in=opened(office, Opens.EXPERIMENTS).values("network"))
    rows = CoachingNote.objects.filter(whole | network | tried, organisation=office.organisation, until=None)
    here = Participation.objects.filter(organisation=office.organisation, network=OuterRef("network"))
    found: QuerySet[CoachingNote] = rows.select_related("author", "rule").annotate(
        counted=Subquery(here.values("pk")[:1]), number=Subquery(here.values("number")[:1])
    )
    return found


def note_for(user: Any, pk: UUID) -> tuple[Office, CoachingNote]:
    """The door to one line of the log: open to the coaches of its organisation."""
    organisation = CoachingNote.objects.filter(pk=pk).values_list("organisation", flat=True).first()
    if organisation is None:
        raise Http404
    office = coached(user, organisation)
    row = notes(office).filter(pk=pk).first()
    if row is None:
        raise Http404
    return office, row


def own_note_for(user: Any, pk: UUID) -> tuple[Office, CoachingNote]:
    """The door to a line one wrote oneself. Raises Http404, PermissionDenied for a colleague's."""
    office, row = note_for(user, pk)
    if row.author_id != office.user.pk:
        raise PermissionDenied
    return office, row


def look_at_log(office: Office) -> None:
    """Leave a line in the ledger of the house: somebody read the log."""
    announce_look(office_event(office, LOG_SEEN, None))


def questions(office: Office) -> QuerySet[CoachingQuestion]:
    """What this organisation asked lately, by number: whether it was answered is not told."""
    rows = CoachingQuestion.objects.at(office.at).filter(organisation=office.organisation)
    return rows.order_by("-since", "-pk")


def consents(seat: Seat) -> QuerySet[CoachingConsent]:
    """What this network opens now; everybody inside may see that it does."""
    rows = CoachingConsent.objects.filter(network=seat.network, until=None)
    return rows.select_related("organisation", "author").order_by("organisation__name", "since", "pk")


def consent_for(user: Any, pk: UUID) -> tuple[Seat, CoachingConsent]:
    """The door to a consent that holds: open to who speaks for the client."""
    seat = network_for(user, network_of(CoachingConsent.objects, pk), Permission.APPOINT)
    row = consents(seat).filter(pk=pk).first()
    if row is None:
        raise Http404
    return seat, row


def asked(seat: Seat) -> QuerySet[CoachingQuestion]:
    """Questions that wait with this network. Only who speaks for the client reads them."""
    rows = CoachingQuestion.objects.filter(network=seat.network, answer="", waits_until__gt=seat.at)
    return rows.select_related("organisation", "author").order_by("since", "pk")


def question_for(user: Any, pk: UUID) -> tuple[Seat, CoachingQuestion]:
    """The door to a question that waits: open to who speaks for the client."""
    seat = network_for(user, network_of(CoachingQuestion.objects, pk), Permission.APPOINT)
    found = asked(seat).filter(pk=pk).first()
    if found is None:
        raise Http404
    return seat, found
