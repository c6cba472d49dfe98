"""Beginning, beginning anew and ending a made-up network to practise in.

Everything in it is made through the same actions as a real one. The made-up client has an account with which
nobody can sign in; the other people have none.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from carenet.lib.errors import DomainError
from carenet.lib.events import Event, announce
from carenet.lib.models import uuid7
from networks.access import network_for, subject_of
from networks.actions.barrier import record_barrier
from networks.actions.invitation import accept_invitation, invite, write_letter
from networks.actions.member import add_person, set_role
from networks.actions.mourning import take_back_death
from networks.actions.need import raise_need
from networks.actions.network import (
    activate_network,
    appoint_representative,
    appoint_steward,
    end_network,
    start_network,
)
from networks.actions.story import tell_story
from networks.actions.task import add_task
from networks.choices import (
    BarrierSource,
    Circle,
    DeliveryWay,
    EndReason,
    Ground,
    Relation,
    RoleKind,
    Side,
    TaskWhen,
    Visibility,
)
from networks.choices.lifecycle import PracticeAs
from networks.errors import NotFromHere
from networks.models import Activity, LifeDomain, Member, Network, Practice
from networks.practising import GUIDE
from networks.standing import Permission, Seat

NOBODYS = "made-up.invalid"
"""Where the made-up people would have mail: nothing can be delivered below this name."""


@transaction.atomic
def begin_practice(*, actor: Any, practise_as: PracticeAs | str) -> Practice:
    """Make a network in which this user can try everything. One for each way to practise.

    Raises a DomainError when one runs already.
    """
    User.objects.select_for_update().filter(pk=actor.pk).values_list("pk").first()
    if Practice.objects.filter(user=actor, practises_as=practise_as, until=None).exists():
        raise DomainError(_("You practise as this already. Go on there, or begin anew."), code="running")
    host = User.objects.create_user(
        f"{uuid7()}@{NOBODYS}", name="Ria de Jong", language=actor.language, time_zone=actor.time_zone
    )
    network = start_network(actor=host, name="Ria de Jong", called="Ria", fictional=True)
    practice = Practice.objects.create(
        user=actor, network=network, host=host, practises_as=practise_as, since=timezone.now()
    )
    _people(host, network)
    _what_there_is(host, network)
    _let_in(actor, host, network, PracticeAs(practise_as))
    activate_network(actor=_seat(host, network))
    _tell(actor, practice, "practice_begun")
    return practice


def _seat(host: User, network: Network) -> Seat:
    return network_for(host, network.pk, Permission.VIEW)


def _people(host: User, network: Network) -> None:
    family: dict[str, Any] = {"side": Side.INFORMAL, "takes_part": True}
    around: list[dict[str, Any]] = [
        {"name": "Piet de Jong", "relation": Relation.CHILD, "circle": Circle.CLOSE} | family,
        {"name": "Aisha Yilmaz", "relation": Relation.NEIGHBOUR, "circle": Circle.AROUND} | family,
        {
            "name": "Johan Smit",
            "side": Side.FORMAL,
            "function": gettext("district nurse"),
            "circle": Circle.TAKES_PART,
            "takes_part": True,
        },
    ]
    piet, *_others = [add_person(actor=_seat(host, network), **one) for one in around]
    set_role(actor=_seat(host, network), member=piet.pk, kind=RoleKind.ORGANIZER)


def _what_there_is(host: User, network: Network) -> None:
    """A need, something to do, a rule that stands in the way, and a story."""
    domain = LifeDomain.objects.filter(organisation=None).order_by("code").first()
    need = raise_need(
        actor=_seat(host, network),
        words=gettext("I want to walk to the market again on Saturdays."),
        domains=[domain.pk] if domain else [],
        visibility=Visibility.EVERYONE,
    )
    starts = (timezone.now() + timedelta(days=3)).astimezone(network.zone)
    task = add_task(
        actor=_seat(host, network),
        activity=Activity.objects.get(code="walk", network=None).pk,
        title=gettext("Walk to the market with Ria"),
        when=TaskWhen.ONCE,
        starts=starts.replace(hour=10, minute=0, second=0, microsecond=0, tzinfo=None),
        minutes=60,
        need=need.pk,
    )
    record_barrier(
        actor=_seat(host, network),
        words=gettext("A volunteer may not push the wheelchair."),
        source=BarrierSource.ASSUMPTION,
        said_by=gettext("somebody on the telephone"),
        task=task.pk,
    )
    tell_story(
        actor=_seat(host, network),
        text=gettext("Yesterday the cat of the neighbours slept on my lap all afternoon."),
        visibility=Visibility.EVERYONE,
    )


def _let_in(actor: Any, host: User, network: Network, as_what: PracticeAs) -> None:
    """The learner gets a place as everybody does: invited, with a code, and accepted."""
    place: dict[str, Any] = {"side": Side.INFORMAL, "relation": Relation.FAMILY, "circle": Circle.CLOSE}
    if as_what == PracticeAs.NEIGHBOUR:
        place = {"side": Side.INFORMAL, "relation": Relation.NEIGHBOUR, "circle": Circle.AROUND}
    if as_what == PracticeAs.COMMUNITY:
        place = {"side": Side.COMMUNITY, "circle": Circle.AROUND, "function": gettext("choir")}
    if as_what == PracticeAs.PROFESSIONAL or as_what.outside:
        function = str(as_what.label)
        place = {"side": Side.FORMAL, "function": function, "circle": Circle.TAKES_PART}
    name = gettext("Choir The Larks") if as_what == PracticeAs.COMMUNITY else actor.name
    member: Member = add_person(actor=_seat(host, network), name=name, **place)
    invitation = invite(
        actor=_seat(host, network),
        member=member.pk,
        words=gettext("Come and practise here."),
        way=DeliveryWay.LETTER,
        language=actor.language,
    )
    _row, code = write_letter(actor=_seat(host, network), invitation=invitation.pk)
    accept_invitation(actor=actor, secret=code)
    if as_what == PracticeAs.CLIENT:
        appoint_representative(actor=_seat(host, network), member=member.pk, ground=Ground.WRITTEN)
    if as_what == PracticeAs.FAMILY:
        appoint_steward(actor=_seat(host, network), member=member.pk)


def try_step(*, actor: Any, practice: UUID, step: str, tried: bool = True) -> Practice:
    """Note that a step was tried, or that it was not. Raises NotFromHere."""
    with transaction.atomic():
        row = _mine(actor, practice)
        if step not in {one.code for one in GUIDE[row.practises_as]}:
            raise NotFromHere("step")
        row.done = [code for code in row.done if code != step] + ([step] if tried else [])
        row.store("done")
        return row


@transaction.atomic
def begin_anew(*, actor: Any, practice: UUID) -> Practice:
    """End this practice and make a fresh network in its place."""
    row = end_practice(actor=actor, practice=practice)
    return begin_practice(actor=actor, practise_as=row.practises_as)


@transaction.atomic
def end_practice(*, actor: Any, practice: UUID) -> Practice:
    """End a practice: its network ends, and nobody sees it any more."""
    row = _mine(actor, practice)
    row.until = timezone.now()
    row.store("until")
    network = row.network
    if network.mourning_since is not None and not network.has_ended:
        take_back_death(actor=_seat(row.host, network))
    if not network.has_ended:
        end_network(actor=_seat(row.host, network), reason=EndReason.OTHER)
    _tell(actor, row, "practice_ended")
    return row


def _mine(actor: Any, pk: UUID) -> Practice:
    rows = Practice.objects.filter(pk=pk, user=actor.pk, until=None)
    locked = rows.select_for_update(of=("self",)).select_related("network__client", "host")
    row: Practice | None = locked.first()
    if row is None:
        raise NotFromHere("practice")
    return row


def _tell(actor: Any, practice: Practice, verb: str) -> None:
    announce(
        Event(
            verb=f"networks.{verb}",
            actor=actor,
            network_id=practice.network_id,
            subject=subject_of(practice.network),
            detail={"as": practice.practises_as},
        )
    )
