"""Helping without an account through the API: the secret in the body, one ask, and nothing else."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.utils import timezone

from networks.choices import PromiseStatus
from networks.helping import link_for
from networks.models import Delivery, Member, Network, Promise
from tests import daily
from tests import factories as make
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.watch import snapshot

Call = Callable[[object], Caller]


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def ria(cast: Cast) -> dict[str, str]:
    """The body that opens what Ria was asked."""
    member = make.make_member(cast.network, name="Ria Bos", email="ria@example.org", guest=True)
    task = daily.make_task(cast.network, cast.marja, title="Drive to the choir", address="Code 4711")
    ask = daily.make_ask(task, member, occurrence=task.occurrences.get(), words="Will you?")
    return {"secret": link_for(member, ask, timezone.now())}


def test_a_link_shows_one_ask_and_own_promises(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    nobody, before = call(None), snapshot()
    found = nobody.post("help/", ria).json()
    assert (found["client"], found["name"], found["promises"]) == ("Bram", "Ria Bos", [])
    assert found["question"]["stands"] == "open"
    assert [date["title"] for date in found["question"]["dates"]] == ["Drive to the choir"]
    assert "4711" not in str(found)
    assert "Bram Visser" not in str(found)
    assert snapshot() == before
    assert nobody.get("help/").status_code == 405


def test_yes_cannot_and_can_again(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    nobody = call(None)
    (mine,) = nobody.post("help/answer/", ria | {"answer": "yes"}).json()["promises"]
    assert (mine["status"], mine["address"], mine["verbs"]) == ("promised", "Code 4711", ["cannot"])
    (mine,) = nobody.post("help/move/", ria | {"promise": mine["id"], "verb": "cannot"}).json()["promises"]
    assert (mine["status"], mine["address"], mine["verbs"]) == ("seeking", "", ["can_after_all"])
    assert nobody.post("help/move/", ria | {"promise": mine["id"], "verb": "done"}).status_code == 409
    nobody.post("help/move/", ria | {"promise": mine["id"], "verb": "can_after_all"})
    assert Promise.objects.get().status == PromiseStatus.PROMISED


def test_who_comes_second_learns_no_name(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    nobody = call(None)
    date = nobody.post("help/", ria).json()["question"]["dates"][0]["id"]
    Promise.objects.create(
        network=cast.network,
        occurrence_id=date,
        member=cast.members["henk"],
        promised_at=timezone.now(),
        moved_at=timezone.now(),
    )
    refused = nobody.post("help/answer/", ria | {"answer": "yes"})
    assert (refused.status_code, refused.json()["code"]) == (409, "taken")
    assert "Henk" not in refused.content.decode()
    found = nobody.post("help/stand-in/", ria | {"occurrence": date}).json()
    assert found["promises"][0]["stands_in"]


def test_what_is_not_a_helpers_is_refused(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    nobody, strange = call(None), daily.make_task(cast.other, cast.eve).occurrences.get()
    theirs = daily.make_promise(strange, cast.other_member)
    before = snapshot()
    for where, body in (
        ("answer/", {"answer": "sure"}),
        ("answer/", {"answer": "not_until"}),
        ("answer/", {"answer": "yes", "occurrence": str(strange.pk)}),
        ("stand-in/", {"occurrence": str(strange.pk)}),
        ("move/", {"promise": str(theirs.pk), "verb": "cannot"}),
        ("move/", {"promise": str(theirs.pk), "verb": "swap"}),
    ):
        assert nobody.post(f"help/{where}", ria | body).status_code == 400, (where, body)
    assert snapshot() == before


def test_mail_is_stopped_and_the_link_closed(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    nobody = call(None)
    assert nobody.post("help/mail/", ria).json()["no_mail"] is True
    assert nobody.post("help/mail/", ria | {"stop": False}).json()["no_mail"] is False
    assert nobody.post("help/not-me/", ria).status_code == 204
    assert nobody.post("help/", ria).status_code == 404


@pytest.mark.parametrize("where", ["", "answer/", "mail/", "not-me/"])
def test_a_link_that_opens_nothing_tells_nothing(
    cast: Cast, call: Call, ria: dict[str, str], where: str
) -> None:
    body = {"answer": "yes"} if where == "answer/" else {}
    nobody = call(None)
    assert nobody.post(f"help/{where}", {"secret": "wrong"} | body).status_code == 404
    Member.objects.filter(name="Ria Bos").update(user=make.make_user())
    assert nobody.post(f"help/{where}", ria | body).json()["code"] == "joined"
    ended = {"status": "ended", "ended_at": timezone.now(), "end_reason": "died"}
    Network.objects.filter(pk=cast.network.pk).update(**ended)
    assert nobody.post(f"help/{where}", ria | body).json()["code"] == "ended"
    Network.objects.filter(pk=cast.network.pk).update(end_reason="moved")
    assert nobody.post(f"help/{where}", ria | body).status_code == 404


def test_lost_links_are_sent_without_telling_who_is_known(
    cast: Cast, call: Call, ria: dict[str, str]
) -> None:
    for email in ("ria@example.org", "nobody@example.org"):
        assert call(None).post("help/lost/", {"email": email}).status_code == 204
    assert Delivery.objects.filter(payload__what="lost_link").count() == 1
    answers = [call(None).post("help/lost/", {"email": "a@b.org"}).status_code for _again in range(9)]
    assert answers == [204] * 8 + [429]


def test_a_guest_is_added_by_who_organises_and_proposed_by_others(cast: Cast, call: Call) -> None:
    where, body = f"networks/{cast.network.pk}/guests/", {"name": "Mies", "email": "mies@example.org"}
    assert call(cast.bram).post(where, body).json()["takes_part"] is True
    assert call(cast.joris).post(where, body | {"name": "Lia"}).json()["takes_part"] is False
    assert call(cast.eve).post(where, body).status_code == 404
    assert Member.objects.filter(guest=True).count() == 2


def test_links_are_revoked_by_who_governs(cast: Cast, call: Call, ria: dict[str, str]) -> None:
    member = Member.objects.get(name="Ria Bos")
    assert call(cast.henk).post(f"members/{member.pk}/links/revoke/").status_code == 403
    assert call(cast.eve).post(f"members/{member.pk}/links/revoke/").status_code == 404
    assert call(cast.bram).post(f"members/{member.pk}/links/revoke/").status_code == 204
    assert call(None).post("help/", ria).status_code == 404


def test_the_secret_in_an_address_is_taken_for_nothing(call: Call, ria: dict[str, str]) -> None:
    assert call(None).post(f"help/?secret={ria['secret']}").status_code == 400
