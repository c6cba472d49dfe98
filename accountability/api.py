"""The ledger of a network for who may read it: everything that happened and every look, newest first."""

from uuid import UUID

from django.urls import path
from rest_framework import serializers

from accountability.diary import entries_of
from accountability.ledger import sentence
from accountability.models import LedgerEntry
from carenet.lib.rest.address import Address, lists
from carenet.lib.rest.fields import Code, Moment, Ref
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Shape
from networks.access import network_for
from networks.standing import Permission, Standing

KINDS = [("looks", "looks"), ("changes", "changes")]


class LedgerEntryShape(Shape):
    seq = serializers.IntegerField(help_text="Its place in the network's chain, without gaps.")
    at = serializers.DateTimeField()
    verb = serializers.CharField()
    sentence = serializers.CharField(help_text="What happened, in the language of the request.")
    actor = serializers.UUIDField(allow_null=True, source="actor_id")
    actor_name = serializers.CharField(source="actor_label")
    standing = serializers.ChoiceField(Standing.choices, allow_blank=True)
    on_behalf_of = serializers.CharField()
    subject_kind = serializers.CharField()
    subject = serializers.UUIDField(allow_null=True, source="subject_id")
    subject_name = serializers.CharField(source="subject_label")
    detail = serializers.DictField(child=serializers.CharField(), help_text="Codes and ids, never contents.")
    hash = serializers.CharField(help_text="The entry's link in the chain, in hexadecimal.")

    @staticmethod
    def read_sentence(entry: LedgerEntry) -> str:
        return sentence(entry)

    @staticmethod
    def read_hash(entry: LedgerEntry) -> str:
        return bytes(entry.hash).hex()


class LedgerQuery(Paged):
    kind = Code(KINDS, required=False, help_text="Only looks, or only changes.")
    actor = Ref(required=False, help_text="Only what this person did.")
    since = Moment(required=False)
    until = Moment(required=False)


class Ledger(Address):
    @lists(LedgerEntryShape, asks=LedgerQuery)
    def get(self, pk: UUID) -> InOrder:
        """Who, when, as what, did what. For the client and who acts for them; reading it is noted too."""
        seat = network_for(self.user, pk, Permission.READ_LEDGER, look="accountability.ledger_seen")
        asked = self.asked
        rows = entries_of(
            seat.network,
            who=asked.get("actor"),
            kind=asked.get("kind") or "",
            start=asked.get("since"),
            end=asked.get("until"),
        )
        return InOrder(rows, ("-seq",))


urlpatterns = [path("networks/<uuid:pk>/ledger/", Ledger.as_view(), name="ledger")]
