"""Begin a network with its first people and needs: all or nothing, and once however often it is sent."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from networks.access import network_for, seat_in
from networks.actions.invitation import invite
from networks.actions.member import add_person
from networks.actions.need import raise_need
from networks.actions.network import start_network
from networks.choices import Circle, DeliveryWay
from networks.models import Network
from networks.standing import Permission


@transaction.atomic
def begin_network(
    *,
    actor: Any,
    key: UUID,
    beginning: dict[str, Any],
    people: Iterable[dict[str, Any]] = (),
    words: str = "",
    language: str = "en",
    needs: Iterable[dict[str, Any]] = (),
) -> Network:
    """Start the network with this id, unless that has been done already; then return it as it is.

    ``beginning`` is what start_network() takes, ``people`` what add_person() takes, ``needs`` what
    raise_need() takes. Whoever has an e-mail address is invited with ``words``. Raises what those raise.
    """
    done = seat_in(actor, key, timezone.now())
    if done is not None:
        return done.network  # type: ignore[no-any-return]
    try:
        with transaction.atomic():
            return _begin(actor, key, beginning, people, words, language, needs)
    except IntegrityError:
        done = seat_in(actor, key, timezone.now())
        if done is None:
            raise
        return done.network  # type: ignore[no-any-return]


def _begin(
    actor: Any,
    key: UUID,
    beginning: dict[str, Any],
    people: Iterable[dict[str, Any]],
    words: str,
    language: str,
    needs: Iterable[dict[str, Any]],
) -> Network:
    network = start_network(actor=actor, pk=key, **beginning)
    seat = network_for(actor, network.pk, Permission.VIEW)
    for person in people:
        invited = bool(person.get("email"))
        here = not invited and person["circle"] != Circle.COULD_BE_ASKED
        member = add_person(actor=seat, takes_part=here, **person)
        if invited:
            invite(
                actor=seat,
                member=member.pk,
                words=words,
                way=DeliveryWay.MAIL,
                language=language,
                email=person["email"],
            )
    for need in needs:
        raise_need(actor=seat, **need)
    return network
