"""A client signs up, starts a network in three pages and invites two people; one comes in by the mail."""

from collections.abc import Callable

import pytest

from accountability.models import LedgerEntry
from networks.choices import InvitationStatus
from networks.models import Invitation, Member, Network
from networks.tasks import mail_due_invitations
from tests.journeys.post import PostOffice, text_of
from tests.journeys.steps import a_scanner_opens, fill_in_account, link_for, sign_up
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
WORDS = "Dear friend, will you be part of the people around me?"
NEED = "I want to sing in the choir again"
PEOPLE = (
    ("Noor Haddad", "friend", "close", "noor@example.org"),
    ("Anouk Bakker", "formal", "around", "anouk@example.org"),
    ("Henk Visser", "parent", "close", ""),
)


def test_a_client_starts_a_network_and_an_invited_friend_joins_from_the_mail(
    language: str, visitor: Callable[..., Visitor], post: PostOffice
) -> None:
    bram = visitor(language)
    sign_up(bram, post, "Bram Visser", "bram@example.org")
    network = start(bram)
    mail_due_invitations()
    mail_due_invitations()
    invited = [letter["To"] for letter in post.letters if WORDS in text_of(letter)]
    assert sorted(invited) == ["anouk@example.org", "noor@example.org"]

    noor = visitor(language)
    join(noor, network, link_for(post, "noor@example.org"))
    noor.follow("Picture")
    noor.reads("Henk", "Anouk", NEED)

    bram.follow("People")
    bram.follow("Invitations")
    bram.sees("Answered or closed")
    bram.reads("Noor Haddad", "Anouk Bakker")
    noor.open(link_for(post, "noor@example.org"), 404)


def start(bram: Visitor) -> Network:
    """The three pages."""
    bram.follow("Start a network")
    bram.pick("for_whom", "me")
    bram.press("Go on")
    for number, (name, what, circle, address) in enumerate(PEOPLE):
        bram.fill(f"people-{number}-name", name)
        bram.pick(f"people-{number}-what", what)
        bram.pick(f"people-{number}-circle", circle)
        bram.fill(f"people-{number}-email", address)
    bram.fill("words", WORDS)
    bram.press("Go on")
    bram.fill("needs-0-words", NEED)
    bram.page.locator("[name='needs-0-domains']").first.check()
    bram.pick("needs-0-visibility", "everyone")
    bram.press("Save and show the picture")
    bram.sees("The network is there. It takes shape until you start it in the settings.")
    bram.reads("Noor", "Anouk", "Henk", NEED)
    return Network.objects.get()


def join(noor: Visitor, network: Network, link: str) -> None:
    """Look, say yes, make an account with the address the mail came to, and answer three small questions."""
    entries = LedgerEntry.objects.count()
    a_scanner_opens(link)
    noor.open(link)
    assert LedgerEntry.objects.count() == entries
    assert Invitation.objects.get(email="noor@example.org").status == InvitationStatus.SENT
    offer = "%(who)s invites you to be part of the people around %(client)s."
    noor.sees(offer, who="Bram Visser", client="Bram")
    noor.reads(WORDS)
    noor.does_not_read(NEED, "Henk")
    noor.press("Join")
    noor.follow("I am new here")
    fill_in_account(noor, "Noor Haddad", "noor@example.org")
    noor.press("Join")
    noor.sees("A few small questions")
    noor.press("Save and go on")
    noor.sees("Good to know. This is the network.")
    member = Member.objects.get(network=network, name="Noor Haddad")
    assert member.user.language == noor.language
