"""What an attacker tried with the link of a helper, with mail on its way, and with what is private."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks import asking, helped, load, suggesting
from networks.actions import helper
from networks.actions.ask import take_back_ask
from networks.actions.member import revise_member
from networks.actions.story import tell_story
from networks.choices import Answer, MessageKind, Side, Verb, Visibility
from networks.errors import NotFromHere
from networks.helping import LinkGone, Opens, opened
from networks.matching import Why
from networks.models import Availability, Promise, Switch
from networks.moments.letter import mute_token
from networks.push import is_known_service
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of
from tests.networks.ria import Scene

# A link in a mail ------------------------------------------------------------------------------------------


def test_an_ask_that_was_taken_back_gives_no_address_by_standing_in(cast: Cast) -> None:
    scene = Scene(cast)
    daily.make_promise(scene.date, cast.members["henk"])
    take_back_ask(actor=make.seat(cast.marja, cast.network), ask=scene.ask.pk)
    with pytest.raises(DomainError, match="taken back"):
        helper.stand_in_by_link(secret=scene.secret, occurrence=scene.date.pk)
    scene.do("stand_in", occurrence=scene.date.pk)
    assert not Promise.objects.filter(member=scene.ria).exists()
    assert "4711" not in scene.see()


def test_another_address_makes_the_links_to_the_one_before_worthless(cast: Cast) -> None:
    scene, seat = Scene(cast), make.seat(cast.marja, cast.network)
    revise_member(actor=seat, member=scene.ria.pk, name="Ria de Bos", email=scene.ria.email)
    assert opened(scene.secret, timezone.now())[0] == Opens.PAGE
    revise_member(actor=seat, member=scene.ria.pk, name="Ria Bos", email="other@example.org")
    assert opened(scene.secret, timezone.now())[0] == Opens.NOTHING
    with pytest.raises(LinkGone):
        helper.answer_by_link(secret=scene.secret, answer=Answer.YES)


def test_a_professional_with_a_link_reads_nothing_that_became_for_family_only(cast: Cast) -> None:
    scene = Scene(cast)
    scene.ria.side, scene.ria.relation = Side.FORMAL, ""
    scene.ria.save()
    scene.task.need.visibility = Visibility.FAMILY
    scene.task.need.save()
    assert "Drive to the choir" not in scene.see()
    with pytest.raises(DomainError):
        helper.answer_by_link(secret=scene.secret, answer=Answer.YES)
    scene.ria.side = Side.INFORMAL
    scene.ria.save()
    assert helper.answer_by_link(secret=scene.secret, answer=Answer.YES)


def test_a_link_moves_nobody_elses_promise_and_takes_no_date_of_another_ask(cast: Cast) -> None:
    scene = Scene(cast)
    elsewhere = daily.make_task(cast.network, cast.marja, title="Another thing")
    theirs = daily.make_promise(elsewhere.occurrences.get(), cast.members["henk"])
    strangers = daily.make_task(cast.other).occurrences.get()
    for verb in Verb:
        with pytest.raises(NotFromHere):
            helper.move_by_link(secret=scene.secret, promise=theirs.pk, verb=verb)
    for date in (theirs.occurrence_id, strangers.pk):
        with pytest.raises(NotFromHere):
            helper.answer_by_link(secret=scene.secret, answer=Answer.YES, occurrence=date)
        with pytest.raises(NotFromHere):
            helper.stand_in_by_link(secret=scene.secret, occurrence=date)
    calendar = Client().get(address("help_calendar", scene.secret, theirs.pk))
    assert calendar.status_code == 404


@pytest.mark.parametrize("how", ["left", "joined", "old"])
def test_a_link_that_was_kept_does_nothing_afterwards(cast: Cast, how: str) -> None:
    scene = Scene(cast)
    if how == "left":
        scene.ria.until = timezone.now() + timedelta(microseconds=1)
    elif how == "joined":
        scene.ria.user = make.make_user()
    else:
        scene.ria.helper_links.update(expires_at=timezone.now())
    scene.ria.save()
    scene.do("answer", answer="yes")
    scene.do("mail", mail="stop")
    assert not Promise.objects.filter(member=scene.ria).exists()
    assert not helped.wants_no_mail(scene.ria)
    assert "Drive to the choir" not in scene.see()


def test_a_look_acts_on_nothing_and_a_post_from_elsewhere_neither(cast: Cast) -> None:
    scene = Scene(cast)
    query = f"{scene.here}?do=answer&answer=yes"
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(query)
    assert strict.post(scene.here, {"do": "answer", "answer": "yes"}).status_code == 403
    assert not Promise.objects.filter(member=scene.ria).exists()
    assert page.headers["Referrer-Policy"] in ("no-referrer", "strict-origin")  # never the path
    assert "no-store" in page.headers["Cache-Control"]


def test_a_link_to_stop_mail_does_nothing_else_and_not_once_it_is_changed(cast: Cast) -> None:
    mail = daily.make_notice(cast.henk, cast.network, kind=MessageKind.ASKED)
    token = mute_token(mail)
    shown = Client().get(address("unsubscribe", token))
    assert "Visser" not in words_of(shown)
    assert not Switch.objects.exists()
    for wrong in (f"{token}x", token.replace(".asked", ".house"), token.replace("u", "m", 1)):
        assert Client().post(address("unsubscribe", wrong)).status_code == 404
    assert Client().post(address("unsubscribe", token)).status_code == 200
    assert [(one.user, one.kind, one.channel) for one in Switch.objects.all()] == [
        (cast.henk, "asked", "mail")
    ]


# What people keep private ----------------------------------------------------------------------------------


def test_numbers_of_one_or_two_people_do_not_say_that_they_said_no(cast: Cast) -> None:
    people = [cast.members[name] for name in ("henk", "joris", "anouk")]
    for count in (1, 2, 3):
        task = daily.make_task(cast.network, cast.marja)
        row = daily.make_ask(task, *people[:count])
        row.asked.filter(member=people[0]).update(answer=Answer.NO, answered_at=timezone.now())
        found = asking.numbers([row])[row.pk]
        told = (1, count - 1) if count == 3 else (0, 0)
        assert (found.asked, found.no, found.silent) == (count, *told)
        page = words_of(browser(cast.marja).get(address("ask", row.pk)))
        assert ("1 no" in page) == (count == 3)


def test_a_limit_of_hours_is_told_to_nobody_as_a_reason(cast: Cast) -> None:
    daily.make_talent(cast.members["henk"])
    Availability.objects.create(member=cast.members["henk"], hours_a_month=40)
    task = daily.make_task(cast.network, cast.marja)
    for who in (cast.joris, cast.bram):
        found = suggesting.who_fits(make.seat(who, cast.network), task)
        henk = next(one for one in found if one.member == cast.members["henk"])
        assert Why.HAS_ROOM not in [reason.why for reason in henk.why]


def test_the_spread_of_two_people_is_told_to_nobody(cast: Cast) -> None:
    seat = make.seat(cast.marja, cast.network)
    assert load.spread(seat) is not None
    for name in ("joris", "fatima", "anouk"):
        place = cast.members[name]
        place.until = timezone.now()
        place.save()
    assert load.spread(make.seat(cast.marja, cast.network)) is None
    assert browser(cast.marja).get(address("load", cast.network.pk)).status_code == 200


@pytest.mark.parametrize("who", ["fatima", "anouk", "choir", "igor", "noor", "eve", "els", "otto"])
def test_a_photo_of_the_family_is_there_for_no_one_else(cast: Cast, who: str) -> None:
    story = tell_story(actor=make.seat(cast.henk, cast.network), text="At home", visibility=Visibility.FAMILY)
    daily.make_photo(story)
    for name in ("story_photo", "story", "thanks_add", "reply_add"):
        here = browser(getattr(cast, who))
        ask = here.post if name.endswith("_add") else here.get
        assert ask(address(name, story.pk)).status_code == 404
    assert browser(cast.marja).get(address("story_photo", story.pk)).status_code == 200


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://fcm.googleapis.com:8080/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.apple.com.example/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "file:///etc/passwd",
    ],
)
def test_a_browser_names_no_address_of_our_own_network(endpoint: str) -> None:
    assert not is_known_service(endpoint)
