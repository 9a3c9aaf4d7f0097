"""The API answers as its OpenAPI description says, also when it is asked with nonsense."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from config.wsgi import application
from integrations.services import make_token
from tests.factories.region import build


@pytest.fixture
def connected() -> Iterator[None]:
    """The requests share the test's connection, which the end of a real request would close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def token(db: None, connected: None) -> str:
    cache.clear()
    region = build()
    return make_token(
        acting=region.acting("ward", source="system"), unit_code=region.units["ward"].code, name="Journalen"
    )[1]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/cases/"),
        ("GET", "/api/v1/cases/{case}/"),
        ("POST", "/api/v1/admission-notices/"),
    ],
)
def test_answers_follow_the_description(token: str, method: str, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
    operation = schema[path][method]

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy())
    def run(case: schemathesis.Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(
            answer, checks=[not_a_server_error, status_code_conformance, response_schema_conformance]
        )

    run()
