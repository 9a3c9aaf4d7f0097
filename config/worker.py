"""gunicorn's threaded worker, with an end to the time that one client may hold a thread.

gunicorn waits without end for the rest of what a client has begun to send: eight clients at a byte a second would hold
all eight threads. Here a request's head has `HEAD_SECONDS` in all, its body `BODY_SECONDS` and a second more for each
`BODY_BYTES_A_SECOND` that came, and an answer that nobody takes is given up after `SEND_SECONDS`.
"""

import time
from typing import Any

from django.core.exceptions import SuspiciousOperation
from gunicorn import util
from gunicorn.http.errors import NoMoreData
from gunicorn.http.parser import RequestParser
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import ThreadWorker

from core import load

HEAD_SECONDS = 10.0
BODY_SECONDS = 20.0
BODY_BYTES_A_SECOND = 20_000
SEND_SECONDS = 60.0


class TooSlow(SuspiciousOperation):
    """The client has used up its time. Django answers 400 when it happens in the body, the worker 408 in the head."""


class TimedUnreader(SocketUnreader):  # type: ignore[misc]
    """Reads a socket until the request in hand has had its time."""

    def __init__(self, sock: Any) -> None:
        super().__init__(sock)
        self.begin()

    def begin(self) -> None:
        """A new request: its head is awaited."""
        self.in_body = False
        self.refused = False
        self.ends = time.monotonic() + HEAD_SECONDS

    def body(self) -> None:
        """The head is read."""
        self.in_body = True
        self.ends = time.monotonic() + BODY_SECONDS

    def chunk(self, size_hint: int | None = None) -> bytes:
        """What has come. Raises TooSlow once when the time is up, and then ends as if the client had gone."""
        if self.refused:
            raise NoMoreData
        left = self.ends - time.monotonic()
        try:
            # A socket without any time left would not block, and so not tell that it is late.
            self.sock.settimeout(max(left, 0.001))
            data: bytes = super().chunk(size_hint)
        except TimeoutError:
            data, left = b"", 0
        finally:
            self.sock.settimeout(SEND_SECONDS)
        if left <= 0:
            self.refused = True
            raise TooSlow("slow client")
        if self.in_body:
            self.ends += len(data) / BODY_BYTES_A_SECOND
        return data


class SteadyWorker(ThreadWorker):  # type: ignore[misc]
    """The worker of config/gunicorn.py. Plain HTTP only: TLS is the proxy's."""

    def enqueue_req(self, conn: Any) -> None:
        """A connection with something to say waits for a thread from now on."""
        conn.queued_at = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """One request on a connection. How long it stood in line is told to whoever answers (core.load)."""
        load.note_wait(time.monotonic() - conn.queued_at)
        if conn.parser is None:
            conn.parser = RequestParser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader = TimedUnreader(conn.sock)
        conn.parser.unreader.begin()
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The program's answer to a head that was read in time."""
        conn.parser.unreader.body()
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """408 to a slow head; everything else as gunicorn does."""
        if not isinstance(exc, TooSlow):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("A client was too slow.")
        try:
            util.write_error(client, 408, "Request Timeout", "")
        except OSError:
            self.log.debug("Failed to send the 408.")
