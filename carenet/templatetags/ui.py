"""The few template tags with logic. Everything else is a component in templates/components/."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from carenet.lib.words import bare
from networks.drawing import rolled_svg, round_svg
from networks.picture import Picture

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One shape from the sprite, silent for screen readers: the words beside it say the same."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("carenet/icons.svg"), name
    )


@register.simple_tag
def static_if_known(path: str) -> str:
    """The address of a static file, or nothing when the list of them is lost. For the page of errors."""
    try:
        return static(path)
    except ValueError:
        return ""


@register.simple_tag(takes_context=True)
def nav_link(context: Context, view: str, label: str, *args: Any, icon_name: str = "", also: str = "") -> str:
    """A link of a navigation list, marked when its page is open.

    ``view`` is the name of an address, ``args`` its arguments. ``also`` names, between spaces, the views of
    pages that belong to it ("networks:need*" for all that begin so): those mark it as the section, not as the
    page. An address that this installation does not have leaves no link behind.
    """
    try:
        href = reverse(view, args=args)
    except NoReverseMatch:
        return ""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.view_name if match else ""
    belongs = here and any(fnmatchcase(here, pattern) for pattern in also.split())
    current = "page" if here == view else "true" if belongs else ""
    return format_html(
        '<a href="{}"{}>{}{}</a>',
        href,
        format_html(' aria-current="{}"', current) if current else "",
        icon(icon_name) if icon_name else "",
        label,
    )


@register.simple_tag
def drawing(picture: Picture, name: str) -> SafeString:
    """The network twice, round and rolled out; picture.css shows the one that fits the place it has."""
    return round_svg(picture, name) + rolled_svg(picture, name)


@register.filter
def in_words(value: date | datetime | None) -> str:
    """A day as people say it: 'Tuesday 3 March 2026'. A moment gets its time too, in the reader's zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return gettext("%(day)s at %(time)s") % {
            "day": date_format(local, "l j F Y"),
            "time": date_format(local, "H:i"),
        }
    return date_format(value, "l j F Y")


@register.filter
def in_few_words(value: date | datetime | None) -> str:
    """A day in lists, where the weekday says nothing: '3 March 2026'."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "j F Y")


register.filter("bare", bare)


@register.filter
def beside(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two lists of one length as pairs: ``{% for week, size in weeks|beside:sizes %}``."""
    return list(zip(first, second, strict=True))


@register.filter
def initials(name: str) -> str:
    """At most two letters that stand for a name: first and last word that start with a letter."""
    letters = [word[0].upper() for word in str(name).split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:])


def first_control(field: BoundField) -> str:
    """The id of the input that a message about this field must lead to."""
    if not field.use_fieldset:
        return str(field.id_for_label or field.auto_id)
    return str(next((widget.id_for_label for widget in field.subwidgets), "") or field.auto_id)


@register.filter
def mistakes(form: BaseForm | None) -> Iterator[tuple[str, str]]:
    """Every error of a form in reading order, as (id of the input or '', sentence).

    A sentence that stands beside several fields gets the label of each in front of it.
    """
    if not isinstance(form, BaseForm):
        return
    for message in form.non_field_errors():
        yield "", str(message)
    times = Counter(str(message) for field in form for message in field.errors)
    for field in form:
        for message in map(str, field.errors):
            label = {"label": field.label, "sentence": message}
            words = gettext("%(label)s – %(sentence)s") % label if times[message] > 1 else message
            yield ("" if field.is_hidden else first_control(field)), words
