"""What days cost.

Source: LUS 5 kap. 6 § (the national amount of each year) and 4 kap. 5 § (another may be agreed).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from .calendar import ONE_DAY
from .terms import NATIONAL, Suspension, Terms

CURRENCY = "SEK"

NationalAmounts = Mapping[int, int | None]
"""Whole kronor for each vårddygn, by calendar year; a missing year and None both mean unknown."""


class Part(NamedTuple):
    """The days of one year, and the rate of each in whole kronor; None when it is unknown."""

    year: int
    days: int
    rate: int | None


class Charge(NamedTuple):
    """Days owed and their price in whole kronor. None: some day's rate is unknown.

    parts: the days by year, in order.
    """

    days: int = 0
    billable_days: int = 0
    amount: int | None = 0
    billable_amount: int | None = 0
    parts: tuple[Part, ...] = ()

    @property
    def unknown_years(self) -> list[int]:
        """The years whose rate was needed and is unknown."""
        return sorted({part.year for part in self.parts if part.rate is None})

    @property
    def suspended_days(self) -> int:
        """Days that are computed but not billable."""
        return self.days - self.billable_days


NO_CHARGE = Charge()


def rate_of(terms: Terms, year: int, national: NationalAmounts) -> int | None:
    """The rate of a care day in the year, whole kronor; None when it is unknown."""
    return national.get(year) if terms.amount == NATIONAL else terms.amount


def charge(first: date, stop: date, terms: Terms, national: NationalAmounts) -> Charge:
    """The price of the days from `first` up to, not including, `stop`: each at its own year's rate."""
    days = billable_days = amount = billable_amount = 0
    parts: list[Part] = []
    unknown = billable_unknown = False
    suspended = terms.invoicing_suspended
    if first >= stop:
        return NO_CHARGE
    while first < stop:
        year_stop = stop if stop.year == first.year else min(stop, date(first.year + 1, 1, 1))
        count = (year_stop - first).days
        billable = count if suspended is None else count - _days_inside(first, year_stop, suspended)
        rate = rate_of(terms, first.year, national)
        days += count
        billable_days += billable
        parts.append(Part(first.year, count, rate))
        if rate is None:
            unknown = True
            billable_unknown = billable_unknown or billable > 0
        else:
            amount += count * rate
            billable_amount += billable * rate
        first = year_stop
    return Charge(
        days,
        billable_days,
        None if unknown else amount,
        None if billable_unknown else billable_amount,
        tuple(parts),
    )


def total(charges: list[Charge]) -> Charge:
    """The sum; an unknown amount makes the sum unknown."""
    if len(charges) == 1:
        return charges[0]
    amounts = [each.amount for each in charges]
    billable = [each.billable_amount for each in charges]
    return Charge(
        sum(each.days for each in charges),
        sum(each.billable_days for each in charges),
        _sum_known(amounts),
        _sum_known(billable),
        tuple(part for each in charges for part in each.parts),
    )


def _sum_known(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _days_inside(first: date, stop: date, suspension: Suspension) -> int:
    """How many of the days from `first` up to, not including, `stop` lie in the suspension."""
    begins = max(first, suspension.start)
    last = stop - ONE_DAY
    ends = last if suspension.end is None else min(last, suspension.end)
    return max(0, (ends - begins).days + 1)
