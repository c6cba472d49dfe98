"""What an attacker of access and data tried, and what stands in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from carenet.lib.errors import DomainError
from networks.access import readable_notes, seat_in
from networks.actions.intake import keep_draft
from networks.actions.invitation import accept_invitation, write_letter
from networks.actions.member import add_person, end_membership, place, revise_member
from networks.actions.need import restrict_need, revise_need, set_need_status
from networks.actions.network import (
    appoint_representative,
    end_representation,
    leave_network,
    start_network,
)
from networks.choices import Circle, DeliveryWay, Ground, Importance, Side, Visibility
from networks.errors import LastRepresentative
from networks.intake.draft import Draft
from networks.models import Client as Person
from networks.models import Invitation, Member, Need, NeedLink, Network
from tests import factories as make
from tests.access_rows import METHOD, Line
from tests.access_scene import Scene, set_scene
from tests.access_table import TABLE
from tests.cast import Cast
from tests.networks.browsing import address, browser, traces, words_of

# A professional, and the family-only space ----------------------------------------------------------------


@pytest.mark.parametrize("side", [Side.COMMUNITY, Side.INFORMAL])
def test_a_professional_who_is_a_steward_does_not_put_off_the_professional(cast: Cast, side: Side) -> None:
    make.make_steward(cast.network, cast.fatima)
    seat = make.seat(cast.fatima, cast.network)
    for name in ("fatima", "anouk"):
        with pytest.raises(PermissionDenied):
            revise_member(actor=seat, member=cast.members[name].pk, side=side)


def test_a_professional_who_runs_a_network_in_which_nobody_speaks_does_not_come_to_speak(db: None) -> None:
    worker = make.make_user("Fatima")
    network = start_network(actor=worker, name="Ans", place={"side": Side.FORMAL})
    make.make_need(network, make.make_user(), visibility=Visibility.FAMILY)
    first = network.members.get(user=worker)
    with pytest.raises(DomainError, match="professional"):
        appoint_representative(actor=make.seat(worker, network), member=first.pk, ground=Ground.WRITTEN)
    network.members.filter(pk=first.pk).update(until=make.ago(0))
    again = make.make_member(network, worker, side=Side.COMMUNITY, since=timezone.now())
    with pytest.raises(DomainError, match="professional"):
        appoint_representative(actor=make.seat(worker, network), member=again.pk, ground=Ground.WRITTEN)
    assert not Need.objects.visible_to(make.seat(worker, network)).exists()


def test_nobody_starts_as_representative_and_professional_at_once(db: None) -> None:
    worker = make.make_user()
    with pytest.raises(DomainError, match="professional"):
        start_network(actor=worker, name="Ans", ground=Ground.MENTOR, place={"side": Side.FORMAL})
    assert not Network.objects.exists()


def test_who_acts_for_the_client_is_not_made_a_professional(cast: Cast) -> None:
    seat = make.seat(cast.bram, cast.network)
    with pytest.raises(DomainError, match="acts for the client"):
        revise_member(actor=seat, member=cast.members["marja"].pk, side=Side.FORMAL)


# A steward, and what stewards do not read -----------------------------------------------------------------


def test_a_steward_does_not_make_themselves_a_professional_to_read_what_professionals_write(
    cast: Cast,
) -> None:
    make.make_steward(cast.network, cast.joris)
    with pytest.raises(PermissionDenied):
        revise_member(
            actor=make.seat(cast.joris, cast.network), member=cast.members["joris"].pk, side=Side.FORMAL
        )


@pytest.mark.parametrize("name", ["joris", "fatima"])
def test_a_steward_does_not_place_themselves_in_the_close_circle(cast: Cast, name: str) -> None:
    user = getattr(cast, name)
    make.make_steward(cast.network, user)
    close = make.make_need(cast.network, cast.bram, visibility=Visibility.CLOSE, for_client=True)
    seat = make.seat(user, cast.network)
    with pytest.raises(PermissionDenied):
        place(actor=seat, member=cast.members[name].pk, circle=Circle.CLOSE)
    assert not Need.objects.visible_to(make.seat(user, cast.network)).filter(pk=close.pk).exists()
    place(actor=seat, member=cast.members["henk"].pk, circle=Circle.AROUND)
    place(actor=seat, member=cast.members[name].pk, circle=Circle.TAKES_PART)
    place(actor=make.seat(cast.bram, cast.network), member=cast.members[name].pk, circle=Circle.CLOSE)
    assert make.seat(user, cast.network).close


# A representative who was dismissed -----------------------------------------------------------------------


def dismissed(cast: Cast) -> Need:
    """What Marja once wrote for Bram and for nobody else, after she stopped speaking for him."""
    own = make.make_need(cast.network, cast.marja, visibility=Visibility.ONLY_ME, for_client=True)
    make.make_note(cast.network, cast.marja, text="For Bram", visibility=Visibility.ONLY_ME, for_client=True)
    cast.network.client.representations.update(until=timezone.now())
    return own


def test_who_no_longer_speaks_for_the_client_no_longer_reads_what_is_the_clients_own(cast: Cast) -> None:
    own = dismissed(cast)
    seat = make.seat(cast.marja, cast.network)
    assert not Need.objects.visible_to(seat).filter(pk=own.pk).exists()
    assert not Need.objects.visible_in_all([seat]).filter(pk=own.pk).exists()
    assert not readable_notes(seat).filter(text="For Bram").exists()
    assert browser(cast.marja).get(address("need", own.pk)).status_code == 404
    assert Need.objects.visible_to(make.seat(cast.bram, cast.network)).filter(pk=own.pk).exists()


def test_who_no_longer_speaks_for_the_client_no_longer_decides_who_reads_it(cast: Cast) -> None:
    own = dismissed(cast)
    own.visibility = Visibility.FAMILY
    own.save()
    seat = make.seat(cast.marja, cast.network)
    words = {"words": "Otherwise", "domains": [make.domain().pk], "importance": Importance.LOW}
    with pytest.raises(PermissionDenied):
        restrict_need(actor=seat, need=own.pk, visibility=Visibility.EVERYONE)
    with pytest.raises(PermissionDenied):
        revise_need(actor=seat, need=own.pk, visibility=own.visibility, **words)
    with pytest.raises(PermissionDenied):
        set_need_status(actor=seat, need=own.pk, status="resting")
    note = make.make_note(cast.network, cast.marja, text="For Bram too", for_client=True)
    assert address("note_audience", note.pk) not in words_of(
        browser(cast.marja).get(address("notes", cast.network.pk))
    )


def test_a_closed_account_leaves_no_client_without_a_voice(cast: Cast) -> None:
    alone = cast.other
    second = make.make_user()
    alone.client.representations.create(user=second, ground=Ground.FAMILY, since=make.ago(5))
    User.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(LastRepresentative):
        leave_network(actor=make.seat(cast.eve, alone))
    with pytest.raises(LastRepresentative):
        end_representation(
            actor=make.seat(cast.eve, alone),
            representation=alone.client.representations.get(user=cast.eve).pk,
        )
    steward = make.make_user()
    member = make.make_member(alone, steward)
    make.make_steward(alone, steward)
    User.objects.filter(pk=cast.eve.pk).update(is_active=False)
    appoint_representative(actor=make.seat(steward, alone), member=member.pk, ground=Ground.FAMILY)
    assert make.seat(steward, alone).for_client


# A former member ------------------------------------------------------------------------------------------


def test_somebody_who_left_is_told_nothing_of_the_invitations_they_once_sent(cast: Cast) -> None:
    place_of_mies = make.make_member(cast.network, name="Mies Secret", joined=False)
    make.make_invitation(cast.network, place_of_mies, cast.igor, question="How is he?")
    make.make_invitation(
        cast.network, make.make_member(cast.network, name="Toos Secret", joined=False), cast.joris
    )
    assert "Secret" not in words_of(browser(cast.igor).get("/"))
    assert "Toos Secret" in words_of(browser(cast.joris).get("/"))


def letter_by_joris(cast: Cast) -> str:
    """The code that Joris printed for somebody whom the client places close by."""
    member = make.make_member(cast.network, name="Oma", joined=False, circle=Circle.CLOSE)
    row = make.make_invitation(cast.network, member, cast.joris, way=DeliveryWay.LETTER)
    return write_letter(actor=make.seat(cast.joris, cast.network), invitation=row.pk)[1]


def test_who_was_sent_away_does_not_come_back_by_a_code_they_printed(cast: Cast) -> None:
    code = letter_by_joris(cast)
    end_membership(actor=make.seat(cast.bram, cast.network), member=cast.members["joris"].pk)
    for user in (cast.joris, make.make_user("A friend of Joris")):
        with pytest.raises(DomainError):
            accept_invitation(actor=user, secret=code)
        assert seat_in(user, cast.network.pk, timezone.now()) is None
    assert Invitation.objects.filter(inviter=cast.joris).get().status == "revoked"


def test_who_left_does_not_come_back_by_an_invitation_they_wrote(cast: Cast) -> None:
    code = letter_by_joris(cast)
    leave_network(actor=make.seat(cast.joris, cast.network))
    with pytest.raises(DomainError, match="yourself"):
        accept_invitation(actor=cast.joris, secret=code)
    accept_invitation(actor=make.make_user("Oma"), secret=code)


def test_a_file_for_a_network_is_gone_with_the_place_in_that_network(cast: Cast) -> None:
    empty = Draft(format="csv", client_name="", client_remarks=(), people=(), needs=(), left_out=())
    for user, status in ((cast.igor, 404), (cast.bram, 200)):
        draft = keep_draft(actor=user, draft=empty, filename="team.csv", network=cast.network)
        assert browser(user).get(address("import_preview", draft.pk)).status_code == status


def test_who_may_only_propose_people_does_not_write_history(cast: Cast) -> None:
    old = timezone.now() - timedelta(days=4000)
    added = add_person(actor=make.seat(cast.henk, cast.network), name="Piet", side=Side.INFORMAL, since=old)
    assert added.since > timezone.now() - timedelta(minutes=5)


@pytest.mark.parametrize("how", ["ended by another", "ended by oneself", "left"])
def test_who_no_longer_speaks_for_the_client_cannot_become_the_client(cast: Cast, how: str) -> None:
    network, second = cast.other, make.make_user()
    network.client.representations.create(user=second, ground=Ground.FAMILY, since=make.ago(5))
    row = make.make_invitation(network, None, cast.eve, way=DeliveryWay.LETTER)
    mine = network.client.representations.get(user=cast.eve)
    code = write_letter(actor=make.seat(cast.eve, network), invitation=row.pk)[1]
    if how == "left":
        heir = make.make_member(network, second)
        leave_network(actor=make.seat(cast.eve, network), successor=heir.pk)
    else:
        actor = cast.eve if how == "ended by oneself" else second
        end_representation(actor=make.seat(actor, network), representation=mine.pk)
    with pytest.raises(DomainError):
        accept_invitation(actor=make.make_user("Eve under another name"), secret=code)
    network.client.refresh_from_db()
    assert network.client.user is None


def test_a_steward_does_not_turn_the_clients_invitation_of_a_professional_into_one_of_a_friend(
    cast: Cast,
) -> None:
    make.make_steward(cast.network, cast.joris)
    member = make.make_member(cast.network, name="Fatima", side=Side.FORMAL, joined=False)
    waiting = make.make_invitation(cast.network, member, cast.bram, secret="s3cret")
    seat = make.seat(cast.joris, cast.network)
    with pytest.raises(DomainError, match="professional"):
        revise_member(actor=seat, member=member.pk, side=Side.INFORMAL)
    Invitation.objects.filter(pk=waiting.pk).update(status="revoked")
    revise_member(actor=seat, member=member.pk, side=Side.INFORMAL)


# What is shown and leaves no trace ------------------------------------------------------------------------


SHOWS: dict[str, tuple[str, str, str]] = {
    "need_edit": ("need", "bram", "networks.need_seen"),
    "need_audience": ("need", "bram", "networks.need_seen"),
    "need_status": ("need", "bram", "networks.need_seen"),
    "need_view": ("need", "henk", "networks.need_seen"),
    "need_link": ("need", "henk", "networks.needs_seen"),
    "note_add": ("network", "henk", "networks.needs_seen"),
    "note_audience": ("note", "bram", "networks.notes_seen"),
    "note_take_back": ("note", "bram", "networks.notes_seen"),
    "role_add": ("member", "henk", "networks.needs_seen"),
    "person_edit": ("member", "bram", "networks.person_seen"),
    "person_place": ("member", "bram", "networks.person_seen"),
    "invitations": ("network", "bram", "networks.people_seen"),
    "invitation": ("invitation", "marja", "networks.people_seen"),
}


@pytest.mark.parametrize("page", SHOWS)
def test_every_form_that_shows_what_somebody_wrote_leaves_a_look(cast: Cast, page: str) -> None:
    about, name, verb = SHOWS[page]
    rows: dict[str, Any] = {"network": cast.network, "need": cast.need, "note": cast.note}
    rows |= {"member": cast.members["henk"], "invitation": cast.invitation}
    here = address(page, rows[about].pk)
    client = browser(getattr(cast, name))
    assert client.get(here).status_code == 200
    assert traces(cast.network.pk) == [verb]
    if page not in ("note_take_back", "invitations", "invitation"):
        assert client.post(here).status_code == 422
        assert traces(cast.network.pk) == [verb, verb]


def test_who_is_refused_a_form_leaves_no_look(cast: Cast) -> None:
    client = browser(cast.henk)
    for page in ("need_edit", "need_audience", "need_status"):
        assert client.get(address(page, cast.need.pk)).status_code == 403
    assert traces(cast.network.pk) == []


def test_placing_somebody_where_they_stand_is_a_look(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["henk"].pk).update(phone="0612345678")
    answer = browser(cast.bram).post(
        f"/api/v1/members/{cast.members['henk'].pk}/place/", {"circle": "close"}, "application/json"
    )
    assert answer.json()["phone"] == "0612345678"
    assert traces(cast.network.pk) == ["networks.person_seen"]


# A shared computer, and who keeps the site running --------------------------------------------------------


@pytest.mark.parametrize("here", ["/", "/me/", "/networks/", "need", "network", "who-looked"])
def test_no_page_of_somebody_who_is_signed_in_is_kept(cast: Cast, here: str) -> None:
    known = {
        "need": address("need", cast.need.pk),
        "network": address("network", cast.network.pk),
        "who-looked": f"/networks/{cast.network.pk}/who-looked/",
    }
    kept = browser(cast.bram).get(known.get(here, here)).headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize(
    "question",
    [
        "password__startswith=a",
        "client__isnull=0",
        "memberships__isnull=0",
        "stewardships__isnull=0",
        "representations__isnull=0",
        "api_tokens__isnull=0",
    ],
)
def test_the_site_operator_cannot_ask_the_list_of_users_what_it_does_not_show(
    cast: Cast, question: str
) -> None:
    otto = browser(cast.otto)
    assert otto.get("/admin/accounts/user/?is_active__exact=1").status_code == 200
    assert otto.get(f"/admin/accounts/user/?{question}").status_code == 400


# Every address at once ------------------------------------------------------------------------------------

BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def where(line: Line, rows: dict[str, Any]) -> str:
    """The address of a line of the table, about Bram's network."""
    if line.where == "nowhere":
        return reverse(line.name) + rows["nowhere"]
    words = [line.where] if line.where in rows else line.where.split()
    return reverse(line.name, args=[getattr(rows[word], "pk", rows[word]) for word in words])


