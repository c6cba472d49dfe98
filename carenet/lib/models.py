"""The base of every row: a public, time-ordered identity, two moments and a version."""

import secrets
import time
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import Conflict


def uuid7() -> UUID:
    """A time-ordered UUID, version 7 of RFC 9562: 48 bits of Unix milliseconds, then random bits.

    New rows land side by side in their index, and an id can still not be guessed.
    """
    stamp = int(time.time() * 1000) & ((1 << 48) - 1)
    bits = (stamp << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0b10 << 62) | secrets.randbits(62)
    return UUID(int=bits)


class Stamped(models.Model):
    """Identity, moments (UTC) and a version that grows by one with each change (for If-Match and forms)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def expect(self, version: int | None) -> None:
        """Raise Conflict when the caller saw another version than the current one; None accepts any."""
        if version is not None and version != self.version:
            raise Conflict(_("Somebody else changed this just now. Look at the new text and try again."))

    def store(self, *fields: str) -> None:
        """Save these fields and raise the version by one. Call it under a row lock."""
        self.version += 1
        self.save(update_fields=[*fields, "version", "updated_at"])
