"""The forms for how somebody is reached."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Reachability
from networks.reaching import Panel


class ReachForm(forms.Form):
    """Quiet hours and pauses, as set_reach() takes them."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        help_text=_("What comes in quiet hours waits until they are over. It is never lost."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time.")},
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("The same time twice means: no quiet hours."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time.")},
    )
    quiet_weekends = forms.BooleanField(label=_("Quiet on Saturday and Sunday as well"), required=False)
    week_letter = forms.BooleanField(
        label=_("A letter every week"),
        help_text=_("On Sunday morning: what you promised, and what still has nobody."),
        required=False,
    )
    muted_until = forms.DateField(
        label=_("No messages before"),
        help_text=_("For a holiday, for instance. Leave it empty if messages may come."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, reach: Reachability, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        muted = reach.muted_until
        self.initial = {
            "quiet_from": reach.quiet_from,
            "quiet_until": reach.quiet_until,
            "quiet_weekends": reach.quiet_weekends,
            "week_letter": reach.week_letter,
            "muted_until": timezone.localtime(muted).date() if muted and muted > timezone.now() else None,
            "version": reach.version,
        }

    def clean_muted_until(self) -> datetime | None:
        """The beginning of the chosen day where the reader is."""
        day = self.cleaned_data["muted_until"]
        if day is None:
            return None
        return datetime.combine(day, time(0), tzinfo=timezone.get_current_timezone())


class SwitchesForm(forms.Form):
    """Which messages come from one network, over what; what is not ticked is off."""

    on = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.all = [one for _label, row in panel.rows for one in row]
        field = self.fields["on"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.name, one.label) for one in self.all]

    def clean(self) -> dict[str, Any]:
        """What is off, as set_switches() takes it."""
        on = set(self.cleaned_data.get("on", ()))
        return {"off": [(one.kind, one.channel) for one in self.all if one.name not in on]}
