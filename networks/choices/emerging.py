"""Codes of the questions about what somebody seems to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoleQuestion(TextChoices):
    """What the house asks somebody about a role: one that shows, or one they have and that shows no more."""

    NEW = "new", _("Is that what you do?")
    STILL = "still", _("Is that still what you do?")


class RoleAnswer(TextChoices):
    """What they answer. Only they ever see the question and the answer."""

    YES = "yes", pgettext_lazy("is that what you do", "Yes, that is what I do")
    NO = "no", pgettext_lazy("is that what you do", "No, that is not what I do")
    NOT_ANY_MORE = "not_any_more", pgettext_lazy("is that what you do", "I did, but not any more")
