"""Forms of coaching: what a client opens, a coach's question, and a line of the log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carenet.lib.forms import choose_from
from networks.choices.coaching import CoachingKind, Opens
from networks.choices.experiment import ExperimentState
from networks.models import Participation, Rule

HOW_FAR = [
    ("", _("all of them")),
    (ExperimentState.RUNS.value, pgettext_lazy("experiments", "running")),
    ("over", pgettext_lazy("experiments", "over, and nobody has looked back yet")),
    (ExperimentState.STOPPED.value, pgettext_lazy("experiments", "stopped early")),
    (ExperimentState.DECIDED.value, pgettext_lazy("experiments", "looked back on")),
]


class ConsentForm(forms.Form):
    """What the client opens, as give_consent() takes it."""

    opens = forms.MultipleChoiceField(
        label=_("What may they see?"),
        help_text=_("You can end each of these at any moment. It then disappears at once."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what they may see.")},
    )
    sure = forms.BooleanField(
        label=_("Yes, the coaches of this organisation may see this"),
        error_messages={"required": _("Say that they may see this.")},
    )

    def __init__(self, *args: Any, open_now: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(open_now)
        left = [(one.value, capfirst(str(one.label))) for one in Opens if one.value not in known]
        choose_from(self, "opens", left)


class AskForm(forms.Form):
    """A question to a network, as ask_consent() takes it."""

    number = forms.IntegerField(
        label=_("Number of the network"),
        help_text=_("The number your organisation uses for it. A colleague in that network can tell you."),
        min_value=1,
        max_value=2**31 - 1,
        error_messages={"required": _("Write the number.")},
    )
    words = forms.CharField(
        label=_("Why do you ask?"),
        help_text=_("The client reads this. Say what you want to learn, and what they get from it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why you ask.")},
    )


class ExperimentsFilter(forms.Form):
    """Which experiments to show. What makes no sense counts as not asked."""

    how_far = forms.ChoiceField(label=_("How far"), required=False, choices=HOW_FAR)


class LogFilter(forms.Form):
    """What to look for in the log. What makes no sense counts as not asked."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[("", _("all kinds")), *CoachingKind.choices],
    )


class NoteForm(forms.Form):
    """A line of the log, as revise_note() takes it."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(value, capfirst(str(label))) for value, label in CoachingKind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day.")},
    )
    words = forms.CharField(
        label=_("What do you want to keep?"),
        help_text=_("Leave out names of people. Write what was asked, tried or learned, not about whom."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something down.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AddNoteForm(NoteForm):
    """A new one, and what it is about, as write_note() takes it."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("What is about a network shows only while that network consents."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        subjects: tuple[Iterable[Participation], Iterable[Any], Iterable[Rule]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        networks, experiments, rules = subjects
        network, experiment = _("Network %(number)s"), _("What network %(number)s tries, from %(day)s")
        numbered = [(f"counted {one.pk}", _named(network % {"number": one.number}, one)) for one in networks]
        tried = [
            (f"experiment {one.pk}", experiment % {"number": one.number, "day": one.first_on.isoformat()})
            for one in experiments
        ]
        ruled = [(f"rule {one.pk}", one.words) for one in rules]
        groups = [(_("Networks"), numbered), (_("Experiments"), tried), (_("Rules"), ruled)]
        choose_from(self, "about", [("", _("nothing in particular")), *(one for one in groups if one[1])])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, _space, pk = cleaned.pop("about", "").partition(" ")
        return cleaned | ({kind: UUID(pk)} if kind else {})


def _named(number: str, row: Participation) -> str:
    return f"{number} ({row.nickname})" if row.nickname else number
