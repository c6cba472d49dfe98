"""What every test of the API needs: a client of the API that speaks JSON, for anybody of the cast."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client

from accounts.models import Region
from networks.models import LifeDomain
from tests import daily
from tests import factories as make
from tests.access_meso import meso_rows
from tests.access_scene import daily_rows, make_draft, make_link, make_token
from tests.access_table import TABLE
from tests.api.addresses import addresses
from tests.cast import Cast

JSON = "application/json"


class Caller:
    """Somebody who calls the API with a session, as a browser would; bodies and answers are JSON."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None and not isinstance(user, AnonymousUser):
            self.client.force_login(user)

    def __call__(self, method: str, where: str, body: Any = None, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body)
        kind = JSON if body is not None else "application/octet-stream"
        return self.client.generic(method, f"/api/v1/{where}", data, kind, headers=named)

    def get(self, where: str, **headers: str) -> HttpResponse:
        return self("GET", where, **headers)

    def post(self, where: str, body: Any = None, **headers: str) -> HttpResponse:
        return self("POST", where, body if body is not None else {}, **headers)

    def patch(self, where: str, body: Any, **headers: str) -> HttpResponse:
        """A change of what was read just now, unless If-Match says otherwise."""
        headers.setdefault("If_Match", "*")
        return self("PATCH", where, body, **headers)


@pytest.fixture
def rows(cast: Cast) -> dict[str, Any]:
    """A row of Bram's network for the first word of every address that takes an id: Bram may do something
    with each of them.
    """
    made = daily_rows(cast.network, cast.bram, cast.members["henk"])
    meso = meso_rows(cast.network, cast.bram, cast.members["henk"])
    named = {
        found.route.split("/")[0]: TABLE[name].where
        for found in addresses()
        if (name := f"api:{found.name}") in TABLE
    }
    return {
        **{kind: meso[where] for kind, where in named.items() if where in meso},
        **{f"{kind}s": row for kind, row in made.items()},
        "activities": made["activity"],
        "stories": made["story"],
        "replies": made["reply"],
        "date-swaps": made["date_swap"],
        "feeds": daily.make_feed(cast.bram, cast.network),
        "notices": daily.make_notice(cast.bram, cast.network),
        "networks": cast.network,
        "members": cast.members["joris"],
        "roles": cast.network.roles.first(),
        "domains": LifeDomain.objects.create(
            organisation=make.make_organisation(), code="own", name="Living"
        ),
        "needs": cast.need,
        "links": make_link(cast.network, [cast.need, cast.family_need]),
        "notes": cast.note,
        "invitations": cast.invitation,
        "organisations": cast.linde,
        "regions": Region.objects.first(),
        "me": make_token(cast.bram),
        "imports": make_draft(cast.bram),
    }


@pytest.fixture
def call() -> Callable[[Any], Caller]:
    """Somebody who calls."""
    return Caller
