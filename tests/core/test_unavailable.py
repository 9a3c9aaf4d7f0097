"""What is begun again, what is answered 503, and what is a fault of ours."""

from types import SimpleNamespace

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from core import load, unavailable
from core.middleware_load import ShedMiddleware
from core.middleware_scope import TRIES, ScopeMiddleware


class Told(Exception):
    """What psycopg2 raises, as far as anybody asks it."""

    def __init__(self, pgcode: str | None) -> None:
        super().__init__(pgcode)
        self.pgcode = pgcode


def error(kind: type[Exception], pgcode: str | None) -> Exception:
    made = kind("the message, which quotes values")
    made.__cause__ = Told(pgcode)
    return made


@pytest.mark.parametrize(
    ("found", "again", "away"),
    [
        (error(OperationalError, "40P01"), True, True),
        (error(OperationalError, "40001"), True, True),
        (error(OperationalError, None), False, True),
        (error(OperationalError, "53300"), False, True),
        (error(OperationalError, "53100"), False, True),
        (error(OperationalError, "57P01"), False, True),
        (error(OperationalError, "55P03"), False, True),
        (error(InterfaceError, None), False, True),
        (error(IntegrityError, "23505"), False, False),
        (error(DataError, "22001"), False, False),
        (error(OperationalError, "57014"), False, False),
    ],
)
def test_errors_are_told_apart_by_what_the_server_calls_them(
    found: Exception, *, again: bool, away: bool
) -> None:
    assert (unavailable.may_begin_again(found), unavailable.is_away(found)) == (again, away)


def met(times: int) -> tuple[HttpResponse, int, list[str]]:
    """A request whose transaction meets another's so many times: the answer, how often it ran, and what it told."""
    ran = 0
    request = RequestFactory().post("/somewhere", "a=b", content_type="application/x-www-form-urlencoded")
    request._messages = SimpleNamespace(_queued_messages=["before"])

    def view(given: HttpRequest) -> HttpResponse:
        nonlocal ran
        ran += 1
        assert given.POST["a"] == "b", "the body is there each time"
        given._messages._queued_messages.append(f"try {ran}")
        if ran <= times:
            answer = middleware.process_exception(given, error(OperationalError, "40P01"))
            assert answer
            return answer
        return HttpResponse("done")

    middleware = ScopeMiddleware(view)
    return middleware(request), ran, request._messages._queued_messages


@pytest.mark.django_db
@pytest.mark.parametrize("times", [0, 1, TRIES - 1])
def test_what_met_another_begins_again_and_tells_once(times: int) -> None:
    answer, ran, told = met(times)
    assert (answer.status_code, ran) == (200, times + 1)
    assert told == ["before", f"try {times + 1}"]


@pytest.mark.django_db
def test_after_three_more_tries_the_user_is_asked_to_come_back() -> None:
    answer, ran, told = met(99)
    assert (answer.status_code, answer.headers["Retry-After"], ran) == (503, "30", 4)
    assert told == ["before"]


@pytest.mark.django_db
def test_a_files_request_is_run_once() -> None:
    """What comes as a file is read once."""
    runs = []

    def view(request: HttpRequest) -> HttpResponse:
        runs.append(1)
        answer = middleware.process_exception(request, error(OperationalError, "40001"))
        assert answer
        return answer

    middleware = ScopeMiddleware(view)
    request = RequestFactory().post("/x", {"a": "b"}, content_type="multipart/form-data; boundary=x")
    assert middleware(request).status_code == 503
    assert runs == [1]


@pytest.mark.parametrize(
    ("path", "seconds", "status"),
    [
        ("/rapporter/", 0.9, 200),
        ("/rapporter/", 1.1, 503),
        ("/att-gora/", 1.1, 200),
        ("/arenden/5a1f4f8c-6f5d-4a7e-9f0e-0a1b2c3d4e5f/", 9.0, 200),
        ("/arenden/5a1f4f8c-6f5d-4a7e-9f0e-0a1b2c3d4e5f/kvittera/7/", 9.0, 200),
        ("/arenden/5a1f4f8c-6f5d-4a7e-9f0e-0a1b2c3d4e5f/historik/", 9.0, 503),
        ("/att-gora/", 11.0, 503),
        ("/api/v1/anything", 2.0, 503),
    ],
)
def test_what_may_wait_is_turned_away_first(path: str, seconds: float, status: int) -> None:
    load.note_wait(seconds)
    try:
        answer = ShedMiddleware(lambda request: HttpResponse())(RequestFactory().get(path))
    finally:
        load.note_wait(0.0)
    assert answer.status_code == status
    if status == 503:
        assert 5 <= int(answer.headers["Retry-After"]) <= 15
        assert path.startswith("/api/") or "Många arbetar i Hemväg just nu" in answer.content.decode()


@pytest.mark.django_db
def test_a_page_that_is_turned_away_is_as_closed_as_any(client: Client) -> None:
    """It stands inside what sets the headers."""
    with override_settings(SHED_AFTER_SECONDS=-1, CORE_FLOWS=("nothing",)):
        answer = client.get("/konto/logga-in/")
    assert answer.status_code == 503
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
