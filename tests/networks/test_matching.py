"""Who could do something and why: the founding case, its variations, and whoever must be left in peace."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.choices import Circle, DayPart, RoleKind, Side, TalentKind
from networks.freeing import Held, Keeps, indirect, swaps
from networks.matching import Fit, Job, Offer, Person, Span, Why, but_for_rule, fits

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 10, tzinfo=UTC)
SPACE = UUID(int=7)


def an_id(name: str) -> UUID:
    return uuid5(SPACE, name)


SHOPPING, ADMIN, RIDE, MUSIC = map(an_id, ("shopping", "administration", "ride", "music"))


def span(day: int = 0, hour: int = 10, minutes: int = 90, *, loose: bool = False) -> Span:
    """On the Saturday, or so many days from it."""
    starts = SATURDAY.replace(hour=hour) + timedelta(days=day)
    return Span(starts, starts + timedelta(minutes=minutes), minutes, loose)


def offer(kind: TalentKind, activity: UUID, words: str = "", **limits: object) -> Offer:
    return Offer(id=an_id(f"{kind}{activity}{words}"), kind=kind, activity=activity, words=words, **limits)


def person(name: str, *offers: Offer, **fields: object) -> Person:
    return Person(id=an_id(name), name=name, offers=offers, **fields)


def job(activity: UUID = SHOPPING, title: str = "Shopping with Bram", **fields: object) -> Job:
    return Job(**{"id": an_id(title), "activity": activity, "title": title, "spans": (span(),)} | fields)


def names(found: list[Fit]) -> list[str]:
    return [fit.person.name for fit in found]


def whys(fit: Fit) -> list[Why]:
    return [reason.why for reason in fit.reasons]


def good(activity: UUID = SHOPPING, **limits: object) -> Offer:
    return offer(TalentKind.GOOD_AT, activity, **limits)


# The founding case


def founding() -> tuple[Job, list[Person], list[Held]]:
    """The accountant's story: administration is for employees, shopping is for volunteers, they say."""
    books = job(
        ADMIN, "House administration", spans=(span(hour=9, minutes=180),),
        only_side=Side.FORMAL, rule="administration is for employees",
    )  # fmt: skip
    henk = person("Henk", good(ADMIN), offer(TalentKind.NEVER, SHOPPING))
    fatima = person("Fatima", side=Side.FORMAL, promised=books.spans)
    return job(), [henk, fatima], [Held(books, fatima.id)]


def test_the_accountant_does_the_administration_so_that_the_group_leader_can_go_shopping() -> None:
    (idea,) = swaps(*founding(), AT)
    assert (idea.taker.name, idea.takes.title) == ("Henk", "House administration")
    assert (idea.freed.name, idea.frees_for.title) == ("Fatima", "Shopping with Bram")
    assert idea.keeps == Keeps.OVERLAPS
    assert idea.taker_reasons[0].why == Why.GOOD_AT
    assert [reason.why for reason in idea.freed_reasons] == [Why.BY_FUNCTION]


def test_the_rule_hides_nothing_and_comes_along() -> None:
    (idea,) = swaps(*founding(), AT)
    (rule,) = idea.rules
    assert (rule.words, rule.only_side, rule.person.name) == (
        "administration is for employees", "formal", "Henk",
    )  # fmt: skip
    shopping, people, held = founding()
    free = replace(held[0].job, only_side="", rule="")
    (idea,) = swaps(shopping, people, [Held(free, held[0].holder)], AT)
    assert idea.rules == ()


def test_nobody_is_asked_to_go_shopping_who_does_not_want_to() -> None:
    shopping, people, held = founding()
    assert fits(shopping, people, AT) == []
    assert names(indirect(shopping, people, held, AT)) == ["Henk"]


@pytest.mark.parametrize(
    ("spans", "keeps"),
    [
        ((span(hour=9, minutes=180),), Keeps.OVERLAPS),
        ((span(day=-2),), Keeps.SAME_WEEK),
        ((span(day=1, hour=20),), Keeps.SAME_WEEK),
        ((span(day=-5, minutes=10_080, loose=True),), Keeps.SAME_WEEK),
    ],
)
def test_what_overlaps_or_is_in_the_same_week_keeps_somebody_from_it(
    spans: tuple[Span, ...], keeps: Keeps
) -> None:
    shopping, (henk, fatima), held = founding()
    books = replace(held[0].job, spans=spans)
    people = [henk, replace(fatima, promised=spans)]
    assert [idea.keeps for idea in swaps(shopping, people, [Held(books, fatima.id)], AT)] == [keeps]


