"""Every text that hangs on a network, marked: a word of one that comes back anywhere is found there.

``texts()`` finds them by the models themselves, so that a new field is one more text to mark. What stays
unmarked stands in ``LEFT`` with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models.functions import Cast
from django.utils import timezone

from accountability.models import LedgerEntry
from accounts.models import User
from networks.choices import EndReason, Visibility
from networks.choices.event import StepKind
from networks.choices.experiment import ExperimentState, Verdict
from networks.choices.moved import Checked
from networks.intake.draft import Draft
from networks.models import (
    Client,
    EventStep,
    Farewell,
    ImportDraft,
    Network,
    Rest,
    SkippedReview,
    SwapNote,
    Thanks,
)
from tests import daily, experiments
from tests import factories as make

MARK = "qzxvwq"
"""How every marked word begins: long enough that no token spells it by chance, and fit for an address."""

_HASH = "a hash of a secret or of an address, of which nothing can be read"
_CODES = "ids and codes, made by the house"
_COUNTS = "counts by code, made by the house"
_TOLD = "written for the organisation: what a network, or a coach, chose to put there word by word"
LEFT = {
    "accountability_ledgerentry.hash": _HASH,
    "accountability_ledgerentry.label_digest": _HASH,
    "accountability_ledgerentry.previous": _HASH,
    "accountability_ledgerentry.request_id": _CODES,
    "accountability_ledgerentry.standing": _CODES,
    "accountability_ledgerentry.subject_kind": _CODES,
    "accountability_ledgerentry.verb": _CODES,
    "networks_coachingnote.words": "what coaches wrote for each other: no name is let in",
    "networks_coachingquestion.words": "what a coach asked a network, and reads again",
    "networks_delivery.key": _CODES,
    "networks_delivery.subject_kind": _CODES,
    "networks_feed.secret_hash": _HASH,
    "networks_helperlink.secret_hash": _HASH,
    "networks_invitation.secret_hash": _HASH,
    "networks_network.holidays": "the code of a country",
    "networks_network.time_zone": "the code of a time zone",
    "networks_participation.facets": _CODES,
    "networks_participation.nickname": "what colleagues inside call it, for who works at the organisation",
    "networks_participation.signals": _CODES,
    "networks_photo.content": "a picture; what is in it is marked in its words",
    "networks_photo.small": "a picture; what is in it is marked in its words",
    "networks_practice.done": "the codes of steps in a made-up network",
    "networks_raisedbarrier.words": _TOLD,
    "networks_reachability.mail_fails_at": _HASH,
    "networks_reading.levels": _COUNTS,
    "networks_roleproposal.figures": _COUNTS,
    "networks_signal.figures": _COUNTS,
    "networks_task.rule": "a rhythm as iCalendar writes it",
    "networks_task.time_zone": "the code of a time zone",
}
"""Texts of a network that nobody marks, and why."""
OF_NO_NETWORK = {
    "networks_instrument",  # lists of questions of an organisation
    "networks_lesson",  # what an organisation shares of its own rules
    "networks_lifedomain",  # parts of life as the house or an organisation calls them
    "networks_pushsubscription",  # a browser of a user
    "networks_rule",  # the register of an organisation
    "networks_rulestate",
    "networks_savedview",
    "networks_tally",  # counts of an organisation
    "networks_team",
    "networks_weektotal",
}
"""Tables that lead to no network: their words are an organisation's or a user's own."""
_NO_TEXT = ("bigint", "bool", "date", "double", "integer", "interval", "smallint", "time", "uuid")
"""How the database calls what can hold no word; everything else is a text."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text field; ``path`` leads from its rows to their network."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    path: str

    @property
    def name(self) -> str:
        """Table and column."""
        return f"{self.model._meta.db_table}.{self.field.column}"

    @property
    def mark(self) -> str:
        """The marked word that stands in it."""
        return f"{MARK}{self.model._meta.model_name}{self.field.column}"

    def rows(self, network: Network) -> models.QuerySet[Any]:
        """Its rows in this network."""
        return self.model._base_manager.filter(**{self.path: network.pk})

    def is_planted(self, network: Network) -> bool:
        """Whether the marked word stands in some row of this network."""
        said = Cast(self.field.name, models.TextField())
        return self.rows(network).annotate(as_text=said).filter(as_text__contains=self.mark).exists()

    def plant(self, network: Network) -> None:
        """Put the marked word into all rows of this network, or into as many as the table lets it."""
        name, rows = self.field.name, self.rows(network)
        if isinstance(self.field, (ArrayField, models.JSONField)):
            for row in rows:
                rows.filter(pk=row.pk).update(**{name: _marked(getattr(row, name), self.mark)})
            return
        first = rows.order_by("pk").values("pk")[:1]
        for which in (rows, rows.exclude(**{name: ""}), rows.filter(pk__in=first)):
            try:
                with transaction.atomic():
                    if which.update(**{name: self.mark}):
                        break
            except DatabaseError:  # a rule of the table: it is empty here, or stands once
                continue


