"""Forms about goals: write one with its five levels, reword it, and say how far it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.choices.goal import Level, Weight
from networks.models import Goal

IN_YOUR_WORDS = {"required": _("Say this level in words.")}


def _level(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, error_messages=IN_YOUR_WORDS)


class GoalForm(forms.Form):
    """A goal, as set_goal() takes it."""

    words = forms.CharField(
        label=_("The goal, in the words of the person it is about"),
        help_text=_("Such as: “I want to sing with the choir again.”"),
        max_length=300,
        error_messages={"required": _("Write down the goal.")},
    )
    expected = _level(_("What do you hope for in three months?"), _("Such as: “I go twice a month.”"))
    more = _level(_("What would be more than that?"))
    much_more = _level(_("And what would be much more?"))
    less = _level(_("What would be less than you hope?"))
    much_less = _level(_("And what would be much less?"), _("Often: as it is now, or worse."))
    importance = forms.TypedChoiceField(
        label=_("How much does it matter to them?"), coerce=int, choices=Weight.choices,
        widget=forms.RadioSelect(attrs={"class": "inline"}), initial=Weight.MUCH,
    )  # fmt: skip
    difficulty = forms.TypedChoiceField(
        label=_("How hard will it be?"), coerce=int, choices=Weight.choices,
        widget=forms.RadioSelect(attrs={"class": "inline"}), initial=Weight.MUCH,
    )  # fmt: skip


class RewordForm(GoalForm):
    """A goal in other words, as reword_goal() takes it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LevelForm(forms.Form):
    """How far a goal is, as say_level() takes it."""

    level = forms.TypedChoiceField(
        label=_("From where you stand, how far is it?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is.")},
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(level.value, f"{words} ({Level(level).label})") for level, words in goal.levels]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
