"""Forms of a carer's own page: how long I can go on, how often I am asked, and whom I tell."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices.pulse import Every, HowLong, ReliefTo
from networks.models import Member


class PulseForm(forms.Form):
    """One answer, as say_how_long() takes it."""

    answer = forms.ChoiceField(
        label=_("If things stay as they are now, how long can you go on like this?"),
        help_text=_("Choose what comes closest. It need not be exact."),
        choices=HowLong.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )


class RhythmForm(forms.Form):
    """How often, as set_rhythm() takes it."""

    weeks = forms.TypedChoiceField(
        label=_("How often may we ask you?"),
        help_text=_("The question waits on your first page. You get no mail about it."),
        coerce=int,
        choices=Every.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )


class ReliefForm(forms.Form):
    """Whom to tell, as tell_relief() takes it."""

    to = forms.ChoiceField(
        label=_("Whom do you tell?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you tell.")},
    )
    members = forms.TypedMultipleChoiceField(
        label=_("The people you choose"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, people: Iterable[Member], keepers: Iterable[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = ", ".join(one.name for one in keepers)
        overview = [(ReliefTo.OVERVIEW.value, _("Who keeps the overview: %(names)s") % {"names": names})]
        some = (ReliefTo.PEOPLE.value, _("People I choose below"))
        choose_from(self, "to", [*(overview if names else []), some])
        choose_from(self, "members", [(str(one.pk), one.name) for one in people])
        if not names:
            self.initial.setdefault("to", ReliefTo.PEOPLE.value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") == ReliefTo.OVERVIEW:
            cleaned["members"] = []
        elif cleaned.get("to") == ReliefTo.PEOPLE and not cleaned.get("members"):
            self.add_error("members", _("Choose at least one person."))
        return cleaned