def everything(scene: Scene) -> dict[str, list[Any]]:
    """Every row of the networks and the accounts, with what it says, except of people themselves."""
    kinds = [*apps.get_app_config("networks").get_models(), *apps.get_app_config("accounts").get_models()]
    return {
        kind.__name__: sorted(map(repr, kind.objects.values())) for kind in kinds if kind.__name__ != "User"
    }


@pytest.mark.slow
def test_no_post_without_the_mark_of_our_own_form_is_taken(cast: Cast) -> None:
    scene = set_scene(cast)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.bram)
    before = everything(scene)
    no_form = ("api:nowhere", "networks:unsubscribe")  # a mail program has no form: its address is the secret
    for line in TABLE.values():
        if line.post.expected("bram") == METHOD or line.name in no_form:
            continue
        answer = strict.post(where(line, scene.rows), {}, "application/json")
        assert answer.status_code in (403, 415), line.name
    assert everything(scene) == before


@pytest.mark.slow
def test_looking_changes_nothing(cast: Cast) -> None:
    scene = set_scene(cast)
    before = everything(scene)
    for name in ("bram", "eve"):
        client = browser(getattr(cast, name))
        for line in TABLE.values():
            client.get(where(line, scene.rows))
    assert everything(scene) == before


@pytest.mark.slow
def test_what_people_type_is_never_part_of_a_page(cast: Cast) -> None:
    scene = set_scene(cast)
    network, note = cast.network, make.make_note(cast.network, cast.bram, text=BAD, for_client=True)
    Person.objects.filter(pk=network.client_id).update(name=BAD, called=BAD[:60])
    Network.objects.filter(pk=network.pk).update(title=BAD[:60], purpose=BAD)
    Member.objects.update(name=BAD, function=BAD, organisation_name=BAD, phone=BAD[:40])
    Need.objects.update(words=BAD)
    NeedLink.objects.update(words=BAD)
    Invitation.objects.update(words=BAD, question=BAD, reply=BAD)
    User.objects.update(name=BAD)
    Organisation.objects.filter(pk=cast.linde.pk).update(name=BAD)
    make.make_note(network, cast.bram, text=BAD, need=scene.rows["need"], for_client=True)
    client, shown = browser(cast.bram), 0
    for line in TABLE.values():
        page = client.get(where(line, scene.rows) + "?words=%3Cscript%3Ealert(1)&next=javascript:alert(1)")
        if "html" in page.headers.get("Content-Type", ""):
            text = page.content.decode()
            wrong = [one for one in ("<script>alert", "<img src=x", '"javascript:') if one in text]
            assert wrong == [], line.name
            shown += "&lt;script&gt;" in text
    assert shown > 40
    assert note.text == BAD
