"""What a reading says about itself: taken, guessed or left out, as codes that become sentences when shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.choices import Circle, Relation, Side


class RemarkKind(TextChoices):
    TAKEN = "taken", _("taken over")
    GUESSED = "guessed", _("guessed")
    LEFT_OUT = "left_out", _("left out")


CHOICES: dict[str, type[TextChoices]] = {"side": Side, "relation": Relation, "circle": Circle}
"""Parameters that hold a code of the house; they are shown by their label in the reader's language."""

SENTENCES: dict[str, Promise] = {
    # about the file
    "no_header": _("The file has no line with column names, so we guessed which column is which."),
    "lines_above": _("Line %(line)s stands above the column names and is left out."),
    "encoding": _("The letters were read as Western European (Windows), because the file is not in UTF-8."),
    "control_characters": _("Invisible characters were removed from the file."),
    "quotes": _("The quotation marks in the file do not match, so they were read as ordinary characters."),
    "column_guessed": _("The column “%(column)s” was read as %(part)s, by what stands in it."),
    "column_left_out": _("The column “%(column)s” is left out: nothing in a network is made from it."),
    "columns_left_out": _("More columns without a known name are left out: %(count)s."),
    "more_left_out": _("More things are left out: %(count)s."),
    "no_team": _("The file names no team, so everyone found in it is listed."),
    "several_teams": _("The file holds %(count)s teams of this person; they are read as one network."),
    "team_status": _("The team “%(team)s” is marked “%(status)s” in the file; it is read all the same."),
    "team_ended": _("The team “%(team)s” has ended; it is read because the file holds no other."),
    "team_left_out": _("The team “%(team)s” has ended and is left out."),
    # about the person at the centre
    "client_found": _("The person at the centre, named in the file."),
    "client_by_word": _("The person at the centre, because the file says “%(words)s”."),
    "client_in_column": _(
        "The person at the centre, because the column “%(column)s” names them on every line."
    ),
    "client_by_others": _("The person at the centre, because several cards name them as a relative."),
    "client_only_named": _("The file names this person, but holds no record of them."),
    "client_unknown": _("The file does not say whose network this is. Fill in the name."),
    "client_nameless": _("The record of the person at the centre has no name. Fill in the name."),
    "client_again": _("“%(name)s” is also called the person at the centre; only the first one is taken."),
    "client_deceased": _("The file says that this person has died."),
    "client_inactive": _("The record of this person is marked as no longer in use."),
    # about one person
    "relation_stated": _("“%(words)s” in the file means: %(relation)s."),
    "relation_guessed": _("“%(words)s” was read as: %(relation)s."),
    "relation_unknown": _("The file does not say what this person is to the client."),
    "side_stated": _("“%(words)s” in the file means: %(side)s."),
    "side_guessed": _("“%(words)s” was read as: %(side)s."),
    "side_default": _("Nothing in the file says from which side this person takes part; we chose: %(side)s."),
    "function_stated": _("Function in the file: %(words)s."),
    "function_more": _("The file also says: %(words)s."),
    "code_without_words": _("The code “%(words)s” has no words in the file and is left out."),
    "circle_stated": _("“%(words)s” in the file means the circle: %(circle)s."),
    "circle_guessed": _("Circle chosen by us: %(circle)s. Only the client can say how close somebody is."),
    "not_in_team": _("Found in the file, but not in the team."),
    "legal_role": _(
        "“%(words)s”: the file names a legal role. Taking over this line gives no legal authority."
    ),
    "other_record": _("This record belongs to somebody else in the file: %(name)s. Check that it fits."),
    "other_record_unknown": _("This record belongs to another record than the client's. Check that it fits."),
    "name_from_organisation": _("There is no name of a person, so the organisation's name is used."),
    "name_from_mail": _("There is no name, so it was made from the e-mail address."),
    "name_turned": _("The name was written as “%(words)s”."),
    "also_called": _("Also called: %(words)s."),
    "only_named": _("The file only names this person; it holds no record of them."),
    "same_name": _(
        "Somebody with the same name is on another line (%(other)s). Check whether they are two people."
    ),
    "shortened": _("“%(words)s…” was too long and was cut off."),
    "formula": _("A cell that looks like a formula is left out (%(column)s)."),
    "bad_email": _("“%(words)s” is not an e-mail address and is left out."),
    "bad_phone": _("“%(words)s” is not a phone number and is left out."),
    "more_addresses": _("More than one e-mail address or phone number is given; only the first is taken."),
    "unknown_word": _("“%(words)s” in the column “%(column)s” was not understood."),
    "extra_cells": _("The line has more cells than the first line has names; the extra ones are left out."),
    "notes_left_out": _("The note is left out: we do not take over what others wrote about someone."),
    "not_closed": _("The card has no proper end; what was readable is taken."),
    "bad_lines": _("Lines of the card that could not be read: %(count)s."),
    "starts_later": _("Takes part from %(date)s on, says the file."),
    "nested_team": _("A whole team is a member of this team. Check what it stands for."),
    "inverse": _("The card says that the client is “%(words)s” to this person."),
    # about a need
    "need_by_client": _("A goal that the client put forward."),
    "need_not_by_client": _(
        "Put forward by somebody else than the client, or the file does not say by whom."
    ),
    "need_from_plan": _("Taken from a care plan; these may not be the client's own words."),
    "domain_stated": _("“%(words)s” in the file gives the life domain."),
    # left out
    "total": _("“%(words)s” counts other lines, so it is left out."),
    "nameless": _("There is no name on this line, so it is left out."),
    "double": _("%(name)s is already on another line (%(other)s), so this one is left out."),
    "ended": _("%(name)s: took part until %(date)s, so this is left out."),
    "inactive": _("%(name)s: the record is marked as no longer in use, so it is left out."),
    "entered_in_error": _("The record is marked as entered by mistake, so it is left out."),
    "deceased": _("%(name)s: the file says that this person has died, so the line is left out."),
    "no_member": _("The team has a place without a person (%(words)s); it is left out."),
    "not_in_file": _("“%(words)s” is mentioned, but the file holds no name or record of it; it is left out."),
    "not_a_person": _("“%(words)s” is not a person or a group, so it is left out."),
    "belongs_to_other": _("%(name)s belongs to somebody else in the file, so this is left out."),
    "diagnosis": _("Left out: we do not take over diagnoses."),
    "diagnoses": _("More diagnoses are left out: %(count)s. We do not take them over."),
    "record_kind": _("Left out: %(count)s × %(type)s. Nothing in a network is made from it."),
    "need_closed": _("The goal is marked “%(status)s”, so it is left out."),
    "need_without_words": _("The goal has no words, so it is left out."),
    "need_double": _("The same words are already on another line, so this one is left out."),
    "activity": _("What is planned to be done (%(words)s) is left out: it is not a need."),
    "wrong_type": _("The field “%(field)s” holds something else than it should; it is left out."),
    "empty_record": _("A part of the file that is not a record is left out."),
    "same_record": _("The file holds this record more than once; the first one is used."),
    "group_label": _("“%(name)s” is a label for other cards, so it is left out as a member."),
    "bad_card": _("This card could not be read and is left out."),
    "related_left_out": _(
        "“%(words)s” is somebody related to this person, not to the client; it is left out."
    ),
    "too_many": _("More people outside the team are left out, because there are too many: %(count)s."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell about a line or the file; ``source`` says where, when the line does not."""

    kind: RemarkKind
    code: str
    params: dict[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def sentence(self) -> str:
        """The remark in the reader's language."""
        return str(SENTENCES[self.code]) % {name: _shown(name, value) for name, value in self.params.items()}

    def __str__(self) -> str:
        return self.sentence

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "code": self.code,
            "params": dict(self.params),
            "source": self.source,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Remark":
        """Take back what ``to_json`` gave. Raises ValueError, KeyError or TypeError for anything else."""
        params, code = stored["params"], str(stored["code"])
        if code not in SENTENCES or not isinstance(params, dict):
            raise ValueError(code)
        values = {str(name): str(value) for name, value in params.items()}
        return cls(RemarkKind(str(stored["kind"])), code, values, str(stored["source"]))


def _shown(name: str, value: str) -> str:
    codes = CHOICES.get(name)
    return str(codes(value).label) if codes and value in codes.values else value


def taken(code: str, source: str = "", **params: str) -> Remark:
    return Remark(RemarkKind.TAKEN, code, params, source)


def guessed(code: str, source: str = "", **params: str) -> Remark:
    return Remark(RemarkKind.GUESSED, code, params, source)


def left_out(code: str, source: str = "", **params: str) -> Remark:
    return Remark(RemarkKind.LEFT_OUT, code, params, source)


class Findings:
    """The remarks about the file as a whole; beyond the ceiling they are only counted."""

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self.file: list[Remark] = []
        self.left: list[Remark] = []
        self.uncounted = 0
        self._said: set[tuple[str, ...]] = set()

    def say(self, remark: Remark) -> None:
        """Keep a remark about the file, once; what is left out goes to its own list."""
        said = (remark.code, remark.source, *remark.params.values())
        if said in self._said:
            return
        self._said.add(said)
        if remark.kind is not RemarkKind.LEFT_OUT:
            self.file.append(remark)
        elif len(self.left) < self.ceiling:
            self.left.append(remark)
        else:
            self.uncounted += 1

    def all_left_out(self) -> tuple[Remark, ...]:
        more = [left_out("more_left_out", count=str(self.uncounted))] if self.uncounted else []
        return (*self.left, *more)
