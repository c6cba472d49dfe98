"""The form for saying something of a part of life: own words first, a level only if one likes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.wheel import HowWell
from networks.forms.need import AudienceForm
from networks.models import LifeDomain

FEW = 7
"""Up to so many choices stand below each other; more are a list to open."""


class WheelForm(AudienceForm):
    """What somebody says of a part of life, as say_of_life() takes it."""

    domain = forms.TypedChoiceField(
        label=_("Which part of life is it about?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a part of life.")},
    )
    words = forms.CharField(
        label=_("How does it go, in your own words?"),
        help_text=_("In the words of the person it is about. Such as: “I miss the garden.”"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say it in words. A few are enough.")},
    )
    how_well = forms.ChoiceField(
        label=_("And in one word?"),
        help_text=_("Only if you like. It is never added up."),
        required=False,
        choices=[*HowWell.choices, ("", _("I would rather not say"))],
        widget=forms.RadioSelect,
        initial="",
    )
    field_order = ["domain", "words", "how_well", "visibility", "named"]

    def __init__(self, *args: Any, domains: list[LifeDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(domains) > FEW:
            self.fields["domain"].widget = forms.Select()
        choose_from(self, "domain", [(str(one.pk), one.label) for one in domains])
