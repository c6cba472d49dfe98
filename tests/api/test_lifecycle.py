"""Mourning, keepsakes, pauses and practising through the API: the same doors and rules as the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from networks.models import Condolence, FriendlyQuestion, KeepsakeFor, Network
from tests import daily
from tests.api.conftest import Caller
from tests.cast import STRANGERS, Cast
from tests.mourning import confirmed, remembered

Call = Callable[[object], Caller]
pytestmark = pytest.mark.django_db


def test_somebody_died_is_said_confirmed_and_taken_back_by_two(cast: Cast, call: Call) -> None:
    where = f"networks/{cast.network.pk}/mourning"
    henk, marja, joris = call(cast.henk), call(cast.marja), call(cast.joris)
    assert joris.get(f"{where}/").json()["can_say"] is False
    assert joris.post(f"{where}/").status_code == 403
    said = henk.post(f"{where}/", {"died_on": timezone.localdate().isoformat()}).json()
    assert (said["said_by"], said["can_take_back"], said["confirmed_at"]) == ("Henk Visser", True, None)
    assert henk.post(f"{where}/confirm/").json()["code"] == "needs_another"
    assert marja.post(f"{where}/confirm/").json()["can_arrange"] is True
    assert joris.get(f"networks/{cast.network.pk}/").status_code == 404
    assert joris.get(f"{where}/").json()["confirmed_at"]
    assert henk.post(f"{where}/take-back/").json()["doubted_at"]
    assert henk.post(f"{where}/take-back/").json()["code"] == "needs_another"
    assert marja.post(f"{where}/take-back/").json()["said_by"] is None
    assert joris.get(f"networks/{cast.network.pk}/").json()["status"] == "active"
    for name in STRANGERS:
        assert call(getattr(cast, name)).get(f"{where}/").status_code == 404


def test_what_people_do_afterwards(cast: Cast, call: Call) -> None:
    network = f"networks/{confirmed(cast).pk}"
    henk, joris = call(cast.henk), call(cast.joris)
    assert henk.post(f"{network}/farewell/", {"text": "He sang."}).status_code == 201
    assert joris.post(f"{network}/farewell/", {"text": "He sang."}).status_code == 403
    assert henk.post(f"{network}/arrange/begin/").status_code == 204
    added = henk.post(f"{network}/arrange/", {"words": "The key"}).json()
    taken = henk.post(f"arrange/{added['id']}/", {"takes": True, "done": True}).json()
    assert (taken["taken_by"], taken["done_at"] is None) == ("Henk Visser", False)
    assert len(henk.get(f"{network}/arrange/").json()["results"]) == 7
    assert joris.get(f"{network}/memories/").status_code == 404
    assert henk.post(f"{network}/memories/open/", {"opened": True}).json()["remembers"] is True
    words = joris.post(f"{network}/memories/", {"text": "He taught me to listen."}).json()
    assert call(cast.fatima).get(f"{network}/memories/").json()["results"] == [words]
    assert call(cast.fatima).post(f"condolences/{words['id']}/take-back/").status_code == 404
    assert joris.post(f"condolences/{words['id']}/take-back/").status_code == 204
    assert Condolence.objects.get().until


def test_a_keepsake_is_given_looked_at_and_taken_back(cast: Cast, call: Call) -> None:
    where = f"networks/{cast.network.pk}/keepsakes/"
    bram, henk = call(cast.bram), call(cast.henk)
    daily.make_story(cast.network, cast.joris)
    made = bram.post(where, {"member": str(cast.members["henk"].pk), "people": True}).json()
    assert (made["name"], made["stories"], made["needs"]) == ("Henk Visser", True, False)
    assert bram.post(where, {"member": str(cast.other_member.pk)}).status_code in (400, 409)
    assert bram.get(f"keepsakes/{made['id']}/").json()["stories"] == 1
    assert henk.get(f"keepsakes/{made['id']}/").status_code == 403
    remembered(cast)
    assert henk.get(f"keepsakes/{made['id']}/").json()["path"] == f"/keepsakes/{made['id']}/file/"
    assert bram.post(f"keepsakes/{made['id']}/take-back/").status_code == 409
    assert KeepsakeFor.objects.get().until is None


def test_a_rest_a_pause_and_what_is_kept(cast: Cast, call: Call) -> None:
    bram, joris = call(cast.bram), call(cast.joris)
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    rested = bram.post(f"networks/{cast.network.pk}/rest/", {"back_on": day, "words": "The sea"})
    assert rested.json()["status"] == "resting"
    until = daily.hence(5).isoformat()
    mine = cast.members["joris"].pk
    paused = joris.post(f"members/{mine}/pause/", {"until": until, "lets": "urgent"}).json()
    assert paused["pause_lets"] == "urgent"
    rules = joris.get(f"networks/{cast.network.pk}/kept/").json()["results"]
    assert {"words", "messages", "links"} <= {one["what"] for one in rules}
    asked = FriendlyQuestion.objects.create(
        network=cast.network, member=cast.members["joris"], asked_at=timezone.now()
    )
    assert joris.post(f"still-there/{asked.pk}/", {"answer": "here"}).json()["answer"] == "here"
    assert call(cast.henk).post(f"still-there/{asked.pk}/", {"answer": "here"}).status_code == 404


def test_practising_by_a_program(cast: Cast, call: Call) -> None:
    joris = call(cast.joris)
    made = joris.post("practices/", {"practise_as": "neighbour"}).json()
    assert Network.objects.get(pk=made["network"]).fictional
    tried = joris.post(f"practices/{made['id']}/step/", {"step": "talent"}).json()
    assert tried["done"] == ["talent"]
    fresh = joris.post(f"practices/{made['id']}/anew/").json()
    assert fresh["network"] != made["network"]
    assert call(cast.eve).post(f"practices/{fresh['id']}/end/").status_code == 404
    assert joris.post(f"practices/{fresh['id']}/end/").status_code == 204
    assert joris.get("practices/").json()["results"] == []
