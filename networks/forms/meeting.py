"""Forms about meetings: calling people together, the agenda, what is told, and how a meeting ends."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Visibility
from networks.forms.rhythm import day_field, minutes_field, time_field
from networks.health.reading import Shown
from networks.meetings import Proposals
from networks.models import Attendance, Barrier, Member, Need
from networks.standing import Seat

NOBODY_ELSE = {"autocomplete": "off"}
A_DAY = 24 * 60
EVERYBODY, CHOSEN = "everybody", "chosen"


def level_field() -> forms.ChoiceField:
    """Who reads a point or a decision, among those who are invited."""
    return forms.ChoiceField(
        label=_("Who may read this?"),
        initial=Visibility.EVERYONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read this.")},
    )


def levels(seat: Seat) -> list[tuple[str, Any]]:
    """The levels this seat may write under at a meeting, in words."""
    found: list[tuple[str, Any]] = [(Visibility.EVERYONE.value, _("everybody who is invited"))]
    found.append((Visibility.CLOSE.value, _("who is invited and is in the close circle")))
    if seat.formal or seat.for_client:
        found.append((Visibility.PROFESSIONALS.value, _("the professionals who are invited")))
    if seat.sees_family:
        found.append((Visibility.FAMILY.value, Visibility.FAMILY.label))
    return found


def people_field(label: Any, *, required: bool = False) -> forms.TypedMultipleChoiceField:
    """Some of the people, by their place in the network."""
    return forms.TypedMultipleChoiceField(
        label=label,
        required=required,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )


def _named(people: Iterable[Member]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people]


class WhenFields(forms.Form):
    """What a meeting is about, when, where and for how long."""

    title = forms.CharField(
        label=_("What do you meet about?"),
        max_length=120,
        help_text=_("In a few words, such as: “How do we go on after the summer?”"),
        error_messages={"required": _("Say what the meeting is about.")},
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    day = day_field(_("On which day?"))
    time = time_field()
    minutes = minutes_field(_("How long, in minutes?"), most=A_DAY)
    where = forms.CharField(
        label=_("Where?"),
        required=False,
        max_length=200,
        help_text=_("Such as: “at Bram’s, at the kitchen table”, or the address of a video call."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    words = forms.CharField(
        label=_("A word with the invitation"),
        required=False,
        max_length=1000,
        help_text=_("Everybody who is invited reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, at = cleaned.pop("day", None), cleaned.pop("time", None)
        if day is not None and at is not None:
            cleaned["starts"] = datetime.combine(day, at)
        return cleaned


class CallForm(WhenFields):
    """Call a meeting, as call_meeting() takes it."""

    who = forms.ChoiceField(
        label=_("Whom do you invite?"),
        choices=[(EVERYBODY, _("everybody who takes part")), (CHOSEN, _("the people I choose"))],
        initial=EVERYBODY,
        widget=forms.RadioSelect,
    )
    members = people_field(_("The people I choose"))

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "members", _named(people))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.pop("who", EVERYBODY) == EVERYBODY:
            cleaned["members"] = None
        elif not cleaned.get("members") and "members" not in self.errors:
            self.add_error("members", _("Choose at least one person."))
        return cleaned


class EditMeetingForm(WhenFields):
    """Change what a planned meeting is about, when or where."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class InviteMoreForm(forms.Form):
    """More people for a meeting."""

    members = people_field(_("Whom else do you invite?"), required=True)

    def __init__(self, *args: Any, people: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "members", _named(people))


class CallOffForm(forms.Form):
    """Call a meeting off, perhaps with a reason that everybody who is invited reads."""

    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=200,
        help_text=_("Everybody who is invited reads this. No need to explain."),
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PointForm(forms.Form):
    """A point of one's own for the agenda."""

    words = forms.CharField(
        label=_("What do you want to speak about?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what it is about.")},
    )
    visibility = level_field()

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "visibility", levels(seat))


def _proposal(row: Need | Barrier | Shown) -> tuple[str, str]:
    """One thing to tick. What shows in how it goes says what it is about: several may have one name."""
    if isinstance(row, Shown):
        return str(row.id), f"{row.title}: {row.about}" if row.about else row.title
    return str(row.pk), str(row)


class PointsForm(forms.Form):
    """What is there already and could be spoken about, as add_points() takes it."""

    differences = people_field(_("Sides see this differently"))
    signals = people_field(_("This shows in how it goes"))
    needs = people_field(_("Open needs"))
    barriers = people_field(_("This stands in the way"))

    def __init__(self, *args: Any, proposals: Proposals, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            rows = getattr(proposals, name)
            choose_from(self, name, [_proposal(one) for one in rows])
            if not rows:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.values()) and not self.errors:
            self.add_error(None, _("Choose at least one thing to speak about."))
        return cleaned


class InformForm(forms.Form):
    """What a professional tells at the information round."""

    text = forms.CharField(
        label=_("What should the others know?"),
        max_length=1000,
        help_text=_(
            "In plain words and short: what you see, what is possible, what is not. You inform; the "
            "plan is made by the others."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something down.")},
    )


class FamilyForm(forms.Form):
    """What family and friends say among themselves."""

    text = forms.CharField(
        label=_("What do you want to say here?"),
        max_length=2000,
        help_text=_("Only family, friends and who speaks for the client read this. Never a professional."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something down.")},
    )


class CloseForm(forms.Form):
    """How a meeting ends: who was there, and when the house asks how far it is."""

    came = people_field(_("Who was there?"))
    check_on = day_field(_("On which day shall we ask how far it is?"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, invited: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "came", _named(row.member for row in invited))
        self.fields["came"].help_text = _("Who was not there gets the decisions by mail.")
        four = _("Four weeks is a good time: long enough to try, soon enough to change.")
        self.fields["check_on"].help_text = four


class SkipReviewForm(forms.Form):
    """Leave out looking back together this time, with a reason."""

    reason = forms.CharField(
        label=_("Why not now?"),
        max_length=200,
        help_text=_("Such as: “Bram is in hospital.” Everybody in the network can read this."),
        error_messages={"required": _("Say why in a few words.")},
        widget=forms.TextInput(attrs=NOBODY_ELSE),
    )
    next_on = day_field(_("When is the next time?"))
