"""What somebody wants to see of a network: a part of it, on a day; and of the list of their networks."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.choices import NetworkStatus, RoleKind, Side
from networks.glance import Asked
from networks.listing import SORTS
from networks.models import Network


class GlanceForm(forms.Form):
    """Filters of the picture, and the day on which to see it. Everything may be left out."""

    domain = forms.SlugField(required=False, max_length=30)
    side = forms.ChoiceField(required=False, choices=[("", ""), *Side.choices])
    role = forms.ChoiceField(required=False, choices=[("", ""), *RoleKind.choices])
    on = forms.DateField(required=False, label=_("As it was on"))
    show = forms.ChoiceField(required=False, choices=[("", ""), ("list", "")])

    def __init__(self, *args: Any, network: Network, at: datetime, **kwargs: Any) -> None:
        kwargs["auto_id"] = "%s"
        super().__init__(*args, **kwargs)
        self.network, self.at = network, at
        self.first, self.last = network.today(network.since), network.today(at)

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not self.first <= day <= self.last:
            raise forms.ValidationError(_("Choose a day between the beginning of the network and today."))
        return day

    @property
    def asked(self) -> Asked:
        """The filters; what makes no sense counts as not asked."""
        found = self.cleaned_data
        return Asked(found.get("domain", ""), found.get("side", ""), found.get("role", ""))

    @property
    def day(self) -> date | None:
        """The past day that was asked for; None for now."""
        day: date | None = self.cleaned_data.get("on")
        return None if day == self.last else day

    @property
    def moment(self) -> datetime:
        """The end of that day in the network's own time zone, or now."""
        if self.day is None:
            return self.at
        next_day = datetime.combine(self.day + timedelta(days=1), time.min, tzinfo=self.network.zone)
        return next_day - timedelta(microseconds=1)

    @property
    def keep(self) -> list[tuple[str, str]]:
        """What else stands in the address, for a form that changes only the day."""
        found = self.cleaned_data
        return [(name, found[name]) for name in ("domain", "side", "role", "show") if found.get(name)]


class ListForm(forms.Form):
    """Search, filter and order of the list of my networks. What makes no sense counts as not asked."""

    words = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=[("", ""), *NetworkStatus.choices])
    sort = forms.ChoiceField(required=False, choices=[(one, one) for one in SORTS])

    @property
    def asked(self) -> dict[str, str]:
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return found | {"sort": found["sort"] or "name"}
