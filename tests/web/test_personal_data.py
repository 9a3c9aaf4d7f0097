"""No name and no number of a person where it does not belong: addresses, log lines, reports of errors, tasks."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import quote
from uuid import UUID

import pytest
import structlog
from celery import Celery
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter, technical_500_response
from pytest_django import Settings

from actors.rules.kinds import UnitKind
from config import gunicorn
from config.celery import TaskRefused
from config.logs import configure_logging
from core import doorbell, tasks
from core.identity_numbers import MASK, holds_number, masked
from core.middleware_identity import address_holds_number
from tests.factories.region import personal_number

NUMBER = personal_number(date(1938, 2, 4), 983)
SHORT = NUMBER[2:]
COORDINATION = "197010632391"  # Skatteverket's own example
RESERVE = "19380204R98K"


@contextmanager
def log_lines(form: str = "json", level: str = "INFO") -> Iterator[io.StringIO]:
    """Everything that is logged inside, as production writes it."""
    stream = io.StringIO()
    configure_logging({"level": level, "format": form})
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    try:
        with patch.object(handler, "stream", stream):
            yield stream
    finally:
        configure_logging(django_settings.LOGGING)


WRITTEN = (
    NUMBER,
    SHORT,
    f"{NUMBER[:8]}-{NUMBER[8:]}",
    f"{SHORT[:6]}-{SHORT[6:]}",
    f"{SHORT[:6]}+{SHORT[6:]}",
    f"{SHORT[:6]} {SHORT[6:]}",
    f"{NUMBER[:2]} {SHORT[:6]}-{SHORT[6:]}",
    f"{SHORT[:6]}\u2013{SHORT[6:]}",
    "".join(chr(0xFF10 + int(digit)) for digit in SHORT),
    COORDINATION,
    f"{COORDINATION[2:8]}-{COORDINATION[8:]}",
    RESERVE,
    RESERVE[2:].lower(),
    f"p{NUMBER}",
)
PASSED = (
    "1",
    "123456789012",
    f"{NUMBER[:11]}{(int(NUMBER[11]) + 1) % 10}",
    f"{NUMBER}1",
    "2026-11-22",
    "20261122",
    "2026-11-22T05:15:30.110915+0100",
    "0700000000",
    f"550e8400-e29b-41d4-a716-{NUMBER}",
    "550e8400-e29b-41d4-a716-446655440000",
    "193813049811",
    "1938-02-04",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert holds_number(text)
    assert masked(f"patient {text}, åter") in (f"patient {MASK}, åter", f"patient p{MASK}, åter")


@pytest.mark.parametrize("text", PASSED)
def test_ids_dates_and_uuids_are_no_numbers(text: str) -> None:
    assert not holds_number(text)
    assert masked(text) == text


ADDRESSES = (
    "/arenden/?q={}",
    "/arenden/?a=1&{}=x",
    "/arenden/{}/",
    "/{}",
    "/api/v1/cases/?patient={}",
    "/konto/login/?next=/arenden/%3Fq%3D{}",
)


def forms_of(address: str) -> Iterator[str]:
    """The address with the number in each way of writing it, encoded once, twice or every sign."""
    for text in WRITTEN:
        yield address.format(quote(text, safe="+"))
        yield address.format(quote(quote(text)))
    yield address.format("".join(f"%{ord(sign):02x}" for sign in SHORT))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_number_in_an_address_is_seen(address: str, rf: RequestFactory) -> None:
    for url in forms_of(address):
        assert address_holds_number(rf.get(url)), url


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_number_in_an_address_is_refused_and_repeated_nowhere(address: str) -> None:
    url = address.format(NUMBER)
    with log_lines() as lines:
        answers = [Client().get(url), Client().post(url), Client().get(url, HTTP_HX_REQUEST="true")]
    assert "identity_number_in_address" in lines.getvalue()
    for answer in answers:
        assert answer.status_code == 400
        assert "ett personnummer" in answer.content.decode()
        said = answer.content.decode() + str(answer.headers) + lines.getvalue()
        assert SHORT not in said
        assert not holds_number(said)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Content-Security-Policy" in answer.headers


def test_a_number_is_not_repeated_by_the_way_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(f"/arenden/?q={NUMBER}")
    assert not holds_number(answer.headers["Location"])


def test_other_addresses_go_on(rf: RequestFactory) -> None:
    for text in PASSED:
        request = rf.get(f"/x/{text}/", {"q": text})
        assert isinstance(request, WSGIRequest)
        assert not address_holds_number(request)


NAMED_SO = ("number", "nummer", "pnr", "person", "name", "namn", "ssn", "patient_name", "born", "birth")


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product with the whole of its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


# The name of a diagram, one of a fixed few; the row of a statement.
NAMES = (
    "rapporter/diagram/<slug:name>.svg",
    "betalningsansvar/underlag/<uuid:statement_id>/rad/<int:number>/",
)

TEXTS = {
    "code": "the code of a patient's form: chance alone, works once, never kept",
    "page": "a page of the style guide",
    "name": "a diagram",
    "kind": "a kind of message, one of a fixed few",
    "care_form": "one of a fixed few",
    "language": "one of a fixed few",
    "figure": "a figure of the dashboard, one of a fixed few",
    "form": "pdf or xlsx",
    "statute": "maria or sarah",
    "step": "a step of a deviation, one of a fixed few",
    "token": "random, of no person",
}
"""What may stand as text in an address, and what it is."""


def test_no_address_takes_a_name_or_a_number() -> None:
    checked = 0
    for whole, entry in patterns(get_resolver()):
        checked += 1
        for parameter in entry.pattern.regex.groupindex:
            said = [word for word in NAMED_SO if word in parameter.lower()]
            assert not said or whole.startswith(NAMES), whole
        for parameter, converter in entry.pattern.converters.items():
            is_text = type(converter).__name__ in ("StringConverter", "PathConverter", "SlugConverter")
            if is_text and not whole.startswith("admin/"):
                assert parameter in TEXTS, f"{whole}: free text in an address"
    assert checked > 100


def test_the_servers_log_holds_no_addresses() -> None:
    assert gunicorn.accesslog is None


FIRST, LAST = "Sigrid", "Kanariefors"
CANARIES = (NUMBER, SHORT, FIRST, LAST, "kakan-7f3a")


def fails(request: HttpRequest) -> HttpResponse:
    """A view that fails with a patient in its variables, in its message and in what caused it."""
    patient = {"name": f"{FIRST} {LAST}", "personal_number": NUMBER}
    try:
        raise KeyError(patient["personal_number"])
    except KeyError as error:
        raise ValueError(f"bad patient: {patient}") from error


def quotes(request: HttpRequest) -> HttpResponse:
    """A view that makes the database quote what was typed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE pairs (personal_number text CONSTRAINT once UNIQUE) ON COMMIT DROP"
        )
        cursor.execute("INSERT INTO pairs VALUES (%s), (%s)", [NUMBER, NUMBER])
    return HttpResponse()


