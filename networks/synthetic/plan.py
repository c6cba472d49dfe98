"""What a made-up network is like: values only, drawn from a seed. Nothing here touches the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from networks.choices import (
    Circle,
    CloseReason,
    Decide,
    Ground,
    Importance,
    Met,
    NeedStatus,
    NetworkStatus,
    Relation,
    RoleKind,
    Side,
    ViewSide,
    Visibility,
)
from networks.synthetic.shapes import Account, Asked, Held, Linked, Person, Placed, Plan, Said, State, Written
from networks.synthetic.words import LANGUAGES, ORGANISATIONS, Words

BLOCK = 200
"""Networks that share one group of professionals."""
IN_A_BLOCK = 40
"""Professionals in such a group: each works in about a dozen networks."""
FEWEST, MOST = 3, 40
MOST_NEEDS = 60
GROUNDS = {
    Relation.PARTNER: Ground.PARTNER,
    Relation.PARENT: Ground.PARENT,
    Relation.CHILD: Ground.FAMILY,
    Relation.SIBLING: Ground.FAMILY,
}


@dataclass(slots=True)
class _Draw:
    """One seeded source of chances, identities and moments for one network or one group of people."""

    chance: Random
    at: datetime
    number: int

    def identity(self) -> UUID:
        """A time-ordered UUID (version 7) whose random bits come from the seed."""
        stamp = int(self.at.timestamp() * 1000) + self.number
        bits = self.chance.getrandbits(74)
        return UUID(
            int=(stamp << 80) | (0x7 << 76) | (bits >> 62 << 64) | (0b10 << 62) | (bits & (2**62 - 1))
        )

    def moment(self, start: datetime, end: datetime | None = None) -> datetime:
        """A whole minute between two moments."""
        minutes = int(((end or self.at) - start).total_seconds() // 60)
        return start + timedelta(minutes=self.chance.randrange(max(minutes, 1)))

    def size(self, middle: float, spread: float, least: int, most: int) -> int:
        """A number of people or needs: most networks are small, a few are large."""
        return min(max(round(self.chance.lognormvariate(0, spread) * middle), least), most)


def _source(mark: str) -> Random:
    return Random(mark)  # noqa: S311 - made-up people, no secrets


def professionals(*, seed: int, block: int, at: datetime) -> list[Account]:
    """The people who work in the networks of one block."""
    draw = _Draw(_source(f"{seed}:people:{block}"), at, block)
    made = []
    for place in range(IN_A_BLOCK):
        language = "nl" if place % 2 else "en"
        words = LANGUAGES[language]
        name = _name(draw, words)
        email = f"work.{seed}.{block}.{place}@example.org"
        function = draw.chance.choice(words.functions)
        organisation = draw.chance.randrange(len(ORGANISATIONS))
        made.append(Account(draw.identity(), email, name, language, function, organisation))
    return made


def plan(
    *,
    seed: int,
    number: int,
    at: datetime,
    pool: Sequence[Account],
    owner: Account | None = None,
    people: int | None = None,
    needs: int | None = None,
) -> Plan:
    """Network ``number`` of a seed, as it stands at a moment (UTC).

    ``pool`` are the professionals to choose from, ``owner`` one who is in every network. ``people`` and
    ``needs`` fix the sizes that are otherwise drawn (3 to 40 people, up to 60 needs).
    """
    draw = _Draw(_source(f"{seed}:network:{number}"), at, number)
    language = draw.chance.choice(("nl", "en"))
    words = LANGUAGES[language]
    made = _frame(draw, words, language, f"{seed}.{number}")
    count = people if people is not None else draw.size(8, 0.6, FEWEST, MOST)
    _fill(draw, made, words, language, pool, owner, count)
    _ask(draw, made, words, needs if needs is not None else draw.size(6, 0.7, 1, MOST_NEEDS))
    _share_roles(draw, made)
    return made


def _name(draw: _Draw, words: Words) -> str:
    return f"{draw.chance.choice(words.first)} {draw.chance.choice(words.last)}"


def _frame(draw: _Draw, words: Words, language: str, mark: str) -> Plan:
    since = draw.moment(draw.at - timedelta(days=1500), draw.at - timedelta(days=30))
    status = draw.chance.choices(
        (NetworkStatus.ACTIVE, NetworkStatus.FORMING, NetworkStatus.RESTING, NetworkStatus.ENDED),
        (80, 8, 8, 4),
    )[0]
    ended = status == NetworkStatus.ENDED
    relation = draw.chance.choice(tuple(GROUNDS))
    organizer = Account(draw.identity(), f"family.{mark}@example.org", _name(draw, words), language)
    made = Plan(
        id=draw.identity(),
        client=draw.identity(),
        client_name=_name(draw, words),
        purpose=draw.chance.choice(words.purposes),
        status=status,
        decide=draw.chance.choice(tuple(Decide)),
        since=since,
        ended_at=draw.moment(since + timedelta(days=20)) if ended else None,
        end_reason="goals_reached" if ended else "",
        representation=draw.identity(),
        representative=organizer,
        ground=GROUNDS[relation],
        accounts=[organizer],
    )
    made.people.append(
        Person(
            id=draw.identity(),
            person=draw.identity(),
            name=organizer.name,
            side=Side.INFORMAL,
            since=since,
            until=None,
            joined=True,
            relation=relation,
            account=organizer,
            placed=[Placed(draw.identity(), Circle.CLOSE, since, None)],
        )
    )
    return made


def _fill(
    draw: _Draw,
    made: Plan,
    words: Words,
    language: str,
    pool: Sequence[Account],
    owner: Account | None,
    count: int,
) -> None:
    """Put the others around the client: about half family and friends, the rest paid or a community."""
    paid = min(round((count - 1) * draw.chance.uniform(0.2, 0.5)), len(pool))
    workers = draw.chance.sample(pool, paid)
    if owner is not None:
        workers = [owner, *workers[1:]]
    for worker in workers:
        made.people.append(_professional(draw, made, worker, stays=worker is owner))
    while len(made.people) < count:
        if draw.chance.random() < 0.1:
            made.people.append(_person(draw, made, draw.chance.choice(words.communities), Side.COMMUNITY))
        else:
            made.people.append(_relative(draw, made, words, language))


def _person(draw: _Draw, made: Plan, name: str, side: Side, *, stays: bool = False) -> Person:
    """Somebody from some day on; one in eight has left again."""
    since = draw.moment(made.since)
    until = None if stays or draw.chance.random() > 0.12 else draw.moment(since)
    circle = draw.chance.choices(tuple(Circle), (20, 40, 30, 10))[0]
    asked = circle != Circle.COULD_BE_ASKED
    person = Person(draw.identity(), draw.identity(), name, side, since, until, joined=asked or stays)
    if draw.chance.random() < 0.25 and (until or draw.at) - since > timedelta(days=10):
        moved = draw.moment(since + timedelta(days=1), until)
        before = draw.chance.choice([one for one in Circle if one != circle])
        person.placed.append(Placed(draw.identity(), before, since, moved))
        since = moved
    person.placed.append(Placed(draw.identity(), circle, since, until))
    return person


def _professional(draw: _Draw, made: Plan, worker: Account, *, stays: bool) -> Person:
    person = _person(draw, made, worker.name, Side.FORMAL, stays=stays)
    person.function, person.organisation = worker.function, worker.organisation
    if person.joined:
        person.account = worker
    return person


def _relative(draw: _Draw, made: Plan, words: Words, language: str) -> Person:
    person = _person(draw, made, _name(draw, words), Side.INFORMAL)
    person.relation = draw.chance.choice(tuple(Relation))
    if person.joined and draw.chance.random() < 0.3:
        email = f"{made.representative.email.split('@')[0]}.{len(made.people)}@example.org"
        person.account = Account(draw.identity(), email, person.name, language)
        made.accounts.append(person.account)
    return person


def _ask(draw: _Draw, made: Plan, words: Words, count: int) -> None:
    """Write down needs, links between some of them, and notes."""
    codes = tuple(words.needs)
    for _turn in range(count):
        first = draw.chance.choice(codes)
        domains = {first, draw.chance.choice(codes)} if draw.chance.random() < 0.35 else {first}
        made.needs.append(_need(draw, made, draw.chance.choice(words.needs[first]), tuple(sorted(domains))))
    pairs = {tuple(draw.chance.sample(range(count), 2)) for _turn in range(count // 3)}
    for source, target in sorted(pairs):
        here, there = made.needs[source], made.needs[target]
        since = draw.moment(max(here.since, there.since))
        made.links.append(Linked(draw.identity(), here.id, there.id, draw.chance.choice(words.links), since))
    for _turn in range(count // 2):
        made.notes.append(_note(draw, made, draw.chance.choice(words.notes)))


def _need(draw: _Draw, made: Plan, words: str, domains: tuple[str, ...]) -> Asked:
    since = draw.moment(made.since)
    family = made.representative.id
    return Asked(
        id=draw.identity(),
        words=words,
        author=family,
        for_client=True,
        domains=domains,
        importance=draw.chance.choice(tuple(Importance)),
        visibility=draw.chance.choices(
            (Visibility.EVERYONE, Visibility.CLOSE, Visibility.PROFESSIONALS, Visibility.FAMILY),
            (70, 14, 8, 8),
        )[0],
        since=since,
        states=_states(draw, since),
        views=_views(draw, made, since),
    )


def _states(draw: _Draw, since: datetime) -> tuple[State, ...]:
    """Open from the start; one in four has come to rest or was closed."""
    if draw.chance.random() > 0.25:
        return (State(draw.identity(), NeedStatus.OPEN, "", since, None),)
    turned = draw.moment(since)
    closed = draw.chance.random() < 0.6
    status = NeedStatus.CLOSED if closed else NeedStatus.RESTING
    reason = draw.chance.choice((CloseReason.MET, CloseReason.CHANGED)) if closed else ""
    return (
        State(draw.identity(), NeedStatus.OPEN, "", since, turned),
        State(draw.identity(), status, reason, turned, None),
    )


def _views(draw: _Draw, made: Plan, since: datetime) -> tuple[Said, ...]:
    """What the client's side says of a need and, now and then, a professional."""
    voices = [(ViewSide.CLIENT, made.representative.id)] if draw.chance.random() < 0.6 else []
    worker = next((one for one in made.people if one.side == Side.FORMAL and one.account), None)
    if worker and worker.account and draw.chance.random() < 0.4:
        voices.append((ViewSide.FORMAL, worker.account.id))
    return tuple(
        Said(draw.identity(), side, draw.chance.choice(tuple(Met)), by, draw.moment(since))
        for side, by in voices
    )


