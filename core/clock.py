"""The only clock. Nothing else in the code reads the time, in Python or in SQL.

In demonstration and test the clock may be moved: the offset stands in one file that web, workers, beat and
relay all read, so that they never disagree. Production has ``CLOCK_MAY_MOVE = False`` and the file is not
looked at.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
_NONE: Final = timedelta(0)

# What files said, by (path, inode, mtime in ns): one stat a call, one read a change. Holds the last one only.
_seen: dict[tuple[str, int, int], timedelta] = {}


def now() -> datetime:
    """The present moment in UTC, moved by the common offset where the settings allow it."""
    return _machine_now() + offset()


def machine_now() -> datetime:
    """The present moment in UTC on the machine's own clock, however far the demo's clock is moved.

    For what protects the machine: how long a log-in lasts, how often something is tried. Nothing of a case.
    """
    return _machine_now()


def local(moment: datetime) -> datetime:
    """The moment as clocks in Sweden show it. Raises ValueError without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone has no place on the clock")
    return moment.astimezone(STOCKHOLM)


def local_date(moment: datetime) -> date:
    """The calendar day in Sweden at that moment: what the statutes mean by day.

    Raises ValueError without a zone.
    """
    return local(moment).date()


def today() -> date:
    """The calendar day in Sweden now."""
    return local_date(now())


def offset() -> timedelta:
    """How far the clock is moved; zero where it may not be moved or nobody has moved it."""
    if not settings.CLOCK_MAY_MOVE:
        return _NONE
    path = Path(settings.CLOCK_OFFSET_FILE)
    try:
        status = path.stat()
        key = (str(path), status.st_ino, status.st_mtime_ns)
        if key not in _seen:
            amount = timedelta(seconds=float(path.read_text(encoding="ascii")))
            _seen.clear()
            _seen[key] = amount
    except FileNotFoundError:
        return _NONE
    return _seen.get(key, _NONE)


def set_offset(amount: timedelta) -> None:
    """Move the clock of every process. Raises ImproperlyConfigured where the clock may not be moved."""
    if not settings.CLOCK_MAY_MOVE:
        raise ImproperlyConfigured("the clock can be moved only in demonstration and test (CLOCK_MAY_MOVE)")
    path = Path(settings.CLOCK_OFFSET_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed, so that no process ever reads half a number.
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_text(repr(amount.total_seconds()), encoding="ascii")
    fresh.replace(path)


def set_now(moment: datetime) -> None:
    """Move the clock so that it shows this moment and goes on from there."""
    set_offset(moment - _machine_now())


def _machine_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """The clock shows this moment, going on, inside the block; then what it showed before."""
    before = offset()
    set_now(moment)
    try:
        yield
    finally:
        set_offset(before)
