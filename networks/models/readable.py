"""The one rule for who may read a need or a note, as a condition the database applies."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from networks.choices import Visibility
from networks.standing import Seat


class ReadableQuerySet(QuerySet[Any]):
    """Rows with ``author``, ``for_client``, ``visibility`` and ``named``."""

    def visible_to(self, seat: Seat) -> Self:
        """Rows of the seat's own network that its holder may read.

        The author always may, except the family-only space for somebody who takes part as a professional.
        Whoever speaks for the client reads all but what others keep to themselves or to named people; a
        representative does not read what the client keeps to themselves.
        """
        levels = [Visibility.EVERYONE]
        if seat.close or seat.for_client:
            levels.append(Visibility.CLOSE)
        if seat.formal or seat.for_client:
            levels.append(Visibility.PROFESSIONALS)
        if seat.sees_family:
            levels.append(Visibility.FAMILY)
        allowed: Q = Q(visibility__in=levels) | Q(author=seat.user)
        if seat.for_client:
            written_for = Q(for_client=True)
            if seat.user.pk != seat.network.client.user_id:
                written_for &= ~Q(author=seat.network.client.user_id)
            allowed |= written_for
        if seat.member_ids:
            through = self.model.named.through.objects.filter(
                **{self.model._meta.model_name: OuterRef("pk")}, member__in=seat.member_ids
            )
            allowed |= Q(Exists(through), visibility=Visibility.NAMED)
        rows = self.filter(allowed, network=seat.network)
        return rows if seat.sees_family else rows.exclude(visibility=Visibility.FAMILY)
