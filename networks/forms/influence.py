"""Forms of the circle of influence, and of what is put to an organisation."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from carenet.lib.forms import choose_from
from networks.choices import BarrierSource
from networks.choices.rule import RaisedAnswer, Sphere
from networks.models import Task


class InfluenceForm(forms.Form):
    """One's own answers, as place_barrier() takes them."""

    told_by = forms.CharField(
        label=_("Who told you?"),
        help_text=_("A function or a body rather than a name, such as: the team leader."),
        required=False,
        max_length=150,
    )
    written_where = forms.CharField(
        label=_("Where is it written?"),
        help_text=_("Have you read it yourself? If nobody can show it, write that down."),
        required=False,
        max_length=200,
    )
    source = forms.ChoiceField(
        label=_("What is it?"),
        help_text=_("Not sure? Choose “nobody knows yet”. Much that sounds like a law is a habit."),
        choices=BarrierSource.choices,
        initial=BarrierSource.UNKNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    sphere = forms.ChoiceField(
        label=_("In which circle do you place it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three circles.")},
    )
    thinks = forms.CharField(
        label=_("What do you think of it yourself?"),
        help_text=_("Not what you were told. What would you do if it were up to you?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shows_thinks = forms.BooleanField(
        label=_("The others may read what I think"),
        help_text=_("Without this nobody else reads it. You can change it at any time."),
        required=False,
    )
    smallest_try = forms.CharField(
        label=_("What is the smallest thing we could try?"),
        help_text=_("Once, for a short time, with one person."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    must_agree = forms.CharField(
        label=_("Who must agree to that?"),
        help_text=_("A function or a body rather than a name."),
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Lazy words inside a list of choices are spoken when the form is made, in the reader's language.
        circles = [(one.value, f"{n}. {capfirst(one.label)}") for n, one in enumerate(Sphere, 1)]
        choose_from(self, "sphere", circles)


class BeginInfluenceForm(InfluenceForm):
    """The same about something that nobody wrote down yet, as begin_influence() takes it."""

    words = forms.CharField(
        label=_("What stands in the way?"),
        help_text=_("As it is said, in your own words. Such as: “Administration is for employees.”"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write down what stands in the way.")},
    )
    task = forms.TypedChoiceField(
        label=_("What is it about?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Everybody in the network who may know of this can read what stands in the way."),
    )
    field_order = ["words", "task"]

    def __init__(self, *args: Any, tasks: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        whole = ("", _("The network as a whole"))
        choose_from(self, "task", [whole, *((str(task.pk), task.title) for task in tasks)])


class PutForm(forms.Form):
    """What an organisation will read, as put_barrier() takes it."""

    organisation = forms.TypedChoiceField(
        label=_("Which organisation do you ask?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an organisation.")},
    )
    words = forms.CharField(
        label=_("The rule, in one sentence, without names"),
        help_text=_(
            "Write what is not allowed, not whom it is about: no names, nothing about anybody’s life. "
            "Such as: “Volunteers may not do administration.”"
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the rule down in one sentence.")},
    )
    sure = forms.BooleanField(label=_("They may read exactly this"), required=False)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "organisation", [(str(one.pk), one.name) for one in organisations])


class AnswerDecisionForm(forms.Form):
    """What an organisation's answer did in the network, as answer_decision() takes it."""

    answer = forms.ChoiceField(
        label=_("What did the answer do here?"),
        choices=RaisedAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    outcome = forms.CharField(
        label=_("What came of it, in your own words?"),
        help_text=_("Only when it is out of your way. It stays to be read here."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, may_end: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_end:
            choose_from(self, "answer", [(RaisedAnswer.STILL.value, RaisedAnswer.STILL.label)])

    def clean(self) -> dict[str, Any]:
        """Ask for the outcome when the answer is that it is over."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") == RaisedAnswer.OVER and not given.get("outcome"):
            self.add_error("outcome", ValidationError(_("Write down what came of it."), code="required"))
        return given
