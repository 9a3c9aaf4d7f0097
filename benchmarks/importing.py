"""Lines a second that an event file is read, beside the same rows written bare in the same run."""

import io
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.measuring import Figure

SCENARIOS = Path(__file__).parent.parent / "tests" / "data" / "scenarios"
LIMIT = "gräns 100 rader/s"


def figures() -> Iterator[Figure]:
    """Both scenarios, on an empty database."""
    for path in sorted(SCENARIOS.glob("*.ndjson")):
        lines = sum(1 for line in path.read_text().splitlines() if line.strip() and not line.startswith("#"))
        start = time.perf_counter()
        call_command("import_events", str(path), stdout=io.StringIO(), stderr=io.StringIO())
        took = time.perf_counter() - start
        bare = _bare(lines)
        rate = lines / took
        yield Figure(
            f"{path.stem}: {lines} rader", rate, "rader/s", f"{LIMIT}; {took / bare:.1f} × bara rader"
        )


def _bare(lines: int) -> float:
    """Seconds to write as many bare rows one by one, in one transaction that is undone."""
    start = time.perf_counter()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE bare (id bigint, data jsonb) ON COMMIT DROP")
            for number in range(lines):
                cursor.execute("INSERT INTO bare VALUES (%s, %s)", [number, '{"kind": "x"}'])
        transaction.set_rollback(True)
    return time.perf_counter() - start
