"""Fields for a moment and for how often something comes back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from networks.actions.series import LONGEST
from networks.rhythm import nth_of
from networks.rrule import CODES

Words = Any
"""What a label may be: a text, or one that is translated when it is read."""
OFTEN = [
    ("daily", _("every day")),
    ("weekly", _("every week")),
    ("two_weekly", _("every two weeks")),
    ("month_day", _("every month, on the same day of the month")),
    ("month_week", _("every month, on the same day of the week, such as the second Tuesday")),
]


def day_field(label: Words, *, required: bool = True) -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(
        label=label,
        required=required,
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day of the calendar.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def time_field(hint: Words = "", *, required: bool = True) -> forms.TimeField:
    """A time on the clock."""
    return forms.TimeField(
        label=_("At what time?"),
        help_text=hint,
        required=required,
        error_messages={"required": _("Say at what time."), "invalid": _("Write a time such as 10:30.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def minutes_field(label: Words = "", most: int = LONGEST) -> forms.IntegerField:
    """How long something takes."""
    return forms.IntegerField(
        label=label or _("How long does it take, in minutes?"),
        min_value=1,
        max_value=most,
        error_messages={"required": _("Say how long it takes.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class RhythmFields(forms.Form):
    """How often something comes back, in the words of people; rule_from() makes an RRULE of it."""

    often = forms.ChoiceField(
        label=_("How often, if it comes back?"),
        required=False,
        choices=OFTEN,
        initial="weekly",
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=_("On more than one day of the week?"),
        required=False,
        choices=[(code, WEEKDAYS[day]) for day, code in enumerate(CODES)],
        help_text=_("Only for every week or every two weeks. Otherwise it is the day of the first time."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    last = day_field(_("Until which day?"), required=False)

    def rule_from(self, cleaned: dict[str, Any], day: date) -> str:
        """The RRULE of what was chosen, for a first time on that day; adds an error when there is none."""
        often, days, last = cleaned.get("often"), cleaned.get("days"), cleaned.get("last")
        by_day = ";BYDAY=" + ",".join(days) if days else ""
        rules = {
            "daily": "FREQ=DAILY",
            "weekly": f"FREQ=WEEKLY{by_day}",
            "two_weekly": f"FREQ=WEEKLY;INTERVAL=2{by_day}",
            "month_day": f"FREQ=MONTHLY;BYMONTHDAY={day.day}",
            "month_week": f"FREQ=MONTHLY;BYDAY={nth_of(day)}{CODES[day.weekday()]}",
        }
        if not often:
            self.add_error("often", _("Choose how often."))
            return ""
        if last is not None and (last < day or last.year > 2199):
            self.add_error("last", _("The last day lies before the first."))
            return ""
        return rules[often] + (f";UNTIL={last:%Y%m%d}" if last else "")
