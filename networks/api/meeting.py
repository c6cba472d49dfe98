"""Meetings: calling people together, the agenda, the information round, family time, and how they end."""

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads, revises
from carenet.lib.rest.fields import Code, Day, Moment, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import meeting_family
from networks import meetings as reading
from networks.access import network_for
from networks.actions import meeting as actions
from networks.actions import meeting_close as closing
from networks.actions import meeting_family as among_family
from networks.actions import meeting_point as agenda
from networks.choices import Visibility
from networks.choices.meeting import Coming, MeetingPhase, PointSource
from networks.meeting_family import family_for, word_for
from networks.meetings import contribution_for, led_meeting_for, meeting_for, point_for
from networks.models import Attendance, Contribution, FamilyWord, Meeting, MeetingPoint, SkippedReview
from networks.models.meeting import OPEN_TO
from networks.rhythm import to_wall
from networks.standing import Permission, Seat

SEEN = "networks.meeting_seen"
LEVELS = [(one.value, one.label) for one in Visibility if one.value in OPEN_TO]


class MeetingShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    author = serializers.CharField(source="author.name", help_text="The name of who called it.")
    title = serializers.CharField()
    words = serializers.CharField(help_text="A word with the invitation.")
    where = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    everybody = serializers.BooleanField(help_text="All members were invited.")
    phase = serializers.ChoiceField(MeetingPhase.choices, source="shown_phase")
    reason = serializers.CharField(help_text="Why it was called off.")
    closed_at = serializers.DateTimeField(allow_null=True)
    check_on = serializers.DateField(allow_null=True, help_text="When the house asks how far it is.")
    checked_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class AttendanceShape(Shape):
    member = serializers.UUIDField(source="member_id")
    name = serializers.CharField(source="member.name")
    answer = serializers.ChoiceField([*Coming.choices, ("", "none yet")])
    came = serializers.BooleanField(allow_null=True)


class PointShape(Shape):
    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id")
    source = serializers.ChoiceField(PointSource.choices)  # type: ignore[assignment]
    sentence = serializers.CharField(help_text="What it is about, in the words behind it.")
    need = serializers.UUIDField(allow_null=True, source="need_id")
    barrier = serializers.UUIDField(allow_null=True, source="barrier_id")
    signal = serializers.UUIDField(allow_null=True, source="signal_id")
    author = serializers.CharField(source="author.name")
    visibility = serializers.ChoiceField(LEVELS)
    since = serializers.DateTimeField()

    @staticmethod
    def read_sentence(row: MeetingPoint) -> str:
        """What a point is about."""
        return reading.sentence(row)


class ToldShape(Shape):
    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id")
    member = serializers.UUIDField(source="member_id")
    name = serializers.CharField(source="member.name")
    text = serializers.CharField()
    since = serializers.DateTimeField()


class FamilyWordShape(Shape):
    id = serializers.UUIDField()
    meeting = serializers.UUIDField(source="meeting_id")
    author = serializers.CharField(source="author.name")
    text = serializers.CharField()
    since = serializers.DateTimeField()


class WhenBody(Body):
    title = Text(max_length=120)
    starts = Moment(help_text="When it begins.")
    minutes = serializers.IntegerField(min_value=1, max_value=1440)
    where = Text(required=False, allow_blank=True, max_length=200)
    words = Text(required=False, allow_blank=True, max_length=1000)


class CallBody(WhenBody):
    minutes = serializers.IntegerField(required=False, min_value=1, max_value=1440)
    members = serializers.ListField(
        child=Ref(), required=False, allow_null=True, max_length=500, help_text="Without it: everybody."
    )


class MembersBody(Body):
    members = serializers.ListField(child=Ref(), max_length=500)


class AnswerMeetingBody(Body):
    answer = Code(Coming.choices)
    member = Ref(required=False, help_text="Somebody without an account; for who arranges the meeting.")


class PhaseBody(Body):
    phase = Code(MeetingPhase.choices)


class CloseBody(Body):
    came = serializers.ListField(child=Ref(), max_length=500, help_text="Members who were there.")
    check_on = Day(required=False, help_text="Without it: four weeks from now.")


class CallOffBody(Body):
    reason = Text(required=False, allow_blank=True, max_length=200)


class PointBody(Body):
    words = Text(max_length=300)
    visibility = Code(LEVELS, required=False)


class FromBody(Body):
    needs = serializers.ListField(child=Ref(), required=False, max_length=100)
    differences = serializers.ListField(child=Ref(), required=False, max_length=100)
    barriers = serializers.ListField(child=Ref(), required=False, max_length=100)
    signals = serializers.ListField(child=Ref(), required=False, max_length=100)


