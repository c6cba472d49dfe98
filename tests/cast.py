"""The cast of every access test: around Bram, no longer or not yet among them, and everybody else."""

from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.choices import Hat, OrganisationKind
from accounts.models import Affiliation, Organisation, User
from networks.choices import Circle, Ground, Relation, RoleKind, Side, Visibility
from networks.models import Invitation, Member, Need, Network, Note
from tests import factories as make
from tests.kept import Kept

NAMES = {
    "bram": "Bram Visser",
    "marja": "Marja Visser",
    "henk": "Henk Visser",
    "joris": "Joris Kok",
    "fatima": "Fatima El Amrani",
    "anouk": "Anouk Bakker",
    "choir": "Choir De Meent",
    "igor": "Igor Petrov",
    "noor": "Noor Haddad",
    "eve": "Eve Jansen",
    "els": "Els Kramer",
    "karel": "Karel Prins",
    "sofie": "Sofie Maas",
    "ton": "Ton Willems",
    "carla": "Carla Bos",
    "daan": "Daan Vermeer",
    "otto": "Otto Beheer",
}
HATS = {
    "fatima": ("De Linde", OrganisationKind.CARE_PROVIDER, Hat.PROFESSIONAL),
    "anouk": ("Thuiszorg De Meent", OrganisationKind.CARE_PROVIDER, Hat.PROFESSIONAL),
    "els": ("De Linde", OrganisationKind.CARE_PROVIDER, Hat.MANAGER),
    "karel": ("De Linde", OrganisationKind.CARE_PROVIDER, Hat.ADMINISTRATOR),
    "sofie": ("Inspectorate", OrganisationKind.INSPECTORATE, Hat.SUPERVISOR),
    "ton": ("Gemeente Ede", OrganisationKind.MUNICIPALITY, Hat.FUNDER),
    "carla": ("De Linde", OrganisationKind.CARE_PROVIDER, Hat.COACH),
    "daan": ("Regional College", OrganisationKind.EDUCATION, Hat.RESEARCHER),
}
SECRET = "the-token-in-the-mail-to-noor"
OTHER_SECRET = "the-token-in-the-mail-to-gerda"
INSIDE = ("bram", "marja", "henk", "joris", "fatima", "anouk", "choir")
"""Who has a standing in Bram's network today; everybody else of the cast has none."""
STRANGERS = ("igor", "noor", "eve", "els", "otto")
"""One of each kind without a standing: left, invited, in another network, with a hat, operating the site.

Tests of single pages ask these; the access matrix asks everybody.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody by first name, Bram's network (``network``) and Eve's (``other``), with something in both.

    ``members`` holds the places in Bram's network by first name, Igor's (ended) and Noor's (not joined)
    included. ``need``, ``note`` and ``invitation`` are Bram's; those of Eve's network begin with ``other_``.
    """

    bram: User
    marja: User
    henk: User
    joris: User
    fatima: User
    anouk: User
    choir: User
    igor: User
    noor: User
    eve: User
    els: User
    karel: User
    sofie: User
    ton: User
    carla: User
    daan: User
    otto: User
    nobody: AnonymousUser
    linde: Organisation
    network: Network
    members: dict[str, Member]
    need: Need
    family_need: Need
    note: Note
    invitation: Invitation
    other: Network
    other_member: Member
    other_need: Need
    other_note: Note
    other_invitation: Invitation

    def everyone(self) -> dict[str, User | AnonymousUser]:
        """Everybody who can stand at a door, by first name."""
        return {name: getattr(self, name) for name in (*NAMES, "nobody")}

    def outside(self) -> dict[str, User | AnonymousUser]:
        """Everybody who has no standing in Bram's network."""
        return {name: person for name, person in self.everyone().items() if name not in INSIDE}


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast."""
    return KEPT.get()


def _make() -> Cast:
    people = _people()
    linde = _hats(people)
    network, members = _around_bram(people)
    other, other_member = _around_wim(people["eve"])
    invited = make.make_member(other, name="Gerda Mulder", joined=False)
    return Cast(
        **people,
        nobody=AnonymousUser(),
        linde=linde,
        network=network,
        members=members,
        **_written_by(people, network, members),
        other=other,
        other_member=other_member,
        other_need=make.make_need(other, people["eve"], words="Wim wants to swim again"),
        other_note=make.make_note(other, people["eve"], text="Wim was tired on Monday"),
        other_invitation=make.make_invitation(other, invited, people["eve"], secret=OTHER_SECRET),
    )


def _people() -> dict[str, User]:
    users = [
        User(email=f"{key}@example.org", name=name, is_staff=key == "otto", password="!")
        for key, name in NAMES.items()
    ]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return dict(zip(NAMES, users, strict=True))


def _hats(people: dict[str, User]) -> Organisation:
    since = make.ago(365)
    kinds = {name: kind for name, kind, _hat in HATS.values()}
    organisations = {name: Organisation(name=name, kind=kind, since=since) for name, kind in kinds.items()}
    Organisation.objects.bulk_create(organisations.values())
    Affiliation.objects.bulk_create(
        Affiliation(user=people[key], organisation=organisations[name], hat=hat, since=since)
        for key, (name, _kind, hat) in HATS.items()
    )
    make.give_second_factor(people["otto"], *(people[key] for key in HATS))
    return organisations["De Linde"]


def _around_bram(people: dict[str, User]) -> tuple[Network, dict[str, Member]]:
    network = make.make_network(people["bram"], people["marja"], ground=Ground.WRITTEN)
    close, around = Circle.CLOSE, Circle.AROUND
    members = {
        "marja": make.make_member(network, people["marja"], circle=close, relation=Relation.PARENT),
        "henk": make.make_member(network, people["henk"], circle=close, relation=Relation.PARENT),
        "joris": make.make_member(network, people["joris"], circle=around, relation=Relation.NEIGHBOUR),
        "fatima": make.make_member(
            network, people["fatima"], side=Side.FORMAL, circle=around, function="group leader"
        ),
        "anouk": make.make_member(
            network, people["anouk"], side=Side.FORMAL, circle=Circle.TAKES_PART, function="district nurse"
        ),
        "choir": make.make_member(
            network, people["choir"], side=Side.COMMUNITY, circle=Circle.TAKES_PART, function="choir"
        ),
        "igor": make.make_member(network, people["igor"], circle=around, ended=True),
        "noor": make.make_member(
            network, name="Noor Haddad", circle=Circle.COULD_BE_ASKED, joined=False, email="noor@example.org"
        ),
    }
    make.make_role(members["marja"], RoleKind.ORGANIZER)
    make.make_role(members["joris"], RoleKind.ORGANIZER, stands_in=True)
    make.make_role(members["joris"], RoleKind.DIRECT)
    make.make_role(members["henk"], RoleKind.INDIRECT)
    return network, members


def _written_by(
    people: dict[str, User], network: Network, members: dict[str, Member]
) -> dict[str, Need | Note | Invitation]:
    bram, family = people["bram"], Visibility.FAMILY
    return {
        "need": make.make_need(network, bram, words="Bram wants to sing in the choir", for_client=True),
        "family_need": make.make_need(network, people["marja"], words="Bram worries", visibility=family),
        "note": make.make_note(network, bram, text="Bram slept badly on Sunday", for_client=True),
        "invitation": make.make_invitation(
            network, members["noor"], people["marja"], secret=SECRET, email="noor@example.org"
        ),
    }


def _around_wim(eve: User) -> tuple[Network, Member]:
    network = make.make_network("Wim Jansen", eve, ground=Ground.FAMILY, since=timezone.now())
    member = make.make_member(network, eve, circle=Circle.CLOSE, relation=Relation.CHILD)
    make.make_role(member, RoleKind.ORGANIZER)
    return network, member


KEPT = Kept(_make)
"""Sixty queries for each test are one; what a test does to the rows ends with it."""
