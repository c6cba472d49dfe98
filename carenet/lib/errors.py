"""Named refusals: what an action or a reader says when it will not do what was asked."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule of the house said no. Forms and the API turn it into one sentence beside the right field.

    ``message`` is a translated (lazy) sentence that says what happened and what to do next; ``code`` is a
    stable name for programs; ``field`` names the input it belongs to, or is empty for the whole form.
    """

    code = "refused"

    def __init__(self, message: str | Promise, *, code: str | None = None, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return str(self.message)


class Conflict(DomainError):
    """Somebody else changed the row first: the caller's version is no longer the current one."""

    code = "conflict"
