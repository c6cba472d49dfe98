"""Promises: who said yes to which date, the stand-in, giving back, taking over, how it went, and swaps."""

from typing import Any
from uuid import UUID

from django.urls import path
from rest_framework import serializers

from carenet.lib.rest.address import Address, acts, adds, lists, reads
from carenet.lib.rest.fields import Code, Day, Flag, Moment, Ref, Text
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape
from networks import load as carried
from networks import promised
from networks.access import network_for
from networks.actions import dateswap as swaps
from networks.actions import pledge as pledges
from networks.actions import promise as actions
from networks.actions import report as reports
from networks.choices import PromiseStatus, Verb
from networks.doors import date_swap_for, occurrence_for, pledge_for, promise_for, task_for
from networks.models import DateSwap, Pledge, Promise
from networks.rhythm import to_wall
from networks.standing import Permission, Seat

MOST_PLACES = 20
MOST_DATES = 60


class PromiseShape(Shape):
    id = serializers.UUIDField()
    occurrence = serializers.UUIDField(source="occurrence_id")
    member = serializers.UUIDField(source="member_id")
    place = serializers.IntegerField(help_text="Which of the places of the task, counted from 0.")
    stands_in = serializers.BooleanField(help_text="Ready to take over; holds no place.")
    status = serializers.ChoiceField(PromiseStatus.choices)
    noted = serializers.BooleanField(help_text="Somebody else noted it, after a yes by telephone.")
    note = serializers.CharField()
    promised_at = serializers.DateTimeField()
    moved_at = serializers.DateTimeField(help_text="When its status changed last.")
    version = serializers.IntegerField()

    @staticmethod
    def read_noted(row: Promise) -> bool:
        return row.said_by_id is not None


class PledgeShape(Shape):
    id = serializers.UUIDField()
    task = serializers.UUIDField(source="task_id")
    member = serializers.UUIDField(source="member_id")
    place = serializers.IntegerField()
    first = serializers.DateField()
    last = serializers.DateField(allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField(), help_text="0 is Monday; none: all.")
    ended_at = serializers.DateTimeField(allow_null=True)


class DateSwapShape(Shape):
    id = serializers.UUIDField()
    promise = serializers.UUIDField(source="promise_id")
    wanted = serializers.ListField(child=serializers.UUIDField(), source="wanted_ids")
    note = serializers.CharField()
    asked_at = serializers.DateTimeField()
    solved_with = serializers.UUIDField(source="solved_with_id", allow_null=True)
    solved_at = serializers.DateTimeField(allow_null=True)
    taken_back_at = serializers.DateTimeField(allow_null=True)


class StepShape(Shape):
    words = serializers.CharField(help_text="In the language of the request.")
    people = serializers.IntegerField()

    @staticmethod
    def read_words(step: carried.Step) -> str:
        return str(step.words)


class OwnLoadShape(Shape):
    hours = serializers.FloatField()
    dates = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True)


class SpreadShape(Shape):
    """How many people carry how much; never who."""

    steps = StepShape(many=True)
    people = serializers.IntegerField()
    hours = serializers.FloatField()
    over = serializers.IntegerField(help_text="How many are over their own limit.")


class LoadShape(Shape):
    own = OwnLoadShape(allow_null=True)
    spread = SpreadShape(allow_null=True, help_text="For who organises; null for others.")


class PromiseBody(Body):
    member = Ref(required=False, help_text="For whom, after a yes by telephone; oneself when left out.")
    place = serializers.IntegerField(required=False, min_value=0, max_value=MOST_PLACES - 1)
    stands_in = Flag(required=False)
    note = Text(required=False, allow_blank=True, max_length=300)


class ReasonBody(Body):
    reason = Text(required=False, allow_blank=True, max_length=300)


class TakeOverBody(Body):
    note = Text(required=False, allow_blank=True, max_length=300)


class ReportBody(Body):
    verb = Code([(one.value, one.label) for one in reports.REPORTABLE])
    reason = Text(required=False, allow_blank=True, max_length=300)


class OtherDayBody(Body):
    starts_at = Moment()


class DatesBody(Body):
    occurrences = serializers.ListField(child=Ref(), min_length=1, max_length=MOST_DATES)
    place = serializers.IntegerField(required=False, min_value=0, max_value=MOST_PLACES - 1)


class PledgeBody(Body):
    first = Day()
    last = Day(required=False)
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), required=False, max_length=7
    )
    place = serializers.IntegerField(required=False, min_value=0, max_value=MOST_PLACES - 1)
    member = Ref(required=False)


class DateSwapBody(Body):
    wanted = serializers.ListField(child=Ref(), min_length=1, max_length=MOST_DATES)
    note = Text(required=False, allow_blank=True, max_length=300)


class AcceptBody(Body):
    promise = Ref()


