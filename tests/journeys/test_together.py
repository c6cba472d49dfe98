"""The accountant's story from talent to done, a helper who has only a mail, and a series that changes."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from networks.actions.task import add_task
from networks.choices import Channel, PromiseStatus, TaskWhen
from networks.models import Occurrence, Pledge, Promise, Swap, Talent, Task
from networks.tasks import send_due
from tests import daily
from tests import factories as make
from tests.cast import Cast
from tests.journeys.post import PostOffice, text_of
from tests.journeys.steps import a_scanner_opens, reads, sign_in
from tests.journeys.visitor import Visitor
from tests.networks.posting import quiet

pytestmark = [pytest.mark.journey, pytest.mark.parametrize("language", ["en", "nl"])]
RULE = "Administration is for employees"
ADDRESS = "gerda@example.org"


def next_saturday() -> date:
    """A Saturday that is at least a week away, so that nothing of it is urgent."""
    today = timezone.localdate()
    return today + timedelta(days=(5 - today.weekday()) % 7 + 7)


def plan(cast: Cast, who: Any, code: str, title: str, **more: Any) -> Task:
    """A task on that Saturday at ten, in a weekly rhythm when ``rule`` is given."""
    more.setdefault("when", TaskWhen.RHYTHM if more.get("rule") else TaskWhen.ONCE)
    starts = timezone.datetime.combine(next_saturday(), timezone.datetime.min.time()).replace(hour=10)
    return add_task(
        actor=make.seat(who, cast.network),
        activity=daily.activity(code).pk,
        title=title,
        starts=starts,
        **more,
    )


def arrive(visitor: Callable[..., Visitor], user: Any, language: str) -> Visitor:
    """Somebody of the cast at a browser, signed in; whoever works somewhere shows a second step elsewhere."""
    one = visitor(language)
    sign_in(one, reads(user, language))
    return one


def tap(one: Visitor, sentence: str) -> None:
    """Press a button that changes a part of the page, and look at the whole page again."""
    with one.page.expect_response(lambda answer: answer.request.method == "POST"):
        one.page.get_by_role("button", name=one.words(sentence)).first.click()
    one.open(one.page.url)


@pytest.fixture
def no_second_step(settings: Any) -> None:
    """As in the demo: whoever works for an organisation comes in with one step."""
    settings.REQUIRE_SECOND_FACTOR = False


def test_the_accountant_keeps_the_books_so_that_the_group_leader_goes_shopping(
    language: str, visitor: Callable[..., Visitor], cast: Cast, no_second_step: None
) -> None:
    cast.need.words = "Bram wants to do his own shopping"
    cast.need.save()
    cast.fatima.authenticator_set.all().delete()
    weekly = {"rule": "FREQ=WEEKLY;BYDAY=SA"}
    books = plan(
        cast, cast.fatima, "administration", "The books", **weekly, only_side="formal", rule_words=RULE
    )
    shop = plan(cast, cast.bram, "shopping", "To the market", need=cast.need.pk)
    fatima = cast.members["fatima"]
    make.make_role(fatima, "direct", need=cast.need)
    yes = Pledge.objects.create(network=cast.network, task=books, member=fatima, first=timezone.localdate())
    for one in books.occurrences.all():
        daily.make_promise(one, fatima, pledge=yes)

    _henk_says_what_he_is_good_at(visitor, cast, language)
    marja = arrive(visitor, cast.marja, language)
    marja.open(f"/tasks/{shop.pk}/suggestions/")
    marja.reads("Henk", "Fatima", "The books", RULE)
    marja.go(
        marja.page.get_by_role("link", name=re.compile(re.escape(marja.words("Propose this swap")))).first
    )
    marja.press("Propose")
    marja.reads(RULE)
    where = f"/swaps/{Swap.objects.get().pk}/"

    for who in (cast.henk, cast.fatima):
        one = arrive(visitor, who, language)
        one.open(where)
        one.press("Yes, let us try")
    marja.open(where)
    marja.fill("until", (timezone.localdate() + timedelta(weeks=6)).isoformat())
    marja.press("We try it")
    held = (
        Promise.objects.holding().filter(occurrence__task__in=[books, shop]).order_by("occurrence__starts_at")
    )
    assert {
        (row.occurrence.task.title, row.member.name) for row in held.select_related("occurrence__task")[:3]
    } >= {
        ("The books", "Henk Visser"),
        ("To the market", "Fatima El Amrani"),
    }
    _it_is_done(visitor, cast, shop, language)


def _henk_says_what_he_is_good_at(visitor: Callable[..., Visitor], cast: Cast, language: str) -> None:
    henk = arrive(visitor, cast.henk, language)
    henk.open(f"/networks/{cast.network.pk}/talents/")
    henk.follow("Add something")
    henk.pick("kind", "good_at")
    henk.pick("activity", str(daily.activity("administration").pk))
    henk.fill("words", "I kept books for forty years")
    henk.page.get_by_role("main").get_by_role("button").first.scroll_into_view_if_needed()
    henk.go(henk.page.locator("main form.form .confirm button").first)
    henk.reads("I kept books for forty years")
    assert Talent.objects.get(member=cast.members["henk"]).words == "I kept books for forty years"


def _it_is_done(visitor: Callable[..., Visitor], cast: Cast, shop: Task, language: str) -> None:
    """The day has come and gone: Fatima says how it went, once."""
    day = shop.occurrences.get()
    before = timezone.now() - timedelta(hours=3)
    Occurrence.objects.filter(pk=day.pk).update(starts_at=before, ends_at=before + timedelta(hours=1))
    fatima = arrive(visitor, cast.fatima, language)
    fatima.open(f"/promises/{Promise.objects.get(occurrence=day).pk}/report/")
    fatima.pick("verb", "done")
    fatima.press("Tell it")
    assert Promise.objects.get(occurrence=day).status == PromiseStatus.KEPT
    bram = arrive(visitor, cast.bram, language)
    bram.open(f"/dates/{day.pk}/")
    bram.reads("Fatima El Amrani")


def test_somebody_without_an_account_says_yes_from_the_mail_and_the_stand_in_takes_over(
    language: str, visitor: Callable[..., Visitor], post: PostOffice, cast: Cast
) -> None:
    gerda = make.make_member(cast.network, name="Gerda Smit", email=ADDRESS)
    quiet(gerda)
    ride = plan(cast, cast.bram, "ride", "To the choir", address="Lindelaan 12, ring twice")
    day = ride.occurrences.get()
    marja = arrive(visitor, cast.marja, language)
    marja.open(f"/tasks/{ride.pk}/ask/")
    marja.pick("reach", "some")
    marja.pick("members", str(gerda.pk))
    marja.fill("words", "Would you drive Bram on Saturday?")
    marja.press("See who gets it")
    marja.reads("Gerda Smit")
    marja.press("Ask them")

    send_due(Channel.MAIL)
    letter = post.to(ADDRESS)
    assert {part.get_content_type() for part in letter.walk()} >= {"text/plain", "text/html"}
    found = re.search(r"http\S+/help/\S+", text_of(letter))
    assert found is not None, text_of(letter)
    link = found[0]
    a_scanner_opens(link)
    assert not Promise.objects.filter(occurrence=day).exists()

    helper = visitor(language, scripts=False)
    helper.open(link)
    helper.reads("Gerda Smit", "Would you drive Bram on Saturday?", "To the choir")
    helper.does_not_read("Lindelaan", "Joris", cast.need.words)
    helper.press("Yes, I’ll do it")
    helper.reads("Lindelaan 12")

    joris = arrive(visitor, cast.joris, language)
    joris.open(f"/dates/{day.pk}/")
    joris.reads("Gerda Smit")
    tap(joris, "I’ll be the stand-in")
    _gerda_cannot(helper, link)
    joris.open(f"/dates/{day.pk}/")
    tap(joris, "I’ll take over")
    held = Promise.objects.holding().get(occurrence=day)
    assert (held.member.name, held.stands_in) == ("Joris Kok", False)
    helper.open(link)
    helper.does_not_read("Lindelaan")


def _gerda_cannot(helper: Visitor, link: str) -> None:
    helper.open(link)
    helper.page.locator("summary", has_text=helper.words("I can’t after all")).click()
    helper.press("Let somebody else do it")
    assert Promise.objects.get(member__name="Gerda Smit").status == PromiseStatus.SEEKING


def test_a_series_changes_from_one_date_on_and_the_week_is_printed(
    language: str, visitor: Callable[..., Visitor], cast: Cast
) -> None:
    walk = plan(cast, cast.bram, "walk", "A walk by the river", rule="FREQ=WEEKLY;BYDAY=SA")
    third = walk.occurrences.order_by("starts_at")[2]
    marja = arrive(visitor, cast.marja, language)
    marja.open(f"/dates/{third.pk}/change/")
    marja.fill("time", "14:30")
    marja.pick("part", "from_here")
    marja.press("Save")
    hours = [
        timezone.localtime(one.starts_at, cast.network.zone).hour
        for one in Occurrence.objects.filter(
            network=cast.network, task__title="A walk by the river"
        ).order_by("starts_at")
    ]
    assert hours[:2] == [10, 10]
    assert set(hours[2:]) == {14}

    day = next_saturday().isoformat()
    marja.open(f"/networks/{cast.network.pk}/calendar/?view=week&day={day}")
    marja.reads("A walk by the river")
    marja.page.emulate_media(media="print")
    assert not marja.page.locator("header.bar").is_visible()
    assert not marja.page.locator("nav.local").is_visible()
    paper = marja.page.pdf(format="A4", landscape=True)
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
