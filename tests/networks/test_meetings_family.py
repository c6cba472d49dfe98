"""Family time: no professional reaches it, by no page, letter, calendar or line of the ledger."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accountability.models import LedgerEntry
from accounts.models import User
from carenet.lib.errors import DomainError
from networks import feeding
from networks import meetings as reading
from networks.actions import decision as deciding
from networks.actions import meeting as actions
from networks.actions import meeting_family as family
from networks.actions import meeting_point as agenda
from networks.choices import Channel, Side
from networks.choices.meeting import Coming, MeetingPhase
from networks.models import Delivery, Meeting
from networks.moments import compose
from tests import factories as make
from tests import meetings
from tests.cast import Cast
from tests.meetings import a_meeting, decided, seat

PHASES = list(MeetingPhase)


@pytest.mark.parametrize("who", ["fatima", "anouk", "choir"])
def test_family_time_is_not_there_for_anybody_else(cast: Cast, who: str) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    word = meetings.make_family_word(row, cast.henk)
    with pytest.raises(Http404):
        family.say_in_family(actor=seat(cast, who), meeting=row.pk, text="Hello")
    with pytest.raises(Http404):
        family.take_back_family_word(actor=seat(cast, who), word=word.pk)


def test_who_became_a_professional_reads_no_more_of_what_they_said_as_family(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    word = meetings.make_family_word(row, cast.henk)
    cast.members["henk"].until = timezone.now()
    cast.members["henk"].store("until")
    make.make_member(cast.network, cast.henk, side=Side.FORMAL, since=timezone.now())
    with pytest.raises(Http404):
        family.take_back_family_word(actor=seat(cast, "henk"), word=word.pk)


def test_nothing_that_a_professional_gets_differs_by_family_time(cast: Cast, client: Client) -> None:
    row = a_meeting(cast, MeetingPhase.INFORMATION)
    before = _all_that_she_gets(client, cast.fatima, row)
    actions.go_on(actor=seat(cast, "bram"), meeting=row.pk, phase=MeetingPhase.FAMILY)
    family.say_in_family(actor=seat(cast, "henk"), meeting=row.pk, text="We cannot go on like this")
    deciding.decide(actor=seat(cast, "henk"), meeting=row.pk, **decided(words="No more nights"))
    agenda.add_point(actor=seat(cast, "henk"), meeting=row.pk, words="Nights", visibility="family")
    assert _all_that_she_gets(client, cast.fatima, row) == before
    assert all("like this" not in text and "No more" not in text for text in before)


def _all_that_she_gets(client: Client, who: User, row: Meeting) -> list[str]:
    client.force_login(who)
    pages = [("networks:meetings", row.network_id), ("networks:meeting", row.pk)]
    pages += [("networks:meeting_plan", row.pk), ("networks:meeting_family", row.pk)]
    names = ("meeting", "meeting_people", "meeting_points", "meeting_told", "meeting_family", "decisions")
    pages += [(f"api:{name}", row.pk) for name in names] + [("api:meetings", row.network_id)]
    found = []
    for name, pk in pages:
        response = client.get(reverse(name, args=[pk]))
        text = response.content.decode()
        if name.startswith("networks:"):
            text = text[text.find("<main") : text.find("</main>")]
            text = "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)
        found.append(f"{response.status_code} {text}")
    return found


@pytest.mark.parametrize(
    "name", ["networks:meeting_family", "networks:meeting_family_words", "api:meeting_family"]
)
@pytest.mark.parametrize("phase", PHASES)
def test_page_fragment_and_api_of_the_family_are_404_for_a_professional(
    cast: Cast, client: Client, name: str, phase: MeetingPhase
) -> None:
    row = a_meeting(cast, phase)
    meetings.make_family_word(row, cast.henk)
    client.force_login(cast.fatima)
    path = reverse(name, args=[row.pk])
    part = {"HX-Request": "true"}
    for headers in ({}, part):
        assert client.get(path, headers=headers).status_code == 404
    client.force_login(cast.henk)
    assert "We are tired" in client.get(path, headers=part).content.decode()
    assert "We are tired" in client.get(path, follow=True).content.decode()


def test_the_ledger_says_neither_where_nor_what(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.INFORMATION)
    actions.go_on(actor=seat(cast, "bram"), meeting=row.pk, phase=MeetingPhase.FAMILY)
    family.say_in_family(actor=seat(cast, "henk"), meeting=row.pk, text="We are tired")
    lines = LedgerEntry.objects.filter(chain=cast.network.pk).order_by("-seq")[:2]
    for line in lines:
        told = f"{line.verb} {line.subject_kind} {line.subject_label} {line.detail}"
        assert "family" not in told
        assert "tired" not in told


def test_no_professional_ends_family_time_from_outside(cast: Cast) -> None:
    make.make_steward(cast.network, cast.fatima)
    fatima = seat(cast, "fatima")
    row = a_meeting(cast, MeetingPhase.FAMILY)
    assert reading.next_phases(fatima, row) == []
    assert not reading.may_call_off(fatima, row)
    with pytest.raises(DomainError):
        actions.go_on(actor=fatima, meeting=row.pk, phase=MeetingPhase.DECISIONS)
    row.refresh_from_db()
    assert row.phase == MeetingPhase.FAMILY


def test_family_time_only_takes_words_while_it_is_and_keeps_them(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.DECISIONS)
    with pytest.raises(DomainError):
        family.say_in_family(actor=seat(cast, "henk"), meeting=row.pk, text="Too late")


def test_every_letter_says_no_word_of_family_time(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.FAMILY)
    made = deciding.decide(
        actor=seat(cast, "bram"), meeting=row.pk, owner=cast.members["henk"].pk, **decided(words="No nights")
    )
    (delivery,) = Delivery.objects.filter(payload__decision=str(made.pk), channel=Channel.MAIL)
    letter = compose(delivery, timezone.now())
    assert letter is not None
    assert "No nights" not in letter.text()
    assert "family" not in letter.text()


def test_a_calendar_program_learns_that_there_is_a_meeting_and_when_and_nothing_more(cast: Cast) -> None:
    row = a_meeting(cast, MeetingPhase.INFORMATION, title="How ill is he?")
    before = feeding.own_promises(cast.fatima, timezone.now(), masked=False).decode()
    assert before.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Meeting" in before
    assert "How ill" not in before
    assert "kitchen" not in before
    actions.go_on(actor=seat(cast, "bram"), meeting=row.pk, phase=MeetingPhase.FAMILY)
    assert feeding.own_promises(cast.fatima, timezone.now(), masked=False).decode() == before
    actions.answer_meeting(actor=seat(cast, "fatima"), meeting=row.pk, answer=Coming.NO)
    assert "VEVENT" not in feeding.own_promises(cast.fatima, timezone.now()).decode()


@pytest.mark.parametrize("who", ["henk", "joris", "marja", "bram"])
def test_family_begins_and_ends_its_time_whoever_called_the_meeting(
    cast: Cast, client: Client, who: str
) -> None:
    row = meetings.make_meeting(cast.network, cast.fatima, phase=MeetingPhase.INFORMATION)
    go = reverse("networks:meeting_go_on", args=[row.pk])
    client.force_login(getattr(cast, who))
    for phase in (MeetingPhase.FAMILY, MeetingPhase.DECISIONS):
        client.post(go, {"phase": phase})
        row.refresh_from_db()
        assert row.phase == phase


@pytest.mark.parametrize("phase", [MeetingPhase.FAMILY, MeetingPhase.DECISIONS])
def test_who_called_it_as_a_professional_neither_begins_nor_ends_family_time(
    cast: Cast, phase: MeetingPhase
) -> None:
    start = MeetingPhase.INFORMATION if phase == MeetingPhase.FAMILY else MeetingPhase.FAMILY
    row = meetings.make_meeting(cast.network, cast.fatima, phase=start)
    with pytest.raises(DomainError, match="not there yet"):
        actions.go_on(actor=seat(cast, "fatima"), meeting=row.pk, phase=phase)
    with pytest.raises(PermissionDenied):
        actions.go_on(actor=seat(cast, "anouk"), meeting=row.pk, phase=phase)
    row.refresh_from_db()
    assert row.phase == start


def test_family_does_not_begin_the_meeting_itself(cast: Cast) -> None:
    row = meetings.make_meeting(cast.network, cast.fatima)
    with pytest.raises(PermissionDenied):
        actions.go_on(actor=seat(cast, "henk"), meeting=row.pk, phase=MeetingPhase.INFORMATION)


def test_who_does_not_come_neither_begins_family_time_nor_ends_it(cast: Cast) -> None:
    row = meetings.make_meeting(cast.network, cast.fatima, phase=MeetingPhase.INFORMATION)
    meetings.answered(row, cast.members["henk"], Coming.NO)
    with pytest.raises(DomainError):
        actions.go_on(actor=seat(cast, "henk"), meeting=row.pk, phase=MeetingPhase.FAMILY)
