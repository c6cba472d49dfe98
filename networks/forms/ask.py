"""Forms about asks: put something to people, and answer what one was asked."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Answer, Reach
from networks.models import Ask, Member, Occurrence
from networks.promised import when

HOURS = (2, 6, 24, 48, 72)


class AskForm(forms.Form):
    """What ask() takes. ``shown`` are those who stood in the preview of everyone who fits."""

    occurrence = forms.TypedChoiceField(
        label=_("What do you ask for?"), coerce=UUID, empty_value=None, required=False
    )
    reach = forms.ChoiceField(
        label=_("Whom do you ask?"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you ask.")},
    )
    members = forms.TypedMultipleChoiceField(
        label=_("The people you choose"),
        help_text=_("Not needed when you ask everyone who fits."),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wider_after = forms.TypedChoiceField(
        label=_("When do others get the question?"),
        help_text=_("Only when you ask one person first."),
        choices=[(hours, _("after %(hours)d hours") % {"hours": hours}) for hours in HOURS],
        coerce=int,
        empty_value=None,
        required=False,
        initial=24,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_(
            "Such as: “Would you drive Bram to choir on Tuesday? He loves it, and it takes an hour.”"
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shown = forms.TypedMultipleChoiceField(coerce=UUID, required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, dates: list[Occurrence], people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Every open date"))] if len(dates) != 1 else []
        choose_from(self, "occurrence", [*every, *((str(one.pk), when(one)) for one in dates)])
        known = [(str(one.pk), one.name) for one in people]
        choose_from(self, "members", known)
        choose_from(self, "shown", known)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reach, shown = cleaned.get("reach"), cleaned.pop("shown", [])
        chosen = cleaned.get("members") or []
        if reach == Reach.FITTING:
            cleaned["members"] = shown
        elif not chosen and "members" not in self.errors and not self.errors.get("reach"):
            self.add_error("members", _("Choose at least one person."))
        elif reach == Reach.ONE_FIRST and len(chosen) > 1:
            self.add_error("members", _("Choose one person to ask first."))
        if reach != Reach.ONE_FIRST:
            cleaned["wider_after"] = None
        return cleaned


class AnswerForm(forms.Form):
    """What answer_ask() takes. A no needs no reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Answer.YES, _("Yes, I’ll do it")),
            (Answer.MAYBE, _("Maybe")),
            (Answer.NO, _("Not this time")),
            (Answer.NOT_UNTIL, _("Not until a day that I choose")),
            (Answer.NOT_THIS_KIND, _("Not this kind of thing")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    occurrence = forms.TypedChoiceField(
        label=_("Which date?"), coerce=UUID, empty_value=None, required=False, help_text=_("Only with a yes.")
    )
    not_until = forms.DateField(
        label=_("Not until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only when you choose a day."),
    )
    note = forms.CharField(
        label=_("A word with it"),
        help_text=_("You need not. With a yes, who sees this date reads it. Otherwise only you do."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, ask: Ask, dates: list[Occurrence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "occurrence", [(str(one.pk), when(one)) for one in dates])
        if ask.occurrence_id or len(dates) < 2:
            del self.fields["occurrence"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") != Answer.YES:
            cleaned.pop("occurrence", None)
        if cleaned.get("answer") == Answer.NOT_UNTIL and not cleaned.get("not_until") and not self.errors:
            self.add_error("not_until", _("Choose a day that is still to come."))
        return cleaned
