"""Invitations and joining through the API; a secret travels in the body only."""

from collections.abc import Callable
from typing import Any

import pytest

from networks.choices import InvitationStatus
from networks.models import Invitation, Member
from tests.api.conftest import Caller
from tests.cast import SECRET

pytestmark = pytest.mark.django_db
Call = Callable[[Any], Caller]


@pytest.fixture
def lia(cast: Any, call: Call) -> str:
    """The id of somebody in the picture whom nobody has invited yet."""
    body = {"name": "Lia de Wit", "side": "informal"}
    return str(call(cast.bram).post(f"networks/{cast.network.pk}/members/", body).json()["id"])


def invitation(lia: str, **more: str) -> dict[str, str]:
    """An invitation as a program sends it."""
    return {
        "member": lia,
        "words": "Come",
        "way": "mail",
        "language": "nl",
        "email": "lia@example.org",
    } | more


def test_who_governs_invites_at_once(cast: Any, call: Call, lia: str) -> None:
    where = f"networks/{cast.network.pk}/invitations/"
    answer = call(cast.bram).post(where, invitation(lia))
    assert (answer.status_code, answer.json()["status"], answer.json()["name"]) == (201, "sent", "Lia de Wit")
    assert call(cast.bram).post(where, invitation(lia)).json()["code"] == "already_invited"


def test_a_proposed_invitation_waits_for_approval(cast: Any, call: Call, lia: str) -> None:
    where = f"networks/{cast.network.pk}/invitations/"
    made = call(cast.henk).post(where, invitation(lia)).json()
    assert made["status"] == "proposed"
    assert [one["id"] for one in call(cast.henk).get(where).json()["results"]] == [made["id"]]
    assert len(call(cast.bram).get(where).json()["results"]) == 2
    assert call(cast.henk).post(f"invitations/{made['id']}/approve/").status_code == 403
    assert call(cast.joris).get(f"invitations/{made['id']}/").status_code == 403
    assert call(cast.eve).get(f"invitations/{made['id']}/").status_code == 404
    assert call(cast.bram).post(f"invitations/{made['id']}/approve/").json()["status"] == "sent"
    assert call(cast.bram).post(f"invitations/{made['id']}/refuse/").json()["code"] == "not_waiting"


def test_an_invitation_is_refused_resent_and_taken_back(cast: Any, call: Call, lia: str) -> None:
    bram, where = call(cast.bram), f"networks/{cast.network.pk}/invitations/"
    proposed = call(cast.henk).post(where, invitation(lia)).json()["id"]
    assert bram.post(f"invitations/{proposed}/refuse/").json()["status"] == "refused"
    sent = bram.post(where, invitation(lia)).json()["id"]
    assert bram.post(f"invitations/{sent}/resend/").status_code == 200
    assert bram.post(f"invitations/{sent}/letter/").json()["code"] == "by_mail"
    assert bram.post(f"invitations/{sent}/revoke/").json()["status"] == "revoked"


def test_an_address_is_asked_for_by_its_field(cast: Any, call: Call, lia: str) -> None:
    body = {name: value for name, value in invitation(lia).items() if name != "email"}
    answer = call(cast.bram).post(f"networks/{cast.network.pk}/invitations/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["email"])


def test_the_code_of_a_letter_is_shown_once_and_opens_the_door(cast: Any, call: Call, lia: str) -> None:
    where = f"networks/{cast.network.pk}/invitations/"
    made = call(cast.bram).post(where, invitation(lia, way="letter")).json()["id"]
    letter = call(cast.bram).post(f"invitations/{made}/letter/").json()
    assert letter["invitation"]["id"] == made
    seen = call(None).post("join/", {"secret": letter["code"].lower()})
    assert (seen.json()["name"], seen.json()["client"]) == ("Lia de Wit", "Bram")
    accepted = call(cast.carla).post("join/accept/", {"secret": letter["code"]})
    assert accepted.json() == {"network": str(cast.network.pk)}
    assert Member.objects.get(pk=lia).user == cast.carla


def test_an_invitation_says_who_invites_before_anything_is_asked(cast: Any, call: Call) -> None:
    answer = call(None).post("join/", {"secret": SECRET})
    assert answer.status_code == 200
    assert (answer.json()["inviter"], answer.json()["for_client"]) == ("Marja Visser", False)
    assert Invitation.objects.get(pk=cast.invitation.pk).status == InvitationStatus.SENT


def test_a_wrong_secret_opens_nothing(cast: Any, call: Call) -> None:
    assert call(None).post("join/", {"secret": "wrong"}).status_code == 404
    for where in ("join/decline/", "join/accept/"):
        answer = call(cast.noor).post(where, {"secret": "wrong"})
        assert (answer.status_code, answer.json()["code"]) == (409, "not_waiting")
    assert call(None).get("join/").status_code == 405


def test_joining_needs_an_account(cast: Any, call: Call) -> None:
    answer = call(None).post("join/accept/", {"secret": SECRET})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert call(cast.noor).post("join/accept/", {"secret": SECRET}).status_code == 200
    assert call(cast.noor).get(f"networks/{cast.network.pk}/").json()["standing"] == "member"
    assert call(cast.noor).post("join/accept/", {"secret": SECRET}).json()["code"] == "not_waiting"


def test_no_thanks_needs_no_account_and_no_reason(cast: Any, call: Call) -> None:
    assert call(None).post("join/decline/", {"secret": SECRET}).status_code == 204
    assert Invitation.objects.get(pk=cast.invitation.pk).status == InvitationStatus.DECLINED


def test_a_question_is_asked_and_answered(cast: Any, call: Call) -> None:
    assert call(None).post("join/ask/", {"secret": SECRET, "question": "How often?"}).status_code == 204
    where = f"invitations/{cast.invitation.pk}/"
    assert call(cast.marja).get(where).json()["question"] == "How often?"
    assert call(cast.marja).post(f"{where}reply/", {"reply": "Once a week"}).json()["reply"] == "Once a week"
    assert call(None).post("join/", {"secret": SECRET}).json()["reply"] == "Once a week"


def test_no_address_of_the_api_holds_a_secret(cast: Any, call: Call) -> None:
    answer = call(None).post(f"join/?secret={SECRET}", {"secret": SECRET})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["secret"])
