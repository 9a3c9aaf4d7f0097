"""A network that can be cut: a TCP proxy on the loopback."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """Carries both ways. `cut`: nobody is let in, and who was in is thrown out. `silent`: lets in, says nothing."""

    target: int
    port: int = 0
    silent: bool = False
    listener: socket.socket | None = None
    lines: list[socket.socket] = field(default_factory=list)

    def mend(self) -> None:
        """Listen, on the same port as before."""
        self.silent = False
        if self.listener is None:
            self.listener = socket.create_server(("127.0.0.1", self.port), reuse_port=False)
            self.port = self.listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        """Take the cable out."""
        if self.listener is not None:
            # A thread that waits for somebody would go on listening.
            with suppress(OSError):
                self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None
        for line in self.lines:
            line.close()
        self.lines.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = listener.accept()
                self.lines.append(line)
                if self.silent:
                    continue
                other = socket.create_connection(("127.0.0.1", self.target))
                self.lines.append(other)
                for one, two in ((line, other), (other, line)):
                    threading.Thread(target=self._carry, args=(one, two), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                target.sendall(part)
        for line in (source, target):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(target: int) -> Iterator[Proxy]:
    """A proxy before a port of the loopback."""
    one = Proxy(target)
    one.mend()
    try:
        yield one
    finally:
        one.cut()
