"""The API of networks, by noun, through the same doors and actions as the pages."""

from networks.api import (
    barrier,
    calendar,
    challenge,
    domain,
    govern,
    intake,
    invitation,
    join,
    member,
    need,
    network,
    note,
    story,
    suggestion,
    swap,
    talent,
)

urlpatterns = [
    *network.urlpatterns,
    *govern.urlpatterns,
    *member.urlpatterns,
    *domain.urlpatterns,
    *need.urlpatterns,
    *note.urlpatterns,
    *talent.urlpatterns,
    *challenge.urlpatterns,
    *barrier.urlpatterns,
    *swap.urlpatterns,
    *suggestion.urlpatterns,
    *calendar.urlpatterns,
    *story.urlpatterns,
    *invitation.urlpatterns,
    *join.urlpatterns,
    *intake.urlpatterns,
]
