"""Inviting: written, looked at, sent or proposed, and everything that becomes of it."""

import re
from typing import Any

from django.core import mail

from networks import reminders
from networks.actions.invitation import ask_question
from networks.choices import Circle, DeliveryWay, InvitationStatus, Side
from networks.models import Invitation, Member
from tests import factories as make
from tests.cast import SECRET, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, words_of

BY_MAIL = {"words": "Will you sing with us?", "way": "mail", "email": "lia@example.org", "language": "en"}
BY_LETTER = {"words": "Will you sing with us?", "way": "letter", "language": "nl"}
PRESSED = ("approve", "refuse", "resend", "revoke", "reply", "letter")


def lia(cast: Cast, **fields: Any) -> Member:
    """Somebody in the picture who could be asked."""
    fields = {"name": "Lia de Wit", "joined": False, "circle": Circle.COULD_BE_ASKED} | fields
    return make.make_member(cast.network, **fields)


def send(cast: Cast, member: Member, who: str = "marja", **data: str) -> Invitation:
    browser(getattr(cast, who)).post(address("invite", member.pk), {**BY_MAIL, "send": "yes", **data})
    return Invitation.objects.get(member=member)


def test_outsiders_find_no_page_of_an_invitation(cast: Cast) -> None:
    one = cast.invitation.pk
    closed_to_outsiders(
        cast,
        address("invite", lia(cast).pk),
        address("invite_client", cast.network.pk),
        address("invitations", cast.network.pk),
        address("invitation", one),
        *(address(f"invitation_{name}", one) for name in PRESSED),
    )


def test_a_member_opens_only_the_invitations_they_wrote(cast: Cast) -> None:
    client = browser(cast.joris)
    assert client.get(address("invitation", cast.invitation.pk)).status_code == 403
    for name in PRESSED:
        assert client.post(address(f"invitation_{name}", cast.invitation.pk)).status_code == 403, name
        assert client.get(address(f"invitation_{name}", cast.invitation.pk)).status_code == 405, name
    assert client.get(address("invite_client", cast.network.pk)).status_code == 403
    assert "Noor" not in words_of(client.get(address("invitations", cast.network.pk)))


def test_an_invitation_is_looked_at_before_it_is_sent(cast: Cast) -> None:
    member = lia(cast, side=Side.INFORMAL)
    page = browser(cast.marja).post(address("invite", member.pk), BY_MAIL)
    text = words_of(page)
    assert "This is what they will see" in text
    assert "Will you sing with us?" in text
    assert "What is written here for everyone, or for family and friends." in text
    assert "You do not have to do anything. Joining is not a promise." in text
    assert "Of the 2 needs you can read, they could read 2 today." in text
    assert not Invitation.objects.filter(member=member).exists()


def test_the_preview_of_a_professional_counts_no_family_needs(cast: Cast) -> None:
    member = lia(cast, side=Side.FORMAL)
    text = words_of(browser(cast.marja).post(address("invite", member.pk), BY_MAIL))
    assert "What is written here for everyone, or for professionals." in text
    assert "Of the 2 needs you can read, they could read 1 today." in text


def test_after_the_preview_it_can_still_be_changed(cast: Cast) -> None:
    member = lia(cast)
    page = browser(cast.marja).post(address("invite", member.pk), {**BY_MAIL, "change": "yes"})
    assert page.status_code == 200
    assert 'name="words"' in page.content.decode()
    assert "Will you sing with us?" in words_of(page)
    assert not Invitation.objects.filter(member=member).exists()


def test_an_invitation_by_mail_needs_an_address(cast: Cast) -> None:
    page = browser(cast.marja).post(address("invite", lia(cast).pk), {**BY_MAIL, "email": "", "send": "yes"})
    assert page.status_code == 422
    assert "email" in page.context["form"].errors


def test_a_sent_invitation_is_mailed_in_its_own_language_without_the_clients_full_name(cast: Cast) -> None:
    send(cast, lia(cast), language="nl")
    assert sum(reminders.mail_invitation(pk) for pk in reminders.due_invitations()) == 1
    (message,) = mail.outbox
    assert message.to == ["lia@example.org"]
    assert "Bram Visser" not in message.subject
    assert "Bram Visser" not in message.body
    assert "Will you sing with us?" in message.body
    assert re.search(r"http://testserver/join/[\w-]{40,}/", message.body)
    html = str(message.alternatives[0][0])  # type: ignore[attr-defined]
    assert 'lang="nl"' in html
    assert "Will you sing with us?" in html


def test_a_line_break_in_a_name_stays_out_of_the_subject(cast: Cast) -> None:
    type(cast.marja).objects.filter(pk=cast.marja.pk).update(name="Marja\nBcc: everybody@example.org")
    send(cast, lia(cast))
    reminders.mail_invitation(reminders.due_invitations()[0])
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["lia@example.org"]