class PromiseQuery(Paged):
    status = Code(PromiseStatus.choices, required=False)


def as_now(seat: Seat, pk: UUID) -> Promise:
    """The promise as it stands after a change."""
    return promise_for(seat.user, pk, Permission.VIEW)[1]


def with_wanted(swap: Any) -> DateSwap:
    """The question to swap with the promises it is about."""
    swap.wanted_ids = list(swap.wanted.order_by("pk").values_list("pk", flat=True))
    return swap  # type: ignore[no-any-return]


class Promises(Address):
    @lists(PromiseShape, asks=Paged)
    def get(self, pk: UUID) -> InOrder:
        """Everybody's yes to a date. What was taken back is read by its holder and by who arranges it."""
        seat, date = occurrence_for(self.user, pk, Permission.VIEW, look="networks.date_seen")
        return InOrder(promised.promises_at(seat, date), ("promised_at", "id"))

    @adds(PromiseBody, PromiseShape, at="promise")
    def post(self, pk: UUID) -> Promise:
        """Promise a date, be its stand-in, or note a yes by telephone. One place is held once."""
        seat, _date = occurrence_for(self.user, pk, Permission.PROMISE)
        return actions.promise(actor=seat, occurrence=pk, **self.body())


class MyPromises(Address):
    @lists(PromiseShape, asks=PromiseQuery)
    def get(self, pk: UUID) -> InOrder:
        """What I promised in this network, the latest first."""
        seat = network_for(self.user, pk, Permission.VIEW)
        rows = promised.promises_of(seat, seat.member_ids)
        if status := self.asked.get("status"):
            rows = rows.filter(status=status)
        return InOrder(rows, ("-promised_at", "-id"))


class OnePromise(Address):
    @reads(PromiseShape)
    def get(self, pk: UUID) -> Promise:
        """One promise."""
        seat, row = promise_for(self.user, pk, Permission.VIEW)
        occurrence_for(seat.user, row.occurrence_id, Permission.VIEW, look="networks.date_seen")
        return row


class PromiseCannot(Address):
    @acts(PromiseShape, ReasonBody)
    def post(self, pk: UUID) -> Promise:
        """I can't after all. No reason is needed."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        actions.cannot(actor=seat, promise=pk, **self.body())
        return as_now(seat, pk)


class PromiseBack(Address):
    @acts(PromiseShape)
    def post(self, pk: UUID) -> Promise:
        """I can after all."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        self.body()
        actions.can_after_all(actor=seat, promise=pk)
        return as_now(seat, pk)


class PromiseTakeOver(Address):
    @acts(PromiseShape, TakeOverBody)
    def post(self, pk: UUID) -> Promise:
        """Take over from somebody who cannot; answers the promise that is mine now."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        return actions.take_over(actor=seat, promise=pk, **self.body())


class PromiseRelease(Address):
    @acts(PromiseShape)
    def post(self, pk: UUID) -> Promise:
        """Free somebody from a promise, for who arranges it."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        self.body()
        actions.release(actor=seat, promise=pk)
        return as_now(seat, pk)


class PromiseNotRight(Address):
    @acts(PromiseShape)
    def post(self, pk: UUID) -> Promise:
        """A promise that somebody else noted for me is not right."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        self.body()
        actions.not_right(actor=seat, promise=pk)
        return as_now(seat, pk)


class PromiseReport(Address):
    @acts(PromiseShape, ReportBody)
    def post(self, pk: UUID) -> Promise:
        """How it went: done, or did not happen. Once; afterwards it is corrected."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        given = self.body()
        reports.report(actor=seat, promise=pk, verb=Verb(given.pop("verb")), **given)
        return as_now(seat, pk)


class PromiseOtherDay(Address):
    @acts(PromiseShape, OtherDayBody)
    def post(self, pk: UUID) -> Promise:
        """It did not happen and will at this moment: the date moves, and the promise stands."""
        seat, row = promise_for(self.user, pk, Permission.PROMISE)
        starts = to_wall(self.body()["starts_at"], row.occurrence.task.zone)
        reports.other_day(actor=seat, promise=pk, starts=starts)
        return as_now(seat, pk)


