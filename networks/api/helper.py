"""For who helps without an account: the secret of the link travels in the body. Only acts change anything."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import Throttled

from carenet.lib.errors import DomainError
from carenet.lib.rest.address import Address, OpenAddress, acts, adds
from carenet.lib.rest.fields import Code, Day, Flag, Mail, Ref, Text
from carenet.lib.rest.rates import SecretRate
from carenet.lib.rest.shapes import Body, Shape
from networks import helped, tries
from networks.access import member_for, network_for
from networks.actions import helper as actions
from networks.choices import Answer, PromiseStatus, Verb
from networks.helped import Mine, Question, Sheet
from networks.helping import Opens, opened
from networks.models import Member, Occurrence
from networks.standing import Permission


class HelpDateShape(Shape):
    """One date, as somebody without an account sees it: never a need, never an address."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    where = serializers.CharField()
    bring = serializers.CharField()
    avoid = serializers.CharField()

    @staticmethod
    def read_title(date: Occurrence) -> str:
        return date.own("title")

    @staticmethod
    def read_where(date: Occurrence) -> str:
        return date.own("where")

    @staticmethod
    def read_bring(date: Occurrence) -> str:
        return date.own("bring")

    @staticmethod
    def read_avoid(date: Occurrence) -> str:
        return date.own("avoid")


class HelpQuestionShape(Shape):
    author = serializers.CharField(help_text="Who asks.")
    for_client = serializers.BooleanField(source="ask.for_client")
    words = serializers.CharField(source="ask.words")
    title = serializers.CharField(source="ask.task.title")
    stands = serializers.ChoiceField([(one.value, one.value) for one in helped.Stands])
    answer = serializers.CharField(source="asked.answer", help_text="What you answered, if anything.")
    dates = HelpDateShape(many=True, help_text="To which you can say yes.")

    @staticmethod
    def read_author(question: Question) -> str:
        return question.who


class HelpPromiseShape(Shape):
    id = serializers.UUIDField(source="promise.pk")
    date = HelpDateShape()
    status = serializers.ChoiceField(PromiseStatus.choices, source="promise.status")
    stands_in = serializers.BooleanField(source="promise.stands_in")
    address = serializers.CharField(help_text="While you hold the promise, until it is over; else empty.")
    verbs = serializers.ListField(child=serializers.ChoiceField(Verb.choices), help_text="What you can do.")

    @staticmethod
    def read_address(mine: Mine) -> str:
        return mine.date.task.address if mine.shows_address else ""

    @staticmethod
    def read_verbs(mine: Mine) -> list[str]:
        return [verb.value for verb in mine.verbs]


class HelpShape(Shape):
    """All that a link opens: one ask and what you promised yourself."""

    client = serializers.CharField(help_text="Who needs help.")
    name = serializers.CharField(source="link.member.name", help_text="Whom the link is for.")
    expires_at = serializers.DateTimeField(source="link.expires_at")
    no_mail = serializers.BooleanField(help_text="Whether you asked for no more mail.")
    question = HelpQuestionShape(allow_null=True)
    promises = HelpPromiseShape(many=True)

    @staticmethod
    def read_question(sheet: Sheet) -> Question | None:
        return sheet.question


class HelpBody(Body):
    secret = Text(max_length=200, help_text="From the link in the mail.")


class HelpAnswerBody(HelpBody):
    answer = Code(Answer.choices)
    note = Text(required=False, allow_blank=True, max_length=300)
    not_until = Day(required=False, help_text="Needed for not_until, and only there.")
    occurrence = Ref(required=False, help_text="Which date, when there are several.")


class HelpDateBody(HelpBody):
    occurrence = Ref()


class HelpMoveBody(HelpBody):
    promise = Ref()
    verb = Code(Verb.choices)
    reason = Text(required=False, allow_blank=True, max_length=300)


class HelpMailBody(HelpBody):
    stop = Flag(required=False, help_text="False for mail again.")


class LostLinkBody(Body):
    email = Mail(max_length=254)


class GuestBody(Body):
    name = Text(max_length=150)
    email = Mail(max_length=254)


class GuestShape(Shape):
    id = serializers.UUIDField()
    network = serializers.UUIDField(source="network_id")
    name = serializers.CharField()
    takes_part = serializers.BooleanField(help_text="Whether they can be asked now.")
    version = serializers.IntegerField()


