"""What is said to be impossible: everybody may find out more, few may change the words, and it ends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from carenet.lib.errors import Conflict, DomainError
from networks.actions import barrier as barriers
from networks.choices import BarrierSource, Visibility
from networks.errors import NotFromHere
from networks.models import Barrier
from networks.standing import Seat
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, closed_to_outsiders, words_of
from tests.watch import snapshot

REFUSALS = (DomainError, PermissionDenied, Http404, ValidationError)


def seat(cast: Cast, who: str) -> Seat:
    return make.seat(getattr(cast, who), cast.network)


def record(cast: Cast, who: str = "joris", **says: Any) -> Barrier:
    says.setdefault("words", "Volunteers may not drive the bus")
    return barriers.record_barrier(actor=seat(cast, who), **says)


def test_outsiders_find_nothing_of_it(cast: Cast) -> None:
    row = record(cast)
    closed_to_outsiders(
        cast,
        address("barriers", cast.network.pk),
        address("barrier_add", cast.network.pk),
        *(address(name, row.pk) for name in ("barrier", "barrier_edit", "barrier_end")),
    )


def test_everybody_may_write_down_what_they_were_told(cast: Cast) -> None:
    for who in ("henk", "fatima", "choir", "bram"):
        assert record(cast, who).source == BarrierSource.UNKNOWN


def test_one_about_a_task_is_read_by_who_may_know_of_that_task(cast: Cast) -> None:
    need = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE)
    task = daily.make_task(cast.network, cast.bram, need=need, title="Quiet task")
    row = record(cast, "marja", task=task.pk, words="Quiet words")
    assert browser(cast.henk).get(address("barrier", row.pk)).status_code == 200
    for who in ("fatima", "anouk", "choir"):
        client = browser(getattr(cast, who))
        for page in ("barrier", "barrier_edit", "barrier_end"):
            assert client.get(address(page, row.pk)).status_code == 404
        assert "Quiet words" not in words_of(client.get(address("barriers", cast.network.pk)))
        assert "Quiet task" not in words_of(client.get(address("barrier_add", cast.network.pk)))
    with pytest.raises(NotFromHere):
        record(cast, "fatima", task=task.pk)


def test_a_task_of_another_network_is_not_known(cast: Cast) -> None:
    theirs = daily.make_task(cast.other)
    with pytest.raises(NotFromHere):
        record(cast, task=theirs.pk)
    data = {"words": "x", "source": "law", "task": str(theirs.pk)}
    assert browser(cast.bram).post(address("barrier_add", cast.network.pk), data).status_code == 422


def test_whoever_finds_out_writes_it_down_but_the_words_are_the_authors(cast: Cast) -> None:
    row = record(cast)
    found = {"source": BarrierSource.HABIT, "said_by": "the team leader", "can_change": "the team"}
    barriers.revise_barrier(actor=seat(cast, "henk"), barrier=row.pk, **found)
    with pytest.raises(PermissionDenied):
        barriers.revise_barrier(actor=seat(cast, "henk"), barrier=row.pk, words="Other words")
    barriers.revise_barrier(actor=seat(cast, "joris"), barrier=row.pk, words="Nobody may drive the bus")
    row.refresh_from_db()
    assert (row.source, row.words) == ("habit", "Nobody may drive the bus")


def test_a_stale_version_changes_nothing(cast: Cast) -> None:
    row = record(cast)
    barriers.revise_barrier(actor=seat(cast, "henk"), barrier=row.pk, said_by="a sign", version=1)
    with pytest.raises(Conflict):
        barriers.revise_barrier(actor=seat(cast, "joris"), barrier=row.pk, said_by="a poster", version=1)
    with pytest.raises(Conflict):
        barriers.end_barrier(actor=seat(cast, "joris"), barrier=row.pk, outcome="x", version=1)
    row.refresh_from_db()
    assert row.said_by == "a sign"


def test_a_field_that_is_not_asked_is_a_mistake_in_the_program(cast: Cast) -> None:
    with pytest.raises(TypeError):
        barriers.revise_barrier(actor=seat(cast, "joris"), barrier=record(cast).pk, task=None)


VERBS: dict[str, Callable[[Cast, Barrier], Any]] = {
    "revise": lambda cast, row: barriers.revise_barrier(
        actor=seat(cast, "henk"), barrier=row.pk, source=BarrierSource.LAW
    ),
    "reword": lambda cast, row: barriers.revise_barrier(
        actor=seat(cast, "joris"), barrier=row.pk, words="Again"
    ),
    "end": lambda cast, row: barriers.end_barrier(actor=seat(cast, "marja"), barrier=row.pk, outcome="Habit"),
    "end for": lambda cast, row: barriers.end_barrier(
        actor=seat(cast, "henk"), barrier=row.pk, outcome="Habit"
    ),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["standing", "ended"])
def test_a_barrier_allows_only_what_its_state_allows(cast: Cast, state: str, verb: str) -> None:
    row = record(cast)
    if state == "ended":
        barriers.end_barrier(actor=seat(cast, "joris"), barrier=row.pk, outcome="It was nothing")
    before = snapshot()
    if state == "standing" and verb != "end for":
        VERBS[verb](cast, row)
        assert snapshot() != before
        return
    with pytest.raises(REFUSALS), transaction.atomic():
        VERBS[verb](cast, row)
    assert snapshot() == before


def test_it_is_written_down_found_out_and_ended_on_pages(cast: Cast) -> None:
    client = browser(cast.henk)
    here = address("barrier_add", cast.network.pk)
    assert client.post(here, {"source": "unknown"}).status_code == 422
    client.post(here, {"words": "That is for employees", "source": "unknown"})
    row = Barrier.objects.get()
    page = words_of(client.get(address("barrier", row.pk)))
    assert "what do you think yourself?" in page
    assert page.count("not written down yet") == 5
    edit = address("barrier_edit", row.pk)
    assert 'name="words"' not in browser(cast.fatima).get(edit).content.decode()
    found = {"source": "protocol", "said_by": "HR", "smallest_try": "One month", "version": row.version}
    browser(cast.fatima).post(edit, found)
    row.refresh_from_db()
    assert (row.source, row.smallest_try, row.words) == ("protocol", "One month", "That is for employees")
    stale = client.post(edit, found | {"words": "x"})
    assert stale.status_code == 422
    end = address("barrier_end", row.pk)
    assert browser(cast.fatima).get(end).status_code == 403
    assert client.post(end, {"version": row.version}).status_code == 422
    client.post(end, {"outcome": "HR says it is fine", "version": row.version})
    assert client.get(edit).status_code == 404
    ended = words_of(client.get(address("barriers", cast.network.pk) + "?state=ended"))
    assert "HR says it is fine" in ended
    assert "That is for employees" not in words_of(client.get(address("barriers", cast.network.pk)))


def test_the_list_costs_the_same_however_long(cast: Cast) -> None:
    client, here = browser(cast.henk), address("barriers", cast.network.pk)
    record(cast)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _number in range(25):
        daily.make_barrier(cast.network, make.make_user(), task=daily.make_task(cast.network))
    with CaptureQueriesContext(connection) as many:
        client.get(here)
    assert len(many) <= len(few) <= 12


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("barrier_source_known", {"source": "rumour"}),
        ("barrier_has_words", {"words": ""}),
        ("barrier_outcome_at_the_end", {"outcome": "x"}),
        ("barrier_in_order", {"until": make.ago(40)}),
    ],
)
def test_the_table_itself_keeps_barriers_right(cast: Cast, name: str, fields: dict[str, Any]) -> None:
    row = record(cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Barrier.objects.filter(pk=row.pk).update(**fields)


def test_the_api_says_and_changes_the_same(cast: Cast) -> None:
    client, json = browser(cast.henk), "application/json"
    made = client.post(reverse("api:barriers", args=[cast.network.pk]), {"words": "No"}, content_type=json)
    assert made.status_code == 201
    here = made.headers["Location"]
    tag = client.get(here).headers["ETag"]
    body, named = {"source": "habit", "can_change": "we"}, {"If-Match": tag}
    assert client.patch(here, body, content_type=json).status_code == 428
    assert client.patch(here, body, content_type=json, headers=named).status_code == 200
    assert client.patch(here, body, content_type=json, headers=named).status_code == 412
    end = reverse("api:barrier_end", args=[made.json()["id"]])
    assert client.post(end, {}, content_type=json).status_code == 400
    assert client.post(end, {"outcome": "We may"}, content_type=json).json()["outcome"] == "We may"
    listed = reverse("api:barriers", args=[cast.network.pk])
    assert client.get(listed + "?state=standing").json()["results"] == []
    assert len(client.get(listed + "?state=ended").json()["results"]) == 1
