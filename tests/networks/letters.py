"""What leads to each kind of message, and the letters that come of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from networks import moments
from networks.actions.member import set_role
from networks.choices import Channel, EndReason, MessageKind, PromiseStatus, RoleKind
from networks.models import (
    Delivery,
    Farewell,
    FriendlyQuestion,
    Reachability,
    Relief,
    ReliefTold,
    Rest,
    Task,
)
from networks.moments import Desk, Letter
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.meetings import make_meeting

TITLE = "Insulin and a walk"
"""A title as people write it, with a health fact in it."""
ADDRESS = "Lindelaan 9, code 4711"


def now() -> datetime:
    return datetime.now(UTC)


def a_task(cast: Cast, **fields: Any) -> Task:
    """Something to do three days on, in the middle of the day: a morning comes before it at any hour."""
    day = cast.network.today(now()) + timedelta(days=3)
    noon = datetime.combine(day, time(12), cast.network.zone)
    fields = {"title": TITLE, "address": ADDRESS, "bring": "Warm coats", "avoid": "No peanuts"} | fields
    return daily.make_task(cast.network, cast.marja, **{"starts": noon} | fields)


def letters(kind: MessageKind, at: datetime | None = None, **more: Any) -> list[Letter]:
    """The letters of everything of this kind that waits for the mail."""
    rows = list(Delivery.objects.filter(kind=kind, channel=Channel.MAIL, **more).order_by("pk"))
    moment = at or now()
    desk = Desk(rows, moment)
    return [letter for row in rows if (letter := moments.compose(row, moment, desk)) is not None]


def ask_by_name(cast: Cast) -> None:
    ask = daily.make_ask(a_task(cast), cast.members["henk"], author=cast.marja, words="Would you?")
    moments.on_ask(ask, ask.asked.all(), now())


def ask_in_general(cast: Cast) -> None:
    ask = daily.make_ask(a_task(cast), cast.members["henk"], author=cast.marja)
    ask.asked.update(by_name=False)
    moments.on_ask(ask, ask.asked.all(), now())


def promise(cast: Cast, **fields: Any) -> Any:
    made = daily.make_promise(a_task(cast, code="ride").occurrences.get(), cast.members["henk"], **fields)
    moments.on_promise(made, now())
    return made


def cannot(cast: Cast) -> None:
    moments.on_cannot(promise(cast, status=PromiseStatus.SEEKING), now())


def nobody_yet(cast: Cast) -> None:
    moments.on_occurrence(a_task(cast, starts=daily.hence(9)).occurrences.get(), now())
    for row in Delivery.objects.filter(channel=Channel.PLAN):
        moments.happen(row, row.not_before)


def change(cast: Cast) -> None:
    occurrence = promise(cast).occurrence
    moments.on_change(occurrence, now(), "changed", before=occurrence.starts_at - timedelta(hours=2))


def challenge(cast: Cast) -> None:
    row = daily.make_challenge(cast.members["henk"], cast.marja, words="Would you sing with him?")
    moments.on_challenge(row, now())


def swap(cast: Cast) -> None:
    takes, frees = a_task(cast), a_task(cast)
    moments.on_swap(daily.make_swap(cast.members["henk"], takes, cast.members["fatima"], frees), now())


def question(cast: Cast) -> None:
    moments.on_story(daily.make_story(cast.network, cast.marja, asks=True, text="Is he ill?"), now())


def week(cast: Cast) -> None:
    Reachability.objects.create(user=cast.henk, week_letter=True)
    promise(cast)
    moments.telling.tell(
        network=cast.network,
        to=[cast.henk],
        kind=MessageKind.WEEK_LETTER,
        subject=cast.network,
        at=now(),
    )


def review(cast: Cast) -> None:
    cast.network.review_on = date(2027, 3, 20)
    cast.network.store("review_on")
    moments.look_ahead(datetime(2027, 3, 5, 9, tzinfo=UTC))


def invited(cast: Cast) -> None:
    meeting = make_meeting(cast.network, cast.marja, title=TITLE, words="Please come")
    moments.on_meeting_called(meeting, [cast.members["henk"]], now())


def bounce(cast: Cast) -> None:
    moments.on_mail_fails(cast.henk, now())


def rests(cast: Cast) -> None:
    rest = Rest.objects.create(network=cast.network, said_by=cast.marja, since=now())
    moments.on_rest(rest, now())


def still_there(cast: Cast) -> None:
    fields = {"network": cast.network, "member": cast.members["henk"], "asked_at": now()}
    moments.on_still_there(FriendlyQuestion.objects.create(**fields), now())


def farewell(cast: Cast) -> None:
    fields = {"network": cast.network, "author": cast.marja, "text": "Thank you all", "since": now()}
    moments.on_farewell(Farewell.objects.create(about=EndReason.STOPPED, **fields), now())


def relief(cast: Cast) -> None:
    fields = {"network": cast.network, "member": cast.members["henk"]}
    row = Relief.objects.create(since=now(), **fields)
    ReliefTold.objects.create(network=cast.network, relief=row, member=cast.members["joris"])
    moments.on_relief(row, [cast.members["joris"]], now())


def noted(cast: Cast) -> None:
    set_role(actor=make.seat(cast.marja, cast.network), member=cast.members["henk"].pk, kind=RoleKind.DIRECT)


SCENES: dict[MessageKind, tuple[Callable[[Cast], Any], datetime | timedelta]] = {
    MessageKind.ASKED: (ask_by_name, timedelta(0)),
    MessageKind.OPEN_ASKS: (ask_in_general, timedelta(0)),
    MessageKind.PROMISES: (promise, timedelta(0)),
    MessageKind.DAY_BEFORE: (promise, timedelta(days=2)),
    MessageKind.SAME_DAY: (promise, timedelta(days=2)),
    MessageKind.OPEN_SOON: (nobody_yet, timedelta(days=7)),
    MessageKind.NOT_REPORTED: (promise, timedelta(days=4)),
    MessageKind.CHANGED: (change, timedelta(0)),
    MessageKind.COVER: (cannot, timedelta(0)),
    MessageKind.CHALLENGE: (challenge, timedelta(0)),
    MessageKind.SWAP: (swap, timedelta(0)),
    MessageKind.STORY: (question, timedelta(0)),
    MessageKind.WEEK_LETTER: (week, timedelta(0)),
    MessageKind.REVIEW_DUE: (review, datetime(2027, 3, 6, 9, tzinfo=UTC)),
    MessageKind.MEETING: (invited, timedelta(0)),
    MessageKind.WHOLE: (rests, timedelta(0)),
    MessageKind.STILL_THERE: (still_there, timedelta(days=1)),
    MessageKind.FAREWELL: (farewell, timedelta(0)),
    MessageKind.RELIEF: (relief, timedelta(0)),
    MessageKind.ROLE: (noted, timedelta(0)),
    MessageKind.HOUSE: (bounce, timedelta(0)),
}
"""What leads to each kind of message, and how much later it is read."""


def letters_of(cast: Cast, kind: MessageKind, **more: Any) -> list[Letter]:
    scene, later = SCENES[kind]
    scene(cast)
    return letters(kind, later if isinstance(later, datetime) else now() + later, **more)
