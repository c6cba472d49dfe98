"""Questions to the networks of an organisation, and how an organisation knows them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import NetworkStatus
from networks.choices.health import SignalKind
from networks.choices.overview import OverviewSort
from networks.models import Team
from networks.overview.asking import Question, question


class OverviewForm(forms.Form):
    """What to choose networks by. What makes no sense counts as not asked."""

    signal = forms.ChoiceField(required=False, choices=[("", ""), *SignalKind.choices])
    team = forms.UUIDField(required=False)
    domain = forms.UUIDField(required=False)
    region = forms.UUIDField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", ""), *NetworkStatus.choices])
    sort = forms.ChoiceField(required=False, choices=[("", ""), *OverviewSort.choices])
    words = forms.CharField(required=False, max_length=40)
    cursor = forms.RegexField("^[A-Za-z0-9_=-]+$", required=False, max_length=1500)

    @property
    def asked(self) -> Question:
        """The question."""
        self.is_valid()
        return question(self.cleaned_data)

    @property
    def cursor_sent(self) -> str | None:
        """Where the page begins; None for the first one."""
        self.is_valid()
        return self.cleaned_data.get("cursor") or None


class ViewForm(forms.Form):
    """The name under which somebody keeps a question."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        help_text=_("Such as: without a stand-in. Only you see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class TeamForm(forms.Form):
    """A team of the organisation."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=60,
        help_text=_("A team of your organisation, not the name of a person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NetworkTeamForm(forms.Form):
    """Which team a network belongs to."""

    team = forms.TypedChoiceField(
        label=_("Team"), required=False, coerce=UUID, empty_value=None, choices=[("", _("no team"))]
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "team", [("", _("no team")), *((str(one.pk), one.name) for one in teams)])


class NicknameForm(forms.Form):
    """A nickname for colleagues."""

    nickname = forms.CharField(
        label=_("Nickname for colleagues"),
        max_length=40,
        required=False,
        help_text=_(
            "Something that tells nobody who it is about, such as: the blue door. Empty takes it away."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class HostForm(forms.Form):
    """An organisation that may host the network."""

    organisation = forms.CharField(
        label=_("Name of the organisation"),
        max_length=160,
        help_text=_("Its managers then see numbers of this network, and never a name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
