"""Notices: read by whom they are for, counted in the top bar, and the mailbox of the demo."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks import moments
from networks.choices import Channel, DeliveryState, MessageKind
from networks.models import Delivery, Switch
from networks.notices import counted_anew
from tests import daily
from tests.cast import Cast
from tests.networks.browsing import address, browser, words_of


def asked(cast: Cast, name: str = "henk") -> None:
    """Somebody is asked by name, and the notice has appeared."""
    ask = daily.make_ask(daily.make_task(cast.network, cast.marja), cast.members[name], author=cast.marja)
    moments.on_ask(ask, ask.asked.all(), timezone.now())
    rows = Delivery.objects.filter(channel=Channel.NOTICE, state=DeliveryState.DUE)
    rows.update(state=DeliveryState.SENT, sent_at=timezone.now())


def test_a_notice_is_counted_in_the_bar_and_is_read_once_it_is_opened(cast: Cast) -> None:
    asked(cast)
    client = browser(cast.henk)
    page = words_of(client.get(address("notices")))
    assert "One you have not read." in page
    assert "Marja asks you something for" in page
    assert "not read" in words_of(client.get(address("list")))
    notice = Delivery.objects.get(channel=Channel.NOTICE)
    answer = client.get(address("notice", notice.pk))
    assert answer.status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "not read" not in words_of(client.get(address("list")))


def test_everything_is_read_at_once_and_others_keep_theirs(cast: Cast) -> None:
    for name in ("henk", "joris"):
        asked(cast, name)
    browser(cast.henk).post(address("notices_read"))
    unread = Delivery.objects.filter(channel=Channel.NOTICE, read_at=None)
    assert [row.user for row in unread] == [cast.joris]


def test_an_empty_place_says_what_comes_here(cast: Cast) -> None:
    assert "Nothing here yet" in words_of(browser(cast.henk).get(address("notices")))


def test_what_is_over_says_so_and_leads_nowhere(cast: Cast) -> None:
    asked(cast)
    cast.members["henk"].asked.update(answer="no", answered_at=timezone.now())
    assert "This is over or solved: somebody asks you by name." in words_of(
        browser(cast.henk).get(address("notices"))
    )


def test_a_kind_is_muted_with_one_press_beside_a_notice(cast: Cast) -> None:
    asked(cast)
    notice = Delivery.objects.get(channel=Channel.NOTICE)
    assert browser(cast.joris).post(address("notice_mute", notice.pk)).status_code == 404
    browser(cast.henk).post(address("notice_mute", notice.pk))
    row = Switch.objects.get()
    assert (row.user, row.network, row.kind, row.channel) == (cast.henk, cast.network, "asked", "")


def test_a_page_of_notices_costs_the_same_whatever_their_number(cast: Cast) -> None:
    client, costs = browser(cast.henk), []
    for more in (3, 15):
        for _turn in range(more):
            asked(cast)
        counted_anew(cast.henk)
        client.get(address("notices"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("notices"))
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 25, costs


def test_the_number_in_the_bar_costs_one_query_for_a_while(cast: Cast) -> None:
    client = browser(cast.henk)
    client.get(address("list"))
    with CaptureQueriesContext(connection) as queries:
        client.get(address("list"))
    assert not any("delivery" in query["sql"] for query in queries.captured_queries)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def written(subject: str = "Hello", html: str = "<p>Dear <b>Henk</b></p><script>bad()</script>") -> None:
    mail = EmailMultiAlternatives(subject, "Dear Henk,\nhttp://testserver/me/", to=["henk@example.org"])
    mail.attach_alternative(html, "text/html")
    mail.send()


def test_the_mailbox_shows_what_was_written_as_text_and_harmless_as_html(cast: Cast, folder: Path) -> None:
    written()
    client = browser()
    page = client.get(address("mailbox"))
    assert "Hello" in words_of(page)
    key = page.context["letters"][0].key
    text = client.get(address("mail", key))
    assert "Dear Henk," in words_of(text)
    assert 'href="http://testserver/me/"' in text.content.decode()
    html = client.get(address("mail", key) + "?html")
    assert "<b>Henk</b>" in html.content.decode()
    assert html.headers["Content-Security-Policy"].startswith(
        "sandbox allow-top-navigation; default-src 'none'"
    )
    assert client.get(address("mail", "../../etc/passwd.0".replace("/", "-"))).status_code == 404


def test_the_newest_mail_comes_first(cast: Cast, folder: Path) -> None:
    for subject in ("One", "Two"):
        written(subject)
    text = words_of(browser().get(address("mailbox")))
    assert text.index("Two") < text.index("One")


def test_outside_the_demo_there_is_no_mailbox(cast: Cast, folder: Path, settings: Any) -> None:
    written()
    key = browser().get(address("mailbox")).context["letters"][0].key
    settings.DEMO = False
    for user in (None, cast.henk, cast.otto):
        assert browser(user).get(address("mailbox")).status_code == 404
        assert browser(user).get(address("mail", key)).status_code == 404


def test_a_notice_whose_row_is_gone_still_shows(cast: Cast) -> None:
    daily.make_notice(cast.henk, cast.network, kind=MessageKind.STORY)
    assert "stories, questions and thanks" in words_of(browser(cast.henk).get(address("notices")))
