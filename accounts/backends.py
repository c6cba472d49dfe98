"""How a session becomes a person again: one query that also says whether a second factor is due."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.access import with_factors
from accounts.models import User


class Backend(AuthenticationBackend):
    """allauth's backend, with what the second-factor rule needs loaded along."""

    def get_user(self, user_id: UUID | str) -> User | None:
        """The active user with this id, or None."""
        try:
            return with_factors(User.objects.active().filter(pk=user_id), timezone.now()).first()
        except ValidationError:
            return None
