"""The access matrix of a carer's own page: theirs alone, and a wish for relief for whom they told it."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.choices.pulse import HowLong
from networks.models import Member, Network, Pulse, Relief, ReliefTold
from tests.access_rows import HENKS, MEMBERS, Line, Row
from tests.access_rows import NO_SUCH_METHOD as EITHER

CARERS = Row(("marja", "henk", "joris"))
HENK_AND_WHO_WAS_TOLD = Row(("henk", "marja"), inside="404")

LINES = (
    Line("networks:pulse", CARERS, CARERS, "network"),
    Line("networks:pulse_rhythm", CARERS, CARERS, "network"),
    Line("networks:pulse_skip", EITHER, CARERS, "network"),
    Line("networks:pulse_erase", HENKS, HENKS, "pulse"),
    Line("networks:relief_tell", CARERS, CARERS, "network"),
    Line("networks:relief", HENK_AND_WHO_WAS_TOLD, EITHER, "relief"),
    Line("networks:relief_take_back", EITHER, HENKS, "relief"),
    Line("api:pulses", CARERS, CARERS, "network", {"answer": "years"}),
    Line("api:pulse", HENKS, EITHER, "pulse"),
    Line("api:pulse_rhythm", CARERS, CARERS, "network", {"weeks": "4"}),
    Line("api:pulse_skip", EITHER, CARERS, "network"),
    Line("api:reliefs", MEMBERS, CARERS, "network", {"to": "people"}),
    Line("api:relief", HENK_AND_WHO_WAS_TOLD, EITHER, "relief"),
    Line("api:relief_take_back", EITHER, HENKS, "relief"),
)


def make_pulse(member: Member, answer: str = HowLong.YEAR, **fields: Any) -> Pulse:
    """One answer of this member, now unless said otherwise."""
    fields = {"answered_at": timezone.now()} | fields
    return Pulse.objects.create(network=member.network, member=member, answer=answer, **fields)


def make_relief(member: Member, *told: Member, **fields: Any) -> Relief:
    """This member would like relief, and told these people."""
    row = Relief.objects.create(network=member.network, member=member, **fields)
    for one in told:
        ReliefTold.objects.create(network=member.network, relief=row, member=one)
    return row


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """An answer of the member, and their wish for relief, told to Marja where she is."""
    marja = Member.objects.filter(network=network, user__name__startswith="Marja").exclude(pk=member.pk)
    return {"pulse": make_pulse(member), "relief": make_relief(member, *marja[:1])}
