"""The rows of a month's statement (betalningsunderlag): what each patient's days come to in one calendar month.

Sources: LUS 5 kap. 1, 4 and 6 §§ (each day at its own year's amount), 4 kap. 5 § (another basis may be agreed). Under
individual terms a day belongs to the month that it lies in; under average terms a patient belongs to the month of the
discharge (docs/rules.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .amounts import NationalAmounts, charge, rate_of
from .calendar import ONE_DAY
from .periods import month_of, next_month
from .spell_assessment import Status
from .statement import Statement, month_statement
from .terms import DayConvention, Terms


class Outcome(StrEnum):
    """What a row of a statement is: days to pay, or why there are none."""

    BILLABLE = "billable"
    SUSPENDED = "suspended"
    REVIEW = "review"
    BLOCKED = "blocked"
    FREE = "free"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class SpellFact:
    """A kept result of one spell. `ends_on` None: it stands, and `until` is the day of the question."""

    status: Status
    notice_on: date
    start_day: date | None
    ends_on: date | None
    until: date
    ready_days: int

    @property
    def last_on(self) -> date:
        """The date it ended, or the day of the question."""
        return self.ends_on or self.until


@dataclass(frozen=True, slots=True)
class Line:
    """A row. Days whole, amounts whole kronor and None when the rate is unknown; `first`, `last` both included.

    held_days: days that would be owed if somebody decided so, or a precondition had been met; never in a sum.
    """

    outcome: Outcome
    first: date | None
    last: date | None
    days: int
    billable_days: int
    held_days: int
    ready_days: int
    rate: int | None
    amount: int | None
    billable_amount: int | None


def line_of(fact: SpellFact, terms: Terms, month: date, national: NationalAmounts) -> Line | None:
    """The spell's row in the month under individual terms; None when it has none.

    A spell without owed days stands in the month that it ended in, or in that of the question while it stands.
    """
    stop = fact.last_on + ONE_DAY if terms.day_convention is DayConvention.STARTED else fact.last_on
    first, end = _inside(fact.start_day, stop, month)
    counts = fact.status in (Status.LIABLE, Status.RUNNING)
    if counts and first is not None:
        price = charge(first, end, terms, national)
        outcome = Outcome.BILLABLE if price.billable_days else Outcome.SUSPENDED
        return Line(
            outcome,
            first,
            end - ONE_DAY,
            price.days,
            price.billable_days,
            0,
            fact.ready_days,
            rate_of(terms, month.year, national),
            price.amount,
            price.billable_amount,
        )
    if month_of(fact.last_on) != month or (counts and fact.start_day is not None and stop > fact.start_day):
        return None
    held = 0 if fact.start_day is None or counts else max(0, (stop - fact.start_day).days)
    if fact.status is Status.NEEDS_REVIEW:
        outcome = Outcome.REVIEW
    elif fact.status is Status.NOT_LIABLE and held:
        outcome = Outcome.BLOCKED
    else:
        outcome, held = Outcome.FREE, 0
    rate = rate_of(terms, month.year, national)
    return Line(outcome, None, None, 0, 0, held, fact.ready_days, rate, 0, 0)


def mean_line(ready_days: int, terms: Terms, month: date, national: NationalAmounts) -> Line:
    """The row of a patient discharged in the month, under average terms: the sum is the month's."""
    rate = rate_of(terms, month.year, national)
    return Line(Outcome.MEAN, None, None, 0, 0, 0, ready_days, rate, 0, 0)


def _inside(start: date | None, stop: date, month: date) -> tuple[date | None, date]:
    """The part of the days from `start` up to, not including, `stop` that lies in the month; None when none does."""
    if start is None:
        return None, stop
    first, end = max(start, month), min(stop, next_month(month))
    return (first, end) if first < end else (None, end)


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a month: days, kronor (None when some day lacks a rate), and the month's mean under average terms."""

    days: int
    billable_days: int
    held_days: int
    amount: int | None
    billable_amount: int | None
    mean: Statement | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What of a row the sums are made of, after what the two sides have agreed to change."""

    outcome: Outcome
    days: int
    billable_days: int
    held_days: int
    ready_days: int
    amount: int | None
    billable_amount: int | None


def totals(rows: Sequence[Counted], terms: Terms, month: date, national: NationalAmounts) -> Totals:
    """The sums of the rows. Under average terms the month's mean decides, and `amount` is its."""
    mean: Statement | None = None
    amount = _known(row.amount for row in rows)
    billable_amount = _known(row.billable_amount for row in rows)
    stays = [row.ready_days for row in rows if row.outcome is Outcome.MEAN]
    if stays or any(row.outcome is Outcome.MEAN for row in rows):
        mean = month_statement(terms, year=month.year, month=month.month, ready_days=stays, national=national)
        owed = mean.amount
        amount = None if owed is None or amount is None else amount + owed
        if mean.billable:
            billable_amount = None if owed is None or billable_amount is None else billable_amount + owed
    return Totals(
        sum(row.days for row in rows),
        sum(row.billable_days for row in rows),
        sum(row.held_days for row in rows),
        amount,
        billable_amount,
        mean,
    )


def _known(amounts: Iterable[int | None]) -> int | None:
    found = list(amounts)
    known = [each for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a locked month says of one spell, with the corrections that later months have made."""

    days: int
    billable_days: int
    amount: int | None
    billable_amount: int | None


NOTHING = Agreed(0, 0, 0, 0)


def correction(before: Agreed, now: Agreed) -> Agreed | None:
    """What is to be added to a locked row for it to say what holds now; None when nothing is. May be negative.

    An amount that was unknown counts as nothing paid; one that is unknown now makes the correction unknown.
    """
    if before == now:
        return None
    return Agreed(
        now.days - before.days,
        now.billable_days - before.billable_days,
        None if now.amount is None else now.amount - (before.amount or 0),
        None if now.billable_amount is None else now.billable_amount - (before.billable_amount or 0),
    )


def plus(before: Agreed, added: Agreed) -> Agreed:
    """A row and a correction of it."""
    return Agreed(
        before.days + added.days,
        before.billable_days + added.billable_days,
        None if added.amount is None else (before.amount or 0) + added.amount,
        None if added.billable_amount is None else (before.billable_amount or 0) + added.billable_amount,
    )


def adjusted(counted: Counted, days: int | None, rate: int | None) -> Counted:
    """A row with the days that the two sides agreed on instead, if any. Of a suspended row nothing becomes billable."""
    if days is None:
        return counted
    if counted.outcome is Outcome.MEAN:
        return Counted(counted.outcome, 0, 0, 0, days, 0, 0)
    billable = days if counted.billable_days else 0
    amount = 0 if days == 0 else None if rate is None else days * rate
    billed = 0 if billable == 0 else None if rate is None else billable * rate
    return Counted(counted.outcome, days, billable, counted.held_days, counted.ready_days, amount, billed)
