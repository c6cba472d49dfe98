"""The access matrix of roles, health, rules and meetings: every module here holds one noun.

``LINES`` are its addresses, pages and API; ``rows(network, author, member)`` is one of each of its things, by
the words that its lines use in ``where``.
"""

import pkgutil
from importlib import import_module
from typing import Any

from accounts.models import User
from networks.models import Member, Network

ROOMS = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
LINES = tuple(line for room in ROOMS for line in room.LINES)


def meso_rows(network: Network, author: User, member: Member) -> dict[str, Any]:
    """One of everything in these rooms; ``member`` is Henk, or Eve herself in her own network."""
    return {name: row for room in ROOMS for name, row in room.rows(network, author, member).items()}
