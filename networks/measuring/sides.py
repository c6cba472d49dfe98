"""When sides differ. They are never put together: what differs is something to speak about. Pure."""

from collections.abc import Iterable

from networks.choices import Met


def differ(said: Iterable[str]) -> bool:
    """Whether one side says met where another says not met. Not knowing is no difference, silence neither."""
    return {Met.MET, Met.NOT_MET} <= set(said)
