"""read_bounce: one mail that came back, from standard input, as a mail server hands it to a program."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from networks.bounces import LARGEST, Bounce, read
from networks.voice import HOUSE

WORDS = {
    Bounce.NOT_A_REPORT: "This is no delivery status report.",
    Bounce.NOT_OURS: "This is not about a message of ours.",
    Bounce.NOT_FINAL: "This message may still arrive; nothing was changed.",
    Bounce.ANOTHER_ADDRESS: "Mail goes to another address meanwhile; nothing was changed.",
    Bounce.KNOWN: "It was known already that this address fails.",
    Bounce.MARKED: "Nothing more is mailed to this address; who keeps the overview is told.",
}


class Command(BaseCommand):
    help = "Read one returned mail (RFC 3464) from standard input, and stop mailing an address that fails."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(WORDS[read(sys.stdin.buffer.read(LARGEST), HOUSE.mail_fails)])
