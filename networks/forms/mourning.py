"""The forms of mourning: that somebody died, the one message, words to remember, things to arrange."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DiedForm(forms.Form):
    """That the client has died, as say_died() takes it."""

    died_on = forms.DateField(
        label=_("On which day?"),
        required=False,
        help_text=_("You may leave this open."),
        error_messages={"invalid": _("Choose a day of the calendar.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FarewellForm(forms.Form):
    """The one message, as write_farewell() takes it."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=4000,
        help_text=_("It goes out as you write it, to everybody who took part. There is only one."),
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CondolenceForm(forms.Form):
    """Words on the page to remember, as write_condolence() takes them."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=2000,
        help_text=_("Everybody who took part can read them."),
        error_messages={"required": _("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ArrangeForm(forms.Form):
    """Something else to arrange, as add_to_arrange() takes it."""

    words = forms.CharField(
        label=_("What else has to be arranged?"),
        max_length=200,
        error_messages={"required": _("Say in a few words what it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
