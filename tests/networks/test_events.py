"""What happens in a life: its readers, its list, and who said what of a line."""

import json
from datetime import date
from html import unescape
from re import findall
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networks.actions.event import write_event
from networks.choices import Visibility
from networks.choices.event import OF_SOMEBODY, STEPS, EventKind, StepKind, StepState
from networks.happened import steps
from networks.models import EventStep, LifeEvent, Network
from tests import factories as make
from tests.access_meso.event import make_event
from tests.cast import INSIDE, Cast
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, traces, words_of


def written(cast: Cast, **fields: Any) -> LifeEvent:
    return make_event(cast.network, cast.bram, **{"for_client": True} | fields)


def test_outsiders_find_nothing_of_what_happens(cast: Cast) -> None:
    row = written(cast)
    of_one = ("event", "event_edit", "event_audience", "event_step_add", "event_put_away", "event_take_up")
    closed_to_outsiders(
        cast,
        address("events", cast.network.pk),
        address("event_add", cast.network.pk),
        *(address(name, row.pk) for name in of_one),
        address("event_step", row.steps.get().pk),
    )


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_starts_a_short_list_and_each_step_leads_somewhere_or_nowhere(
    cast: Cast, kind: EventKind
) -> None:
    somebody = {"about": str(cast.members["henk"].pk)}
    data = {"happens_on": "2026-03-02", "visibility": "close", **somebody}
    client = browser(cast.bram)
    here = f"{address('event_add', cast.network.pk)}?kind={kind.value}"
    assert client.get(here).status_code == 200
    client.post(here, data)
    row = LifeEvent.objects.get()
    assert [step.kind for step in row.steps.all()] == list(STEPS[kind])
    assert 3 <= len(STEPS[kind]) <= 7
    page = client.get(address("event", row.pk))
    for step in page.context["steps"]:
        if step.href:
            assert client.get(step.href).status_code == 200, step.href


@pytest.mark.parametrize("kind", EventKind)
def test_whatever_happens_one_looks_at_the_picture_again_and_makes_agreements_again(
    cast: Cast, kind: EventKind
) -> None:
    about = cast.members["henk"].pk if kind in OF_SOMEBODY else None
    actor = make.seat(cast.henk, cast.network)
    row = write_event(
        actor=actor, kind=kind, happens_on=date(2026, 3, 2), about=about, visibility=Visibility.EVERYONE
    )
    kinds = [step.kind for step in row.steps.all()]
    assert len(set(kinds)) == len(kinds)
    leads = {step.row.kind: step.href for step in steps(actor, row)}
    assert leads[StepKind.MAP_AGAIN] == address("network", cast.network.pk)
    assert leads[StepKind.AGREEMENTS] == address("roles", cast.network.pk)
    assert kinds.index(StepKind.MAP_AGAIN) < kinds.index(StepKind.AGREEMENTS), "first see, then agree"


def test_when_a_helper_is_away_their_dates_come_first_and_then_who_takes_part_and_agreements(
    cast: Cast,
) -> None:
    client, henk = browser(cast.marja), cast.members["henk"]
    data = {"happens_on": "2026-03-02", "ends_on": "2026-03-20", "visibility": "everyone"}
    client.post(f"{address('event_add', cast.network.pk)}?kind=carer_away", data | {"about": str(henk.pk)})
    row = LifeEvent.objects.get()
    page = client.get(address("event", row.pk))
    found = [(step.row.kind, step.href) for step in page.context["steps"]]
    away = f"?member={henk.pk}&first=2026-03-02&last=2026-03-20"
    assert found == [
        ("cover_dates", address("what_if", cast.network.pk) + away),
        ("stand_ins", address("roles", cast.network.pk)),
        ("hand_over", address("roles", cast.network.pk)),
        ("map_again", address("network", cast.network.pk)),
        ("agreements", address("roles", cast.network.pk)),
    ]
    text = words_of(page)
    assert "Look at the picture again: who is around, and how close?" in text
    assert "Make agreements again: who does what, until when?" in text
    for step in row.steps.filter(kind__in=("map_again", "agreements")):
        client.post(address("event_step", step.pk), {"state": "done"})
    assert row.steps.filter(state=StepState.DONE, said_by=cast.marja).count() == 2