class ToldBody(Body):
    text = Text(max_length=1000)


class FamilyWordBody(Body):
    text = Text(max_length=2000)


class SkipBody(Body):
    next_on = Day(help_text="The next day to look back together.")
    reason = Text(max_length=200)


class SkippedShape(Shape):
    due_on = serializers.DateField()
    next_on = serializers.DateField()
    reason = serializers.CharField()


class MeetingQuery(Paged):
    state = Code(["to_come", "over"], required=False)


def shown(seat: Seat, row: Meeting) -> Meeting:
    """The meeting as this seat may know it."""
    vars(row)["shown_phase"] = row.phase_for(seat).value
    return row


def _all_shown(seat: Seat, rows: list[Meeting]) -> None:
    for row in rows:
        shown(seat, row)


def _wall(seat: Seat, given: dict[str, Any]) -> dict[str, Any]:
    """What came in, with the moment as the clock of the network shows it."""
    if "starts" in given:
        given["starts"] = to_wall(given["starts"], seat.network.zone)
    return given


class Meetings(Address):
    @lists(MeetingShape, asks=MeetingQuery)
    def get(self, pk: UUID) -> InOrder:
        """The meetings I may know of, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW, look="networks.meetings_seen")
        rows: QuerySet[Meeting] = reading.visible_meetings(seat)
        if state := self.asked.get("state"):
            rows = reading.listed(seat, over=state == "over")
        return InOrder(rows, ("-starts_at", "-id"), partial(_all_shown, seat))

    @adds(CallBody, MeetingShape, at="meeting")
    def post(self, pk: UUID) -> Meeting:
        """Call people together and invite them."""
        seat = network_for(self.user, pk, Permission.ORGANIZE)
        return shown(seat, actions.call_meeting(actor=seat, **_wall(seat, self.body())))


class OneMeeting(Address):
    @reads(MeetingShape)
    def get(self, pk: UUID) -> Meeting:
        """One meeting."""
        seat, row = meeting_for(self.user, pk, Permission.VIEW, look=SEEN)
        return shown(seat, row)

    @revises(WhenBody, MeetingShape)
    def patch(self, pk: UUID) -> Meeting:
        """Change what a planned meeting is about, when or where."""
        seat, row = led_meeting_for(self.user, pk)
        given = {name: getattr(row, name) for name in ("title", "minutes", "where", "words")}
        given |= {"starts": row.starts_at} | self.body()
        version = self.version_of(row)
        done = actions.revise_meeting(actor=seat, meeting=pk, version=version, **_wall(seat, given))
        return shown(seat, done)


class Attendances(Address):
    @lists(AttendanceShape)
    def get(self, pk: UUID) -> list[Attendance]:
        """Who is invited, and what they answered."""
        _seat, row = meeting_for(self.user, pk, Permission.VIEW, look=SEEN)
        return reading.attendances(row)

    @acts(MeetingShape, MembersBody)
    def post(self, pk: UUID) -> Meeting:
        """Invite more people."""
        seat, _row = led_meeting_for(self.user, pk)
        return shown(seat, actions.invite_to_meeting(actor=seat, meeting=pk, **self.body()))


class AnswerMeeting(Address):
    @acts(AttendanceShape, AnswerMeetingBody)
    def post(self, pk: UUID) -> Attendance:
        """Say whether I come."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        return actions.answer_meeting(actor=seat, meeting=pk, **self.body())


class GoOn(Address):
    @acts(MeetingShape, PhaseBody)
    def post(self, pk: UUID) -> Meeting:
        """Take a meeting to its next phase."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        given = self.body()
        return shown(seat, actions.go_on(actor=seat, meeting=pk, phase=MeetingPhase(given["phase"])))


class CloseMeeting(Address):
    @acts(MeetingShape, CloseBody, minds_version=True)
    def post(self, pk: UUID) -> Meeting:
        """Close a meeting: who was there, and when the house asks how far it is."""
        seat, row = led_meeting_for(self.user, pk)
        given = self.body()
        version = self.version_of(row)
        return shown(seat, closing.close_meeting(actor=seat, meeting=pk, version=version, **given))


class CallOff(Address):
    @acts(MeetingShape, CallOffBody, minds_version=True)
    def post(self, pk: UUID) -> Meeting:
        """Call a meeting off."""
        seat, row = led_meeting_for(self.user, pk)
        given = self.body()
        version = self.version_of(row)
        return shown(seat, actions.call_off_meeting(actor=seat, meeting=pk, version=version, **given))


class Points(Address):
    @lists(PointShape)
    def get(self, pk: UUID) -> list[MeetingPoint]:
        """The agenda, as far as I may read what is behind it."""
        seat, row = meeting_for(self.user, pk, Permission.VIEW, look=SEEN)
        return reading.points(seat, row)

    @adds(PointBody, PointShape)
    def post(self, pk: UUID) -> MeetingPoint:
        """Put a point of my own on the agenda."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        return agenda.add_point(actor=seat, meeting=pk, **self.body())


