"""How often an address may type a wrong code: counted in the shared cache, for every web process alike."""

from ipaddress import IPv6Address, ip_address

from django.core.cache import cache

MOST = 10
PERIOD = 60 * 60
"""Seconds after the first wrong code in which the count holds."""


def take_try(address: str) -> bool:
    """Take one try before looking at a code; False when this address has none left."""
    key = _key(address)
    cache.add(key, 0, PERIOD)
    try:
        return bool(cache.incr(key) <= MOST)
    except ValueError:  # it expired between the two
        cache.add(key, 1, PERIOD)
        return True


def give_back(address: str) -> None:
    """The code was right: it does not count."""
    try:
        cache.decr(_key(address))
    except ValueError:
        return


def _key(address: str) -> str:
    """One key for a household: a single IPv4 address, or the /64 of an IPv6 one."""
    try:
        number = ip_address(address)
    except ValueError:
        return "join-code:unknown"
    return f"join-code:{int(number) >> 64:x}" if isinstance(number, IPv6Address) else f"join-code:{number}"
