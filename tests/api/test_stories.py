"""Stories through the API: the same doors and rules as the pages, photos in and out."""

from base64 import b64decode
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from networks.choices import PromiseStatus, Visibility
from networks.models import Photo, Story
from tests import daily
from tests.api.conftest import Caller
from tests.cast import STRANGERS, Cast

Call = Callable[[object], Caller]


def put_photo(caller: Caller, story: Story, content: bytes, alt: str = "") -> HttpResponse:
    """Upload a photo to a story."""
    data = {"photo": SimpleUploadedFile("me.jpg", content, "image/jpeg"), "alt": alt}
    return caller.client.post(f"/api/v1/stories/{story.pk}/photo/", data)


def test_a_story_is_told_read_narrowed_and_taken_back(cast: Cast, call: Call) -> None:
    joris, where = call(cast.joris), f"networks/{cast.network.pk}/stories/"
    made = joris.post(where, {"text": "We sang", "visibility": "everyone"})
    assert made.status_code == 201
    story = made.json()
    assert (story["photo"], story["asks"], story["named"]) == (None, False, [])
    assert call(cast.fatima).get(f"stories/{story['id']}/").json()["named"] is None
    here = f"stories/{story['id']}"
    assert joris.post(f"{here}/audience/", {"visibility": "family"}, If_Match='"7"').status_code == 412
    assert joris.post(f"{here}/audience/", {"visibility": "family"}).json()["visibility"] == "family"
    assert call(cast.fatima).get(f"{here}/").status_code == 404
    assert call(cast.henk).post(f"{here}/take-back/").status_code == 403
    assert joris.post(f"{here}/take-back/").status_code == 204
    assert joris.get(where).json()["results"] == []


def test_questions_and_stories_are_told_apart(cast: Cast, call: Call) -> None:
    daily.make_story(cast.network, cast.bram)
    daily.make_story(cast.network, cast.bram, asks=True)
    henk, where = call(cast.henk), f"networks/{cast.network.pk}/stories/"
    assert len(henk.get(where).json()["results"]) == 2
    assert [one["asks"] for one in henk.get(where + "?kind=questions").json()["results"]] == [True]
    assert henk.get(where + "?kind=else").status_code == 400


def test_a_photo_goes_in_as_a_file_and_comes_out_in_base64(cast: Cast, call: Call) -> None:
    story = daily.make_story(cast.network, cast.joris)
    joris, here = call(cast.joris), f"stories/{story.pk}/photo/"
    assert joris.get(here).status_code == 404
    made = put_photo(joris, story, daily.picture((900, 600)), "Two singers")
    assert made.status_code == 201
    assert made.json()["photo"] == "Two singers"
    large, small = joris.get(here).json(), joris.get(here + "?size=small").json()
    assert (large["width"], large["height"], large["media_type"]) == (900, 600, "image/jpeg")
    assert b64decode(large["content"]) == bytes(Photo.objects.get().content)
    assert b64decode(small["content"]) == bytes(Photo.objects.get().small)
    assert put_photo(joris, story, daily.picture()).status_code == 400
    for name in STRANGERS:
        assert call(getattr(cast, name)).get(here).status_code == 404


def test_what_is_no_photo_is_refused_and_nobody_adds_one_to_anothers_story(cast: Cast, call: Call) -> None:
    story = daily.make_story(cast.network, cast.joris)
    for content in (b"", b"<svg/>", daily.picture()[:90]):
        refused = put_photo(call(cast.joris), story, content)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["photo"])
    assert put_photo(call(cast.bram), story, daily.picture()).status_code == 403
    assert put_photo(call(cast.igor), story, daily.picture()).status_code == 404
    assert put_photo(call(cast.joris), story, bytes(13_000_000)).status_code == 413
    assert not Photo.objects.exists()


def test_answers_say_as_what_and_are_taken_back(cast: Cast, call: Call) -> None:
    story = daily.make_story(cast.network, cast.joris, asks=True)
    said = call(cast.fatima).post(f"stories/{story.pk}/replies/", {"text": "Bus 84"}).json()
    assert said["as_what"].startswith("group leader")
    assert call(cast.bram).get(f"stories/{story.pk}/replies/").json()["results"] == [said]
    assert call(cast.henk).post(f"replies/{said['id']}/take-back/").status_code == 403
    assert call(cast.fatima).post(f"replies/{said['id']}/take-back/").status_code == 204
    assert call(cast.bram).get(f"stories/{story.pk}/").json()["replies"] == 0


def test_thanks_once_for_a_story_and_for_a_kept_promise(cast: Cast, call: Call) -> None:
    story = daily.make_story(cast.network, cast.joris)
    henk, here = call(cast.henk), f"stories/{story.pk}/thanks/"
    assert henk.post(here, {"words": "Lovely"}).json()["words"] == "Lovely"
    assert henk.post(here).status_code == 409
    assert call(cast.joris).post(here).status_code == 409
    assert [one["author"] for one in henk.get(here).json()["results"]] == ["Henk Visser"]
    date = daily.make_task(cast.network, cast.bram).occurrences.get()
    promise = daily.make_promise(date, cast.members["joris"], status=PromiseStatus.KEPT)
    assert henk.post(f"promises/{promise.pk}/thanks/").status_code == 201
    assert call(cast.eve).post(f"promises/{promise.pk}/thanks/").status_code == 404


def test_the_family_only_space_stays_closed_for_professionals(cast: Cast, call: Call) -> None:
    body = {"text": "Among us", "visibility": Visibility.FAMILY}
    where = f"networks/{cast.network.pk}/stories/"
    assert call(cast.fatima).post(where, body).status_code == 400
    story = call(cast.henk).post(where, body).json()["id"]
    for part in ("", "photo/", "replies/", "thanks/"):
        assert call(cast.fatima).get(f"stories/{story}/{part}").status_code == 404
