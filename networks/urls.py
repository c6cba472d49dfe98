"""The addresses of networks and what is in them, by noun."""

from django.urls import path

from networks.views import (
    domain,
    intake,
    invitation,
    join,
    member,
    need,
    network,
    note,
    settings,
    start,
    story,
    today,
)

app_name = "networks"

urlpatterns = [
    path("", today.today, name="today"),
    path("start/", start.start, name="start"),
    path("start/people/", start.start_people, name="start_people"),
    path("start/needs/", start.start_needs, name="start_needs"),
    # From a file
    path("import/", intake.import_file, name="import"),
    path("import/<uuid:pk>/", intake.import_preview, name="import_preview"),
    path("import/<uuid:pk>/drop/", intake.import_drop, name="import_drop"),
    path("networks/<uuid:pk>/import/", intake.import_into_network, name="import_into"),
    # Parts of life
    path("organisations/<uuid:pk>/parts-of-life/", domain.domains, name="domains"),
    path("parts-of-life/<uuid:pk>/", domain.domain_rename, name="domain_rename"),
    # Networks
    path("networks/", network.networks, name="list"),
    path("networks/<uuid:pk>/", network.network, name="network"),
    # Settings
    path("networks/<uuid:pk>/settings/", settings.settings, name="settings"),
    path("networks/<uuid:pk>/settings/client/", settings.settings_client, name="settings_client"),
    path("networks/<uuid:pk>/stewards/appoint/", settings.steward_appoint, name="steward_appoint"),
    path("networks/<uuid:pk>/stewards/<uuid:row>/dismiss/", settings.steward_dismiss, name="steward_dismiss"),
    path(
        "networks/<uuid:pk>/representatives/appoint/",
        settings.representative_appoint,
        name="representative_appoint",
    ),
    path(
        "networks/<uuid:pk>/representatives/<uuid:row>/end/",
        settings.representative_end,
        name="representative_end",
    ),
    path("networks/<uuid:pk>/activate/", settings.activate, name="activate"),
    path("networks/<uuid:pk>/rest/", settings.rest, name="rest"),
    path("networks/<uuid:pk>/end/", settings.end, name="end"),
    path("networks/<uuid:pk>/reopen/", settings.reopen, name="reopen"),
    path("networks/<uuid:pk>/leave/", settings.leave, name="leave"),
    # People
    path("networks/<uuid:pk>/people/", member.people, name="people"),
    path("networks/<uuid:pk>/people/add/", member.person_add, name="person_add"),
    path("people/<uuid:pk>/", member.person, name="person"),
    path("people/<uuid:pk>/edit/", member.person_edit, name="person_edit"),
    path("people/<uuid:pk>/place/", member.person_place, name="person_place"),
    path("people/<uuid:pk>/pause/", member.person_pause, name="person_pause"),
    path("people/<uuid:pk>/resume/", member.person_resume, name="person_resume"),
    path("people/<uuid:pk>/joined/", member.person_joined, name="person_joined"),
    path("people/<uuid:pk>/end/", member.person_end, name="person_end"),
    path("people/<uuid:pk>/return/", member.person_return, name="person_return"),
    path("people/<uuid:pk>/roles/add/", member.role_add, name="role_add"),
    path("roles/<uuid:pk>/end/", member.role_end, name="role_end"),
    # Invitations
    path("people/<uuid:pk>/invite/", invitation.invite, name="invite"),
    path("networks/<uuid:pk>/invite-client/", invitation.invite_client, name="invite_client"),
    path("networks/<uuid:pk>/invitations/", invitation.invitations, name="invitations"),
    path("invitations/<uuid:pk>/", invitation.invitation, name="invitation"),
    path("invitations/<uuid:pk>/approve/", invitation.invitation_approve, name="invitation_approve"),
    path("invitations/<uuid:pk>/refuse/", invitation.invitation_refuse, name="invitation_refuse"),
    path("invitations/<uuid:pk>/resend/", invitation.invitation_resend, name="invitation_resend"),
    path("invitations/<uuid:pk>/revoke/", invitation.invitation_revoke, name="invitation_revoke"),
    path("invitations/<uuid:pk>/reply/", invitation.invitation_reply, name="invitation_reply"),
    path("invitations/<uuid:pk>/letter/", invitation.invitation_letter, name="invitation_letter"),
    path("networks/<uuid:pk>/welcome/", join.join_welcome, name="join_welcome"),
    path("join/", join.join_code, name="join_code"),
    path("join/answer/", join.join_answer, name="join_answer"),
    path("join/<str:token>/", join.join, name="join"),
    # Needs
    path("networks/<uuid:pk>/needs/", need.needs, name="needs"),
    path("networks/<uuid:pk>/needs/add/", need.need_add, name="need_add"),
    path("needs/<uuid:pk>/", need.need, name="need"),
    path("needs/<uuid:pk>/edit/", need.need_edit, name="need_edit"),
    path("needs/<uuid:pk>/audience/", need.need_audience, name="need_audience"),
    path("needs/<uuid:pk>/status/", need.need_status, name="need_status"),
    path("needs/<uuid:pk>/view/", need.need_view, name="need_view"),
    path("needs/<uuid:pk>/link/", need.need_link, name="need_link"),
    path("links/<uuid:pk>/end/", need.link_end, name="link_end"),
    # Notes
    path("networks/<uuid:pk>/notes/", note.notes, name="notes"),
    path("networks/<uuid:pk>/notes/add/", note.note_add, name="note_add"),
    path("notes/<uuid:pk>/audience/", note.note_audience, name="note_audience"),
    path("notes/<uuid:pk>/take-back/", note.note_take_back, name="note_take_back"),
    # Stories and questions
    path("networks/<uuid:pk>/stories/", story.stories, name="stories"),
    path("networks/<uuid:pk>/stories/add/", story.story_add, name="story_add"),
    path("stories/<uuid:pk>/", story.story, name="story"),
    path("stories/<uuid:pk>/audience/", story.story_audience, name="story_audience"),
    path("stories/<uuid:pk>/take-back/", story.story_take_back, name="story_take_back"),
    path("stories/<uuid:pk>/photo/", story.story_photo, name="story_photo"),
    path("stories/<uuid:pk>/replies/add/", story.reply_add, name="reply_add"),
    path("stories/<uuid:pk>/thanks/", story.thanks_add, name="thanks_add"),
    path("replies/<uuid:pk>/take-back/", story.reply_take_back, name="reply_take_back"),
    path("promises/<uuid:pk>/thanks/", story.promise_thanks, name="promise_thanks"),
]
