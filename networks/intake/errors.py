"""The one way in which reading a file can fail."""

from carenet.lib.errors import DomainError


class UnreadableFile(DomainError):
    """The file cannot be used. The message is one sentence or two: what is wrong, and what to do instead."""

    code = "unreadable_file"
