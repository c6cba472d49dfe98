"""The forms of a person's own pages."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, TokenScope
from accounts.models import User
from carenet.lib.forms import choose_from

PLACES = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def time_zones() -> list[tuple[str, str]]:
    """Time zones named after a place, the near ones first, readable without underscores."""
    names = (name for name in available_timezones() if name.split("/")[0] in PLACES)
    ordered = sorted(names, key=lambda name: (not name.startswith("Europe/"), name))
    return [*((name, name.replace("_", " ")) for name in ordered), ("UTC", "UTC")]


class ProfileForm(forms.Form):
    """How somebody is called and addressed."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("The people in your networks see this name."),
        max_length=120,
        error_messages={"required": _("Type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("For pages and for mail to you."), choices=Language.choices
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("So that times on pages and in mail are the times where you are."),
        choices=lazy(time_zones, list),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
        offered = {name for name, _label in time_zones()}
        if user.time_zone not in offered:
            choose_from(self, "time_zone", [(user.time_zone, user.time_zone), *time_zones()])


class TokenForm(forms.Form):
    """A new personal token."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("A name by which you recognise the program later."),
        max_length=80,
        error_messages={"required": _("Type a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("What may the program do?"),
        choices=TokenScope.choices,
        initial=TokenScope.READ,
        widget=forms.RadioSelect,
    )
    expires_on = forms.DateField(
        label=_("Until which day does it work?"),
        help_text=_("At most one year from now."),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + timedelta(days=90),
    )

    def expires_at(self) -> datetime:
        """The end of the chosen day where the reader is. Call it only on a valid form."""
        zone = timezone.get_current_timezone()
        return datetime.combine(self.cleaned_data["expires_on"], time(23, 59, 59), tzinfo=zone)
