"""Mail that comes back stops, and who keeps the overview is told: once, and for real reports only."""

import io
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from accounts.models import User
from networks import bounces, post
from networks.bounces import Bounce
from networks.choices import Channel
from networks.models import Delivery, Member, Reachability
from tests.factories import make_member, make_network, make_role, make_user
from tests.networks.posting import QUICK, due, mails, quiet, voice

pytestmark = pytest.mark.django_db
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: carenet@testserver
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
{more}Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {kind}

From: carenet@testserver
To: {address}
Message-ID: <{message_id}>
Subject: Tomorrow

--b--
"""


@pytest.fixture
def row() -> Delivery:
    network = make_network("Bram")
    ann = make_user("Ann", "ann@example.org")
    quiet(ann)
    member = make_member(network, ann)
    make_role(make_member(network, make_user("Olga", "olga@example.org")))
    due(network, member)
    post.sweep(Channel.MAIL, voice(), QUICK)
    return mails()[0]


def report(row: Delivery, **fields: str) -> bytes:
    given = {
        "address": "ann@example.org",
        "action": "failed",
        "status": "5.1.1",
        "more": "",
        "kind": "text/rfc822-headers",
        "message_id": row.message_id,
    }
    return REPORT.format(**given | fields).encode()


def read(content: bytes) -> tuple[Bounce, list[User | Member]]:
    told: list[User | Member] = []

    def tell(person: User | Member, at: datetime) -> None:
        told.append(person)

    return bounces.read(content, tell), told


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_an_address_that_does_not_exist_is_mailed_no_more(row: Delivery, kind: str) -> None:
    assert read(report(row, kind=kind)) == (Bounce.MARKED, [row.user])
    assert Reachability.objects.get(user=row.user).mail_fails_since is not None
    assert mails()[0].last_error == "5.1.1 came back"
    assert read(report(row, kind=kind)) == (Bounce.KNOWN, [])


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"action": "delayed", "status": "4.4.1"}, Bounce.NOT_FINAL),
        ({"status": "5.2.2"}, Bounce.NOT_FINAL),
        ({"status": "5.7.1"}, Bounce.NOT_FINAL),
        ({"message_id": "0197a8b0-0000-7000-8000-000000000000@testserver"}, Bounce.NOT_OURS),
        ({"message_id": "hello@example.org"}, Bounce.NOT_OURS),
        ({"more": "Original-Recipient: rfc822; old@example.org\n"}, Bounce.ANOTHER_ADDRESS),
    ],
)
def test_anything_else_changes_nothing(row: Delivery, fields: dict[str, str], what: Bounce) -> None:
    assert read(report(row, **fields)) == (what, [])
    assert not Reachability.objects.filter(mail_fails_since__isnull=False).exists()


def test_a_message_id_at_another_host_is_not_ours(row: Delivery) -> None:
    assert read(report(row, message_id=f"{row.pk}@elsewhere.example"))[0] == Bounce.NOT_OURS


def test_what_is_no_report(row: Delivery) -> None:
    for content in (b"", b"\xff\x00", b"Subject: hello\n\nHello", report(row)[:200]):
        assert read(content)[0] in (Bounce.NOT_A_REPORT, Bounce.NOT_OURS)


def test_the_command_tells_who_keeps_the_overview(row: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(row))))
    out = io.StringIO()
    call_command("read_bounce", stdout=out)
    assert "Nothing more is mailed" in out.getvalue()
    assert [one.user.email for one in mails(kind="house") if one.user] == ["olga@example.org"]
