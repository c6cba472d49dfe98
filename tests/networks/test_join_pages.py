"""The public pages of an invitation: looking never acts, an answer acts once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from networks import reminders
from networks.choices import DeliveryWay, InvitationStatus, NetworkStatus
from networks.models import Invitation, Member, Network, Talent
from networks.secrets import hash_secret, make_code
from tests import daily
from tests import factories as make
from tests.cast import SECRET, Cast
from tests.networks.browsing import address, browser, traces, words_of

ANSWER = "/join/answer/"


@pytest.fixture(autouse=True)
def no_wrong_codes_yet() -> None:
    cache.clear()


def letter(cast: Cast, code: str) -> Invitation:
    """An invitation by letter for somebody in the picture."""
    member = make.make_member(cast.network, name="Lia de Wit", joined=False)
    return make.make_invitation(cast.network, member, cast.marja, secret=code, way=DeliveryWay.LETTER)


def test_a_link_shows_who_invites_and_what_it_means_before_anything_is_asked(cast: Cast) -> None:
    page = words_of(browser().get(address("join", SECRET)))
    assert "Marja Visser invites you to be part of the people around Bram." in page
    assert "Will you join us?" in page
    assert "What you will see" in page
    assert "What is not expected of you" in page
    assert "Bram Visser" not in page
    assert "Bram wants to sing" not in page


def test_looking_changes_nothing_however_often(cast: Cast) -> None:
    client = browser()
    for _again in range(3):
        assert client.get(address("join", SECRET)).status_code == 200
        client.head(address("join", SECRET))
        client.get(ANSWER)
        client.get(address("join_code") + "?code=" + SECRET)
    cast.invitation.refresh_from_db()
    assert cast.invitation.status == InvitationStatus.SENT
    assert traces(cast.network.pk) == []
    assert client.post(address("join", SECRET)).status_code == 405


def test_these_pages_are_kept_nowhere_and_tell_nobody_their_address(cast: Cast) -> None:
    for here in (address("join", SECRET), address("join", "nonsense"), ANSWER, address("join_code")):
        page = browser().get(here)
        assert "no-store" in page.headers["Cache-Control"], here
        assert page.headers["Referrer-Policy"] == "strict-origin", here
        assert "noindex" in page.headers["X-Robots-Tag"], here


def test_a_page_with_a_secret_leads_nowhere_outside_and_repeats_it_in_no_address(cast: Cast) -> None:
    text = browser().get(address("join", SECRET)).content.decode()
    assert "http" not in text.replace('xmlns="http', "")
    assert f'href="/join/{SECRET}' not in text
    assert f'action="/join/{SECRET}' not in text
    assert text.count(SECRET) == text.count(f'name="secret" value="{SECRET}"') + text.count(
        f'name="next" value="/join/{SECRET}/"'
    )


def test_used_expired_taken_back_and_invented_links_get_the_same_gentle_page(cast: Cast) -> None:
    def gone(**changes: object) -> str:
        Invitation.objects.filter(pk=cast.invitation.pk).update(**changes)
        page = browser().get(address("join", SECRET))
        assert page.status_code == 404
        assert browser().post(ANSWER, {"secret": SECRET, "answer": "join"}).status_code == 404
        return words_of(page).split("<main")[1].split("</main>")[0]

    pages = {
        gone(expires_at=timezone.now() - timedelta(seconds=1)),
        gone(status="revoked", expires_at=timezone.now() + timedelta(days=1)),
        gone(status="accepted"),
        gone(status="sent", secret_hash=hash_secret("another")),
    }
    assert len(pages) == 1
    assert "Ask the person who invited you for a new one." in pages.pop()


def test_a_network_that_has_ended_invites_nobody(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(
        status=NetworkStatus.ENDED, end_reason="stopped", ended_at=timezone.now()
    )
    assert browser().get(address("join", SECRET)).status_code == 404


def test_somebody_with_an_account_joins_with_one_tap_and_answers_a_few_small_questions(cast: Cast) -> None:
    client = browser(cast.noor)
    assert "You are signed in as Noor Haddad" in words_of(client.get(address("join", SECRET)))
    answer = client.post(ANSWER, {"secret": SECRET, "answer": "join"})
    here = address("join_welcome", cast.network.pk)
    assert answer.headers["Location"] == here
    member = Member.objects.get(pk=cast.members["noor"].pk)
    assert member.user == cast.noor
    assert client.get(here).status_code == 200
    likes, never = daily.activity("music"), daily.activity("care")
    said = {"name": "Noor", "phone": "06 1", "email": "", "language": "nl", "likes": str(likes.pk)}
    assert client.post(here, said | {"never": str(likes.pk)}).status_code == 422
    for _twice in range(2):
        assert client.post(here, said | {"never": str(never.pk)}).status_code == 302
    kinds = {(row.kind, row.activity) for row in Talent.objects.filter(member=member)}
    assert kinds == {("likes", likes), ("never", never)}
    member.refresh_from_db()
    assert (member.name, member.phone) == ("Noor", "06 1")
    assert User.objects.get(pk=cast.noor.pk).language == "nl"
    assert client.get(address("people", cast.network.pk)).status_code == 200


def test_somebody_new_signs_up_without_a_code_and_comes_back_to_join(cast: Cast) -> None:
    Invitation.objects.filter(pk=cast.invitation.pk).update(email="new.person@example.org")
    client = browser()
    client.get(address("join", SECRET))
    answer = client.post(ANSWER, {"secret": SECRET, "answer": "join"})
    assert answer.headers["Location"] == ANSWER
    page = words_of(client.get(ANSWER))
    assert "/accounts/signup/?next=%2Fjoin%2Fanswer%2F" in page
    assert SECRET not in page
    form = {"name": "New Person", "email": "new.person@example.org", "password1": "", "next": ANSWER}
    answer = client.post("/accounts/signup/?next=/join/answer/", form)
    assert answer.headers["Location"] == ANSWER
    assert EmailAddress.objects.get(email="new.person@example.org").verified
    page = words_of(client.get(ANSWER))
    assert "You are signed in as New Person" in page
    client.post(ANSWER, {"answer": "join"})
    assert Member.objects.get(pk=cast.members["noor"].pk).user.email == "new.person@example.org"


def test_a_letter_does_not_prove_an_address(cast: Cast) -> None:
    code = make_code()
    letter(cast, code)
    client = browser()
    client.post(address("join_code"), {"code": code})
    client.post(ANSWER, {"answer": "join"})
    form = {"name": "New Person", "email": "new.person@example.org", "password1": "", "next": ANSWER}
    answer = client.post("/accounts/signup/?next=/join/answer/", form)
    assert answer.headers["Location"] != ANSWER
    assert not EmailAddress.objects.filter(email="new.person@example.org", verified=True).exists()


def test_another_address_than_the_mailed_one_is_not_trusted(cast: Cast) -> None:
    client = browser()
    client.post(ANSWER, {"secret": SECRET, "answer": "join"})
    form = {"name": "Other", "email": "other.person@example.org", "password1": "", "next": ANSWER}
    client.post("/accounts/signup/?next=/join/answer/", form)
    assert not EmailAddress.objects.filter(email="other.person@example.org", verified=True).exists()


def test_no_thanks_needs_no_reason_no_account_and_wipes_what_was_written_down(cast: Cast) -> None:
    page = browser().post(ANSWER, {"secret": SECRET, "answer": "decline"})
    assert "You need no reason." in words_of(page)
    member = Member.objects.get(pk=cast.members["noor"].pk)
    assert "Noor" not in member.name
    assert (member.email, member.until is not None) == ("", True)
    assert browser().get(address("join", SECRET)).status_code == 404
    assert "Noor" not in words_of(browser(cast.bram).get(address("invitations", cast.network.pk)))


def test_a_question_first_keeps_the_invitation_open(cast: Cast) -> None:
    client = browser()
    assert client.post(ANSWER, {"secret": SECRET, "answer": "ask", "question": ""}).status_code == 422
    client.post(ANSWER, {"secret": SECRET, "answer": "ask", "question": "How often?"})
    assert "How often?" in words_of(client.get(ANSWER))
    cast.invitation.refresh_from_db()
    assert (cast.invitation.status, cast.invitation.question) == (InvitationStatus.SENT, "How often?")


def test_who_is_inside_already_reads_so_and_uses_nothing_up(cast: Cast) -> None:
    client = browser(cast.joris)
    assert "you have a place in this network already" in words_of(client.get(address("join", SECRET)))
    page = client.post(ANSWER, {"secret": SECRET, "answer": "join"}, follow=True)
    assert "You have a place in this network already." in words_of(page)
    cast.invitation.refresh_from_db()
    assert cast.invitation.status == InvitationStatus.SENT


def test_an_answer_that_does_not_exist_does_nothing(cast: Cast) -> None:
    answer = browser(cast.noor).post(ANSWER, {"secret": SECRET, "answer": "obey"})
    assert answer.status_code == 302
    assert traces(cast.network.pk) == []


def test_the_forms_refuse_to_be_sent_from_elsewhere(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ANSWER, {"secret": SECRET, "answer": "decline"}).status_code == 403
    cast.invitation.refresh_from_db()
    assert cast.invitation.status == InvitationStatus.SENT


def test_a_code_may_be_typed_in_any_fashion(cast: Cast) -> None:
    code = make_code()
    letter(cast, code)
    typed = " " + code.replace("-", " ").lower().replace("1", "l").replace("0", "o")
    client = browser()
    assert client.post(address("join_code"), {"code": typed}).headers["Location"] == ANSWER
    assert "This invitation is for Lia de Wit" in words_of(client.get(ANSWER))


def test_ten_wrong_codes_an_hour_and_then_not_even_a_right_one(cast: Cast) -> None:
    code = make_code()
    letter(cast, code)
    client, here = browser(), address("join_code")
    answers = {
        words_of(client.post(here, {"code": "WRNG-0000-0000-0000"})).split("<main")[1] for _ in range(9)
    }
    assert client.post(here, {"code": code}).status_code == 302
    assert client.post(here, {"code": "not a code at all"}).status_code == 422
    assert client.post(here, {"code": code}).status_code == 429
    assert browser().post(here, {"code": code}).status_code == 429
    assert browser().post(here, {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert len({answer.split("csrfmiddlewaretoken")[0] for answer in answers}) == 1


def test_wrong_codes_are_counted_for_a_whole_household_on_ipv6(cast: Cast) -> None:
    here = address("join_code")
    for number in range(10):
        browser().post(here, {"code": "wrong"}, REMOTE_ADDR=f"2001:db8::{number:x}")
    assert browser().post(here, {"code": "wrong"}, REMOTE_ADDR="2001:db8::ff").status_code == 429
    assert browser().post(here, {"code": "wrong"}, REMOTE_ADDR="2001:db8:0:1::1").status_code == 422


def test_a_code_from_a_letter_opens_nothing_by_address_or_in_a_form(cast: Cast) -> None:
    code = make_code()
    letter(cast, code)
    assert browser().get(address("join", code)).status_code == 404
    assert browser(cast.noor).post(ANSWER, {"secret": code, "answer": "join"}).status_code == 404


def test_a_link_from_a_mail_is_no_code(cast: Cast) -> None:
    assert browser().post(address("join_code"), {"code": SECRET}).status_code == 422


def test_an_invited_client_takes_the_network_in_their_own_hands(cast: Cast) -> None:
    wim = make.make_user("Wim Jansen")
    make.make_invitation(cast.other, None, cast.eve, secret="for-wim-himself", email=wim.email)
    client = browser(wim)
    assert "invites you to take it in your own hands" in words_of(
        client.get(address("join", "for-wim-himself"))
    )
    page = client.post(ANSWER, {"secret": "for-wim-himself", "answer": "join"}, follow=True)
    assert page.redirect_chain[-1][0] == address("network", cast.other.pk)
    assert Network.objects.get(pk=cast.other.pk).client.user == wim


def test_only_members_are_asked_a_few_small_questions(cast: Cast) -> None:
    here = address("join_welcome", cast.network.pk)
    assert browser(cast.eve).get(here).status_code == 404
    assert browser(cast.igor).get(here).status_code == 404
    assert browser(cast.bram).get(here).headers["Location"] == address("network", cast.network.pk)
    assert browser().get(here).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_twenty_taps_at_once_make_one_member() -> None:
    network = make.make_network(make.make_user("Bram Visser"))
    member = make.make_member(network, name="Noor", joined=False)
    make.make_invitation(network, member, network.client.user, secret=SECRET)
    browsers = [browser(make.make_user()) for _ in range(10)]
    ready = Barrier(20)

    def tap(client: Client) -> str:
        try:
            ready.wait()
            response = client.post(ANSWER, {"secret": SECRET, "answer": "join"})
            return response.headers.get("Location", str(response.status_code))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(tap, [*browsers, *browsers]))
    welcome = address("join_welcome", network.pk)
    assert answers.count(welcome) == 1
    assert set(answers) <= {welcome, ANSWER, "404"}
    member.refresh_from_db()
    assert member.user is not None
    assert Member.objects.filter(network=network, user__isnull=False).count() == 1
    assert traces(network.pk) == ["networks.invitation_accepted"]
    assert reminders.due_invitations() == []
