"""The form with which a signal is put off."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

USUAL = timedelta(days=28)
"""For how long something is put off when nobody says."""


class PutOffForm(forms.Form):
    """Until when, as put_off() takes it."""

    until = forms.DateField(
        label=_("Not now until"),
        help_text=_("It stays on the page, apart, and everybody can see until when."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.format = "%Y-%m-%d"
