"""The rules that hold whoever writes: tried by going round forms and actions, straight at the tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from networks.choices import Circle, InvitationStatus, NeedStatus, RoleKind, Side, Visibility
from networks.models import (
    CirclePlacement,
    Client,
    Invitation,
    Member,
    Need,
    NeedLink,
    NeedState,
    NeedView,
    Network,
    Note,
    Representation,
    Role,
    Stewardship,
)
from tests import factories as make
from tests.cast import Cast


def _henk(cast: Cast) -> Member:
    return cast.members["henk"]


def _link(cast: Cast, source: Need, target: Need) -> Any:
    return NeedLink.objects.create(
        network=cast.network, source=source, target=target, words="Words", since=make.ago(1)
    )


def _twice(cast: Cast) -> Any:
    other = make.make_need(cast.network)
    _link(cast, cast.need, other)
    return _link(cast, cast.need, other)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "network_ended_with_reason": lambda cast: Network.objects.filter(pk=cast.network.pk).update(
        status="ended"
    ),
    "network_codes_known": lambda cast: Network.objects.filter(pk=cast.network.pk).update(status="odd"),
    "network_visibility_known": lambda cast: Network.objects.filter(pk=cast.network.pk).update(
        need_visibility="odd"
    ),
    "networks_network_client_id_key": lambda cast: Network.objects.create(
        client=cast.network.client, title="Again", since=timezone.now()
    ),
    "networks_client_user_id_key": lambda cast: Client.objects.create(name="Twice", user=cast.bram),
    "representation_once": lambda cast: Representation.objects.create(
        client=cast.network.client, user=cast.marja, ground="written", since=make.ago(1)
    ),
    "representation_ground_known": lambda cast: Representation.objects.create(
        client=cast.network.client, user=cast.henk, ground="odd"
    ),
    "stewardship_once": lambda cast: [make.make_steward(cast.network, cast.joris) for _turn in range(2)],
    "stewardship_in_order": lambda cast: Stewardship.objects.create(
        network=cast.network, user=cast.joris, until=make.ago(5)
    ),
    "member_in_order": lambda cast: Member.objects.filter(pk=_henk(cast).pk).update(until=make.ago(900)),
    "member_user_once": lambda cast: make.make_member(cast.network, cast.henk),
    "member_person_once": lambda cast: make.make_member(cast.network, person=_henk(cast).person),
    "member_source_once": lambda cast: [
        make.make_member(cast.network, source_key="csv:1") for _turn in range(2)
    ],
    "member_side_known": lambda cast: Member.objects.filter(pk=_henk(cast).pk).update(
        side="odd", relation=""
    ),
    "member_relation_known": lambda cast: Member.objects.filter(pk=_henk(cast).pk).update(relation="odd"),
    "member_relation_informal": lambda cast: Member.objects.filter(pk=_henk(cast).pk).update(
        side=Side.FORMAL
    ),
    "member_with_account_joined": lambda cast: Member.objects.filter(pk=_henk(cast).pk).update(
        joined_at=None
    ),
    "placement_once": lambda cast: CirclePlacement.objects.create(
        member=_henk(cast), circle=Circle.CLOSE, since=make.ago(1)
    ),
    "placement_known": lambda cast: CirclePlacement.objects.filter(member=_henk(cast)).update(circle="odd"),
    "placement_in_order": lambda cast: CirclePlacement.objects.filter(member=_henk(cast)).update(
        until=make.ago(900)
    ),
    "role_once": lambda cast: make.make_role(_henk(cast), RoleKind.INDIRECT),
    "role_one_scope": lambda cast: make.make_role(_henk(cast), domain=make.domain(), need=cast.need),
    "role_stand_in_organizes": lambda cast: make.make_role(_henk(cast), RoleKind.DIRECT, stands_in=True),
    "role_codes_known": lambda cast: make.make_role(_henk(cast), source="odd"),
    "role_in_order": lambda cast: make.make_role(_henk(cast), RoleKind.DIRECT, until=make.ago(900)),
    "need_has_words": lambda cast: Need.objects.filter(pk=cast.need.pk).update(words=""),
    "need_codes_known": lambda cast: Need.objects.filter(pk=cast.need.pk).update(visibility="odd"),
    "need_source_once": lambda cast: [
        make.make_need(cast.network, source_key="fhir:1") for _turn in range(2)
    ],
    "need_state_once": lambda cast: NeedState.objects.create(
        need=cast.need, status="resting", since=make.ago(1)
    ),
    "need_closed_with_reason": lambda cast: NeedState.objects.filter(need=cast.need).update(
        status=NeedStatus.CLOSED
    ),
    "need_state_in_order": lambda cast: NeedState.objects.filter(need=cast.need).update(until=make.ago(900)),
    "need_link_between_two": lambda cast: _link(cast, cast.need, cast.need),
    "need_link_once": _twice,
    "need_view_known": lambda cast: NeedView.objects.create(
        need=cast.need, side="odd", met="met", said_by=cast.bram, said_at=timezone.now()
    ),
    "note_has_text": lambda cast: Note.objects.filter(pk=cast.note.pk).update(text=""),
    "note_visibility_known": lambda cast: Note.objects.filter(pk=cast.note.pk).update(visibility="odd"),
    "note_in_order": lambda cast: Note.objects.filter(pk=cast.note.pk).update(until=make.ago(900)),
    "invitation_codes_known": lambda cast: Invitation.objects.filter(pk=cast.invitation.pk).update(
        status="odd"
    ),
    "invitation_sent_expires": lambda cast: Invitation.objects.filter(pk=cast.invitation.pk).update(
        expires_at=None
    ),
    "invitation_secret_once": lambda cast: make.make_invitation(
        cast.network, make.make_member(cast.network, joined=False), secret="the-token-in-the-mail-to-noor"
    ),
    "invitation_one_waiting": lambda cast: make.make_invitation(cast.network, cast.members["noor"]),
}
"""Every named constraint of the networks, and how to break it past every form."""


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


SAME_NETWORK: dict[str, Callable[[Cast], Any]] = {
    "role of a stranger": lambda cast: Role.objects.create(
        network=cast.network, member=cast.other_member, kind="direct", source="self", since=make.ago(1)
    ),
    "role for a stranger's need": lambda cast: make.make_role(_henk(cast), "direct", need=cast.other_need),
    "link to a stranger's need": lambda cast: _link(cast, cast.need, cast.other_need),
    "note beside a stranger's need": lambda cast: make.make_note(cast.network, need=cast.other_need),
    "note about a stranger": lambda cast: make.make_note(cast.network, about=cast.other_member),
    "invitation for a stranger's place": lambda cast: make.make_invitation(
        cast.network, cast.other_member, status=InvitationStatus.DECLINED
    ),
}


@pytest.mark.parametrize("what", SAME_NETWORK)
def test_nothing_in_one_network_can_point_into_another(cast: Cast, what: str) -> None:
    with pytest.raises(IntegrityError, match="same_network"), transaction.atomic():
        _point_outside(cast, what)


def _point_outside(cast: Cast, what: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    SAME_NETWORK[what](cast)
    connection.check_constraints()


def test_every_named_rule_of_the_networks_is_tried_here() -> None:
    named = {
        rule.name
        for model in (
            Client, Network, Representation, Stewardship, Member, CirclePlacement, Role, Need, NeedState,
            NeedLink, NeedView, Note, Invitation,
        )
        for rule in model._meta.constraints
    }  # fmt: skip
    reached_otherwise = {
        "member_in_network": "the target of foreign keys",
        "need_in_network": "the same",
        "role_in_network": "the same",
        "member_pause_lets_known": "tried with how a network ends",
        "representation_in_order": "tried as stewardship_in_order: one function makes them",
        "need_link_in_order": "the same",
        "client_source_once": "tried with taking in files",
    }
    assert named - set(BROKEN) - set(reached_otherwise) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM networks_network",
        "DELETE FROM networks_member",
        "DELETE FROM networks_note",
        "TRUNCATE networks_need CASCADE",
        "DELETE FROM accountability_ledgerentry",
        "UPDATE accountability_ledgerentry SET verb = 'x'",
        "TRUNCATE accountability_ledgerentry",
        "INSERT INTO accountability_ledgerhead VALUES (gen_random_uuid(), 1, '')",
        "UPDATE accountability_ledgerhead SET seq = 0",
        "ALTER TABLE networks_network DROP COLUMN title",
        "DROP TABLE networks_note",
        "ALTER TABLE accountability_ledgerentry DISABLE TRIGGER ALL",
        "CREATE TABLE mine (a int)",
        "SET session_replication_role = replica",
        "SET ROLE carenet_owner",
    ],
)
def test_the_applications_role_may_not(cast: Cast, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_visibility_is_one_of_the_known(cast: Cast) -> None:
    for level in Visibility:
        Need.objects.filter(pk=cast.need.pk).update(visibility=level)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=cast.need.pk).update(visibility="")
