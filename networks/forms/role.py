"""Forms about who does what: take a role, hand it over, answer a question, rehearse an absence."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.emerging import RoleAnswer
from networks.forms.member import DAY, RoleForm, successor_field
from networks.models import Member
from networks.roles.rehearsing import LONGEST

WHO = _("Choose who.")


def moment_of(day: date | None, zone: ZoneInfo, *, ends: bool = False) -> datetime | None:
    """The first moment of a day on the network's clock; with ``ends`` the first moment after it."""
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=int(ends)), time.min, tzinfo=zone)


class _Period(forms.Form):
    """From which day and until which day, both included; neither need be filled in."""

    zone: ZoneInfo
    since = forms.DateField(
        label=_("From which day?"), help_text=_("From now on when you leave this empty."),
        required=False, widget=DAY,
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until and including which day?"),
        help_text=_("Until further notice when you leave this empty."),
        required=False,
        widget=DAY,
    )  # fmt: skip

    def clean_since(self) -> datetime | None:
        return moment_of(self.cleaned_data["since"], self.zone)

    def clean_until(self) -> datetime | None:
        return moment_of(self.cleaned_data["until"], self.zone, ends=True)


class TakeForm(_Period, RoleForm):
    """Who does what, from when until when, as set_role() takes it. ``me`` is the reader's own place."""

    member = forms.TypedChoiceField(label=_("Who?"), coerce=UUID, error_messages={"required": WHO})
    field_order = ["member", "kind", "scope", "stands_in", "since", "until"]

    def __init__(
        self, *args: Any, people: Iterable[Member], me: frozenset[UUID], zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["kind"].label = _("What?")
        names = [
            (str(one.pk), _("%(name)s (you)") % {"name": one.name} if one.pk in me else one.name)
            for one in people
        ]
        choose_from(self, "member", names)
        if len(names) == 1:
            self.fields["member"].initial = names[0][0]


class HandOverForm(forms.Form):
    """To whom, and from when, as hand_over_role() takes it. Who kept the overview may stay as stand-in."""

    to = forms.TypedChoiceField(
        label=_("Who takes over?"),
        help_text=_("Agree on it with them first. They can always give it back."),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who takes over.")},
    )
    since = forms.DateField(
        label=_("From which day?"), help_text=_("From now on when you leave this empty."),
        required=False, widget=DAY,
    )  # fmt: skip
    stays = forms.BooleanField(
        label=_("Stay as stand-in"), required=False,
        help_text=_("So that somebody can step in when who keeps the overview is away."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: Iterable[Member], overview: bool, zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        choose_from(self, "to", [(str(one.pk), one.name) for one in people])
        if not overview:
            del self.fields["stays"]

    def clean_since(self) -> datetime | None:
        return moment_of(self.cleaned_data["since"], self.zone)


class UntilForm(forms.Form):
    """Until when somebody does something, as limit_role() takes it."""

    until = forms.DateField(
        label=_("Until and including which day?"),
        help_text=_("Leave this empty for “until further notice”."),
        required=False, widget=DAY,
    )  # fmt: skip

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_until(self) -> datetime | None:
        return moment_of(self.cleaned_data["until"], self.zone, ends=True)


class AnswerForm(forms.Form):
    """The answer to "is that what you do?", as answer_proposal() takes it; the question has the buttons."""

    answer = forms.ChoiceField(
        choices=RoleAnswer.choices, error_messages={"required": _("Choose your answer.")}
    )

    def __init__(self, *args: Any, heirs: list[Member] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heirs is not None:
            self.fields["successor"] = successor_field(heirs)


class WhatIfForm(forms.Form):
    """Who would be away, and from when to when. Nothing of it is kept."""

    member = forms.TypedChoiceField(
        label=_("Who would be away?"), coerce=UUID, error_messages={"required": WHO}
    )
    first = forms.DateField(
        label=_("From"), widget=DAY, error_messages={"required": _("Choose the first day.")}
    )
    last = forms.DateField(
        label=_("Until and including"), widget=DAY, error_messages={"required": _("Choose the last day.")}
    )

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "member", [("", _("Choose…")), *((str(one.pk), one.name) for one in people)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first."))
        elif first and last and last - first > LONGEST:
            self.add_error("last", _("Look at twelve weeks at most. Dates are not planned further ahead."))
        return cleaned
