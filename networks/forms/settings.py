"""Forms of a network's settings: how it works, who the client is, who may act, and how it ends."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import time_zones
from accounts.models import Region
from carenet.lib.forms import choose_from
from networks.actions.network import DEFAULTS, SETTINGS
from networks.choices import Decide, EndReason, Ground, Visibility
from networks.models import Member, Network
from networks.standing import Permission, Seat

LEVELS = [(one.value, one.label) for one in Visibility if one != Visibility.NAMED]
FIELDS = (*SETTINGS, "version")
HOLIDAYS = [
    ("", _("none")),
    ("NL", _("the Netherlands")),
    ("BQ", _("the Caribbean Netherlands")),
    ("AW", _("Aruba")),
    ("CW", _("Curaçao")),
    ("SX", _("Sint Maarten")),
    ("BE", _("Belgium")),
    ("DE", _("Germany")),
    ("LU", _("Luxembourg")),
    ("FR", _("France")),
    ("GB", _("the United Kingdom")),
    ("IE", _("Ireland")),
]
"""Countries that can be chosen on the page; through the API any country whose holidays are known."""


class SettingsForm(forms.Form):
    """How a network works. What it collects is what revise_settings() takes."""

    purpose = forms.CharField(
        label=_("What is this network for, in the client's own words?"),
        required=False,
        max_length=300,
        help_text=_("Everybody in the network reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decide = forms.ChoiceField(label=_("How do we decide?"), choices=Decide.choices, widget=forms.RadioSelect)
    need_visibility = forms.ChoiceField(
        label=_("Who may read a new need, if nothing else is chosen?"),
        choices=LEVELS,
        help_text=_("What has been written already stays as it is."),
        widget=forms.RadioSelect,
    )
    note_visibility = forms.ChoiceField(
        label=_("Who may read a new note, if nothing else is chosen?"),
        choices=LEVELS,
        widget=forms.RadioSelect,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("In which a day of this network begins and ends."),
    )
    show_first = forms.BooleanField(
        label=_("I want to see first what is asked for me"),
        required=False,
        help_text=_("Then nobody is asked before the client, or who acts for the client, has let it go on."),
    )
    holidays = forms.ChoiceField(
        label=_("Public holidays of"),
        required=False,
        help_text=_("For what is not done on public holidays."),
    )
    urgent = forms.CharField(
        label=_("Whom to call when it is urgent"),
        required=False,
        max_length=120,
        help_text=_("Stands beside questions and stories, where nobody should wait for an answer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    review_on = forms.DateField(
        label=_("When do we look back together?"),
        required=False,
        help_text=_("Everyone hears so two weeks and two days before."),
        error_messages={"invalid": _("Choose a day of the calendar.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        required=False,
        queryset=Region.objects.none(),
        empty_label=_("Not said"),
        help_text=_("Where the client lives. It is used for figures without names."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        network: Network = seat.network
        kwargs["initial"] = {name: getattr(network, name) for name in FIELDS}
        super().__init__(*args, **kwargs)
        near = [one for one in time_zones() if one[0].startswith("Europe/") or one[0] == network.time_zone]
        choose_from(self, "time_zone", near)
        known = {code for code, _label in HOLIDAYS}
        own = [] if network.holidays in known else [(network.holidays, network.holidays)]
        choose_from(self, "holidays", [*HOLIDAYS, *own])
        self.fields["region"].queryset = Region.objects.active(seat.at)  # type: ignore[attr-defined]
        if not seat.may(Permission.SET_VISIBILITY):
            for name in DEFAULTS:
                del self.fields[name]


class ClientForm(forms.Form):
    """Who is in the middle."""

    name = forms.CharField(
        label=_("Name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    called = forms.CharField(
        label=_("What does this person like to be called?"),
        required=False,
        max_length=60,
        help_text=_("Everywhere in this network. Otherwise it is the first name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AppointForm(forms.Form):
    """Choose somebody who takes part with an account."""

    member = forms.TypedChoiceField(label=_("Who?"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.name} ({one.as_what})") for one in people]
        choose_from(self, "member", choices)


class RepresentativeForm(AppointForm):
    """Somebody, and on what ground they act for the client."""

    ground = forms.ChoiceField(label=_("On what ground?"), choices=Ground.choices, widget=forms.RadioSelect)


class RestForm(forms.Form):
    """Until when a network rests, and what everybody reads about it, as rest_network() takes it."""

    back_on = forms.DateField(
        label=_("On which day does it go on?"),
        required=False,
        help_text=_("Leave it open if you do not know yet."),
        error_messages={"invalid": _("Choose a day of the calendar.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=_("What do you want to say about it?"),
        required=False,
        max_length=300,
        help_text=_("Everybody in the network reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EndNetworkForm(forms.Form):
    """Why a network ends."""

    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=[(one.value, one.label) for one in EndReason if one != EndReason.DIED],
        widget=forms.RadioSelect,
    )
    farewell = forms.CharField(
        label=_("One message to everybody, in your own words"),
        required=False,
        max_length=4000,
        help_text=_("It goes out as you write it. Leave it empty to tell people yourself."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
