from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.urls")]


def test_every_answer_carries_the_id_that_its_log_lines_have(client):
    answer = client.get("/tried/seen", headers={"X-Request-ID": "abc-12345"})
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"] == "abc-12345"


@pytest.mark.parametrize(
    "proposed",
    [
        "",
        "short",
        "x" * 65,
        "193802049811",
        "p-193802049811",
        "19380204-9811-a",
        "a b c d e f g",
        "abc\u00e5defghi",
    ],
)
def test_an_id_of_another_shape_or_with_a_personal_number_is_replaced(client, proposed):
    given = client.get("/tried/seen", headers={"X-Request-ID": proposed}).headers["X-Request-ID"]
    assert given != proposed
    assert str(UUID(given)) == given


def test_two_requests_have_two_ids(client):
    assert client.get("/healthz").headers["X-Request-ID"] != client.get("/healthz").headers["X-Request-ID"]


def test_received_at_is_the_servers_time(client):
    with clock.moved_to(datetime(2027, 3, 1, 10, 59, 59, tzinfo=UTC)):
        assert client.get("/tried/seen").json()["received_at"].startswith("2027-03-01T10:59:59")


def test_a_refusal_by_rule_is_a_409_page_with_what_blocked(client):
    answer = client.post("/tried/late")
    assert answer.status_code == 409
    assert "Patienten är redan utskriven." in answer.content.decode()


def test_a_refusal_by_rule_is_a_fragment_for_htmx(client):
    answer = client.post("/tried/late", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert 'data-code="already_discharged"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "accept"), [("/api/tried/late", "*/*"), ("/tried/late", "application/json")]
)
def test_a_refusal_by_rule_is_json_for_a_machine(client, path, accept):
    answer = client.post(path, headers={"Accept": accept})
    assert answer.status_code == 409
    assert answer.json() == {
        "code": "already_discharged",
        "message": "Patienten är redan utskriven.",
        "current": {"unit": "Avdelning 21"},
    }


@pytest.mark.parametrize("path", ["/tried/unlogged", "/api/tried/unlogged"])
def test_a_look_that_cannot_be_logged_shows_nothing(client, path):
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert b"193802049811" not in answer.content


def test_nothing_is_kept_by_a_cache_unless_it_says_so_itself(client):
    assert client.get("/healthz").headers["Cache-Control"] == "no-store"
    assert client.get("/tried/cacheable").headers["Cache-Control"] == "max-age=60"


def test_nothing_that_a_logged_in_person_sees_is_kept_by_a_cache(client):
    client.force_login(
        get_user_model().objects.create(username="eva"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert client.get("/tried/cacheable").headers["Cache-Control"] == "no-store"


def test_page_and_fragment_of_one_address_are_told_apart(client):
    assert "HX-Request" in client.post("/tried/late").headers["Vary"]
