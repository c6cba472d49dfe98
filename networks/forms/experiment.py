"""Forms of small experiments: the start, one minute a week, stopping, and looking back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.experiment import LONGEST, SHORTEST, USUAL, HowWasIt, Verdict
from networks.models import Barrier, Member, Swap

LONG = forms.Textarea(attrs={"rows": 3})


def _or_none(value: Any) -> UUID | None:
    return UUID(value) if value else None


class ExperimentForm(forms.Form):
    """What is tried, as propose_experiment() takes it."""

    words = forms.CharField(
        label=_("What do we try?"),
        help_text=_(
            "One small thing, such as: Henk keeps the books, so that Fatima can go shopping with Bram."
        ),
        max_length=300,
        error_messages={"required": _("Write down what you try.")},
    )
    hope = forms.CharField(label=_("What do we hope for?"), max_length=300, required=False)
    swap = forms.TypedChoiceField(label=_("Is it a swap?"), coerce=_or_none, empty_value=None, required=False)
    people = forms.TypedMultipleChoiceField(
        label=_("Whom does it concern?"),
        help_text=_(
            "They say yes before it begins. The person it is about always does; with a swap its two do too."
        ),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    weeks = forms.IntegerField(
        label=_("For how many weeks?"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL,
        help_text=_("Six weeks is long enough to see something, and short enough to dare."),
    )
    stop_rule = forms.CharField(
        label=_("When do we stop at once?"),
        help_text=_("Everybody it concerns may stop it at any moment, also without this."),
        max_length=300,
        error_messages={"required": _("Say when you stop at once.")},
    )
    budget = forms.IntegerField(
        label=_("How much time of staff may it cost, in minutes?"),
        help_text=_("In all weeks together. Empty when no staff take part."),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    barrier = forms.TypedChoiceField(
        label=_("Which rule does it try?"),
        help_text=_("The rule then shows as “being tried”."),
        coerce=_or_none,
        empty_value=None,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Member],
        swaps: Iterable[Swap],
        barriers: Iterable[Barrier],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "people", [(str(one.pk), one.name) for one in people])
        named = [
            (str(one.pk), f"{one.taker.name}: {one.takes.title} – {one.freed.name}: {one.frees_for.title}")
            for one in swaps
        ]
        choose_from(self, "swap", [("", _("No, something else")), *named])
        choose_from(self, "barrier", [("", _("None")), *((str(one.pk), one.words) for one in barriers)])


class WeekForm(forms.Form):
    """How a week was for one of those concerned, as tell_week() takes it."""

    how = forms.ChoiceField(
        label=_("How was it this week?"),
        choices=[(value, capfirst(label)) for value, label in HowWasIt.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was.")},
    )
    minutes = forms.IntegerField(
        label=_("How many minutes did staff spend on it?"),
        help_text=_("About. Leave it empty when you do not know."),
        min_value=0,
        max_value=10_000,
        required=False,
    )
    words = forms.CharField(label=_("Something to add?"), max_length=300, required=False)

    def __init__(self, *args: Any, paid: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not paid:
            del self.fields["minutes"]


def _swap_too() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("End the swap as well"),
        help_text=_("The dates it gave that are still to come are then open again. Without this it goes on."),
        required=False,
    )


class StopForm(forms.Form):
    """Stop, with a reason only for who wants to give one. ``swap``: whether there is one to end as well."""

    why = forms.CharField(
        label=_("Why do you stop?"), help_text=_("No reason is needed."), max_length=300, required=False
    )
    end_swap = _swap_too()

    def __init__(self, *args: Any, swap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not swap:
            del self.fields["end_swap"]


class LookBackForm(forms.Form):
    """What changed and what is decided, as look_back() takes it; of a professional, only for staff."""

    changed_client = forms.CharField(
        label=_("What changed for the person it is about?"), max_length=1000, required=False, widget=LONG
    )
    changed_unpaid = forms.CharField(
        label=_("What changed for family, neighbours and communities?"),
        max_length=1000,
        required=False,
        widget=LONG,
    )
    changed_paid = forms.CharField(
        label=_("What changed for staff?"), max_length=1000, required=False, widget=LONG
    )
    verdict = forms.ChoiceField(
        label=_("What do we decide?"),
        choices=[(value, capfirst(label)) for value, label in Verdict.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    verdict_words = forms.CharField(
        label=_("Why, and what next?"), max_length=1000, required=False, widget=LONG
    )
    end_swap = _swap_too()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, swap: bool, formal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not swap or formal:
            del self.fields["end_swap"]
        if formal:
            for name in ("changed_client", "changed_unpaid", "verdict", "verdict_words"):
                del self.fields[name]
