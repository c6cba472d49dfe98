"""What the client gives to remember them by: who is named, what is in it, and who gets it when."""

import io
import tracemalloc
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone

from carenet.lib.errors import DomainError
from networks import keeping
from networks.actions import keepsake as actions
from networks.actions.mourning import confirm_died, take_back_death
from networks.choices import Visibility
from networks.models import KeepsakeFor
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.mourning import confirmed, make_keepsake, near, said
from tests.networks.browsing import address, browser, traces, words_of

pytestmark = pytest.mark.django_db


def code_of(action: Any, **arguments: Any) -> str:
    """The code with which an action refuses."""
    with pytest.raises(DomainError) as refused:
        action(**arguments)
    return refused.value.code


def unpacked(response: Any) -> ZipFile:
    """The file that came piece by piece."""
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def everything(cast: Cast) -> KeepsakeFor:
    """All four parts for Henk, with stories and notes of every kind around it."""
    said = daily.make_story(cast.network, cast.joris, text="He bought the oranges himself")
    daily.make_photo(said, alt="Bram at the market")
    for one in Visibility:
        if one != Visibility.EVERYONE:
            daily.make_story(cast.network, cast.marja, text=f"Hidden {one}", visibility=one)
            make.make_need(cast.network, cast.bram, words=f"Own {one}", visibility=one, for_client=True)
    daily.make_story(cast.network, cast.marja, text="Hidden question", asks=True)
    daily.make_story(cast.network, cast.marja, text="Hidden and taken back", until=timezone.now())
    make.make_note(cast.network, cast.marja, text="Hidden note")
    return make_keepsake(cast.members["henk"], needs=True, people=True)


def test_the_client_names_somebody_and_takes_it_back(cast: Cast) -> None:
    bram, henk = browser(cast.bram), cast.members["henk"]
    page = address("keepsakes", cast.network.pk)
    assert bram.post(page, {"member": henk.pk}).status_code == 422  # nothing chosen to give
    bram.post(page, {"member": henk.pk, "stories": "on"})
    row = KeepsakeFor.objects.get()
    assert (row.stories, row.photos, row.needs, row.people) == (True, False, False, False)
    assert "Henk Visser" in words_of(bram.get(page))
    assert code_of(actions.give_keepsake, actor=make.seat(cast.bram, cast.network), member=henk.pk) == "named"
    bram.post(address("keepsake_take_back", row.pk))
    row.refresh_from_db()
    assert row.until
    assert {"networks.keepsake_given", "networks.keepsake_taken_back"} <= set(traces(cast.network.pk))


def test_who_speaks_for_the_client_never_names_themselves_and_nobody_names_after_the_first_word(
    cast: Cast,
) -> None:
    marja = make.seat(cast.marja, cast.network)
    assert code_of(actions.give_keepsake, actor=marja, member=cast.members["marja"].pk) == "own"
    row = make_keepsake(cast.members["henk"])
    said(cast)
    assert code_of(actions.give_keepsake, actor=marja, member=cast.members["joris"].pk) == "mourns"
    assert code_of(actions.take_back_keepsake, actor=marja, keepsake=row.pk) == "mourns"


def test_it_holds_what_the_client_may_give_and_not_one_word_more(cast: Cast) -> None:
    row = everything(cast)
    confirmed(cast)
    file = unpacked(browser(cast.henk).get(address("keepsake_file", row.pk)))
    assert file.testzip() is None
    page = file.read("keepsake/index.html").decode()
    assert "He bought the oranges himself" in page
    assert "Bram at the market" in page
    assert "Joris Kok" in page
    assert "Hidden" not in page
    assert "Bram slept badly" not in page
    assert "@example.org" not in page
    assert [name for name in ("only_me", "named") if f"Own {name}" in page] == []
    assert "Own close" in page
    assert "Own family" in page
    assert "Own professionals" not in page
    (photo,) = [name for name in file.namelist() if name.endswith(".jpg")]
    assert file.read(photo) == bytes(keeping.Photo.objects.get().content)


def test_what_is_for_family_goes_to_no_professional_and_to_no_community(cast: Cast) -> None:
    everything(cast)
    levels = {"fatima": {"Own close", "Own professionals"}, "choir": {"Own close"}}
    for name, expected in levels.items():
        row = make_keepsake(cast.members[name], needs=True)
        words = {need.words for need in keeping.needs_given(row)}
        assert {one for one in words if one.startswith("Own ")} == expected


def test_only_the_one_who_was_named_gets_it_and_only_afterwards(cast: Cast) -> None:
    row = make_keepsake(cast.members["henk"])
    where = address("keepsake_file", row.pk)

    def answers() -> dict[str, int]:
        people = ("bram", "marja", "henk", "joris", "fatima", "igor", "eve")
        return {name: browser(getattr(cast, name)).get(where).status_code for name in people}

    before = answers()
    assert before == {
        "bram": 200, "marja": 200, "henk": 403, "joris": 403, "fatima": 403, "igor": 404, "eve": 404,
    }  # fmt: skip
    said(cast)
    assert answers()["henk"] == 403
    confirm_died(actor=near(cast.marja, cast.network))
    after = answers()
    assert after["henk"] == 200
    assert {after[name] for name in ("joris", "fatima", "igor", "eve")} == {404}
    assert traces(cast.network.pk, "networks.keepsake_opened") == ["networks.keepsake_opened"]
    take_back_death(actor=near(cast.marja, cast.network))
    take_back_death(actor=near(cast.henk, cast.network))
    assert answers() == before


def test_who_was_sent_away_gets_nothing(cast: Cast) -> None:
    row = make_keepsake(cast.members["joris"])
    member = cast.members["joris"]
    member.until = timezone.now()
    member.save()
    confirmed(cast)
    assert browser(cast.joris).get(address("keepsake_file", row.pk)).status_code == 404


def test_many_photos_cost_no_more_memory_than_one(cast: Cast) -> None:
    row = make_keepsake(cast.members["henk"])
    for _turn in range(40):
        photo = daily.make_photo(daily.make_story(cast.network, cast.joris))
        photo.content = bytes(200_000)
        photo.save()
    confirmed(cast)
    tracemalloc.start()
    total = sum(len(part) for part in keeping.zipped(row, "en", timezone.now()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 40 * 200_000
    assert peak < 4_000_000
