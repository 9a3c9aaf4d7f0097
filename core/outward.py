"""Calls to systems outside: only where they may go, never for long, and not to one that has just failed.

The name is looked up once, each of its addresses is asked whether it is public, and the connection goes to the address
that was asked: a name that changes its mind in between leads nowhere else. Redirects are not followed, of the answer
only its code is used.
"""

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from core import conf, monotonic
from core.retrying import TryAgain

_PORTS: Final = frozenset({443, 8443})
_READ: Final = 64 * 1024

resolve: Callable[..., list[Any]] = socket.getaddrinfo
"""Looks a name up; a test puts another in its place."""


class NotAllowed(Exception):
    """The address may not be called; `code` says why. Trying again does not help."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the code, and how long it took."""

    status: int
    milliseconds: int


@dataclass
class _Breaker:
    failures: int = 0
    rest_until: float = 0.0


_breakers: dict[str, _Breaker] = {}


def post(url: str, body: bytes, headers: Mapping[str, str], *, own: bool = False) -> Answer:
    """Send `body` and return what came back, whatever its code.

    `own` is for a gateway that the installation itself has named in its settings: it may stand on the own network.
    Raises NotAllowed, or TryAgain with `name_unknown`, `name_slow`, `timeout`, `no_connection`, `tls`, `resting`.
    """
    parts = check(url, own=own)
    breaker = _breakers.setdefault(parts.netloc, _Breaker())
    started = monotonic.seconds()
    if started < breaker.rest_until:
        raise TryAgain("resting")
    try:
        answer = _call(parts, _address(parts, own=own), body, headers, started)
    except TryAgain:
        breaker.failures += 1
        if breaker.failures >= conf.value("OUTWARD_FAILURES"):
            breaker.rest_until = monotonic.seconds() + conf.value("OUTWARD_REST_SECONDS")
            breaker.failures = 0
        raise
    breaker.failures = 0
    return answer


def check(url: str, *, own: bool = False) -> SplitResult:
    """The parts of an address that may be called, as far as its text tells. Raises NotAllowed.

    Codes: `address`, `not_https`, `with_login`, `in_figures` (a number for a name), `port`, `host`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed("address") from error
    host = (parts.hostname or "").lower()
    if not host or parts.fragment or any(sign.isspace() or ord(sign) < 33 for sign in url):
        raise NotAllowed("address")
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("with_login")
    if own or _local(host):
        if parts.scheme not in ("http", "https"):
            raise NotAllowed("not_https")
        return parts
    if parts.scheme != "https":
        raise NotAllowed("not_https")
    if _is_number(host) or host.startswith("0x") or host.replace(".", "").isdigit():
        raise NotAllowed("in_figures")
    if port is not None and port not in _PORTS:
        raise NotAllowed("port")
    allowed = [one.lower() for one in conf.value("WEBHOOK_HOSTS")]
    if allowed and not any(host == one or host.endswith(f".{one}") for one in allowed):
        raise NotAllowed("host")
    if "." not in host or host.endswith((".local", ".internal", ".localhost")):
        raise NotAllowed("host")
    return parts


def forget_failures() -> None:
    """Begin anew with every system (tests, and after a change of address)."""
    _breakers.clear()


def _local(host: str) -> bool:
    return bool(conf.value("OUTWARD_LOCAL")) and (host == "localhost" or host.startswith("127."))


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _address(parts: SplitResult, *, own: bool) -> tuple[str, int]:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(row[4][0]) for row in _looked_up(host, port)]
    if not found:
        raise TryAgain("name_unknown")
    if not (own or _local(host)) and not all(is_public(one) for one in found):
        raise NotAllowed("private_address")
    return found[0], port


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; also when it is written as IPv6 for IPv4."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if number in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
    return number.is_global and not number.is_multicast


def _looked_up(host: str, port: int) -> list[Any]:
    """The system's own look-up knows no time limit: it is done beside, and left behind when it is slow."""
    answers: queue.Queue[list[Any] | OSError] = queue.Queue(1)

    def look() -> None:
        try:
            answers.put(resolve(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=look, daemon=True).start()
    try:
        answer = answers.get(timeout=conf.value("OUTWARD_NAME_SECONDS"))
    except queue.Empty as error:
        raise TryAgain("name_slow") from error
    if isinstance(answer, OSError):
        raise TryAgain("name_unknown") from answer
    return answer


def _call(
    parts: SplitResult, address: tuple[str, int], body: bytes, headers: Mapping[str, str], started: float
) -> Answer:
    left = conf.value("OUTWARD_SECONDS") - (monotonic.seconds() - started)
    connection = http.client.HTTPConnection(parts.hostname or "", address[1], timeout=left)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        sock = socket.create_connection(address, timeout=max(left, 0.1))
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
        # One that sends a byte at a time would renew the time limit for ever: the end is the whole call's.
        watch = threading.Timer(max(left, 0.1), _cut, [sock])
        watch.daemon = True
        watch.start()
        try:
            connection.sock = sock
            connection.request("POST", target, body, {"User-Agent": "Hemvag/1", **headers})
            response = connection.getresponse()
            response.read(_READ)
        finally:
            watch.cancel()
    except TimeoutError as error:
        raise TryAgain("timeout") from error
    except ssl.SSLError as error:
        raise TryAgain("tls") from error
    except (OSError, http.client.HTTPException) as error:
        late = monotonic.seconds() - started >= conf.value("OUTWARD_SECONDS")
        raise TryAgain("timeout" if late else "no_connection") from error
    finally:
        connection.close()
    return Answer(response.status, round((monotonic.seconds() - started) * 1000))


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
