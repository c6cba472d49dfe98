"""How a form hands over to an action, and how a refusal comes back beside the right field."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, ChoiceField

from carenet.lib.errors import DomainError


def carried_out(form: BaseForm, action: Callable[..., Any], **arguments: Any) -> bool:
    """Run the action when the form is valid. True when it was done.

    A DomainError or a broken constraint becomes an error of the form and everything typed stays; the
    result, when there is one, is kept for ``outcome()``.
    """
    if not form.is_valid():
        return False
    try:
        vars(form)["outcome"] = action(**arguments, **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return False
    except ValidationError as refusal:
        for message in refusal.messages:
            form.add_error(None, message)
        return False
    return True


def outcome(form: BaseForm) -> Any:
    """What the action gave back when this form was carried out. Raises KeyError before."""
    return vars(form)["outcome"]


def choose_from(form: BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field the choices that depend on who asks. Raises TypeError for a field without choices."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)
