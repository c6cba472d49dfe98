"""How a form hands over to an action, and how a refusal comes back beside the right field."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from carenet.lib.errors import DomainError


def carried_out(form: BaseForm, action: Callable[..., Any], **arguments: Any) -> bool:
    """Run the action when the form is valid. True when it was done.

    A DomainError or a broken constraint becomes an error of the form and everything typed stays; the
    result, when there is one, is kept as ``form.outcome``.
    """
    if not form.is_valid():
        return False
    try:
        form.outcome = action(**arguments, **form.cleaned_data)  # type: ignore[attr-defined]
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return False
    except ValidationError as refusal:
        for message in refusal.messages:
            form.add_error(None, message)
        return False
    return True
