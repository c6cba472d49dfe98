"""A list of questions as a form: one group of answers for each question, and each may be left open."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from networks.measuring.instrument import Definition, Item

BEFORE = "q-"
"""What stands before the code of a question in the name of its field: a code may be any word."""
OPEN = "-"
"""What stands for a question that is left open; no answer has this code."""
BESIDE = 60
"""Answers that together have at most so many characters stand beside each other."""


class CheckForm(forms.Form):
    """The answers to a list of questions, as keep_check() takes them."""

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in definition.items:
            self.fields[BEFORE + item.code] = _question(item)

    def clean(self) -> dict[str, Any]:
        """The codes of the answers by code of question, without what was left open."""
        given = super().clean() or self.cleaned_data
        answers = {name.removeprefix(BEFORE): answer for name, answer in given.items() if answer != OPEN}
        if not answers and not self.errors:
            self.add_error(None, forms.ValidationError(_("Answer at least one question."), code="required"))
        return {"answers": answers}


def _question(item: Item) -> forms.ChoiceField:
    answers = [(one.code, str(one.words)) for one in item.answers]
    beside = sum(len(words) for _code, words in answers) <= BESIDE
    return forms.ChoiceField(
        label=str(item.words),
        help_text=escape(str(item.hint)) if item.hint else "",
        choices=[*answers, (OPEN, _("I leave this open"))],
        initial=OPEN,
        widget=forms.RadioSelect(attrs={"class": "inline"} if beside else {}),
        error_messages={"required": _("Choose an answer, or leave it open.")},
    )
