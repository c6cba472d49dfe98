"""The shapes a made-up network is described in: plain values, one for each kind of row."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from networks.choices import (
    Circle,
    Decide,
    Ground,
    Importance,
    Met,
    NeedStatus,
    NetworkStatus,
    RoleKind,
    Side,
    ViewSide,
    Visibility,
)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who could sign in, had they a password."""

    id: UUID
    email: str
    name: str
    language: str
    function: str = ""
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    id: UUID
    circle: Circle
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """A role: ``domain`` is the code of a life domain, ``need`` the need it is for."""

    id: UUID
    kind: RoleKind
    since: datetime
    until: datetime | None
    stands_in: bool = False
    domain: str = ""
    need: UUID | None = None


@dataclass(slots=True)
class Person:
    id: UUID
    person: UUID
    name: str
    side: Side
    since: datetime
    until: datetime | None
    joined: bool
    relation: str = ""
    function: str = ""
    organisation: int | None = None
    account: Account | None = None
    placed: list[Placed] = field(default_factory=list)
    roles: list[Held] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    id: UUID
    status: NeedStatus
    reason: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    id: UUID
    side: ViewSide
    met: Met
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A need."""

    id: UUID
    words: str
    author: UUID
    for_client: bool
    domains: tuple[str, ...]
    importance: Importance
    visibility: Visibility
    since: datetime
    states: tuple[State, ...]
    views: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    id: UUID
    source: UUID
    target: UUID
    words: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A note."""

    id: UUID
    text: str
    author: UUID
    for_client: bool
    visibility: Visibility
    since: datetime
    need: UUID | None


@dataclass(slots=True)
class Plan:
    """One made-up network with everything in it."""

    id: UUID
    client: UUID
    client_name: str
    purpose: str
    status: NetworkStatus
    decide: Decide
    since: datetime
    ended_at: datetime | None
    end_reason: str
    representation: UUID
    representative: Account
    ground: Ground
    accounts: list[Account] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    needs: list[Asked] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)
