"""Makes up any number of networks, to measure and to try things out. Streams: memory stays the same."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import User
from networks.synthetic.plan import BLOCK, plan, professionals
from networks.synthetic.shapes import Account, Plan
from networks.synthetic.store import Store

PROGRESS = 1000
"""Networks between two lines of progress."""


class Command(BaseCommand):
    help = "Make up networks: the same seed and --at give the same rows. The ledger tells nothing of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--networks", type=int, required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="where the draw begins (1)")
        parser.add_argument("--owner", default="", help="e-mail address of a professional who is in all")
        parser.add_argument("--people", type=int, help="people in each network (drawn: 3 to 40)")
        parser.add_argument("--needs", type=int, help="needs in each network (drawn: 1 to 60)")
        parser.add_argument("--at", type=_day, help="the day until which they lived, YYYY-MM-DD (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["networks"] < 1 or min(options["people"] or 1, options["needs"] or 1) < 1:
            raise CommandError("Ask for at least one network, with at least one person and one need in each.")
        at = options["at"] or timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
        store, owner, started = Store(at), _owner(options["owner"]), time.monotonic()
        plans = _plans(store, options, at, owner)
        done = 0
        while batch := list(islice(plans, BLOCK)):
            try:
                store.keep(batch)
            except IntegrityError as clash:
                raise CommandError(
                    "Networks of this seed are here already. Choose another --seed."
                ) from clash
            done += len(batch)
            if done % PROGRESS == 0 or done == options["networks"]:
                self._say(done, options["networks"], time.monotonic() - started)

    def _say(self, done: int, wanted: int, seconds: float) -> None:
        rate = done / max(seconds, 0.001) * 60
        self.stdout.write(f"{done:,} of {wanted:,} networks, {rate:,.0f} a minute")


def _plans(store: Store, options: dict[str, Any], at: datetime, owner: Account | None) -> Iterator[Plan]:
    """One plan after another; the professionals of a block are written before its first network."""
    pool: list[Account] = []
    for number in range(options["networks"]):
        if number % BLOCK == 0:
            pool = professionals(seed=options["seed"], block=number // BLOCK, at=at)
            try:
                store.keep_accounts(pool)
            except IntegrityError as clash:
                raise CommandError(
                    "Networks of this seed are here already. Choose another --seed."
                ) from clash
        yield plan(
            seed=options["seed"],
            number=number,
            at=at,
            pool=pool,
            owner=owner,
            people=options["people"],
            needs=options["needs"],
        )


@contextmanager
def _first_time() -> Iterator[None]:
    try:
        yield
    except IntegrityError as clash:
        raise CommandError("Networks of this seed are here already. Choose another --seed.") from clash


def _owner(email: str) -> Account | None:
    if not email:
        return None
    user = User.objects.called(email).first()
    if user is None:
        raise CommandError("Nobody here has the e-mail address of --owner.")
    function = "zorgcoördinator" if user.language == "nl" else "care coordinator"
    return Account(user.pk, user.email, user.name, user.language, function)


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
