"""How often somebody may ask: one counter per minute, hour or day in the shared cache."""

import logging
import time
from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # the views import their default rates, which are in this module
    from rest_framework.views import APIView

log = logging.getLogger(__name__)


class Rate(SimpleRateThrottle):
    """Counts within fixed windows: one small number per caller, raised by the cache itself.

    A cache that is away lets everybody pass and says so in the log: the house stays open.
    """

    num_requests: int
    duration: int
    left: float

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Whether this caller may ask once more in the running window."""
        ident = self.get_cache_key(request, view)
        if ident is None:
            return True
        now = time.time()
        window = int(now // self.duration)
        self.left = (window + 1) * self.duration - now
        return self._counted(f"{ident}:{window}") <= self.num_requests

    def _counted(self, key: str) -> int:
        try:
            self.cache.add(key, 0, timeout=self.duration + 1)
            return int(self.cache.incr(key))
        except Exception as error:  # whatever the cache's client raises
            log.warning("The rate of requests is not counted: %s", type(error).__name__)
            return 0

    def wait(self) -> float:
        """Seconds until the next window."""
        return self.left


class SignedInRate(Rate):
    """For people and programs that are signed in, each by itself."""

    scope = "user"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        return f"rate:user:{request.user.pk}" if request.user.is_authenticated else None


class AnonymousRate(Rate):
    """For everybody else, by network address."""

    scope = "anon"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        return None if request.user.is_authenticated else f"rate:anon:{self.get_ident(request)}"


class SecretRate(Rate):
    """For secrets that could be guessed, by network address, signed in or not."""

    scope = "secret"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        return f"rate:secret:{self.get_ident(request)}"
