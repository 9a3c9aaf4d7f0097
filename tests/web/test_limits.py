"""What a client may send, how slowly, from where, and how often (WEB-6, WEB-7; rows 85 and 87)."""

import json
import re
import socket
import subprocess
import sys
import textwrap
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from actors.rules.kinds import Role
from core import limits, proxies, throttle
from core.middleware import BodySizeMiddleware
from integrations.services import make_token
from tests.architecture.source import ROOT
from tests.factories.region import Region, build

MB = 1024 * 1024


@pytest.fixture
def region(db: None) -> Region:
    """The small region."""
    return build()


# --- From where -------------------------------------------------------------------------------------------------

SPOOFED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "443",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
}


def seen(settings: Settings, trusted: int, headers: dict[str, str] = SPOOFED) -> HttpRequest:
    """The request as everything inside the first middleware sees it."""
    settings.TRUSTED_PROXIES = trusted
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    found: list[HttpRequest] = []

    def inside(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    proxies.ProxyMiddleware(inside)(RequestFactory().get("/", headers=headers))
    return found[0]


def test_without_a_proxy_of_ours_no_forwarded_header_changes_anything(settings: Settings) -> None:
    request = seen(settings, 0)
    assert proxies.client_address(request) == "127.0.0.1"
    assert request.get_host() == "testserver"
    assert not request.is_secure()
    assert not [name for name in request.META if "FORWARD" in name or "REAL_IP" in name]


@pytest.mark.parametrize(("trusted", "address"), [(1, "198.51.100.7"), (2, "203.0.113.9"), (3, "127.0.0.1")])
def test_as_many_addresses_are_believed_as_there_are_proxies(
    settings: Settings, trusted: int, address: str
) -> None:
    request = seen(settings, trusted)
    assert proxies.client_address(request) == address
    assert request.get_host().split(":")[0] == "testserver"
    assert request.is_secure()


@pytest.mark.parametrize("told", ["", "evil", "203.0.113.9, <script>", "203.0.113.9,", "1.2.3.4:80"])
def test_what_is_no_address_is_not_one(settings: Settings, told: str) -> None:
    request = seen(settings, 1, {"X-Forwarded-For": told, "X-Forwarded-Proto": "ftp"})
    assert proxies.client_address(request) == "127.0.0.1"
    assert not request.is_secure()


def test_an_address_of_ours_is_believed_only_from_the_last_in_the_list(settings: Settings) -> None:
    request = seen(
        settings, 1, {"X-Forwarded-For": "198.51.100.1, 2001:db8::7", "X-Forwarded-Proto": "https, http"}
    )
    assert proxies.client_address(request) == "2001:db8::7"
    assert not request.is_secure()


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "a b"]
)
def test_an_unknown_host_is_answered_400(db: None, host: str) -> None:
    answer = Client().get(reverse("help"), headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_forwarded_host_is_not_in_any_link(db: None) -> None:
    for name in ("help", "account_login", "api_schema"):
        answer = Client().get(reverse(name), headers=SPOOFED)
        assert answer.status_code == 200
        assert b"evil.example" not in answer.content


def test_gunicorn_itself_believes_nobody() -> None:
    configuration: dict[str, Any] = {}
    exec((ROOT / "config/gunicorn.py").read_text(encoding="utf-8"), configuration)
    assert configuration["forwarded_allow_ips"] == ""
    assert configuration["secure_scheme_headers"] == {}
    assert configuration["limit_request_line"] <= 4094
    assert configuration["limit_request_fields"] <= 100
    assert configuration["worker_class"] == "config.worker.SteadyWorker"


# --- How much ---------------------------------------------------------------------------------------------------


def test_ten_thousand_fields_are_refused(region: Region) -> None:
    client = region.client("ward")
    fields = {f"field{number}": "x" for number in range(10_000)}
    assert client.post(reverse("people"), fields).status_code == 400
    body = "&".join(f"{name}=x" for name in fields)
    answer = client.post(reverse("people"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "Det gick inte att läsa det du skickade" in answer.content.decode()


def test_too_large_a_body_is_refused_before_it_is_read(settings: Settings) -> None:
    """The body here cannot be read at all."""

    def inside(request: HttpRequest) -> HttpResponse:
        raise AssertionError("let through")

    def asked(path: str, length: str, *, logged_in: bool) -> int:
        request = RequestFactory().post(path, headers={"Accept": "application/json"})
        request.META["CONTENT_LENGTH"] = length
        request.user = type("Somebody", (), {"is_authenticated": logged_in})()
        return BodySizeMiddleware(inside)(request).status_code

    large = str(settings.MAX_BODY_BYTES + 1)
    assert asked("/personer/", large, logged_in=True) == 413
    assert asked("/personer/", "-1", logged_in=True) == 413
    assert asked("/personer/", "1e9", logged_in=True) == 413
    assert asked(reverse("event_loads"), large, logged_in=False) == 413
    assert asked(reverse("event_loads"), str(settings.MAX_FILE_BYTES + 1), logged_in=True) == 413
    with pytest.raises(AssertionError, match="let through"):
        asked(reverse("event_loads"), large, logged_in=True)


def test_a_large_form_is_told_so_on_a_page(region: Region) -> None:
    answer = region.client("ward").post(reverse("people"), {"q": "x" * (7 * MB)})
    assert answer.status_code == 413
    assert "Det du skickade är för stort" in answer.content.decode()
    assert region.client("ward").post(reverse("people"), {"q": "x" * (11 * MB // 2)}).status_code == 400
    assert issubclass(RequestDataTooBig, Exception)


@pytest.fixture
def system(region: Region) -> dict[str, str]:
    """The headers of a system that may send notices."""
    _, token = make_token(
        acting=region.acting("ward", source="system"), unit_code=region.units["ward"].code, name="Provsystem"
    )
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": "nyckel-12345"}


DEEP = {
    "lists": "[" * 10_000 + "]" * 10_000,
    "objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "in a field": '{"patient":' + "[" * 10_000 + "]" * 10_000 + "}",
    "never closed": "[" * 10_000,
}


@pytest.mark.parametrize("shape", sorted(DEEP))
def test_deep_json_is_refused_and_takes_no_memory(system: dict[str, str], shape: str) -> None:
    client = Client()
    where = reverse("api_admission_notices")
    client.post(where, "{}", content_type="application/json", headers=system)
    tracemalloc.start()
    answer = client.post(where, DEEP[shape], content_type="application/json", headers=system)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 400, answer.content
    assert answer.json()["code"] == "not_json"
    assert peak < 10 * MB


BOMB = """<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY f SYSTEM "file:///etc/passwd">]><b>&c;&f;</b>"""


@pytest.mark.parametrize(
    "kind", ["application/xml", "text/xml", "application/fhir+xml", "application/yaml", "text/plain"]
)
def test_xml_is_never_read(system: dict[str, str], kind: str) -> None:
    answer = Client().post(reverse("api_admission_notices"), BOMB, content_type=kind, headers=system)
    assert answer.status_code == 415
    assert b"root:" not in answer.content


def test_xml_called_json_is_not_json(system: dict[str, str]) -> None:
    where = reverse("api_admission_notices")
    assert Client().post(where, BOMB, content_type="application/json", headers=system).status_code == 400


# --- How slowly -------------------------------------------------------------------------------------------------

SERVER = """
from config import worker

worker.HEAD_SECONDS, worker.BODY_SECONDS, worker.BODY_BYTES_A_SECOND = 0.6, 0.6, 10_000
bind, workers, threads, worker_class = "127.0.0.1:{port}", 1, 2, "config.worker.SteadyWorker"
timeout, keepalive, graceful_timeout, loglevel = 30, 2, 1, "critical"
limit_request_line, limit_request_fields, limit_request_field_size = 4094, 60, 8190
forwarded_allow_ips, secure_scheme_headers = "", {{}}
"""

APPLICATION = """
from config.worker import TooSlow


def application(environ, start_response):
    try:
        body = environ["wsgi.input"].read()
        answer = f"{environ['wsgi.url_scheme']} {len(body)}"
        start_response("200 OK", [("Content-Length", str(len(answer)))])
    except TooSlow:
        answer = "slow"
        start_response("400 Bad Request", [("Content-Length", "4"), ("Connection", "close")])
    return [answer.encode()]
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """gunicorn with our worker, two threads, short times and an application that reads what it is sent."""
    place: Path = tmp_path_factory.mktemp("slow")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "gunicorn.conf.py").write_text(SERVER.format(port=port))
    (place / "slow_application.py").write_text(textwrap.dedent(APPLICATION))
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        str(place / "gunicorn.conf.py"),
        "--pythonpath",
        str(place),
    ]
    process = subprocess.Popen([*command, "slow_application:application"], cwd=ROOT)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def send(port: int, sent: bytes, *, drip: float = 0.0, more: bytes = b"") -> str:
    """The first line and the body of the answer; `more` goes a byte at a time with `drip` seconds between."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as client:
        client.sendall(sent)
        try:
            for byte in more:
                time.sleep(drip)
                client.sendall(bytes([byte]))
        except OSError:
            pass
        client.settimeout(15)
        found = b""
        try:
            while part := client.recv(4096):
                found += part
        except OSError:
            pass
    return found.decode(errors="replace")


def test_slow_clients_are_let_go_and_others_are_served_meanwhile(server: int) -> None:
    """More slow clients than there are threads, a byte at a time, in head and in body."""
    slow_head = (b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"a" * 30)
    slow_body = (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n", b"a" * 30)
    quick = b"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    began = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        heads = [pool.submit(send, server, slow_head[0], drip=0.1, more=slow_head[1]) for _ in range(2)]
        bodies = [pool.submit(send, server, slow_body[0], drip=0.1, more=slow_body[1]) for _ in range(2)]
        time.sleep(0.3)
        answer = pool.submit(send, server, quick).result()
        waited = time.monotonic() - began
        assert answer.startswith("HTTP/1.1 200")
        assert answer.endswith("http 0")
        assert all(one.result().startswith("HTTP/1.1 408") for one in heads)
        assert all(one.result().startswith("HTTP/1.1 400") for one in bodies)
    assert waited < 6


def test_a_steady_body_is_taken_whole(server: int) -> None:
    body = b"x" * 300_000
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    assert send(server, head + body).endswith("http 300000")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", "414"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n", "431"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Many: a\r\n" * 100 + b"\r\n", "431"),
        (b"NONSENSE\r\n\r\n", "400"),
        (
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "400",
        ),
    ],
    ids=["long line", "long header", "many headers", "nonsense", "two lengths"],
)
def test_a_head_beyond_the_limits_is_refused(server: int, head: bytes, status: str) -> None:
    assert send(server, head).startswith(f"HTTP/1.1 {status}")


# --- How often --------------------------------------------------------------------------------------------------


def test_the_page_says_when_to_come_back_and_a_colleague_goes_on(region: Region, settings: Settings) -> None:
    settings.WEB_LIMITS = {"search": [3, 60]}
    nurse, colleague = region.client("ward"), region.client("ward")
    found = [nurse.post(reverse("people"), {"q": "Elsa"}) for _ in range(5)]
    assert [answer.status_code for answer in found] == [200, 200, 200, 429, 429]
    assert 0 < int(found[-1]["Retry-After"]) <= 60
    assert "Vänta 1 minut och försök igen" in re.sub(r"\s+", " ", found[-1].content.decode())
    assert "Elsa" not in found[-1].content.decode()
    assert nurse.get(reverse("people")).status_code == 200
    assert colleague.post(reverse("people"), {"q": "Elsa"}).status_code == 200


def test_look_ups_by_number_and_files_have_limits_of_their_own(region: Region, settings: Settings) -> None:
    settings.WEB_LIMITS = {"number": [1, 60], "file": [1, 60]}
    nurse = region.client("ward")
    number = {"step": "number", "personal_number": "19380204-9811"}
    assert [nurse.post(reverse("admit"), number).status_code for _ in range(2)] == [200, 429]
    mas = region.client("mas", role=Role.MAS)
    number = {"personal_number": "19380204-9811", "since": "2026-01-01", "until": "2026-02-01"}
    answers = [mas.post(reverse("log_extracts"), number).status_code for _ in range(2)]
    assert answers[0] in (302, 422)
    assert answers[1] in (422, 429)
    order = {"format": "csv", "period": "2026-10"}
    assert [nurse.post(reverse("report_order"), order).status_code for _ in range(2)] == [302, 429]
    assert nurse.post(reverse("people"), {"q": "Elsa"}).status_code == 200


def test_a_refusal_leaves_no_report_and_is_json_for_a_machine(region: Region, settings: Settings) -> None:
    settings.WEB_LIMITS = {"file": [0, 60]}
    answer = region.client("ward").post(
        reverse("report_order"),
        {"format": "csv", "period": "2026-10"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 429
    assert json.loads(answer.content) == {"code": "too_many"}


@pytest.mark.parametrize("name", sorted(throttle.DEFAULTS))
def test_parallel_calls_never_pass_the_limit(django_db_setup: None, settings: Settings, name: str) -> None:
    """Fifty at once, twenty times."""
    settings.WEB_LIMITS = {name: [7, 60]}
    with ThreadPoolExecutor(50) as pool:
        for run in range(20):

            def once(_: int, key: str = f"user:test-{name}-{run}-{time.monotonic()}") -> bool:
                return limits.hit(throttle.limit(name), key).allowed

            assert sum(pool.map(once, range(50))) == 7
