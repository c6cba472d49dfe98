"""The form for a note."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.forms.need import AudienceForm
from networks.models import Member, Need


class NoteForm(AudienceForm):
    """A note about the network, one person or one need, as write_note() takes it."""

    text = forms.CharField(
        label=_("What do you want to write down?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something down.")},
    )
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("What stands beside a need is read only by who may read that need."),
    )
    field_order = ["text", "subject", "visibility", "named"]

    def __init__(self, *args: Any, needs: list[Need], members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(
            self,
            "subject",
            [
                ("network", _("The network as a whole")),
                (_("Need"), [(f"need:{one.pk}", one.words) for one in needs]),
                (_("Person"), [(f"about:{one.pk}", one.name) for one in members]),
            ],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, _sep, pk = cleaned.pop("subject", "network").partition(":")
        if pk:
            cleaned[kind] = UUID(pk)
        return cleaned
