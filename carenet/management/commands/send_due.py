"""send_due: what the workers do every few seconds, once and at once, for who runs the house."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from networks.choices import Channel
from networks.post import RULES, sweep
from networks.voice import HOUSE

ORDER = (Channel.PLAN, Channel.NOTICE, Channel.MAIL, Channel.PUSH)
"""First the moments at which the house looks, because they write what is sent next."""
WORDS = {
    "sent": "done",
    "mails": "mails",
    "dropped": "dropped",
    "held": "held until quiet hours end",
    "later": "to be tried again",
    "parked": "parked",
    "given back": "given back",
}


class Command(BaseCommand):
    help = "Send what is due, once over every channel, and say how many went which way."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--channel", choices=Channel.values, action="append", help="only this one")

    def handle(self, *args: Any, **options: Any) -> None:
        for channel in ORDER:
            if options["channel"] and channel not in options["channel"]:
                continue
            counts = sweep(channel, HOUSE, RULES)
            told = ", ".join(f"{counts[name]} {words}" for name, words in WORDS.items() if counts[name])
            left = " There is more: run it again." if counts["left"] else ""
            self.stdout.write(f"{channel.value}: {told or 'nothing was due'}.{left}")
