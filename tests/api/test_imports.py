"""A file from elsewhere through the API: uploaded, read, corrected, saved all or nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from networks.models import ImportDraft, Member, Network
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]
PEOPLE = b"name;relation;email\nSanne Visser;sister;sanne@example.org\nPeter Smit;group leader;\n"


def upload(caller: Caller, content: bytes, name: str = "people.csv", **more: str) -> HttpResponse:
    """Send a file as a form does."""
    return caller.client.post("/api/v1/imports/", {"file": SimpleUploadedFile(name, content), **more})


def test_a_file_is_read_and_nothing_is_saved_yet(cast: Any, call: Call) -> None:
    networks = Network.objects.count()
    answer = upload(call(cast.fatima), PEOPLE)
    assert answer.status_code == 201
    assert [one["name"] for one in answer.json()["people"]] == ["Sanne Visser", "Peter Smit"]
    assert call(cast.fatima).get(f"imports/{answer.json()['id']}/").json() == answer.json()
    assert call(cast.anouk).get(f"imports/{answer.json()['id']}/").status_code == 404
    assert Network.objects.count() == networks


def test_a_file_becomes_a_network_as_corrected(cast: Any, call: Call) -> None:
    fatima = call(cast.fatima)
    draft = upload(fatima, PEOPLE).json()
    keys = {one["name"]: one["key"] for one in draft["people"]}
    where = f"imports/{draft['id']}/save/"
    assert list(fatima.post(where).json()["errors"]) == ["client_name"]
    body = {
        "client_name": "Bea Bos",
        "left_out": [keys["Peter Smit"]],
        "people": [{"key": keys["Sanne Visser"], "side": "formal", "circle": "close"}],
    }
    answer = fatima.post(where, body)
    assert answer.status_code == 200
    assert (answer.json()["people_added"], answer.json()["people_known"]) == (1, 0)
    sanne = Member.objects.get(network=answer.json()["network"], name="Sanne Visser")
    assert (sanne.side, sanne.relation, sanne.placements.get().circle) == ("formal", "", "close")
    assert fatima.post(where, body).status_code == 404


def test_a_file_completes_a_network_without_doubling_anybody(cast: Any, call: Call) -> None:
    bram = call(cast.bram)
    for added in (2, 0):
        draft = upload(bram, PEOPLE, network=str(cast.network.pk)).json()["id"]
        assert bram.post(f"imports/{draft}/save/").json()["people_added"] == added
    assert upload(call(cast.henk), PEOPLE, network=str(cast.network.pk)).status_code == 403
    assert upload(call(cast.eve), PEOPLE, network=str(cast.network.pk)).status_code == 404


def test_a_file_is_forgotten_when_asked(cast: Any, call: Call) -> None:
    draft = upload(call(cast.fatima), PEOPLE).json()["id"]
    assert call(cast.fatima)("DELETE", f"imports/{draft}/").status_code == 204
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"", 409, "empty"), (b"%PDF-1.7", 409, "pdf"), (b"x" * 5_050_000, 409, "too_large"),
     (b"x" * 5_200_000, 413, "too_large"), (b"[" * 90_000, 409, None), (bytes(range(256)) * 40, 409, None)],
)  # fmt: skip
def test_a_bad_file_gets_one_sentence(content: bytes, status: int, code: str, cast: Any, call: Call) -> None:
    answer = upload(call(cast.fatima), content)
    assert answer.status_code == status
    assert code in (None, answer.json()["code"])
    assert answer.json()["detail"]


def test_the_name_of_a_file_cannot_break_anything(cast: Any, call: Call) -> None:
    for name in ("a\x00b.csv", "../../etc/passwd", "x" * 500 + ".csv", "\u202egnp.csv"):
        assert upload(call(cast.fatima), PEOPLE, name).status_code in (201, 400)


def test_a_form_without_a_file_is_told_so(cast: Any, call: Call) -> None:
    answer = call(cast.fatima).client.post("/api/v1/imports/", {"file": "text"})
    assert list(answer.json()["errors"]) == ["file"]
    answer = call(cast.fatima).client.post("/api/v1/imports/", b"nonsense", "multipart/form-data; boundary=x")
    assert answer.status_code == 400
    answer = call(cast.fatima).client.post("/api/v1/imports/", b"nonsense", "multipart/form-data")
    assert answer.status_code == 400
