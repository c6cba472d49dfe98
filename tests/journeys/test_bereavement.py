"""Somebody has died, or it turned out not to be so: everything is quiet at once, and nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from networks import outbox
from networks.choices import Channel, MessageKind
from networks.models import KeepsakeFor, Member
from networks.tasks import send_due
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.journeys.post import PostOffice, text_of
from tests.journeys.steps import reads, sign_in
from tests.journeys.visitor import Visitor
from tests.networks.posting import quiet

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
Arrive = Callable[..., Visitor]
GERDA = "gerda@example.org"
WORDS = "Bram died on Sunday, with music. We say goodbye on Friday at two."


def arrive(visitor: Arrive, user: Any, language: str) -> Visitor:
    """Somebody of the cast at a browser, signed in."""
    one = visitor(language)
    sign_in(one, reads(user, language))
    return one


def asked_by_mail(cast: Cast, language: str) -> Member:
    """Gerda has no account; she is asked by mail, in this language."""
    gerda = make.make_member(cast.network, name="Gerda Mulder", joined=False, email=GERDA)
    make.make_invitation(cast.network, gerda, cast.marja, language=language, status="expired")
    quiet(gerda)
    ask = daily.make_ask(daily.make_task(cast.network, cast.marja, title="Sing with Bram"), gerda)
    outbox.post(network=cast.network, to=[gerda], kind=MessageKind.ASKED, subject=ask, at=timezone.now())
    return gerda


def letters(post: PostOffice, address: str) -> int:
    return len([one for one in post.letters if one["To"] == address])


def link_in(post: PostOffice, address: str) -> str:
    """The personal link in the newest mail to this address."""
    found = re.search(r"(http\S+/help/\S+)", text_of(post.to(address)))
    assert found is not None
    return found[1]


def test_everything_is_quiet_from_the_first_word_and_goes_on_when_it_was_not_so(
    language: str, visitor: Arrive, post: PostOffice, site: str, cast: Cast
) -> None:
    gerda_is_asked = asked_by_mail(cast, language)
    send_due(Channel.MAIL)
    assert letters(post, GERDA) == 1
    link = link_in(post, GERDA)

    henk = arrive(visitor, cast.henk, language)
    henk.open(f"/networks/{cast.network.pk}/life/")
    henk.follow("What happens then")
    henk.follow("%(name)s has died", name="Bram")
    henk.press("Yes, stop everything")
    henk.sees("Nothing is sent from this network any more. Take your time.")

    # Somebody else, and the house itself, write in the meantime: nothing leaves.
    cast.network.refresh_from_db()
    outbox.post(
        network=cast.network,
        to=[gerda_is_asked],
        kind=MessageKind.PROMISES,
        subject=daily.make_promise(
            daily.make_task(cast.network, cast.marja).occurrences.get(), gerda_is_asked, said_by=cast.marja
        ),
        at=timezone.now(),
    )
    for channel in Channel:
        send_due(channel)
    assert letters(post, GERDA) == 1
    gerda = visitor(language)
    gerda.open(link)
    gerda.sees("Nothing is asked of you any more")
    joris = arrive(visitor, cast.joris, language)
    joris.sees("There is sad news about %(name)s.", name="Bram")
    joris.open(f"/networks/{cast.network.pk}/")
    joris.sees("There is sad news about %(name)s. Nothing is sent from here for now.", name="Bram")

    # It was another Bram. Marja speaks for him and takes it back alone.
    marja = arrive(visitor, cast.marja, language)
    marja.follow("Read it", inside=marja.page.locator("main"))
    marja.follow("It is not so")
    marja.press("It is not so")
    marja.sees("Everything is as it was. What still makes sense is sent now.")
    gerda.open(link)
    gerda.reads("Sing with Bram")
    joris.open(f"/networks/{cast.network.pk}/")
    joris.does_not_read("sad news")


def test_two_people_say_it_one_message_goes_out_and_two_people_take_it_back(
    language: str, visitor: Arrive, post: PostOffice, site: str, cast: Cast
) -> None:
    for one in (cast.bram, cast.marja, cast.henk, cast.joris, cast.fatima, cast.anouk, cast.choir):
        quiet(one)
    photo = daily.make_story(cast.network, cast.joris, text="He bought the oranges himself.")
    daily.make_photo(photo)
    bram = arrive(visitor, cast.bram, language)
    bram.open(f"/networks/{cast.network.pk}/keepsakes/")
    bram.pick("member", str(cast.members["henk"].pk))
    bram.press("Choose this person")
    bram.reads("Henk Visser")

    henk = arrive(visitor, cast.henk, language)
    henk.open(f"/networks/{cast.network.pk}/mourning/say/")
    henk.press("Yes, stop everything")
    marja = arrive(visitor, cast.marja, language)
    marja.open(f"/networks/{cast.network.pk}/mourning/")
    marja.follow("Confirm it")
    marja.press("Yes, it is so")
    marja.sees("It is confirmed. The network has ended.")

    henk.open(f"/networks/{cast.network.pk}/mourning/")
    henk.follow("Write it")
    henk.fill("text", WORDS)
    henk.press("Send it to everybody")
    henk.press("Begin a list")
    henk.press("Open it")
    send_due(Channel.MAIL)
    assert WORDS in " ".join(text_of(post.to(cast.joris.email)).split())

    joris = arrive(visitor, cast.joris, language)
    joris.open(f"/networks/{cast.network.pk}/", 404)
    joris.open("/")
    joris.follow("Read it", inside=joris.page.locator("main"))
    joris.reads(WORDS)
    joris.follow("The page to remember")
    joris.fill("text", "He taught me to listen.")
    joris.press("Write it here")
    henk.open(f"/networks/{cast.network.pk}/memories/")
    henk.reads("He taught me to listen.")
    keepsake = KeepsakeFor.objects.get()
    with henk.page.expect_download() as download:
        henk.open(f"/networks/{cast.network.pk}/mourning/")
        henk.page.get_by_role("link", name=henk.words("Download the keepsake")).click()
    assert download.value.suggested_filename == "keepsake.zip"
    answer = joris.page.request.get(f"{site}/keepsakes/{keepsake.pk}/file/")
    assert answer.status == 404

    for one in (henk, marja):
        one.open(f"/networks/{cast.network.pk}/mourning/")
        one.follow("This is not right")
        one.press("It is not so")
    joris.open(f"/networks/{cast.network.pk}/")
    joris.open(f"/networks/{cast.network.pk}/memories/", 404)
