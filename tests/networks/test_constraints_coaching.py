"""The rules of coaching that hold whoever writes: tried at the tables."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from networks.models import CoachingConsent, CoachingNote, CoachingQuestion, Participation
from tests import coaching, experiments, rules
from tests import factories as make
from tests.cast import Cast


def _counted(cast: Cast) -> Participation:
    return coaching.make_counted(cast.linde, cast.network)


def _consent(cast: Cast, **fields: Any) -> CoachingConsent:
    consent: CoachingConsent = coaching.make_consent(_counted(cast), cast.bram, **fields)
    return consent


def _question(cast: Cast, **fields: Any) -> CoachingQuestion:
    return coaching.make_question(_counted(cast), cast.carla, **fields)


def _line(cast: Cast, **fields: Any) -> CoachingNote:
    return coaching.make_line(cast.linde, cast.carla, **fields)


def _about(cast: Cast, **fields: Any) -> CoachingNote:
    return _line(cast, network=_counted(cast).network, **fields)


BROKEN: dict[str, Callable[[Cast], Any]] = {
    "coachingconsent_in_order": lambda cast: _consent(cast, until=make.ago(20), ended_by=cast.bram),
    "coachingconsent_opens_known": lambda cast: _consent(cast, opens="all"),
    "coachingconsent_has_wording": lambda cast: _consent(cast, wording=0),
    "coachingconsent_ender_of_what_ended": lambda cast: _consent(cast, ended_by=cast.bram),
    "coachingconsent_once": lambda cast: [_consent(cast) for _turn in range(2)],
    "coachingquestion_in_order": lambda cast: _question(cast, until=make.ago(20)),
    "coachingquestion_once": lambda cast: [_question(cast) for _turn in range(2)],
    "coachingquestion_has_words": lambda cast: _question(cast, words=""),
    "coachingquestion_number_from_one": lambda cast: _question(cast, number=0),
    "coachingquestion_waits_a_while": lambda cast: _question(cast, waits_until=make.ago(9)),
    "coachingquestion_answered_by_somebody": lambda cast: _question(cast, answer="no"),
    "coachingnote_in_order": lambda cast: _line(cast, until=make.ago(9)),
    "coachingnote_kind_known": lambda cast: _line(cast, kind="gossip"),
    "coachingnote_has_words": lambda cast: _line(cast, words=""),
    "coachingnote_about_one_thing": lambda cast: _about(cast, rule=rules.make_rule(cast.linde)),
    "coachingnote_experiment_of_a_network": lambda cast: _line(
        cast, experiment=experiments.running(cast.network, cast.bram)
    ),
}
"""Every named constraint of these rows, and how to break it past every form."""
ROWS: tuple[type[models.Model], ...] = (CoachingConsent, CoachingQuestion, CoachingNote)


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_itself_refuses(cast: Cast, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](cast)


def test_every_named_rule_is_tried_here() -> None:
    named = {rule.name for model in ROWS for rule in model._meta.constraints}
    assert named - set(BROKEN) == {"coachingconsent_in_network"}


OUTSIDE: dict[str, Callable[[Cast], Any]] = {
    "networks_coachingnote_experiment_id_same_network": lambda cast: _about(
        cast, experiment=experiments.running(cast.other, cast.eve)
    ),
    "networks_coachingnote_rule_id_same_organisation": lambda cast: _line(
        cast, rule=rules.make_rule(make.make_organisation("Elsewhere"))
    ),
    "networks_coachingconsent_takes_part": lambda cast: CoachingConsent.objects.create(
        network=cast.other, organisation=cast.linde, opens="patterns", author=cast.eve
    ),
    "networks_coachingquestion_takes_part": lambda cast: _question(cast, network=cast.other),
    "networks_coachingnote_takes_part": lambda cast: _line(cast, network=cast.other),
}


@pytest.mark.parametrize("key", OUTSIDE)
def test_nothing_points_out_of_its_network_or_organisation(cast: Cast, key: str) -> None:
    with pytest.raises(IntegrityError, match=key), transaction.atomic():
        _point_outside(cast, key)


def _point_outside(cast: Cast, key: str) -> None:
    """These keys are looked at when a transaction ends; here at once."""
    OUTSIDE[key](cast)
    connection.check_constraints()


def test_every_key_of_these_rows_is_tried_here(db: None) -> None:
    ends = ["%same_network", "%same_organisation", "%takes_part"]
    tables = [model._meta.db_table for model in ROWS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint "
            "WHERE conname LIKE ANY(%s) AND conrelid::regclass::text = ANY(%s)",
            [ends, tables],
        )
        assert {name for (name,) in cursor.fetchall()} == set(OUTSIDE)


def test_an_answer_is_that_of_a_network(cast: Cast) -> None:
    now = timezone.now() - timedelta(days=1)
    fields = {"answer": "yes", "answered_at": now, "answered_by": cast.bram}
    with pytest.raises(IntegrityError, match="answered_by_somebody"), transaction.atomic():
        _question(cast, network=None, **fields)
    assert _question(cast, **fields).answer == "yes"
