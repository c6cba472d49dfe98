"""The name of a part of life."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DomainForm(forms.Form):
    """One part of life that an organisation adds or renames."""

    name = forms.CharField(
        label=_("Name of the part of life"),
        max_length=60,
        help_text=_("Such as: Living, Money. In the language of your organisation."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
