"""What telling, answering and thanking leaves in the ledger."""

from typing import Any

from networks.actions import story
from networks.choices import PromiseStatus
from networks.photo import Picture
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.networks.traces import case


def _joris(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"actor": make.seat(cast.joris, cast.network)} | more


@case(story.tell_story, "story_told")
def _(cast: Cast) -> dict[str, Any]:
    photo = Picture(content=b"x", small=b"x", width=1, height=1)
    return _joris(cast, text="We sang", visibility="everyone", photo=photo, alt="Singing")


@case(story.tell_story, "question_asked")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast, text="Who sings?", visibility="close", asks=True)


@case(story.add_photo, "photo_added")
def _(cast: Cast) -> dict[str, Any]:
    photo = Picture(content=b"x", small=b"x", width=1, height=1)
    return _joris(cast, story=daily.make_story(cast.network, cast.joris).pk, photo=photo)


@case(story.restrict_story, "story_restricted")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast, story=daily.make_story(cast.network, cast.joris).pk, visibility="family")


@case(story.take_back_story, "story_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast, story=daily.make_story(cast.network, cast.joris).pk)


@case(story.reply, "story_replied")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast, story=daily.make_story(cast.network, cast.henk).pk, text="Well said")


@case(story.take_back_reply, "reply_taken_back")
def _(cast: Cast) -> dict[str, Any]:
    said = daily.make_reply(daily.make_story(cast.network, cast.henk), cast.joris)
    return _joris(cast, reply=said.pk)


@case(story.say_thanks, "thanked")
def _(cast: Cast) -> dict[str, Any]:
    return _joris(cast, story=daily.make_story(cast.network, cast.henk).pk, words="Lovely")


@case(story.say_thanks, "thanked")
def _(cast: Cast) -> dict[str, Any]:
    date = daily.make_task(cast.network, cast.bram).occurrences.get()
    promise = daily.make_promise(date, cast.members["henk"], status=PromiseStatus.KEPT)
    return _joris(cast, promise=promise.pk)
