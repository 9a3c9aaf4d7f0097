"""Waiting that a signal can end."""

import threading


class Stop:
    """Asked for once, by a signal handler; ends a wait at once."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether somebody wants us to end."""
        return self._event.is_set()

    def ask(self) -> None:
        """Want it to end."""
        self._event.set()

    def wait(self, seconds: float) -> None:
        """Rest, at most so many seconds."""
        self._event.wait(seconds)
