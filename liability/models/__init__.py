"""Rows of the liability app. Private to it: others use `liability.selectors` and `liability.services`."""

from liability.models.agreement import Agreement, DayRate, Terms, TermsScope
from liability.models.assessment import Assessment
from liability.models.draft import TermsDraft
from liability.models.review import Decision
from liability.models.statement import (
    FinanceLayout,
    Statement,
    StatementAttachment,
    StatementDeadlines,
    StatementFile,
    StatementRow,
    StatementStep,
)

__all__ = [
    "Agreement",
    "Assessment",
    "DayRate",
    "Decision",
    "FinanceLayout",
    "Statement",
    "StatementAttachment",
    "StatementDeadlines",
    "StatementFile",
    "StatementRow",
    "StatementStep",
    "Terms",
    "TermsDraft",
    "TermsScope",
]
