"""Forms about swaps: "I take this, so that you can do that"."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.models import Member, Task


class SwapForm(forms.Form):
    """A swap between two people and two tasks, as propose_swap() takes it."""

    taker = forms.TypedChoiceField(
        label=_("Who takes something on?"),
        coerce=UUID,
        error_messages={"required": _("Choose who takes something on.")},
    )
    takes = forms.TypedChoiceField(
        label=_("What do they take on?"),
        coerce=UUID,
        help_text=_("Something that the other person does now."),
        error_messages={"required": _("Choose what they take on.")},
    )
    freed = forms.TypedChoiceField(
        label=_("Who is free because of that?"),
        coerce=UUID,
        error_messages={"required": _("Choose who is free because of that.")},
    )
    frees_for = forms.TypedChoiceField(
        label=_("For what are they free?"),
        coerce=UUID,
        error_messages={"required": _("Choose for what they are free.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Why you think of this. Both people read it."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, people: list[Member], own: frozenset[UUID], tasks: list[Task], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), _("Me") if one.pk in own else one.name) for one in people]
        titles = [(str(task.pk), task.title) for task in tasks]
        for field in ("taker", "freed"):
            choose_from(self, field, [("", _("Choose somebody")), *names])
        for field in ("takes", "frees_for"):
            choose_from(self, field, [("", _("Choose a task")), *titles])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("taker") and cleaned.get("taker") == cleaned.get("freed"):
            self.add_error("freed", _("A swap is between two people."))
        if cleaned.get("takes") and cleaned.get("takes") == cleaned.get("frees_for"):
            self.add_error("frees_for", _("A swap is about two different things."))
        return cleaned


class TryForm(forms.Form):
    """Until when a swap is tried, as run_swap() takes it."""

    until = forms.DateField(
        label=_("Until when do you try it?"),
        help_text=_("Six weeks is a good start. You can go on afterwards."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say until when you try it."), "invalid": _("Choose a day.")},
    )

    def __init__(self, *args: Any, must: bool, suggested: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": suggested} if must else {}
        super().__init__(*args, **kwargs)
        if not must:
            self.fields["until"].required = False
            self.fields["until"].help_text = _("Leave it empty to go on until somebody ends it.")
