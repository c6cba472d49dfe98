"""Forms about what happens in a life: what, when, for whom to read; and a line of one's own on its list."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.event import OF_SOMEBODY, EventKind
from networks.forms.member import DAY
from networks.forms.need import AudienceForm
from networks.models import Member


class DaysForm(forms.Form):
    """When, and in whose words."""

    happens_on = forms.DateField(
        label=_("From which day?"), widget=DAY, error_messages={"required": _("Choose a day.")}
    )
    ends_on = forms.DateField(
        label=_("Until and including which day?"),
        help_text=_("Only when you know."),
        required=False,
        widget=DAY,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only if you want to. Nobody needs more than they need to know."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("happens_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return cleaned


class EventForm(DaysForm, AudienceForm):
    """What happens, as write_event() takes it, apart from its kind, which was chosen before."""

    about = forms.TypedChoiceField(
        label=_("Who is it?"), coerce=UUID, error_messages={"required": _("Choose who it is.")}
    )
    field_order = ["about", "happens_on", "ends_on", "words", "visibility", "named"]

    def __init__(self, *args: Any, kind: EventKind, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in OF_SOMEBODY:
            choose_from(self, "about", [("", _("Choose…")), *((str(m.pk), m.name) for m in members)])
        else:
            del self.fields["about"]


class EditEventForm(DaysForm):
    """Change the days and the words."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StepForm(forms.Form):
    """A line of one's own."""

    words = forms.CharField(
        label=_("What else has to be looked at?"),
        max_length=200,
        error_messages={"required": _("Write down what has to be done.")},
    )