def test_a_members_invitation_waits_for_approval(cast: Cast) -> None:
    invitation = send(cast, lia(cast), who="joris")
    assert invitation.status == InvitationStatus.PROPOSED
    assert reminders.due_invitations() == []
    mine = browser(cast.joris)
    assert "waiting for approval" in words_of(mine.get(address("invitation", invitation.pk)))
    assert mine.post(address("invitation_approve", invitation.pk)).status_code == 403
    browser(cast.bram).post(address("invitation_approve", invitation.pk))
    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.SENT
    assert reminders.due_invitations() == [invitation.pk]


def test_what_is_not_approved_never_goes_out(cast: Cast) -> None:
    invitation = send(cast, lia(cast), who="joris")
    browser(cast.marja).post(address("invitation_refuse", invitation.pk))
    invitation.refresh_from_db()
    assert (invitation.status, invitation.email) == (InvitationStatus.REFUSED, "")
    assert reminders.due_invitations() == []


def test_a_second_invitation_for_the_same_person_leads_to_the_first(cast: Cast) -> None:
    answer = browser(cast.marja).get(address("invite", cast.members["noor"].pk))
    assert answer.headers["Location"] == address("invitations", cast.network.pk)


def test_somebody_with_an_account_here_is_not_invited(cast: Cast) -> None:
    assert browser(cast.marja).get(address("invite", cast.members["joris"].pk)).status_code == 404
    assert browser(cast.marja).get(address("invite_client", cast.network.pk)).status_code == 404


def test_sending_again_makes_a_new_link_and_ends_the_old_one(cast: Cast) -> None:
    assert browser().get(address("join", SECRET)).status_code == 200
    browser(cast.marja).post(address("invitation_resend", cast.invitation.pk))
    assert browser().get(address("join", SECRET)).status_code == 404
    assert reminders.due_invitations() == [cast.invitation.pk]


def test_a_link_that_was_taken_back_opens_nothing(cast: Cast) -> None:
    browser(cast.marja).post(address("invitation_revoke", cast.invitation.pk))
    assert browser().get(address("join", SECRET)).status_code == 404
    assert "taken back" in words_of(browser(cast.marja).get(address("invitations", cast.network.pk)))


def test_a_button_pressed_too_late_says_so(cast: Cast) -> None:
    client = browser(cast.marja)
    client.post(address("invitation_revoke", cast.invitation.pk))
    page = client.post(address("invitation_resend", cast.invitation.pk), follow=True)
    assert "answered or taken back already" in words_of(page)
    assert changes(cast.network.pk) == ["networks.invitation_revoked"]


def test_every_letter_has_a_fresh_code_that_is_shown_once(cast: Cast) -> None:
    invitation = send(cast, lia(cast), **BY_LETTER)
    client = browser(cast.marja)
    codes = []
    for _again in range(2):
        page = client.post(address("invitation_letter", invitation.pk))
        assert "no-store" in page.headers["Cache-Control"]
        codes += re.findall(r'class="code">([0-9A-Z-]{19})<', page.content.decode())
    assert len(set(codes)) == 2
    assert browser().post(address("join_code"), {"code": codes[0]}).status_code == 422
    assert browser().post(address("join_code"), {"code": codes[1].lower()}).status_code == 302
    assert 'lang="nl"' in page.content.decode()
    assert codes[1] not in words_of(client.get(address("invitation", invitation.pk)))


def test_a_mailed_invitation_has_no_letter(cast: Cast) -> None:
    page = browser(cast.marja).post(address("invitation_letter", cast.invitation.pk), follow=True)
    assert "This invitation goes by e-mail." in words_of(page)


def test_a_question_is_answered_on_the_page_and_by_a_new_mail(cast: Cast) -> None:
    ask_question(secret=SECRET, question="How often do you meet?")
    client = browser(cast.marja)
    assert "How often do you meet?" in words_of(client.get(address("invitation", cast.invitation.pk)))
    here = address("invitation_reply", cast.invitation.pk)
    assert client.post(here, {"reply": ""}).status_code == 422
    client.post(here, {"reply": "Every Tuesday."})
    reminders.mail_invitation(cast.invitation.pk)
    assert "Every Tuesday." in mail.outbox[0].body
    link = re.search(r"/join/[\w-]+/", mail.outbox[0].body)
    assert link
    assert "Every Tuesday." in words_of(browser().get(link.group()))


def test_the_client_can_be_invited_to_an_own_account(cast: Cast) -> None:
    here = address("invite_client", cast.other.pk)
    data = {**BY_MAIL, "email": "wim@example.org", "send": "yes"}
    browser(cast.eve).post(here, data)
    invitation = Invitation.objects.get(network=cast.other, member=None)
    assert (invitation.status, invitation.way) == (InvitationStatus.SENT, DeliveryWay.MAIL)
    assert browser(cast.eve).get(here).status_code == 302
