"""The API of one's own account: who I am, my tokens, and the organisations and regions that can be named."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from accounts.access import affiliations_of, organisations, proved_recently, regions, token_for, tokens_of
from accounts.actions import BadExpiry, IssuedToken, change_profile, issue_token, revoke_token
from accounts.choices import Hat, Language, OrganisationKind, RegionLevel, RegionScheme, TokenScope
from accounts.models import Affiliation, ApiToken, Organisation, Region, User
from carenet.lib.rest.address import Address, adds, drops, lists, reads, revises
from carenet.lib.rest.fields import Code, Moment, Text, Zone
from carenet.lib.rest.lists import InOrder, Paged
from carenet.lib.rest.shapes import Body, Shape


class RegionShape(Shape):
    id = serializers.UUIDField()
    scheme = serializers.ChoiceField(RegionScheme.choices)
    code = serializers.CharField()
    name = serializers.CharField(help_text="In the language of the request.")
    level = serializers.ChoiceField(RegionLevel.choices)
    parent = serializers.UUIDField(allow_null=True, source="parent_id")  # type: ignore[assignment]
    valid_from = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)

    @staticmethod
    def read_name(region: Region) -> str:
        return str(region)


class OrganisationShape(Shape):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(OrganisationKind.choices)
    name = serializers.CharField()
    region = serializers.UUIDField(allow_null=True, source="region_id")


class HatShape(Shape):
    hat = serializers.ChoiceField(Hat.choices)
    organisation = OrganisationShape()
    since = serializers.DateTimeField()


class MeShape(Shape):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    language = serializers.ChoiceField(Language.choices)
    time_zone = serializers.CharField()
    hats = HatShape(many=True)
    version = serializers.IntegerField()

    @staticmethod
    def read_hats(user: User) -> list[Affiliation]:
        return list(affiliations_of(user, timezone.now()))


class TokenShape(Shape):
    id = serializers.UUIDField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(TokenScope.choices)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class NewTokenShape(Shape):
    id = serializers.UUIDField(source="token.id")
    name = serializers.CharField(source="token.name")
    scope = serializers.ChoiceField(TokenScope.choices, source="token.scope")
    expires_at = serializers.DateTimeField(source="token.expires_at")
    key = serializers.CharField(help_text="The key itself. It is shown this once.")


class ProfileBody(Body):
    name = Text(max_length=120)
    language = Code(Language.choices)
    time_zone = Zone(max_length=64)


class TokenBody(Body):
    name = Text(max_length=80)
    scope = Code(TokenScope.choices)
    expires_at = Moment(help_text="At most a year from now.")


class Search(Paged):
    search = Text(required=False, max_length=100, help_text="Part of the name.")


class OrganisationQuery(Search):
    kind = Code(OrganisationKind.choices, required=False)


class RegionQuery(Search):
    level = Code(RegionLevel.choices, required=False)
    code = Text(required=False, max_length=12)


class Me(Address):
    @reads(MeShape)
    def get(self) -> User:
        """Who I am."""
        user: User = self.user
        return user

    @revises(ProfileBody, MeShape)
    def patch(self) -> User:
        """Change how I am called and addressed."""
        kept = {name: getattr(self.user, name) for name in ("name", "language", "time_zone")}
        given = kept | self.body()
        return change_profile(actor=self.user, user=self.user, version=self.version_of(self.user), **given)


def in_session(request: Request) -> None:
    """Raise PermissionDenied for a token: with a token nobody makes or sees tokens."""
    if isinstance(request.auth, ApiToken):
        sentence = _("Tokens are only for people who are signed in themselves.")
        raise PermissionDenied(sentence, code="session_only")


class Tokens(Address):
    @lists(TokenShape)
    def get(self) -> Any:
        """My tokens, newest first, without their keys."""
        in_session(self.request)
        return tokens_of(self.user)

    @adds(TokenBody, NewTokenShape)
    def post(self) -> IssuedToken:
        """Make a token for a program of mine.

        Only in a session whose reader proved who they are in the last minutes.
        """
        in_session(self.request)
        if not proved_recently(self.request._request):
            sentence = _("Show once more that it is you: sign in again, then make the token.")
            raise PermissionDenied(sentence, code="confirm_first")
        given = self.body()
        try:
            return issue_token(actor=self.user, **(given | {"scope": TokenScope(given["scope"])}))
        except BadExpiry as refusal:
            refusal.field = "expires_at"  # the page asks for a day instead
            raise


class Token(Address):
    @drops()
    def delete(self, pk: UUID) -> None:
        """Make one of my tokens worthless at once."""
        in_session(self.request)
        revoke_token(actor=self.user, token=token_for(self.user, pk))


class Organisations(Address):
    @lists(OrganisationShape, asks=OrganisationQuery)
    def get(self) -> InOrder:
        """Organisations that can be named, by name."""
        rows = organisations(timezone.now())
        if search := self.asked.get("search"):
            rows = rows.filter(name__icontains=search)
        if kind := self.asked.get("kind"):
            rows = rows.filter(kind=kind)
        return InOrder(rows, ("name", "id"))


class OneOrganisation(Address):
    @reads(OrganisationShape)
    def get(self, pk: UUID) -> Organisation:
        """One organisation."""
        organisation: Organisation = _found(organisations(timezone.now()), pk)
        return organisation


class Regions(Address):
    @lists(RegionShape, asks=RegionQuery)
    def get(self) -> InOrder:
        """Regions that exist now, by their Dutch name."""
        rows = regions(timezone.now())
        if search := self.asked.get("search"):
            rows = rows.filter(Q(name_nl__icontains=search) | Q(name_en__icontains=search))
        if level := self.asked.get("level"):
            rows = rows.filter(level=level)
        if code := self.asked.get("code"):
            rows = rows.filter(Q(code=code) | Q(second_code=code))
        return InOrder(rows, ("name_nl", "id"))


class OneRegion(Address):
    @reads(RegionShape)
    def get(self, pk: UUID) -> Region:
        """One region."""
        region: Region = _found(regions(timezone.now()), pk)
        return region


def _found(rows: Any, pk: UUID) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def organisation_named(pk: UUID | None, at: datetime) -> Organisation | None:
    """The organisation a request names. Raises ValidationError when there is none."""
    return None if pk is None else _named(organisations(at), pk, "organisation")


def region_named(pk: UUID | None, at: datetime) -> Region | None:
    """The region a request names. Raises ValidationError when there is none."""
    return None if pk is None else _named(regions(at), pk, "region")


def _named(rows: Any, pk: UUID, field: str) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise serializers.ValidationError({field: [_("Choose something from the list.")]}, code="not_found")
    return row


urlpatterns = [
    path("me/", Me.as_view(), name="me"),
    path("me/tokens/", Tokens.as_view(), name="tokens"),
    path("me/tokens/<uuid:pk>/", Token.as_view(), name="token"),
    path("organisations/", Organisations.as_view(), name="organisations"),
    path("organisations/<uuid:pk>/", OneOrganisation.as_view(), name="organisation"),
    path("regions/", Regions.as_view(), name="regions"),
    path("regions/<uuid:pk>/", OneRegion.as_view(), name="region"),
]
