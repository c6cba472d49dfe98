"""What the actions of a network refuse, each with one sentence that says what to do next."""

from django.utils.translation import gettext_lazy as _

from carenet.lib.errors import DomainError


class NetworkEnded(DomainError):
    """Nothing changes in a network that has ended, until it is opened again."""

    code = "network_ended"

    def __init__(self) -> None:
        super().__init__(_("This network has ended. Open it again before you change anything."))


class LastOrganizer(DomainError):
    """The last one who keeps the overview cannot go without a successor."""

    code = "last_organizer"

    def __init__(self) -> None:
        super().__init__(
            _("Nobody else keeps the overview. Choose who takes over, or end the network."),
            field="successor",
        )


class LastRepresentative(DomainError):
    """A client without an account always has somebody who acts for them."""

    code = "last_representative"

    def __init__(self) -> None:
        super().__init__(_("Nobody else acts for the client. First name another representative."))


class NotFromHere(DomainError):
    """A row from elsewhere was named: said as if it did not exist."""

    code = "not_found"

    def __init__(self, field: str) -> None:
        super().__init__(_("Choose something from the list."), field=field)
