"""Machine-made requests, right and wrong, against the schema: no fault, nothing undocumented."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from accounts.actions import issue_token
from accounts.choices import TokenScope
from carenet.api import schema_text
from carenet.wsgi import application

pytestmark = [pytest.mark.schema, pytest.mark.django_db]

load_all_checks()
PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
)
EXAMPLES = 25
SCHEMA = schemathesis.openapi.from_dict(json.loads(schema_text()))
SCHEMA.app = application
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}
KNOWN: list[UUID] = []
"""Ids that mean something in the running test: without them every request would end in 404."""

schemathesis.openapi.format(
    "uuid", st.integers(0, 99).map(lambda number: str(KNOWN[number % len(KNOWN)] if KNOWN else UUID(int=1)))
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application shares the test's transaction, so the end of a request must not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def keys(cast: Any, rows: dict[str, Any]) -> dict[str, str]:
    """A token each of the client, a member and a stranger; and the ids that requests may name."""
    KNOWN[:] = [
        cast.network.pk,
        *(member.pk for member in cast.members.values()),
        cast.family_need.pk,
        *(row.pk for row in rows.values()),
        *cast.need.domains.values_list("pk", flat=True),
        *cast.network.client.representations.values_list("pk", flat=True),
        *cast.network.roles.values_list("pk", flat=True),
        cast.other.pk,
        cast.other_need.pk,
        UUID(int=7),
    ]
    until = timezone.now() + timedelta(days=1)
    people = {"client": cast.bram, "member": cast.henk, "professional": cast.anouk, "stranger": cast.eve}
    return {
        who: issue_token(actor=user, name="test", scope=TokenScope.WRITE, expires_at=until).key
        for who, user in people.items()
    }


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.parametrize("mode", GenerationMode)
def test_the_api_keeps_the_promises_of_its_schema(
    label: str, mode: GenerationMode, keys: dict[str, str], rows: dict[str, Any]
) -> None:
    operation = OPERATIONS[label]
    if mode == GenerationMode.NEGATIVE and not (operation.body or operation.query):
        return

    @given(
        case=operation.as_strategy(generation_mode=mode)
        | operation.as_strategy(generation_mode=mode, path_parameters=named_by(label, rows)),
        who=st.sampled_from([*keys, "client", "client"]),
        star=st.booleans(),
    )
    @settings(
        max_examples=EXAMPLES,
        deadline=None,  # how long an answer takes is tried in test_hostile.py
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def keeps(case: Any, who: str, star: bool) -> None:
        if star and "If-Match" in (case.headers or {}):
            case.headers["If-Match"] = "*"
        with transaction.atomic():
            answer = case.call(headers={"Authorization": f"Bearer {keys[who]}"})
            transaction.set_rollback(True)
        case.validate_response(answer, checks=CHECKS.get_by_names(PROMISES))

    keeps()


def named_by(label: str, rows: dict[str, Any]) -> dict[str, str]:
    """An id that exists, for the first part of the address."""
    first = label.split("/api/v1/")[1].split("/")[0]
    return {"id": str(rows[first].pk)} if "{id}" in label else {}
