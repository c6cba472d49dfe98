"""Forms for a list of questions of an organisation: the document, and why one may use it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from networks.measuring.document import LONGEST, read
from networks.measuring.faults import Faulty
from networks.measuring.instrument import Definition

SHOWN = 20
"""How many faults stand beside the field one by one; the rest is counted."""
FOUR = 4
"""The most bytes that a character takes."""


def _definition(text: str) -> Definition:
    """What the text holds. Raises ValidationError with one sentence for each fault."""
    try:
        return read(text)
    except Faulty as faulty:
        said = [str(one) for one in faulty.faults[:SHOWN]]
        more = len(faulty.faults) - SHOWN
        if more > 0:
            said.append(ngettext("And %s more.", "And %s more.", more) % more)
        raise forms.ValidationError([forms.ValidationError(one) for one in said]) from faulty


class DocumentForm(forms.Form):
    """The definition as a file or as text; ``definition`` is what it holds once the form is valid."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_("A JSON file."),
        required=False,
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    document = forms.CharField(
        label=_("Or its text"),
        help_text=_("When you choose a file, the file counts."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "code"}),
    )
    definition: Definition

    def clean_file(self) -> str:
        """The text in the file; empty without one."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file is None:
            return ""
        if (file.size or 0) > LONGEST * FOUR:
            raise forms.ValidationError(_("This file is too large for a list of questions."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This file is not text in UTF-8.")) from error
        return text

    def clean(self) -> dict[str, Any]:
        """One text, from the file or from what was typed, and what it holds."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        text = given.get("file") or given.get("document") or ""
        if not text:
            self.add_error("document", _("Choose a file, or paste the text."))
            return given
        try:
            self.definition = _definition(text)
        except forms.ValidationError as refusal:
            self.add_error("document", refusal)
        return {"document": text}


class RightForm(forms.Form):
    """Why the organisation may use it, as add_instrument() takes it."""

    document = forms.CharField(widget=forms.HiddenInput, strip=False)
    ground = forms.CharField(
        label=_("Why may you use this list here?"),
        help_text=_("Such as: a licence with its number, a letter of the makers, or its own terms."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down why you may use it.")},
    )
    sure = forms.BooleanField(
        label=_("We have the right to use this list of questions, in these words and in this place"),
        error_messages={"required": _("Say that you have the right to use this.")},
    )

    def clean_document(self) -> str:
        """The text, when it still holds a list of questions."""
        text: str = self.cleaned_data["document"]
        _definition(text)
        return text
