"""Forms about what is said to be impossible: the questions of the circle of influence."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import BarrierSource
from networks.choices.rule import RuleStatus
from networks.models import Task


class BarrierForm(forms.Form):
    """What is said, and what is known about it, as revise_barrier() takes it."""

    words = forms.CharField(
        label=_("What is said to be impossible?"),
        help_text=_("As it is said. Such as: “Administration is for employees.”"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write down what is said to be impossible.")},
    )
    said_by = forms.CharField(
        label=_("Who told you?"),
        help_text=_("A function or a body rather than a name, such as: the team leader."),
        required=False,
        max_length=150,
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        help_text=_("Not sure? Choose “nobody knows yet”. Much that sounds like a law is a habit."),
        choices=BarrierSource.choices,
        initial=BarrierSource.UNKNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it comes from.")},
    )
    written_where = forms.CharField(
        label=_("Where is it written?"),
        help_text=_("Have you read it yourself? Look for the sentence."),
        required=False,
        max_length=200,
    )
    can_change = forms.CharField(
        label=_("Who can change it?"),
        help_text=_("Is that one of us, somebody we can talk to, or somebody far away?"),
        required=False,
        max_length=150,
    )
    smallest_try = forms.CharField(
        label=_("What is the smallest thing we could try?"),
        help_text=_("Once, for a short time, with one person. And what do you think yourself?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    must_agree = forms.CharField(
        label=_("Who must agree to that?"),
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, may_reword: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_reword:
            del self.fields["words"]


class AddBarrierForm(BarrierForm):
    """Write one down, about a task or the network as a whole, as record_barrier() takes it."""

    task = forms.TypedChoiceField(
        label=_("What is it about?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Everybody in the network who may know of this can read it."),
    )
    field_order = [
        "words",
        "task",
        "said_by",
        "source",
        "written_where",
        "can_change",
        "smallest_try",
        "must_agree",
    ]

    def __init__(self, *args: Any, tasks: list[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        whole = ("", _("The network as a whole"))
        choose_from(self, "task", [whole, *((str(task.pk), task.title) for task in tasks)])


class EndBarrierForm(forms.Form):
    """What came of it, as end_barrier() takes it."""

    outcome = forms.CharField(
        label=_("What came of it?"),
        help_text=_("Such as: “It was a habit. The team leader says it is fine.”"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what came of it.")},
    )
    status = forms.TypedChoiceField(
        label=_("How did it end?"),
        choices=[
            (RuleStatus.CHANGED.value, _("It changed")),
            (RuleStatus.NOT_A_RULE.value, _("It turned out not to exist")),
            (RuleStatus.STAYS.value, _("It stays, and we go another way")),
        ],
        initial=RuleStatus.CHANGED,
        empty_value=RuleStatus.CHANGED.value,
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
