"""Rows of daily life made straight, for tests that need a situation: tasks, asks, promises, stories."""

import io
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image

from accounts.models import User
from networks.choices import (
    AskStatus,
    Channel,
    DeliveryState,
    MessageKind,
    Reach,
    SwapStatus,
    TalentKind,
    TaskStatus,
    TaskWhen,
    Visibility,
)
from networks.models import (
    Activity,
    Ask,
    Asked,
    Barrier,
    Challenge,
    DateSwap,
    Delivery,
    Feed,
    Member,
    Need,
    Network,
    Occurrence,
    Photo,
    Pledge,
    Promise,
    PushSubscription,
    Reply,
    Story,
    Swap,
    Talent,
    Task,
)
from networks.secrets import hash_secret
from tests.factories import NUMBERS, ago, make_user


def picture(size: tuple[int, int] = (1, 1), kind: str = "JPEG", **how: Any) -> bytes:
    """A green picture of this size, as the bytes of a file."""
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, kind, **how)
    return file.getvalue()


DOT = picture()


def activity(code: str = "company") -> Activity:
    """One of the kinds of things that every network knows."""
    return Activity.objects.get(code=code, network=None)


def hence(days: float = 3) -> datetime:
    """A moment to come, on a whole hour."""
    return (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


def make_talent(member: Member, code: str = "company", **fields: Any) -> Talent:
    """Something a member is good at (or, with ``kind``, something else they say about it)."""
    fields = {"kind": TalentKind.GOOD_AT, "since": ago(20)} | fields
    return Talent.objects.create(network=member.network, member=member, activity=activity(code), **fields)


def make_task(
    network: Network,
    author: User | None = None,
    *,
    need: Need | None = None,
    code: str = "company",
    starts: datetime | None = None,
    places: Iterable[str] = ("",),
    **fields: Any,
) -> Task:
    """A task on one date, with that date. ``starts`` is three days from now when nothing is said."""
    starts = starts or hence()
    fields = {
        "title": f"Task {next(NUMBERS)}",
        "when": TaskWhen.ONCE,
        "status": TaskStatus.OPEN,
        "minutes": 60,
        "time_zone": network.time_zone,
    } | fields
    task = Task.objects.create(
        network=network,
        author=author or make_user(),
        need=need,
        activity=activity(code),
        starts=starts,
        places=list(places),
        **fields,
    )
    make_date(task, starts)
    return task


def make_date(task: Task, starts: datetime, **fields: Any) -> Occurrence:
    """One more date of a task."""
    ends = starts + timedelta(minutes=task.minutes)
    fields = {"slot": starts, "starts_at": starts, "ends_at": ends} | fields
    return Occurrence.objects.create(network=task.network, task=task, **fields)


def make_ask(task: Task, *members: Member, author: User | None = None, **fields: Any) -> Ask:
    """A task put to these members a moment ago, not answered yet."""
    now = timezone.now()
    fields = {"reach": Reach.SOME, "status": AskStatus.OPEN, "asked_at": now} | fields
    ask = Ask.objects.create(network=task.network, task=task, author=author or task.author, **fields)
    for member in members:
        Asked.objects.create(
            network=task.network, ask=ask, member=member, asked_at=fields["asked_at"], by_name=True
        )
    return ask


def make_promise(occurrence: Occurrence, member: Member, **fields: Any) -> Promise:
    """A member's yes to a date."""
    now = timezone.now()
    fields = {"promised_at": now, "moved_at": now} | fields
    return Promise.objects.create(network=occurrence.network, occurrence=occurrence, member=member, **fields)


def make_pledge(task: Task, member: Member, **fields: Any) -> Pledge:
    """A yes for a while, from today on."""
    fields = {"first": timezone.localdate()} | fields
    return Pledge.objects.create(network=task.network, task=task, member=member, **fields)


def make_date_swap(promise: Promise, *wanted: Promise, **fields: Any) -> DateSwap:
    """One promise offered for one of these."""
    fields = {"asked_at": timezone.now()} | fields
    swap = DateSwap.objects.create(network=promise.network, promise=promise, **fields)
    swap.wanted.set(wanted)
    return swap


def make_challenge(member: Member, author: User, talent: Talent | None = None, **fields: Any) -> Challenge:
    """A question to a member that starts from a talent."""
    fields = {"words": f"Would you? {next(NUMBERS)}", "asked_at": timezone.now()} | fields
    return Challenge.objects.create(
        network=member.network, member=member, author=author, talent=talent, **fields
    )


def make_barrier(network: Network, author: User, **fields: Any) -> Barrier:
    """Something said to be impossible."""
    fields = {"words": f"That is not possible {next(NUMBERS)}", "since": ago(5)} | fields
    return Barrier.objects.create(network=network, author=author, **fields)


def make_swap(taker: Member, takes: Task, freed: Member, frees_for: Task, **fields: Any) -> Swap:
    """A swap that was proposed."""
    fields = {"status": SwapStatus.PROPOSED, "proposed_at": timezone.now()} | fields
    fields.setdefault("author", takes.author)
    return Swap.objects.create(
        network=taker.network, taker=taker, takes=takes, freed=freed, frees_for=frees_for, **fields
    )


def make_story(network: Network, author: User | None = None, **fields: Any) -> Story:
    """A story that everyone in the network may read (or, with ``visibility``, others)."""
    fields = {"text": f"Story {next(NUMBERS)}", "visibility": Visibility.EVERYONE, "since": ago(2)} | fields
    return Story.objects.create(network=network, author=author or make_user(), **fields)


def make_reply(story: Story, author: User, **fields: Any) -> Reply:
    """What somebody said to a story."""
    fields = {"text": f"Reply {next(NUMBERS)}", "since": ago(1)} | fields
    return Reply.objects.create(network=story.network, story=story, author=author, **fields)


def make_photo(story: Story, **fields: Any) -> Photo:
    """A photo of one green dot, as we keep them."""
    fields = {"alt": "One green dot", "width": 1, "height": 1, "content": DOT, "small": DOT} | fields
    return Photo.objects.create(story=story, **fields)


def make_feed(user: User, network: Network | None = None, secret: str = "", **fields: Any) -> Feed:
    """The address of somebody's calendar; without a network of all they promised."""
    secret = secret or f"secret {next(NUMBERS)}"
    return Feed.objects.create(user=user, network=network, secret_hash=hash_secret(secret), **fields)


def make_notice(user: User, network: Network, **fields: Any) -> Delivery:
    """A message on the site that appeared a moment ago, and was not read yet."""
    now = timezone.now()
    fields = {
        "kind": MessageKind.STORY,
        "channel": Channel.NOTICE,
        "state": DeliveryState.SENT,
        "not_before": now,
        "sent_at": now,
    } | fields
    return Delivery.objects.create(key=f"notice {next(NUMBERS)}", user=user, network=network, **fields)


def make_browser(user: User, **fields: Any) -> PushSubscription:
    """A browser that shows that there are messages."""
    number = next(NUMBERS)
    fields = {
        "endpoint": f"https://updates.push.services.mozilla.com/wpush/v2/{number}",
        "p256dh": "B" + "A" * 86,
        "auth": "A" * 22,
    } | fields
    return PushSubscription.objects.create(user=user, **fields)
