"""The forms of stories, questions, answers and thanks."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from networks.forms.need import AudienceForm
from networks.photo import Picture, UnreadablePhoto, reencode
from networks.stories import photo_limits

ACCEPTS = "image/jpeg,image/png,image/webp,image/gif"


class PhotoField(forms.FileField):
    """A photo; its cleaned value is the Picture that is kept, None without one."""

    widget = forms.FileInput(attrs={"accept": ACCEPTS})

    def clean(self, data: Any, initial: Any = None) -> Picture | None:
        """Read the photo. Raises ValidationError with one sentence when it cannot be kept."""
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        limits = photo_limits()
        if (file.size or 0) > limits.bytes:
            raise forms.ValidationError(
                _("This photo is larger than %(size)s. Choose a smaller one."),
                params={"size": filesizeformat(limits.bytes)},
            )
        try:
            return reencode(file.read(), limits)
        except UnreadablePhoto as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal


class StoryForm(AudienceForm):
    """Something to tell or to ask, as tell_story() takes it."""

    text = forms.CharField(
        label=_("What do you want to tell?"),
        max_length=4000,
        help_text=_("Short is fine. Such as: “Bram sang along with every song today.”"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write something down.")},
    )
    photo = PhotoField(
        label=_("A photo"),
        required=False,
        max_length=400,
        help_text=_("We keep it without the place and time that the camera wrote into it."),
    )
    alt = forms.CharField(
        label=_("What is in the photo?"),
        required=False,
        max_length=200,
        help_text=_("For who cannot see it. Such as: “Bram laughs at the piano.”"),
    )
    field_order = ["text", "photo", "alt", "visibility", "named"]


class QuestionForm(AudienceForm):
    """A question to those who may read it."""

    text = forms.CharField(
        label=_("What do you want to ask?"),
        max_length=4000,
        help_text=_("Such as: “Which bus goes to the new day centre?”"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your question down.")},
    )
    field_order = ["text", "visibility", "named"]


class ReplyForm(forms.Form):
    """What somebody says to a story."""

    text = forms.CharField(
        label=_("Say something"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something down.")},
    )

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.fields["text"].label = _("Your answer")


class ThanksForm(forms.Form):
    """A thank-you in own words; empty is fine."""

    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
