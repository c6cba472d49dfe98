"""The forms of who helps without an account, and of adding somebody only to be asked."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Answer, Verb


class AnswerForm(forms.Form):
    """An answer to an ask, as answer_by_link() takes it; ``answer`` is the button that was pressed."""

    occurrence = forms.TypedChoiceField(
        label=_("Which date?"),
        coerce=UUID,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the date on which you will do it.")},
    )
    note = forms.CharField(
        label=_("A word with it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    not_until = forms.DateField(
        label=_("Not until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only when you cannot help before that day."),
    )
    answer = forms.ChoiceField(
        choices=Answer.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, dates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(dates) > 1:
            choose_from(self, "occurrence", dates)
            self.fields["occurrence"].required = self.data.get("answer", Answer.YES) == Answer.YES
        else:
            del self.fields["occurrence"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answer = cleaned.get("answer")
        if answer == Answer.NOT_UNTIL and not cleaned.get("not_until"):
            self.add_error("not_until", _("Choose the day from which you can be asked again."))
        if answer is not None:
            cleaned["answer"] = Answer(answer)
        return cleaned


class StandInForm(forms.Form):
    """Being the stand-in for a date."""

    occurrence = forms.UUIDField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """A button on one's own promise, as move_by_link() takes it."""

    promise = forms.UUIDField(widget=forms.HiddenInput)
    verb = forms.ChoiceField(choices=Verb.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("What happened? You need not say."), max_length=300, required=False)

    def clean_verb(self) -> Verb:
        return Verb(self.cleaned_data["verb"])


class LostLinkForm(forms.Form):
    """The address at which somebody got a mail before."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Fill in your e-mail address.")},
    )


class GuestForm(forms.Form):
    """Somebody to be asked by mail, as add_guest() takes it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        error_messages={"required": _("Fill in a name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only for what they are asked. Tell them first that a mail will come."),
        error_messages={"required": _("Fill in an e-mail address.")},
    )
