"""Writes of the deviations app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction when the deviation belongs to a case. Raises NotFound,
PermissionDenied, Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from deviations.services.asking import ask, stand_in
from deviations.services.reporting import report
from deviations.services.returning import return_wrong
from deviations.services.steps import (
    answer,
    close,
    holds,
    investigate,
    mark_read,
    receive,
    reopen,
    take_over,
)
from deviations.services.table import end_route, reroute, save_route, save_terms

__all__ = [
    "answer",
    "ask",
    "close",
    "end_route",
    "holds",
    "investigate",
    "mark_read",
    "receive",
    "reopen",
    "report",
    "reroute",
    "return_wrong",
    "save_route",
    "save_terms",
    "stand_in",
    "take_over",
]
