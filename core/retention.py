"""How long the logs are kept, and the removal of what is older: itself logged, and never of what is younger (LAW-3).

Done by the owner of the tables alone: the append-only trigger lets no other role past, and asks for the row that says
how far the removal reaches. Whole transactions are removed; their links stay, so that the chain still holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connections, transaction

from core import audit, clock
from core.audit_triggers import CHAINED
from core.models import LogRemoval, RetentionRule

OWNER: Final = "owner"
NAME: Final = "gallring"


@dataclass(frozen=True, slots=True)
class _Remover:
    """Hemväg itself, as the one who removes."""

    user_id: None = None
    user_name: str = NAME
    unit_id: None = None
    unit_name: str = ""
    organisation_id: None = None
    assignment_id: None = None
    source: str = "system"


def cutoff(now: datetime, years: int) -> datetime:
    """The moment so many years ago: what is from before it has been kept long enough. A leap day counts as 1 March."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, month=3, day=1)


Removal = Callable[[datetime], int]
_removals: dict[str, tuple[str, Removal]] = {}


def register(kind: str, what: str, remove: Removal) -> None:
    """Let an app remove what it has kept long enough, with `manage.py remove_old_logs`. `what` is Swedish, plural.

    `remove` takes the present moment and returns how many rows it removed; the time is the rule `kind`'s.
    """
    _removals[kind] = (what, remove)


def kept_since(kind: str, now: datetime) -> datetime:
    """The moment before which rows of a kind have been kept long enough. Raises RetentionRule.DoesNotExist."""
    return cutoff(now, RetentionRule.objects.get(kind=kind).years)


def remove_the_rest() -> list[tuple[str, int]]:
    """Remove what the apps keep: what, and how many. In the scope of the system."""
    now = clock.now()
    return [(what, remove(now)) for _, (what, remove) in sorted(_removals.items())]


def remove_old_logs() -> LogRemoval | None:
    """Remove the logs' rows that are older than the rule `log` says. Returns what was removed; None for nothing.

    In the scope of the system.
    """
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        now = clock.now()
        years = RetentionRule.objects.using(OWNER).get(kind="log").years
        before = cutoff(now, years)
        through = _last_old_batch(cursor, before)
        rows = _count(cursor, through)
        if not rows:
            return None
        removal = LogRemoval.objects.using(OWNER).create(
            at=now, actor_name=NAME, before=before, through_batch=through, row_count=rows
        )
        cursor.execute("SELECT set_config('hemvag.removal', %s, true)", [str(removal.pk)])
        for table in CHAINED:
            cursor.execute(f"DELETE FROM {table} WHERE batch <= %s", [through])
        cursor.execute("SELECT set_config('hemvag.removal', '', true)")
        # The chain remembers how far it reached; the number is a code, as all that audit tells.
        audit.record(
            _Remover(),
            "log.removed",
            removal,
            {"through": (None, f"b{through}"), "before": (None, before), "rows": (None, rows)},
            using=OWNER,
        )
    return removal


def _last_old_batch(cursor: Any, before: datetime) -> int:
    """The last transaction before the first one that has a row to keep."""
    kept = " UNION ALL ".join(f"SELECT min(batch) AS first FROM {table} WHERE at >= %s" for table in CHAINED)
    every = " UNION ALL ".join(f"SELECT max(batch) AS last FROM {table}" for table in CHAINED)
    cursor.execute(
        f"SELECT COALESCE((SELECT min(first) - 1 FROM ({kept}) k), (SELECT max(last) FROM ({every}) e), 0)",
        [before] * len(CHAINED),
    )
    return int(cursor.fetchone()[0])


def _count(cursor: Any, through: int) -> int:
    counts = " + ".join(f"(SELECT count(*) FROM {table} WHERE batch <= %s)" for table in CHAINED)
    cursor.execute(f"SELECT {counts}", [through] * len(CHAINED))
    return int(cursor.fetchone()[0])
