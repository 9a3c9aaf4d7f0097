"""Months and quarters of the local calendar, and how dark a cell of a heat map is (A6)."""

import itertools
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHADES = 4
"""Steps of a heat map beside the empty one."""


class Per(StrEnum):
    """How long a period of a trend is."""

    MONTH = "manad"
    QUARTER = "kvartal"


@dataclass(frozen=True, slots=True)
class Span:
    """A period: its first day, and the first day after it."""

    first: date
    after: date


def spans(today: date, per: Per, count: int) -> tuple[Span, ...]:
    """The latest periods, the present one last, oldest first."""
    months = 1 if per is Per.MONTH else 3
    number = today.year * 12 + today.month - 1
    number -= number % months
    firsts = [number - months * back for back in range(count - 1, -2, -1)]
    days = [date(one // 12, one % 12 + 1, 1) for one in firsts]
    return tuple(Span(*pair) for pair in itertools.pairwise(days))


def shade(count: int, most: int) -> int:
    """0 for none, else 1 to `SHADES` by how near it comes to the largest cell."""
    if count <= 0 or most <= 0:
        return 0
    return min(SHADES, -(-count * SHADES // most))
