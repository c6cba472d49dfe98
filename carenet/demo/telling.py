"""Tells the story: every step is an action of the house, by the person who would do it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation, User
from carenet.demo import past, story
from networks.access import seat_in
from networks.actions.invitation import accept_invitation, invite, write_letter
from networks.actions.member import add_person, end_membership, place, set_role
from networks.actions.need import link_needs, raise_need, say_view, set_need_status
from networks.actions.network import activate_network, start_network
from networks.actions.note import write_note
from networks.choices import (
    CloseReason,
    DeliveryWay,
    Ground,
    NeedStatus,
    Relation,
    RoleKind,
    Side,
    Visibility,
)
from networks.models import LifeDomain, Member, Need, Network
from networks.standing import Seat

WELCOME = "I would like you to be part of this. Look at it first, and say no if it does not fit."


@dataclass(slots=True)
class Teller:
    """One network, and the people by the key of their account."""

    users: dict[str, User]
    network: Network
    domains: dict[str, UUID]
    members: dict[str, Member] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)

    def seat(self, key: str) -> Seat:
        """The seat that somebody has in this network now. Raises LookupError before they came in."""
        found = seat_in(self.users[key], self.network.pk, timezone.now())
        if found is None:
            raise LookupError(f"{key} has not come into the story yet")
        return found

    def let_in(self, key: str, member: Member | None, *, by: str) -> None:
        """Invite by letter, and accept with the code from it."""
        invitation = invite(
            actor=self.seat(by),
            member=member.pk if member else None,
            words=WELCOME,
            way=DeliveryWay.LETTER,
            language=self.users[key].language,
        )
        _row, code = write_letter(actor=self.seat(by), invitation=invitation.pk)
        accept_invitation(actor=self.users[key], secret=code)

    def bring(self, someone: story.Around, *, by: str) -> Member:
        """Put somebody in the picture and, when they have an account in the story, let them in."""
        member = add_person(
            actor=self.seat(by),
            circle=someone.circle,
            takes_part=someone.takes_part and not someone.key,
            organisation=self._works_for(someone.key),
            name=someone.name,
            side=someone.side,
            **someone.more,
        )
        if someone.key:
            self.let_in(someone.key, member, by=by)
            member.refresh_from_db()
        self.members[someone.key or someone.name] = member
        past.came(member, past.ago(someone.days))
        if someone.moved:
            place(actor=self.seat(by), member=member.pk, circle=someone.moved[0])
            past.moved(member, past.ago(someone.moved[1]))
        return member

    def _works_for(self, key: str) -> Organisation | None:
        return Organisation.objects.filter(name=story.ORGANISATIONS.get(key, "")).first()

    def ask(self, need: story.Asks) -> Need:
        """Write a need down, with what each side said of it."""
        made = raise_need(
            actor=self.seat(need.by),
            words=need.words,
            domains=[self.domains[code] for code in need.domains],
            importance=need.importance,  # type: ignore[arg-type]
            visibility=need.visibility,
            named=[self.members[key].pk for key in need.named],
        )
        past.raised(made, past.ago(need.days))
        for key, met, days in need.views:
            past.said(say_view(actor=self.seat(key), need=made.pk, met=met), past.ago(days))
        self.needs[need.key] = made
        return made

    def turn(self, key: str, by: str, status: NeedStatus, days: int, reason: CloseReason | str = "") -> None:
        """Rest or close a need."""
        need = self.needs[key]
        set_need_status(actor=self.seat(by), need=need.pk, status=status, reason=reason)
        past.turned(need, past.ago(days))


def domains() -> dict[str, UUID]:
    """The four life domains by code."""
    return {one.code: one.pk for one in LifeDomain.objects.filter(organisation=None)}


def tell_of_bram(users: dict[str, User]) -> Teller:
    """Bram's network: started by his mother, then his own; people come, one leaves, one is invited."""
    network = start_network(
        actor=users["marja"],
        name="Bram Visser",
        called="Bram",
        purpose=story.PURPOSE,
        ground=Ground.WRITTEN,
        place={"side": Side.INFORMAL, "relation": Relation.PARENT},
    )
    past.began(network, past.ago(story.STARTED))
    teller = Teller(users, network, domains())
    teller.members["marja"] = network.members.get()
    teller.let_in("bram", None, by="marja")
    activate_network(actor=teller.seat("marja"))
    for someone in story.PEOPLE:
        teller.bring(someone, by="marja")
    _tell_of_needs(teller)
    _tell_of_roles(teller)
    _tell_of_notes(teller)
    igor = end_membership(actor=teller.seat("bram"), member=teller.members["igor"].pk)
    past.left(igor, past.ago(28))
    _invite_noor(teller)
    return teller


