"""Forms about decisions: what was decided, and how far it is."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.meeting import Becomes, HowFar
from networks.forms.meeting import level_field, levels
from networks.forms.rhythm import day_field
from networks.models import Activity, Member
from networks.standing import Seat


class DecisionForm(forms.Form):
    """What was decided, as decide() takes it. During family time it is for the family by itself."""

    words = forms.CharField(
        label=_("What did you decide?"),
        max_length=300,
        help_text=_("So that everybody knows what happens. Such as: “Henk drives to choir in January.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write down what was decided.")},
    )
    point = forms.TypedChoiceField(
        label=_("About which point of the agenda?"), required=False, coerce=UUID, empty_value=None
    )
    owner = forms.TypedChoiceField(
        label=_("Who sees to it?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("They are asked, and may say no without a reason. For yourself it is a yes at once."),
    )
    due_on = day_field(_("By which day?"))
    otherwise = forms.CharField(
        label=_("And if it goes otherwise?"),
        max_length=300,
        help_text=_("Such as: “Then Joris asks the choir.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what happens if it goes otherwise.")},
    )
    becomes = forms.ChoiceField(
        label=_("What does it become?"),
        choices=Becomes.choices,
        initial=Becomes.AGREEMENT,
        widget=forms.RadioSelect,
    )
    activity = forms.TypedChoiceField(
        label=_("What kind of thing is it?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_(
            "Only for something to do. It comes on the list when the meeting is closed and its owner "
            "said yes; everybody in the network may know of it then."
        ),
    )
    visibility = level_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        seat: Seat,
        points: list[Any],
        people: list[Member],
        kinds: list[Activity],
        among_family: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        whole = ("", _("None of them in particular"))
        choose_from(self, "point", [whole, *((str(one.pk), str(one.sentence)[:100]) for one in points)])
        nobody = ("", _("Nobody yet"))
        choose_from(self, "owner", [nobody, *((str(one.pk), one.name) for one in people)])
        choose_from(self, "activity", [("", _("Choose")), *((str(one.pk), one.label) for one in kinds)])
        choose_from(self, "visibility", levels(seat))
        if among_family:
            del self.fields["visibility"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("becomes") != Becomes.TASK:
            cleaned["activity"] = None
        elif not cleaned.get("activity") and "activity" not in self.errors:
            self.add_error("activity", _("Choose what kind of thing it is."))
        return cleaned


class HowFarForm(forms.Form):
    """How far a decision is. None of the answers is wrong."""

    how_far = forms.ChoiceField(
        label=_("How far are we with this?"),
        choices=HowFar.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=300,
        help_text=_("What went well, what became different, or what you need."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
