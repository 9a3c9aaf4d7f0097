"""Threads that start at the same moment, each on a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TypeVar

from django.db import connection

from core import scope

T = TypeVar("T")


def together(times: int, work: Callable[[], T]) -> list[T]:
    """What the work returned in each of so many threads, let loose at once. An exception in one passes through."""
    start = threading.Barrier(times)
    inherited = scope.current()

    def one() -> T:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            with scope.entered(inherited) if inherited else nullcontext():
                return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return [future.result(timeout=60) for future in [pool.submit(one) for _ in range(times)]]
