"""Every action leaves exactly one line in the ledger, and without the line there is no change."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from networks import actions, choices
from networks.actions import domain, intake, invitation, member, need, network, note, pause
from networks.choices import Circle, DeliveryWay, Ground, InvitationStatus, NetworkStatus, Side
from networks.intake.draft import Draft
from networks.models import LifeDomain, NeedLink, Network, Role
from tests import factories as make
from tests.cast import SECRET, Cast
from tests.networks import traces
from tests.networks.traces import CASES, SEVERAL, SILENT, Case, case
from tests.watch import broken_ledger, lines, snapshot, verbs

ROOMS = [one.name for one in iter_modules(actions.__path__)]
for _one in iter_modules(traces.__path__):
    import_module(f"tests.networks.traces.{_one.name}")
EMPTY = Draft(format="csv", client_name="", client_remarks=(), people=(), needs=(), left_out=())


def _bram(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)}


def _known(cast: Cast) -> Any:
    return make.make_member(cast.network, joined=False)


@case(network.start_network, "network_started")
def _(cast: Cast) -> dict[str, Any]:
    place = {"side": Side.INFORMAL, "relation": "friend"}
    return {"actor": cast.joris, "name": "Ada Prins", "ground": Ground.WRITTEN, "place": place}


@case(network.revise_client, "client_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"name": "Bram Visser", "called": "Brammetje"}


@case(network.revise_settings, "settings_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"purpose": "To sing"}


@case(network.activate_network, "network_activated")
def _(cast: Cast) -> dict[str, Any]:
    Network.objects.filter(pk=cast.network.pk).update(status=NetworkStatus.FORMING)
    return _bram(cast)


@case(network.rest_network, "network_rested")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast)


@case(network.end_network, "network_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"reason": choices.EndReason.MOVED}


@case(network.reopen_network, "network_reopened")
def _(cast: Cast) -> dict[str, Any]:
    rows = Network.objects.filter(pk=cast.network.pk)
    rows.update(status=NetworkStatus.ENDED, ended_at=timezone.now(), end_reason="moved")
    return _bram(cast)


@case(network.appoint_steward, "steward_appointed")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["joris"].pk}


@case(network.dismiss_steward, "steward_dismissed")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"stewardship": make.make_steward(cast.network, cast.joris).pk}


@case(network.appoint_representative, "representative_appointed")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["henk"].pk, "ground": Ground.WRITTEN}


@case(network.end_representation, "representation_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"representation": cast.network.client.representations.get().pk}


@case(network.leave_network, "member_left")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.henk, cast.network)}


@case(member.add_person, "person_added")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"name": "Mies Vos", "side": Side.INFORMAL, "circle": Circle.AROUND}


@case(member.revise_member, "member_revised")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["joris"].pk, "phone": "0318 555 0100"}


@case(member.join_without_account, "member_joined")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": _known(cast).pk}


@case(member.place, "member_placed")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["joris"].pk, "circle": Circle.CLOSE}


@case(pause.pause_member, "member_paused")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["joris"].pk, "until": timezone.now() + timedelta(days=9)}


@case(pause.resume_member, "member_resumed")
def _(cast: Cast) -> dict[str, Any]:
    paused = make.make_member(cast.network, paused_until=timezone.now() + timedelta(days=9))
    return _bram(cast) | {"member": paused.pk}


@case(member.end_membership, "membership_ended")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["anouk"].pk}


@case(member.welcome_back, "member_welcomed_back")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["igor"].pk, "circle": Circle.AROUND}


@case(member.set_role, "role_taken")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"member": cast.members["anouk"].pk, "kind": choices.RoleKind.DIRECT}


@case(member.end_role, "role_ended")
def _(cast: Cast) -> dict[str, Any]:
    role = Role.objects.get(member=cast.members["henk"])
    return _bram(cast) | {"role": role.pk}


@case(need.raise_need, "need_raised")
def _(cast: Cast) -> dict[str, Any]:
    words = {"words": "I want to swim", "domains": [make.domain().pk], "visibility": "everyone"}
    return _bram(cast) | words


@case(need.revise_need, "need_revised")
def _(cast: Cast) -> dict[str, Any]:
    words = {"words": "I want to sing and swim", "domains": [make.domain().pk], "visibility": "everyone"}
    return _bram(cast) | words | {"need": cast.need.pk, "importance": "high"}


@case(need.restrict_need, "need_restricted")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"need": cast.need.pk, "visibility": "close"}


@case(need.set_need_status, "need_closed")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"need": cast.need.pk, "status": "closed", "reason": "met"}


@case(need.set_need_status, "need_rested")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"need": cast.need.pk, "status": "resting"}


@case(need.link_needs, "needs_linked")
def _(cast: Cast) -> dict[str, Any]:
    other = make.make_need(cast.network, cast.bram)
    return _bram(cast) | {"source": cast.need.pk, "target": other.pk, "words": "If I sing, I sleep."}


@case(need.unlink_needs, "needs_unlinked")
def _(cast: Cast) -> dict[str, Any]:
    other = make.make_need(cast.network, cast.bram)
    link = NeedLink.objects.create(
        network=cast.network, source=cast.need, target=other, words="Words", since=make.ago(3)
    )
    return _bram(cast) | {"link": link.pk}


@case(need.say_view, "need_viewed_by_side")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"need": cast.need.pk, "met": "not_met"}


@case(note.write_note, "note_written")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"text": "A quiet day", "visibility": "everyone", "need": cast.need.pk}


@case(note.restrict_note, "note_restricted")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"note": cast.note.pk, "visibility": "only_me"}


@case(note.take_back_note, "note_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"note": cast.note.pk}


def _letter(cast: Cast) -> dict[str, Any]:
    return {"member": _known(cast).pk, "words": "Come", "way": DeliveryWay.LETTER, "language": "nl"}


@case(invitation.invite, "invitation_sent")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | _letter(cast)


@case(invitation.invite, "invitation_proposed")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": make.seat(cast.joris, cast.network)} | _letter(cast)


def _invited(cast: Cast, status: InvitationStatus = InvitationStatus.SENT, **more: Any) -> dict[str, Any]:
    row = make.make_invitation(cast.network, _known(cast), cast.joris, status=status, **more)
    return _bram(cast) | {"invitation": row.pk}


@case(invitation.approve_invitation, "invitation_approved")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast, InvitationStatus.PROPOSED)


@case(invitation.refuse_invitation, "invitation_refused")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast, InvitationStatus.PROPOSED)


@case(invitation.resend_invitation, "invitation_resent")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast)


@case(invitation.revoke_invitation, "invitation_revoked")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast)


@case(invitation.write_letter, "invitation_printed")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast, way=DeliveryWay.LETTER)


@case(invitation.reply_to_question, "invitation_question_answered")
def _(cast: Cast) -> dict[str, Any]:
    return _invited(cast) | {"reply": "On Saturdays"}


@case(invitation.accept_invitation, "invitation_accepted")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.noor, "secret": SECRET}


@case(invitation.decline_invitation, "invitation_declined")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": SECRET}


@case(invitation.ask_question, "invitation_question_asked")
def _(cast: Cast) -> dict[str, Any]:
    return {"secret": SECRET, "question": "How often?"}


@case(invitation.expire_invitation, "invitation_expired")
def _(cast: Cast) -> dict[str, Any]:
    row = make.make_invitation(cast.network, _known(cast), expires_at=make.ago(1))
    return {"invitation": row.pk}


@case(intake.import_into, "people_imported")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast) | {"draft": EMPTY}


@case(domain.add_domain, "domain_added")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.els, "organisation": cast.linde.pk, "name": "Money"}


@case(domain.rename_domain, "domain_renamed")
def _(cast: Cast) -> dict[str, Any]:
    added = LifeDomain.objects.create(organisation=cast.linde, code="own-money", name="Money")
    return {"actor": cast.els, "domain": added.pk, "name": "Money and papers"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_action_leaves_exactly_one_line(cast: Cast, case: Case) -> None:
    arguments = case.arguments(cast)
    before = verbs()
    case.action(**arguments)
    assert verbs()[len(before) :] == [case.verb]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_when_the_ledger_fails_nothing_is_changed(cast: Cast, case: Case) -> None:
    arguments = case.arguments(cast)
    before = snapshot()
    with broken_ledger(), pytest.raises(DatabaseError), transaction.atomic():
        case.action(**arguments)
    assert snapshot() == before


def test_every_action_of_the_house_stands_in_this_table() -> None:
    known = {one.action.__name__ for one in CASES} | set(SILENT) | set(SEVERAL)
    for room in ROOMS:
        module = import_module(f"networks.actions.{room}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and _changes_something(name, function):
                assert name in known, f"{room}.{name} has no line here"


def _changes_something(name: str, function: Callable[..., Any]) -> bool:
    keywords = inspect.signature(function).parameters.values()
    every = all(one.kind in (one.KEYWORD_ONLY, one.VAR_KEYWORD) for one in keywords)
    return not name.startswith("_") and every


def test_the_line_names_who_as_what_and_for_whom_but_never_what_was_written(cast: Cast) -> None:
    marja = make.seat(cast.marja, cast.network)
    written = need.raise_need(
        actor=marja, words="Nobody else may read this", domains=[make.domain().pk], visibility="only_me"
    )
    line = lines(cast.network.pk)[-1]
    assert (line.actor_label, line.standing, line.on_behalf_of) == (
        "Marja Visser",
        "representative",
        "Bram Visser",
    )
    assert (line.subject_kind, line.subject_id, line.subject_label) == ("need", written.pk, "")
    assert "Nobody" not in str(vars(line))


def test_importing_a_new_network_leaves_a_line_for_the_network_and_one_for_the_people(cast: Cast) -> None:
    before = verbs()
    intake.import_network(actor=cast.fatima, draft=EMPTY, client_name="Ada Prins")
    assert verbs()[len(before) :] == ["networks.network_started", "networks.people_imported"]
