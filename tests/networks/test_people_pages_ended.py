"""In a network that has ended the client still looks, and every change is refused in one sentence."""

from django.utils import timezone

from networks.choices import NetworkStatus
from networks.models import NeedLink, Network
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser, changes, words_of

ENDED = "This network has ended. Open it again before you change anything."
LATER = "2090-01-01"


def _requests(cast: Cast) -> dict[str, dict[str, object]]:
    joris, noor, need = cast.members["joris"].pk, cast.members["noor"].pk, cast.need.pk
    link = NeedLink.objects.get()
    domain = str(make.domain().pk)
    words = {"words": "Sing", "domains": [domain], "importance": "low", "visibility": "close"}
    invitation = cast.invitation.pk
    buttons = ("resend", "revoke", "letter", "approve", "refuse")
    return {
        address("person_add", cast.network.pk): {
            "name": "Lia", "side": "formal", "takes_part": "no", "circle": "around",
        },
        address("person_edit", joris): {"name": "J", "side": "informal"},
        address("person_place", joris): {"circle": "close"},
        address("person_pause", joris): {"until": LATER},
        address("person_resume", joris): {},
        address("person_joined", noor): {},
        address("person_end", joris): {},
        address("person_return", cast.members["igor"].pk): {"circle": "around"},
        address("role_add", joris): {"kind": "direct", "scope": "network"},
        address("role_end", cast.members["henk"].roles.get().pk): {},
        **{address(f"invitation_{name}", invitation): {} for name in buttons},
        address("invitation_reply", invitation): {"reply": "Yes"},
        address("need_add", cast.network.pk): words,
        address("need_edit", need): words,
        address("need_audience", need): {"visibility": "close"},
        address("need_status", need): {"status": "resting"},
        address("need_view", need): {"met": "met"},
        address("need_link", cast.family_need.pk): {"direction": "affects", "other": str(need), "words": "x"},
        address("link_end", link.pk): {},
        address("note_add", cast.network.pk): {"text": "x", "subject": "network", "visibility": "close"},
        address("note_audience", cast.note.pk): {"visibility": "close"},
        address("note_take_back", cast.note.pk): {},
    }  # fmt: skip


def test_every_change_is_refused_in_one_sentence(cast: Cast) -> None:
    NeedLink.objects.create(
        network=cast.network, source=cast.need, target=cast.family_need, words="x", since=make.ago(1)
    )
    Network.objects.filter(pk=cast.network.pk).update(
        status=NetworkStatus.ENDED, end_reason="stopped", ended_at=timezone.now()
    )
    client = browser(cast.bram)
    for here, data in _requests(cast).items():
        page = client.post(here, data, follow=True)
        assert page.status_code in (200, 422), here
        assert ENDED in words_of(page), here
    assert changes(cast.network.pk) == []


def test_nobody_else_sees_an_ended_network(cast: Cast) -> None:
    Network.objects.filter(pk=cast.network.pk).update(
        status=NetworkStatus.ENDED, end_reason="stopped", ended_at=timezone.now()
    )
    for page in ("people", "needs", "notes"):
        assert browser(cast.bram).get(address(page, cast.network.pk)).status_code == 200, page
        assert browser(cast.joris).get(address(page, cast.network.pk)).status_code == 404, page
