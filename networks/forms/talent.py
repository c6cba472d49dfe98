"""Forms about talents: what somebody likes and is good at, and when they can be asked."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import DayPart, TalentKind
from networks.models import Activity, Member

CLIENT = "client"
KINDS = [
    (TalentKind.GOOD_AT.value, _("I am good at this")),
    (TalentKind.LIKES.value, _("I like doing this")),
    (TalentKind.WOULD_LOVE.value, _("I would love to be asked for this")),
    (TalentKind.NEVER.value, _("Please don't ask me for this (nobody else sees that you said so)")),
]
OTHERS_KINDS = [
    (TalentKind.GOOD_AT.value, _("They are good at this")),
    (TalentKind.LIKES.value, _("They like doing this")),
    (TalentKind.WOULD_LOVE.value, _("They would love to be asked for this")),
    (TalentKind.NEVER.value, _("Please don't ask them for this (other members do not see it)")),
]


def weekdays_field(label: Any, help_text: Any) -> forms.TypedMultipleChoiceField:
    """Days of the week to tick; none means any day."""
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )


class TalentForm(forms.Form):
    """One thing somebody says about themself, as change_talent() takes it."""

    kind = forms.ChoiceField(
        label=_("What do you want to say?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to say.")},
    )
    activity = forms.TypedChoiceField(
        label=_("What kind of thing is it?"),
        help_text=_("Choose from the list, say it in your own words, or both."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Such as: “I keep books, that was my work for 40 years.”"),
        required=False,
        max_length=200,
    )
    weekdays = weekdays_field(_("Only on these days"), _("Tick nothing when any day is fine."))
    with_someone = forms.BooleanField(label=_("Only together with somebody"), required=False)
    limits = forms.CharField(
        label=_("What else matters"),
        help_text=_("Such as: “not after dark”, “no lifting”, “two weeks ahead”."),
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, activities: list[Activity], of_another: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", _("Nothing from the list"))]
        choose_from(self, "activity", [*nothing, *((str(one.pk), one.label) for one in activities)])
        if of_another:
            choose_from(self, "kind", OTHERS_KINDS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["kind"] == TalentKind.NEVER and cleaned["activity"] is None:
            self.add_error("activity", _("Choose from the list what you do not want to be asked for."))
        elif cleaned["activity"] is None and not cleaned["words"]:
            self.add_error("words", _("Choose something from the list or write it in your own words."))
        return cleaned


class AddTalentForm(TalentForm):
    """One more thing, of oneself or of somebody for whom one may say it, as say_talent() takes it."""

    member = forms.ChoiceField(
        label=_("Whose talent is it?"), error_messages={"required": _("Choose whose talent it is.")}
    )
    field_order = ["member", "kind", "activity", "words", "weekdays", "with_someone", "limits"]

    def __init__(
        self, *args: Any, members: list[Member], own: frozenset[UUID], client: str, **kwargs: Any
    ) -> None:
        people = [(str(one.pk), _("Me") if one.pk in own else one.name) for one in members]
        if client:
            people.append((CLIENT, client))
        others = kwargs.get("initial", {}).get("member") not in {None, *(str(pk) for pk in own)}
        super().__init__(*args, of_another=others or not own, **kwargs)
        del self.fields["version"]
        choose_from(self, "member", people)
        if len(people) == 1:
            self.fields["member"].widget = forms.HiddenInput()
            self.initial["member"] = people[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("member")
        if chosen:
            cleaned["member"] = None if chosen == CLIENT else UUID(chosen)
        return cleaned


class AvailabilityForm(forms.Form):
    """When somebody can be asked, and how much is enough, as say_availability() takes it."""

    weekdays = weekdays_field(_("On which days can you usually be asked?"), _("Nothing ticked: any day."))
    parts = forms.MultipleChoiceField(
        label=_("At which time of the day?"),
        help_text=_("Nothing ticked: any time."),
        required=False,
        choices=DayPart.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    hours_a_month = forms.IntegerField(
        label=_("My limit, in hours a month"),
        help_text=_("Only you see how near you are to it. Once it is reached you are not proposed."),
        required=False,
        min_value=0,
        max_value=700,
    )
    asks_a_month = forms.IntegerField(
        label=_("How often may we ask you, in a month?"),
        help_text=_("Empty: as often as it fits."),
        required=False,
        min_value=0,
        max_value=100,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