def test_what_says_something_of_health_is_proposed_for_the_close_circle(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(note_visibility=Visibility.EVERYONE)
    client, here = browser(cast.bram), address("event_add", cast.network.pk)

    def proposed(kind: str) -> str:
        return str(client.get(f"{here}?kind={kind}").context["form"]["visibility"].value())

    assert proposed("new_diagnosis") == "close"
    assert proposed("carer_ill") == "close"
    assert proposed("carer_away") == "everyone"
    Network.objects.filter(pk=cast.network.pk).update(note_visibility=Visibility.ONLY_ME)
    assert proposed("new_diagnosis") == "only_me", "never wider than notes are here"


def test_without_a_kind_one_chooses_first_and_a_helper_has_a_name(cast: Cast) -> None:
    client, here = browser(cast.henk), address("event_add", cast.network.pk)
    assert "Choose what happens." in words_of(client.get(f"{here}?kind=nothing"))
    data = {"happens_on": "2026-03-02", "ends_on": "2026-03-01", "visibility": "everyone"}
    page = client.post(f"{here}?kind=carer_ill", data)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"about", "ends_on"}
    stranger = {"about": str(cast.other_member.pk), "ends_on": ""}
    assert client.post(f"{here}?kind=carer_ill", data | stranger).status_code == 422


def test_only_its_readers_find_it_and_its_list(cast: Cast) -> None:
    row = written(cast, visibility=Visibility.CLOSE, words="For a new hip")
    step = row.steps.get()
    for name in INSIDE:
        client, reads = browser(getattr(cast, name)), name in ("bram", "marja", "henk")
        assert (client.get(address("event", row.pk)).status_code == 200) is reads, name
        assert ("dmitted to hospital" in words_of(client.get(address("events", cast.network.pk)))) is reads
        found = client.get(f"/api/v1/networks/{cast.network.pk}/events/").json()["results"]
        assert bool(found) is reads, name
        status = client.post(address("event_step", step.pk), {"state": "done"}).status_code
        assert (status == 302) is reads, name


def test_the_family_space_is_closed_to_professionals(cast: Cast) -> None:
    row = make_event(cast.network, cast.marja, visibility=Visibility.FAMILY)
    assert browser(cast.joris).get(address("event", row.pk)).status_code == 200
    assert browser(cast.fatima).get(address("event", row.pk)).status_code == 404


def test_a_line_says_who_ticked_it_and_can_be_opened_again(cast: Cast) -> None:
    row = written(cast)
    step, client = row.steps.get(), browser(cast.henk)
    client.post(address("event_step", step.pk), {"state": "not_needed"})
    page = words_of(browser(cast.bram).get(address("event", row.pk)))
    assert "not needed, said by Henk Visser" in page
    client.post(address("event_step", step.pk), {"state": "open"})
    step.refresh_from_db()
    assert (step.state, step.said_by, step.said_at) == (StepState.OPEN, None, None)


def test_a_line_of_ones_own_is_added_and_the_list_stays_short(cast: Cast) -> None:
    row, client = written(cast), browser(cast.henk)
    here = address("event_step_add", row.pk)
    assert client.post(here, {"words": ""}).status_code == 422
    client.post(here, {"words": "Bring his guitar"})
    assert [str(step) for step in row.steps.all()][-1] == "Bring his guitar"
    EventStep.objects.bulk_create(
        EventStep(network=cast.network, event=row, kind=StepKind.OWN, words="More", order=number)
        for number in range(3, 31)
    )
    page = client.post(here, {"words": "One too many"})
    assert page.status_code == 422
    assert "One too many" in words_of(page)


