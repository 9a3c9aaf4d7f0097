"""Seconds that only go forward, for waiting within one process; no calendar, and nobody moves them."""

import time


def seconds() -> float:
    """Seconds since a fixed but unknown moment."""
    return time.monotonic()
