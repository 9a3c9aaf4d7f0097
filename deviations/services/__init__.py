"""Writes of the deviations app: one function for each step, keyword-only, the transaction inside.

Each pushes its item to the chain in the same transaction when the deviation belongs to a case. Raises NotFound,
PermissionDenied, Conflict (a rule says no, with its code) or Invalid (the content is wrong).
"""

from deviations.services.asking import ask, read_for_closed, stand_in
from deviations.services.common import may_be_anonymous
from deviations.services.enclosing import enclose, scan_waiting
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
from deviations.services.thanking import thank
from deviations.services.writing import may_write, write

__all__ = [
    "answer",
    "ask",
    "close",
    "enclose",
    "end_route",
    "holds",
    "investigate",
    "mark_read",
    "may_be_anonymous",
    "may_write",
    "read_for_closed",
    "receive",
    "reopen",
    "report",
    "reroute",
    "return_wrong",
    "save_route",
    "save_terms",
    "scan_waiting",
    "stand_in",
    "take_over",
    "thank",
    "write",
]
