"""Messages that are not about a date: questions to people, swaps, stories, thanks, and the house itself."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from networks.choices import Channel, MessageKind, SwapStatus, Visibility
from networks.models import Challenge, Member, Reply, Story, Swap, Task, Thanks
from networks.moments import people
from networks.moments.clock import next_at
from networks.moments.table import EVENING, QUIETLY
from networks.moments.telling import tell
from networks.readers import may_read, seats_in


def on_challenge(challenge: Challenge, at: datetime) -> None:
    """Somebody was asked something that starts from a talent."""
    _challenge(challenge, challenge.member, at, "asked")


def on_challenge_answered(challenge: Challenge, at: datetime) -> None:
    """An answer, whatever it is, goes to who asked and to nobody else."""
    _challenge(challenge, challenge.author, at, "answered")


def _challenge(challenge: Challenge, to: Member | User, at: datetime, what: str) -> None:
    tell(
        network=challenge.network,
        to=[to],
        kind=MessageKind.CHALLENGE,
        subject=challenge,
        at=at,
        slot=what,
        payload={"what": what},
    )


def on_swap(swap: Swap, at: datetime) -> None:
    """A swap was proposed, agreed, declined or ended, or begins: told to the two and to who proposed it.

    Who proposed it is not told of their own proposal; an agreed one is also told to who keeps the overview.
    """
    to: list[Member | User] = [swap.taker, swap.freed]
    if swap.status == SwapStatus.PROPOSED:
        to = [one for one in (swap.taker, swap.freed) if one.user_id != swap.author_id]
    else:
        to.append(swap.author)
    if swap.status == SwapStatus.AGREED:
        to.extend(people.overview(swap.network, at, swap.frees_for))
    tell(
        network=swap.network,
        to=to,
        kind=MessageKind.SWAP,
        subject=swap,
        at=at,
        slot=f"runs:{swap.tried_until}"
        if swap.runs_since and swap.status == SwapStatus.AGREED
        else swap.status,
        payload={"what": swap.status},
    )


def on_story(story: Story, at: datetime) -> None:
    """Something was told or asked. A story is a notice only; a question goes out with this evening's mail."""
    to = [one for one in readers(story, at) if one.pk != story.author_id]
    tell(
        network=story.network,
        to=to,
        kind=MessageKind.STORY,
        subject=story,
        at=at,
        channels=QUIETLY,
        payload={"what": "question" if story.asks else "story"},
    )
    if story.asks:
        tell(
            network=story.network,
            to=to,
            kind=MessageKind.STORY,
            subject=story,
            at=at,
            when=lambda zone: next_at(at, EVENING, zone),
            channels={Channel.MAIL, Channel.PUSH},
            payload={"what": "question"},
        )


def on_reply(reply: Reply, at: datetime) -> None:
    """A reply: told to who wrote the story and who replied to it before, as far as they may read it."""
    story = reply.story
    earlier = story.replies.filter(until=None).exclude(author=reply.author_id)
    taking_part = {story.author_id, *earlier.values_list("author_id", flat=True)} - {reply.author_id}
    tell(
        network=story.network,
        to=[one for one in readers(story, at) if one.pk in taking_part],
        kind=MessageKind.STORY,
        subject=reply,
        at=at,
        channels=None if story.asks else QUIETLY,
        payload={"what": "reply"},
    )


def on_thanks(thanks: Thanks, at: datetime) -> None:
    """Thanks reach who told the story or kept the promise."""
    to: Member | User
    if thanks.promise is not None:
        to = thanks.promise.member
    elif thanks.story is not None:
        to = thanks.story.author
    else:
        return
    tell(
        network=thanks.network,
        to=[to],
        kind=MessageKind.STORY,
        subject=thanks,
        at=at,
        channels=None if thanks.promise_id else QUIETLY,
        payload={"what": "thanks"},
    )


def on_shown(task: Task, at: datetime) -> None:
    """Something to do waits for the client, who wants to see it first: told to who speaks for them."""
    to = [one for one in people.speakers(task.network, at) if one.pk != task.author_id]
    tell(
        network=task.network,
        to=to,
        kind=MessageKind.HOUSE,
        subject=task,
        at=at,
        slot=f"shown:{task.sequence}" if task.sequence else "",
        payload={"what": "show_first"},
    )


def on_mail_fails(person: User | Member, at: datetime) -> None:
    """Mail to somebody comes back: told to who keeps the overview of their networks, without its content."""
    if isinstance(person, User):
        rows = Member.objects.taking_part(at).filter(user=person).select_related("network__client")
        by_network = {one.network_id: one for one in rows}
    else:
        by_network = {person.network_id: person}
    for member in by_network.values():
        to = [one for one in people.overview(member.network, at) if one.pk != member.user_id]
        tell(
            network=member.network,
            to=to,
            kind=MessageKind.HOUSE,
            subject=member,
            at=at,
            slot=f"mail_fails:{at:%Y-%m-%d}",
            payload={"what": "mail_fails"},
        )


def readers(story: Story, at: datetime) -> list[User]:
    """Everybody who may read a story at this moment."""
    named = frozenset[UUID]()
    if story.visibility == Visibility.NAMED:
        named = frozenset(story.named.values_list("pk", flat=True))
    return [
        seat.user
        for seat in seats_in(story.network, at)
        if may_read(
            seat, story.visibility, author_id=story.author_id, for_client=story.for_client, named=named
        )
    ]
