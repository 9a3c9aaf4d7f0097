"""No name and no number of a person where it does not belong: addresses, log lines, reports of errors, tasks."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from config import gunicorn
from config.logs import configure_logging
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
        configure_logging({"level": "WARNING", "format": "console"})


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


# The name of a diagram, one of a fixed few.
NAMES = {("name", "rapporter/diagram/<slug:name>.svg")}


def test_no_address_takes_a_name_or_a_number() -> None:
    checked = 0
    for whole, entry in patterns(get_resolver()):
        checked += 1
        for parameter in entry.pattern.regex.groupindex:
            said = [word for word in NAMED_SO if word in parameter.lower()]
            assert not said or (parameter, whole) in NAMES, whole
        for parameter, converter in entry.pattern.converters.items():
            is_text = type(converter).__name__ in ("StringConverter", "PathConverter", "SlugConverter")
            if is_text and not whole.startswith("admin/"):
                assert parameter in ("page", "name"), f"{whole}: free text in an address"
    assert checked > 100


def test_the_servers_log_holds_no_addresses() -> None:
    assert gunicorn.accesslog is None
