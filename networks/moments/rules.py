"""The message that an organisation has answered what a network put to it."""

from datetime import datetime

from django.db.models import QuerySet

from networks.choices import MessageKind
from networks.models import RaisedBarrier, Rule
from networks.moments.telling import tell


def on_rule_decided(raised: QuerySet[RaisedBarrier], rule: Rule, at: datetime) -> None:
    """An organisation decided: told to who put it, in every network that says the rule."""
    for row in raised.select_related("network__client", "author").order_by("pk"):
        tell(
            network=row.network,
            to=[row.author],
            kind=MessageKind.HOUSE,
            subject=row,
            at=at,
            slot=f"decided:{rule.version}",
            payload={"what": "rule_decided", "rule": str(rule.pk)},
        )
