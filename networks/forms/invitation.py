"""Forms about invitations: write one, answer a question, type a code, answer an invitation."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from networks.choices import DeliveryWay

EXAMPLE = _(
    "Such as: “Dear Noor, you sang with me for years. Would you like to be part of the people around me? "
    "You decide yourself what you do, and you can always say no.”"
)


class InviteForm(forms.Form):
    """An invitation in somebody's own words, as invite() takes it."""

    words = forms.CharField(
        label=_("In your own words"),
        max_length=1000,
        help_text=EXAMPLE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words of your own.")},
    )
    way = forms.ChoiceField(
        label=_("How does it reach them?"),
        choices=DeliveryWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it reaches them.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only for an invitation by e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("In which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_mail = cleaned.get("way") == DeliveryWay.MAIL
        if by_mail and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Fill in an e-mail address."))
        return cleaned


class ReplyForm(forms.Form):
    """The answer to what an invited person asked."""

    reply = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer.")},
    )


class CodeForm(forms.Form):
    """The code from a letter; capitals, spaces and dashes do not matter."""

    code = forms.CharField(
        label=_("The code from your letter"),
        help_text=_("Four groups of four letters and digits. Capitals and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code from your letter.")},
    )


class QuestionForm(forms.Form):
    """What an invited person wants to know first."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your question.")},
    )
