"""How long the request in hand waited for a thread of the web. The web's worker says it, a middleware asks."""

import threading

_of_this_thread = threading.local()


def note_wait(seconds: float) -> None:
    """Said by the worker as it takes up a request."""
    _of_this_thread.seconds = seconds


def waited() -> float:
    """Seconds; 0.0 where nobody says (tests, a server of another kind)."""
    return float(getattr(_of_this_thread, "seconds", 0.0))
