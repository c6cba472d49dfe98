"""Starting a network in three pages: for whom, who is around, what matters."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language
from accounts.models import Organisation
from carenet.lib.forms import choose_from
from networks.choices import Circle, Ground, Relation, Side, Visibility
from networks.models import LifeDomain

ME, SOMEBODY, WORK = "me", "somebody", "work"
ROWS = 3
NO_GROUND = "none"


class WhoForm(forms.Form):
    """Page one: for whom it is, and what the one who starts is to them."""

    for_whom = forms.ChoiceField(
        label=_("For whom is this network?"),
        choices=[
            (ME, _("For me")),
            (SOMEBODY, _("For somebody I care for")),
            (WORK, _("For somebody I support in my work")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name of the person in the middle"),
        max_length=150,
        error_messages={"required": _("Fill in the name of the person in the middle.")},
        help_text=_("If it is for yourself, you may leave this empty: then it is your own name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    called = forms.CharField(
        label=_("What does this person like to be called?"),
        required=False,
        max_length=60,
        help_text=_("Such as: Bram. Otherwise we use the first name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    relation = forms.ChoiceField(
        label=_("What are you to this person?"),
        choices=[("", _("Choose")), *Relation.choices],
        error_messages={"required": _("Choose what you are to this person.")},
    )
    ground = forms.ChoiceField(
        label=_("Do you act for this person?"),
        error_messages={"required": _("Choose on what ground you act for this person, or that you do not.")},
        choices=[*Ground.choices, (NO_GROUND, _("No, I help, but I do not act for them"))],
        help_text=_("Who acts for somebody decides for them who takes part and who reads what."),
        widget=forms.RadioSelect,
    )
    function = forms.CharField(
        label=_("Your function"),
        max_length=120,
        error_messages={"required": _("Fill in your function.")},
        help_text=_("Such as: district nurse, group leader."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    organisation_name = forms.CharField(
        label=_("Where do you work?"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    purpose = forms.CharField(
        label=_("What is this network for, in the person's own words?"),
        required=False,
        max_length=300,
        help_text=_("Such as: living on my own, with people I know. You can write this later."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, has_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_own = has_own
        if self.is_bound:
            asked = _ASKED.get(self.data.get("for_whom", ""), ())
            for name in {name for names in _ASKED.values() for name in names}:
                self.fields[name].required = name in asked

    def clean_for_whom(self) -> str:
        for_whom: str = self.cleaned_data["for_whom"]
        if for_whom == ME and self.has_own:
            raise forms.ValidationError(_("You already have a network of your own. Open that one."))
        return for_whom


_ASKED = {SOMEBODY: ("name", "relation", "ground"), WORK: ("name", "function")}
"""What must be filled in, by for whom it is."""


def beginning(answers: dict[str, str], user: Any, works_for: Iterable[Organisation]) -> dict[str, Any]:
    """What start_network() takes, from the answers of page one and the organisations one works for."""
    place: dict[str, Any] | None = None
    ground = None
    if answers["for_whom"] == SOMEBODY:
        place = {"side": Side.INFORMAL, "relation": answers["relation"]}
        ground = None if answers["ground"] == NO_GROUND else Ground(answers["ground"])
    elif answers["for_whom"] == WORK:
        name = answers["organisation_name"]
        known = next((one for one in works_for if one.name.casefold() == name.casefold()), None)
        place = {"side": Side.FORMAL, "function": answers["function"], "organisation": known}
        place["organisation_name"] = "" if known else name
    return {
        "name": answers["name"] or user.name,
        "called": answers["called"],
        "purpose": answers["purpose"],
        "ground": ground,
        "place": place,
        "time_zone": user.time_zone,
    }


def called(answers: dict[str, str], user: Any) -> str:
    """How the pages after the first one call the person in the middle."""
    return answers["called"] or (answers["name"] or user.name).split(" ")[0]


class Row(forms.Form):
    """One of three rows; when nothing in ``TELLING`` is filled in it is nobody and nothing."""

    TELLING: ClassVar[tuple[str, ...]] = ()
    use_required_attribute = False

    def has_changed(self) -> bool:
        """Whether somebody filled something in, also when it is what stood there before."""
        return any(self.data.get(self.add_prefix(name)) for name in self.TELLING)


class PersonRow(Row):
    """One person on page two."""

    TELLING = ("name", "what", "circle", "email")

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Fill in a name, or leave the whole row empty.")},
    )
    what = forms.ChoiceField(
        label=_("What are they?"),
        choices=[
            ("", _("Choose")),
            *Relation.choices,
            (Side.FORMAL.value, _("a professional")),
            (Side.COMMUNITY.value, _("a community or club")),
        ],
        error_messages={"required": _("Choose what this person is to the client.")},
    )
    circle = forms.ChoiceField(
        label=_("How close?"),
        choices=[("", _("Choose")), *Circle.choices],
        error_messages={"required": _("Choose how close this person is.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def person_of(answers: dict[str, str]) -> dict[str, Any]:
    """What add_person() takes, from a row of page two."""
    side = answers["what"] if answers["what"] in Side.values else Side.INFORMAL.value
    return {
        "name": answers["name"],
        "side": side,
        "relation": answers["what"] if side == Side.INFORMAL else "",
        "circle": answers["circle"],
        "email": answers["email"],
    }


class WordsForm(forms.Form):
    """The words of the invitations on page two."""

    words = forms.CharField(
        label=_("What do you want to say to the people you invite?"),
        required=False,
        max_length=1000,
        help_text=_("This stands in the mail, with your name. Best tell people yourself first."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        required=False,
        choices=Language.choices,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )


class NeedRow(Row):
    """One need on page three."""

    TELLING = ("words", "domains")

    words = forms.CharField(
        label=_("In the person's own words"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write it down in a few words, or leave the whole row empty.")},
    )
    domains = forms.MultipleChoiceField(
        label=_("Which part of life?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline"}),
        error_messages={"required": _("Choose at least one part of life.")},
    )
    visibility = forms.ChoiceField(label=_("Who may read this?"))

    def __init__(self, *args: Any, parts: list[tuple[str, str]], professional: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "domains", parts)
        hidden = {Visibility.NAMED, *([Visibility.FAMILY] if professional else [])}
        levels = [(one.value, one.label) for one in Visibility if one not in hidden]
        choose_from(self, "visibility", levels)
        self.fields["visibility"].initial = Visibility.CLOSE


def parts_of_life() -> list[tuple[str, str]]:
    """The four life domains every network has, as choices."""
    return [(str(one.pk), str(one.label)) for one in LifeDomain.objects.filter(organisation=None)]


class Rows(BaseFormSet[Row]):
    """Three rows, each of which may stay empty, also when something stood there before."""

    def initial_form_count(self) -> int:
        return 0


PeopleRows = formset_factory(PersonRow, formset=Rows, extra=ROWS, max_num=ROWS, absolute_max=ROWS)
NeedRows = formset_factory(NeedRow, formset=Rows, extra=ROWS, max_num=ROWS, absolute_max=ROWS)
