"""The other networks Fatima works in, so that her list shows something. Dutch names, English words."""

from random import Random

from accounts.models import User
from carenet.demo import past, story
from carenet.demo.telling import Teller, ask_plainly, domains
from networks.actions.network import activate_network, rest_network, start_network
from networks.choices import Circle, Relation, Side
from networks.synthetic.words import DUTCH, ENGLISH

CLIENTS = (
    "Riet Postma",
    "Ayla Demir",
    "Gijs van Dam",
    "Corrie Blom",
    "Samuel Asante",
    "Truus de Graaf",
    "Bilal Benali",
    "Nienke Zijlstra",
    "Dirk Hoekstra",
    "Mies Verhoeven",
    "Wout Kuipers",
)
ALSO_ANOUK = ("Riet Postma", "Corrie Blom", "Dirk Hoekstra")
"""Where the district nurse comes as well."""
SEED = 20


def tell_of_others(users: dict[str, User]) -> None:
    """Fatima keeps each of these going, for a client without an account."""
    chance = Random(SEED)  # noqa: S311 - made-up people, no secrets
    for client in CLIENTS:
        _tell(users, client, chance)


def _tell(users: dict[str, User], client: str, chance: Random) -> None:
    days = chance.randrange(60, 500)
    network = start_network(
        actor=users["fatima"],
        name=client,
        purpose=chance.choice(ENGLISH.purposes),
        place={"side": Side.FORMAL, "function": "group leader", "organisation_name": "De Linde"},
    )
    past.began(network, past.ago(days))
    teller = Teller(users, network, domains())
    for _turn in range(chance.randrange(2, 6)):
        teller.bring(_somebody(chance, days), by="fatima")
    if client in ALSO_ANOUK:
        teller.bring(_nurse(days // 2), by="fatima")
    for code in chance.sample(sorted(ENGLISH.needs), chance.randrange(1, 4)):
        words = chance.choice(ENGLISH.needs[code])
        ask_plainly(teller, "fatima", words, (code,), chance.randrange(5, days))
    _settle(teller, chance)


def _somebody(chance: Random, days: int) -> story.Around:
    formal = chance.random() < 0.3
    return story.Around(
        name=f"{chance.choice(DUTCH.first)} {chance.choice(DUTCH.last)}",
        side=Side.FORMAL if formal else Side.INFORMAL,
        circle=chance.choice(tuple(Circle)[:3]),
        days=chance.randrange(2, days),
        more={"function": chance.choice(ENGLISH.functions)}
        if formal
        else {"relation": chance.choice(tuple(Relation)[:7])},
    )


def _nurse(days: int) -> story.Around:
    return story.Around(
        name="Anouk Bakker",
        key="anouk",
        side=Side.FORMAL,
        circle=Circle.TAKES_PART,
        days=days,
        more={"function": "district nurse"},
    )


def _settle(teller: Teller, chance: Random) -> None:
    """Most are active, some take shape, one in eight rests."""
    turn = chance.random()
    if turn < 0.75:
        activate_network(actor=teller.seat("fatima"))
    elif turn < 0.88:
        rest_network(actor=teller.seat("fatima"))
