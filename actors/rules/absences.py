"""Who stands in for somebody who is away: substitutes may be away themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """That an assignment's person is away, up to and with a day, and who takes over (None: nobody)."""

    assignment_id: int
    substitute_id: int | None
    until: date


def stands_in(away: Mapping[int, Away], assignment_id: int) -> int | None:
    """Who is there for the assignment on the day of `away`: itself when not away, else the first substitute in the
    line who is not away. None when nobody is, or when they stand in for each other."""
    seen: set[int] = set()
    current: int | None = assignment_id
    while current is not None and current in away:
        if current in seen:
            return None
        seen.add(current)
        current = away[current].substitute_id
    return current
