"""Forms about people: add, describe, place, give a role, pause, end, welcome back."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Circle, Relation, RoleKind, Side
from networks.choices.lifecycle import PauseLets
from networks.models import LifeDomain, Member, Need
from networks.standing import Permission, Seat

Choices = list[tuple[Any, Any]]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.Form):
    """Who somebody is: what PersonForm collects is what add_person() and revise_member() take."""

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("As people around the client call them. For a community: its own name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Fill in a name.")},
    )
    side = forms.ChoiceField(
        label=_("Takes part as"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose as what they take part.")},
    )
    relation = forms.ChoiceField(
        label=_("Relation"),
        required=False,
        choices=[("", _("Not said")), *Relation.choices],
        help_text=_("For family, friends and neighbours."),
    )
    function = forms.CharField(
        label=_("Function, or what they do"),
        required=False,
        max_length=120,
        help_text=_("Such as: district nurse, choir, helps with money."),
    )
    organisation_name = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=150,
        help_text=_("Where a professional works."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only they, and who decides on members, see how to reach them."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("side") != Side.INFORMAL:
            cleaned["relation"] = ""
        return cleaned


class AddPersonForm(PersonForm):
    """Put somebody in the picture; who may only propose people is not asked where and whether."""

    takes_part = forms.TypedChoiceField(
        label=_("Do they take part already?"),
        choices=[("yes", _("Yes, they take part already")), ("no", _("No, they could be asked"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    circle = forms.ChoiceField(
        label=_("How close to the client?"),
        choices=Circle.choices,
        help_text=_("As the client sees it. It can change at any time."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how close.")},
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seat.may(Permission.GOVERN_MEMBERS):
            del self.fields["takes_part"]
        if not seat.may(Permission.PLACE):
            del self.fields["circle"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("takes_part") and cleaned.get("circle") == Circle.COULD_BE_ASKED:
            self.add_error(
                "circle", _("Somebody who takes part already stands closer than “could be asked”.")
            )
        return cleaned


class EditPersonForm(PersonForm):
    """Change how somebody is described. Which side they are on is only for who governs the membership, and
    nobody changes their own.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seat: Seat, member: Member, **kwargs: Any) -> None:
        fields = [*PersonForm.base_fields, "version"]
        kwargs["initial"] = {field: getattr(member, field) for field in fields} | {
            "organisation_name": member.works_for
        }
        super().__init__(*args, **kwargs)
        self.member = member
        if member.pk in seat.member_ids or not seat.may(Permission.GOVERN_MEMBERS):
            del self.fields["side"]
        if member.pk in seat.member_ids:
            for field, token in (("name", "name"), ("email", "email"), ("phone", "tel")):
                self.fields[field].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        cleaned = super(PersonForm, self).clean() or self.cleaned_data
        if cleaned.get("side", self.member.side) != Side.INFORMAL:
            cleaned["relation"] = ""
        return cleaned


class WelcomeForm(forms.Form):
    """A few small questions for who has just joined; what they like and never want may wait."""

    name = forms.CharField(
        label=_("How do you want to be called?"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Fill in a name.")},
    )
    phone = forms.CharField(
        label=_("How can people reach you by telephone?"),
        required=False,
        max_length=40,
        help_text=_("Only you and who decides on members see this."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("And by e-mail?"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Which language do you like to read?"), widget=forms.RadioSelect)
    likes = forms.TypedChoiceField(
        label=_("One thing you like doing"),
        help_text=_("Everybody in the network sees this. It is no promise."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    never = forms.TypedChoiceField(
        label=_("One thing you never want to be asked for"),
        help_text=_("Nobody sees this. You are simply not asked."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )

    def __init__(self, *args: Any, languages: Choices, activities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "language", languages)
        for field in ("likes", "never"):
            choose_from(self, field, [("", _("I will say that later")), *activities])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("never") and cleaned.get("likes") == cleaned.get("never"):
            self.add_error("never", _("Choose two different things."))
        return cleaned


class PlaceForm(forms.Form):
    """How close the client places somebody."""

    circle = forms.ChoiceField(
        label=_("How close to the client?"),
        choices=Circle.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how close.")},
    )


class PauseForm(forms.Form):
    """Until which day somebody is left in peace."""

    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("That day they take part again."),
        widget=DAY,
        error_messages={"required": _("Choose a day.")},
    )
    lets = forms.ChoiceField(
        label=_("What still comes through?"),
        choices=PauseLets.choices,
        initial=PauseLets.NOTHING,
        required=False,
        widget=forms.RadioSelect,
    )
    hand_over = forms.BooleanField(
        label=_("Look for somebody else for what was promised in that time"),
        required=False,
        initial=True,
        help_text=_("Nobody is told why."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = seat.network.zone

    def clean_lets(self) -> str:
        return self.cleaned_data["lets"] or PauseLets.NOTHING

    def clean_until(self) -> datetime:
        day: date = self.cleaned_data["until"]
        return datetime.combine(day, time.min, tzinfo=self.zone)


def successor_field(people: list[Member]) -> forms.TypedChoiceField:
    """Who keeps the overview from now on."""
    return forms.TypedChoiceField(
        label=_("Who keeps the overview from now on?"),
        choices=[(str(person.pk), person.name) for person in people],
        coerce=UUID,
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("Nobody else keeps the overview now."),
        error_messages={"required": _("Choose who takes over.")},
    )


class EndForm(forms.Form):
    """End somebody's place or role; asks for a successor when the overview would be left to nobody."""

    def __init__(self, *args: Any, heirs: list[Member] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heirs is not None:
            self.fields["successor"] = successor_field(heirs)


class RoleForm(forms.Form):
    """A function and what it is for."""

    kind = forms.ChoiceField(
        label=_("What do they do?"),
        choices=RoleKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they do.")},
    )
    scope = forms.ChoiceField(
        label=_("For what?"), help_text=_("For the whole network, one part of life, or one need.")
    )
    stands_in = forms.BooleanField(
        label=_("As stand-in"), required=False, help_text=_("Only for who keeps the overview.")
    )

    def __init__(self, *args: Any, domains: list[LifeDomain], needs: list[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(
            self,
            "scope",
            [
                ("network", _("The whole network")),
                (_("Part of life"), [(f"domain:{one.pk}", one.label) for one in domains]),
                (_("Need"), [(f"need:{one.pk}", one.words) for one in needs]),
            ],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stands_in") and cleaned.get("kind") != RoleKind.ORGANIZER:
            self.add_error("stands_in", _("Only who keeps the overview has a stand-in."))
        kind, _sep, pk = cleaned.pop("scope", "network").partition(":")
        if pk:
            cleaned[kind] = UUID(pk)
        return cleaned
