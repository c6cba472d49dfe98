"""Somebody died: one says it, another confirms it, it can be taken back, and what people do afterwards.

From the first word on the network sends nothing (networks.outbox.hold). Nothing is lost: when it was not so,
what was held goes on, except what makes no sense any more.
"""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError
from networks import moments, outbox
from networks.access import acting, trace
from networks.actions.parting import end
from networks.choices import EndReason, NetworkStatus
from networks.choices.lifecycle import Arrange
from networks.errors import NotFromHere
from networks.mailing import LATEST_ONLY
from networks.models import Condolence, Farewell, Mourning, ThingToArrange
from networks.mourning import is_near, mourning_in, running
from networks.standing import Permission, Seat, Standing

USUAL = (Arrange.DOCTOR, Arrange.FUNERAL, Arrange.PEOPLE, Arrange.OFFICIAL, Arrange.MONEY, Arrange.AIDS)
"""What the list of things to arrange begins with."""


class SaidAlready(DomainError):
    """Somebody said so before; it is to be confirmed, not said again."""

    code = "said_already"

    def __init__(self) -> None:
        super().__init__(_("Somebody said this already. Another person close by can confirm it."))


class NeedsAnother(DomainError):
    """One person alone does not end somebody's network, nor open it again."""

    code = "needs_another"


class NotNow(DomainError):
    """What follows a death waits until it is confirmed."""

    code = "not_confirmed"

    def __init__(self) -> None:
        super().__init__(_("This comes later, when a second person has confirmed it."))


def say_died(*, actor: Seat, died_on: date | None = None) -> Mourning:
    """Say that the client has died. From this moment nothing is sent from this network, to anybody.

    For somebody close, who acts for the client or who runs the network; never for the client. Raises
    SaidAlready, and a DomainError for a day to come.
    """
    with acting(actor, Permission.MOURN) as seat:
        _check_who(seat)
        if running(seat.network) is not None:
            raise SaidAlready
        if died_on is not None and died_on > seat.network.today(seat.at):
            raise DomainError(_("Choose today or a day before."), code="future", field="died_on")
        row = Mourning.objects.create(network=seat.network, said_by=seat.user, died_on=died_on, since=seat.at)
        seat.network.mourning_since = seat.at
        seat.network.store("mourning_since")
        outbox.hold(seat.network)
        trace(seat, "networks.death_said", seat.network)
        return row


def _check_who(seat: Seat) -> None:
    if not is_near(seat):
        raise DomainError(_("Only somebody close can say this. Telephone somebody who is."), code="not_near")
    if seat.standing == Standing.CLIENT:
        raise DomainError(_("This network is your own, and you are here."), code="own_network")


def confirm_died(*, actor: Seat) -> Mourning:
    """Confirm it, as another person than who said it: the network ends, with that reason."""
    with mourning_in(actor) as (seat, row):
        _check_who(seat)
        if row.confirmed_at is not None:
            raise DomainError(_("This was confirmed already."), code="confirmed")
        if row.said_by_id == seat.user.pk:
            raise NeedsAnother(_("You said this yourself. Somebody else close by has to confirm it."))
        network = seat.network
        row.confirmed_by, row.confirmed_at, row.was = seat.user, seat.at, network.status
        row.store("confirmed_by", "confirmed_at", "was")
        network.status, network.ended_at = NetworkStatus.ENDED, seat.at
        network.end_reason = EndReason.DIED
        network.store("status", "ended_at", "end_reason")
        trace(seat, "networks.death_confirmed", network)
        return row


def take_back_death(*, actor: Seat) -> Mourning:
    """It is not so. Until it is confirmed who said it, or who speaks for the client, takes it back alone.

    Afterwards two people do: the first says that it is not right, and with the second the network is what it
    was. Raises NeedsAnother for the same person twice, and for who may not.
    """
    with mourning_in(actor, near=False) as (seat, row):
        if row.confirmed_at is None:
            if row.said_by_id != seat.user.pk and not seat.for_client:
                raise NeedsAnother(_("Only who said it can take it back, or who speaks for the person."))
            return _taken_back(seat, row, "death_taken_back")
        if not is_near(seat):
            raise NeedsAnother(_("Only somebody close can take this back. Telephone somebody who is."))
        if row.doubted_by_id is None:
            row.doubted_by, row.doubted_at = seat.user, seat.at
            row.store("doubted_by", "doubted_at")
            trace(seat, "networks.death_doubted", seat.network)
            return row
        if row.doubted_by_id == seat.user.pk:
            raise NeedsAnother(_("You said so already. A second person has to say it as well."))
        return _taken_back(seat, row, "death_undone")


