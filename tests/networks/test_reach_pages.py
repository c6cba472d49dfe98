"""How somebody is reached: their page, the switches, and stopping mail from a mail."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.test import Client
from django.utils import timezone

from networks.choices import Channel, MessageKind
from networks.models import Reachability, Switch
from networks.moments.letter import mute_token
from networks.moments.table import MOMENTS
from networks.reachable import address_hash
from networks.reaching import panel
from tests import daily
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of
from tests.watch import verbs

HOURS = {"quiet_from": "22:00", "quiet_until": "07:30", "version": "1"}


def ticked(cast: Cast, *off: tuple[str, str]) -> dict[str, Any]:
    """What the form of switches sends when all but these are ticked."""
    channels = (Channel.MAIL, Channel.NOTICE)
    every = [one for _label, row in panel(cast.henk, cast.network, channels).rows for one in row]
    return {"on": [one.name for one in every if (one.kind, one.channel) not in off]}


def test_quiet_hours_and_a_pause_are_kept_as_typed(cast: Cast) -> None:
    client = browser(cast.henk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client.post(
        address("reached"), HOURS | {"week_letter": "on", "muted_until": f"{tomorrow:%Y-%m-%d}"}, follow=True
    )
    assert "Saved." in words_of(answer)
    row = Reachability.objects.get(user=cast.henk)
    assert (f"{row.quiet_from:%H:%M}", f"{row.quiet_until:%H:%M}", row.week_letter) == (
        "22:00",
        "07:30",
        True,
    )
    assert timezone.localtime(row.muted_until).date() == tomorrow
    assert f'value="{tomorrow:%Y-%m-%d}"' in client.get(address("reached")).content.decode()


def test_a_day_that_has_passed_and_a_stale_page_are_refused_beside_the_field(cast: Cast) -> None:
    client = browser(cast.henk)
    answer = client.post(address("reached"), HOURS | {"muted_until": "2020-01-01"})
    assert answer.status_code == 422
    assert "Choose a day to come." in words_of(answer)
    assert 'value="22:00"' in answer.content.decode()
    client.post(address("reached"), HOURS)
    assert client.post(address("reached"), HOURS).status_code == 422


def test_one_kind_over_one_channel_of_one_network_is_switched_off_and_on_again(cast: Cast) -> None:
    client = browser(cast.henk)
    page = address("reached_in", cast.network.pk)
    client.post(page, ticked(cast, (MessageKind.STORY, Channel.MAIL)))
    assert Switch.objects.filter(off=True).values_list("kind", "channel").get() == ("story", "mail")
    assert "One switch is off." in words_of(client.get(address("reached")))
    client.post(page, ticked(cast))
    assert not Switch.objects.filter(off=True).exists()


def test_what_the_network_itself_needs_cannot_be_switched_off(cast: Cast) -> None:
    client = browser(cast.henk)
    assert str(MessageKind.HOUSE.label) not in words_of(client.get(address("reached_in", cast.network.pk)))
    client.post(address("reached_in", cast.network.pk), {"on": []})
    assert not Switch.objects.filter(kind=MessageKind.HOUSE).exists()
    channels = sum(len(row.channels - {Channel.PUSH}) for row in MOMENTS.values() if row.mutable)
    assert Switch.objects.filter(off=True).count() == channels


def test_switches_of_a_network_one_is_not_in_are_not_there(cast: Cast) -> None:
    closed_to_outsiders(cast, address("reached_in", cast.network.pk))


def test_mail_that_does_not_arrive_is_said_and_can_be_tried_again(cast: Cast) -> None:
    client = browser(cast.henk)
    assert "does not arrive" not in words_of(client.get(address("reached")))
    Reachability.objects.create(user=cast.henk, mail_fails_since=timezone.now(), mail_fails_at="x" * 64)
    assert "Mail to you does not arrive." in words_of(client.get(address("reached")))
    client.post(address("reached_try_again"))
    row = Reachability.objects.get(user=cast.henk)
    assert (row.mail_fails_since, row.mail_fails_at) == (None, "")
    assert "does not arrive" not in words_of(client.get(address("reached")))


def test_an_address_that_is_confirmed_again_is_mailed_again(cast: Cast) -> None:
    reach = Reachability.objects.create(user=cast.henk)
    own = EmailAddress.objects.get(user=cast.henk)
    failing = {"mail_fails_since": timezone.now(), "mail_fails_at": address_hash(cast.henk.email)}
    Reachability.objects.update(**failing | {"mail_fails_at": address_hash("another@example.org")})
    email_confirmed.send(sender=EmailAddress, request=None, email_address=own)
    reach.refresh_from_db()
    assert reach.mail_fails_since is not None
    Reachability.objects.update(**failing)
    email_confirmed.send(sender=EmailAddress, request=None, email_address=own)
    reach.refresh_from_db()
    assert (reach.mail_fails_since, reach.mail_fails_at) == (None, "")


def test_looking_at_the_link_of_a_mail_changes_nothing_and_posting_stops_that_kind(cast: Cast) -> None:
    notice = daily.make_notice(cast.henk, cast.network, kind=MessageKind.DAY_BEFORE)
    link = address("unsubscribe", mute_token(notice))
    before = verbs()
    page = Client(enforce_csrf_checks=True).get(link)
    assert "Looking at this page has changed nothing." in words_of(page)
    assert not Switch.objects.exists()
    # As a mail program sends it (RFC 8058): no cookie, no token of a form, no sign-in.
    stopped = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200
    row = Switch.objects.get()
    assert (row.user, row.network, row.kind, row.channel, row.off) == (
        cast.henk,
        cast.network,
        MessageKind.DAY_BEFORE,
        Channel.MAIL,
        True,
    )
    Client().post(link)
    assert verbs()[len(before) :] == ["networks.mail_kind_stopped"]


def test_all_mail_from_a_network_can_be_stopped_also_by_somebody_without_an_account(cast: Cast) -> None:
    notice = daily.make_notice(cast.henk, cast.network, channel=Channel.MAIL)
    notice.user, notice.member = None, cast.members["noor"]
    notice.save()
    Client().post(address("unsubscribe", mute_token(notice)), {"everything": "1"})
    row = Switch.objects.get()
    assert (row.member, row.kind, row.channel) == (cast.members["noor"], "", Channel.MAIL)


@pytest.mark.parametrize("spoil", [str.upper, lambda token: token[:-1], lambda token: "x" + token])
def test_a_link_that_was_not_made_here_opens_nothing(cast: Cast, spoil: Any) -> None:
    link = address("unsubscribe", spoil(mute_token(daily.make_notice(cast.henk, cast.network))))
    assert Client().get(link).status_code == Client().post(link).status_code == 404
    assert not Switch.objects.exists()


def test_the_page_of_a_stranger_shows_only_their_own_networks(cast: Cast) -> None:
    text = words_of(browser(cast.eve).get(address("reached")))
    assert "Wim" in text
    assert "Bram" not in text
