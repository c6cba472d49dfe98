"""The form by which the client names who gets something to remember them by."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.models import Member


class KeepsakeForm(forms.Form):
    """Who gets it and what is in it, as give_keepsake() takes it."""

    member = forms.TypedChoiceField(label=_("Who gets it?"), coerce=UUID, widget=forms.RadioSelect)
    stories = forms.BooleanField(label=_("The stories that everybody can read"), required=False, initial=True)
    photos = forms.BooleanField(label=_("The photos with those stories"), required=False, initial=True)
    needs = forms.BooleanField(
        label=_("What I wrote about my life"),
        required=False,
        help_text=_("My own needs and wishes, except what only I or a few people read."),
    )
    people = forms.BooleanField(
        label=_("Who was around me"), required=False, help_text=_("Names only, no addresses.")
    )

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "member", [(str(one.pk), f"{one.name} ({one.as_what})") for one in people])