urlpatterns = [path("fel/", fails), path("citat/", quotes)]
handler500 = "django.views.defaults.server_error"


def asked(address: str) -> HttpResponse:
    """A request that fails, with canaries in body, header and cookie."""
    client = Client(raise_request_exception=False, HTTP_X_PATIENT=f"{FIRST} {LAST}")
    client.cookies["patient"] = CANARIES[-1]
    return client.post(address, {"name": f"{FIRST} {LAST}", "personal_number": NUMBER})


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize(("address", "told"), [("/fel/", "ValueError"), ("/citat/", "SQLSTATE 23505")])
def test_an_error_is_logged_without_what_it_failed_on(form: str, address: str, told: str) -> None:
    with log_lines(form) as lines:
        answer = asked(address)
    assert answer.status_code == 500
    logged = lines.getvalue()
    assert told in logged
    assert __name__.rpartition(".")[2] in logged, "the lines of the program are told"
    assert "constraint_name once" in logged or address == "/fel/"
    for canary in CANARIES:
        assert canary not in logged
        assert canary not in answer.content.decode()
    if form == "json":
        assert {json.loads(line)["level"] for line in logged.splitlines()} == {"error"}


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("html", [True, False])
def test_a_mail_about_an_error_holds_nothing_of_anybody(
    html: bool, settings: Settings, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    settings.ADMINS = [("Drift", "drift@example.org")]
    handler = AdminEmailHandler(include_html=html)
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        asked("/fel/")
    finally:
        logger.removeHandler(handler)
    assert len(mailoutbox) == 2, "the handler of Django's own configuration, and this one"
    written = "".join(mail.message().as_string() + mail.body for mail in mailoutbox)
    assert written.count("ValueError") >= 2
    assert written.count("KeyError") >= 2
    for canary in CANARIES:
        assert canary not in written


@pytest.mark.parametrize("debug", [True, False])
def test_no_report_of_djangos_tells_a_value(debug: bool, rf: RequestFactory, settings: Settings) -> None:
    settings.DEBUG = debug
    request = rf.post("/fel/", {"name": LAST}, HTTP_X_PATIENT=LAST)
    request.COOKIES["patient"] = CANARIES[-1]
    try:
        fails(request)
    except ValueError:
        kind, error, lines = sys.exc_info()
    made = [technical_500_response(request, kind, error, lines).content.decode()]
    # Django's own reporter, which a library may make, with the filter that it takes from the settings.
    data = ExceptionReporter(request, kind, error, lines).get_traceback_data()
    told = {
        name: data[name]
        for name in ("request_meta", "request_COOKIES_items", "filtered_POST_items", "settings")
    }
    made.append(repr(told) + repr([frame["vars"] for frame in data["frames"]]))
    for text in made:
        for canary in CANARIES:
            assert canary not in text


def test_a_line_of_a_librarys_tells_an_error_by_its_kind() -> None:
    error = ValueError(f"{FIRST} {NUMBER}")
    with log_lines("console") as lines:
        logger = logging.getLogger("some.library")
        logger.warning("failed: %s", error)
        logger.warning("failed: %(why)s", {"why": error})
        logger.warning(error)
        logger.warning("number %s and %s", SHORT, [NUMBER])
        structlog.get_logger("ours").warning("event", error=error, number=int(NUMBER), rows=[{"a": NUMBER}])
        try:
            raise error
        except ValueError as caught:
            logger.exception("failed: %s, %r", str(caught), caught)
            structlog.get_logger("ours").exception("event", words=str(caught))
    logged = lines.getvalue()
    assert logged.count("ValueError") >= 6
    assert logged.count(MASK) >= 4
    for canary in CANARIES:
        assert canary not in logged


def test_a_task_that_fails_is_told_by_its_name() -> None:
    context = {"name": "core.tasks.deliver", "id": "x-1", "exc": f"ValueError('{FIRST}')", "args": NUMBER}
    with log_lines("json") as lines:
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] raised unexpected: %(exc)s", context | {"description": "raised unexpected"}
        )
    line = json.loads(lines.getvalue())
    assert line["event"] == "Task core.tasks.deliver[x-1] raised unexpected"
    assert FIRST not in lines.getvalue()


