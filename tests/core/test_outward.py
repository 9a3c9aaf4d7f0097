"""Where calls may go: never inward, never for long, never after another address than the one that was asked about."""

import socket
import threading
import time

import pytest

from core import outward
from core.retrying import TryAgain
from tests.core.gateways import http_server


@pytest.fixture(autouse=True)
def _fresh() -> None:
    outward.forget_failures()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://planering.example.se/", "not_https"),
        ("ftp://planering.example.se/", "not_https"),
        ("https://user:pass@planering.example.se/", "with_login"),
        ("https://10.0.0.1/", "in_figures"),
        ("https://[::1]/", "in_figures"),
        ("https://2130706433/", "in_figures"),
        ("https://0x7f.1/", "in_figures"),
        ("https://planering.example.se:22/", "port"),
        ("https://planering.example.se:99999/", "address"),
        ("https://localhost/", "host"),
        ("https://metadata.internal/", "host"),
        ("https:///utan-vard", "address"),
        ("https://planering.example.se/#x", "address"),
        ("https://planering.example.se/\r\nX: y", "address"),
        ("inte en adress", "address"),
    ],
)
def test_an_address_that_may_not_be_called_is_refused_by_its_text(url: str, code: str) -> None:
    with pytest.raises(outward.NotAllowed) as refused:
        outward.check(url)
    assert refused.value.code == code


def test_only_hosts_on_the_list_when_there_is_one(settings) -> None:
    settings.WEBHOOK_HOSTS = ["example.se"]
    assert outward.check("https://planering.example.se/hook").hostname == "planering.example.se"
    with pytest.raises(outward.NotAllowed):
        outward.check("https://evil-example.se/")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "not-an-address",
    ],
)
def test_a_name_that_leads_inward_is_not_called(monkeypatch, address: str) -> None:
    """Also when only one of its addresses does."""
    rows = [(0, 0, 0, "", (found, 443)) for found in ("93.184.216.34", address)]
    monkeypatch.setattr(outward, "resolve", lambda *args, **kwargs: rows)
    called = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: called.append(args))
    with pytest.raises(outward.NotAllowed) as refused:
        outward.post("https://planering.example.se/", b"", {})
    assert refused.value.code == "private_address"
    assert called == []
    assert outward.is_public("93.184.216.34")


def test_the_connection_goes_to_the_address_that_was_asked_about(monkeypatch) -> None:
    """A name that answers differently the second time is asked once."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr(outward, "resolve", lambda *args, **kwargs: [(0, 0, 0, "", (next(answers), 443))])
    called: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], timeout: float) -> None:
        called.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(TryAgain):
        outward.post("https://planering.example.se/", b"", {})
    assert called == [("93.184.216.34", 443)]


def test_a_redirect_is_an_answer_and_is_not_followed(settings) -> None:
    settings.OUTWARD_LOCAL = True
    with http_server(302) as server:
        assert outward.post(server.url, b"{}", {}).status == 302
        assert len(server.calls) == 1


def test_loopback_is_closed_unless_the_setting_opens_it() -> None:
    with http_server() as server, pytest.raises(outward.NotAllowed):
        outward.post(server.url, b"{}", {})


def test_a_name_that_is_not_answered_or_slow_ends_in_time_and_the_breaker_opens(
    settings, monkeypatch
) -> None:
    """Row 97: the resolver fails, then answers slowly; after five failures nothing is tried for a while."""
    settings.OUTWARD_NAME_SECONDS, settings.OUTWARD_FAILURES = 0.2, 3
    released = threading.Event()

    def slow(*args: object, **kwargs: object) -> list[object]:
        released.wait(10)
        raise socket.gaierror

    def failing(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror

    started = time.monotonic()
    codes = []
    for resolver in (failing, slow, slow, slow):
        monkeypatch.setattr(outward, "resolve", resolver)
        with pytest.raises(TryAgain) as away:
            outward.post("https://planering.example.se/", b"", {})
        codes.append(away.value.code)
    released.set()
    assert codes == ["name_unknown", "name_slow", "name_slow", "resting"]
    assert time.monotonic() - started < 5


def test_a_port_that_accepts_and_never_answers_ends_in_time(settings) -> None:
    settings.OUTWARD_LOCAL, settings.OUTWARD_SECONDS = True, 0.5
    with http_server() as server:
        server.hold = threading.Event()
        started = time.monotonic()
        with pytest.raises(TryAgain) as away:
            outward.post(server.url, b"{}", {})
        assert away.value.code == "timeout"
        assert time.monotonic() - started < 3