def test_its_writer_changes_it_restricts_it_and_puts_it_away_and_takes_it_up(cast: Cast) -> None:
    row = make_event(cast.network, cast.henk)
    client = browser(cast.henk)
    client.post(address("event_edit", row.pk), {"happens_on": "2026-03-05", "words": "A hip", "version": "1"})
    stale = {"happens_on": "2026-03-06", "words": "Two hips", "version": "1"}
    assert client.post(address("event_edit", row.pk), stale).status_code == 422
    client.post(address("event_audience", row.pk), {"visibility": "close", "version": "2"})
    client.post(address("event_put_away", row.pk))
    row.refresh_from_db()
    assert (row.words, row.visibility) == ("A hip", "close")
    assert row.until is not None
    assert "put away" in words_of(client.get(address("events", cast.network.pk)))
    client.post(address("event_take_up", row.pk))
    row.refresh_from_db()
    assert row.until is None
    assert changes(cast.network.pk)[-4:] == [
        "networks.event_revised",
        "networks.event_restricted",
        "networks.event_put_away",
        "networks.event_taken_up",
    ]


def test_another_reader_ticks_but_does_not_change_it(cast: Cast) -> None:
    row = written(cast)
    client = browser(cast.joris)
    for name in ("event_edit", "event_audience"):
        assert client.get(address(name, row.pk)).status_code == 403, name
    assert client.post(address("event_put_away", row.pk)).status_code == 403


def test_the_ledger_says_that_something_happens_never_what(cast: Cast) -> None:
    here = f"{address('event_add', cast.network.pk)}?kind=new_diagnosis"
    data = {"happens_on": "2026-03-02", "words": "Something at the heart", "visibility": "only_me"}
    browser(cast.henk).post(here, data)
    client = browser(cast.bram)
    assert traces(cast.network.pk)[-1] == "networks.event_written"
    page = words_of(client.get(f"/networks/{cast.network.pk}/ledger/"))
    for word in ("diagnosis", "heart"):
        assert word not in page


def test_the_list_and_one_event_cost_the_same_however_many(cast: Cast) -> None:
    client, here = browser(cast.bram), address("events", cast.network.pk)
    written(cast)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(12):
        written(cast)
        written(cast, since=make.ago(3), until=timezone.now())
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) + 1 <= 14


def test_the_api_writes_reads_changes_and_ticks(cast: Cast) -> None:
    client, root = browser(cast.bram), "/api/v1"
    kind = "application/json"
    body = {"kind": "admission", "happens_on": "2026-03-02", "visibility": "close"}
    made = client.post(f"{root}/networks/{cast.network.pk}/events/", json.dumps(body), kind)
    assert made.status_code == 201
    one = made.json()
    assert client.get(made.headers["Location"]).json()["steps"][0]["state"] == "open"
    step = one["steps"][0]["id"]
    told = client.post(f"{root}/event-steps/{step}/", json.dumps({"state": "done"}), kind).json()
    assert told["said_by"] == "Bram Visser"
    changed = client.patch(
        f"{root}/events/{one['id']}/",
        json.dumps({"words": "A hip"}),
        kind,
        headers={"If-Match": made.headers.get("ETag", "*") or "*"},
    )
    assert changed.json()["words"] == "A hip"
    more = client.post(f"{root}/events/{one['id']}/steps/", json.dumps({"words": "Guitar"}), kind)
    assert more.json()["steps"][-1]["words"] == "Guitar"
    assert client.post(f"{root}/events/{one['id']}/put-away/", "{}", kind).json()["until"] is not None
    away = client.get(f"{root}/networks/{cast.network.pk}/events/?which=put_away").json()["results"]
    assert [row["id"] for row in away] == [one["id"]]
    assert make.seat(cast.bram, cast.network).for_client


def test_a_task_is_made_of_a_step_with_its_words(cast: Cast) -> None:
    row = written(cast)
    step = row.steps.get()
    page = browser(cast.bram).get(address("event", row.pk)).content.decode()
    link = unescape(page[page.index(address("task_add", cast.network.pk)) :].split('"')[0])
    kinds = browser(cast.bram).get(link).content.decode()
    kind = next(one for one in findall(r'href="(\?kind=[^"]+)"', kinds) if "title=" in one)
    form = browser(cast.bram).get(address("task_add", cast.network.pk) + unescape(kind))
    assert form.context["form"]["title"].value() == str(step)[:120]
