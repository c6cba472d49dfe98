"""The API of networks, by noun, through the same doors and actions as the pages."""

from networks.api import domain, govern, intake, invitation, join, member, need, network, note, story

urlpatterns = [
    *network.urlpatterns,
    *govern.urlpatterns,
    *member.urlpatterns,
    *domain.urlpatterns,
    *need.urlpatterns,
    *note.urlpatterns,
    *story.urlpatterns,
    *invitation.urlpatterns,
    *join.urlpatterns,
    *intake.urlpatterns,
]
