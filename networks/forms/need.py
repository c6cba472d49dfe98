"""Forms about needs, and the field that says who may read what is written."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import CloseReason, Importance, Met, NeedStatus, Visibility
from networks.models import LifeDomain, Member, Need
from networks.readers import Audience

FEW = 5


def audience_label(audience: Audience, own: UUID) -> SafeString:
    """What a visibility opens: its words, how many people, and their names when they are few."""
    label = audience.visibility.label
    if audience.seats is None:
        return format_html("{}", label)
    number = len(audience.seats)
    people = ngettext("%(who)s (%(count)s person)", "%(who)s (%(count)s people)", number)
    words = people % {"who": label, "count": number}
    if not 0 < number <= FEW:
        return format_html("{}", words)
    names = [gettext("you") if one.user.pk == own else str(one.user) for one in audience.seats]
    return format_html("{}<br><small>{}</small>", words, ", ".join(names))


class AudienceForm(forms.Form):
    """Who may read it. Every choice says who that is, so that it holds without a script too."""

    visibility = forms.ChoiceField(
        label=_("Who may read this?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read this.")},
    )
    named = forms.TypedMultipleChoiceField(
        label=_("The people I name"),
        help_text=_("Counts only when you chose “the people I name”. You can always read it yourself."),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, audiences: list[Audience], people: list[Member], own: UUID, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(
            self, "visibility", [(one.visibility.value, audience_label(one, own)) for one in audiences]
        )
        choose_from(self, "named", [(str(one.pk), one.name) for one in people])
        if not people:
            del self.fields["named"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        nobody = cleaned.get("visibility") == Visibility.NAMED and not cleaned.get("named")
        if nobody and "named" not in self.errors:
            field = "named" if "named" in self.fields else "visibility"
            self.add_error(field, _("Name at least one person who may read this."))
        return cleaned


class RestrictForm(AudienceForm):
    """Change only who may read something."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NeedForm(AudienceForm):
    """A need: words, parts of life, importance and audience, as raise_need() takes them."""

    words = forms.CharField(
        label=_("What is it about?"),
        max_length=300,
        help_text=_("In the client’s words. Such as: “I want to sing in the choir again.”"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what it is about.")},
    )
    domains = forms.TypedMultipleChoiceField(
        label=_("Which parts of life does it touch?"),
        help_text=_("One or more."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one part of life.")},
    )
    importance = forms.ChoiceField(
        label=_("How much does it matter to the client?"),
        choices=Importance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how much it matters.")},
    )
    field_order = ["words", "domains", "importance", "visibility", "named"]

    def __init__(self, *args: Any, domains: list[LifeDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "domains", [(str(one.pk), one.label) for one in domains])


class EditNeedForm(NeedForm):
    """Change a need. Who may not change its audience does not get that field."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, may_restrict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_restrict:
            self.fields.pop("visibility")
            self.fields.pop("named", None)


class StatusForm(forms.Form):
    """Open, rest or close a need; closing asks why."""

    status = forms.ChoiceField(
        label=_("This need is now"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = forms.ChoiceField(
        label=_("Why is it closed?"),
        required=False,
        choices=CloseReason.choices,
        help_text=_("Only when you close it."),
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, need: Need, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": need.version}
        super().__init__(*args, **kwargs)
        choose_from(
            self, "status", [(value, label) for value, label in NeedStatus.choices if value != need.status]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") != NeedStatus.CLOSED:
            cleaned["reason"] = ""
        elif not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why this need is closed."))
        return cleaned


class ViewForm(forms.Form):
    """How the reader's own side sees a need."""

    met = forms.ChoiceField(
        label=_("From where you stand, is this need met?"),
        choices=Met.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you see it.")},
    )


class LinkForm(forms.Form):
    """ "This affects that", in words."""

    direction = forms.ChoiceField(
        label=_("What affects what?"),
        choices=[
            ("affects", _("This need affects the other one")),
            ("affected", _("The other one affects this need")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what affects what.")},
    )
    other = forms.TypedChoiceField(
        label=_("The other need"),
        coerce=UUID,
        error_messages={"required": _("Choose a need.")},
    )
    words = forms.CharField(
        label=_("How?"),
        max_length=200,
        help_text=_("Such as: “If I sleep badly, I skip choir.”"),
        error_messages={"required": _("Say how, in a few words.")},
    )

    def __init__(self, *args: Any, need: Need, others: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.need = need
        choose_from(self, "other", [(str(one.pk), one.words) for one in others])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        here, there = self.need.pk, cleaned.pop("other")
        first = cleaned.pop("direction") == "affects"
        return cleaned | ({"source": here, "target": there} if first else {"source": there, "target": here})