def test_the_web_servers_own_lines_tell_neither_query_nor_message() -> None:
    server = SimpleNamespace(log=SimpleNamespace(error_log=logging.getLogger("tests.gunicorn")))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    server.log.error_log.addHandler(handler)
    server.log.error_log.propagate = False
    gunicorn.on_starting(server)
    try:
        raise ValueError(f"{FIRST} {NUMBER}")
    except ValueError:
        server.log.error_log.exception("Error handling request %s", f"/arenden/?q={FIRST}&n={NUMBER}")
    logged = stream.getvalue()
    assert "Error handling request /arenden/?" in logged
    assert "ValueError" in logged
    for canary in CANARIES:
        assert canary not in logged


REFUSED = (
    FIRST,
    f"{FIRST} {LAST}",
    NUMBER,
    int(NUMBER),
    "elsa",
    {"name": LAST},
    [NUMBER],
    1.5,
    "",
    b"x",
    date(1938, 2, 4),
)
CARRIED = (1, 999_999_999, None, True, UUID(int=7), "550e8400-e29b-41d4-a716-446655440000", UnitKind.WARD)


@pytest.fixture
def sent() -> Iterator[list[tuple[object, ...]]]:
    """What was let through to the broker."""
    carried: list[tuple[object, ...]] = []
    with patch.object(
        Celery, "send_task", lambda app, name, args, kwargs, **options: carried.append((args, kwargs))
    ):
        yield carried


@pytest.mark.parametrize("value", REFUSED, ids=repr)
def test_a_task_is_not_given_text(value: object, sent: list[tuple[object, ...]], settings: Settings) -> None:
    for arguments in ({"args": (1, value)}, {"kwargs": {"row": value}}):
        with pytest.raises(TaskRefused) as refused:
            tasks.deliver.apply_async(**arguments)
        assert str(refused.value) == "core.tasks.deliver"
    with pytest.raises(TaskRefused):
        doorbell.ring(doorbell.DELIVER, value)  # type: ignore[arg-type]
    settings.HEMVAG_ENVIRONMENT = "production"
    with log_lines() as lines:
        tasks.deliver.delay(value)
    assert json.loads(lines.getvalue())["task"] == "core.tasks.deliver"
    assert str(value) == "" or repr(str(value)) not in lines.getvalue()
    assert sent == []


@pytest.mark.parametrize("value", CARRIED, ids=repr)
def test_a_task_is_given_ids_and_codes(value: object, sent: list[tuple[object, ...]]) -> None:
    tasks.deliver.delay(value)
    tasks.deliver.apply_async(kwargs={"row": value})
    assert sent == [((value,), {}), ((), {"row": value})]
