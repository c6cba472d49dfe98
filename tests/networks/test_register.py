"""The register of an organisation: deciding, joining, ages, the library; and what it never learns."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access import Office, office_for
from accounts.choices import Hat
from accounts.models import Affiliation, Region
from carenet.lib.errors import Conflict, DomainError
from networks.actions import rule as actions
from networks.choices.rule import RaisedAnswer, RuleStatus
from networks.errors import NotFromHere
from networks.models import Barrier, Delivery, Lesson, RaisedBarrier, Rule
from networks.moments import Desk, compose
from networks.rules import register as reading
from tests import daily, rules
from tests import factories as make
from tests.cast import NAMES, Cast
from tests.networks.browsing import address, browser, words_of
from tests.watch import said

WORDS = "Volunteers may not do administration"


def els(cast: Cast) -> Office:
    return office_for(cast.els, cast.linde.pk, Hat.MANAGER, at=timezone.now())


def in_a_network(cast: Cast, rule: Rule, **fields: Any) -> RaisedBarrier:
    """One more network that says this rule."""
    network = make.make_network(f"Client of {rule.pk}", make.make_user())
    barrier = daily.make_barrier(network, make.make_user())
    return rules.make_raised(barrier, barrier.author, rule, **fields)


def decide(cast: Cast, rule: Rule, status: RuleStatus = RuleStatus.NOT_A_RULE, **more: Any) -> Rule:
    more = {"reason": "It was a habit"} | more
    return actions.decide_rule(actor=els(cast), rule=rule.pk, status=status, **more)


def rows(client: Client, cast: Cast, question: str = "") -> str:
    return words_of(client.get(address("rules", cast.linde.pk) + question))


def test_a_decision_has_a_day_and_a_reason_and_every_state_stays(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words=WORDS)
    page, client = address("rule_decide", rule.pk), browser(cast.els)
    assert client.post(page, {"status": "changed", "version": 1}).status_code == 422
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    given = {"status": "changed", "reason": "We allow it from now on", "version": "1"}
    assert client.post(page, given | {"decided_on": tomorrow}).status_code == 422
    client.post(page, {"status": "asked", "reason": "We asked the board", "version": "1"})
    assert client.post(page, given).status_code == 422, "somebody else changed it"
    assert client.post(page, given | {"version": "2"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.status, rule.decided_on, rule.reason) == (
        RuleStatus.CHANGED,
        timezone.localdate(),
        "We allow it from now on",
    )
    told = words_of(client.get(address("rule", rule.pk)))
    for sentence in ("Raised", "We asked the board", "We allow it from now on", "Els Kramer"):
        assert sentence in told
    assert [one.status for one in reading.history(rule)] == ["changed", "asked", "raised"]
    decide(cast, rule, RuleStatus.TRIED, reason="")
    rule.refresh_from_db()
    assert (rule.decided_on, rule.reason) == (None, "")
    with pytest.raises(DomainError, match="stands already"):
        decide(cast, rule, RuleStatus.TRIED, reason="")
    with pytest.raises(Conflict):
        decide(cast, rule, version=1)


def test_a_decision_tells_who_put_it_and_a_new_one_asks_again(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words=WORDS)
    barrier = daily.make_barrier(cast.network, cast.henk)
    raised = rules.make_raised(barrier, cast.henk, rule)
    decide(cast, rule)
    mail = Delivery.objects.get(user=cast.henk, channel="mail")
    letter = compose(mail, timezone.now(), Desk([mail], timezone.now()))
    assert letter is not None
    assert letter.subject == "De Linde answered you"
    assert WORDS not in letter.text()
    assert "It was a habit" not in letter.text()
    RaisedBarrier.objects.filter(pk=raised.pk).update(answer="still", answered_at=timezone.now())
    assert compose(mail, timezone.now()) is None
    decide(cast, rule, RuleStatus.CHANGED, reason="Then we change it")
    raised.refresh_from_db()
    assert (raised.answer, raised.until) == ("", None)
    assert Delivery.objects.filter(user=cast.henk, channel="mail").count() == 2
    barrier.refresh_from_db()
    assert barrier.until is None


def test_professionals_and_coaches_read_and_others_do_not_come_in(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words=WORDS)
    for reader in (cast.fatima, cast.carla):
        page = words_of(browser(reader).get(address("rule", rule.pk)))
        assert WORDS in page
        assert "Decide, or say how far it is" not in page
        for one in ("rule_decide", "rule_edit", "rule_join", "rule_share"):
            assert browser(reader).get(address(one, rule.pk)).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.add_rule(
                actor=Office(reader, cast.linde, frozenset({Hat.MANAGER}), timezone.now()), words="X"
            )
    Affiliation.objects.filter(user=cast.els).update(until=timezone.now())
    with pytest.raises(Http404):
        actions.add_rule(
            actor=Office(cast.els, cast.linde, frozenset({Hat.MANAGER}), timezone.now()), words="X"
        )


def test_the_organisation_never_learns_which_network_client_task_or_person(cast: Cast) -> None:
    task = daily.make_task(cast.network, cast.bram, title="Shopping with Bram", need=cast.need)
    barrier = daily.make_barrier(cast.network, cast.henk, task=task, words="Henk may not keep books for Bram")
    rules.make_placing(barrier, cast.henk, thinks="My own thoughts", shows_thinks=True)
    rule = rules.make_rule(cast.linde, words=WORDS)
    raised = rules.make_raised(barrier, cast.henk, rule)
    decide(cast, rule)
    actions.share_lesson(actor=els(cast), rule=rule.pk, words=WORDS, outcome="A habit", sure=True)
    secrets = [NAMES["bram"], "Henk", "Shopping", "keep books for", "My own thoughts", cast.need.words]
    secrets += [str(one) for one in (cast.network.pk, barrier.pk, task.pk, raised.pk, cast.henk.pk)]
    pages = [address("rules", cast.linde.pk), address("lessons")]
    pages += [address(one, rule.pk) for one in ("rule", "rule_decide", "rule_edit", "rule_join")]
    pages += [
        f"/api/v1/organisations/{cast.linde.pk}/rules/",
        f"/api/v1/rules/{rule.pk}/",
        "/api/v1/lessons/",
    ]
    for who in (cast.els, cast.karel, cast.carla):
        for page in pages:
            answer = browser(who).get(page)
            assert [word for word in secrets if word in said(answer)] == [], (who, page)
    chain = words_of(browser(cast.bram).get(f"/networks/{cast.network.pk}/ledger/"))
    assert "Els" not in chain


def test_the_same_rule_of_several_networks_is_joined_counted_and_split_off_again(cast: Cast) -> None:
    first = rules.make_rule(cast.linde, words=WORDS, raised_at=make.ago(10))
    second = rules.make_rule(
        cast.linde, words="Administration is not for a volunteer", raised_at=make.ago(50)
    )
    other = rules.make_rule(cast.linde, words="No visits after eight in the evening")
    one, two = in_a_network(cast, first), in_a_network(cast, second)
    assert [found.rule for found in reading.alike(els(cast), first)] == [second]
    client = browser(cast.els)
    assert "Shares: admini, volunt" in words_of(client.get(address("rule", first.pk)))
    assert client.post(address("rule_join", second.pk), {"into": str(first.pk)}).status_code == 302
    first.refresh_from_db()
    assert first.raised_at == second.raised_at, "it is as old as the oldest"
    assert reading.said(first).now == 2
    assert [row.pk for row in reading.register(els(cast))] == [first.pk, other.pk]
    assert WORDS in rows(client, cast, "?q=administration+not")
    with pytest.raises(actions.JoinedElsewhere):
        decide(cast, second)
    with pytest.raises(actions.JoinedElsewhere):
        actions.join_rules(actor=els(cast), rule=other.pk, into=second.pk)
    decide(cast, first)
    for raised in (one, two):
        raised.refresh_from_db()
        page = words_of(browser(raised.author).get(address("barrier", raised.barrier_id)))
        assert page == page
    assert Delivery.objects.filter(user__in=[one.author, two.author], channel="notice").count() == 2
    client.post(address("rule_split", second.pk))
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.joined_into, second.status) == (None, RuleStatus.RAISED)
    assert first.raised_at > second.raised_at
    assert reading.said(first).now == 1


def test_what_was_joined_goes_along_when_its_head_is_joined(cast: Cast) -> None:
    one, two, three = (rules.make_rule(cast.linde) for _turn in range(3))
    actions.join_rules(actor=els(cast), rule=one.pk, into=two.pk)
    actions.join_rules(actor=els(cast), rule=two.pk, into=three.pk)
    assert {row.pk for row in reading.joined_to(three)} == {one.pk, two.pk}
    for wrong in (three.pk, rules.make_rule(rules.make_organisation()).pk):
        with pytest.raises(NotFromHere):
            actions.join_rules(actor=els(cast), rule=three.pk, into=wrong)
    with pytest.raises(DomainError, match="by itself already"):
        actions.split_rule(actor=els(cast), rule=three.pk)


def test_ages_filters_search_and_order(cast: Cast) -> None:
    old = rules.make_rule(cast.linde, words="An old one about keys", raised_at=make.ago(40), source="habit")
    new = rules.make_rule(cast.linde, words="A new one about medicine", raised_at=make.ago(3), source="law")
    done = rules.decided(
        cast.linde, words="A third one", evidence="Nobody has the keys", raised_at=make.ago(90)
    )
    for _turn in range(2):
        in_a_network(cast, new)
    in_a_network(cast, old)
    client = browser(cast.els)
    whole = rows(client, cast)
    assert "waits 5 weeks, too long" in whole
    assert reading.totals(els(cast)) == {"open": 2, "waiting": 1, "decided": 1}

    def found(question: str) -> list[str]:
        text = rows(client, cast, question)
        shown = [row for row in (old, new, done) if row.words in text]
        return [row.words.split()[1] for row in sorted(shown, key=lambda row: text.index(row.words))]

    assert found("") == ["old", "new", "third"]
    assert found("?sort=-networks") == ["new", "old", "third"]
    assert found("?sort=words") == ["new", "third", "old"]
    assert found("?sort=age") == ["third", "old", "new"]
    assert found("?sort=nonsense&page=99") == ["old", "new", "third"]
    assert found("?state=waiting") == ["old"]
    assert found("?state=decided") == ["third"]
    assert found("?state=raised") == ["old", "new"]
    assert found("?source=law") == ["new"]
    assert found("?q=KEYS") == ["old", "third"]
    assert found("?q=keys&state=open") == ["old"]
    assert "Nothing like this" in rows(client, cast, "?q=zebra")


def test_a_register_of_many_costs_what_one_of_few_costs(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words=WORDS)
    in_a_network(cast, rule)
    rules.make_lesson(rules.decided(cast.linde), cast.els)
    client = browser(cast.els)

    def cost() -> list[int]:
        found = []
        for page in (address("rules", cast.linde.pk), address("rule", rule.pk), address("lessons")):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            found.append(len(asked))
        return found

    cost()
    few = cost()
    for number in range(40):
        row = rules.make_rule(cast.linde, words=f"{WORDS} {number}")
        in_a_network(cast, row)
        rules.make_lesson(rules.decided(cast.linde), cast.els)
    rules.make_rule(cast.linde, joined_into=rule, joined_at=make.ago(1))
    assert cost() == few
    assert "Page 1 of 2" in rows(client, cast, "?state=open")


def test_a_lesson_is_shared_without_names_found_by_everybody_and_taken_back(cast: Cast) -> None:
    rule = rules.make_rule(cast.linde, words="Books of De Linde are for employees", source="habit")
    page, client = address("rule_share", rule.pk), browser(cast.els)
    assert client.get(page).status_code == 404, "decide first"
    with pytest.raises(DomainError, match="Decide first"):
        actions.share_lesson(actor=els(cast), rule=rule.pk, words="x", outcome="y", sure=True)
    decide(cast, rule)
    given = {"words": rule.words, "outcome": "This was a habit, and it ended", "sure": "on"}
    assert client.post(page, given).status_code == 422, "the organisation is named"
    given["words"] = "Books are for employees"
    assert client.post(page, {key: given[key] for key in ("words", "outcome")}).status_code == 422
    assert client.post(page, given).status_code == 302
    lesson = Lesson.objects.get()
    for question, there in (("", True), ("?q=book", True), ("?q=ended+habit", True), ("?q=keys", False)):
        text = words_of(browser(cast.eve).get(address("lessons") + question))
        assert ("This was a habit, and it ended" in text) is there, question
        assert "De Linde" not in text
    assert "Nothing like this" in words_of(browser(cast.eve).get(address("lessons") + "?status=changed"))
    assert browser(cast.eve).get(address("lessons") + "?q=%27%3A*+%26+%7C+%21%28").status_code == 200
    assert browser().get(address("lessons")).status_code == 302
    browser(cast.els).post(address("lesson_end", lesson.pk))
    assert "and it ended" not in words_of(browser(cast.eve).get(address("lessons")))
    assert client.get(page).status_code == 200, "and can be shared again"


def test_facts_to_check_stand_beside_a_rule_with_that_source(cast: Cast) -> None:
    law = rules.make_rule(cast.linde, source="law")
    text = words_of(browser(cast.fatima).get(address("rule", law.pk)))
    assert "No legal advice" in text
    assert "6:76" in text
    assert "Check it with" in text
    barrier = daily.make_barrier(cast.network, cast.henk, source="law")
    assert "6:76" in words_of(browser(cast.henk).get(address("barrier", barrier.pk)))
    Barrier.objects.update(source="habit")
    assert "6:76" not in words_of(browser(cast.henk).get(address("barrier", barrier.pk)))
    cast.linde.region = Region.objects.create(
        scheme="nuts",
        code="BE2",
        name_nl="Vlaanderen",
        name_en="Flanders",
        level="regional",
        valid_from=make.ago(900).date(),
    )
    cast.linde.save()
    assert reading.jurisdiction_of(cast.linde) == "BE"
    assert "6:76" not in words_of(browser(cast.fatima).get(address("rule", law.pk)))


# The API ----------------------------------------------------------------------------------------------


def post(client: Client, where: str, **body: Any) -> Any:
    return client.post(where, json.dumps(body), content_type="application/json")


def test_the_api_does_what_the_pages_do(cast: Cast) -> None:
    client, here = browser(cast.els), f"/api/v1/organisations/{cast.linde.pk}/rules/"
    made = post(client, here, words=WORDS, source="habit")
    assert made.status_code == 201
    one = made.headers["Location"]
    in_a_network(cast, Rule.objects.get())
    tag = client.get(one).headers["ETag"]
    change = client.patch(
        one, json.dumps({"owner": "the board"}), content_type="application/json", headers={"If-Match": tag}
    )
    assert change.json()["owner"] == "the board"
    stale = post(client, f"{one}status/", status="asked")
    assert stale.json()["status"] == "asked"
    no_reason = post(client, f"{one}status/", status="stays")
    assert (no_reason.status_code, list(no_reason.json()["errors"])) == (400, ["reason"])
    post(client, f"{one}status/", status="stays", reason="The law says so")
    whole = client.get(one).json()
    assert (whole["networks"], whole["over"], whole["status"]) == (1, 0, "stays")
    assert [state["status"] for state in whole["states"]] == ["stays", "asked", "raised"]
    assert client.get(f"{here}?state=decided&q=volunteers").json()["results"][0]["networks"] == 1
    assert client.get(f"{here}?state=open").json()["results"] == []
    shared = post(client, f"{one}share/", words="No books", outcome="It stays, for a reason", sure=True)
    assert shared.status_code == 200
    lesson = browser(cast.eve).get("/api/v1/lessons/?q=books").json()["results"][0]
    assert "organisation" not in lesson
    assert post(client, f"/api/v1/lessons/{lesson['id']}/end/").status_code == 200
    notes = browser(cast.eve).get("/api/v1/legal-notes/?source=contract").json()["results"]
    assert {note["code"] for note in notes} == {"nl-liable-provider", "nl-own-plan"}


def test_the_api_joins_and_splits_and_proposes(cast: Cast) -> None:
    client = browser(cast.els)
    one = rules.make_rule(cast.linde, words=WORDS)
    other = rules.make_rule(cast.linde, words="Volunteers do no administration")
    alike = client.get(f"/api/v1/rules/{one.pk}/alike/").json()["results"]
    assert [row["id"] for row in alike] == [str(other.pk)]
    assert post(client, f"/api/v1/rules/{one.pk}/join/", into=str(other.pk)).status_code == 200
    strange = rules.make_rule(rules.make_organisation())
    refused = post(client, f"/api/v1/rules/{other.pk}/join/", into=str(strange.pk))
    assert list(refused.json()["errors"]) == ["into"]
    assert post(client, f"/api/v1/rules/{one.pk}/split/").json()["joined_into"] is None


def test_a_network_puts_takes_back_and_answers_through_the_api(cast: Cast) -> None:
    rules.works_at(cast.members["fatima"], cast.linde)
    client, row = browser(cast.henk), daily.make_barrier(cast.network, cast.henk)
    here = f"/api/v1/barriers/{row.pk}/raised/"
    given = {"organisation": str(cast.linde.pk), "words": WORDS}
    assert list(post(client, here, **given, sure=False).json()["errors"]) == ["sure"]
    assert list(post(client, here, **given | {"words": "Bram may not"}, sure=True).json()["errors"]) == [
        "words"
    ]
    made = post(client, here, **given, sure=True)
    assert (made.status_code, made.json()["status"]) == (201, "raised")
    assert list(post(client, here, **given, sure=True).json()) != []
    assert RaisedBarrier.objects.count() == 1
    rule = Rule.objects.get()
    assert post(client, f"{made.headers['Location']}answer/", answer="over", outcome="x").status_code == 409
    decide(cast, rule)
    listed = client.get(here).json()["results"][0]
    assert (listed["status"], listed["reason"]) == ("not_a_rule", "It was a habit")
    done = post(client, f"{made.headers['Location']}answer/", answer="over", outcome="A habit, ended")
    assert done.json()["answer"] == RaisedAnswer.OVER
    assert client.get(f"/api/v1/barriers/{row.pk}/").json()["status"] == "not_a_rule"