def test_what_lies_in_another_week_keeps_nobody_from_it() -> None:
    shopping, (henk, fatima), held = founding()
    spans = (span(day=9),)
    books = replace(held[0].job, spans=spans)
    people = [henk, replace(fatima, promised=spans)]
    assert swaps(shopping, people, [Held(books, fatima.id)], AT) == []


def test_what_uses_up_somebodys_own_limit_keeps_them_from_it() -> None:
    shopping, (henk, fatima), held = founding()
    spans = (span(day=-24, minutes=240),)
    books = replace(held[0].job, spans=spans)
    full = replace(fatima, promised=spans, limit=300)
    (idea,) = swaps(shopping, [henk, full], [Held(books, full.id)], AT)
    assert idea.keeps == Keeps.USES_ROOM
    roomy = replace(full, limit=600)
    assert swaps(shopping, [henk, roomy], [Held(books, roomy.id)], AT) == []


def test_a_swap_that_would_not_free_somebody_is_no_idea() -> None:
    shopping, (henk, fatima), held = founding()
    also = replace(fatima, promised=(*fatima.promised, span(hour=10, minutes=30)))
    assert swaps(shopping, [henk, also], held, AT) == []


def test_whoever_holds_it_must_be_able_to_do_the_other() -> None:
    shopping, (henk, fatima), held = founding()
    neighbour = replace(fatima, side=Side.INFORMAL)
    assert swaps(shopping, [henk, neighbour], held, AT) == []
    for able in (
        replace(neighbour, did={SHOPPING: AT}),
        replace(neighbour, roles=frozenset({RoleKind.DIRECT})),
        replace(neighbour, offers=(good(),)),
    ):
        assert len(swaps(shopping, [henk, able], held, AT)) == 1


def test_whoever_takes_over_must_have_a_talent_for_it_or_have_done_it() -> None:
    shopping, (henk, fatima), held = founding()
    role = replace(henk, offers=(), roles=frozenset({RoleKind.DIRECT, RoleKind.INDIRECT}))
    assert swaps(shopping, [role, fatima], held, AT) == []
    assert len(swaps(shopping, [replace(henk, offers=(), did={ADMIN: AT}), fatima], held, AT)) == 1


def test_a_no_to_the_job_itself_is_no_reason_not_to_take_over_something_else() -> None:
    shopping, (henk, fatima), held = founding()
    declined = replace(henk, asked_for=frozenset({shopping.id}))
    assert len(swaps(shopping, [declined, fatima], held, AT)) == 1
    refused = replace(henk, asked_for=frozenset({held[0].job.id}))
    assert swaps(shopping, [refused, fatima], held, AT) == []
    asked = replace(fatima, asked_for=frozenset({shopping.id}))
    assert swaps(shopping, [henk, asked], held, AT) == []


def test_whoever_could_do_the_job_as_well_is_the_last_idea() -> None:
    shopping, (henk, fatima), held = founding()
    handy = person("Ada", offer(TalentKind.WOULD_LOVE, ADMIN), good(SHOPPING))
    found = swaps(shopping, [handy, henk, fatima], held, AT)
    assert [idea.taker.name for idea in found] == ["Henk", "Ada"]


def test_the_same_story_with_other_names_and_other_things() -> None:
    ride = job(RIDE, "Drive Wim to the choir", spans=(span(day=2, hour=19),))
    cooking = job(MUSIC, "Play for everybody", spans=(span(day=2, hour=18, minutes=120),))
    player = person("Otto", offer(TalentKind.LIKES, MUSIC, "jazz"))
    driver = person("Mia", offer(TalentKind.GOOD_AT, RIDE), promised=cooking.spans)
    (idea,) = swaps(ride, [driver, player], [Held(cooking, driver.id)], AT)
    assert (idea.taker.name, idea.freed.name, idea.rules) == ("Otto", "Mia", ())


# Direct fits


