"""Timing: medians, ratios within one run, and what this machine does with a fixed piece of work."""

import hashlib
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from psycopg2.extensions import cursor

from config.embedded.postgres import Postgres


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: what, how much, of what unit, against which limit (None: for information)."""

    what: str
    value: float
    unit: str
    limit: str = ""

    def line(self) -> str:
        """As it is printed."""
        return f"  {self.what:<58} {self.value:>10.1f} {self.unit:<9} {self.limit}"


def median_ms(work: Callable[[], object], *, rounds: int = 9) -> float:
    """Median time of a piece of work in milliseconds, after one round that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def machine() -> list[Figure]:
    """The baseline beside which absolute times are read: a loop of pure Python, and one bare query."""

    def loop() -> None:
        digest = b""
        for number in range(20_000):
            digest = hashlib.sha256(digest + str(number).encode()).digest()

    def query() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()

    return [
        Figure("maskinen: 20 000 varv ren Python", median_ms(loop), "ms"),
        Figure("maskinen: en tom databasfråga", median_ms(query), "ms"),
    ]


@contextmanager
def administrator() -> Iterator[cursor]:
    """A session with every right on the database that is measured."""
    session = Postgres(settings.EMBEDDED).connect(connection.settings_dict["NAME"])
    with closing(session), session.cursor() as found:
        yield found
