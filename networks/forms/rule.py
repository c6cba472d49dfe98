"""Forms of the register of rules: what is known, the decision, joining, sharing, and narrowing the list."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import BarrierSource
from networks.choices.rule import DECIDED, RuleStatus
from networks.models import Rule


class RuleForm(forms.Form):
    """A rule and what is known about it, as add_rule() and revise_rule() take it."""

    words = forms.CharField(
        label=_("The rule, as it is said"),
        help_text=_("Such as: “Volunteers may not do administration.”"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the rule down.")},
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=BarrierSource.choices,
        initial=BarrierSource.UNKNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it comes from.")},
    )
    owner = forms.CharField(
        label=_("Whose rule is it?"),
        help_text=_("A function, a team or a body: who can change it."),
        required=False,
        max_length=150,
    )
    evidence = forms.CharField(
        label=_("What was found out?"),
        help_text=_("Where it is written, which sentence, who was asked."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AddRuleForm(RuleForm):
    """A new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class DecideForm(forms.Form):
    """How far a rule is, as decide_rule() takes it."""

    status = forms.ChoiceField(
        label=_("How far is it?"),
        choices=[
            (RuleStatus.RAISED.value, _("Raised: nobody has looked into it yet")),
            (RuleStatus.ASKED.value, _("Asked: we asked whose rule it is, and wait for an answer")),
            (RuleStatus.TRIED.value, _("Being tried: for a while, with a stop rule")),
            (RuleStatus.CHANGED.value, _("Changed: it is allowed from now on")),
            (
                RuleStatus.NOT_A_RULE.value,
                _("Turned out not to exist: it was a habit or something we assumed"),
            ),
            (RuleStatus.STAYS.value, _("Stays: and this is the reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far it is.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_(
            "Needed for the last three. The networks that say this rule read it: write it for them, "
            "without names."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decided_on = forms.DateField(
        label=_("Decided on"),
        help_text=_("Only for a decision. Empty means today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a decision."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("status") in DECIDED and not given.get("reason"):
            said = _("Write down why. The networks that say this rule read it.")
            self.add_error("reason", ValidationError(said, code="required"))
        return given


class JoinForm(forms.Form):
    """Which rule this one is the same as, as join_rules() takes it."""

    into = forms.TypedChoiceField(
        label=_("It is the same as"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a rule.")},
    )

    def __init__(self, *args: Any, rules: list[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "into", [(str(one.pk), one.words) for one in rules])


class ShareForm(forms.Form):
    """What everybody will read, as share_lesson() takes it."""

    words = forms.CharField(
        label=_("What was said not to be allowed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write down what was said not to be allowed.")},
    )
    outcome = forms.CharField(
        label=_("What came of it"),
        help_text=_(
            "Such as: “This was a habit, and it ended.” What did you do, and what would you tell others?"
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what came of it.")},
    )
    sure = forms.BooleanField(
        label=_("I have read it: it names no person and no organisation"),
        error_messages={"required": _("Say that it names nobody.")},
    )


class RegisterFilter(forms.Form):
    """How the register is narrowed; what is not known narrows nothing."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label=_("How far"), required=False)
    source = forms.ChoiceField(label=_("Where it comes from"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        states = [
            ("open", _("without an answer")),
            ("waiting", _("waits too long")),
            ("decided", _("decided")),
        ]
        choose_from(self, "state", [every, *states, *RuleStatus.choices])
        choose_from(self, "source", [every, *BarrierSource.choices])


class LibraryFilter(forms.Form):
    """How the library is narrowed."""

    q = forms.CharField(
        label=_("Search"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    source = forms.ChoiceField(label=_("Where it came from"), required=False)
    status = forms.ChoiceField(label=_("What came of it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        choose_from(self, "source", [every, *BarrierSource.choices])
        choose_from(self, "status", [every, *((one.value, one.label) for one in DECIDED)])
