"""How often an address may try a wrong secret: counted in the shared cache, for every web process alike."""

from ipaddress import IPv6Address, ip_address

from django.core.cache import cache

MOST = 10
PERIOD = 60 * 60
"""Seconds after the first try in which the count holds."""


def take_try(address: str, *, of: str = "join-code", most: int = MOST) -> bool:
    """Take one try before looking at a code; False when this address has none left.

    ``of`` names what is counted apart from the rest, ``most`` how often it may be tried in a period.
    """
    key = _key(address, of)
    cache.add(key, 0, PERIOD)
    try:
        return bool(cache.incr(key) <= most)
    except ValueError:  # it expired between the two
        cache.add(key, 1, PERIOD)
        return True


def has_tries(address: str, *, of: str, most: int = MOST) -> bool:
    """Whether any try is left; takes none."""
    return int(cache.get(_key(address, of), 0)) < most


def give_back(address: str) -> None:
    """The code was right: it does not count."""
    try:
        cache.decr(_key(address, "join-code"))
    except ValueError:
        return


def _key(address: str, what: str) -> str:
    """One key for a household: a single IPv4 address, or the /64 of an IPv6 one."""
    try:
        number = ip_address(address)
    except ValueError:
        return f"{what}:unknown"
    return f"{what}:{int(number) >> 64:x}" if isinstance(number, IPv6Address) else f"{what}:{number}"