def behind(secret: str, at: datetime) -> Sheet:
    """What this secret opens. Raises Http404, and a DomainError where there is something kinder to say."""
    opens, link = opened(secret, at)
    if opens == Opens.JOINED:
        raise DomainError(_("You have an account now. Sign in to answer."), code="joined")
    if opens == Opens.MOURNING:
        raise DomainError(_("Nothing is asked of you any more. Thank you for what you did."), code="ended")
    if link is None:
        raise Http404
    return helped.sheet(link, at)


class HelpAddress(OpenAddress):
    """An address for who has a link: it is opened before anything is done with it."""

    throttle_classes = (SecretRate,)

    def sent(self) -> dict[str, Any]:
        """The body, once the secret in it has opened something."""
        given = self.body()
        behind(given["secret"], timezone.now())
        return given

    def as_now(self, secret: str) -> Sheet:
        """What the link shows after something was done."""
        return behind(secret, timezone.now())


class Help(HelpAddress):
    @acts(HelpShape, HelpBody)
    def post(self) -> Sheet:
        """See what I am asked and what I promised. Nothing changes."""
        return self.as_now(self.body()["secret"])


class HelpAnswer(HelpAddress):
    @acts(HelpShape, HelpAnswerBody)
    def post(self) -> Sheet:
        """Answer: yes, maybe, not this time, not this kind of thing, not until a day."""
        given = self.sent()
        given["answer"] = Answer(given["answer"])
        actions.answer_by_link(**given)
        return self.as_now(given["secret"])


class HelpStandIn(HelpAddress):
    @acts(HelpShape, HelpDateBody)
    def post(self) -> Sheet:
        """Be the stand-in for a date of the ask that somebody else promised."""
        given = self.sent()
        actions.stand_in_by_link(**given)
        return self.as_now(given["secret"])


class HelpMove(HelpAddress):
    @acts(HelpShape, HelpMoveBody)
    def post(self) -> Sheet:
        """Do something with my promise: I can't after all, take over, how it went."""
        given = self.sent()
        given["verb"] = Verb(given["verb"])
        actions.move_by_link(**given)
        return self.as_now(given["secret"])


class HelpMail(HelpAddress):
    @acts(HelpShape, HelpMailBody)
    def post(self) -> Sheet:
        """No more mail from this network, or mail again."""
        given = self.sent()
        actions.stop_mail_by_link(**given)
        return self.as_now(given["secret"])


class HelpNotMe(HelpAddress):
    @acts(None, HelpBody)
    def post(self) -> None:
        """The link came to somebody else: close it."""
        actions.close_link(secret=self.sent()["secret"])


class HelpLost(OpenAddress):
    throttle_classes = (SecretRate,)

    @acts(None, LostLinkBody)
    def post(self) -> None:
        """Send new links to this address. The answer is the same whether it is known here or not."""
        given = self.body()
        if not tries.take_try(get_adapter(self.request).get_client_ip(self.request), of="lost-link"):
            raise Throttled(wait=tries.PERIOD)
        actions.resend_links(**given)


class Guests(Address):
    @adds(GuestBody, GuestShape)
    def post(self, pk: UUID) -> Member:
        """Add somebody only to be asked by mail; a proposal from who may not organise."""
        seat = network_for(self.user, pk, Permission.PROPOSE_PERSON)
        return actions.add_guest(actor=seat, **self.body())


class RevokeLinks(Address):
    @acts(None)
    def post(self, pk: UUID) -> None:
        """Make every link in mails to a member worthless."""
        seat, _member = member_for(self.user, pk, Permission.GOVERN_MEMBERS)
        self.body()
        actions.revoke_links(actor=seat, member=pk)


urlpatterns = [
    path("help/", Help.as_view(), name="help"),
    path("help/answer/", HelpAnswer.as_view(), name="help_answer"),
    path("help/stand-in/", HelpStandIn.as_view(), name="help_stand_in"),
    path("help/move/", HelpMove.as_view(), name="help_move"),
    path("help/mail/", HelpMail.as_view(), name="help_mail"),
    path("help/not-me/", HelpNotMe.as_view(), name="help_not_me"),
    path("help/lost/", HelpLost.as_view(), name="help_lost"),
    path("networks/<uuid:pk>/guests/", Guests.as_view(), name="guests"),
    path("members/<uuid:pk>/links/revoke/", RevokeLinks.as_view(), name="help_links_revoke"),
]
