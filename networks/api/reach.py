"""Notices, and how somebody is reached: the reader's own, and nobody else's."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.validators import RegexValidator
from django.urls import path
from django.utils import timezone
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, lists, reads, revises
from carenet.lib.rest.fields import Code, Flag, Moment, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import notices as reading
from networks import reaching
from networks.access import network_for
from networks.actions import reach as actions
from networks.choices import Channel, MessageKind
from networks.models import Delivery, Reachability
from networks.reaching import Panel
from networks.standing import Permission

HOURS = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class Clock(Text):
    """Wall-clock time, such as 21:00."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5, validators=[RegexValidator(HOURS)], **options)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The time that was written. Raises ValidationError for anything else."""
        value = super().run_validation(data)
        return time.fromisoformat(value) if isinstance(value, str) else value


class NoticeShape(Shape):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(MessageKind.choices)
    network = serializers.UUIDField(allow_null=True, source="network_id")
    words = serializers.CharField(help_text="In the language of the reader; never what somebody wrote.")
    path = serializers.CharField(help_text="The page it is about; empty when it is over.")
    at = serializers.DateTimeField()
    unread = serializers.BooleanField()

    @staticmethod
    def read_words(row: Any) -> str:
        return _line(row).words

    @staticmethod
    def read_path(row: Any) -> str:
        return _line(row).path

    @staticmethod
    def read_at(row: Any) -> datetime:
        return _line(row).at

    @staticmethod
    def read_unread(row: Any) -> bool:
        return row.read_at is None


class ReachShape(Shape):
    quiet_from = serializers.CharField(help_text="Wall-clock time in your own zone, such as 21:00.")
    quiet_until = serializers.CharField()
    quiet_weekends = serializers.BooleanField()
    week_letter = serializers.BooleanField()
    muted_until = serializers.DateTimeField(allow_null=True)
    mail_fails_since = serializers.DateTimeField(
        allow_null=True, help_text="Since when mail to you comes back."
    )
    version = serializers.IntegerField()

    @staticmethod
    def read_quiet_from(row: Reachability) -> str:
        return f"{row.quiet_from:%H:%M}"

    @staticmethod
    def read_quiet_until(row: Reachability) -> str:
        return f"{row.quiet_until:%H:%M}"


class ReachBody(Body):
    quiet_from = Clock(help_text="Wall-clock time in your own zone, such as 21:00.")
    quiet_until = Clock(help_text="The same time twice means no quiet hours.")
    quiet_weekends = Flag()
    week_letter = Flag()
    muted_until = Moment(allow_null=True, help_text="Nothing comes before this moment.")


class OneSwitchShape(Shape):
    kind = serializers.ChoiceField(MessageKind.choices)
    channel = serializers.ChoiceField(Channel.choices)
    on = serializers.BooleanField()


class OneSwitchBody(Body):
    kind = Code(MessageKind.choices)
    channel = Code(Channel.choices)


class SwitchesBody(Body):
    off = serializers.ListField(
        child=OneSwitchBody(), max_length=100, help_text="All that is off; everything else is on."
    )


class SwitchesShape(Shape):
    network = serializers.UUIDField(source="network.pk")
    switches = OneSwitchShape(many=True)

    @staticmethod
    def read_switches(panel: Panel) -> list[Any]:
        return [one for _label, row in panel.rows for one in row]


def _dress(rows: list[Any]) -> None:
    """Give each row its line, written from things as they are now."""
    for row, line in zip(rows, reading.written_out(rows, timezone.now()), strict=True):
        row.line = line


def _line(row: Any) -> reading.Notice:
    line: reading.Notice = row.line
    return line


class Notices(Address):
    @lists(NoticeShape, asks=Paged)
    def get(self) -> InOrder:
        """My notices, newest first."""
        return InOrder(reading.of(self.user), ("-sent_at", "-id"), _dress)


class NoticesRead(Address):
    @acts(None)
    def post(self) -> None:
        """Everything counts as read."""
        self.body()
        actions.read_notices(user=self.user)
        reading.counted_anew(self.user)


class NoticeRead(Address):
    @acts(NoticeShape)
    def post(self, pk: UUID) -> Delivery:
        """One notice counts as read."""
        reading.notice_for(self.user, pk)
        self.body()
        actions.read_notices(user=self.user, notice=pk)
        reading.counted_anew(self.user)
        row = reading.notice_for(self.user, pk)
        _dress([row])
        return row


class Reach(Address):
    @reads(ReachShape)
    def get(self) -> Reachability:
        """How I am reached."""
        return reaching.reach_of(self.user)

    @revises(ReachBody, ReachShape)
    def patch(self) -> Reachability:
        """Change my quiet hours, the letter of the week, or until when nothing comes."""
        row = reaching.reach_of(self.user)
        given = self.body()
        version = self.version_of(row)
        muted = row.muted_until if row.muted_until and row.muted_until > timezone.now() else None
        kept: dict[str, Any] = {
            "quiet_from": row.quiet_from,
            "quiet_until": row.quiet_until,
            "quiet_weekends": row.quiet_weekends,
            "week_letter": row.week_letter,
            "muted_until": muted,
        }
        return actions.set_reach(actor=self.user, version=version, **kept | given)


class ReachTryAgain(Address):
    @acts(ReachShape)
    def post(self) -> Reachability:
        """Mail to me came back before; try it again."""
        self.body()
        return actions.try_mail_again(actor=self.user)


class Switches(Address):
    @reads(SwitchesShape)
    def get(self, pk: UUID) -> Panel:
        """Which messages come to me from one network, over what."""
        seat = network_for(self.user, pk, Permission.VIEW)
        return reaching.panel(self.user, seat.network)

    @acts(SwitchesShape, SwitchesBody)
    def post(self, pk: UUID) -> Panel:
        """Say all that is off; everything else is on."""
        seat = network_for(self.user, pk, Permission.VIEW)
        off = [(one["kind"], one["channel"]) for one in self.body()["off"]]
        actions.set_switches(actor=self.user, network=pk, off=off)
        return reaching.panel(self.user, seat.network)


urlpatterns = [
    path("notices/", Notices.as_view(), name="notices"),
    path("notices/read/", NoticesRead.as_view(), name="notices_read"),
    path("notices/<uuid:pk>/read/", NoticeRead.as_view(), name="notice_read"),
    path("me/reach/", Reach.as_view(), name="reach"),
    path("me/reach/try-again/", ReachTryAgain.as_view(), name="reach_try_again"),
    path("networks/<uuid:pk>/switches/", Switches.as_view(), name="switches"),
]
