"""Small real servers on loopback: an SMS gateway, a planning system, a mail server that bounces."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Call:
    """What a server was sent."""

    path: str
    headers: Message
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Server:
    """A server that notes what it is sent and answers as told: a code, or a function of the call."""

    answer: int | Callable[[Call], int] = 200
    calls: list[Call] = field(default_factory=list)
    url: str = ""
    hold: threading.Event | None = None

    def says(self, call: Call) -> int:
        self.calls.append(call)
        if self.hold is not None:
            self.hold.wait(30)
        return self.answer if isinstance(self.answer, int) else self.answer(call)


@contextmanager
def http_server(answer: int | Callable[[Call], int] = 200, *, port: int = 0) -> Iterator[Server]:
    """A running HTTP server; its `url` ends without a slash."""
    server = Server(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status = server.says(Call(self.path, self.headers, body))
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            return None

    running = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    running.daemon_threads = True
    server.url = f"http://127.0.0.1:{running.server_address[1]}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        if server.hold is not None:
            server.hold.set()
        running.shutdown()
        running.server_close()
        thread.join()


class Mailbox:
    """Takes mail, but for addresses that do not exist: those get a 550."""

    def __init__(self, unknown: frozenset[str]) -> None:
        self.unknown = unknown
        self.taken: list[tuple[str, str]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.unknown:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.taken.append((envelope.rcpt_tos[0], envelope.content.decode()))
        return "250 OK"


@contextmanager
def mail_server(*, unknown: frozenset[str] = frozenset()) -> Iterator[tuple[Mailbox, int]]:
    """A running mail server and its port."""
    mailbox = Mailbox(unknown)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()