def _note(draw: _Draw, made: Plan, text: str) -> Written:
    need = draw.chance.choice(made.needs) if draw.chance.random() < 0.4 else None
    return Written(
        id=draw.identity(),
        text=text,
        author=made.representative.id,
        for_client=True,
        visibility=draw.chance.choice((Visibility.EVERYONE, Visibility.CLOSE)),
        since=draw.moment(need.since if need else made.since),
        need=need.id if need else None,
    )


def _share_roles(draw: _Draw, made: Plan) -> None:
    """The first keeps the overview; somebody stands in; others support, some for one need or domain."""
    first, *others = made.people
    first.roles.append(Held(draw.identity(), RoleKind.ORGANIZER, first.since, None))
    asked = [one for one in others if one.joined]
    if asked:
        heir = draw.chance.choice(asked)
        heir.roles.append(Held(draw.identity(), RoleKind.ORGANIZER, heir.since, heir.until, stands_in=True))
    for one in asked:
        if draw.chance.random() < 0.6:
            one.roles.append(_support(draw, made, one))


def _support(draw: _Draw, made: Plan, person: Person) -> Held:
    kind = draw.chance.choices((RoleKind.DIRECT, RoleKind.INDIRECT), (70, 30))[0]
    scope = draw.chance.random()
    need = draw.chance.choice(made.needs) if scope < 0.3 and made.needs else None
    if need and person.until and need.since >= person.until:
        need = None
    return Held(
        id=draw.identity(),
        kind=kind,
        since=max(person.since, need.since) if need else person.since,
        until=person.until,
        need=need.id if need else None,
        domain=draw.chance.choice(tuple(LANGUAGES["en"].needs)) if 0.3 <= scope < 0.5 else "",
    )
