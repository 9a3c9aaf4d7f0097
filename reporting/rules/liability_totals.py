"""Betalningsansvar summed over a report's episodes (report.md, `liability_days` and the two after it)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from reporting.rules.facts import LiabilityFact, MonthStatement, StatementFact
from reporting.rules.summary import EpisodeSummary

N = TypeVar("N", int, Decimal)

LiabilityOf = Callable[[str], LiabilityFact]
"""Episode id → what betalningsansvar came to."""


@dataclass(frozen=True, slots=True)
class LiabilityTotals:
    """Days (whole unless a month under average terms is not), whole kronor, cases for a person to decide."""

    days: int | float | None
    amount: int | None
    needs_review: int


def no_statement(group: tuple[str, str], month: str, ready_days: object) -> StatementFact:
    """For callers without average terms: nothing is known of such a month."""
    return StatementFact(None, None)


def liability_totals(
    episodes: Iterable[EpisodeSummary], liability_of: LiabilityOf, month_statement: MonthStatement
) -> LiabilityTotals:
    """Sum the episodes of a period.

    Those under average terms are put together by month, who owes and terms.
    """
    days: Decimal | None = Decimal(0)
    amount: int | None = 0
    needs_review = 0
    months: dict[tuple[tuple[str, str], str], list[int]] = {}
    for episode in episodes:
        fact = liability_of(episode.id)
        needs_review += fact.status == "needs_review"
        if fact.statement_group is not None and episode.discharged_on is not None:
            key = (fact.statement_group, f"{episode.discharged_on:%Y-%m}")
            months.setdefault(key, []).append(fact.ready_days)
        days, amount = _plus(days, fact.days), _plus(amount, fact.amount)
    for (group, month), ready_days in sorted(months.items()):
        statement = month_statement(group, month, ready_days)
        days, amount = _plus(days, statement.days), _plus(amount, statement.amount)
    return LiabilityTotals(_number(days), amount, needs_review)


def _plus(total: N | None, more: N | int | None) -> N | None:
    """A sum is unknown as soon as one part is."""
    return None if total is None or more is None else total + more


def _number(days: Decimal | None) -> int | float | None:
    if days is None:
        return None
    return int(days) if days == days.to_integral_value() else float(days)
