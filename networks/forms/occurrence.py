"""Forms about one date of a task: changed, called off or planned again, alone or with the other dates."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import SeriesPart
from networks.forms.rhythm import OFTEN, RhythmFields, day_field, minutes_field, time_field
from networks.forms.task import NOBODY_ELSE

Parts = list[tuple[str, str]]


class PartForm(forms.Form):
    """Of a series: only this date, from here on, or all. The choices name the dates."""

    part = forms.ChoiceField(
        label=_("What is this about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what this is about.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Parts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parts:
            choose_from(self, "part", parts)
        else:
            del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {"part": SeriesPart.ALL} | cleaned


class ChangeDateForm(PartForm, RhythmFields):
    """When a date is and what is said about it, as change_date() takes it."""

    day = day_field(_("On which day?"))
    time = time_field()
    minutes = minutes_field()
    where = forms.CharField(
        label=_("Where, in a few words"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    bring = forms.CharField(
        label=_("What to bring, or good to know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    avoid = forms.CharField(
        label=_("What not to do"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("day", "time", "minutes", "part", "where", "bring", "avoid", "often", "days", "last")

    def __init__(self, *args: Any, week: bool, repeats: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if week:
            del self.fields["time"], self.fields["minutes"]
        if repeats:
            choose_from(self, "often", [("", _("as it was")), *OFTEN])
            self.fields["often"].label = _("Another rhythm from this date on?")
            self.fields["often"].initial = ""
        else:
            del self.fields["often"], self.fields["days"], self.fields["last"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, at = cleaned.pop("day", None), cleaned.pop("time", None)
        if day is not None and (at is not None or "time" not in self.fields):
            cleaned["starts"] = datetime.combine(day, at or datetime.min.time())
        often = cleaned.get("often")
        if often and day is not None:
            cleaned["rule"] = self.rule_from(cleaned, day)
            if cleaned.get("part") and cleaned["part"] != SeriesPart.FROM_HERE:
                self.add_error("part", _("Another rhythm begins here: choose this date and all later ones."))
        for name in ("often", "days", "last"):
            cleaned.pop(name, None)
        return cleaned


class CancelDateForm(PartForm):
    """Call a date off, perhaps with a reason that who promised reads."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=200,
        help_text=_("Who promised reads this. No need to explain."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    field_order = ("part", "reason")
