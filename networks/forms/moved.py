"""The form of what is written beside a swap."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from networks.choices.moved import ANSWERED, Checked
from networks.forms.member import DAY

WAYS = [(value, capfirst(label)) for value, label in Checked.choices]


def _who() -> forms.CharField:
    return forms.CharField(
        label=_("Who looked into it?"),
        help_text=_("A function or a body is enough, such as: the district nurse."),
        required=False,
        max_length=150,
    )


def _when() -> forms.DateField:
    return forms.DateField(
        label=_("On which day?"), help_text=_("Empty means today."), required=False, widget=DAY
    )


class MovedForm(forms.Form):
    """Why work moves, and what was checked, as note_swap() takes it."""

    reason = forms.CharField(
        label=_("Why does this work move?"),
        help_text=_("In your own words: what does it make room for?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    competence = forms.ChoiceField(
        label=_("Can the one who takes it on do it well and safely?"), choices=WAYS, initial=Checked.NOT_ASKED
    )
    competence_by = _who()
    competence_on = _when()
    insurance = forms.ChoiceField(
        label=_("Is it insured when something goes wrong?"), choices=WAYS, initial=Checked.NOT_ASKED
    )
    insurance_by = _who()
    insurance_on = _when()
    check_with = forms.CharField(
        label=_("Check with"),
        help_text=_("Whom you still have to ask, such as: the insurer, the municipality, the manager."),
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in ("competence", "insurance"):
            if cleaned.get(field) in ANSWERED and not cleaned.get(f"{field}_by"):
                self.add_error(f"{field}_by", _("Say who looked into it."))
        return cleaned
