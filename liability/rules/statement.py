"""A month under average terms: what the municipality owes when the mean passes the agreed level.

Source: LUS 4 kap. 5 § (agreement). The formula, days owed = max(0, sum − level × patients), is derived:
see docs/rules.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from .amounts import NationalAmounts, rate_of
from .reasons import Reason, ReasonCode, reason
from .terms import LongStay, MeanPopulation, Terms

WHOLE = Decimal(1)
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Statement:
    """A municipality's month. Days may be fractions, since the level is.

    patients, sum_days, mean: of the population and after capping; mean is for show, None without patients.
    excess_days: what the sum has above level × patients; None when the level is unknown.
    individual_days: whole days beyond the limit of long stays.
    amount: whole kronor; None when the level or the rate is unknown.
    """

    patients: int
    sum_days: int
    mean: Decimal | None
    excess_days: Decimal | None
    individual_days: int
    days: Decimal | None
    amount: int | None
    billable: bool
    reasons: tuple[Reason, ...]


def month_statement(
    terms: Terms, *, year: int, month: int, ready_days: Sequence[int], national: NationalAmounts
) -> Statement:
    """The statement of one month from each discharged patient's days as utskrivningsklar (0 for day zero)."""
    reasons: list[Reason] = []
    limit = terms.individual_after_days
    long_stays = [days for days in ready_days if limit is not None and days > limit]
    individual = sum(days - limit for days in long_stays) if limit is not None else 0
    counted = _population(ready_days, terms)
    patients, sum_days = len(counted), sum(counted)
    if long_stays:
        reasons.append(
            reason(
                ReasonCode.LONG_STAY_INDIVIDUAL,
                terms,
                count=len(long_stays),
                limit=str(limit),
                days=individual,
            )
        )
    excess = days_owed = None
    amount: int | None = None
    with localcontext() as exact:
        exact.prec = 60
        mean = (Decimal(sum_days) / patients).quantize(HUNDREDTH, ROUND_HALF_UP) if patients else None
        if terms.mean_level is None:
            reasons.append(reason(ReasonCode.LEVEL_UNKNOWN, terms))
        else:
            excess = max(Decimal(0), sum_days - terms.mean_level * patients)
            days_owed = excess + individual
            rate = rate_of(terms, year, national)
            if days_owed == 0:
                amount = 0
            elif rate is None:
                reasons.append(reason(ReasonCode.RATE_UNKNOWN, terms, years=str(year)))
            else:
                amount = int((days_owed * rate).quantize(WHOLE, ROUND_HALF_UP))
    billable = not _wholly_suspended(terms, year, month)
    if not billable:
        reasons.append(reason(ReasonCode.INVOICING_SUSPENDED, terms, period=f"hela {year}-{month:02d}"))
    return Statement(
        patients, sum_days, mean, excess, individual, days_owed, amount, billable, tuple(reasons)
    )


def _population(ready_days: Sequence[int], terms: Terms) -> list[int]:
    """The stays the mean is taken over, long ones capped or left out."""
    counted = list(ready_days)
    if terms.mean_population is MeanPopulation.FROM_DAY_ONE:
        counted = [days for days in counted if days >= 1]
    limit = terms.individual_after_days
    if limit is None:
        return counted
    if terms.long_stay_in_mean is LongStay.EXCLUDED:
        return [days for days in counted if days <= limit]
    return [min(days, limit) for days in counted]


def _wholly_suspended(terms: Terms, year: int, month: int) -> bool:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return terms.suspends(first) and terms.suspends(last)
