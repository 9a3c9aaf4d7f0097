"""What results of betalningsansvar cost from rows to rows, among more and more episodes, and each night.

The demo region is copied (`integrations.demo.multitude`). A result for each copy is worked out as the worker does it,
and the statements that read the facts and wrote the results are then asked again by themselves: the ratio between the
two is what the reckoning adds. Ratios hold on any machine; seconds are of this one.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from benchmarks.measuring import Figure
from core import clock
from integrations.demo import multitude
from liability import services
from liability.models import Assessment
from liability.services.assessing import BATCH
from transitions.models import CareEpisode

SIZES = (10_000, 100_000)
"""Numbers of episodes, rising; `--episodes 10000,100000,1000000` takes the whole way."""
OPEN = 20_000
RATIO, GROWTH = 3.0, 1.0
SAMPLED = 4
"""One batch in so many is also asked bare."""

Statement = tuple[str, Any]


def figures(sizes: Sequence[int] = SIZES, open_cases: int = OPEN) -> Iterator[Figure]:
    """For each size: time for an episode, its ratio to the bare statements, its growth. Then the night's pass."""
    first = 0.0
    for size in sizes:
        multitude.grow(episodes=size, seed=1)
        ids = _without_result()
        took, whole, bare = _from_rows_to_results(ids)
        each = took / len(ids)
        first = first or each
        yield Figure(f"vårdtillfällen av {size}, räknade från rad till resultat", len(ids), "st")
        yield Figure("tid per vårdtillfälle", each * 1e6, "µs", f"{took:.0f} s i allt")
        yield Figure("mot att bara läsa och skriva samma rader", whole / bare, "×", f"gräns {RATIO:.0f}")
        yield Figure("tid per vårdtillfälle mot den minsta mängden", each / first, "×", f"gräns {GROWTH:.0f}")
    yield from _night(open_cases)


def _night(open_cases: int) -> Iterator[Figure]:
    there = CareEpisode.objects.filter(ended_at__isnull=True).count()
    if there < open_cases:
        wanted = CareEpisode.objects.count() + open_cases
        multitude.grow(episodes=wanted, seed=1, open_share=open_cases / wanted)
    moment = clock.now()
    services.assess_due(as_of=moment)
    statements: list[Statement] = []
    done = 0

    def night() -> None:
        nonlocal done
        with connection.execute_wrapper(_noting(statements)):
            done = services.assess_due(as_of=moment + timedelta(days=1))

    took = _seconds(night)
    yield Figure("nattens omräkning: öppna vårdtillfällen", done, "st", f"{took:.0f} s")
    yield Figure("nattens omräkning, vårdtillfällen per sekund", done / took, "st/s")
    yield Figure("frågor till databasen per vårdtillfälle", len(statements) / done, "st", "mängd för mängd")
    yield Figure("månadernas underlag", _seconds(services.refresh_statements) * 1000, "ms")


def _without_result() -> list[int]:
    kept = Assessment.objects.filter(episode=OuterRef("pk"))
    return list(CareEpisode.objects.filter(~Exists(kept)).order_by("pk").values_list("pk", flat=True))


def _from_rows_to_results(ids: Sequence[int]) -> tuple[float, float, float]:
    """Seconds for all, and those of the sampled batches: as the worker does it, and their statements alone.

    A sampled batch is worked out and rolled back; what stays is what its bare statements write.
    """
    took = whole = bare = 0.0
    moment = clock.now()
    with transaction.atomic():  # one that does not count: what is prepared once is not each batch's
        services.assess_episodes(ids[:BATCH], as_of=moment)
        transaction.set_rollback(True)
    for number, start in enumerate(range(0, len(ids), BATCH)):
        batch = ids[start : start + BATCH]
        if number % SAMPLED:
            took += _seconds(lambda batch=batch: services.assess_episodes(batch, as_of=moment))
            continue
        statements: list[Statement] = []
        with transaction.atomic(), connection.execute_wrapper(_noting(statements)):
            one = _seconds(lambda batch=batch: services.assess_episodes(batch, as_of=moment))
            transaction.set_rollback(True)
        chosen = _reading_and_writing(statements)
        with transaction.atomic():
            bare += _seconds(lambda chosen=chosen: _ask(chosen))
        took, whole = took + one, whole + one
    return took, whole, bare


def _noting(statements: list[Statement]) -> Callable[..., Any]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("SELECT", "INSERT", "UPDATE")):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    return note


def _reading_and_writing(statements: Sequence[Statement]) -> list[Statement]:
    """Each table read once, and all that is written: what is asked twice is the reckoning's own affair."""
    read: set[str] = set()
    found = []
    for sql, params in statements:
        if sql.startswith("SELECT"):
            table = re.search(r'FROM "(\w+)"', sql)
            if table is None or table.group(1) in read:
                continue
            read.add(table.group(1))
        found.append((sql, params))
    return found


def _ask(statements: Sequence[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
