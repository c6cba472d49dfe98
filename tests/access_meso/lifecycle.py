"""The access matrix of pausing, ending, mourning, keepsakes and practising.

The network of the scene does not mourn: what only is there while one mourns is there for nobody.
tests/networks/test_mourning.py asks everybody about one that does.
"""

from typing import Any

from django.utils import timezone

from accounts.models import User
from networks.models import FriendlyQuestion, Member, Network
from tests.access_rows import (
    CLIENT,
    HENKS,
    MEMBERS,
    NO_SUCH_METHOD,
    NONE,
    NOTHING,
    SIGNED_IN,
    Line,
    Row,
)
from tests.factories import make_network, make_user
from tests.mourning import make_condolence, make_keepsake, make_practice, make_thing

EITHER = NO_SUCH_METHOD
NEAR = Row(("bram", "marja", "henk", "steward"))
NOT_YET = Row(but=dict.fromkeys(NEAR.answered, NONE))
"""Who is near finds nothing as long as nobody died; others inside may not anyway."""

LINES = (
    Line("networks:life", MEMBERS, EITHER, "network"),
    Line("networks:kept", MEMBERS, EITHER, "network"),
    Line("networks:still_there", HENKS, HENKS, "friendly_question"),
    Line("networks:mourning", MEMBERS, EITHER, "network"),
    Line("networks:mourning_say", NEAR, NEAR, "network"),
    Line("networks:mourning_confirm", NOT_YET, NOT_YET, "network"),
    Line("networks:mourning_take_back", NOTHING, NOTHING, "network"),
    Line("networks:farewell", NOT_YET, NOT_YET, "network"),
    Line("networks:arrange_begin", EITHER, NOT_YET, "network"),
    Line("networks:arrange_add", EITHER, NEAR, "network"),
    Line("networks:arrange", EITHER, NOT_YET, "thing_to_arrange"),
    Line("networks:memories", NOTHING, NOTHING, "network"),
    Line("networks:memories_open", EITHER, NOT_YET, "network"),
    Line("networks:condolence_take_back", EITHER, NOTHING, "condolence"),
    Line("networks:keepsakes", CLIENT, CLIENT, "network"),
    Line("networks:keepsake_take_back", CLIENT, CLIENT, "keepsake"),
    Line("networks:keepsake_file", CLIENT, EITHER, "keepsake"),
    Line("networks:learn", SIGNED_IN, SIGNED_IN),
    Line("networks:practice", HENKS, EITHER, "practice"),
    Line("networks:practice_step", EITHER, HENKS, "practice"),
    Line("networks:practice_anew", HENKS, HENKS, "practice"),
    Line("networks:practice_end", HENKS, HENKS, "practice"),
    Line("api:kept", MEMBERS, EITHER, "network"),
    Line("api:still_there", EITHER, HENKS, "friendly_question", {"answer": "here"}),
    Line("api:mourning", MEMBERS, NEAR, "network"),
    Line("api:mourning_confirm", EITHER, NOT_YET, "network"),
    Line("api:mourning_take_back", EITHER, NOTHING, "network"),
    Line("api:farewell", EITHER, NOT_YET, "network", {"text": "He sang."}),
    Line("api:memories", NOTHING, NOTHING, "network", {"text": "He sang."}),
    Line("api:memories_open", EITHER, NEAR, "network", {"opened": "true"}),
    Line("api:condolence_take_back", EITHER, NOTHING, "condolence"),
    Line("api:arrange_begin", EITHER, NOT_YET, "network"),
    Line("api:arrange_add", NEAR, NOT_YET, "network", {"words": "Keys"}),
    Line("api:arrange", EITHER, NOT_YET, "thing_to_arrange", {"done": "true"}),
    Line("api:keepsakes", CLIENT, CLIENT, "network", {"member": "$henk"}),
    Line("api:keepsake", CLIENT, EITHER, "keepsake"),
    Line("api:keepsake_take_back", EITHER, CLIENT, "keepsake"),
    Line("api:practices", SIGNED_IN, SIGNED_IN, "", {"practise_as": "coach"}),
    Line("api:practice_step", EITHER, HENKS, "practice", {"step": "look"}),
    Line("api:practice_anew", EITHER, HENKS, "practice"),
    Line("api:practice_end", EITHER, HENKS, "practice"),
)


def rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """A friendly question to ``member``, a keepsake, what a mourning leaves, and a practice of theirs."""
    question = FriendlyQuestion.objects.create(network=network, member=member, asked_at=timezone.now())
    return {
        "friendly_question": question,
        "keepsake": make_keepsake(member),
        "thing_to_arrange": make_thing(network),
        "condolence": make_condolence(network, author),
        "practice": make_practice(member.user, make_network(make_user("Ria", ""), fictional=True)),
    }