def _tell_of_needs(teller: Teller) -> None:
    for need in story.NEEDS:
        teller.ask(need)
    teller.turn("hands", "bram", NeedStatus.RESTING, 35)
    teller.turn("pills", "fatima", NeedStatus.CLOSED, 65, CloseReason.MET)
    for source, target, words, days in story.LINKS:
        link = link_needs(
            actor=teller.seat("bram"),
            source=teller.needs[source].pk,
            target=teller.needs[target].pk,
            words=words,
        )
        past.linked(link, past.ago(days))


def _tell_of_roles(teller: Teller) -> None:
    stand_in = set_role(
        actor=teller.seat("marja"),
        member=teller.members["joris"].pk,
        kind=RoleKind.ORGANIZER,
        stands_in=True,
    )
    past.held(stand_in, past.ago(110))
    for key, kind, domain, need, days in story.ROLES:
        role = set_role(
            actor=teller.seat("marja"),
            member=teller.members[key].pk,
            kind=kind,
            domain=teller.domains[domain] if domain else None,
            need=teller.needs[need].pk if need else None,
        )
        past.held(role, past.ago(days))


def _tell_of_notes(teller: Teller) -> None:
    for key, visibility, need, text, days in story.NOTES:
        named = [teller.members["marja"].pk] if visibility == Visibility.NAMED else []
        note = write_note(
            actor=teller.seat(key),
            text=text,
            visibility=visibility,
            named=named,
            need=teller.needs[need].pk if need else None,
        )
        past.wrote(note, past.ago(days))


def _invite_noor(teller: Teller) -> None:
    noor = teller.members["Noor Haddad"]
    invitation = invite(
        actor=teller.seat("marja"),
        member=noor.pk,
        words="Dear Noor, Bram would love you to come along on Saturdays. Will you join us here?",
        way=DeliveryWay.MAIL,
        email=noor.email,
        language="en",
    )
    past.sent(invitation, past.ago(5))


def tell_of_wim(users: dict[str, User]) -> Network:
    """Eve's network for her father Wim: nothing of it may ever be seen around Bram, nor the other way."""
    network = start_network(
        actor=users["eve"],
        name="Wim Jansen",
        ground=Ground.FAMILY,
        place={"side": Side.INFORMAL, "relation": Relation.CHILD},
    )
    past.began(network, past.ago(120))
    teller = Teller(users, network, domains())
    activate_network(actor=teller.seat("eve"))
    for name, side, circle, more in story.WIM:
        someone = story.Around(name=name, side=side, circle=circle, days=100, more=more)
        teller.bring(someone, by="eve")
    for words, domain in story.WIM_NEEDS:
        ask_plainly(teller, "eve", words, (domain,), 80)
    return network


def ask_plainly(teller: Teller, by: str, words: str, codes: tuple[str, ...], days: int) -> None:
    """Write down a need that everyone in the network may read."""
    need = story.Asks(
        key=words,
        by=by,
        words=words,
        domains=codes,
        importance="medium",
        visibility=Visibility.EVERYONE,
        days=days,
    )
    teller.ask(need)
