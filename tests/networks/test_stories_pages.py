"""Stories and questions: read by who may, with a photo, answered, thanked for, taken back."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.choices import PromiseStatus, Visibility
from networks.models import Photo, Reply, Story, Thanks
from tests import daily
from tests import factories as make
from tests.cast import INSIDE, STRANGERS, Cast
from tests.daily import make_photo, make_reply, make_story, picture
from tests.networks.browsing import address, browser, changes, closed_to_outsiders, traces, words_of
from tests.quickly import quickly

NEW = {"text": "Bram sang along", "visibility": "everyone"}


def upload(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it, whatever is in it."""
    return SimpleUploadedFile(name, content, kind)


def test_outsiders_find_no_stories_and_no_photos(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    make_photo(story)
    said = make_reply(story, cast.henk)
    one = ("story", "story_audience", "story_take_back", "story_photo", "reply_add", "thanks_add")
    closed_to_outsiders(
        cast,
        address("stories", cast.network.pk),
        address("story_add", cast.network.pk),
        *(address(name, story.pk) for name in one),
        address("reply_take_back", said.pk),
    )


def test_everybody_inside_reads_what_is_meant_for_them_and_sees_its_photo(cast: Cast) -> None:
    family = make_story(cast.network, cast.henk, text="Among family", visibility=Visibility.FAMILY)
    make_photo(family)
    make_story(cast.network, cast.anouk, text="Among nurses", visibility=Visibility.PROFESSIONALS)
    for name in INSIDE:
        client, related = browser(getattr(cast, name)), name in ("bram", "marja", "henk", "joris")
        page = words_of(client.get(address("stories", cast.network.pk)))
        assert ("Among family" in page) is related
        assert ("Among nurses" in page) is (name in ("bram", "marja", "fatima", "anouk"))
        for one in ("story", "story_photo"):
            assert client.get(address(one, family.pk)).status_code == (200 if related else 404)
    assert traces(cast.network.pk, "networks.stories_seen") == ["networks.stories_seen"] * len(INSIDE)


def test_a_photo_is_shown_as_a_picture_and_kept_nowhere(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    assert browser(cast.bram).get(address("story_photo", story.pk)).status_code == 404
    make_photo(story, content=picture((9, 9)))
    answer = browser(cast.bram).get(address("story_photo", story.pk))
    assert answer.content == picture((9, 9))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert browser(cast.bram).get(address("story_photo", story.pk) + "?size=small").content == daily.DOT


def test_who_leaves_or_is_no_longer_named_loses_the_photo(cast: Cast) -> None:
    story = make_story(cast.network, cast.bram, visibility=Visibility.NAMED, for_client=True)
    story.named.set([cast.members["joris"]])
    make_photo(story)
    here = address("story_photo", story.pk)
    assert browser(cast.joris).get(here).status_code == 200
    assert browser(cast.henk).get(here).status_code == 404
    cast.members["joris"].until = make.ago(0)
    cast.members["joris"].save()
    assert browser(cast.joris).get(here).status_code == 404


def test_a_story_is_told_with_a_photo(cast: Cast) -> None:
    client = browser(cast.joris)
    data = NEW | {"photo": upload(picture((2000, 1000))), "alt": "Bram at the piano"}
    answer = client.post(address("story_add", cast.network.pk), data)
    story = Story.objects.get()
    assert answer.headers["Location"] == address("story", story.pk)
    assert (story.author, story.asks, story.for_client) == (cast.joris, False, False)
    assert (story.photo.width, story.photo.height, story.photo.alt) == (1600, 800, "Bram at the piano")
    page = client.get(address("story", story.pk)).content.decode()
    assert 'alt="Bram at the piano"' in page
    assert changes(cast.network.pk) == ["networks.story_told"]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "me.jpg", "image/jpeg"),
        (b"<!doctype html><script>alert(1)</script>", "me.jpg", "image/jpeg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "me.heic", "image/heic"),
        (b"", "empty.jpg", "image/jpeg"),
        (picture((60, 60))[:300], "half.jpg", "image/jpeg"),
    ],
)
def test_what_is_no_photo_is_refused_and_nothing_is_half_saved(
    cast: Cast, content: bytes, name: str, kind: str
) -> None:
    data = NEW | {"photo": upload(content, name, kind)}
    answer = browser(cast.joris).post(address("story_add", cast.network.pk), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["photo"]
    assert "Bram sang along" in words_of(answer)
    assert not Story.objects.exists()
    assert not Photo.objects.exists()


def test_fifty_megabytes_are_refused_quickly(cast: Cast) -> None:
    client, data = browser(cast.joris), NEW | {"photo": upload(b"\xff\xd8\xff" + bytes(50_000_000))}
    with quickly(600):
        answer = client.post(address("story_add", cast.network.pk), data)
    assert "This photo is larger than" in words_of(answer)
    assert not Story.objects.exists()


def test_the_script_of_a_name_or_a_text_stays_text(cast: Cast) -> None:
    evil = '"><script>alert(1)</script>'
    data = {"text": evil, "visibility": "everyone", "alt": evil, "photo": upload(picture(), evil)}
    client = browser(cast.joris)
    client.post(address("story_add", cast.network.pk), data)
    for page in (address("stories", cast.network.pk), address("story", Story.objects.get().pk)):
        assert "<script>alert" not in client.get(page).content.decode()


def test_everything_typed_stays_and_the_photo_is_asked_for_again(cast: Cast) -> None:
    data = {"text": "", "visibility": "everyone", "alt": "Bram laughs", "photo": upload(picture())}
    page = browser(cast.joris).post(address("story_add", cast.network.pk), data)
    assert page.status_code == 422
    assert "Bram laughs" in words_of(page)
    assert "Choose your photo once more" in words_of(page)


def test_a_question_is_asked_and_answered_and_a_professional_says_as_what(cast: Cast) -> None:
    cast.members["fatima"].organisation = cast.linde
    cast.members["fatima"].save()
    browser(cast.joris).post(
        address("story_add", cast.network.pk) + "?kind=questions",
        {"text": "Which bus goes there?", "visibility": "everyone"},
    )
    question = Story.objects.get()
    assert question.asks
    for who, words in ((cast.fatima, "Bus 84"), (cast.henk, "Or the tram")):
        browser(who).post(address("reply_add", question.pk), {"text": words})
    page = words_of(browser(cast.bram).get(address("story", question.pk)))
    assert "Fatima El Amrani, group leader, De Linde" in page
    assert "Henk Visser ·" in page
    assert page.index("Bus 84") < page.index("Or the tram")
    assert changes(cast.network.pk) == ["networks.question_asked"] + ["networks.story_replied"] * 2


def test_who_left_still_stands_there_as_what_they_were(cast: Cast) -> None:
    story = make_story(cast.network, cast.bram, asks=True)
    make_reply(story, cast.fatima)
    cast.members["fatima"].until = make.ago(0)
    cast.members["fatima"].save()
    assert "group leader" in words_of(browser(cast.bram).get(address("story", story.pk)))
    assert browser(cast.fatima).get(address("story", story.pk)).status_code == 404


def test_an_empty_answer_is_refused_with_the_thread_in_sight(cast: Cast) -> None:
    story = make_story(cast.network, cast.bram)
    page = browser(cast.henk).post(address("reply_add", story.pk), {"text": " "})
    assert page.status_code == 422
    assert story.text in words_of(page)
    assert traces(cast.network.pk) == ["networks.story_seen"]
    assert browser(cast.henk).get(address("reply_add", story.pk)).status_code == 405


def test_the_list_can_be_narrowed_and_has_pages(cast: Cast) -> None:
    for number in range(25):
        make_story(cast.network, cast.bram, text=f"Tale {number}", asks=number % 5 == 0)
    client, here = browser(cast.henk), address("stories", cast.network.pk)
    assert len(client.get(here).context["page"]) == 20
    assert len(client.get(here + "?page=2").context["page"]) == 5
    assert len(client.get(here + "?kind=questions").context["page"]) == 5
    assert len(client.get(here + "?kind=stories").context["page"]) == 20
    assert client.get(here + "?kind=nonsense&page=-3").status_code == 200
    texts = [one.text for one in client.get(here + "?kind=questions").context["page"]]
    assert texts == ["Tale 20", "Tale 15", "Tale 10", "Tale 5", "Tale 0"]


def many(cast: Cast, number: int) -> None:
    """That many stories with a photo, answers and thanks."""
    for _one in range(number):
        story = make_story(cast.network, cast.fatima)
        make_photo(story)
        make_reply(story, cast.anouk)


def test_the_list_costs_the_same_however_long_and_reads_no_photo(cast: Cast) -> None:
    client, here = browser(cast.bram), address("stories", cast.network.pk)
    many(cast, 1)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    many(cast, 25)
    with CaptureQueriesContext(connection) as found:
        assert len(client.get(here).context["page"]) == 20
    assert len(found) <= len(few) <= 9
    assert not any('"networks_photo"."content"' in query["sql"] for query in found)


def test_one_story_costs_the_same_however_much_was_said(cast: Cast) -> None:
    story = make_story(cast.network, cast.fatima)
    make_photo(story)
    make_reply(story, cast.anouk)
    client, here = browser(cast.bram), address("story", story.pk)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for _one in range(20):
        make_reply(story, cast.anouk)
        Thanks.objects.create(network=cast.network, story=story, author=make.make_user())
    with CaptureQueriesContext(connection) as found:
        client.get(here)
    assert len(found) <= len(few) <= 16


def test_not_urgent_stands_there_with_whom_to_call(cast: Cast) -> None:
    here = address("stories", cast.network.pk)
    assert "When it is urgent, telephone." in words_of(browser(cast.henk).get(here))
    cast.network.urgent = "Marja, 0318 555 0100"
    cast.network.save()
    assert "For an urgent call: Marja, 0318 555 0100." in words_of(browser(cast.henk).get(here))


def test_only_the_author_and_who_speaks_for_the_client_narrow_it_or_take_it_back(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    for name in ("story_audience", "story_take_back"):
        here = address(name, story.pk)
        for who in (cast.henk, cast.fatima):
            assert browser(who).get(here).status_code == browser(who).post(here).status_code == 403
        for who in (cast.joris, cast.bram, cast.marja):
            assert browser(who).get(here).status_code == 200
    browser(cast.joris).post(address("story_audience", story.pk), {"visibility": "family", "version": 1})
    assert browser(cast.fatima).get(address("story", story.pk)).status_code == 404
    stale = browser(cast.joris).post(
        address("story_audience", story.pk), {"visibility": "everyone", "version": 1}
    )
    assert stale.status_code == 422


def test_who_shuts_themselves_out_lands_on_the_list(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    answer = browser(cast.bram).post(
        address("story_audience", story.pk),
        {"visibility": "named", "named": [str(cast.members["henk"].pk)]},
    )
    assert answer.headers["Location"] == address("stories", cast.network.pk)


def test_taking_back_takes_the_photo_and_the_answers_along(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    make_photo(story)
    said = make_reply(story, cast.henk)
    browser(cast.joris).post(address("story_take_back", story.pk))
    for who in (cast.joris, cast.bram, cast.henk):
        for name in ("story", "story_photo"):
            assert browser(who).get(address(name, story.pk)).status_code == 404
        assert browser(who).get(address("reply_take_back", said.pk)).status_code == 404
    assert Story.objects.filter(pk=story.pk, until__isnull=False).exists()
    assert changes(cast.network.pk) == ["networks.story_taken_back"]


def test_an_answer_is_taken_back_by_its_author_and_by_who_speaks_for_the_client(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    for who in (cast.henk, cast.bram):
        said = make_reply(story, cast.henk, text="Never mind")
        assert browser(cast.joris).post(address("reply_take_back", said.pk)).status_code == 403
        browser(who).post(address("reply_take_back", said.pk))
        assert "Never mind" not in words_of(browser(cast.joris).get(address("story", story.pk)))
    assert Reply.objects.filter(until__isnull=False).count() == 2


def test_thanks_come_in_one_tap_or_in_words_once_and_not_for_ones_own(cast: Cast) -> None:
    story = make_story(cast.network, cast.joris)
    here = address("thanks_add", story.pk)
    browser(cast.henk).post(here)
    browser(cast.fatima).post(here, {"words": "That made my day"})
    page = browser(cast.henk).post(here, follow=True)
    assert "You said thank you already." in words_of(page)
    assert "Henk Visser says thank you." in words_of(page)
    assert "That made my day" in words_of(page)
    browser(cast.joris).post(here)
    assert Thanks.objects.count() == 2
    assert changes(cast.network.pk) == ["networks.thanked"] * 2
    assert "Thank you" not in words_of(browser(cast.joris).get(address("story", story.pk)))


def kept_promise(cast: Cast, status: PromiseStatus = PromiseStatus.KEPT) -> Any:
    """Something Henk did for Bram."""
    date = daily.make_task(cast.network, cast.bram).occurrences.get()
    return daily.make_promise(date, cast.members["henk"], status=status)


def test_thanks_for_a_promise_wait_until_it_is_kept(cast: Cast) -> None:
    for status, told in ((PromiseStatus.PROMISED, 422), (PromiseStatus.KEPT, 302)):
        here = address("promise_thanks", kept_promise(cast, status).pk)
        assert browser(cast.bram).post(here, {"words": "Lovely"}).status_code == told
        assert browser(cast.henk).post(here).status_code == 422
    assert Thanks.objects.get().words == "Lovely"


def test_nobody_outside_thanks_for_a_promise(cast: Cast) -> None:
    here = address("promise_thanks", kept_promise(cast).pk)
    for name in STRANGERS:
        assert browser(getattr(cast, name)).post(here).status_code == 404


def test_the_limit_of_a_photo_is_a_setting(cast: Cast, settings: Any) -> None:
    settings.PHOTO_MAX_BYTES = 100
    answer = browser(cast.joris).post(
        address("story_add", cast.network.pk), NEW | {"photo": upload(picture((99, 99)))}
    )
    assert "This photo is larger than" in words_of(answer)