def _marked(value: Any, mark: str) -> Any:
    return {**value, "said": mark} if isinstance(value, dict) else [mark for _one in value or [mark]]


def texts() -> list[Text]:
    """Every text field of every model that leads to a network."""
    return [
        Text(model, field, path)
        for model, path in _paths().items()
        for field in model._meta.concrete_fields
        if _holds_text(field)
    ]


def tables_of_no_network() -> set[str]:
    """The tables of the networks' own models from which no key leads to a network."""
    known = _paths()
    return {one._meta.db_table for one in apps.get_app_config("networks").get_models() if one not in known}


def _holds_text(field: models.Field[Any, Any]) -> bool:
    inner = field.base_field if isinstance(field, ArrayField) else field
    kind = inner.db_type(connection) or ""
    return not (field.is_relation or inner.choices or kind.startswith(_NO_TEXT))


def _paths() -> dict[type[models.Model], str]:
    """Each model that leads to a network, with the shortest way there."""
    found: dict[type[models.Model], str] = {Network: "pk", Client: "network", LedgerEntry: "chain"}
    waiting = [model for model in apps.get_app_config("networks").get_models() if model not in found]
    while step := {model: path for model in waiting if (path := _way(model, found))}:
        found |= step
        waiting = [model for model in waiting if model not in found]
    return found


def _way(model: type[models.Model], known: dict[type[models.Model], str]) -> str:
    ways: list[str] = [
        f"{field.name}__{known[field.related_model]}"
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in known
    ]
    return next(iter(sorted(ways, key=lambda way: (not way.startswith("network__"), way))), "")


def plant(network: Network) -> None:
    """A marked word in every text of this network."""
    for text in texts():
        if text.name not in LEFT and text.model is not LedgerEntry:  # the ledger lets nobody change a line
            text.plant(network)


def plant_people(people: Iterable[User]) -> None:
    """Marked names and addresses for these."""
    for user in people:
        name = f"{MARK}user{user.email[:3]}"
        User.objects.filter(pk=user.pk).update(name=name, email=f"{name}@example.org")
        EmailAddress.objects.filter(user=user).update(email=f"{name}@example.org")


def fill(rows: dict[str, Any]) -> None:
    """Rows with a text that the scene of the access matrix has no use for."""
    network, author, member = rows["network"], rows["note"].author, rows["henk"]
    make.make_note(network, author, need=rows["need"])
    make.make_note(network, author, about=member, visibility=Visibility.EVERYONE)
    daily.make_barrier(network, author, until=make.ago(1), outcome="It was a habit")
    Thanks.objects.create(network=network, story=rows["story"], author=author, words="Thank you")
    EventStep.objects.create(
        network=network, event=rows["life_event"], kind=StepKind.OWN, words="Call the choir", order=2
    )
    _tried(rows, author)
    _moved(rows, author)
    _ended(network, author)
    ImportDraft.objects.create(
        owner=author,
        network=network,
        filename="team.csv",
        content=Draft("csv", "", (), (), (), ()).to_json(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    _in_the_ledger(network, author)


def _tried(rows: dict[str, Any], author: User) -> None:
    experiments.make_week(rows["experiment_voice"], author, words="He sang along")
    experiments.running(
        rows["network"],
        author,
        50,
        state=ExperimentState.DECIDED,
        verdict=Verdict.KEEP,
        ended_at=make.ago(2),
        ended_by=author,
    )


def _moved(rows: dict[str, Any], author: User) -> None:
    asked = {"by": "The office", "on": make.ago(3).date()}
    SwapNote.objects.create(
        network=rows["network"],
        swap=rows["moved_swap"],
        author=author,
        competence=Checked.YES,
        insurance=Checked.YES,
        **{f"{what}_{how}": said for what in ("competence", "insurance") for how, said in asked.items()},
    )


def _ended(network: Network, author: User) -> None:
    today = timezone.localdate()
    Rest.objects.create(network=network, said_by=author, since=make.ago(60), until=make.ago(50))
    Farewell.objects.create(
        network=network, author=author, about=EndReason.OTHER, text="Thank you all", since=make.ago(1)
    )
    SkippedReview.objects.create(
        network=network, author=author, due_on=today, next_on=today + timedelta(days=30), reason="Holidays"
    )


def _in_the_ledger(network: Network, author: User) -> None:
    """A line of the trace; its labels are marked from the start."""
    named = {
        text.field.name: {"said": text.mark} if isinstance(text.field, models.JSONField) else text.mark
        for text in texts()
        if text.model is LedgerEntry and text.name not in LEFT
    }
    LedgerEntry.objects.create(
        chain=network.pk, verb="networks.need_seen", actor_id=author.pk, standing="member", **named
    )
