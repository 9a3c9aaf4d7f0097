"""Whether a series of months has changed by more than chance: a run chart read by Anhøj's rules.

Anhøj and Olesen, "Run Charts Revisited", PLoS ONE 9 (2014) e113825. The centre line is the median; months on it say
nothing. Pure chance gives runs on one side of the line that are seldom longer than log2(n) + 3, and crossings of it
that are seldom fewer than the lower 5 % of a binomial distribution over n - 1 with one half. Either is a signal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import comb, log2

FEWEST = 10
"""Months off the median that are needed before the rules say anything."""

RULES_NAME = "Anhøjs regler"


@dataclass(frozen=True, slots=True)
class RunChart:
    """The chart's figures. `useful`: months off the median; `limit_run`, `limit_crossings`: what chance allows.

    `first_half` and `last_half` are the medians of the two halves of the months.
    """

    useful: int
    median: Decimal
    longest_run: int
    limit_run: int
    crossings: int
    limit_crossings: int
    first_half: Decimal
    last_half: Decimal

    @property
    def enough(self) -> bool:
        """Whether there are months enough to say anything."""
        return self.useful >= FEWEST

    @property
    def shift(self) -> bool:
        """A run longer than chance gives."""
        return self.enough and self.longest_run > self.limit_run

    @property
    def few_crossings(self) -> bool:
        """Fewer crossings of the median than chance gives."""
        return self.enough and self.crossings < self.limit_crossings

    @property
    def signal(self) -> bool:
        """More than chance."""
        return self.shift or self.few_crossings


def run_chart(values: Sequence[Decimal | None]) -> RunChart:
    """The chart of a series; months without a value are passed over."""
    known = [value for value in values if value is not None]
    median = _median(known)
    sides = [value > median for value in known if value != median]
    crossings = sum(1 for one, other in pairwise(sides) if one != other)
    half = len(known) // 2
    return RunChart(
        useful=len(sides),
        median=median,
        longest_run=_longest(sides),
        limit_run=round(log2(len(sides)) + 3) if sides else 0,
        crossings=crossings,
        limit_crossings=fewest_crossings(len(sides)),
        first_half=_median(known[:half]),
        last_half=_median(known[half:]),
    )


def fewest_crossings(useful: int) -> int:
    """The smallest number of crossings that at most 5 % of pure chance stays at or below."""
    if useful < 2:
        return 0
    trials, below = useful - 1, Fraction(0)
    for count in range(trials + 1):
        below += Fraction(comb(trials, count), 2**trials)
        if below >= Fraction(5, 100):
            return count
    return trials


def _longest(sides: Sequence[bool]) -> int:
    longest = run = 0
    for place, side in enumerate(sides):
        run = run + 1 if place and side == sides[place - 1] else 1
        longest = max(longest, run)
    return longest


def _median(values: Sequence[Decimal]) -> Decimal:
    ordered = sorted(values)
    if not ordered:
        return Decimal(0)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
