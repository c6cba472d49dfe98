"""Messages about a network as a whole: it rests or goes on, it ended, and whether somebody is still there."""

from datetime import datetime

from django.utils.formats import date_format

from accounts.models import User
from networks.choices import EndReason, MessageKind
from networks.models import Farewell, FriendlyQuestion, Member, Network, Rest
from networks.moments import people
from networks.moments.clock import next_at
from networks.moments.letter import Case, Draft, first_name
from networks.moments.table import NINE
from networks.moments.telling import tell
from networks.moments.tongue import gettext


def everybody(network: Network, at: datetime) -> list[Member | User]:
    """Everybody who takes part, and who speaks for the client."""
    rows = Member.objects.taking_part(at).filter(network=network).select_related("user")
    return [*rows, *people.speakers(network, at)]


def on_farewell(farewell: Farewell, at: datetime) -> None:
    """What people wrote about the end goes to everybody who took part, except to who wrote it."""
    to = [one for one in everybody(farewell.network, at) if _account(one) != farewell.author_id]
    tell(network=farewell.network, to=to, kind=MessageKind.FAREWELL, subject=farewell, at=at)


def on_rest(rest: Rest, at: datetime) -> None:
    """A network rests: everybody hears what that means and until when."""
    to = [one for one in everybody(rest.network, at) if _account(one) != rest.said_by_id]
    tell(
        network=rest.network,
        to=to,
        kind=MessageKind.WHOLE,
        subject=rest,
        at=at,
        slot="rests",
        payload={"what": "rests"},
    )


def on_awake(rest: Rest, at: datetime) -> None:
    """A network goes on after a rest."""
    to = everybody(rest.network, at)
    tell(
        network=rest.network,
        to=to,
        kind=MessageKind.WHOLE,
        subject=rest,
        at=at,
        slot="goes_on",
        payload={"what": "goes_on"},
    )


def on_still_there(question: FriendlyQuestion, at: datetime) -> None:
    """A friendly question to somebody who gave no sign for a while."""
    tell(
        network=question.network,
        to=[question.member],
        kind=MessageKind.STILL_THERE,
        subject=question,
        at=at,
        when=lambda zone: next_at(at, NINE, zone),
    )


def _account(person: Member | User) -> object:
    return person.pk if isinstance(person, User) else person.user_id


def farewell(case: Case) -> Draft:
    """The words of people, and nothing of ours."""
    row: Farewell | None = case.row
    if row is None or row.until is not None:
        return None
    who = first_name(row.author.name)
    return {
        "subject": gettext("A message from %(who)s") % {"who": who},
        "lines": [gettext("%(who)s writes to everybody who was around.") % {"who": who}],
        "quote": row.text,
        "path": case.page("mourning", row.network_id) if row.about == EndReason.DIED else "",
        "act": gettext("Look"),
    }


def whole(case: Case) -> Draft:
    """The network rests, or goes on."""
    row: Rest | None = case.row
    if row is None or (case.what == "rests") != (row.until is None):
        return None
    name = {"client": case.reader.network.client.short_name}
    path = case.page("network", row.network_id)
    act = gettext("Look at the network")
    if case.what == "goes_on":
        return {
            "subject": gettext("The network around %(client)s goes on") % name,
            "lines": [gettext("The rest is over. You can be asked again, and plan things together.")],
            "path": path,
            "act": act,
        }
    until = gettext("It rests until somebody says that it goes on.")
    if row.back_on is not None:
        until = gettext("It goes on on %(day)s.") % {"day": date_format(row.back_on, "l j F Y")}
    return {
        "subject": gettext("The network around %(client)s rests for a while") % name,
        "lines": [
            until,
            gettext("Nobody is asked for anything new. What you promised stands, unless you hear otherwise."),
        ],
        "quote": row.words,
        "path": path,
        "act": act,
    }


def still_there(case: Case) -> Draft:
    """Whether somebody is still there; no answer is fine too."""
    row: FriendlyQuestion | None = case.row
    if row is None or row.answered_at is not None or not case.is_me(row.member_id):
        return None
    name = {"client": case.reader.network.client.short_name}
    return {
        "subject": gettext("Are you still there?"),
        "lines": [
            gettext("We did not see you around %(client)s for a while. Is all well?") % name,
            gettext("You can stay, take a pause, or leave. Each of them is fine, and needs no reason."),
        ],
        "path": case.page("still_there", row.pk),
        "act": gettext("Answer in one tap"),
    }


WRITERS = {
    MessageKind.WHOLE: whole,
    MessageKind.FAREWELL: farewell,
    MessageKind.STILL_THERE: still_there,
}
"""How messages about a network as a whole are written."""
