"""Every address that shows a patient logs the look, before the answer and with all that the rules ask (LAW-1, LAW-2).

Walks the matrix with real pages: an answer in which the person is named, or numbered, must have left a row of that very
request. A page that is added without logging is found here as soon as it stands in the matrix.
"""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from core.models import AccessLogRow
from tests.access.matrix import COLUMNS, DATA, MATRIX
from tests.access.world import World, kept_world
from transitions.presenters.logs import ACTIONS, GROUNDS

SHOWN = ("Elsa Testsson", "193802049811", "19380204-9811", "380204-9811")
SEARCHES = {
    ("people", "POST"): {"q": "Elsa"},
    ("admit", "POST"): {"step": "number", "personal_number": "19380204-9811"},
}
ELSEWHERE = frozenset({"log_extract_pdf", "report_diagram", "api_docs", "api_schema"})
"""A document, whose look tests/pages/test_log_review.py asks for; a picture of sums; descriptions of the API."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One of everything, undone at the end."""
    with kept_world(django_db_blocker) as world:
        yield world


PAGES = {key: None for key in sorted(MATRIX) if key[1] == "GET" and key[0] not in ELSEWHERE}
"""A form that is answered with its errors is the same page, after the same look."""


def reader(world: World, name: str, method: str) -> Client | None:
    """Somebody who is answered with a page."""
    found = [
        column
        for column in COLUMNS
        if MATRIX[name, method][column] == "200" and column not in ("anon", "ended")
    ]
    return world.clients[found[0]] if found else None


def shows_the_patient(answer: HttpResponse) -> bool:
    content = answer.content.decode(errors="ignore")
    return any(text in content for text in SHOWN)


def test_every_answer_that_shows_a_patient_is_a_look_that_is_logged(world: World) -> None:
    silent, showed = [], set()
    for (name, method), data in {**PAGES, **SEARCHES}.items():
        client = world.clients["nurse"] if (name, method) in SEARCHES else reader(world, name, method)
        if client is None:
            continue
        sent = data or DATA.get((name, method), {})
        answer = getattr(client, method.lower())(world.address(name), sent)
        if answer.streaming or answer.status_code != 200 or not shows_the_patient(answer):
            continue
        showed.add(name)
        rows = AccessLogRow.objects.filter(
            patient_id=world.region.episode.patient_id, request_id=answer["X-Request-ID"]
        )
        row = rows.first()
        if row is None:
            silent.append(f"{method} {name}")
            continue
        assert row.user_id
        assert row.assignment_id
        assert row.unit_id
        assert row.organisation_id
        assert row.role
        assert row.at.tzinfo is not None
        assert row.action in ACTIONS, f"{name}: {row.action} has no words in transitions/presenters/logs.py"
        assert row.ground in GROUNDS, f"{name}: {row.ground} has no words in transitions/presenters/logs.py"
    assert silent == []
    assert {"case", "worklist", "people", "admit", "sip_detail", "log_extract"} <= showed