class PromiseCorrect(Address):
    @acts(PromiseShape, ReasonBody)
    def post(self, pk: UUID) -> Promise:
        """Correct what was reported."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        reports.correct(actor=seat, promise=pk, **self.body())
        return as_now(seat, pk)


class PromiseDates(Address):
    @acts(None, DatesBody)
    def post(self, pk: UUID) -> None:
        """Promise several dates of a task; what was taken meanwhile is left out."""
        seat, _task = task_for(self.user, pk, Permission.PROMISE)
        pledges.promise_dates(actor=seat, task=pk, **self.body())


class Pledges(Address):
    @lists(PledgeShape)
    def get(self, pk: UUID) -> list[Pledge]:
        """Who said yes for a while to a task."""
        seat, task = task_for(self.user, pk, Permission.VIEW, look="networks.task_seen")
        return promised.pledges_of(seat, task)

    @adds(PledgeBody, PledgeShape)
    def post(self, pk: UUID) -> Pledge:
        """Promise every date for a while, such as every Tuesday until July."""
        seat, _task = task_for(self.user, pk, Permission.PROMISE)
        return pledges.pledge(actor=seat, task=pk, **self.body())


class EndPledge(Address):
    @acts(PledgeShape)
    def post(self, pk: UUID) -> Pledge:
        """End a yes for a while; its dates to come are open again."""
        seat, _pledge = pledge_for(self.user, pk, Permission.PROMISE)
        self.body()
        return pledges.end_pledge(actor=seat, pledge=pk)


class DateSwaps(Address):
    @adds(DateSwapBody, DateSwapShape, at="date_swap")
    def post(self, pk: UUID) -> DateSwap:
        """Offer my date for one of others' dates of the same task."""
        seat, _row = promise_for(self.user, pk, Permission.PROMISE)
        return with_wanted(swaps.ask_date_swap(actor=seat, promise=pk, **self.body()))


class OneDateSwap(Address):
    @reads(DateSwapShape)
    def get(self, pk: UUID) -> DateSwap:
        """One question to swap dates."""
        seat, swap = date_swap_for(self.user, pk, Permission.VIEW)
        occurrence_for(seat.user, swap.promise.occurrence_id, Permission.VIEW, look="networks.date_seen")
        return with_wanted(swap)


class AcceptDateSwap(Address):
    @acts(DateSwapShape, AcceptBody)
    def post(self, pk: UUID) -> DateSwap:
        """Say yes with my own date. The first yes wins."""
        seat, _swap = date_swap_for(self.user, pk, Permission.PROMISE)
        return with_wanted(swaps.accept_date_swap(actor=seat, swap=pk, **self.body()))


class TakeBackDateSwap(Address):
    @acts(DateSwapShape)
    def post(self, pk: UUID) -> DateSwap:
        """Take my question back."""
        seat, _swap = date_swap_for(self.user, pk, Permission.PROMISE)
        self.body()
        return with_wanted(swaps.take_back_date_swap(actor=seat, swap=pk))


class Load(Address):
    @reads(LoadShape)
    def get(self, pk: UUID) -> Any:
        """My own hours this month, and for who organises how they are spread, without names."""
        seat = network_for(self.user, pk, Permission.VIEW)
        organises = seat.may(Permission.ORGANIZE)
        if organises:
            network_for(self.user, pk, Permission.VIEW, look="networks.load_seen")
        return carried.Load(
            own=carried.own(seat) if seat.member_ids else None,
            spread=carried.spread(seat) if organises else None,
        )


urlpatterns = [
    path("dates/<uuid:pk>/promises/", Promises.as_view(), name="promises"),
    path("networks/<uuid:pk>/my-promises/", MyPromises.as_view(), name="my_promises"),
    path("promises/<uuid:pk>/", OnePromise.as_view(), name="promise"),
    path("promises/<uuid:pk>/cannot/", PromiseCannot.as_view(), name="promise_cannot"),
    path("promises/<uuid:pk>/back/", PromiseBack.as_view(), name="promise_back"),
    path("promises/<uuid:pk>/take-over/", PromiseTakeOver.as_view(), name="promise_take_over"),
    path("promises/<uuid:pk>/release/", PromiseRelease.as_view(), name="promise_release"),
    path("promises/<uuid:pk>/not-right/", PromiseNotRight.as_view(), name="promise_not_right"),
    path("promises/<uuid:pk>/report/", PromiseReport.as_view(), name="promise_report"),
    path("promises/<uuid:pk>/other-day/", PromiseOtherDay.as_view(), name="promise_other_day"),
    path("promises/<uuid:pk>/correct/", PromiseCorrect.as_view(), name="promise_correct"),
    path("tasks/<uuid:pk>/promise-dates/", PromiseDates.as_view(), name="promise_dates"),
    path("tasks/<uuid:pk>/pledges/", Pledges.as_view(), name="pledges"),
    path("pledges/<uuid:pk>/end/", EndPledge.as_view(), name="pledge_end"),
    path("promises/<uuid:pk>/date-swaps/", DateSwaps.as_view(), name="date_swaps"),
    path("date-swaps/<uuid:pk>/", OneDateSwap.as_view(), name="date_swap"),
    path("date-swaps/<uuid:pk>/accept/", AcceptDateSwap.as_view(), name="date_swap_accept"),
    path("date-swaps/<uuid:pk>/take-back/", TakeBackDateSwap.as_view(), name="date_swap_take_back"),
    path("networks/<uuid:pk>/load/", Load.as_view(), name="load"),
]
