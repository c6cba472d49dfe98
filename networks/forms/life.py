"""The forms of practising, and of whether somebody is still there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.lifecycle import StillThere


class PracticeForm(forms.Form):
    """As whom to practise, as begin_practice() takes it."""

    practise_as = forms.ChoiceField(
        label=_("As whom do you want to practise?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "practise_as", choices)


class StillThereForm(forms.Form):
    """The answer to a friendly question, as answer_still_there() takes it."""

    answer = forms.ChoiceField(
        label=_("How is it with you?"),
        choices=StillThere.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
