"""The forms for the address of one's calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.standing import Seat

MASKED, DETAILS = "masked", "details"
EVERYTHING = "everything"
"""Not one network but all that somebody promised."""
TELLS = (
    (MASKED, _("Only that there is something: “Appointment”, and when")),
    (DETAILS, _("Also what it is, what kind of thing, and where in a few words")),
)


class MaskForm(forms.Form):
    """What a calendar tells to whoever can read it."""

    tells = forms.ChoiceField(
        label=_("What does it tell?"),
        help_text=_("The company that keeps your calendar can read it. Names and addresses are never in it."),
        choices=TELLS,
        widget=forms.RadioSelect,
    )

    @property
    def masked(self) -> bool:
        """Whether only that there is something was chosen."""
        return bool(self.cleaned_data["tells"] == MASKED)


class FeedForm(MaskForm):
    """Which calendar, and what it tells."""

    network = forms.ChoiceField(label=_("Which calendar?"))
    field_order = ["network", "tells"]

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = [(str(seat.network.pk), seat.network.title) for seat in seats]
        everything = (EVERYTHING, _("Everything I promised, in all my networks"))
        whole = (_("All dates of one network"), networks)
        choose_from(self, "network", [everything, whole] if networks else [everything])
