"""What pausing, ending, mourning, keepsakes and practising leave in the ledger."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networks.actions import keepsake, mourning, pause
from networks.choices import NetworkStatus
from networks.models import FriendlyQuestion, Member, Network, Rest
from tests import factories as make
from tests.cast import Cast
from tests.mourning import (
    confirmed,
    make_condolence,
    make_keepsake,
    make_thing,
    near,
    remembered,
    said,
)
from tests.networks.traces import SEVERAL, SILENT, case

SEVERAL["begin_practice"] = "makes a whole network, and says that somebody practises there"
SEVERAL["begin_anew"] = "ends one practice and begins another"
SEVERAL["end_practice"] = "ends the made-up network, and says that nobody practises there any more"
SILENT["try_step"] = "a tick on somebody's own list of things to try, in a network that is made up"


def _henk(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": near(cast.henk, cast.network)} | more


def _bram(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(cast.bram, cast.network)} | more


@case(mourning.say_died, "death_said")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast)


@case(mourning.confirm_died, "death_confirmed")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": near(cast.marja, said(cast))}


@case(mourning.take_back_death, "death_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    said(cast)
    return _henk(cast)


@case(mourning.take_back_death, "death_doubted")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    return _henk(cast)


@case(mourning.take_back_death, "death_undone")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    mourning.take_back_death(actor=near(cast.marja, cast.network))
    return _henk(cast)


@case(mourning.write_farewell, "farewell_written")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    return _henk(cast, text="Bram died on Sunday.")


@case(mourning.open_memories, "memories_opened")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    return _henk(cast, opened=True)


@case(mourning.open_memories, "memories_closed")
def _(cast: Cast) -> dict[str, Any]:
    remembered(cast)
    return _henk(cast, opened=False)


@case(mourning.write_condolence, "condolence_written")
def _(cast: Cast) -> dict[str, Any]:
    return {"actor": near(cast.joris, remembered(cast)), "text": "He sang so well."}


@case(mourning.take_back_condolence, "condolence_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    network = remembered(cast)
    words = make_condolence(network, cast.joris)
    return {"actor": near(cast.joris, network), "condolence": words.pk}


@case(mourning.begin_arranging, "arranging_begun")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    return _henk(cast)


@case(mourning.add_to_arrange, "thing_to_arrange_added")
def _(cast: Cast) -> dict[str, Any]:
    confirmed(cast)
    return _henk(cast, words="The key of the shed")


@case(mourning.arrange, "thing_to_arrange_changed")
def _(cast: Cast) -> dict[str, Any]:
    return _henk(cast, thing=make_thing(confirmed(cast)).pk, takes=True)


@case(keepsake.give_keepsake, "keepsake_given")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast, member=cast.members["henk"].pk)


@case(keepsake.take_back_keepsake, "keepsake_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _bram(cast, keepsake=make_keepsake(cast.members["henk"]).pk)


@case(pause.wake_network, "network_woke")
def _(cast: Cast) -> dict[str, Any]:
    Network.objects.filter(pk=cast.network.pk).update(status=NetworkStatus.RESTING)
    day = timezone.now().date() - timedelta(days=1)
    rest = Rest.objects.create(network=cast.network, said_by=cast.bram, back_on=day, since=make.ago(9))
    return {"rest": rest.pk}


@case(pause.ask_still_there, "still_there_asked")
def _(cast: Cast) -> dict[str, Any]:
    Member.objects.filter(pk=cast.members["joris"].pk).update(joined_at=make.ago(90))
    return {"member": cast.members["joris"].pk}


@case(pause.answer_still_there, "still_there_answered")
def _(cast: Cast) -> dict[str, Any]:
    asked = FriendlyQuestion.objects.create(
        network=cast.network, member=cast.members["henk"], asked_at=timezone.now()
    )
    return _henk(cast, question=asked.pk, answer="here")
