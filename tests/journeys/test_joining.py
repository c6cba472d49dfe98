"""The invited person without JavaScript: the mail, the offer, an account, the picture."""

from collections.abc import Callable

import pytest

from networks.choices import InvitationStatus
from networks.models import Invitation
from networks.tasks import mail_due_invitations
from tests.cast import Cast
from tests.journeys.post import PostOffice
from tests.journeys.steps import a_scanner_opens, fill_in_account, link_for
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
ADDRESS = "lia@example.org"


def test_somebody_joins_without_javascript(
    language: str, visitor: Callable[..., Visitor], post: PostOffice, cast: Cast
) -> None:
    Invitation.objects.filter(pk=cast.invitation.pk).update(email=ADDRESS, mail_due=True, language=language)
    mail_due_invitations()
    link = link_for(post, ADDRESS)
    a_scanner_opens(link)
    lia = visitor(language, scripts=False)
    lia.open(link)
    assert Invitation.objects.get(pk=cast.invitation.pk).status == InvitationStatus.SENT
    offer = "%(who)s invites you to be part of the people around %(client)s."
    lia.sees(offer, who="Marja Visser", client="Bram")
    lia.does_not_read("Bram wants to sing", "Joris")
    lia.press("Join")
    lia.follow("I am new here")
    fill_in_account(lia, "Lia de Wit", ADDRESS)
    lia.press("Join")
    lia.follow("Skip this")
    lia.reads("Bram wants to sing", "Joris", "Fatima")
    lia.follow("Show as a list")
    lia.reads("Joris Kok", "Fatima El Amrani")


def test_no_thanks_without_javascript_and_without_an_account(
    language: str, visitor: Callable[..., Visitor], post: PostOffice, cast: Cast
) -> None:
    Invitation.objects.filter(pk=cast.invitation.pk).update(email=ADDRESS, mail_due=True, language=language)
    mail_due_invitations()
    link = link_for(post, ADDRESS)
    lia = visitor(language, scripts=False)
    lia.open(link)
    lia.page.locator("summary", has_text=lia.words("No thanks")).click()
    lia.press("Say no thanks")
    assert Invitation.objects.get(pk=cast.invitation.pk).status == InvitationStatus.DECLINED
    lia.open(link, 404)