def test_reasons_say_what_speaks_for_somebody() -> None:
    henk = person(
        "Henk", offer(TalentKind.LIKES, SHOPPING, "markets"),
        weekdays=frozenset({5, 6}), parts=frozenset({DayPart.MORNING}), circle=Circle.CLOSE,
        last_asked=AT - timedelta(weeks=7), did={SHOPPING: AT - timedelta(days=60)}, limit=600,
        roles=frozenset({RoleKind.DIRECT}),
    )  # fmt: skip
    (fit,) = fits(job(), [henk], AT)
    assert whys(fit) == [
        Why.LIKES, Why.DID_BEFORE, Why.SUPPORTS, Why.FREE_DAY, Why.FREE_PART, Why.CLOSE, Why.NOT_ASKED,
        Why.HAS_ROOM,
    ]  # fmt: skip
    values = {reason.why: reason.value for reason in fit.reasons}
    assert values[Why.LIKES] == "markets"
    assert values[Why.FREE_DAY] == 5
    assert values[Why.NOT_ASKED] == 7


def test_among_equals_who_was_asked_longest_ago_comes_first() -> None:
    asked = {"Ann": 3, "Bea": 20, "Cor": 9}
    people = [person(name, good(), last_asked=AT - timedelta(days=days)) for name, days in asked.items()]
    assert names(fits(job(), people, AT)) == ["Bea", "Cor", "Ann"]


def test_a_talent_comes_before_somebody_who_is_only_near() -> None:
    people = [person("Near", circle=Circle.CLOSE), person("Able", good(), last_asked=AT)]
    found = fits(job(), people, AT)
    assert names(found) == ["Able", "Near"]
    assert [fit.strong for fit in found] == [True, False]


def test_professionals_and_communities_are_asked_for_what_they_do_and_not_because_they_are_there() -> None:
    people = [person("Fatima", side=Side.FORMAL), person("Choir", side=Side.COMMUNITY)]
    assert fits(job(), people, AT) == []
    able = [replace(one, offers=(good(),)) for one in people]
    assert names(fits(job(), able, AT)) == ["Choir", "Fatima"]


def test_a_rule_about_who_may_do_it_is_kept_and_shows_whom_it_keeps_out() -> None:
    books = job(ADMIN, "Books", only_side=Side.FORMAL, rule="for employees")
    people = [person("Henk", good(ADMIN)), person("Anouk", good(ADMIN), side=Side.FORMAL), person("Joris")]
    assert names(fits(books, people, AT)) == ["Anouk"]
    assert names(but_for_rule(books, people, AT)) == ["Henk"]


def test_somebody_who_promised_something_else_then_is_not_free_but_another_date_will_do() -> None:
    busy = person("Ann", good(), promised=(span(hour=11),))
    assert fits(job(), [busy], AT) == []
    assert names(fits(job(spans=(span(), span(day=7))), [busy], AT)) == ["Ann"]
    later = person("Ann", good(), promised=(span(hour=12),))
    assert names(fits(job(), [later], AT)) == ["Ann"]


def test_nobody_is_suggested_for_a_week_they_promised_already() -> None:
    week = replace(span(minutes=60, loose=True), date=an_id("week"))
    assert fits(job(spans=(week,)), [person("Ann", good(), promised=(week,))], AT) == []


def test_only_together_with_somebody_needs_a_second_place() -> None:
    shy = person("Ann", good(with_someone=True))
    assert fits(job(), [shy], AT) == []
    assert names(fits(job(places=2), [shy], AT)) == ["Ann"]


def test_one_talent_may_be_limited_where_another_is_not() -> None:
    both = person("Ann", good(weekdays=frozenset({0})), offer(TalentKind.LIKES, SHOPPING, "markets"))
    assert names(fits(job(), [both], AT)) == ["Ann"]


# Never, whoever they are and whatever else speaks for them

