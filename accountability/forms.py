"""What the client wants to see of who looked and what happened."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [("looks", _("only looks")), ("changes", _("only changes"))]
FURTHEST = 2**62
"""More entries than any chain will have; a larger number is no place in one."""


class LedgerForm(forms.Form):
    """Filters and the place in time. Everything may be left out; what makes no sense counts as not asked."""

    who = forms.UUIDField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *KINDS])
    since = forms.DateField(required=False, label=_("From"))
    until = forms.DateField(required=False, label=_("Until"))
    before = forms.IntegerField(required=False, min_value=1, max_value=FURTHEST)
    after = forms.IntegerField(required=False, min_value=0, max_value=FURTHEST)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        kwargs["auto_id"] = "%s"
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day lies before the first one."))
        return found

    @property
    def start(self) -> datetime | None:
        """The beginning of the first day, in the network's time zone."""
        return self._midnight(self.cleaned_data.get("since"))

    @property
    def end(self) -> datetime | None:
        """The end of the last day, in the network's time zone."""
        day: date | None = self.cleaned_data.get("until")
        return self._midnight(day + timedelta(days=1)) if day and day < date.max else None

    def _midnight(self, day: date | None) -> datetime | None:
        return datetime.combine(day, time.min, tzinfo=self.zone) if day else None
