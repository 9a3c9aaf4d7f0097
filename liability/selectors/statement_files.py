"""What a file of a statement is made of, and the orders of such files."""

from dataclasses import dataclass
from datetime import datetime

from core import orders
from liability.models import FinanceLayout, Statement, StatementFile, StatementRow, StatementStep
from liability.rules.finance import DEFAULT, Layout, layout_from_json
from liability.rules.statement_life import State
from liability.selectors.statements import Log, log_of, rows_of


@dataclass(frozen=True, slots=True)
class Content:
    """A statement whole, without names."""

    statement: Statement
    rows: list[StatementRow]
    log: Log
    layout: Layout
    made_at: datetime

    @property
    def steps(self) -> list[StatementStep]:
        """What has been done, oldest first."""
        return self.log.steps


def content(statement_id: int, *, now: datetime) -> Content:
    """What a file holds. Five queries."""
    found = Statement.objects.select_related("region", "municipality").get(pk=statement_id)
    return Content(found, rows_of(found), log_of(found), layout_for(found.municipality.code), now)


def layout_for(municipality: str) -> Layout:
    """The municipality's layout, or the one that ships. One query."""
    row = entered_layout(municipality)
    return DEFAULT if row is None else layout_from_json(row.layout)


def example_month(municipality_id: int) -> Statement | None:
    """The latest agreed or locked month in which the payer has something to pay. One query."""
    agreed = Statement.objects.filter(
        municipality_id=municipality_id,
        state__in=[State.AGREED, State.LOCKED],
        billable_amount__gt=0,
    )
    return agreed.order_by("-month", "terms_code").first()


def entered_layout(municipality: str) -> FinanceLayout | None:
    """The row that was entered for a payer, if any. One query."""
    return FinanceLayout.objects.filter(municipality=municipality).first()


def forgotten(*, now: datetime) -> list[int]:
    """Orders that no worker has finished. One query."""
    return list(orders.forgotten(StatementFile, now=now))
