"""The number of queries each page asks, kept in a file: a change is seen in review, not in production."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).parent / "query_counts.json"


NOT_THE_PAGES = ("SAVEPOINT", "RELEASE SAVEPOINT", 'UPDATE "django_session"')
"""The request's transaction is a savepoint in a test's; a session is stamped once a minute, whatever the page."""


def questions(captured: CaptureQueriesContext) -> list[dict[str, str]]:
    """What the page asked."""
    return [query for query in captured if not query["sql"].startswith(NOT_THE_PAGES)]


@dataclass(frozen=True)
class QueryCounts:
    """`with query_counts.same("transitions.worklist"): client.get(...)` fails on any other number than the file's."""

    update: bool = False

    @contextmanager
    def same(self, name: str) -> Iterator[None]:
        """Count what the block asks and hold it against the baseline named `name`.

        :raises AssertionError: another number than the baseline, with every query listed; or no baseline at all.
        """
        with CaptureQueriesContext(connection) as captured:
            yield
        baseline: dict[str, int] = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
        if self.update:
            baseline[name] = len(questions(captured))
            BASELINE.write_text(json.dumps(baseline, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
            return
        asked = "\n".join(f"{number}. {query['sql']}" for number, query in enumerate(questions(captured), 1))
        expected = baseline.get(name)
        found = len(questions(captured))
        assert found == expected, (
            f"{name}: {found} frågor, {expected} i {BASELINE.name}. Är det meningen: make counts.\n{asked}"
        )
