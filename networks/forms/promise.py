"""Forms about promises: a tap, a yes by telephone, "I can't after all", how it went, a yes for a while."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Verb
from networks.models import Member, Occurrence, Promise
from networks.promised import Spot, when

OTHER_DAY = "other_day"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TapForm(forms.Form):
    """One tap: the place, and whether as stand-in. Most of it comes with the button."""

    place = forms.IntegerField(required=False, min_value=0, max_value=19)
    stands_in = forms.BooleanField(required=False)
    note = forms.CharField(label=_("A word with it"), max_length=300, required=False)


class NotedForm(forms.Form):
    """A yes that somebody gave by telephone."""

    member = forms.TypedChoiceField(
        label=_("Who said yes?"), coerce=UUID, error_messages={"required": _("Choose who said yes.")}
    )
    place = forms.TypedChoiceField(label=_("For which place?"), coerce=int, widget=forms.RadioSelect)
    note = forms.CharField(label=_("A word with it"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Iterable[Member], free: Iterable[Spot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "member", [("", _("Choose…")), *((str(one.pk), one.name) for one in people)])
        places = [(spot.number, spot.name or _("the place")) for spot in free]
        if len(places) > 1:
            choose_from(self, "place", places)
        else:
            del self.fields["place"]


class CannotForm(forms.Form):
    """ "I can't after all". No reason is needed."""

    reason = forms.CharField(
        label=_("Do you want to say why?"),
        help_text=_("You need not. Who arranges this can read it."),
        max_length=300,
        required=False,
    )


class ReportForm(forms.Form):
    """How it went: done, did not happen, or on another day."""

    verb = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (Verb.DONE.value, _("It is done")),
            (Verb.DID_NOT_HAPPEN.value, _("It did not happen")),
            (OTHER_DAY, _("It will be on another day")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    reason = forms.CharField(
        label=_("Do you want to say more?"),
        help_text=_("Nobody is blamed. Who arranges this can read it."),
        max_length=300,
        required=False,
    )
    day = forms.DateField(
        label=_("The other day"), help_text=_("Only for another day."), required=False, widget=DAY
    )
    at = forms.TimeField(
        label=_("At what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, at = cleaned.pop("day", None), cleaned.pop("at", None)
        if cleaned.get("verb") != OTHER_DAY or self.errors:
            return cleaned
        if not isinstance(day, date):
            self.add_error("day", _("Choose the other day."))
        elif not isinstance(at, time):
            self.add_error("at", _("Choose a time."))
        else:
            return {"verb": OTHER_DAY, "starts": datetime.combine(day, at)}
        return cleaned


class DatesForm(forms.Form):
    """Several dates of a task at once."""

    occurrences = forms.TypedMultipleChoiceField(
        label=_("Which dates will you do?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one date.")},
    )

    def __init__(self, *args: Any, dates: Iterable[Occurrence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "occurrences", [(str(one.pk), when(one)) for one in dates])


class WhileForm(forms.Form):
    """A yes for a while: from a day, until a day or until further notice, on some weekdays."""

    first = forms.DateField(
        label=_("From"), widget=DAY, error_messages={"required": _("Choose the first day.")}
    )
    last = forms.DateField(
        label=_("Until"), help_text=_("Leave empty for: until further notice."), required=False, widget=DAY
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Only on these days"),
        help_text=_("Choose none for every date."),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
    )
    place = forms.TypedChoiceField(label=_("Which place?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "place", list(enumerate(places)))
        if len(places) < 2:
            del self.fields["place"]


class DateSwapForm(forms.Form):
    """Who swaps dates with me?"""

    wanted = forms.TypedMultipleChoiceField(
        label=_("Which dates could you do instead?"),
        help_text=_("Everybody you choose is asked. The first yes wins."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one date.")},
    )
    note = forms.CharField(label=_("A word with it"), max_length=300, required=False)

    def __init__(self, *args: Any, promises: Iterable[Promise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "wanted", [(str(one.pk), _dated(one)) for one in promises])


def _dated(promise: Promise) -> str | LazyText:
    return f"{when(promise.occurrence)} · {promise.member.name}"
