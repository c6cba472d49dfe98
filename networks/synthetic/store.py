"""Writes made-up networks straight into the tables with COPY: no actions, so no trace in the ledger."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from accounts.models import Organisation, User
from networks.models import (
    CirclePlacement,
    Client,
    LifeDomain,
    Member,
    Need,
    NeedLink,
    NeedState,
    NeedView,
    Network,
    Note,
    Representation,
    Role,
)
from networks.synthetic.shapes import Account, Asked, Person, Plan
from networks.synthetic.words import ORGANISATIONS

Row = tuple[Any, ...]
NOBODY_SIGNS_IN = "!"
"""What stands in place of a password that no password matches."""


class Store:
    """Keeps the few rows that made-up networks share, and writes batches of plans."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.domains = {one.code: one.id for one in LifeDomain.objects.filter(organisation=None)}
        self.organisations = [_organisation(name, at) for name in ORGANISATIONS]

    def keep_accounts(self, accounts: Iterable[Account]) -> None:
        """Write the people who work in a block of networks."""
        with transaction.atomic():
            self._copy(User, USER, (self._user(one) for one in accounts))

    def keep(self, plans: list[Plan]) -> None:
        """Write these networks, all or none. Raises IntegrityError when they were written before."""
        with transaction.atomic():
            self._copy(User, USER, (self._user(one) for plan in plans for one in plan.accounts))
            for model, columns, rows in TABLES:
                self._copy(model, columns, (row for plan in plans for row in rows(self, plan)))
            through = Need.domains.through
            links = (row for plan in plans for row in self._need_domains(plan))
            self._copy(through, ("need_id", "lifedomain_id"), links)

    def _copy(self, model: type[Model], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        """Write rows of these columns; what else a row must have is the same for all."""
        names, same = _the_same(model, columns, self.at)
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(name) for name in (*columns, *names)),
        )
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row((*row, *same))

    def _user(self, one: Account) -> Row:
        return one.id, one.email, one.name, one.language, NOBODY_SIGNS_IN

    def _organisation_id(self, person: Person) -> UUID | None:
        return None if person.organisation is None else self.organisations[person.organisation]

    def _need_domains(self, plan: Plan) -> Iterator[Row]:
        for need in plan.needs:
            for code in need.domains:
                yield need.id, self.domains[code]

    def clients(self, plan: Plan) -> Iterator[Row]:
        yield plan.client, plan.client_name

    def networks(self, plan: Plan) -> Iterator[Row]:
        title = plan.client_name.split(" ")[0]
        yield (
            plan.id, plan.client, title, plan.purpose, plan.status, plan.since, plan.ended_at,
            plan.end_reason, plan.decide,
        )  # fmt: skip

    def representations(self, plan: Plan) -> Iterator[Row]:
        yield plan.representation, plan.client, plan.representative.id, plan.ground, plan.since

    def members(self, plan: Plan) -> Iterator[Row]:
        for one in plan.people:
            account, joined = one.account, one.since if one.joined else None
            yield (
                one.id, plan.id, one.person, account.id if account else None, one.name, one.side,
                one.relation, one.function, self._organisation_id(one),
                account.email if account else "", joined, one.since, one.until,
            )  # fmt: skip

    def placements(self, plan: Plan) -> Iterator[Row]:
        for person in plan.people:
            for one in person.placed:
                yield one.id, person.id, one.circle, one.since, one.until

    def needs(self, plan: Plan) -> Iterator[Row]:
        for one in plan.needs:
            yield (
                one.id, plan.id, one.author, one.for_client, one.words, one.importance, _status(one),
                one.since, one.visibility,
            )  # fmt: skip

    def states(self, plan: Plan) -> Iterator[Row]:
        for need in plan.needs:
            for one in need.states:
                yield one.id, need.id, one.status, one.reason, one.since, one.until

    def views(self, plan: Plan) -> Iterator[Row]:
        for need in plan.needs:
            for one in need.views:
                yield one.id, need.id, one.side, one.met, one.by, one.at

    def roles(self, plan: Plan) -> Iterator[Row]:
        for person in plan.people:
            for one in person.roles:
                domain = self.domains[one.domain] if one.domain else None
                yield (
                    one.id, plan.id, person.id, one.kind, domain, one.need, one.stands_in, "agreed",
                    one.since, one.until,
                )  # fmt: skip

    def links(self, plan: Plan) -> Iterator[Row]:
        for one in plan.links:
            yield one.id, plan.id, one.source, one.target, one.words, one.since

    def notes(self, plan: Plan) -> Iterator[Row]:
        for one in plan.notes:
            yield (
                one.id, plan.id, one.need, one.author, one.for_client, one.text, one.visibility, one.since,
            )  # fmt: skip


def _the_same(model: type[Model], columns: tuple[str, ...], at: datetime) -> tuple[list[str], Row]:
    """The columns that are not listed and may not be empty, and what stands in them."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and not field.primary_key
    ]
    moments = {"created_at", "updated_at"}
    return [field.column for field in fields], tuple(
        at if field.name in moments else field.get_default() for field in fields
    )


def _status(need: Asked) -> str:
    return need.states[-1].status


def _organisation(name: str, at: datetime) -> UUID:
    """The organisation of this name without a region, made when it is not there yet."""
    found, _made = Organisation.objects.get_or_create(
        name=name, kind="care_provider", region=None, defaults={"since": at}
    )
    return found.id


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split())


USER = _columns("id email name language password")
TABLES: tuple[tuple[type[Model], tuple[str, ...], Callable[[Store, Plan], Iterator[Row]]], ...] = (
    (Client, _columns("id name"), Store.clients),
    (
        Network,
        _columns("id client_id title purpose status since ended_at end_reason decide"),
        Store.networks,
    ),
    (Representation, _columns("id client_id user_id ground since"), Store.representations),
    (
        Member,
        _columns(
            "id network_id person user_id name side relation function organisation_id "
            "email joined_at since until"
        ),
        Store.members,
    ),
    (CirclePlacement, _columns("id member_id circle since until"), Store.placements),
    (
        Need,
        _columns("id network_id author_id for_client words importance status since visibility"),
        Store.needs,
    ),
    (NeedState, _columns("id need_id status reason since until"), Store.states),
    (NeedView, _columns("id need_id side met said_by_id said_at"), Store.views),
    (
        Role,
        _columns("id network_id member_id kind domain_id need_id stands_in source since until"),
        Store.roles,
    ),
    (NeedLink, _columns("id network_id source_id target_id words since"), Store.links),
    (Note, _columns("id network_id need_id author_id for_client text visibility since"), Store.notes),
)
"""What is written, table by table, parents first."""
