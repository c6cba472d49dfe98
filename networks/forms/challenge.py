"""Forms about challenges: a question that starts from a talent, and its answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import ChallengeAnswer
from networks.models import Need, Talent


class ChallengeForm(forms.Form):
    """A question to one person, as ask_challenge() takes it."""

    talent = forms.TypedChoiceField(
        label=_("From what does your question start?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        help_text=_(
            "Small, and easy to refuse. Such as: “You like music. Would you play records with Bram once, "
            "on a Sunday afternoon?”"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what you want to ask.")},
    )
    need = forms.TypedChoiceField(
        label=_("For which need?"),
        help_text=_("Shown only if this person may read that need."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, talents: list[Talent], needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(str(one.pk), f"{one} ({one.get_kind_display()})") for one in talents]
        choose_from(self, "talent", [*lines, ("", _("From nothing that is written down"))])
        choose_from(self, "need", [("", _("No need in particular")), *((str(n.pk), n.words) for n in needs)])
        if not talents:
            del self.fields["talent"]
        if not needs:
            del self.fields["need"]


class AnswerForm(forms.Form):
    """An answer to a question, as answer_challenge() takes it. A no needs no words."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (ChallengeAnswer.YES.value, _("Yes, I would like that")),
            (ChallengeAnswer.NOT_THIS.value, _("Not this")),
            (ChallengeAnswer.NOT_NOW.value, _("Not now")),
            (ChallengeAnswer.RATHER.value, _("I'd rather…")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    words = forms.CharField(
        label=_("A word with it"),
        help_text=_("Only with “I'd rather…” we need your words: what would you rather do?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == ChallengeAnswer.RATHER and not cleaned.get("words"):
            self.add_error("words", _("Say what you would rather do."))
        return cleaned
