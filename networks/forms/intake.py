"""Bringing a file in: choosing it, correcting what became of each line, and saying for whom it is."""

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from carenet.lib.forms import choose_from
from networks.choices import Circle, Ground, Relation, Side
from networks.intake import DEFAULT, Draft, Limits, PersonLine, UnreadableFile, read

WORK = "work"


def limits() -> Limits:
    """The ceilings of one reading, as this house sets them."""
    return replace(DEFAULT, max_bytes=settings.IMPORT_MAX_BYTES, max_people=settings.IMPORT_MAX_PEOPLE)


class FileForm(forms.Form):
    """Which file; ``draft`` is its reading once the form is valid."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A list of people (CSV), an address book (vCard) or a care team (FHIR, JSON)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.vcf,.json,text/csv,text/vcard,application/json"}),
        allow_empty_file=True,
        max_length=400,
    )
    draft: Draft

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(size)s. Bring a smaller one."),
                params={"size": filesizeformat(settings.IMPORT_MAX_BYTES)},
            )
        try:
            self.draft = read(file.read(), filename=file.name or "", limits=limits())
        except UnreadableFile as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return file


class LineForm(forms.Form):
    """What one line becomes, to be corrected."""

    take = forms.BooleanField(label=_("Take over"), required=False)
    side = forms.ChoiceField(label=_("Takes part as"), choices=Side.choices)
    relation = forms.ChoiceField(
        label=_("Relation"), required=False, choices=[("", _("not known")), *Relation.choices]
    )
    circle = forms.ChoiceField(label=_("Circle"), choices=Circle.choices)
    takes_part = forms.BooleanField(label=_("Takes part already"), required=False)


def _line(person: PersonLine, number: int, data: Any) -> LineForm:
    found = {
        "take": True,
        "side": person.side,
        "relation": person.relation or "",
        "circle": person.circle,
        "takes_part": person.takes_part,
    }
    return LineForm(data, initial=found, prefix=f"line-{number}")


def _corrected(person: PersonLine, answers: dict[str, Any]) -> PersonLine:
    relation = answers["relation"] if answers["side"] == Side.INFORMAL else ""
    return replace(
        person,
        side=Side(answers["side"]),
        relation=Relation(relation) if relation else None,
        circle=Circle(answers["circle"]),
        takes_part=answers["takes_part"],
    )


class NeedsForm(forms.Form):
    """Which needs of the reading to take over."""

    needs = forms.MultipleChoiceField(
        label=_("Needs to take over"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(need.key, need.words) for need in draft.needs]
        choose_from(self, "needs", choices)
        self.fields["needs"].initial = [key for key, _words in choices]


class WhoseForm(forms.Form):
    """For whom the new network is, and as what the one who brings the file takes part."""

    client_name = forms.CharField(
        label=_("Name of the person in the middle"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    as_what = forms.ChoiceField(
        label=_("As what do you bring this file?"),
        choices=[(WORK, _("As a professional: I run the network until somebody acts for this person"))]
        + [(one.value, one.label) for one in Ground],
        help_text=_("Who acts for somebody decides for them who takes part and who reads what."),
        widget=forms.RadioSelect,
        initial=WORK,
    )

    def beginning(self) -> dict[str, Any]:
        """What import_network() takes of this."""
        as_what = self.cleaned_data["as_what"]
        name = self.cleaned_data["client_name"]
        if as_what == WORK:
            return {"client_name": name, "ground": None, "place": {"side": Side.FORMAL}}
        return {"client_name": name, "ground": Ground(as_what), "place": {"side": Side.INFORMAL}}


class Corrections:
    """Everything that can be said about a reading before it is saved: a form for each of its lines (as many
    as the reading has, whatever was sent), for its needs, and for whose network it is unless that is known.
    """

    def __init__(self, draft: Draft, data: Any = None, *, known: bool) -> None:
        self.draft = draft
        self.lines = [_line(person, number, data) for number, person in enumerate(draft.people)]
        self.needs = NeedsForm(draft, data) if draft.needs else None
        self.whose = None if known else WhoseForm(data, initial={"client_name": draft.client_name})
        self.is_bound = data is not None

    def is_valid(self) -> bool:
        """Whether all of it was sent, and all of it can be used."""
        rest = [form for form in (self.needs, self.whose) if form is not None]
        return self.is_bound and all(form.is_valid() for form in (*self.lines, *rest))

    def corrected(self) -> tuple[Draft, set[str]]:
        """The reading as the user corrected it, and the keys of the lines and needs that stay out."""
        rows = list(zip(self.draft.people, self.lines, strict=True))
        left_out = {person.key for person, line in rows if not line.cleaned_data["take"]}
        if self.needs is not None:
            left_out |= {need.key for need in self.draft.needs} - set(self.needs.cleaned_data["needs"])
        people = tuple(_corrected(person, line.cleaned_data) for person, line in rows)
        return replace(self.draft, people=people), left_out

    def beginning(self) -> dict[str, Any]:
        """What import_network() takes of whose network it is."""
        return self.whose.beginning() if self.whose is not None else {}
