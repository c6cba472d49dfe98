"""A meeting: professionals inform, the family is among itself, a plan with owners, and four weeks later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from networks.choices import Channel
from networks.models import Decision, Delivery, Meeting
from networks.moments import happen
from tests import daily
from tests.cast import Cast
from tests.journeys.steps import reads, sign_in
from tests.journeys.test_together import no_second_step
from tests.journeys.visitor import Visitor

__all__ = ["no_second_step"]
pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
Arrive = Callable[..., Visitor]
AMONG_US = "I cannot do the nights any more"
PLAN = "Joris drives to choir in January"


def _day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def _call(bram: Visitor, cast: Cast) -> Meeting:
    bram.open(f"/networks/{cast.network.pk}/meetings/")
    bram.follow("Call a meeting")
    bram.fill("title", "After the summer")
    bram.fill("day", _day(9))
    bram.fill("time", "19:30")
    bram.fill("where", "At the kitchen table")
    bram.press("Invite them")
    bram.sees("What do we speak about?")
    bram.pick("needs", str(cast.need.pk))
    bram.press("Put them on the agenda")
    bram.reads(cast.need.words)
    return Meeting.objects.get()


def _stays_outside(fatima: Visitor, meeting: Meeting) -> None:
    """To a professional the family's place is not there: as a page, as a part of one, in the API."""
    page, api = f"/meetings/{meeting.pk}/family/", f"/api/v1/meetings/{meeting.pk}/family/"
    for path in (page, f"{page}words/", api):
        for headers in ({}, {"HX-Request": "true"}):
            assert fatima.page.request.get(fatima.site + path, headers=headers).status == 404, path
    fatima.open(f"/meetings/{meeting.pk}/")
    fatima.does_not_read(AMONG_US, PLAN, fatima.words("To the place of the family"))
    told = fatima.page.request.get(f"{fatima.site}/api/v1/meetings/{meeting.pk}/").json()
    assert told["phase"] == "information"


def test_a_meeting_with_family_time(language: str, visitor: Arrive, cast: Cast, no_second_step: None) -> None:
    cast.fatima.authenticator_set.all().delete()
    bram, fatima, henk = visitor(language), visitor(language), visitor(language)
    for one, user in ((bram, cast.bram), (fatima, cast.fatima), (henk, cast.henk)):
        sign_in(one, reads(user, language))
    meeting = _call(bram, cast)
    here = f"/meetings/{meeting.pk}/"

    fatima.open(here)
    fatima.press("I come")
    fatima.follow("Tell something")
    fatima.fill("text", "Tuesday evening is possible from January")
    fatima.press("Tell it")

    bram.open(here)
    bram.reads("Tuesday evening is possible from January")
    bram.press("Begin with the information round")
    bram.press("Begin family time")
    henk.open(f"{here}family/")
    henk.fill("text", AMONG_US)
    henk.press("Say it here")
    henk.reads(AMONG_US)
    henk.follow("Write down a decision")
    henk.fill("words", PLAN)
    henk.fill("otherwise", "Then Henk asks the choir")
    henk.pick("owner", str(cast.members["joris"].pk))
    henk.pick("becomes", "task")
    henk.pick("activity", str(daily.activity("ride").pk))
    henk.press("Write it down")
    henk.reads(PLAN)
    _stays_outside(fatima, meeting)

    bram.open(f"{here}family/")
    bram.reads(AMONG_US)
    bram.press("Make the plan with everybody")
    fatima.open(here)
    fatima.does_not_read(PLAN)
    decision = Decision.objects.get()
    bram.open(f"/decisions/{decision.pk}/edit/")
    bram.pick("visibility", "everyone")
    bram.press("Save")
    fatima.open(here)
    fatima.reads(PLAN)
    fatima.does_not_read(AMONG_US)
    _taken_on_and_looked_at(visitor(language), bram, language, cast, meeting)


def _taken_on_and_looked_at(
    joris: Visitor, bram: Visitor, language: str, cast: Cast, meeting: Meeting
) -> None:
    here = f"/meetings/{meeting.pk}/"
    sign_in(joris, reads(cast.joris, language))
    joris.open(here)
    joris.press("I see to it")
    bram.open(f"{here}close/")
    bram.pick("came", str(cast.members["henk"].pk))
    bram.press("Close the meeting")
    bram.sees("It is on the list of what is to be done")
    bram.follow("The plan on paper")
    bram.reads(PLAN, "Joris Kok")
    plan = Delivery.objects.get(channel=Channel.PLAN, payload__what="check")
    happen(plan, plan.not_before)
    asked = Delivery.objects.filter(payload__what="check", channel=Channel.MAIL)
    assert cast.joris.pk in set(asked.values_list("user_id", flat=True))
    joris.open(here)
    decision = Decision.objects.get()
    joris.open(f"/decisions/{decision.pk}/how-far/")
    joris.pick("how_far", "done")
    joris.fill("words", "It went well")
    joris.press("Save")
    joris.reads("It went well")