ACTIVITIES = st.sampled_from([SHOPPING, ADMIN, RIDE, MUSIC])
WEEKDAYS = st.frozensets(st.integers(0, 6), max_size=3)
OFFERS = st.builds(
    offer,
    st.sampled_from(TalentKind),
    ACTIVITIES,
    st.sampled_from(["", "own words"]),
    weekdays=WEEKDAYS,
    with_someone=st.booleans(),
)
SPANS = st.builds(
    span,
    st.integers(-6, 9),
    st.sampled_from([9, 13, 20]),
    st.sampled_from([60, 180]),
    loose=st.booleans(),
)
PERSONS = st.builds(
    Person,
    id=st.uuids(),
    name=st.sampled_from(["Ann", "Bea", "Cor", "Dik"]),
    side=st.sampled_from(Side),
    circle=st.sampled_from(Circle),
    offers=st.lists(OFFERS, max_size=4).map(tuple),
    refused=st.frozensets(ACTIVITIES, max_size=1),
    weekdays=WEEKDAYS,
    parts=st.frozensets(st.sampled_from(DayPart), max_size=2),
    ended=st.booleans(),
    paused_until=st.sampled_from([None, None, AT - timedelta(1), AT + timedelta(1)]),
    rests_until=st.sampled_from([None, None, date(2026, 11, 25), date(2026, 11, 26)]),
    limit=st.sampled_from([None, 60, 200]),
    most_asks=st.sampled_from([None, 0, 2]),
    asks=st.integers(0, 3),
    last_asked=st.sampled_from([None, AT, AT - timedelta(weeks=9)]),
    asked_for=st.frozensets(st.sampled_from([an_id("job"), an_id("other")]), max_size=1),
    promised=st.lists(SPANS, max_size=2).map(tuple),
    did=st.dictionaries(ACTIVITIES, st.just(AT), max_size=2),
    roles=st.frozensets(st.sampled_from(RoleKind)),
)
PEOPLE = st.lists(PERSONS, max_size=6, unique_by=lambda one: one.id)
JOBS = st.builds(
    Job,
    id=st.just(an_id("job")),
    activity=ACTIVITIES,
    spans=st.lists(SPANS, min_size=1, max_size=3).map(tuple),
    places=st.integers(1, 2),
    only_side=st.sampled_from(["", *Side]),
)


def closed_by_limits(one: Person, what: Job) -> bool:
    """Whether the days somebody named close every date of the job, said in another way than the code does."""
    limits = [mine for mine in one.offers if mine.activity == what.activity and mine.kind != TalentKind.NEVER]
    for date_ in what.spans:
        days = range(7) if date_.loose else [date_.starts.weekday()]
        for day in days:
            own = not one.weekdays or day in one.weekdays
            by_talent = not limits or any(not mine.weekdays or day in mine.weekdays for mine in limits)
            if own and by_talent:
                return False
    return True


def must_be_left_in_peace(one: Person, what: Job) -> bool:
    never = {mine.activity for mine in one.offers if mine.kind == TalentKind.NEVER} | one.refused
    return (
        one.ended
        or one.paused_until == AT + timedelta(1)
        or one.rests_until == date(2026, 11, 26)
        or (one.most_asks is not None and one.asks >= one.most_asks)
        or what.activity in never
        or what.id in one.asked_for
        or closed_by_limits(one, what)
    )


def told(fit: Fit) -> tuple[object, ...]:
    return fit.person.id, fit.reasons, fit.score


def held_by(people: list[Person], what: Job) -> list[Held]:
    """Everything everybody promised, as one other job each."""
    return [
        Held(replace(what, id=an_id("other"), activity=ADMIN, spans=one.promised), one.id)
        for one in people
        if one.promised
    ]


@given(JOBS, PEOPLE)
def test_whoever_must_be_left_in_peace_is_never_suggested(what: Job, people: list[Person]) -> None:
    for fit in (*fits(what, people, AT), *but_for_rule(what, people, AT)):
        assert not must_be_left_in_peace(fit.person, what)
        assert fit.reasons


@given(JOBS, PEOPLE)
def test_a_swap_asks_nobody_who_must_be_left_in_peace(what: Job, people: list[Person]) -> None:
    held = held_by(people, what)
    for idea in swaps(what, people, held, AT):
        assert not must_be_left_in_peace(idea.taker, idea.takes)
        assert not must_be_left_in_peace(idea.freed, what)
        assert idea.taker_reasons
        assert idea.freed_reasons
        assert idea.taker.id != idea.freed.id
    for fit in indirect(what, people, held, AT):
        assert fit.reasons
        assert not must_be_left_in_peace(fit.person, held[0].job) or len(held) > 1


@given(JOBS, PEOPLE, st.randoms())
def test_the_order_is_the_same_however_people_come_in(
    what: Job, people: list[Person], chance: object
) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert [told(fit) for fit in fits(what, people, AT)] == [told(fit) for fit in fits(what, shuffled, AT)]
    keys = [idea.key for idea in swaps(what, people, held_by(people, what), AT)]
    assert keys == [idea.key for idea in swaps(what, shuffled, held_by(shuffled, what), AT)]


@given(JOBS, PEOPLE)
def test_a_rule_hides_no_swap(what: Job, people: list[Person]) -> None:
    def found(side: str) -> set[tuple[UUID, ...]]:
        held = [Held(replace(one.job, only_side=side), one.holder) for one in held_by(people, what)]
        return {idea.key for idea in swaps(what, people, held, AT)}

    assert found("") == found(Side.FORMAL) == found(Side.COMMUNITY)