def _taken_back(seat: Seat, row: Mourning, verb: str) -> Mourning:
    """The network is what it was, and what was held goes on. What people wrote to remember is taken back."""
    network = seat.network
    row.until, row.undone_by = seat.at, seat.user
    row.store("until", "undone_by")
    network.mourning_since = None
    if row.confirmed_at is not None:
        network.status, network.ended_at, network.end_reason = row.was, None, ""
        for farewell in Farewell.objects.filter(network=network, until=None):
            farewell.until = seat.at
            farewell.store("until")
            outbox.drop([farewell.pk])
        end(Condolence.objects.filter(network=network, until=None), "until", seat.at)
        ThingToArrange.objects.filter(network=network).update(taken_by=None, done_at=None)
    network.store("mourning_since", "status", "ended_at", "end_reason")
    going, dropped = outbox.go_on(network, seat.at, LATEST_ONLY)
    trace(seat, f"networks.{verb}", network, sent_later=str(going), dropped=str(dropped))
    return row


def write_farewell(*, actor: Seat, text: str) -> Farewell:
    """Write the one message about this death: to everybody who took part, as it is written here and once."""
    with mourning_in(actor) as (seat, row):
        if row.confirmed_at is None:
            raise NotNow
        if Farewell.objects.filter(network=seat.network, until=None).exists():
            raise DomainError(_("One message was written already. There is only one."), code="written")
        farewell = Farewell.objects.create(
            network=seat.network, author=seat.user, about=EndReason.DIED, text=text, since=seat.at
        )
        moments.on_farewell(farewell, seat.at)
        trace(seat, "networks.farewell_written", seat.network)
        return farewell


def open_memories(*, actor: Seat, opened: bool) -> Mourning:
    """Open the page to remember for everybody who took part, or close it. It is closed at first."""
    with mourning_in(actor) as (seat, row):
        if row.confirmed_at is None:
            raise NotNow
        row.remembers = opened
        row.store("remembers")
        verb = "memories_opened" if opened else "memories_closed"
        trace(seat, f"networks.{verb}", seat.network)
        return row


def write_condolence(*, actor: Seat, text: str) -> Condolence:
    """Write some words on the page to remember. Raises NotNow while it is not open."""
    with mourning_in(actor, near=False) as (seat, row):
        if row.confirmed_at is None or not row.remembers:
            raise NotNow
        words = Condolence.objects.create(network=seat.network, author=seat.user, text=text, since=seat.at)
        trace(seat, "networks.condolence_written", seat.network)
        return words


def take_back_condolence(*, actor: Seat, condolence: UUID) -> Condolence:
    """Take one's own words back; whoever is close may take away anybody's."""
    with mourning_in(actor, near=False) as (seat, _row):
        rows = Condolence.objects.filter(network=seat.network, until=None).select_for_update()
        words: Condolence | None = rows.filter(pk=condolence).first()
        if words is None or (words.author_id != seat.user.pk and not is_near(seat)):
            raise NotFromHere("condolence")
        words.until = seat.at
        words.store("until")
        trace(seat, "networks.condolence_taken_back", seat.network)
        return words


def begin_arranging(*, actor: Seat) -> list[ThingToArrange]:
    """Begin the list of things to arrange with what there usually is; what is there already stays."""
    with mourning_in(actor) as (seat, row):
        if row.confirmed_at is None:
            raise NotNow
        known = set(ThingToArrange.objects.filter(network=seat.network).values_list("kind", flat=True))
        made = [
            ThingToArrange.objects.create(network=seat.network, kind=kind)
            for kind in USUAL
            if kind not in known
        ]
        trace(seat, "networks.arranging_begun", seat.network, number=str(len(made)))
        return made


def add_to_arrange(*, actor: Seat, words: str) -> ThingToArrange:
    """Add something else that has to be arranged, in own words."""
    with mourning_in(actor) as (seat, row):
        if row.confirmed_at is None:
            raise NotNow
        thing = ThingToArrange.objects.create(network=seat.network, kind=Arrange.OTHER, words=words)
        trace(seat, "networks.thing_to_arrange_added", thing)
        return thing


def arrange(
    *, actor: Seat, thing: UUID, takes: bool | None = None, done: bool | None = None
) -> ThingToArrange:
    """Take something upon oneself or leave it again (``takes``), or say that it is done or not (``done``)."""
    with mourning_in(actor) as (seat, _row):
        rows = ThingToArrange.objects.filter(network=seat.network).select_for_update()
        row = rows.filter(pk=thing).first()
        if row is None:
            raise NotFromHere("thing")
        if takes is not None:
            row.taken_by = seat.user if takes else None
        if done is not None:
            row.done_at = seat.at if done else None
        row.store("taken_by", "done_at")
        trace(seat, "networks.thing_to_arrange_changed", row)
        return row