class PointsFrom(Address):
    @acts(None, FromBody)
    def post(self, pk: UUID) -> None:
        """Put needs, differences, barriers or signals on the agenda."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        agenda.add_points(actor=seat, meeting=pk, **self.body())


class PointOff(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take a point off the agenda."""
        seat, _row = point_for(self.user, pk, Permission.VIEW)
        self.body()
        agenda.take_off_point(actor=seat, point=pk)


class Told(Address):
    @lists(ToldShape)
    def get(self, pk: UUID) -> list[Contribution]:
        """What professionals told at the information round."""
        seat, row = meeting_for(self.user, pk, Permission.VIEW, look=SEEN)
        return list(reading.contributions(seat).filter(meeting=row))

    @adds(ToldBody, ToldShape)
    def post(self, pk: UUID) -> Contribution:
        """Tell something, as a professional."""
        seat, _row = meeting_for(self.user, pk, Permission.VIEW)
        return agenda.inform(actor=seat, meeting=pk, **self.body())


class TakeBackTold(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take back what I told."""
        seat, _row = contribution_for(self.user, pk, Permission.VIEW)
        self.body()
        agenda.take_back_contribution(actor=seat, contribution=pk)


class FamilyWords(Address):
    @lists(FamilyWordShape)
    def get(self, pk: UUID) -> list[FamilyWord]:
        """What family and friends say among themselves; to anybody else this address does not exist."""
        seat, row = family_for(self.user, pk, Permission.VIEW, look=SEEN)
        return list(meeting_family.words(seat, row))

    @adds(FamilyWordBody, FamilyWordShape)
    def post(self, pk: UUID) -> FamilyWord:
        """Say something among family and friends."""
        seat, _row = family_for(self.user, pk, Permission.VIEW)
        return among_family.say_in_family(actor=seat, meeting=pk, **self.body())


class TakeBackFamilyWord(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Take back what I said among family and friends."""
        seat, _row = word_for(self.user, pk, Permission.VIEW)
        self.body()
        among_family.take_back_family_word(actor=seat, word=pk)


class SkipReview(Address):
    @acts(SkippedShape, SkipBody)
    def post(self, pk: UUID) -> SkippedReview:
        """Leave out looking back together this time, with a reason and the next day."""
        seat = network_for(self.user, pk, Permission.ORGANIZE)
        return closing.skip_review(actor=seat, **self.body())


urlpatterns = [
    path("networks/<uuid:pk>/meetings/", Meetings.as_view(), name="meetings"),
    path("networks/<uuid:pk>/review/skip/", SkipReview.as_view(), name="review_skip"),
    path("meetings/<uuid:pk>/", OneMeeting.as_view(), name="meeting"),
    path("meetings/<uuid:pk>/people/", Attendances.as_view(), name="meeting_people"),
    path("meetings/<uuid:pk>/answer/", AnswerMeeting.as_view(), name="meeting_answer"),
    path("meetings/<uuid:pk>/go-on/", GoOn.as_view(), name="meeting_go_on"),
    path("meetings/<uuid:pk>/close/", CloseMeeting.as_view(), name="meeting_close"),
    path("meetings/<uuid:pk>/call-off/", CallOff.as_view(), name="meeting_call_off"),
    path("meetings/<uuid:pk>/points/", Points.as_view(), name="meeting_points"),
    path("meetings/<uuid:pk>/points/from/", PointsFrom.as_view(), name="meeting_points_from"),
    path("meeting-points/<uuid:pk>/off/", PointOff.as_view(), name="meeting_point_off"),
    path("meetings/<uuid:pk>/told/", Told.as_view(), name="meeting_told"),
    path("contributions/<uuid:pk>/take-back/", TakeBackTold.as_view(), name="contribution_take_back"),
    path("meetings/<uuid:pk>/family/", FamilyWords.as_view(), name="meeting_family"),
    path("family-words/<uuid:pk>/take-back/", TakeBackFamilyWord.as_view(), name="family_word_take_back"),
]
