"""Forms about something to do: written down, changed, ended; and the kinds of things to do."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carenet.lib.forms import choose_from
from networks.actions.task import LONGEST_PLACE, MOST_PLACES
from networks.choices import Rotation, Side, TaskWhen
from networks.forms.rhythm import RhythmFields, day_field, minutes_field, time_field
from networks.models import Activity, Member, Need

MIDNIGHT = time(0)
NOBODY_ELSE = {"autocomplete": "off"}


def names_in(text: str) -> list[str]:
    """Names that somebody wrote between commas or below each other."""
    return [name.strip() for name in text.replace("\n", ",").split(",") if name.strip()]


class PlacesFields(forms.Form):
    """How many people are wanted, and what each of them is called."""

    people = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={"required": _("Say how many people are wanted.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    places = forms.CharField(
        label=_("What is each of them?"),
        required=False,
        max_length=MOST_PLACES * (LONGEST_PLACE + 2),
        help_text=_("Only when it matters who does what. Such as: driver, companion."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names, people = names_in(cleaned.get("places") or ""), cleaned.pop("people", None)
        if any(len(name) > LONGEST_PLACE for name in names):
            self.add_error("places", _("Use at most 40 letters for each of them."))
        if people is not None and len(names) > people:
            self.add_error("places", _("These are more names than people. Change one of the two."))
        cleaned["places"] = [*names, *[""] * ((people or 1) - len(names))]
        return cleaned


class WordsFields(forms.Form):
    """What a task says."""

    title = forms.CharField(
        label=_("What is to be done?"),
        max_length=120,
        help_text=_("In a few words, such as: “To choir and back”. Everyone who may know of it reads this."),
        error_messages={"required": _("Say what is to be done.")},
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    where = forms.CharField(
        label=_("Where, in a few words"),
        required=False,
        max_length=120,
        help_text=_("Such as: “at Bram’s” or “the market”. No address."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    address = forms.CharField(
        label=_("Address, code of the door, telephone"),
        required=False,
        max_length=500,
        help_text=_("Shown only to who promised, until it is done, and to who wrote it down."),
        widget=forms.Textarea(attrs={"rows": 2} | NOBODY_ELSE),
    )
    bring = forms.CharField(
        label=_("What to bring, or good to know"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    avoid = forms.CharField(
        label=_("What not to do"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    skip_holidays = forms.BooleanField(
        label=_("Not on public holidays"),
        required=False,
        help_text=_("For what comes back. Which holidays count is in the settings of the network."),
    )
    rotation = forms.ChoiceField(
        label=_("Who does it, if it comes back?"),
        choices=Rotation.choices,
        initial=Rotation.NONE,
        widget=forms.RadioSelect,
    )
    turns = forms.TypedMultipleChoiceField(
        label=_("Who takes turns?"),
        required=False,
        coerce=UUID,
        help_text=_("In this order. Nobody is bound by it: it only says who is thought of first."),
        widget=forms.CheckboxSelectMultiple,
    )
    only_side = forms.ChoiceField(
        label=_("Is there a rule about who may do this?"),
        required=False,
        choices=[("", pgettext_lazy("a rule", "No, anybody")), *Side.choices],
        help_text=_("Choose a side only when somebody says that only they may."),
    )
    rule_words = forms.CharField(
        label=_("The rule, as it is said"),
        required=False,
        max_length=300,
        help_text=_("Such as: “Administration is for employees.” Rules can be talked about."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "turns", [(str(one.pk), one.name) for one in people])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("only_side") and not cleaned.get("rule_words") and "rule_words" not in self.errors:
            self.add_error("rule_words", _("Say the rule in words."))
        if cleaned.get("rotation", Rotation.NONE) != Rotation.NONE and not cleaned.get("turns"):
            self.add_error("turns", _("Choose at least one person who takes turns."))
        return cleaned


class TaskForm(RhythmFields, WordsFields, PlacesFields):
    """Something to do, as add_task() takes it."""

    activity = forms.UUIDField(widget=forms.HiddenInput)
    need = forms.TypedChoiceField(
        label=_("For which need?"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Who may read the need, may know of this. Without one, everyone in the network may."),
    )
    when = forms.ChoiceField(
        label=_("When?"), choices=TaskWhen.choices, initial=TaskWhen.ONCE, widget=forms.RadioSelect
    )
    day = day_field(_("On which day, or the first time?"))
    time = time_field(_("Not for “any time in one week”."), required=False)
    minutes = minutes_field()

    def __init__(self, *args: Any, needs: list[Need], people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        choose_from(
            self, "need", [("", _("The network as a whole")), *((str(one.pk), one.words) for one in needs)]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        when, day, at = cleaned.get("when"), cleaned.pop("day", None), cleaned.pop("time", None)
        if when and when != TaskWhen.WEEK and at is None and "time" not in self.errors:
            self.add_error("time", _("Say at what time."))
        if when == TaskWhen.RHYTHM and day is not None:
            cleaned["rule"] = self.rule_from(cleaned, day)
        for name in ("often", "days", "last"):
            cleaned.pop(name, None)
        if day is not None:
            cleaned["starts"] = datetime.combine(day, at or MIDNIGHT)
        return cleaned


class EditTaskForm(WordsFields, PlacesFields):
    """What a task says, as revise_task() takes it. Who does not read the address is not asked for it."""

    activity = forms.TypedChoiceField(label=_("What kind of thing is it?"), coerce=UUID)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "activity", "people", "places", "where", "address", "bring", "avoid")

    def __init__(
        self,
        *args: Any,
        kinds: list[Activity],
        people: list[Member],
        repeats: bool,
        address: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, people=people, **kwargs)
        choose_from(self, "activity", [(str(one.pk), one.label) for one in kinds])
        if not address:
            del self.fields["address"]
        if not repeats:
            for name in ("skip_holidays", "rotation", "turns"):
                del self.fields[name]


class EndTaskForm(forms.Form):
    """End a task, perhaps with a reason that who promised reads."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=200,
        help_text=_("Who promised reads this. No need to explain."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ActivityForm(forms.Form):
    """A kind of thing to do that a network adds, with how it usually is."""

    name = forms.CharField(
        label=_("What kind of thing is it?"),
        max_length=60,
        help_text=_("Such as: Chess, Haircut."),
        error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    minutes = minutes_field(_("How long does it usually take, in minutes?"), most=1440)
    places = forms.CharField(
        label=_("Who is usually wanted?"),
        required=False,
        max_length=400,
        help_text=_("Such as: driver, companion. Leave it empty for one person."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )

    def clean_places(self) -> list[str]:
        names = names_in(self.cleaned_data["places"])
        if len(names) > MOST_PLACES or any(len(name) > LONGEST_PLACE for name in names):
            raise forms.ValidationError(_("At most twenty names of at most 40 letters."))
        return names


def today_or_later(today: date) -> dict[str, str]:
    """What a field for a day offers: no day that is over."""
    return {"min": today.isoformat()}
