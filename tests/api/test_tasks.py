"""What is to be done through the API: tasks, their dates, and the kinds of things to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from networks.choices import OccurrenceStatus, TaskStatus
from networks.models import Network, Occurrence, Task
from networks.rhythm import to_wall
from tests import daily
from tests.api.conftest import Caller
from tests.networks.series import make_series, wall_in

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


@pytest.fixture
def body(cast: Any) -> dict[str, Any]:
    """Something to do as a program sends it."""
    return {
        "title": "To choir and back",
        "activity": str(daily.activity("ride").pk),
        "need": str(cast.need.pk),
        "when": "rhythm",
        "starts": f"{wall_in(cast.network, 4):%Y-%m-%dT%H:%M}",
        "rule": "FREQ=WEEKLY;COUNT=5",
        "places": ["driver", "companion"],
        "address": "Elm Street 4",
    }


def test_something_is_written_down_and_read_back(cast: Any, call: Call, body: Any) -> None:
    answer = call(cast.henk).post(f"networks/{cast.network.pk}/tasks/", body)
    assert answer.status_code == 201, answer.content
    task = answer.json()
    assert task["rule"].startswith("FREQ=WEEKLY;BYDAY=")
    assert task["address"] == "Elm Street 4"
    assert task["words"].startswith("every ")
    assert (task["wall"], task["need"]) == (body["starts"], str(cast.need.pk))
    others = call(cast.joris).get(f"tasks/{task['id']}/").json()
    assert others["address"] is None
    dates = call(cast.joris).get(f"networks/{cast.network.pk}/dates/?task={task['id']}&which=open")
    rows = dates.json()["results"]
    assert [one["free"] for one in rows] == [2] * 5
    assert rows[0]["places"] == [{"name": "driver", "member": None}, {"name": "companion", "member": None}]
    assert rows[0]["address"] == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "FREQ=SECONDLY"}, "rule"),
        ({"rule": "FREQ=MONTHLY;BYMONTHDAY=31;INTERVAL=99"}, "rule"),
        ({"rule": "X" * 201}, "rule"),
        ({"starts": "2026-12-01T10:00:00Z"}, "starts"),
        ({"starts": "9999-12-31T23:59"}, "starts"),
        ({"starts": "1901-01-01T10:00"}, "day"),
        ({"starts": "2150-01-01T10:00"}, "day"),
        ({"starts": 5}, "starts"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 10**12}, "minutes"),
        ({"places": []}, "places"),
        ({"places": ["x" * 41]}, "places"),
        ({"places": [""] * 21}, "places"),
        ({"need": "00000000-0000-4000-8000-000000000000"}, "need"),
        ({"activity": "00000000-0000-4000-8000-000000000000"}, "activity"),
        ({"rotation": "in_turn"}, "turns"),
        ({"only_side": "formal"}, "rule_words"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    cast: Any, call: Call, body: Any, wrong: dict[str, Any], field: str
) -> None:
    answer = call(cast.henk).post(f"networks/{cast.network.pk}/tasks/", body | wrong)
    assert answer.status_code in (400, 422), answer.content
    assert field in answer.content.decode()
    assert not Task.objects.exists()


def test_only_a_member_of_the_network_takes_a_turn(cast: Any, call: Call, body: Any) -> None:
    strange = body | {"rotation": "in_turn", "turns": [str(cast.other_member.pk)]}
    assert call(cast.bram).post(f"networks/{cast.network.pk}/tasks/", strange).status_code in (400, 404, 422)
    own = body | {"rotation": "in_turn", "turns": [str(cast.members["henk"].pk)]}
    made = call(cast.bram).post(f"networks/{cast.network.pk}/tasks/", own).json()
    assert made["turns"] == [str(cast.members["henk"].pk)]


def test_a_task_is_changed_only_as_it_was_read(cast: Any, call: Call, body: Any) -> None:
    bram = call(cast.bram)
    made = bram.post(f"networks/{cast.network.pk}/tasks/", body)
    where = f"tasks/{made.json()['id']}/"
    tag = bram.get(where).headers["ETag"]
    assert bram.patch(where, {"title": "Other"}, If_Match='"999"').status_code == 412
    changed = bram.patch(where, {"title": "Other"}, If_Match=tag)
    assert changed.json()["title"] == "Other"
    assert changed.json()["places"] == ["driver", "companion"]
    assert call(cast.henk).patch(where, {"title": "X"}).status_code == 403


@pytest.mark.parametrize(("part", "hours"), [("only", [10, 10, 12, 10]), ("from_here", [10, 10, 12, 12])])
def test_a_date_is_changed_called_off_and_planned_again(
    cast: Any, call: Call, part: str, hours: list[int]
) -> None:
    task = make_series(cast)
    ids = [one.pk for one in task.occurrences.order_by("slot")]
    bram, where = call(cast.bram), f"dates/{ids[2]}/"
    wall = to_wall(Occurrence.objects.get(pk=ids[2]).starts_at, task.zone).replace(hour=12)
    given = {"part": part, "starts": f"{wall:%Y-%m-%dT%H:%M}"}
    stale = bram.post(f"{where}change/", given, If_Match='"9"')
    assert stale.status_code == 412
    changed = bram.post(f"{where}change/", given)
    assert changed.status_code == 200, changed.content
    rows = Occurrence.objects.filter(pk__in=ids[:4]).order_by("slot")
    assert [to_wall(one.starts_at, task.zone).hour for one in rows] == hours
    assert bram.post(f"{where}call-off/", {"part": part}).json()["status"] == "not_needed"
    assert bram.post(f"{where}call-off/", {"part": part}).status_code in (400, 409, 422)
    assert bram.post(f"{where}plan-again/", {"part": part}).json()["status"] == "planned"


def test_another_rhythm_through_the_api(cast: Any, call: Call) -> None:
    date = make_series(cast).occurrences.order_by("slot")[1]
    given = {"part": "from_here", "rule": "FREQ=WEEKLY;INTERVAL=2"}
    changed = call(cast.bram).post(f"dates/{date.pk}/change/", given).json()
    later = call(cast.bram).get(f"tasks/{changed['task']}/").json()
    assert later["continues"] == str(date.task_id)
    refused = call(cast.bram).post(f"dates/{date.pk}/change/", given | {"rule": "FREQ=HOURLY"})
    assert refused.status_code in (400, 422)


def test_what_waits_for_the_client_is_let_through_and_ended(cast: Any, call: Call, body: Any) -> None:
    Network.objects.filter(pk=cast.network.pk).update(show_first=True)
    made = call(cast.henk).post(f"networks/{cast.network.pk}/tasks/", body).json()
    assert made["status"] == TaskStatus.SHOWN
    where = f"tasks/{made['id']}/"
    assert call(cast.joris).get(where).status_code == 404
    assert call(cast.bram).post(f"{where}approve/").json()["status"] == TaskStatus.OPEN
    assert call(cast.joris).get(where).status_code == 200
    assert call(cast.bram).post(f"{where}end/", {"reason": "Done"}).json()["status"] == TaskStatus.ENDED
    planned = Occurrence.objects.filter(task=made["id"], status=OccurrenceStatus.PLANNED)
    assert not planned.filter(ends_at__gt=timezone.now()).exists()


def test_kinds_of_things_are_listed_added_and_ended(cast: Any, call: Call) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/activities/"
    made = bram.post(where, {"name": "Chess", "places": ["player"]})
    assert made.status_code == 201, made.content
    names = [one["name"] for one in bram.get(where).json()["results"] if one["own"]]
    assert names == ["Chess"]
    assert bram.post(f"activities/{made.json()['id']}/end/").status_code == 200
    assert not any(one["own"] for one in bram.get(where).json()["results"])
