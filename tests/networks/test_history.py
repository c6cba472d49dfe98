"""The network as it was on a past day: who was there, how close, with which role, and what was needed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networks.access import links_then, people_then, roles_then
from networks.actions.member import end_membership, place, welcome_back
from networks.actions.need import set_need_status, unlink_needs
from networks.choices import Circle, NeedStatus, RoleKind
from networks.models import CirclePlacement, Member, Need, NeedLink, NeedState, Role
from networks.standing import Seat
from tests import factories as make
from tests.cast import Cast


def _then(seat: Seat, days: float) -> dict[str, str]:
    """Who was there so many days ago, and how close."""
    return {person.name: person.circle for person in people_then(seat, make.ago(days))}


@pytest.fixture
def seat(cast: Cast) -> Seat:
    return make.seat(cast.bram, cast.network)


def _days_ago(row: Member, days: int) -> None:
    """Let the end of somebody's place, and of what belongs to it, lie in the past."""
    until = make.ago(days)
    Member.objects.filter(pk=row.pk).update(until=until)
    CirclePlacement.objects.filter(member=row).update(until=until)
    Role.objects.filter(member=row, until__isnull=False).update(until=until)


def test_somebody_who_left_is_there_on_the_days_they_were_there(cast: Cast, seat: Seat) -> None:
    _days_ago(cast.members["igor"], 20)
    assert "Igor Petrov" in _then(seat, 30)
    assert "Igor Petrov" not in _then(seat, 10)
    assert "Igor Petrov" not in _then(seat, 70)


def test_before_anybody_came_nobody_is_there(seat: Seat) -> None:
    assert _then(seat, 1000) == {}


def test_the_circle_is_the_one_of_that_day(cast: Cast, seat: Seat) -> None:
    joris = cast.members["joris"]
    place(actor=seat, member=joris.pk, circle=Circle.CLOSE)
    before, after = CirclePlacement.objects.filter(member=joris).order_by("since")
    CirclePlacement.objects.filter(pk=before.pk).update(until=make.ago(15))
    CirclePlacement.objects.filter(pk=after.pk).update(since=make.ago(15))
    assert _then(seat, 20)["Joris Kok"] == Circle.AROUND
    assert _then(seat, 10)["Joris Kok"] == Circle.CLOSE
    assert CirclePlacement.objects.filter(member=joris).count() == 2


def test_a_period_includes_its_first_moment_and_not_its_last(cast: Cast, seat: Seat) -> None:
    igor = cast.members["igor"]
    igor.refresh_from_db()
    assert igor.until is not None
    names = [
        {person.name for person in people_then(seat, moment)}
        for moment in (igor.since, igor.until, igor.until - timedelta(microseconds=1))
    ]
    assert ["Igor Petrov" in then for then in names] == [True, False, True]


def test_who_comes_back_has_two_periods_and_a_gap(cast: Cast, seat: Seat) -> None:
    igor = cast.members["igor"]
    _days_ago(igor, 20)
    back = welcome_back(actor=seat, member=igor.pk, circle=Circle.AROUND)
    Member.objects.filter(pk=back.pk).update(since=make.ago(5))
    assert ["Igor Petrov" in _then(seat, days) for days in (30, 10, 1)] == [True, False, True]
    assert back.person == igor.person


def test_a_role_that_ended_was_held_then(cast: Cast, seat: Seat) -> None:
    end_membership(actor=seat, member=cast.members["henk"].pk)
    _days_ago(cast.members["henk"], 10)
    for days, count in ((20, 1), (5, 0)):
        held = roles_then(seat, make.ago(days)).filter(member=cast.members["henk"], kind=RoleKind.INDIRECT)
        assert held.count() == count


def _status(seat: Seat, need: Need, moment: datetime) -> str:
    return Need.objects.visible_to(seat).on(moment).get(pk=need.pk).status_then


def test_a_need_has_the_status_of_that_day(cast: Cast, seat: Seat) -> None:
    set_need_status(actor=seat, need=cast.need.pk, status=NeedStatus.CLOSED, reason="met")
    opened, closed = NeedState.objects.filter(need=cast.need).order_by("created_at")
    NeedState.objects.filter(pk=opened.pk).update(until=make.ago(7))
    NeedState.objects.filter(pk=closed.pk).update(since=make.ago(7))
    assert _status(seat, cast.need, make.ago(10)) == NeedStatus.OPEN
    assert _status(seat, cast.need, make.ago(3)) == NeedStatus.CLOSED
    assert not Need.objects.visible_to(seat).on(make.ago(60)).filter(pk=cast.need.pk).exists()


def test_a_link_that_was_ended_held_then(cast: Cast, seat: Seat) -> None:
    other = make.make_need(cast.network, cast.bram)
    link = NeedLink.objects.create(
        network=cast.network, source=cast.need, target=other, words="If I sing, I sleep", since=make.ago(20)
    )
    unlink_needs(actor=seat, link=link.pk)
    NeedLink.objects.filter(pk=link.pk).update(until=make.ago(5))
    assert links_then(seat, make.ago(10)).count() == 1
    assert links_then(seat, timezone.now()).count() == 0


def test_the_page_of_a_past_day_shows_who_was_there(cast: Cast) -> None:
    _days_ago(cast.members["igor"], 20)
    client = Client()
    client.force_login(cast.bram)
    page = reverse("networks:network", args=[cast.network.pk])
    then = client.get(page, {"on": make.ago(30).date().isoformat()}).content.decode()
    now = client.get(page).content.decode()
    assert "Igor" in then
    assert "Igor" not in now


def test_a_past_day_opens_nothing_that_is_closed_today(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.igor)
    page = reverse("networks:network", args=[cast.network.pk])
    assert client.get(page, {"on": make.ago(30).date().isoformat()}).status_code == 404
