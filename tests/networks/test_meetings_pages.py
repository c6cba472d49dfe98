"""The pages of meetings: what they show to whom, as forms without a script, in a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from networks.choices.meeting import Coming, HowFar, MeetingPhase, PointSource
from networks.models import Decision, Meeting, Task
from tests import daily, meetings
from tests.cast import Cast


def _page(client: Client, name: str, pk: Any, **given: Any) -> Any:
    return client.get(reverse(f"networks:{name}", args=[pk]), given)


def _send(client: Client, name: str, pk: Any, **given: Any) -> Any:
    return client.post(reverse(f"networks:{name}", args=[pk]), given, follow=True)


def _text(response: Any) -> str:
    return str(response.content.decode())


def _meeting(cast: Cast, phase: MeetingPhase = MeetingPhase.PLANNED, **fields: Any) -> Meeting:
    return meetings.make_meeting(cast.network, cast.bram, phase=phase, **fields)


def _day(days: int = 9) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def test_a_meeting_is_called_and_its_agenda_chosen(cast: Cast, client: Client) -> None:
    client.force_login(cast.bram)
    said = {"title": "After the summer", "day": _day(), "time": "19:30", "minutes": "90", "who": "everybody"}
    response = _send(client, "meeting_call", cast.network.pk, **said)
    row = Meeting.objects.get()
    assert response.redirect_chain[-1][0] == reverse("networks:meeting_points", args=[row.pk])
    assert cast.need.words in _text(response)
    response = _send(client, "meeting_points", row.pk, needs=[str(cast.need.pk)])
    assert cast.need.words in _text(response)
    assert "did not answer yet" in _text(response)


def test_a_wrong_form_keeps_what_was_typed_and_says_what_to_do(cast: Cast, client: Client) -> None:
    client.force_login(cast.bram)
    response = _send(
        client,
        "meeting_call",
        cast.network.pk,
        title="Tea",
        day="1999-01-01",
        time="19:30",
        minutes="90",
        who="chosen",
    )
    assert response.status_code == 422
    assert "Choose at least one person." in _text(response)
    said = {"title": "Tea", "day": "1999-01-01", "time": "19:30", "minutes": "90", "who": "everybody"}
    response = _send(client, "meeting_call", cast.network.pk, **said)
    assert "That moment is over" in _text(response)
    assert 'value="Tea"' in _text(response)


def test_people_answer_with_one_button(cast: Cast, client: Client) -> None:
    row = _meeting(cast)
    client.force_login(cast.henk)
    _send(client, "meeting_answer", row.pk, answer="maybe")
    assert row.attendances.get(member=cast.members["henk"]).answer == Coming.MAYBE
    assert "Choose whether you come" in _text(_send(client, "meeting_answer", row.pk, answer="tea"))


def test_a_professional_sees_no_trace_of_the_family(cast: Cast, client: Client) -> None:
    row = _meeting(cast, MeetingPhase.FAMILY)
    client.force_login(cast.fatima)
    text = _text(_page(client, "meeting", row.pk))
    main = text[text.find("<main") : text.find("</main>")].lower()
    assert "family time" not in main
    assert reverse("networks:meeting_family", args=[row.pk]) not in text
    client.force_login(cast.henk)
    text = _text(_page(client, "meeting", row.pk))
    assert "family time" in text.lower()
    assert reverse("networks:meeting_family", args=[row.pk]) in text


def test_family_speaks_and_prepares_what_it_brings_to_the_plan(cast: Cast, client: Client) -> None:
    row = _meeting(cast, MeetingPhase.FAMILY)
    client.force_login(cast.henk)
    assert "We are tired" in _text(_send(client, "meeting_family", row.pk, text="We are tired"))
    said = {"words": "No nights", "otherwise": "Marja calls", "due_on": _day(), "becomes": "agreement"}
    response = _send(client, "decision_add", row.pk, **said)
    assert response.redirect_chain[-1][0] == reverse("networks:meeting_family", args=[row.pk])
    assert "No nights" in _text(response)
    assert Decision.objects.get().visibility == "family"


def test_a_decision_is_written_down_taken_on_and_closed_into_the_list(cast: Cast, client: Client) -> None:
    row = _meeting(cast, MeetingPhase.DECISIONS)
    client.force_login(cast.bram)
    said = {"words": "Drive to choir", "otherwise": "Joris asks the choir", "due_on": _day()}
    said |= {"becomes": "task", "visibility": "everyone", "owner": str(cast.members["henk"].pk)}
    assert "Choose what kind of thing it is." in _text(_send(client, "decision_add", row.pk, **said))
    said["activity"] = str(daily.activity("ride").pk)
    assert "Henk Visser is asked" in _text(_send(client, "decision_add", row.pk, **said))
    made = Decision.objects.get()
    client.force_login(cast.henk)
    assert "Henk Visser sees to it" in _text(_send(client, "decision_accept", made.pk))
    client.force_login(cast.bram)
    text = _text(
        _send(client, "meeting_close", row.pk, came=[str(cast.members["henk"].pk)], check_on=_day(28))
    )
    assert "It is on the list of what is to be done" in text
    assert Task.objects.filter(title="Drive to choir").exists()


def test_a_stale_decision_is_not_written_over(cast: Cast, client: Client) -> None:
    made = meetings.make_decision(_meeting(cast, MeetingPhase.DECISIONS), cast.bram)
    client.force_login(cast.bram)
    said = {"words": "One", "otherwise": "Two", "due_on": _day(), "becomes": "agreement"}
    said |= {"visibility": "everyone", "version": "1"}
    _send(client, "decision_edit", made.pk, **said)
    response = _send(client, "decision_edit", made.pk, **said | {"words": "Other"})
    assert response.status_code == 422
    made.refresh_from_db()
    assert made.words == "One"


def test_how_far_it_is_stands_beside_the_plan(cast: Cast, client: Client) -> None:
    row = _meeting(cast, MeetingPhase.CLOSED)
    made = meetings.make_decision(row, cast.bram, cast.members["henk"], accepted_at=timezone.now())
    client.force_login(cast.henk)
    text = _text(_send(client, "decision_how_far", made.pk, how_far=HowFar.NOT_YET, words="No car"))
    assert "not yet" in text
    assert "No car" in text


def test_the_plan_on_paper_leaves_the_family_out(cast: Cast, client: Client) -> None:
    row = _meeting(cast, MeetingPhase.CLOSED)
    meetings.make_decision(row, cast.bram, words="Singing on Tuesday")
    meetings.make_decision(row, cast.henk, words="No more nights", visibility="family")
    client.force_login(cast.henk)
    text = _text(_page(client, "meeting_plan", row.pk))
    assert "Singing on Tuesday" in text
    assert "No more nights" not in text


def test_a_review_is_left_out_on_the_page(cast: Cast, client: Client) -> None:
    cast.network.review_on = (timezone.now() + timedelta(days=3)).date()
    cast.network.store("review_on")
    client.force_login(cast.bram)
    text = _text(_send(client, "review_skip", cast.network.pk, reason="Bram is ill", next_on=_day(40)))
    assert "Bram is ill" in text


@pytest.mark.parametrize("name", ["meeting", "meeting_plan", "meeting_points"])
def test_a_page_asks_the_same_number_of_questions_for_few_and_many(
    cast: Cast, client: Client, name: str
) -> None:
    row = _meeting(cast, MeetingPhase.DECISIONS)
    client.force_login(cast.bram)
    _page(client, name, row.pk)
    counts = []
    for number in (1, 9):
        for turn in range(number):
            point = meetings.make_point(row, cast.bram, for_client=True, words=f"Point {turn}")
            meetings.make_decision(row, cast.bram, cast.members["henk"], point=point)
            meetings.make_told(row, cast.members["fatima"], cast.fatima)
        if number == 1:
            meetings.make_point(row, cast.bram, source=PointSource.NEED, need=cast.need, for_client=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert _page(client, name, row.pk).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_api_plans_meets_and_decides(cast: Cast, client: Client) -> None:
    client.force_login(cast.bram)
    starts = (timezone.now() + timedelta(days=9)).isoformat()
    path = reverse("api:meetings", args=[cast.network.pk])
    made = client.post(path, {"title": "Tea", "starts": starts}, "application/json")
    assert made.status_code == 201
    pk = made.json()["id"]
    for phase in ("information", "family"):
        done = client.post(reverse("api:meeting_go_on", args=[pk]), {"phase": phase}, "application/json")
        assert done.json()["phase"] == phase
    client.force_login(cast.fatima)
    assert client.get(reverse("api:meeting", args=[pk])).json()["phase"] == "information"
    assert client.get(path).json()["results"][0]["phase"] == "information"
    client.force_login(cast.bram)
    done = client.post(reverse("api:meeting_go_on", args=[pk]), {"phase": "decisions"}, "application/json")
    said = {"words": "We sing", "otherwise": "We hum", "due_on": _day()}
    answer = client.post(reverse("api:decisions", args=[pk]), said, "application/json")
    assert answer.status_code == 201
    one = reverse("api:decision", args=[answer.json()["id"]])
    tag = client.get(one).headers["ETag"]
    first = client.patch(one, {"words": "We dance"}, "application/json", headers={"If-Match": tag})
    assert first.json()["words"] == "We dance"
    second = client.patch(one, {"words": "We sit"}, "application/json", headers={"If-Match": tag})
    assert second.status_code == 412


def test_today_says_that_an_answer_is_waited_for_and_not_about_what(cast: Cast, client: Client) -> None:
    row = _meeting(cast, title="How ill is he?")
    meetings.make_decision(row, cast.bram, cast.members["henk"], words="No more nights")
    client.force_login(cast.henk)
    text = _text(client.get(reverse("networks:today")))
    assert "You are invited to a meeting" in text
    assert "You are asked to see to something that was decided." in text
    assert "How ill" not in text
    assert "No more nights" not in text
    meetings.answered(row, cast.members["henk"])
    assert "You are invited to a meeting" not in _text(client.get(reverse("networks:today")))
