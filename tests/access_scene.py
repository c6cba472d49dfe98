"""The scene of the access matrix: Bram's network and Eve's, with one of everything in each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import ApiToken, Region, User
from networks.choices import DeliveryWay, InvitationStatus, Relation, RoleKind, TaskWhen
from networks.intake.draft import Draft
from networks.models import Activity, ImportDraft, LifeDomain, Member, Need, NeedLink, Network, Role
from tests import daily
from tests import factories as make
from tests.access_meso import meso_rows
from tests.cast import Cast

EMPTY = Draft(format="csv", client_name="", client_remarks=(), people=(), needs=(), left_out=())
SECRETS = {"proposed": "", "invitation": "the-token-of-mies", "letter": "AAAA-BBBB-CCCC-DDDD"}


@dataclass(frozen=True)
class Scene:
    """``rows`` is what each word in the table's ``where`` stands for, ``strange`` the same with Eve."""

    cast: Cast
    people: dict[str, Any]
    rows: dict[str, Any]
    strange: dict[str, Any]


def set_scene(cast: Cast) -> Scene:
    """Everything the table names, in Bram's network and again in Eve's."""
    steward = make.make_user("Gert Steward", "gert@example.org")
    make.make_steward(cast.network, steward)
    token = make_token(cast.eve)
    shared = {
        "organisation": cast.linde,
        "region": Region.objects.first(),
        "token of another": token,
        "import of another": make_draft(cast.eve),
        "domain": LifeDomain.objects.create(organisation=cast.linde, code="own-living", name="Living"),
        "wrong token": "this-opens-nothing",
        "no_link": "this-opens-nothing",
        "nowhere": "nothing-here/",
    }
    rows = _rows(cast.network, cast.joris, cast.bram, cast.members["henk"], cast.members["igor"])
    strange = _rows(cast.other, cast.eve, cast.eve, cast.other_member, None)
    people = {**cast.everyone(), "steward": steward}
    return Scene(cast, people, {**shared, **rows}, {**shared, **strange})


def _rows(
    network: Network, inviter: User, author: User, member: Member, former: Member | None
) -> dict[str, Any]:
    role = Role.objects.filter(member=member, kind=RoleKind.INDIRECT).first() or make.make_role(
        member, RoleKind.INDIRECT
    )
    needs = [make.make_need(network, author, for_client=True) for _turn in range(2)]
    known = make.make_member(network, name="Known Only", joined=False, relation=Relation.FRIEND)
    return {
        "network": network,
        "henk": member,
        "noor": known,
        "igor": former or make.make_member(network, ended=True),
        "role": role,
        "need": needs[0],
        "note": make.make_note(network, author, for_client=True),
        "link": make_link(network, needs),
        "stewardship": network.stewardships.first() or make.make_steward(network),
        "representation": network.client.representations.get(),
        **{name: _invitation(network, inviter, name) for name in SECRETS},
        **daily_rows(network, author, member),
        **meso_rows(network, author, member),
    }


def daily_rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One of everything that people do together; ``member`` holds the promise and is asked."""
    helper = daily.make_task(network, author, starts=daily.hence(5))
    task = daily.make_task(network, author, places=["driver", "companion"], address="Back door, code 4711")
    date = task.occurrences.get()
    talent = daily.make_talent(member)
    story = daily.make_story(network, author, for_client=True)
    daily.make_photo(story)
    friend = make.make_member(network)
    daily.make_promise(helper.occurrences.get(), friend)
    return {
        "activity": Activity.objects.create(network=network, code="own-tea", name="Tea"),
        "talent": talent,
        "challenge": daily.make_challenge(member, author, talent),
        "task": task,
        "date": date,
        "ask": daily.make_ask(task, member),
        "promise": daily.make_promise(date, member),
        "feed": daily.make_feed(member.user, network),
        "barrier": daily.make_barrier(network, author),
        **_series(network, author, member, friend),
        "swap": daily.make_swap(member, helper, friend, task),
        "story": story,
        "reply": daily.make_reply(story, author, for_client=True),
        "notice": daily.make_notice(member.user, network),
        "browser": daily.make_browser(member.user),
    }


def _series(network: Network, author: User, member: Member, friend: Member) -> dict[str, Any]:
    """A yes for a while of ``member``, who offers one of its dates for one of the friend's."""
    task = daily.make_task(network, author, when=TaskWhen.RHYTHM, rule="FREQ=WEEKLY")
    pledge = daily.make_pledge(task, member)
    mine = daily.make_promise(task.occurrences.get(), member, pledge=pledge)
    wanted = daily.make_promise(daily.make_date(task, daily.hence(10)), friend)
    return {"pledge": pledge, "wanted": wanted, "date_swap": daily.make_date_swap(mine, wanted)}


def make_link(network: Network, needs: list[Need]) -> NeedLink:
    """That one need helps another."""
    return NeedLink.objects.create(
        network=network, source=needs[0], target=needs[1], words="One helps the other", since=make.ago(3)
    )


def _invitation(network: Network, inviter: User, name: str) -> Any:
    status = InvitationStatus.PROPOSED if name == "proposed" else InvitationStatus.SENT
    way = DeliveryWay.LETTER if name == "letter" else DeliveryWay.MAIL
    return make.make_invitation(
        network, make.make_member(network, joined=False), inviter, status=status, way=way
    )


def make_token(user: User) -> ApiToken:
    """A token for a program of this user."""
    return ApiToken.objects.create(
        user=user,
        name="Her program",
        scope="read",
        prefix="abcdefghijkl",
        digest="0" * 64,
        password_mark="0" * 64,
        expires_at=timezone.now() + timedelta(days=9),
    )


def make_draft(user: User) -> ImportDraft:
    """An import of this user that waits to be saved."""
    return ImportDraft.objects.create(
        owner=user,
        filename="team.csv",
        content=EMPTY.to_json(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
