"""A page about one row costs the same in a small network and in a large one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import Circle, Met, ViewSide, Visibility
from networks.models import NeedLink, NeedView
from tests import factories as make
from tests.cast import Cast
from tests.networks.browsing import address, browser


def _grow(cast: Cast) -> None:
    for number in range(36):
        member = make.make_member(cast.network, make.make_user(), circle=Circle.AROUND)
        make.make_role(member, need=cast.need)
        make.make_note(cast.network, cast.bram, about=cast.members["joris"])
        need = make.make_need(cast.network, cast.bram, visibility=Visibility.NAMED, named=[member])
        NeedLink.objects.create(
            network=cast.network, source=need, target=cast.need, words=f"Link {number}", since=make.ago(1)
        )
        NeedView.objects.create(
            need=cast.need, side=ViewSide.FORMAL, met=Met.MET, said_by=cast.fatima, said_at=make.ago(number)
        )
        make.make_note(cast.network, cast.bram, need=cast.need)
        make.make_invitation(cast.network, make.make_member(cast.network, joined=False), cast.marja)


PAGES = {
    "person": ("joris", 17),
    "need": ("need", 17),
    "need_add": ("network", 10),
    "need_edit": ("need", 15),
    "need_audience": ("need", 15),
    "note_add": ("network", 12),
    "invitations": ("network", 5),
    "role_add": ("joris", 9),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_in_a_large_network(cast: Cast, name: str) -> None:
    subject, most = PAGES[name]
    row = cast.members[subject] if subject in cast.members else getattr(cast, subject)
    client, here = browser(cast.bram), address(name, row.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    _grow(cast)
    with CaptureQueriesContext(connection) as many:
        page = client.get(here)
    assert len(many) <= len(few), [query["sql"] for query in many]
    assert len(many) <= most
    assert len(page.content) < 160_000
